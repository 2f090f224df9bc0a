"""When a schedule's runs are, and whether one is due.

In: a schedule and an instant. Out: instants in UTC, the same that Prefect's scheduler comes to for it, but for the hour
that is left out or comes twice when the clocks are changed: there they may be up to an hour apart, or one of the two
left out by Prefect. A cron line keeps its hour on the clock through the change; an interval keeps its length.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim

from schemas.schedules import Schedule

ANCHOR: Final = datetime(2024, 1, 1, tzinfo=UTC)
"""What intervals are counted from: midnight, on a Monday."""


def runs_after(schedule: Schedule, instant: datetime) -> Iterator[datetime]:
    """The runs after an instant, without end."""
    if schedule.every is not None:
        run = ANCHOR + (instant - ANCHOR) // schedule.every * schedule.every
        while True:
            run += schedule.every
            yield run
    assert schedule.cron is not None  # a schedule has one of the two
    for local in CronSim(schedule.cron, instant.astimezone(ZoneInfo(schedule.timezone))):
        yield local.astimezone(UTC)


def next_run(schedule: Schedule, instant: datetime) -> datetime:
    """The first run after an instant."""
    return next(runs_after(schedule, instant))


def is_due(schedule: Schedule, last: datetime | None, now: datetime) -> bool:
    """Whether a run was to start after the last one did and by now; always where there was none."""
    return last is None or next_run(schedule, last) <= now


def stale_at(schedule: Schedule, last: datetime, grace: timedelta) -> datetime:
    """When a source without a further run is stale: two runs of its schedule missed, and some grace."""
    _, second = islice(runs_after(schedule, last), 2)
    return second + grace
