"""The facts that need a model of the language: bodies in, found mentions and quotations with offsets out.

`tasks.facts.enriched.enrich.enrich` is the way in, `tasks.facts.enriched.model` the only module that knows spaCy. All
others are rules over `tasks.facts.enriched.parse.Parse`, and work without it. Rows are made elsewhere.
"""
