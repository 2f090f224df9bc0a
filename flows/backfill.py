"""Stored captures derived again, day by day, as a Prefect flow with a run for each day. Nothing is fetched.

In: what is wanted, as an order's parts. Out: one commit a day, and what each day came to. What is derived, and why, is
planned in `tasks.backfill`; what is done with a page is in `tasks`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.artifacts import leave_sheet
from flows.backfill_plan import Prepared, plan_sheet, plan_words, prepare
from flows.backfill_runs import BackfillSummary, DayOutcome, DaysFailedError, summary_sheet
from flows.facts_level import facts_level
from flows.progress import Progress
from flows.runs import Counts, Summary, record_failure, record_run, run_row
from flows.settings import Settings, config_folder, full_location, load_settings
from flows.stages import SIDE_BY_SIDE, derive_all, guard_limits, results, run_logger, write
from flows.summary import publish_artifact
from flows.told_errors import tell_errors_in_a_line
from schemas.errors import DatelineError
from schemas.orders import By, Choice, Order, window_in_words
from tasks.backfill import PlannedDay
from tasks.earlier_runs import BACKFILL, BACKFILL_DAY, day_parameters
from tasks.guard import GuardLimits
from tasks.lifeline import end_when_parent_says
from tasks.prefect_tasks import DerivedBatch, RunContext, derive_batch, gather_batches
from tasks.read.batches import BatchLimits
from tasks.store import Root, StagedBatch

MOST_DAYS_AT_ONCE: Final = 16


class Work:
    """What the days of a backfill share. A plain class with slots: neither Prefect nor its UI looks into it."""

    __slots__ = ("context", "order", "parallel", "progress", "runner", "settings", "since")

    def __init__(
        self,
        context: RunContext,
        settings: Settings,
        prepared: Prepared,
        progress: Progress,
        runner: ThreadPoolTaskRunner[DerivedBatch],
        parallel: int,
    ) -> None:
        self.context, self.settings = context, settings
        self.order, self.since = prepared.plan.order, prepared.since or context.started_at
        self.progress, self.runner, self.parallel = progress, runner, parallel

    def submit(
        self, context: RunContext, name: str, batch: StagedBatch, limits: GuardLimits
    ) -> PrefectFuture[DerivedBatch]:
        """Has a batch derived by the runner of all days: so many days, yet no more page processes than of one."""
        return self.runner.submit(derive_batch, {"context": context, "name": name, "batch": batch, "limits": limits})


class Wanted:
    """One day's captures, for its run. A class with slots, as `Work` is."""

    __slots__ = ("planned",)

    def __init__(self, planned: PlannedDay) -> None:
        self.planned = planned


def _flow_run_name() -> str:
    given: Mapping[str, object] = flow_run.get_parameters()
    return f"backfill {given['choice']}: {window_in_words(given['first'], given['last'])}"


def _day_run_name() -> str:
    given: Mapping[str, object] = flow_run.get_parameters()
    return f"backfill {given['choice']}: {given['day']} of {given['window']}"


# The arguments are described for the form that Prefect's UI makes of them.
@flow(
    name=BACKFILL,
    flow_run_name=_flow_run_name,
    description="Derive stored captures again, day by day, without fetching anything.",
    persist_result=False,
)
def backfill(
    choice: Choice = Choice.UNSETTLED,
    by: By = By.CAPTURED,
    first: date | None = None,
    last: date | None = None,
    sources: list[str] | None = None,
    parallel: Annotated[int, Field(ge=1, le=MOST_DAYS_AT_ONCE)] = 1,
    restart: bool = False,
    dry_run: bool = False,
    root: str | None = None,
    config: str | None = None,
) -> BackfillSummary:
    """What each day came to; the days are one commit each.

    Args:
        choice: Which captures. Missing: with neither an article nor a reject. Failed: with a reject. Changed: by other
            rules than today's. All: every one. Unsettled: missing, changed, and rejects worth another try.
        by: The day a capture belongs to. Captured: the UTC day it was received on. Published: the day its article was.
        first: The first day; the earliest there is unless given.
        last: The last day, itself included; the latest there is unless given.
        sources: Names of sources, for their captures only; those of every source unless given.
        parallel: Days at work side by side, at most 16. They share the page processes of one.
        restart: Also the days that an interrupted run of the same order has done; otherwise they are left out.
        dry_run: Only make the plan, as an artifact of the run. Nothing is derived.
        root: Folder or URL of the datasets; DATELINE_ROOT or the settings say which unless given.
        config: Folder with settings.toml and sources/; DATELINE_CONFIG says which, or the one at hand, unless given.

    Raises:
        ConfigError: the settings or the order are wrong.
        StoreError: the root cannot be read or written.
        DaysFailedError: some days failed; the others are done.
    """
    end_when_parent_says()
    tell_errors_in_a_line()
    settings = load_settings(config_folder(Path(config) if config else None))
    level = facts_level(settings)
    context = RunContext(full_location(root or settings.root), str(flow_run.get_id()), datetime.now(UTC), level=level)
    order = Order(choice, by, first, last, tuple(sources or ()))
    opened = Root.open(context.root)
    opened.check_schema()
    prepared = prepare(opened, order, restart=restart, version=context.version)
    leave_sheet("backfill-plan", plan_sheet(prepared, context.root))
    run_logger().info("plan: %s", plan_words(prepared))
    if dry_run:
        return BackfillSummary(
            context.run_id, context.root, Root.open(context.root, heal=False).snapshot().version, order, ()
        )
    try:
        with tags(*flow_run.get_tags()):  # the days are seen as parts of what was started
            summary = _run_days(context, settings, prepared, parallel)
        if summary.failed():
            raise DaysFailedError(summary, config)
    except Exception as error:
        counts = error.summary.counts() if isinstance(error, DaysFailedError) else Counts(files=0)
        record_failure(context, run_row(context, BACKFILL, counts, order.arguments(), error))
        raise
    record_run(context, run_row(context, BACKFILL, summary.counts(), order.arguments()))
    return summary


