"""The quantities of invented sentences, as the tests of them look at them."""

from tasks.facts.quantities.found import FoundQuantity
from tasks.facts.quantities.scan import find_quantities


def only(body: str) -> tuple[str, FoundQuantity]:
    """The one quantity of an English sentence, with its surface."""
    (one,) = find_quantities(body, "en")
    return body[one.start : one.end], one


def surfaces(body: str) -> list[str]:
    """The quantities of an English text as they are written there."""
    return [body[one.start : one.end] for one in find_quantities(body, "en")]
