"""How a backfill ended: what each day came to, in counts, in a table, and in an error that says how to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.backfill_plan import retry_command
from flows.runs import Counts, Summary
from flows.sheets import Sheet
from schemas.errors import DatelineError
from schemas.orders import Order
from tasks.merge import Fate


@dataclass(frozen=True)
class DayOutcome:
    """One day: how many captures were planned, and what they came to, or the error that ended it."""

    day: date
    planned: int
    summary: Summary | None
    error: str | None = None


@dataclass(frozen=True)
class BackfillSummary:
    """How a backfill ended. Days that failed have no summary."""

    run_id: str
    root: str
    version: int
    order: Order
    days: Sequence[DayOutcome]

    def counts(self) -> Counts:
        """Those of all days that are done, added up."""
        counts = Counts(files=0)
        for day in self.days:
            if day.summary is not None:
                counts.add(day.summary.counts)
        return counts

    def failed(self) -> Sequence[DayOutcome]:
        """The days that failed."""
        return [day for day in self.days if day.summary is None]


class DaysFailedError(DatelineError):
    """Some days of a backfill failed; the message has the command that retries each."""

    def __init__(self, summary: BackfillSummary, config: str | None) -> None:
        failed = summary.failed()
        lines = [
            line
            for day in failed
            for line in (
                f"{day.day}: {day.error}",
                f"    {retry_command(summary.order, day.day, summary.root, config)}",
            )
        ]
        head = f"{len(failed)} of {len(summary.days)} days failed, the others are done. To retry each:"
        super().__init__("\n".join([head, *lines]))
        self.summary = summary


def summary_sheet(summary: BackfillSummary) -> Sheet:
    """One row a day: what its captures came to; known are those that had been settled by the time it began."""
    done = [day for day in summary.days if day.summary is not None]
    return Sheet(
        title=f"Version {summary.version} of {summary.root}: {len(done):,} days done, "
        f"{len(summary.days) - len(done):,} failed",
        columns=["day", "captures", "known", *(fate.value for fate in Fate), "rejects", "end"],
        rows=[_day_row(day) for day in summary.days],
        total=[
            f"{len(summary.days):,} days",
            *(f"{sum(column):,}" for column in zip(*map(_numbers, done), strict=True)),
            "",
        ]
        if done
        else [],
    )


def _day_row(day: DayOutcome) -> Sequence[str]:
    if day.summary is None:
        return [str(day.day), f"{day.planned:,}", *("" for _ in range(len(Fate) + 2)), "failed"]
    return [str(day.day), *(f"{number:,}" for number in _numbers(day)), "done"]


def _numbers(day: DayOutcome) -> Sequence[int]:
    assert day.summary is not None  # only of days that are done
    counts = day.summary.counts
    fates = [counts.fates[fate] for fate in Fate]
    return [counts.captures, counts.known.total(), *fates, counts.rejects.total()]
