"""Which captures need no more work: those with an article or a reject by the rules of today."""

from collections.abc import Mapping

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
        outcomes: dict[str, str] = {}
        for dataset in ("rejects", "articles"):
            rows = snapshot.read(dataset, ["record_id", "extractor_version"])
            mine = rows.filter(pc.equal(rows.column("extractor_version"), EXTRACTOR_VERSION))
            outcomes |= dict.fromkeys(filter(None, mine.column("record_id").to_pylist()), dataset)
        return cls(outcomes)

    def dataset_of(self, record_id: str) -> str | None:
        """The dataset that holds a capture's outcome; None if it has none yet."""
        return self._outcomes.get(record_id)
