"""Which captures need no more work: those with an article or a reject by the rules of today."""

from collections.abc import Iterator, Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RejectReason
from tasks.store import Snapshot

TRIED_AGAIN: Final = (RejectReason.TIMED_OUT, RejectReason.OUT_OF_MEMORY, RejectReason.CRASHED)
"""What a busy machine can bring about: the page may do better in the next run."""


class SettledCaptures:
    """The captures that have an outcome. A plain class: Prefect looks through mappings and dataclasses it passes on."""

    def __init__(self, outcomes: Mapping[str, str]) -> None:
        self._outcomes = outcomes

    @classmethod
    def of(cls, snapshot: Snapshot) -> "SettledCaptures":
        """Those of a snapshot."""
        rejects = snapshot.read("rejects", ["record_id", "extractor_version", "reason"])
        rejects = rejects.filter(pc.invert(pc.is_in(rejects.column("reason"), value_set=pa.array(TRIED_AGAIN))))
        seen = snapshot.read("revisions", ["captures"]).column("captures").combine_chunks().flatten()
        return cls(dict.fromkeys(_of_today(rejects), "rejects") | dict.fromkeys(_of_today(seen), "articles"))

    def dataset_of(self, record_id: str) -> str | None:
        """The dataset that holds a capture's outcome; None if it has none yet."""
        return self._outcomes.get(record_id)


def _of_today(rows: pa.Table | pa.StructArray) -> Iterator[str]:
    """The record ids of the rows made by today's rules."""
    columns = rows.column if isinstance(rows, pa.Table) else rows.field
    mine = columns("record_id").filter(pc.equal(columns("extractor_version"), EXTRACTOR_VERSION))
    return filter(None, mine.to_pylist())
