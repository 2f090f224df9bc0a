"""Tables of articles and of what belongs to them in, the rules their rows break out: column by column.

A commit refuses what `dateline check` lists, by one definition. How single values are held against the row models is in
`tasks.check_values`; one article's rows are checked in `tasks.check`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.articles import Article
from schemas.datasets import ONE_AN_ARTICLE, WITH_ARTICLE
from schemas.errors import SchemaError
from schemas.findings import Finding, Rule
from schemas.revisions import Revision, Sighting
from tasks.check import OF_ARTICLE
from tasks.check_spans import broken_rows, fact_findings, parents, span_findings, together_findings
from tasks.check_values import value_findings

OF_VERSION: Final = tuple(name for name in Revision.model_fields if name in Article.model_fields)
"""Columns that an article has from its newest version."""


def check_rows(tables: Mapping[str, pa.Table]) -> None:
    """Nothing, if the tables of articles and of what belongs to them keep every rule.

    Raises:
        SchemaError: names the dataset, the rule broken, and one article.
    """
    for finding in row_findings(tables):
        raise SchemaError(f"{finding.where}: {finding.detail}")


def row_findings(tables: Mapping[str, pa.Table], *, complete: bool = False) -> Iterator[Finding]:
    """The rules broken. With `complete`, versions of an article that is not among the articles break one too.

    Columns of `OF_VERSION` that a table lacks are not compared, bodies that it lacks hold no spans.
    """
    articles, revisions = tables.get("articles"), tables.get("revisions")
    for name, table in tables.items():
        yield from value_findings(name, table)
        yield from together_findings(name, table)
    if articles is not None:
        yield from day_findings(
            "articles", articles, "published_date", pc.coalesce(articles["date_published"], articles["captured_at"])
        )
        yield from span_findings("articles", articles, articles)
    if revisions is not None and revisions.num_rows:
        yield from _version_findings(revisions)
    if revisions is not None and articles is not None:
        yield from _current_findings(revisions, articles, complete=complete)
    for name in WITH_ARTICLE:
        if (rows := tables.get(name)) is not None and rows.num_rows:
            yield from _child_findings(name, rows, articles)
            yield from _position_findings(name, rows)
            yield from fact_findings(name, rows)
            if articles is not None:
                yield from span_findings(name, rows, articles)
    for name in ONE_AN_ARTICLE:
        if (rows := tables.get(name)) is not None and rows.num_rows:
            yield from _child_findings(name, rows, articles)


def day_findings(name: str, table: pa.Table, column: str, instant: pa.ChunkedArray) -> Iterator[Finding]:
    """The rows whose partition is not the UTC day of an instant of theirs."""
    day = pc.cast(pc.floor_temporal(instant, unit="day"), pa.date32())
    other = pc.not_equal(table[column], day)
    yield from broken_rows(Rule.WRONG_DAY, name, table, other, f"{column} is not the UTC day")


def _version_findings(revisions: pa.Table) -> Iterator[Finding]:
    """The versions of each article are 1, 2, ... in one partition, and each begins with its own capture."""
    grouped = revisions.group_by("article_id").aggregate(
        [("version", "count"), ("version", "count_distinct"), ("version", "max"), ("published_date", "count_distinct")]
    )
    counted = pc.equal(grouped["version_count"], grouped["version_max"])
    once = pc.equal(grouped["version_count_distinct"], grouped["version_count"])
    gaps = pc.invert(pc.and_(counted, once))
    yield from broken_rows(Rule.WRONG_VERSIONS, "revisions", grouped, gaps, "versions are not 1 to n")
    apart = pc.greater(grouped["published_date_count_distinct"], 1)
    lie = "versions of one article lie in several partitions"
    yield from broken_rows(Rule.WRONG_VERSIONS, "revisions", grouped, apart, lie)
    is_first = pc.equal(revisions["version"], 1)
    unsaid = pc.and_(pc.is_null(revisions["changed_share"]), pc.equal(pc.list_value_length(revisions["changed"]), 0))
    stated = "what changed is stated for version 1, or for none"
    yield from broken_rows(Rule.WRONG_CHANGE, "revisions", revisions, pc.not_equal(is_first, unsaid), stated)
    first = _first_captures(revisions)
    for column in Sighting.model_fields:
        other = pc.not_equal(pc.struct_field(first, column), revisions[column])
        says = f"the first capture is not the row's own: its {column}"
        yield from broken_rows(Rule.WRONG_FIRST, "revisions", revisions, other, says)


def _first_captures(revisions: pa.Table) -> pa.ChunkedArray:
    """Each version's first capture; null where it has none."""
    captures = revisions["captures"]
    some = pc.if_else(pc.greater(pc.list_value_length(captures), 0), captures, pa.scalar(None, captures.type))
    return pc.list_element(some, 0)


