"""The Prefect tasks: one batch of one stage each, never one article. The only module of `tasks` that knows Prefect.

Batches are handed on as files staged under the root, so that a task's result is a small record of paths and counts that
any task runner can pass on. A task that runs twice stages the same batch under the same name.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

import pyarrow as pa
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from schemas.arrow import to_rows, to_table
from schemas.captures import Capture
from schemas.datasets import DATASETS, WITH_ARTICLE
from schemas.errors import RejectedRecord, StoreError
from schemas.rejects import Reject
from schemas.row import Record
from schemas.runs import PageDuration
from schemas.words import FactsLevel
from tasks.backfill import WantedCaptures
from tasks.captures import captures_of
from tasks.derive import derive_at
from tasks.extract.article import Derived
from tasks.facts.enriched.enrich import extractor_version
from tasks.forgotten import ForgottenPages
from tasks.guard import Guarded, GuardLimits, guarded
from tasks.publish import MakeRun, Published, publish
from tasks.read.batches import BatchLimits, in_batches
from tasks.read.captures import ReadLimits, Unread, read_captures
from tasks.read.inputs import InputFile
from tasks.rejects import reject_of_capture, reject_of_forgotten, reject_of_input
from tasks.settled import SettledCaptures
from tasks.slow_pages import durations, slowest
from tasks.store import Root, StagedBatch

AGAIN: Final = BatchLimits(pages=200, bytes=64_000_000)
"""How many captures a commit derives again at once."""


RETRIED_AFTER: Final = [1.0, 10.0]
"""Seconds until a batch is tried again that storage has failed."""


def may_pass(_task: object, _run: object, state: State[object]) -> bool:
    """Whether what failed may go well a moment later: storage did not answer, or a file had just been replaced."""
    error = state.data
    return isinstance(error, OSError) or type(error) is StoreError


@dataclass(frozen=True)
class RunContext:
    """What every batch of a run shares."""

    root: str
    run_id: str
    started_at: datetime
    parent_run_id: str | None = None
    level: FactsLevel = FactsLevel.DEFAULT

    @property
    def version(self) -> str:
        """The version of the rules that derive the run's articles."""
        return extractor_version(self.level)


@dataclass(frozen=True)
class ReadBatches:
    """What reading a group of files gave: staged captures to be derived, and counts of what needs no more work."""

    batches: tuple[StagedBatch, ...]
    rejects: StagedBatch | None
    captures: int
    unread: int
    known: Mapping[str, int]
    seconds: float


@dataclass(frozen=True)
class DerivedBatch:
    """What deriving a batch gave: staged articles with what belongs to them, and rejects."""

    staged: StagedBatch
    articles: int
    rejects: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    slowest: Sequence[PageDuration] = ()


@task(
    name="read",
    task_run_name="read {name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(RETRIED_AFTER),
    retry_delay_seconds=RETRIED_AFTER,
    retry_condition_fn=may_pass,
)
def read_batch(
    context: RunContext,
    name: str,
    files: Sequence[InputFile],
    settled: SettledCaptures,
    limits: ReadLimits,
    batch_limits: BatchLimits,
) -> ReadBatches:
    """Captures of some files, staged in batches; those with an outcome already are only counted."""
    began = time.monotonic()
    root = Root.open(context.root, heal=False)
    unread: list[Reject] = []
    known: Counter[str] = Counter()
    batches: list[StagedBatch] = []
    captures = 0
    forgotten = ForgottenPages.of(root.snapshot())
    fresh = _fresh(context, files, settled, forgotten, limits, unread, known)
    for number, group in enumerate(in_batches(fresh, batch_limits)):
        captures += len(group)
        batches.append(root.stage(context.run_id, f"{name}.{number}", {"captures": _table("captures", group)}))
    rejects = root.stage(context.run_id, f"{name}.unread", {"rejects": _table("rejects", unread)}) if unread else None
    return ReadBatches(
        batches=tuple(batches),
        rejects=rejects,
        captures=captures + known.total(),
        unread=len(unread),
        known=dict(known),
        seconds=time.monotonic() - began,
    )


