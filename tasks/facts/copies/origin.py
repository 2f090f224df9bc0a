"""A cluster in, its likely origin and the agency it is credited to out."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from tasks.facts.copies.found import Copied, Sketched, shares

_NEARLY: Final = 0.9
"""Of what the fullest article shares with the others: an origin has as much, a cut copy has less."""


def copied(members: Sequence[Sketched]) -> list[Copied]:
    """The articles of a cluster, given in the order of time, with what is said of each."""
    agency = agency_of(members)
    origin = origin_of(members, agency)
    rows = []
    for one in members:
        from_origin, of_origin = (1.0, 1.0) if one is origin else shares(one, origin)
        rows.append(
            Copied(
                article_id=one.article_id,
                published_date=one.published_date,
                cluster_id=members[0].article_id,
                origin_id=origin.article_id,
                agency=agency,
                from_origin=round(from_origin, 3),
                of_origin=round(of_origin, 3),
                articles=len(members),
            )
        )
    return rows


def agency_of(members: Sequence[Sketched]) -> str | None:
    """The agency most of the articles credit; of several the one credited first."""
    counted = Counter(agency for one in members for agency in one.agencies)
    return max(counted, key=counted.__getitem__, default=None)


def origin_of(members: Sequence[Sketched], agency: str | None) -> Sketched:
    """The likely origin: an article that holds nearly all of what is shared, rather one that credits the agency, then
    the one that has the least of its own, then the earliest."""
    shared = {one.article_id: _shared(one, members) for one in members}
    fullest = max(shared.values())
    full = [one for one in members if shared[one.article_id] >= _NEARLY * fullest]
    credited = [one for one in full if agency in one.agencies]
    return min(credited or full, key=lambda one: one.place)


def _shared(article: Sketched, members: Sequence[Sketched]) -> int:
    """How many shingles it shares with the others, all together."""
    return sum(len(article.distinct & other.distinct) for other in members if other is not article)
