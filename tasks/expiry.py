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
        runs = snapshot.read("runs", ["run_id"], _before(snapshot, "runs", first_kept))
        rejects = snapshot.read("rejects", ["reject_id", "record_id"], _before(snapshot, "rejects", first_kept))
        never = rejects.filter(pc.is_null(rejects["record_id"])).select(["reject_id"])
        return Changes(drops={"runs": runs, "rejects": never})

    return -root.commit(run_id, f"expire runs from before {first_kept}", build).rows.get("runs", 0)


def _withdrawal(snapshot: Snapshot, first_kept: date, most: int) -> Withdrawal:
    """The captures that go; their rejects go with them, and so does an article that has none left."""
    old = snapshot.read("captures", ["record_id"], _before(snapshot, "captures", first_kept))["record_id"]
    if not len(old):
        return Withdrawal(frozenset(), frozenset(), {}, for_good=False)
    records = [*_of_articles(snapshot, first_kept, most), *_rejected(snapshot, old, most)]
    return Withdrawal(frozenset(records), frozenset(), {}, for_good=False)


def _of_articles(snapshot: Snapshot, first_kept: date, most: int) -> list[str]:
    """All captures of the articles that were last captured before a day; of the `most` oldest of them."""
    rows = snapshot.read("revisions", ["article_id", "captures"])
    captures = rows["captures"].combine_chunks()
    seen = pa.table(
        {
            "article_id": rows["article_id"].take(pc.list_parent_indices(captures)),
            "record_id": captures.flatten().field("record_id"),
            "day": captures.flatten().field("captured_at").cast(pa.date32()),
        }
    )
    last = seen.group_by("article_id").aggregate([("day", "max")])
    last = last.filter(pc.less(last["day_max"], pa.scalar(first_kept, pa.date32())))
    oldest = last.sort_by([("day_max", "ascending"), ("article_id", "ascending")]).slice(0, most)
    return _texts(seen.filter(_among(seen["article_id"], oldest["article_id"])), "record_id")


def _rejected(snapshot: Snapshot, old: pa.ChunkedArray, most: int) -> list[str]:
    rejects = snapshot.read("rejects", ["record_id"])
    return _texts(rejects.filter(_among(rejects["record_id"], old)).slice(0, most), "record_id")


def _none_again(captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
    """Never asked of a whole root: what is derived again is of an article that stays, and those lose no capture."""
    raise StoreError(f"{len(list(captures))} captures are of several articles: run `dateline check`")


def _before(snapshot: Snapshot, dataset: str, day: date) -> list[str]:
    return [one for one in snapshot.partitions(dataset) if one < str(day)]


def _among(values: pa.ChunkedArray, wanted: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.is_in(values, value_set=wanted.combine_chunks(), skip_nulls=True)


def _texts(rows: pa.Table, column: str) -> list[str]:
    return [str(one) for one in rows[column].to_pylist()]
