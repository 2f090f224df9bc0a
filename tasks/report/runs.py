"""How runs went: how many failed, how long they took, and where the time went.

In: rows of `runs`, of `COLUMNS`. Out: a record a run, in order of time. The time of a single page is stored nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pyarrow as pa

from schemas.words import RunStatus, Stage

COLUMNS: Final = ("run_id", "flow", "status", "error", "started_at", "finished_at", "durations", "counts")
_PAGES: Final = "captures"
_STATUSES: Final = {status.value: status for status in RunStatus}
_STAGES: Final = {stage.value: stage for stage in Stage}


@dataclass(frozen=True)
class Ran:
    """One run."""

    run_id: str
    flow: str
    status: RunStatus
    error: str | None
    started_at: datetime
    seconds: float
    """From its start until its rows were ready."""
    stages: Mapping[Stage, float]
    """Seconds of each stage, batches side by side added up."""
    pages: int
    """Captures it took in."""

    @property
    def failed(self) -> bool:
        """Whether it stopped with an error."""
        return self.status is RunStatus.FAILED


def runs_of(rows: pa.Table) -> Sequence[Ran]:
    """The runs, the oldest first."""
    found = [
        Ran(
            row["run_id"],
            row["flow"],
            _STATUSES[row["status"]],
            row["error"],
            row["started_at"],
            (row["finished_at"] - row["started_at"]).total_seconds(),
            {_STAGES[one["stage"]]: one["seconds"] for one in row["durations"]},
            max((one["count"] for one in row["counts"] if one["name"] == _PAGES), default=0),
        )
        for row in rows.to_pylist()
    ]
    return sorted(found, key=lambda one: (one.started_at, one.run_id))


def outline(runs: Sequence[Ran], stretches: int) -> Sequence[Ran]:
    """All runs if there are few; else of each of so many stretches of time the slowest, and the slowest that failed."""
    if len(runs) <= stretches:
        return runs
    first, last = runs[0].started_at, runs[-1].started_at
    stretch = (last - first) / stretches or timedelta.resolution
    found: dict[tuple[int, bool], Ran] = {}
    for one in runs:
        place = ((one.started_at - first) // stretch, one.failed)
        if place not in found or found[place].seconds < one.seconds:
            found[place] = one
    return sorted(found.values(), key=lambda one: (one.started_at, one.run_id))


def slowest(runs: Iterable[Ran], number: int) -> Sequence[Ran]:
    """The runs that took longest, the slowest first."""
    return sorted(runs, key=lambda one: (-one.seconds, one.started_at, one.run_id))[:number]
