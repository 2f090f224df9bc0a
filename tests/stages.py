"""What `dateline run` does, stage by stage, without Prefect's engine: guarded, or quickly in this process."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa

from flows.runs import Counts, run_row
from schemas.arrow import to_rows
from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.orders import By, Choice, Order
from schemas.runs import Run
from tasks.backfill import CAPTURES, plan_backfill
from tasks.derive import derive_checked
from tasks.extract.article import Derived
from tasks.forget import withdrawal
from tasks.forgotten import asked
from tasks.guard import GuardLimits
from tasks.merge import Fate
from tasks.prefect_tasks import DerivedBatch, RunContext, _tables, commit_run, derive_batch, gather_batches, read_batch
from tasks.publish import MakeRun, Published, publish, withdraw
from tasks.read.batches import BatchLimits
from tasks.read.captures import ReadLimits
from tasks.read.inputs import find_inputs
from tasks.rejects import reject_of_capture
from tasks.settled import SettledCaptures
from tasks.standing import outcomes_of
from tasks.store import Root, StagedBatch

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
GUARD = GuardLimits(page_seconds=30, page_bytes=4_000_000_000, workers=2)


def run(root: Path, paths: Sequence[Path], *, pages: int = 100, run_id: str = "run", at: datetime = NOON) -> Published:
    """What the flow does, stage by stage."""
    context = RunContext(str(root), run_id, at)
    batches, counts = _read(context, paths, pages)
    derived = [derive_batch.fn(context, f"b{n}", one, GUARD) for n, one in enumerate(batches) if "captures" in one.rows]
    staged, make_run = _staged(context, batches, derived, counts)
    return commit_run.fn(context, "test", staged, make_run, GUARD)


def run_here(root: Path, paths: Sequence[Path], *, run_id: str = "run", at: datetime = NOON) -> Published:
    """The same with pages derived in this process: no time to start others, no limits."""
    context, opened = RunContext(str(root), run_id, at), Root.open(root)
    batches, counts = _read(context, paths, 100)
    derived = _derived(opened, context, run_id, batches)
    all_staged, make_run = _staged(context, batches, derived, counts)
    published = publish(opened, run_id, "test", all_staged, make_run, partial(outcomes, context))
    opened.discard_staging(run_id)
    return published


def backfill_here(root: Path, choice: Choice, *, run_id: str, staged_as: str, at: datetime) -> None:
    """What `dateline backfill` does, day by day, in this process; staged under a name of its own."""
    context, opened = RunContext(str(root), run_id, at), Root.open(root)
    snapshot, order = opened.snapshot(), Order(choice, By.CAPTURED, None, None, ())
    plan = plan_backfill(snapshot.read("captures", CAPTURES), outcomes_of(snapshot), order, ())
    for day in plan.days:
        gathered = gather_batches.fn(
            replace(context, run_id=staged_as), str(day.day), day.wanted, BatchLimits(2, 10**7)
        )
        counts = Counts(files=0)
        counts.add_read(gathered)
        derived = _derived(opened, context, staged_as, gathered.batches)
        staged, make_run = _staged(context, (), derived, counts)
        publish(opened, staged_as, "backfill", staged, make_run, partial(outcomes, context))
        opened.discard_staging(staged_as)


def forget_here(root: Path, text: str, *, run_id: str, at: datetime) -> None:
    """What `dateline forget` does, in this process."""
    context, wanted = RunContext(str(root), run_id, at), asked(text)
    withdraw(
        Root.open(root),
        run_id,
        "forget",
        lambda snapshot: withdrawal(snapshot, wanted, None, at),
        partial(outcomes, context),
    )


def outcomes(context: RunContext, captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
    """One outcome for each capture, by dataset."""
    derived: list[Derived] = []
    rejects = []
    for capture in captures:
        try:
            derived.append(derive_checked(capture))
        except RejectedRecord as rejected:
            rejects.append(reject_of_capture(capture, rejected, context.run_id, context.started_at))
    return _tables(derived, rejects)


def _read(context: RunContext, paths: Sequence[Path], pages: int) -> tuple[list[StagedBatch], Counts]:
    files = find_inputs(paths, source="example", base=paths[0].parent).files
    counts = Counts(files=len(files))
    settled = SettledCaptures.of(Root.open(context.root).snapshot())
    read = read_batch.fn(context, "files", files, settled, ReadLimits(1_000_000), BatchLimits(pages, 10_000_000))
    counts.add_read(read)
    return [*read.batches, *([read.rejects] if read.rejects else [])], counts


def _derived(root: Root, context: RunContext, staged_as: str, batches: Sequence[StagedBatch]) -> Sequence[DerivedBatch]:
    derived: list[DerivedBatch] = []
    for number, batch in enumerate(one for one in batches if "captures" in one.rows):
        tables = outcomes(context, to_rows(Capture, batch.read("captures")))
        rejected = Counter(tables["rejects"].column("reason").to_pylist())
        staged = root.stage(staged_as, f"b{number}.derived", tables)
        derived.append(DerivedBatch(staged, tables["articles"].num_rows, rejected))
    return derived


def _staged(
    context: RunContext, batches: Sequence[StagedBatch], derived: Sequence[DerivedBatch], counts: Counts
) -> tuple[list[StagedBatch], MakeRun]:
    for one in derived:
        counts.add_derived(one)
    counts.check()

    def make_run(fates: Mapping[Fate, int]) -> Run:
        counts.fates = Counter(fates)
        return run_row(context, "ingest", counts, {})

    return [*batches, *(one.staged for one in derived)], make_run
