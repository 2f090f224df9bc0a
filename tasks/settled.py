"""Which captures need no more work: those with an article or a reject by the rules of today."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.captures import Capture
from schemas.versions import EXTRACTOR_VERSION
from tasks.standing import Standing, outcomes_of
from tasks.store import Snapshot

_SETTLED: Final = pa.array([Standing.REJECT.value, Standing.ARTICLE.value], pa.string())


class SettledCaptures:
    """The captures that have an outcome. A plain class: Prefect looks through mappings and dataclasses it passes on."""

    def __init__(self, outcomes: Mapping[str, str], received: Mapping[str, datetime]) -> None:
        self._outcomes = outcomes
        self._received = received

    @classmethod
    def of(cls, snapshot: Snapshot, version: str = EXTRACTOR_VERSION) -> "SettledCaptures":
        """Those of a snapshot; `version` is that of the rules that derive articles today."""
        rows = outcomes_of(snapshot, version=version)
        settled = {Standing.REJECT: "rejects", Standing.ARTICLE: "articles"}
        records = {
            one: rows.filter(pc.equal(rows.column("standing"), one.value)).column("record_id") for one in settled
        }
        outcomes = {record: settled[one] for one, column in records.items() for record in column.to_pylist()}
        unsettled = rows.column("record_id").filter(pc.invert(pc.is_in(rows.column("standing"), value_set=_SETTLED)))
        return cls(outcomes, _received(snapshot, unsettled) if len(unsettled) else {})

    def as_received(self, capture: Capture) -> Capture:
        """The capture with the time it was first received at, if it is stored already and read again for new rules."""
        at = self._received.get(capture.record_id)
        if at is None:
            return capture
        return capture.model_copy(update={"captured_at": at, "captured_date": at.astimezone(UTC).date()})

    def dataset_of(self, record_id: str) -> str | None:
        """The dataset that holds a capture's outcome; None if it has none yet."""
        return self._outcomes.get(record_id)


def _received(snapshot: Snapshot, records: pa.ChunkedArray) -> Mapping[str, datetime]:
    stored = snapshot.read("captures", ["record_id", "captured_at"])
    wanted = stored.filter(pc.is_in(stored.column("record_id"), value_set=records.combine_chunks()))
    return dict(zip(wanted.column("record_id").to_pylist(), wanted.column("captured_at").to_pylist(), strict=True))
