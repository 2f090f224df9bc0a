"""The stages that ingesting and backfilling share: staged captures derived batch by batch, and written as one commit.

In: staged batches. Out: counts, and the commit. Where captures come from is the flows' business.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias, TypeVar

from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture, as_completed
from prefect.logging.loggers import flow_run_logger

from flows.progress import Progress
from flows.runs import Counts, Parameters, Summary, run_row
from flows.settings import Settings
from schemas.runs import Run
from schemas.words import FactsLevel
from tasks.guard import GuardLimits
from tasks.merge import Fate
from tasks.prefect_tasks import DerivedBatch, RunContext, commit_run, derive_batch
from tasks.store import StagedBatch

SIDE_BY_SIDE: Final = 2
"""Batches in work at once: while one waits for a slow page, the other keeps the processors busy."""

MODELS: Final = "tasks.facts.enriched.loaded"
"""Imported once for all page processes, so that none of them takes seconds to load a model."""

Submit: TypeAlias = Callable[[RunContext, str, StagedBatch, GuardLimits], PrefectFuture[DerivedBatch]]
"""Has a batch derived, as `derive_batch.submit` does."""

ResultT = TypeVar("ResultT")


def run_logger() -> "logging.LoggerAdapter[logging.Logger]":
    """The log of the flow run at work, also where a task of another run started it."""
    context = FlowRunContext.get()
    assert context is not None and context.flow_run is not None  # stages are run by flows
    return flow_run_logger(context.flow_run, context.flow)


def guard_limits(settings: Settings, side_by_side: int = 1) -> GuardLimits:
    """What a page may use; so many who work at once share the processes."""
    workers = max(settings.processes.count() // side_by_side, 1)
    preloaded = (MODELS,) if settings.facts.level is FactsLevel.ENRICHED else ()
    return GuardLimits(settings.limits.page_seconds, settings.limits.page_memory_bytes, workers, preloaded)


def results(futures: Sequence[PrefectFuture[ResultT]]) -> Iterator[ResultT]:
    """What the futures came to, the first that is ready first."""
    for future in as_completed(list(futures)):
        yield future.result()


def derive_all(
    context: RunContext,
    settings: Settings,
    counts: Counts,
    batches: Sequence[StagedBatch],
    progress: Progress,
    submit: Submit = derive_batch.submit,
) -> list[StagedBatch]:
    """What was derived from the captures of some batches, staged, in an order that does not hang on who was ready."""
    limits = guard_limits(settings)
    futures = [submit(context, f"batch-{number}", batch, limits) for number, batch in enumerate(batches)]
    with progress:
        for derived in results(futures):
            counts.add_derived(derived)
            progress.advance(derived.articles + sum(derived.rejects.values()))
    reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(counts.rejects.items())) or "none"
    run_logger().info("derive: %d articles, rejects: %s", counts.articles, reasons)
    return [future.result().staged for future in futures]


def write(
    context: RunContext,
    flow: str,
    counts: Counts,
    staged: Sequence[StagedBatch],
    parameters: Parameters,
    limits: GuardLimits,
) -> Summary:
    """Commits all that was staged, with the run's row."""

    def make_run(fates: Mapping[Fate, int]) -> Run:
        counts.fates = Counter(fates)
        return run_row(context, flow, counts, parameters)

    published = commit_run(context, flow, staged, make_run, limits)
    summary = Summary(context.run_id, context.root, published.commit.version, counts)
    fates = ", ".join(f"{counts.fates[fate]} {fate}" for fate in Fate)
    run_logger().info("write: version %d, articles: %s", summary.version, fates)
    return summary
