"""Quantities: a body and its language in, numbers with their units and offsets out. Rows are made elsewhere.

`tasks.facts.quantities.scan.find_quantities` is the way in. English is read in full; other languages for percentages,
money and metric units in digits; times, dates and durations are those of `tasks.facts.times` and are left out here.
"""