@task(
    name="gather",
    task_run_name="gather {name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(RETRIED_AFTER),
    retry_delay_seconds=RETRIED_AFTER,
    retry_condition_fn=may_pass,
)
def gather_batches(context: RunContext, name: str, wanted: WantedCaptures, batch_limits: BatchLimits) -> ReadBatches:
    """Stored captures that are to be derived again, staged in batches; those not wanted any more are only counted."""
    began = time.monotonic()
    root = Root.open(context.root, heal=False)
    snapshot = root.snapshot()
    still = wanted.still(snapshot, context.version)
    captures = captures_of(snapshot, still.records, still.days)
    batches = [
        root.stage(context.run_id, f"{name}.{number}", {"captures": _table("captures", group)})
        for number, group in enumerate(in_batches(captures, batch_limits))
    ]
    found = len(still.records) + sum(still.known.values())
    return ReadBatches(tuple(batches), None, found, 0, still.known, time.monotonic() - began)


@task(
    name="derive",
    task_run_name="derive {name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(RETRIED_AFTER),
    retry_delay_seconds=RETRIED_AFTER,
    retry_condition_fn=may_pass,
)
def derive_batch(context: RunContext, name: str, batch: StagedBatch, limits: GuardLimits) -> DerivedBatch:
    """Articles with what belongs to them, and rejects, of a staged batch of captures: one outcome a capture."""
    began = time.monotonic()
    pages = list(guarded(derive_at(context.level), to_rows(Capture, batch.read("captures")), limits))
    tables = _outcomes(context, pages)
    staged = Root.open(context.root, heal=False).stage(context.run_id, f"{name}.derived", tables)
    counted = Counter(tables["rejects"].column("reason").to_pylist())
    took = time.monotonic() - began
    return DerivedBatch(staged, tables["articles"].num_rows, dict(counted), took, slowest(durations(pages)))


@task(name="commit", task_run_name="commit", cache_policy=NO_CACHE, persist_result=False)
def commit_run(
    context: RunContext, message: str, batches: Sequence[StagedBatch], make_run: MakeRun, limits: GuardLimits
) -> Published:
    """Everything the run staged, committed together; the staged files are gone afterwards."""
    root = Root.open(context.root, heal=False)
    again = partial(derived_again, context, limits)
    published = publish(root, context.run_id, message, batches, make_run, again)
    root.discard_staging(context.run_id)
    return published


def _fresh(
    context: RunContext,
    files: Sequence[InputFile],
    settled: SettledCaptures,
    forgotten: ForgottenPages,
    limits: ReadLimits,
    unread: list[Reject],
    known: Counter[str],
) -> Iterator[Capture]:
    """The captures without an outcome; the others and what could not be read are noted on the way."""
    seen: set[str] = set()
    for file in files:
        for one in read_captures(file, received_at=context.started_at, limits=limits):
            if isinstance(one, Unread):
                unread.append(reject_of_input(one, context.run_id, context.started_at))
            elif takedown := forgotten.of_capture(one):
                name = one.record_id
                unread.append(reject_of_forgotten(one.source, name, takedown, context.run_id, context.started_at))
            elif dataset := settled.dataset_of(one.record_id):
                known[dataset] += 1
            elif one.record_id not in seen:
                seen.add(one.record_id)
                yield settled.as_received(one)


def _outcomes(context: RunContext, pages: Iterable[Guarded[Capture, Derived]]) -> Mapping[str, pa.Table]:
    """The outcome of each capture, by dataset."""
    derived: list[Derived] = []
    rejects: list[Reject] = []
    for one in pages:
        if isinstance(one.outcome, RejectedRecord):
            rejects.append(reject_of_capture(one.page, one.outcome, context.run_id, context.started_at))
        else:
            derived.append(one.outcome)
    return _tables(derived, rejects)


def derived_again(context: RunContext, limits: GuardLimits, captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
    """One outcome for each capture, by dataset; however many there are, only some are in memory at once."""
    work = derive_at(context.level)
    groups = in_batches(captures, AGAIN)
    tables = [_tables([], []), *(_outcomes(context, guarded(work, group, limits)) for group in groups)]
    return {name: pa.concat_tables([one[name] for one in tables]) for name in tables[0]}


def _tables(derived: Sequence[Derived], rejects: Sequence[Reject]) -> Mapping[str, pa.Table]:
    return {
        "articles": _table("articles", [one.article for one in derived]),
        **{name: _table(name, [row for one in derived for row in one.children[name]]) for name in WITH_ARTICLE},
        "rejects": _table("rejects", rejects),
    }


def _table(dataset: str, rows: Sequence[Record]) -> pa.Table:
    return to_table(DATASETS[dataset], rows)