def _current_findings(revisions: pa.Table, articles: pa.Table, *, complete: bool) -> Iterator[Finding]:
    """Each article is its newest version."""
    found = parents(revisions, articles)
    if complete:
        yield from broken_rows(
            Rule.ORPHAN, "revisions", revisions, pc.is_null(found), "the article is not among the articles"
        )
    mine, places = revisions.filter(pc.is_valid(found)), found.filter(pc.is_valid(found))
    versions = articles["version"].take(places)
    newer = pc.greater(mine["version"], versions)
    yield from broken_rows(Rule.NOT_CURRENT, "revisions", mine, newer, "a version is newer than its article's")
    is_current = pc.equal(mine["version"], versions)
    current, places = mine.filter(is_current), places.filter(is_current)
    if revisions.num_rows or complete:
        alone = pc.invert(pc.is_in(articles["article_id"], value_set=current["article_id"].combine_chunks()))
        yield from broken_rows(
            Rule.NOT_CURRENT, "articles", articles, alone, "rows without a revision of their version"
        )
    for column in OF_VERSION:
        if column in current.column_names and column in articles.column_names:
            other = _differ(column, current, articles, places)
            yield from broken_rows(Rule.NOT_CURRENT, "revisions", current, other, f"{column} is not its article's")


def _differ(column: str, current: pa.Table, articles: pa.Table, places: pa.ChunkedArray) -> pa.Array:
    """For each row of `current`, whether a column says something else than its article, which is at `places`."""
    if column == "article_body":  # taking bodies copies them into one array, which ends at two gigabytes
        bodies = dict(_hashes(articles))
        return pa.array([bodies[article] != body for article, body in _hashes(current)], pa.bool_())
    mine, theirs = current[column], articles[column].take(places)
    if mine.equals(theirs):
        return pa.repeat(False, len(mine))
    pairs = zip(mine.to_pylist(), theirs.to_pylist(), strict=True)  # Arrow compares no lists
    return pa.array([one != other for one, other in pairs], pa.bool_())


def _hashes(table: pa.Table) -> Iterator[tuple[str, int]]:
    for batch in table.select(["article_id", "article_body"]).to_batches(max_chunksize=1_000):
        yield from zip(batch.column(0).to_pylist(), map(hash, batch.column(1).to_pylist()), strict=True)


def _child_findings(name: str, rows: pa.Table, articles: pa.Table | None) -> Iterator[Finding]:
    if articles is None:
        yield Finding(Rule.ORPHAN, name, "rows without their articles")
        return
    found = parents(rows, articles)
    yield from broken_rows(Rule.ORPHAN, name, rows, pc.is_null(found), "the article is not among the articles")
    mine = rows.filter(pc.is_valid(found))
    theirs = articles.select(OF_ARTICLE).take(found.filter(pc.is_valid(found)))
    for column in OF_ARTICLE:
        rule = Rule.ORPHAN if column == "published_date" else Rule.OTHER_DERIVATION
        other = pc.not_equal(mine[column], theirs[column])
        yield from broken_rows(rule, name, mine, other, f"{column} is not its article's")


def _position_findings(name: str, rows: pa.Table) -> Iterator[Finding]:
    """The positions of each article are 0, 1, ... in any order of rows."""
    grouped = rows.group_by("article_id").aggregate(
        [("position", "count"), ("position", "count_distinct"), ("position", "min"), ("position", "max")]
    )
    last = pc.subtract(grouped["position_count"], 1)
    repeated = pc.not_equal(grouped["position_count_distinct"], grouped["position_count"])
    outside = pc.or_(pc.not_equal(grouped["position_min"], 0), pc.not_equal(grouped["position_max"], last))
    yield from broken_rows(Rule.WRONG_POSITION, name, grouped, pc.or_(repeated, outside), "positions are not 0 to n-1")
