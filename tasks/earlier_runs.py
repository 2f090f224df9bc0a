"""What the rows of `runs` tell a backfill: which days an interrupted one has done, and how long a capture takes.

In: a table of `runs`. Out: days; seconds. Nothing is read or written here.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import pyarrow as pa

from schemas.orders import Order
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RunStatus, Stage

BACKFILL: Final = "backfill"
BACKFILL_DAY: Final = "backfill-day"

RUNS: Final = (
    *("run_id", "parent_run_id", "flow", "status", "started_at", "finished_at", "parameters", "extractor_version"),
    *("counts", "durations"),
)
"""The columns of `runs` that are looked at."""

LAST: Final = 20
"""How many runs times are taken from: the newest."""


@dataclass(frozen=True)
class Begun:
    """A backfill that was interrupted: when it was first begun, and the days it has done since."""

    since: datetime | None
    done: frozenset[date]


@dataclass(frozen=True)
class Pace:
    """How long the last runs took: seconds to derive a capture, and for all the rest of a backfill's day."""

    capture: float
    day: float

    def seconds(self, captures: int, days: int) -> float:
        """How long so many captures of so many days take."""
        return self.capture * captures + self.day * days


NOTHING_BEGUN: Final = Begun(None, frozenset())

_Row = Mapping[str, object]


def begun(runs: pa.Table, order: Order, version: str = EXTRACTOR_VERSION) -> Begun:
    """What was done of the same order by the same rules since it was last begun; nothing if it was then finished."""
    completed = [row for row in runs.to_pylist() if row["status"] == RunStatus.COMPLETED]
    mine = [row for row in completed if row["extractor_version"] == version]
    arguments = json.loads(json.dumps(order.arguments()))
    finished = [row["finished_at"] for row in mine if row["flow"] == BACKFILL and _parameters(row) == arguments]
    days = list(_days(mine, arguments))
    if not days:
        return NOTHING_BEGUN
    since = max(began for began, _ in days)
    if any(finish >= since for finish in finished):
        return NOTHING_BEGUN
    return Begun(since, frozenset(day for began, day in days if began == since))


def day_parameters(order: Order, day: date, since: datetime) -> Mapping[str, str | Sequence[str]]:
    """What the row of a day's run is called with: `begun` reads it again."""
    return {**order.arguments(), "day": str(day), "since": since.isoformat()}


def pace_of(runs: pa.Table) -> Pace | None:
    """How long the last runs took; None if none derived any capture."""
    rows = [row for row in runs.to_pylist() if row["status"] == RunStatus.COMPLETED]
    newest = _newest([row for row in rows if row["flow"] != BACKFILL and _derived(row)])
    captures = sum(map(_derived, newest))
    if not captures:
        return None
    days = Counter(row["parent_run_id"] for row in rows if row["flow"] == BACKFILL_DAY)
    backfills = _newest([row for row in rows if row["flow"] == BACKFILL and days[row["run_id"]]])
    besides = sum(max(_whole(row) - _deriving(row), 0.0) for row in backfills)
    counted = sum(days[row["run_id"]] for row in backfills)
    # Batches side by side have the processors in turn: what they took together, but no longer than their run.
    deriving = sum(min(_deriving(row), _whole(row)) for row in newest)
    return Pace(deriving / captures, besides / counted if counted else 0.0)


def _newest(rows: Sequence[_Row]) -> Sequence[_Row]:
    return sorted(rows, key=lambda row: str(row["started_at"]))[-LAST:]


def _parameters(row: _Row) -> dict[str, object]:
    parameters = json.loads(str(row["parameters"]))
    return parameters if isinstance(parameters, dict) else {}


def _days(rows: Sequence[_Row], arguments: Mapping[str, object]) -> Iterator[tuple[datetime, date]]:
    """When the backfill of each day that is done was begun, and the day."""
    for row in rows:
        if row["flow"] == BACKFILL_DAY:
            parameters = _parameters(row)
            day, since = parameters.pop("day"), parameters.pop("since")
            if parameters == arguments:
                yield datetime.fromisoformat(str(since)), date.fromisoformat(str(day))


def _derived(row: _Row) -> int:
    counts = row["counts"]
    assert isinstance(counts, list)  # of structs
    names = ("articles", "rejects")
    return sum(one["count"] for one in counts if one["stage"] == Stage.EXTRACT and one["name"] in names)


def _deriving(row: _Row) -> float:
    durations = row["durations"]
    assert isinstance(durations, list)  # of structs
    return float(sum(one["seconds"] for one in durations if one["stage"] == Stage.EXTRACT))


def _whole(row: _Row) -> float:
    began, ended = row["started_at"], row["finished_at"]
    assert isinstance(began, datetime) and isinstance(ended, datetime)
    return (ended - began).total_seconds()
