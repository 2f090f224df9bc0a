"""What a backfill is asked for: which captures, and by which day they are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.words import Word


class Choice(Word):
    """Which captures are derived again."""

    UNSETTLED = (
        "unsettled",
        "those that today's rules have not settled: missing, changed, and rejects worth another try",
    )
    MISSING = "missing", "those with neither an article nor a reject"
    FAILED = "failed", "those with a reject"
    CHANGED = "changed", "those whose article or reject is by other rules than today's"
    ALL = "all", "every one"


class By(Word):
    """Which day a capture belongs to."""

    CAPTURED = "captured", "the UTC day it was received"
    PUBLISHED = "published", "the day its article was published; the day it was received where it has no article"


@dataclass(frozen=True)
class Order:
    """What a backfill is asked for. Without a first or last day it is from the first on, or up to the last."""

    choice: Choice
    by: By
    first: date | None
    last: date | None
    sources: Sequence[str]
    """Of these sources; of every one if there are none."""

    def arguments(self) -> Mapping[str, str | Sequence[str]]:
        """What tells it from other orders, as its run's row has it."""
        days = {name: str(day) for name, day in (("from", self.first), ("to", self.last)) if day is not None}
        return {"choice": self.choice.value, "by": self.by.value, "sources": sorted(set(self.sources)), **days}

    def window(self) -> str:
        """The days, in words."""
        return window_in_words(self.first, self.last)


def window_in_words(first: object, last: object) -> str:
    """The days from a first to a last one, in words; None is no bound."""
    if first is None and last is None:
        return "every day"
    return f"{first or 'the first day'} to {last or 'the last day'}"
