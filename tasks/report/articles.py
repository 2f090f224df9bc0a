"""Articles counted by day and source, and how many of them have a column filled.

In: rows of `articles`, of `COLUMNS`. Out: a record a day and source, and sums of those. Bodies are not looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from tasks.health import WATCHED
from tasks.report.days import Window
from tasks.source_pasts import filled

COLUMNS: Final = ("published_date", "source", *WATCHED)
"""The columns that are looked at: those whose loss is told of every source are those whose filling is shown."""


@dataclass(frozen=True)
class Tally:
    """The articles of one source that were published on one day."""

    day: date
    source: str
    articles: int
    filled: Mapping[str, int]
    """Those in which a column is filled, by column."""


def tallies(rows: pa.Table) -> Sequence[Tally]:
    """The rows counted, by day and source."""
    counted = rows.select(["published_date", "source"])
    for name in WATCHED:
        counted = counted.append_column(name, pc.cast(filled(rows.column(name)), pa.int64()))
    sums = counted.group_by(["published_date", "source"]).aggregate(
        [("source", "count"), *((name, "sum") for name in WATCHED)]
    )
    return [
        Tally(row["published_date"], row["source"], row["source_count"], {name: row[f"{name}_sum"] for name in WATCHED})
        for row in sums.sort_by([("published_date", "ascending"), ("source", "ascending")]).to_pylist()
    ]


def by_day(counted: Iterable[Tally], window: Window) -> Mapping[date, int]:
    """Articles of each day; 0 for a day without any."""
    found = dict.fromkeys(window.days, 0)
    for one in counted:
        found[one.day] += one.articles
    return found


def by_source(counted: Iterable[Tally]) -> Mapping[str, int]:
    """Articles of each source, the largest first."""
    found: Counter[str] = Counter()
    for one in counted:
        found[one.source] += one.articles
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True)
class Fill:
    """How often a column is filled, stretch by stretch; None where there were no articles."""

    column: str
    shares: Sequence[float | None]
    overall: float | None


def fills(counted: Sequence[Tally], window: Window) -> Sequence[Fill]:
    """How often each column is filled in each stretch of `window.stretches()`."""
    pieces = [[one for one in counted if one.day in stretch] for stretch in window.stretches()]
    return [Fill(name, [_share(piece, name) for piece in pieces], _share(counted, name)) for name in WATCHED]


def _share(counted: Sequence[Tally], column: str) -> float | None:
    articles = sum(one.articles for one in counted)
    return sum(one.filled[column] for one in counted) / articles if articles else None
