"""What publishers changed after the fact: how often, which parts, and how much of the body.

In: rows of `revisions`, of `COLUMNS`. Out: counts, and the largest revisions. What paragraphs said is not looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nlargest
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.words import Part

COLUMNS: Final = ("article_id", "version", "captured_at", "headline", "changed", "changed_share", "published_date")
LARGEST: Final = 10

_PARTS: Final = {part.value: part for part in Part}
_SIZES: Final = ((0.0, "none of it"), (0.02, "up to 2%"), (0.1, "2% to 10%"), (0.3, "10% to 30%"), (1.0, "over 30%"))


@dataclass(frozen=True)
class Change:
    """One later version of an article."""

    article_id: str
    version: int
    captured_at: datetime
    headline: str
    changed: Sequence[Part]
    share: float
    published: date


@dataclass(frozen=True)
class Revised:
    """The later versions of the articles of some days."""

    number: int
    articles: int
    """Articles that have a later version."""
    parts: Mapping[Part, int]
    """Versions in which a part was changed, the most frequent first."""
    sizes: Mapping[str, int]
    """Versions by the share of the body's words that changed, in words and in order of size."""
    largest: Sequence[Change]


def revised(pieces: Iterable[pa.Table]) -> Revised:
    """The rows counted, piece by piece; all versions of an article are in one piece."""
    parts: Counter[Part] = Counter()
    sizes = Counter(dict.fromkeys((words for _, words in _SIZES), 0))
    articles, largest = 0, list[Change]()
    for rows in pieces:
        changes = _changes(rows)
        articles += len({one.article_id for one in changes})
        parts.update(part for one in changes for part in one.changed)
        sizes.update(_size(one.share) for one in changes)
        largest = nlargest(LARGEST, [*largest, *changes], key=_order)
    ranked = dict(sorted(parts.items(), key=lambda item: (-item[1], item[0])))
    return Revised(sizes.total(), articles, ranked, dict(sizes), largest)


def _changes(rows: pa.Table) -> Sequence[Change]:
    later = rows.filter(pc.greater(rows.column("version"), 1))
    return [
        Change(
            row["article_id"],
            row["version"],
            row["captured_at"],
            row["headline"],
            [_PARTS[part] for part in row["changed"]],
            row["changed_share"] or 0.0,
            row["published_date"],
        )
        for row in later.to_pylist()
    ]


def _size(share: float) -> str:
    return next(words for most, words in _SIZES if share <= most)


def _order(one: Change) -> tuple[float, datetime, str]:
    return one.share, one.captured_at, one.article_id
