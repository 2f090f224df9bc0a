"""What captures came to, and the rows of a snapshot that this puts and drops.

In: outcomes of captures, by dataset, and a snapshot. Out: the articles merged with those that are there, and the rows
around them. What is said of a capture takes the place of all that was said of it before. Nothing is committed here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of
from schemas.datasets import DATASETS, WITH_ARTICLE
from tasks.check_tables import check_rows
from tasks.merge import Merged, Stored, children_of, first_rows, merge_articles
from tasks.store import Snapshot, rows_with

DERIVED = ("articles", *WITH_ARTICLE, "rejects")
"""The datasets that have what captures came to."""


@dataclass(frozen=True)
class Outcomes:
    """What captures came to, by dataset, and the records of captures that are not there any more."""

    tables: Mapping[str, pa.Table]
    lost: frozenset[str] = frozenset()

    def records(self, dataset: str) -> Sequence[str]:
        """The captures that have a row of the dataset."""
        return [one for one in self.tables[dataset].column("record_id").to_pylist() if one is not None]

    def without(self, records: Collection[str]) -> "Outcomes":
        """Those of the other captures; these are as good as lost."""
        gone = texts_of(records)
        kept = {name: _without(self.tables[name], gone) for name in ("articles", "rejects")}
        return Outcomes({**self.tables, **kept}, self.lost | frozenset(records))

    def and_again(self, tables: Mapping[str, pa.Table], records: frozenset[str]) -> "Outcomes":
        """Together with those of the captures with these records; of records without any the capture is lost."""
        both = {name: pa.concat_tables([table, tables[name]]) for name, table in self.tables.items()}
        there = Outcomes(tables)
        return Outcomes(both, self.lost | records.difference(there.records("articles"), there.records("rejects")))


class RowsMissingError(Exception):
    """The merge needs captures derived again: not for the lock's holder to wait for."""

    def __init__(self, records: frozenset[str]) -> None:
        super().__init__(len(records))
        self.records = records


def merge_outcomes(snapshot: Snapshot, outcomes: Outcomes) -> Merged:
    """What the outcomes and what is stored of the same articles come to together.

    Raises:
        RowsMissingError: captures have to be derived again before it holds.
        StoreError: a file cannot be read.
    """
    articles = outcomes.tables["articles"]
    elsewhere = outcomes.lost.union(outcomes.records("rejects")) - set(outcomes.records("articles"))
    ids = set(articles.column("article_id").to_pylist())
    stored = _stored(snapshot, ids, elsewhere.union(outcomes.records("articles")))
    merged = merge_articles(articles, stored, elsewhere)
    if merged.missing:
        raise RowsMissingError(merged.missing)
    return merged


def rows_to_put(snapshot: Snapshot, outcomes: Outcomes, merged: Merged) -> Mapping[str, pa.Table]:
    """The rows to put, by dataset: articles with what belongs to them, and the rejects of captures that are none.

    Raises:
        SchemaError: rows break a rule of their dataset.
        StoreError: a file cannot be read.
    """
    articles = merged.articles
    children = {
        name: first_rows(children_of(articles, _children(snapshot, name, outcomes, articles)), DATASETS[name].key)
        for name in WITH_ARTICLE
    }
    rows = {"articles": articles, "revisions": merged.revisions, **children}
    check_rows(rows)
    rejects = outcomes.tables["rejects"]
    is_article = pc.is_in(rejects.column("record_id"), value_set=texts_of(outcomes.records("articles")))
    return {**rows, "rejects": rejects.filter(pc.invert(is_article))}


def rows_to_drop(snapshot: Snapshot, outcomes: Outcomes, merged: Merged) -> Mapping[str, pa.Table]:
    """Articles no capture speaks of any more, and what was said against captures that have another outcome now."""
    gone = pa.table({"article_id": texts_of(merged.gone)})
    settled = outcomes.lost.union(outcomes.records("articles"), outcomes.records("rejects"))
    before = rows_with(snapshot, "rejects", "record_id", settled, ["reject_id"]).column("reject_id")
    again = outcomes.tables["rejects"].column("reject_id").combine_chunks()
    rejects = pa.table({"reject_id": before.filter(pc.invert(pc.is_in(before, value_set=again)))})
    return {**dict.fromkeys(("articles", "revisions", *WITH_ARTICLE), gone), "rejects": rejects}


def _children(snapshot: Snapshot, name: str, outcomes: Outcomes, articles: pa.Table) -> pa.Table:
    """The fresh rows, and the stored ones of articles that are put with another version number and nothing else."""
    is_fresh = pc.is_in(articles.column("record_id"), value_set=texts_of(outcomes.records("articles")))
    kept = articles.filter(pc.invert(is_fresh))
    days = set(map(str, kept.column("published_date").to_pylist()))
    stored = rows_with(snapshot, name, "article_id", kept.column("article_id").to_pylist(), partitions=days)
    return pa.concat_tables([outcomes.tables[name], stored])


def _stored(snapshot: Snapshot, ids: Collection[str], records: Collection[str]) -> Stored:
    """The stored rows of the articles a run brings, and of those its captures were of before."""
    places = snapshot.read("revisions", ["article_id", "published_date", "captures"])
    captures = places.column("captures").combine_chunks()
    mine = pc.is_in(captures.flatten().field("record_id"), value_set=texts_of(records))
    parents = pc.list_parent_indices(captures).filter(mine)
    touched = {*ids, *places.column("article_id").take(parents).to_pylist()}
    rows = places.filter(pc.is_in(places.column("article_id"), value_set=texts_of(touched)))
    days = set(map(str, rows.column("published_date").to_pylist()))
    return Stored(*(rows_with(snapshot, name, "article_id", touched, None, days) for name in ("articles", "revisions")))


def _without(rows: pa.Table, records: pa.Array) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows.column("record_id"), value_set=records)))
