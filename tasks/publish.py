"""A run's staged batches in, one commit out: captures appended, articles merged, rejects and the run's row added.

What a run says of a capture takes the place of all that was said of it before. Where a version needs the row of a
capture that was not kept, that capture is derived again first.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema, to_table
from schemas.captures import Capture
from schemas.datasets import DATASETS, WITH_ARTICLE
from schemas.errors import StoreError
from schemas.runs import Run
from tasks.captures import captures_of, payloads_once, without_captures
from tasks.check_tables import check_rows
from tasks.copies import copies_after
from tasks.forgotten import ForgottenPages
from tasks.merge import Fate, Merged, Stored, children_of, first_rows, merge_articles
from tasks.store import Changes, Commit, Root, Snapshot, StagedBatch, rows_with
from tasks.withhold import ADDRESSED, withheld

DERIVED = ("articles", *WITH_ARTICLE, "rejects")

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
class _Outcomes:
    """What captures came to, by dataset, and the records of captures that are not there any more."""

    tables: Mapping[str, pa.Table]
    lost: frozenset[str] = frozenset()

    def records(self, dataset: str) -> Sequence[str]:
        return [one for one in self.tables[dataset].column("record_id").to_pylist() if one is not None]

    def without(self, records: Collection[str]) -> "_Outcomes":
        """Those of the other captures; these are as good as lost."""
        gone = _texts(records)
        kept = {name: _without(self.tables[name], gone) for name in ("articles", "rejects")}
        return _Outcomes({**self.tables, **kept}, self.lost | frozenset(records))

    def and_again(self, tables: Mapping[str, pa.Table], records: frozenset[str]) -> "_Outcomes":
        """Together with those of the captures with these records; of records without any the capture is lost."""
        both = {name: pa.concat_tables([table, tables[name]]) for name, table in self.tables.items()}
        there = _Outcomes(tables)
        return _Outcomes(both, self.lost | records.difference(there.records("articles"), there.records("rejects")))


@dataclass(frozen=True)
class Withdrawal:
    """Captures to take away, rejects that go beside theirs, and rows to put in the same commit."""

    records: frozenset[str]
    rejects: frozenset[str]
    puts: Mapping[str, pa.Table]
    for_good: bool = True
    """Whether versions before the commit go too."""


class _RowsMissingError(Exception):
    """The merge needs captures derived again: not for the lock's holder to wait for."""

    def __init__(self, records: frozenset[str]) -> None:
        super().__init__(len(records))
        self.records = records


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
    outcomes = _Outcomes({name: _staged(batches, name) for name in DERIVED})
    mine = frozenset(outcomes.records("articles"))
    fates: Counter[Fate] = Counter()

    def build(outcomes: _Outcomes, snapshot: Snapshot) -> Changes:
        _check_captures(snapshot, batches, outcomes)
        held = withheld(ForgottenPages.of(snapshot), _staged_captures(batches), outcomes.tables)
        gone = held.stored_in(snapshot)
        ours = outcomes.without(held.records | gone)
        merged = _merge(snapshot, ours)
        fates.clear()
        fates.update(fate for record, fate in merged.fates.items() if record in mine)
        fates.update([Fate.FORGOTTEN] * len(mine & held.records))
        run, derived = make_run(fates), _derived(snapshot, ours, merged)
        rejects = pa.concat_tables([held.allowed(derived["rejects"]), held.rejects(run.run_id, run.started_at)])
        captures = payloads_once(snapshot, map(held.allowed, _staged_captures(batches, None)), gone)
        copies = copies_after(snapshot, merged.articles, merged.gone)
        return Changes(
            puts={**derived, **copies.puts, "rejects": rejects, "runs": to_table(DATASETS["runs"], [run])},
            appends={"captures": captures},
            drops={**_drops(snapshot, ours, merged), **copies.drops},
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

    def build(outcomes: _Outcomes, snapshot: Snapshot) -> Changes:
        found = find(snapshot)
        ours = outcomes.without(found.records)
        merged = _merge(snapshot, ours)
        copies = copies_after(snapshot, merged.articles, merged.gone)
        drops = {**_drops(snapshot, ours, merged), **copies.drops}
        rejects = pa.concat_tables([drops["rejects"], pa.table({"reject_id": _texts(found.rejects)})])
        return Changes(
            puts={**_derived(snapshot, ours, merged), **copies.puts, **found.puts},
            drops={**drops, "rejects": rejects},
            edits={"captures": without_captures(snapshot, found.records)} if found.records else {},
            for_good=found.for_good,
        )

    nothing = _Outcomes({name: arrow_schema(DATASETS[name]).empty_table() for name in DERIVED})
    return _commit_whole(root, run_id, message, nothing, build, derive_again)


def _commit_whole(
    root: Root,
    run_id: str,
    message: str,
    outcomes: _Outcomes,
    build: Callable[[_Outcomes, Snapshot], Changes],
    derive_again: DeriveAgain,
) -> Commit:
    """The commit of what is built once every row it needs is there."""
    while True:
        try:
            return root.commit(run_id, message, partial(build, outcomes))
        except _RowsMissingError as missing:
            outcomes = outcomes.and_again(derive_again(captures_of(root.snapshot(), missing.records)), missing.records)


def _check_captures(snapshot: Snapshot, batches: Sequence[StagedBatch], outcomes: _Outcomes) -> None:
    """Refuses what was derived from captures that somebody has removed since: it would bring them back."""
    derived = {*outcomes.records("articles"), *outcomes.records("rejects")}
    for batch in batches:
        derived.difference_update(batch.read("captures", ["record_id"]).column(0).to_pylist())
    there = rows_with(snapshot, "captures", "record_id", derived, ["record_id"]).column(0).to_pylist()
    if gone := derived.difference(there):
        raise StoreError(f"{len(gone)} captures were removed while they were derived: run the same command again")


def _merge(snapshot: Snapshot, outcomes: _Outcomes) -> Merged:
    """Raises _RowsMissingError while it does not hold."""
    articles = outcomes.tables["articles"]
    elsewhere = outcomes.lost.union(outcomes.records("rejects")) - set(outcomes.records("articles"))
    ids = set(articles.column("article_id").to_pylist())
    stored = _stored(snapshot, ids, elsewhere.union(outcomes.records("articles")))
    merged = merge_articles(articles, stored, elsewhere)
    if merged.missing:
        raise _RowsMissingError(merged.missing)
    return merged


def _derived(snapshot: Snapshot, outcomes: _Outcomes, merged: Merged) -> Mapping[str, pa.Table]:
    """The rows to put."""
    articles = merged.articles
    children = {
        name: first_rows(children_of(articles, _children(snapshot, name, outcomes, articles)), DATASETS[name].key)
        for name in WITH_ARTICLE
    }
    rows = {"articles": articles, "revisions": merged.revisions, **children}
    check_rows(rows)
    rejects = outcomes.tables["rejects"]
    is_article = pc.is_in(rejects.column("record_id"), value_set=_texts(outcomes.records("articles")))
    return {**rows, "rejects": rejects.filter(pc.invert(is_article))}


def _children(snapshot: Snapshot, name: str, outcomes: _Outcomes, articles: pa.Table) -> pa.Table:
    """The fresh rows, and the stored ones of articles that are put with another version number and nothing else."""
    is_fresh = pc.is_in(articles.column("record_id"), value_set=_texts(outcomes.records("articles")))
    kept = articles.filter(pc.invert(is_fresh))
    days = set(map(str, kept.column("published_date").to_pylist()))
    stored = rows_with(snapshot, name, "article_id", kept.column("article_id").to_pylist(), partitions=days)
    return pa.concat_tables([outcomes.tables[name], stored])


def _drops(snapshot: Snapshot, outcomes: _Outcomes, merged: Merged) -> Mapping[str, pa.Table]:
    """Articles no capture speaks of any more, and what was said against captures that have another outcome now."""
    gone = pa.table({"article_id": _texts(merged.gone)})
    settled = outcomes.lost.union(outcomes.records("articles"), outcomes.records("rejects"))
    before = rows_with(snapshot, "rejects", "record_id", settled, ["reject_id"]).column("reject_id")
    again = outcomes.tables["rejects"].column("reject_id").combine_chunks()
    rejects = pa.table({"reject_id": before.filter(pc.invert(pc.is_in(before, value_set=again)))})
    return {**dict.fromkeys(("articles", "revisions", *WITH_ARTICLE), gone), "rejects": rejects}


def _staged(batches: Sequence[StagedBatch], dataset: str) -> pa.Table:
    empty = arrow_schema(DATASETS[dataset]).empty_table()
    return pa.concat_tables([empty, *(batch.read(dataset) for batch in batches if dataset in batch.rows)])


def _stored(snapshot: Snapshot, ids: Collection[str], records: Collection[str]) -> Stored:
    """The stored rows of the articles a run brings, and of those its captures were of before."""
    places = snapshot.read("revisions", ["article_id", "published_date", "captures"])
    captures = places.column("captures").combine_chunks()
    mine = pc.is_in(captures.flatten().field("record_id"), value_set=_texts(records))
    parents = pc.list_parent_indices(captures).filter(mine)
    touched = {*ids, *places.column("article_id").take(parents).to_pylist()}
    rows = places.filter(pc.is_in(places.column("article_id"), value_set=_texts(touched)))
    days = set(map(str, rows.column("published_date").to_pylist()))
    return Stored(*(rows_with(snapshot, name, "article_id", touched, None, days) for name in ("articles", "revisions")))


def _staged_captures(batches: Sequence[StagedBatch], columns: Sequence[str] | None = ADDRESSED) -> Iterator[pa.Table]:
    return (batch.read("captures", columns) for batch in batches if "captures" in batch.rows)


def _without(rows: pa.Table, records: pa.Array) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows.column("record_id"), value_set=records)))


def _texts(values: Collection[str]) -> pa.Array:
    return pa.array(sorted(values), pa.string())
