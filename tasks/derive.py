"""What the page processes run on each capture; importing it is all that starting one costs."""

from collections.abc import Callable, Mapping, Sequence

from schemas.captures import Capture
from schemas.row import Record
from schemas.words import FactsLevel
from tasks.check import check_article
from tasks.extract.article import Derived, derive
from tasks.facts.enriched.enrich import enriched, extractor_version
from tasks.facts.find import find_facts
from tasks.facts.rows import fact_rows


def derive_checked(capture: Capture) -> Derived:
    """The article of a capture with the rows that go with it, facts of its text among them, checked.

    Raises:
        RejectedRecord: the capture holds no article, or its rows break a rule of their dataset.
    """
    return _checked(with_facts(derive(capture, capture.stated)))


def derive_at(level: FactsLevel) -> Callable[[Capture], Derived]:
    """What a page process runs to find facts at this level."""
    return derive_enriched if level is FactsLevel.ENRICHED else derive_checked


def derive_enriched(capture: Capture) -> Derived:
    """The same, with the facts that need a model of the article's language where there is one.

    Raises:
        RejectedRecord: the capture holds no article, or its rows break a rule of their dataset.
    """
    return _checked(with_facts(derive(capture, capture.stated), FactsLevel.ENRICHED))


def _checked(derived: Derived) -> Derived:
    check_article(derived.article, derived.children)
    return derived


def with_facts(derived: Derived, level: FactsLevel = FactsLevel.DEFAULT) -> Derived:
    """An article with the facts of its text among the rows that go with it."""
    facts = find_facts(derived.article)
    children: Mapping[str, Sequence[Record]] = derived.children
    version = extractor_version(level)
    if level is FactsLevel.ENRICHED:
        facts = enriched(facts, derived.article.article_body, derived.article.in_language)
        children = {name: tuple(_by(version, row) for row in rows) for name, rows in children.items()}
    article = derived.article.model_copy(update={"facts_level": facts.level, "extractor_version": version})
    return Derived(article, {**children, **fact_rows(article, facts)})


def _by(version: str, row: Record) -> Record:
    return row.model_copy(update={"extractor_version": version})
