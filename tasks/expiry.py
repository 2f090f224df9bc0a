"""What is too old to be kept: found in a snapshot by the day it was captured, and taken away.

In: a root, and the first UTC day whose captures are kept. Out: what went. An article goes whole or not at all: while
one of its captures is young enough, the older ones stay with it. Nothing that went is remembered, and versions from
before can be read until they are cleaned up: who is asked to forget a page finds that in `forget`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.captures import Capture
from schemas.errors import StoreError
from tasks.publish import Withdrawal, withdraw
from tasks.store import Changes, Root, Snapshot

AT_ONCE: Final = 10_000
"""Articles that go in one commit, and rejected captures: the texts of all of them are in memory."""


@dataclass(frozen=True)
class Expired:
    """How much went, or would go."""

    articles: int
    captures: int


@dataclass(frozen=True)
class OldPages:
    """The captures that are to go, and how many articles with them; their rejects go with them too."""

    records: frozenset[str]
    articles: int

    @property
    def expired(self) -> Expired:
        """How much that is."""
        return Expired(self.articles, len(self.records))


def expire_pages(root: Root, run_id: str, first_kept: date, most: int = AT_ONCE) -> Expired:
    """Takes away every article that was last captured before a day, and every rejected capture from before it.

    The oldest go first, at most `most` in a commit, each of which is whole.

    Raises:
        StoreError: the root cannot be read or written.
    """
    articles = captures = 0
    while True:
        find = partial(_withdrawal, first_kept=first_kept, most=most)
        rows = withdraw(root, run_id, f"expire pages from before {first_kept}", find, _none_again).rows
        if not rows.get("captures"):
            return Expired(articles, captures)
        articles, captures = articles - rows.get("articles", 0), captures - rows["captures"]


def expire_runs(root: Root, run_id: str, first_kept: date) -> int:
    """How many rows of `runs` from before a day were taken away, with what those runs rejected that has no capture.

    Raises:
        StoreError: the root cannot be read or written.
    """

    def build(snapshot: Snapshot) -> Changes:
        rejects = snapshot.read("rejects", ["reject_id", "record_id"], _before(snapshot, "rejects", first_kept))
        never = rejects.filter(pc.is_null(rejects["record_id"])).select(["reject_id"])
        return Changes(drops={"runs": old_runs(snapshot, first_kept), "rejects": never})

    return -root.commit(run_id, f"expire runs from before {first_kept}", build).rows.get("runs", 0)


def old_pages(snapshot: Snapshot, first_kept: date, most: int | None = None) -> OldPages:
    """What of the captures is too old: of the `most` oldest such articles, and as many that were rejected, if told.

    Raises:
        StoreError: a file cannot be read.
    """
    old = snapshot.read("captures", ["record_id"], _before(snapshot, "captures", first_kept))["record_id"]
    if not len(old):
        return OldPages(frozenset(), 0)
    seen = _seen(snapshot)
    articles = _last_seen_before(first_kept, seen).slice(0, most)
    rejects = snapshot.read("rejects", ["record_id"])
    rejected = rejects.filter(_among(rejects["record_id"], old)).slice(0, most)
    theirs = seen.filter(_among(seen["article_id"], articles["article_id"]))
    records = (str(one) for rows in (theirs, rejected) for one in rows["record_id"].to_pylist())
    return OldPages(frozenset(records), articles.num_rows)


def old_runs(snapshot: Snapshot, first_kept: date) -> pa.Table:
    """The ids of the runs that started before a day.

    Raises:
        StoreError: a file cannot be read.
    """
    return snapshot.read("runs", ["run_id"], _before(snapshot, "runs", first_kept))


def _withdrawal(snapshot: Snapshot, first_kept: date, most: int) -> Withdrawal:
    return Withdrawal(old_pages(snapshot, first_kept, most).records, frozenset(), {}, for_good=False)


def _seen(snapshot: Snapshot) -> pa.Table:
    """Article, record and day of every capture that has an article."""
    rows = snapshot.read("revisions", ["article_id", "captures"])
    captures = rows["captures"].combine_chunks()
    return pa.table(
        {
            "article_id": rows["article_id"].take(pc.list_parent_indices(captures)),
            "record_id": captures.flatten().field("record_id"),
            "day": captures.flatten().field("captured_at").cast(pa.date32()),
        }
    )


def _last_seen_before(day: date, seen: pa.Table) -> pa.Table:
    """The articles that were last captured before a day, the oldest first."""
    last = seen.group_by("article_id").aggregate([("day", "max")])
    last = last.filter(pc.less(last["day_max"], pa.scalar(day, pa.date32())))
    return last.sort_by([("day_max", "ascending"), ("article_id", "ascending")])


def _none_again(captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
    """Never asked of a whole root: what is derived again is of an article that stays, and those lose no capture."""
    raise StoreError(f"{len(list(captures))} captures are of several articles: run `dateline check`")


def _before(snapshot: Snapshot, dataset: str, day: date) -> list[str]:
    return [one for one in snapshot.partitions(dataset) if one < str(day)]


def _among(values: pa.ChunkedArray, wanted: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.is_in(values, value_set=wanted.combine_chunks(), skip_nulls=True)
