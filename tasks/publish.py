"""A run's staged batches in, one commit out: captures appended, articles merged, rejects and the run's row added.

Where a version needs the row of a capture that was not kept, that capture is derived again first. What outcomes of
captures make of the rows that are there is the business of `tasks.outcomes`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from schemas.arrow import arrow_schema, texts_of, to_table
from schemas.captures import Capture
from schemas.datasets import DATASETS
from schemas.errors import StoreError
from schemas.runs import Run
from tasks.captures import captures_of, payloads_once, without_captures
from tasks.copies import copies_after
from tasks.forgotten import ForgottenPages
from tasks.merge import Fate
from tasks.outcomes import DERIVED, Outcomes, RowsMissingError, merge_outcomes, rows_to_drop, rows_to_put
from tasks.store import Changes, Commit, Root, Snapshot, StagedBatch, rows_with
from tasks.withhold import ADDRESSED, withheld

MakeRun = Callable[[Mapping[Fate, int]], Run]
"""The run's row, once it is known what became of its articles."""

DeriveAgain = Callable[[Iterable[Capture]], Mapping[str, pa.Table]]
"""Articles, what belongs to them, and rejects, by dataset: one outcome for each capture."""


@dataclass(frozen=True)
class Published:
    """The commit, and how many captures' articles had which fate in it."""

    commit: Commit
    fates: Mapping[Fate, int]


@dataclass(frozen=True)
class Withdrawal:
    """Captures to take away, rejects that go beside theirs, and rows to put in the same commit."""

    records: frozenset[str]
    rejects: frozenset[str]
    puts: Mapping[str, pa.Table]
    for_good: bool = True
    """Whether versions before the commit go too."""


def publish(
    root: Root,
    run_id: str,
    message: str,
    batches: Sequence[StagedBatch],
    make_run: MakeRun,
    derive_again: DeriveAgain,
) -> Published:
    """Commits all that a run staged, all datasets together.

    Raises:
        SchemaError: rows break a rule of their dataset; nothing is committed.
        StoreError: the root cannot be written, or captures were removed from it meanwhile; nothing is committed.
    """
    outcomes = Outcomes({name: _staged(batches, name) for name in DERIVED})
    mine = frozenset(outcomes.records("articles"))
    fates: Counter[Fate] = Counter()

    def build(outcomes: Outcomes, snapshot: Snapshot) -> Changes:
        _check_captures(snapshot, batches, outcomes)
        held = withheld(ForgottenPages.of(snapshot), _staged_captures(batches), outcomes.tables)
        gone = held.stored_in(snapshot)
        ours = outcomes.without(held.records | gone)
        merged = merge_outcomes(snapshot, ours)
        fates.clear()
        fates.update(fate for record, fate in merged.fates.items() if record in mine)
        fates.update([Fate.FORGOTTEN] * len(mine & held.records))
        run, derived = make_run(fates), rows_to_put(snapshot, ours, merged)
        rejects = pa.concat_tables([held.allowed(derived["rejects"]), held.rejects(run.run_id, run.started_at)])
        captures = payloads_once(snapshot, map(held.allowed, _staged_captures(batches, None)), gone)
        copies = copies_after(snapshot, merged.articles, merged.gone)
        return Changes(
            puts={**derived, **copies.puts, "rejects": rejects, "runs": to_table(DATASETS["runs"], [run])},
            appends={"captures": captures},
            drops={**rows_to_drop(snapshot, ours, merged), **copies.drops},
            edits={"captures": without_captures(snapshot, gone)} if gone else {},
            for_good=bool(gone),
        )

    return Published(_commit_whole(root, run_id, message, outcomes, build, derive_again), dict(fates))


def withdraw(
    root: Root, run_id: str, message: str, find: Callable[[Snapshot], Withdrawal], derive_again: DeriveAgain
) -> Commit:
    """Takes captures and all that came of them away, in one commit: as if they had never been there.

    Raises:
        StoreError: the root cannot be read or written.
    """

    def build(outcomes: Outcomes, snapshot: Snapshot) -> Changes:
        found = find(snapshot)
        ours = outcomes.without(found.records)
        merged = merge_outcomes(snapshot, ours)
        copies = copies_after(snapshot, merged.articles, merged.gone)
        drops = {**rows_to_drop(snapshot, ours, merged), **copies.drops}
        rejects = pa.concat_tables([drops["rejects"], pa.table({"reject_id": texts_of(found.rejects)})])
        return Changes(
            puts={**rows_to_put(snapshot, ours, merged), **copies.puts, **found.puts},
            drops={**drops, "rejects": rejects},
            edits={"captures": without_captures(snapshot, found.records)} if found.records else {},
            for_good=found.for_good,
        )

    nothing = Outcomes({name: arrow_schema(DATASETS[name]).empty_table() for name in DERIVED})
    return _commit_whole(root, run_id, message, nothing, build, derive_again)


def _commit_whole(
    root: Root,
    run_id: str,
    message: str,
    outcomes: Outcomes,
    build: Callable[[Outcomes, Snapshot], Changes],
    derive_again: DeriveAgain,
) -> Commit:
    """The commit of what is built once every row it needs is there."""
    while True:
        try:
            return root.commit(run_id, message, partial(build, outcomes))
        except RowsMissingError as missing:
            outcomes = outcomes.and_again(derive_again(captures_of(root.snapshot(), missing.records)), missing.records)


def _check_captures(snapshot: Snapshot, batches: Sequence[StagedBatch], outcomes: Outcomes) -> None:
    """Refuses what was derived from captures that somebody has removed since: it would bring them back."""
    derived = {*outcomes.records("articles"), *outcomes.records("rejects")}
    for batch in batches:
        derived.difference_update(batch.read("captures", ["record_id"]).column(0).to_pylist())
    there = rows_with(snapshot, "captures", "record_id", derived, ["record_id"]).column(0).to_pylist()
    if gone := derived.difference(there):
        raise StoreError(f"{len(gone)} captures were removed while they were derived: run the same command again")


def _staged(batches: Sequence[StagedBatch], dataset: str) -> pa.Table:
    empty = arrow_schema(DATASETS[dataset]).empty_table()
    return pa.concat_tables([empty, *(batch.read(dataset) for batch in batches if dataset in batch.rows)])


def _staged_captures(batches: Sequence[StagedBatch], columns: Sequence[str] | None = ADDRESSED) -> Iterator[pa.Table]:
    return (batch.read("captures", columns) for batch in batches if "captures" in batch.rows)
