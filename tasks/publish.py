"""A run's staged batches in, one commit out: captures appended, articles merged, rejects and the run's row added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema, to_table
from schemas.datasets import DATASETS, Change
from schemas.runs import Run
from tasks.check import check_rows
from tasks.merge import COMPARED, Fate, Merged, children_of, first_rows, merge_articles
from tasks.store import Changes, Commit, Root, Snapshot, StagedBatch

CHILDREN = tuple(name for name, dataset in DATASETS.items() if dataset.change is Change.WITH_ARTICLE)

MakeRun = Callable[[Mapping[Fate, int]], Run]
"""The run's row, once it is known what became of its articles."""


@dataclass(frozen=True)
class Published:
    """The commit, and how many captures' articles had which fate in it."""

    commit: Commit
    fates: Mapping[Fate, int]


def publish(root: Root, run_id: str, message: str, batches: Sequence[StagedBatch], make_run: MakeRun) -> Published:
    """Commits all that a run staged, all datasets together.

    Raises:
        SchemaError: rows break a rule of their dataset; nothing is committed.
        StoreError: the root cannot be written.
    """
    merged: list[Merged] = []

    def build(snapshot: Snapshot) -> Changes:
        incoming = _staged(batches, "articles")
        merged[:] = [merge_articles(incoming, _stored(snapshot, incoming.column("article_id").combine_chunks()))]
        articles = merged[0].articles
        children = {
            name: first_rows(DATASETS[name], children_of(articles, _staged(batches, name))) for name in CHILDREN
        }
        puts = {"articles": articles, **children}
        check_rows(puts)
        puts["rejects"] = _staged(batches, "rejects")
        puts["runs"] = to_table(DATASETS["runs"], [make_run(merged[0].fates)])
        return Changes(puts=puts, appends={"captures": (batch.read("captures") for batch in batches)})

    commit = root.commit(run_id, message, build)
    return Published(commit, merged[0].fates)


def _staged(batches: Sequence[StagedBatch], dataset: str) -> pa.Table:
    empty = arrow_schema(DATASETS[dataset]).empty_table()
    return pa.concat_tables([empty, *(batch.read(dataset) for batch in batches if dataset in batch.rows)])


def _stored(snapshot: Snapshot, wanted: pa.Array) -> pa.Table:
    """The stored rows of the articles a run brings, as far as the merge looks at them."""
    places = snapshot.read("articles", ["article_id", "published_date"])
    mine = places.filter(pc.is_in(places.column("article_id"), value_set=wanted))
    days = {str(day) for day in pc.unique(mine.column("published_date")).to_pylist()}
    rows = snapshot.read("articles", list(COMPARED), days)
    return rows.filter(pc.is_in(rows.column("article_id"), value_set=wanted))
