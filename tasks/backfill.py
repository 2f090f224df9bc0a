"""The plan of a backfill: which captures are derived again, day by day, and why.

In: tables of captures, their outcomes and earlier runs. Out: days, in order, and the captures of each. Deriving and
committing them is not done here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of
from schemas.orders import By, Choice, Order
from schemas.versions import EXTRACTOR_VERSION
from tasks.standing import Standing, outcomes_of
from tasks.store import Snapshot

CHOSEN: Final[Mapping[Choice, frozenset[Standing]]] = {
    Choice.UNSETTLED: frozenset({Standing.MISSING, Standing.OLD_ARTICLE, Standing.OLD_REJECT, Standing.RETRY}),
    Choice.MISSING: frozenset({Standing.MISSING}),
    Choice.FAILED: frozenset({Standing.OLD_REJECT, Standing.RETRY, Standing.REJECT}),
    Choice.CHANGED: frozenset({Standing.OLD_ARTICLE, Standing.OLD_REJECT}),
    Choice.ALL: frozenset(Standing),
}
"""What a capture must have come to so far to be derived again."""

LASTING: Final = frozenset({Choice.FAILED, Choice.ALL})
"""Choices that a capture stays among when it has been derived: only the runs can tell what is done."""

CAPTURES: Final = ("record_id", "source", "captured_date")
"""The columns of `captures` a plan is made from."""

_UNTOUCHED: Final = frozenset({Standing.MISSING, Standing.OLD_ARTICLE, Standing.OLD_REJECT})
"""What no capture of a day that is done can be, unless it came in afterwards."""
_STANDINGS: Final = {one.value: one for one in Standing}
_DATASETS: Final = {Standing.OLD_ARTICLE: "articles", Standing.ARTICLE: "articles"}


class WantedCaptures:
    """Some captures and what they must have come to so far to be wanted. A plain class, as `SettledCaptures` is."""

    __slots__ = ("_captures", "_standings")

    def __init__(self, captures: pa.Table, standings: Collection[Standing]) -> None:
        self._captures, self._standings = captures, frozenset(standings)

    def still(self, snapshot: Snapshot, version: str = EXTRACTOR_VERSION) -> "StillWanted":
        """Which of them are wanted by what a snapshot says of them; those that are gone from it are not counted.

        `version` is that of the rules that derive articles today.

        Raises:
            StoreError: a file cannot be read.
        """
        days = set(map(str, self._captures.column("captured_date").unique().to_pylist()))
        there = snapshot.read("captures", CAPTURES, days)
        mine = pc.is_in(there.column("record_id"), value_set=self._captures.column("record_id").combine_chunks())
        outcomes = outcomes_of(snapshot, self._captures.column("record_id").to_pylist(), version)
        rows = with_standings(there.filter(mine), outcomes)
        wanted = rows.filter(_among(rows.column("standing"), self._standings))
        others = rows.filter(pc.invert(_among(rows.column("standing"), self._standings)))
        known = Counter(_DATASETS.get(_STANDINGS[one], "rejects") for one in others.column("standing").to_pylist())
        return StillWanted(wanted.column("record_id").to_pylist(), days, known)


@dataclass(frozen=True)
class StillWanted:
    """The captures to derive, the days they were received on, and the datasets that have an outcome of the others."""

    records: Sequence[str]
    days: Collection[str]
    known: Mapping[str, int]


@dataclass(frozen=True)
class PlannedDay:
    """One day of a backfill: how many captures are derived again, why, and which."""

    day: date
    why: Mapping[Standing, int]
    wanted: WantedCaptures = field(repr=False, compare=False)

    @property
    def captures(self) -> int:
        """How many there are."""
        return sum(self.why.values())


@dataclass(frozen=True)
class Plan:
    """The days of a backfill, in order, and those left out because an interrupted run of the same order did them."""

    order: Order
    days: Sequence[PlannedDay]
    done: Sequence[date]

    @property
    def captures(self) -> int:
        """How many captures are derived again."""
        return sum(day.captures for day in self.days)


def plan_backfill(captures: pa.Table, outcomes: pa.Table, order: Order, done: Collection[date]) -> Plan:
    """The plan of an order.

    `captures` has the columns `CAPTURES`, `outcomes` those of `tasks.standing.OUTCOMES`; `done` names days that an
    interrupted run of the same order finished. What came in there afterwards is derived all the same.
    """
    rows = with_standings(_of_sources(captures, order.sources), outcomes)
    rows = rows.append_column("day", _days(rows, order.by))
    rows = rows.filter(_within(rows.column("day"), order))
    rows = rows.filter(_among(rows.column("standing"), CHOSEN[order.choice]))
    is_done = pc.and_(
        pc.is_in(rows.column("day"), value_set=pa.array(sorted(done), pa.date32())),
        pc.invert(_among(rows.column("standing"), _UNTOUCHED)),
    )
    left_out = sorted(rows.filter(is_done).column("day").unique().to_pylist())
    return Plan(order, list(_planned(rows.filter(pc.invert(is_done)), order.choice)), left_out)


def missing_of(snapshot: Snapshot, sources: Collection[str]) -> WantedCaptures:
    """The captures of some sources that have no outcome yet.

    Raises:
        StoreError: a file cannot be read.
    """
    mine = _of_sources(snapshot.read("captures", CAPTURES), sources)
    rows = with_standings(mine, outcomes_of(snapshot))
    rows = rows.filter(_among(rows.column("standing"), CHOSEN[Choice.MISSING]))
    return WantedCaptures(rows.select(CAPTURES), CHOSEN[Choice.MISSING])


def with_standings(captures: pa.Table, outcomes: pa.Table) -> pa.Table:
    """The captures with `standing`, and with the `published_date` of their article where they have one."""
    rows = captures.join(outcomes, "record_id", join_type="left outer")
    place = rows.schema.get_field_index("standing")
    return rows.set_column(place, "standing", pc.fill_null(rows.column("standing"), Standing.MISSING.value))


def _planned(rows: pa.Table, choice: Choice) -> Iterator[PlannedDay]:
    rows = rows.sort_by([("day", "ascending"), ("captured_date", "ascending"), ("record_id", "ascending")])
    counted = pc.value_counts(rows.column("day"))
    start = 0
    for day, count in zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True):
        mine, start = rows.slice(start, count), start + count
        why = Counter(_STANDINGS[one] for one in mine.column("standing").to_pylist())
        yield PlannedDay(day, why, WantedCaptures(mine.select(CAPTURES), CHOSEN[choice]))


def _of_sources(captures: pa.Table, sources: Collection[str]) -> pa.Table:
    wanted = texts_of(sources)
    return captures.filter(pc.is_in(captures.column("source"), value_set=wanted)) if sources else captures


def _days(rows: pa.Table, by: By) -> pa.ChunkedArray:
    received = rows.column("captured_date")
    return received if by is By.CAPTURED else pc.coalesce(rows.column("published_date"), received)


def _within(days: pa.ChunkedArray, order: Order) -> pa.ChunkedArray:
    first, last = order.first or date.min, order.last or date.max
    return pc.and_(pc.greater_equal(days, pa.scalar(first)), pc.less_equal(days, pa.scalar(last)))


def _among(standings: pa.ChunkedArray, wanted: Collection[Standing]) -> pa.ChunkedArray:
    return pc.is_in(standings, value_set=texts_of(one.value for one in wanted))
