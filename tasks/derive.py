"""What the page processes run on each capture; importing it is all that starting one costs."""

from schemas.captures import Capture
from tasks.check import check_article
from tasks.extract.article import Derived, derive
from tasks.facts.find import find_facts
from tasks.facts.rows import fact_rows


def derive_checked(capture: Capture) -> Derived:
    """The article of a capture with the rows that go with it, facts of its text among them, checked.

    Raises:
        RejectedRecord: the capture holds no article, or its rows break a rule of their dataset.
    """
    derived = with_facts(derive(capture, capture.stated))
    check_article(derived.article, derived.children)
    return derived


def with_facts(derived: Derived) -> Derived:
    """An article with the facts of its text among the rows that go with it."""
    facts = find_facts(derived.article)
    article = derived.article.model_copy(update={"facts_level": facts.level})
    return Derived(article, {**derived.children, **fact_rows(article, facts)})
