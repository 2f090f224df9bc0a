"""What a backfill is about to do: read from a root, held against what was asked for, and shown.

In: a root and an order. Out: the plan, its time, and the text of both. Nothing is derived here.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pyarrow.compute as pc

from flows.sheets import Sheet
from schemas.errors import ConfigError
from schemas.orders import By, Choice, Order
from schemas.versions import EXTRACTOR_VERSION
from tasks.backfill import CAPTURES, LASTING, Plan, plan_backfill
from tasks.earlier_runs import NOTHING_BEGUN, RUNS, Pace, begun, pace_of
from tasks.standing import Standing, outcomes_of
from tasks.store import Root, Snapshot

_NAMED: Final = 5  # days said one by one before the rest is only counted


@dataclass(frozen=True)
class Prepared:
    """A plan; when its order was first begun, if it was interrupted; and how long things take, if that is known."""

    plan: Plan
    since: datetime | None
    pace: Pace | None

    def time(self, captures: int, days: int) -> str:
        """How long so many captures of so many days take, in words."""
        return "unknown" if self.pace is None else duration(self.pace.seconds(captures, days))


def prepare(root: Root, order: Order, *, restart: bool, version: str = EXTRACTOR_VERSION) -> Prepared:
    """The plan of an order for what a root holds now; with `restart`, whatever was done of the same order before.

    Raises:
        ConfigError: the days end before they begin, the root has no captures, or none of a source.
        StoreError: the root cannot be read.
    """
    if order.first and order.last and order.first > order.last:
        raise ConfigError(f"the first day, {order.first}, is after the last, {order.last}: give the earlier day first")
    snapshot = root.snapshot()
    if not snapshot.rows("captures"):
        raise ConfigError(
            f"{root.location} holds no captures: `dateline run` or `dateline captures import` brings some; "
            "or name another root"
        )
    _check_sources(snapshot, order.sources)
    runs = snapshot.read("runs", RUNS)
    resumes = order.choice in LASTING and not restart
    earlier = begun(runs, order, version) if resumes else NOTHING_BEGUN
    captures = snapshot.read("captures", CAPTURES, _days(snapshot, order))
    plan = plan_backfill(captures, outcomes_of(snapshot, version=version), order, earlier.done)
    return Prepared(plan, earlier.since, pace_of(runs))


def retry_command(order: Order, day: date, root: str, config: str | None) -> str:
    """The command line that does one day of an order again."""
    flag = [] if order.choice is Choice.UNSETTLED else [f"--{order.choice}"]
    by = [] if order.by is By.CAPTURED else ["--by", order.by.value]
    sources = [word for source in order.sources for word in ("--source", source)]
    days = ["--from", str(day), "--to", str(day)]
    place = ["--root", root, *(["--config", str(Path(config).absolute())] if config else [])]
    return shlex.join(["dateline", "backfill", *days, *flag, *by, *sources, *place])


def plan_sheet(prepared: Prepared, root: str) -> Sheet:
    """One row a day: how many captures, why each is derived again, and how long that may take."""
    plan, order = prepared.plan, prepared.plan.order
    reasons = [one for one in Standing if any(day.why.get(one) for day in plan.days)]

    def row(name: str, captures: int, why: Mapping[Standing, int], days: int = 1) -> list[str]:
        counted = [f"{why.get(one, 0):,}" for one in reasons]
        return [name, f"{captures:,}", *counted, prepared.time(captures, days)]

    total = {one: sum(day.why.get(one, 0) for day in plan.days) for one in reasons}
    left_out = [
        f"{len(plan.done)} days are left out: an interrupted run of the same order did them "
        f"({days_in_words(plan.done)}); restart does them again"
    ]
    return Sheet(
        title=f"Backfill of {root}: {order.choice.meaning}; {order.window()}, by {order.by.meaning}",
        columns=["day", "captures", *(one.value.replace("_", " ") for one in reasons), "estimated"],
        rows=[row(str(day.day), day.captures, day.why) for day in plan.days],
        total=row(f"{len(plan.days):,} days", plan.captures, total, len(plan.days)),
        notes=left_out if plan.done else [],
    )


def plan_words(prepared: Prepared) -> str:
    """The plan in a sentence."""
    plan = prepared.plan
    left_out = f", {len(plan.done)} days done before left out" if plan.done else ""
    took = prepared.time(plan.captures, len(plan.days))
    return f"{plan.captures:,} captures of {len(plan.days):,} days, estimated time {took}{left_out}"


def days_in_words(days: Sequence[date]) -> str:
    """The first days by name, and how many more there are."""
    named = ", ".join(map(str, days[:_NAMED]))
    return named if len(days) <= _NAMED else f"{named} and {len(days) - _NAMED:,} more"


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 60:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _check_sources(snapshot: Snapshot, sources: Iterable[str]) -> None:
    wanted = list(sources)
    if not wanted:
        return
    there = sorted(pc.unique(snapshot.read("captures", ["source"]).column("source")).to_pylist())
    for source in wanted:
        if source not in there:
            raise ConfigError(f"no capture is of source {source!r}; there are: {', '.join(there)}")


def _days(snapshot: Snapshot, order: Order) -> Sequence[str] | None:
    """The partitions of `captures` to look in; by the day of publication any of them may hold what is wanted."""
    if order.by is By.PUBLISHED:
        return None
    first, last = order.first or date.min, order.last or date.max
    return [day for day in snapshot.partitions("captures") if first <= date.fromisoformat(day) <= last]