@flow(name=BACKFILL_DAY, flow_run_name=_day_run_name, persist_result=False)
def backfill_day(day: date, window: str, choice: Choice, captures: int, wanted: Wanted, work: Work) -> Summary:
    """One day's captures derived again and committed.

    Raises:
        StoreError: the root cannot be read or written, or a payload is gone.
        AccountingError: a capture ended as neither article nor reject; nothing is committed.
    """
    parameters = day_parameters(work.order, day, work.since)
    context = replace(
        work.context,
        run_id=str(flow_run.get_id()),
        started_at=datetime.now(UTC),
        parent_run_id=work.context.run_id,
    )
    counts = Counts(files=0)
    try:
        batches = _gather(context, work, counts, wanted)
        progress = Progress("deriving articles", counts.captures - counts.known.total(), part_of=work.progress)
        staged = derive_all(context, work.settings, counts, batches, progress, work.submit)
        counts.check()
        summary = write(context, BACKFILL_DAY, counts, staged, parameters, guard_limits(work.settings, work.parallel))
    except Exception as error:
        record_failure(context, run_row(context, BACKFILL_DAY, counts, parameters, error))
        raise
    publish_artifact(BACKFILL_DAY, summary)
    return summary


def _run_days(context: RunContext, settings: Settings, prepared: Prepared, parallel: int) -> BackfillSummary:
    """What each day came to, the days in order."""
    plan = prepared.plan
    with (
        Progress("backfilling", plan.captures) as progress,
        ThreadPoolTaskRunner[DerivedBatch](max_workers=SIDE_BY_SIDE) as batches,
        ThreadPoolTaskRunner[DayOutcome](max_workers=parallel) as days,
    ):
        work = Work(context, settings, prepared, progress, batches, parallel)
        # A subflow's tie to its parent is made safely from several threads only within a task.
        futures = [
            days.submit(run_day, {"name": str(day.day), "wanted": Wanted(day), "work": work}) for day in plan.days
        ]
        outcomes = sorted(results(futures), key=lambda outcome: outcome.day)
    version = Root.open(context.root, heal=False).snapshot().version
    summary = BackfillSummary(context.run_id, context.root, version, plan.order, outcomes)
    leave_sheet("backfill-summary", summary_sheet(summary))
    return summary


@task(name="day", task_run_name="day {name}", cache_policy=NO_CACHE, persist_result=False)
def run_day(name: str, wanted: Wanted, work: Work) -> DayOutcome:
    """What a day's run came to: it may fail without ending the others."""
    day, order = wanted.planned, work.order
    try:
        # By its value, not its state: that is the server's once an answer of the server's was lost, and holds no value.
        summary = backfill_day(
            day=day.day,
            window=order.window(),
            choice=order.choice,
            captures=day.captures,
            wanted=wanted,
            work=work,
        )
    except Exception as error:  # noqa: BLE001 - a day fails alone, whatever of
        said = str(error) if isinstance(error, DatelineError) else f"{type(error).__name__}: {error}"
        return DayOutcome(day.day, day.captures, None, said)
    return DayOutcome(day.day, day.captures, summary)


def _gather(context: RunContext, work: Work, counts: Counts, wanted: Wanted) -> list[StagedBatch]:
    """The day's captures, staged in batches."""
    limits = BatchLimits(work.settings.batches.pages, work.settings.batches.bytes)
    gathered = gather_batches(context, "captures", wanted.planned.wanted, limits)
    counts.add_read(gathered)
    work.progress.advance(counts.known.total())
    run_logger().info("gather: %d captures (%d settled meanwhile)", counts.captures, counts.known.total())
    return list(gathered.batches)
