"""The pages that took longest to derive.

In: rows of `runs`, of `RUNS`, then rows of `captures`, of `CAPTURES`. Out: a record a page, the slowest first. Known
are those that a run names as its slowest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

RUNS: Final = ("started_at", "slowest_pages")
CAPTURES: Final = ("record_id", "target_uri", "final_url", "source_path", "source", "payload_bytes")
_SHOWN: Final = 10
_ASKED_FOR: Final = 3 * _SHOWN
"""Captures to look for, since some may have expired or been taken away."""


@dataclass(frozen=True)
class Took:
    """What a run took for a page."""

    record_id: str
    captured_date: date
    seconds: float
    started_at: datetime
    """When the run started."""


@dataclass(frozen=True)
class SlowPage:
    """One page that took long."""

    address: str
    """Where it came from: a web address or a path."""
    source: str
    payload_bytes: int
    took: Took


def slowest_of(runs: pa.Table) -> Sequence[Took]:
    """The slowest pages of some runs, with the longest time of each; a few more than are shown."""
    lists = runs.column("slowest_pages").combine_chunks()
    pages = lists.flatten()
    columns = {name: pages.field(name) for name in ("record_id", "captured_date", "seconds")}
    columns["started_at"] = runs.column("started_at").take(pc.list_parent_indices(lists))
    order = [("seconds", "descending"), ("record_id", "ascending"), ("started_at", "ascending")]
    rows = pa.table(columns).sort_by(order)
    found: dict[str, Took] = {}
    for batch in rows.to_batches(max_chunksize=_ASKED_FOR):
        for row in batch.to_pylist():
            found.setdefault(row["record_id"], Took(**row))
        if len(found) >= _ASKED_FOR:
            break
    return list(found.values())[:_ASKED_FOR]


def slow_pages(pages: Sequence[Took], captures: pa.Table) -> Sequence[SlowPage]:
    """The pages that are still there, ten at most."""
    known = {row["record_id"]: row for row in captures.to_pylist()}
    there = [(took, known[took.record_id]) for took in pages if took.record_id in known]
    return [SlowPage(_address(row), row["source"], row["payload_bytes"], took) for took, row in there[:_SHOWN]]


def _address(row: Mapping[str, str]) -> str:
    return row["final_url"] or row["source_path"] or row["target_uri"]
