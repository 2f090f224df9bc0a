"""What the page processes run on each capture; importing it is all that starting one costs."""

from schemas.captures import Capture
from tasks.check import check_article
from tasks.extract.article import Derived, derive


def derive_checked(capture: Capture) -> Derived:
    """The article of a capture with the rows that go with it, checked.

    Raises:
        RejectedRecord: the capture holds no article, or its rows break a rule of their dataset.
    """
    derived = derive(capture, capture.stated)
    check_article(derived.article, derived.links, derived.images)
    return derived
