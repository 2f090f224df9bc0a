"""Which captures need no more work: those with an article or a reject by the rules of today."""

from collections.abc import Mapping

import pyarrow.compute as pc

from schemas.versions import EXTRACTOR_VERSION
from tasks.standing import Standing, outcomes_of
from tasks.store import Snapshot


class SettledCaptures:
    """The captures that have an outcome. A plain class: Prefect looks through mappings and dataclasses it passes on."""

    def __init__(self, outcomes: Mapping[str, str]) -> None:
        self._outcomes = outcomes

    @classmethod
    def of(cls, snapshot: Snapshot, version: str = EXTRACTOR_VERSION) -> "SettledCaptures":
        """Those of a snapshot; `version` is that of the rules that derive articles today."""
        rows = outcomes_of(snapshot, version=version)
        settled = {Standing.REJECT: "rejects", Standing.ARTICLE: "articles"}
        records = {
            one: rows.filter(pc.equal(rows.column("standing"), one.value)).column("record_id") for one in settled
        }
        return cls({record: settled[one] for one, column in records.items() for record in column.to_pylist()})

    def dataset_of(self, record_id: str) -> str | None:
        """The dataset that holds a capture's outcome; None if it has none yet."""
        return self._outcomes.get(record_id)
