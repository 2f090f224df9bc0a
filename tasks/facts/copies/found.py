"""What is compared, and what the comparison hands on."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from tasks.facts.copies.sketch import MOST

WINDOW: Final = timedelta(days=3)
"""How far apart copies are published."""


@dataclass(frozen=True)
class Sketched:
    """An article with its sketch, and what tells which of several came first and from where."""

    article_id: str
    published_at: datetime
    """When it was published; when it was received where that is not known."""
    published_date: date
    publisher: str
    """Any name that articles of one publisher share."""
    agencies: tuple[str, ...]
    shingles: tuple[int, ...]
    """Ascending."""
    bound: int | None
    """The largest hash that can be among them; None if the sketch was not cut."""

    @cached_property
    def distinct(self) -> frozenset[int]:
        """The shingles, to be looked up in."""
        return frozenset(self.shingles)

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands in the order of time."""
        return self.published_at, self.article_id

    def up_to(self, bound: int | None) -> int:
        """How many of its shingles are not above a bound."""
        return len(self.shingles) if bound is None else bisect_right(self.shingles, bound)


def bound_of(shingles: Sequence[int]) -> int | None:
    """The bound of a whole sketch."""
    return shingles[-1] if len(shingles) >= MOST else None


def common_bound(one: Sketched, other: Sketched) -> int | None:
    """Up to which hash both sketches hold all that is sampled."""
    bounds = [each.bound for each in (one, other) if each.bound is not None]
    return min(bounds, default=None)


@dataclass(frozen=True, slots=True)
class Copied:
    """One article of a cluster."""

    article_id: str
    published_date: date
    cluster_id: str
    """The earliest article of the cluster."""
    origin_id: str
    """The article that the others most likely came from."""
    agency: str | None
    """The agency that the cluster's text is credited to."""
    from_origin: float
    """The share of the article's text that is in the origin."""
    of_origin: float
    """The share of the origin's text that is in the article."""
    articles: int
    """Articles of the cluster."""


def shares(one: Sketched, other: Sketched) -> tuple[float, float]:
    """The share of each text that is in the other, estimated."""
    bound = common_bound(one, other)
    common = len(one.distinct & other.distinct)
    return common / max(one.up_to(bound), 1), common / max(other.up_to(bound), 1)


def identifiers(articles: Collection[Sketched]) -> list[str]:
    """The articles' ids in the order of time."""
    return [one.article_id for one in sorted(articles, key=lambda one: one.place)]
