"""Which captures need no more work: those with an article or a reject by the rules of today."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from schemas.versions import EXTRACTOR_VERSION
from tasks.store import Snapshot


class SettledCaptures:
    """The captures that have an outcome. A plain class: Prefect looks through mappings and dataclasses it passes on."""

    def __init__(self, outcomes: Mapping[str, str]) -> None:
        self._outcomes = outcomes

    @classmethod
    def of(cls, snapshot: Snapshot) -> "SettledCaptures":
        """Those of a snapshot."""
        rejects = snapshot.read("rejects", ["record_id", "extractor_version"])
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
