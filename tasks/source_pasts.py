"""The new articles of sources in the last weeks, counted: by day, by hour, and by the columns that are filled.

In: a snapshot, names of sources and of columns, and now. Out: a small record a source, whatever its number of articles.
An article is new on the day of its first capture, wherever its publisher dates it. Those dated before the weeks that
are looked at are left out, so that a past that is collected does not pass for news. What the numbers mean is decided in
`tasks.health`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of
from tasks.store import Snapshot

LOOKED_AT: Final = timedelta(days=91)
"""How far back articles are looked at."""
REJECTS_OF: Final = timedelta(days=7)
"""How far back rejects are looked at."""
_DAYS_AT_ONCE: Final = 14
"""Partitions read together: the lists of many articles are large until they are counted."""


@dataclass(frozen=True)
class Past:
    """The new articles of one source in the last weeks."""

    counts: Mapping[date, int]
    """New articles by UTC day; days without any are left out."""
    hours: Sequence[datetime]
    """The hours in which there were any, in order."""
    last: datetime | None
    """When the newest of them was first captured."""
    filled: Mapping[str, Mapping[date, int]]
    """Of the new articles of each day, those in which a column is filled, by column."""
    rejects: Mapping[str, int] = field(default_factory=dict)
    """Rejects of the last days, by reason."""


def pasts_of(snapshot: Snapshot, sources: Collection[str], columns: Sequence[str], now: datetime) -> Mapping[str, Past]:
    """The past of each source.

    Raises:
        StoreError: a file cannot be read.
    """
    since = now - LOOKED_AT
    there = [day for day in snapshot.partitions("articles") if day >= str(since.date())]
    days = [sorted(there)[start : start + _DAYS_AT_ONCE] for start in range(0, len(there), _DAYS_AT_ONCE)]
    read = [_new_articles(snapshot, sources, columns, some) for some in days]
    rows = pa.concat_tables(read) if read else None
    if rows is not None:
        at = rows.column("captured_at")
        rows = rows.filter(pc.and_(pc.greater_equal(at, pa.scalar(since)), pc.less_equal(at, pa.scalar(now))))
    rejects = _rejects(snapshot, sources, now)
    return {one: _past(one, rows, columns, rejects.get(one, {})) for one in sources}


def _new_articles(
    snapshot: Snapshot, sources: Collection[str], columns: Sequence[str], days: Collection[str]
) -> pa.Table:
    """One row an article: its source, when it was first captured, and for each column 1 if it is filled."""
    articles = snapshot.read("articles", ["article_id", "source", *columns], days)
    articles = articles.filter(pc.is_in(articles.column("source"), texts_of(sources)))
    for name in columns:
        place = articles.schema.get_field_index(name)
        articles = articles.set_column(place, name, pc.cast(filled(articles.column(name)), pa.int64()))
    versions = snapshot.read("revisions", ["article_id", "version", "captured_at"], days)
    firsts = versions.filter(pc.equal(versions.column("version"), 1)).select(["article_id", "captured_at"])
    joined = articles.join(firsts, "article_id", join_type="inner")
    return joined.select(["source", "captured_at", *columns])


def filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Of each value, whether it is there; an empty list is not."""
    if pa.types.is_list(column.type):
        return pc.fill_null(pc.greater(pc.list_value_length(column), 0), False)
    return pc.is_valid(column)


def _past(source: str, rows: pa.Table | None, columns: Sequence[str], rejects: Mapping[str, int]) -> Past:
    mine = rows.filter(pc.equal(rows.column("source"), source)) if rows is not None else None
    if mine is None or not mine.num_rows:
        return Past({}, (), None, {name: {} for name in columns}, rejects)
    at = mine.column("captured_at")
    by_day = mine.append_column("day", pc.cast(pc.floor_temporal(at, unit="day"), pa.date32())).group_by("day")
    counted = by_day.aggregate([("source", "count"), *((name, "sum") for name in columns)])
    days = counted.column("day").to_pylist()
    hours = pc.unique(pc.floor_temporal(at, unit="hour")).to_pylist()
    return Past(
        dict(zip(days, counted.column("source_count").to_pylist(), strict=True)),
        sorted(one.astimezone(UTC) for one in hours),
        pc.max(at).as_py().astimezone(UTC),
        {name: dict(zip(days, counted.column(f"{name}_sum").to_pylist(), strict=True)) for name in columns},
        rejects,
    )


def _rejects(snapshot: Snapshot, sources: Collection[str], now: datetime) -> Mapping[str, Mapping[str, int]]:
    since = now - REJECTS_OF
    days = [day for day in snapshot.partitions("rejects") if day >= str(since.date())]
    rows = snapshot.read("rejects", ["source", "reason", "rejected_at"], days)
    rows = rows.filter(pc.greater_equal(rows.column("rejected_at"), pa.scalar(since)))
    counted: dict[str, Counter[str]] = {}
    for row in rows.group_by(["source", "reason"]).aggregate([("rejected_at", "count")]).to_pylist():
        if row["source"] in sources:
            counted.setdefault(row["source"], Counter())[row["reason"]] = row["rejected_at_count"]
    return counted
