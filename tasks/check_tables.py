"""Tables about to be committed in, nothing out unless their rows break a rule: column by column.

Types and nulls are the row models' and `schemas.arrow`'s business; one article's rows are checked in `tasks.check`.
"""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

import pyarrow as pa
import pyarrow.compute as pc

from schemas.errors import SchemaError
from tasks.check import OF_ARTICLE, TOGETHER, cuts


def check_rows(tables: Mapping[str, pa.Table]) -> None:
    """Nothing, if the tables of articles and of what belongs to them keep every rule.

    Raises:
        SchemaError: names the dataset, the rule broken, and one article.
    """
    if (articles := tables.get("articles")) is not None:
        _check_articles(articles)
        _check_sections(articles)
    if (revisions := tables.get("revisions")) is not None and revisions.num_rows:
        _check_revisions(revisions)
        if articles is not None:
            _check_current(revisions, articles)
    for name in ("links", "images"):
        if (rows := tables.get(name)) is not None and rows.num_rows:
            if articles is None:
                raise SchemaError(f"{name}: rows without their articles")
            _check_parents(name, rows, articles)
            _check_positions(name, rows)
    if articles is not None and (links := tables.get("links")) is not None:
        _check_link_spans(links, articles)


def _check_articles(articles: pa.Table) -> None:
    instant = pc.coalesce(articles["date_published"], articles["captured_at"])
    day = pc.cast(pc.floor_temporal(instant, unit="day"), pa.date32())
    _refuse("articles", articles, pc.not_equal(articles["published_date"], day), "published_date is not the UTC day")
    for one, other in TOGETHER:
        apart = pc.not_equal(pc.is_null(articles[one]), pc.is_null(articles[other]))
        _refuse("articles", articles, apart, f"{one} and {other} are not null together")
    _refuse("articles", articles, pc.less(articles["word_count"], 1), "word_count is less than 1")


def _check_sections(articles: pa.Table) -> None:
    for batch in articles.select(["article_id", "article_body", "sections"]).to_batches():
        sections = batch.column("sections")
        parents = pc.list_parent_indices(sections).to_pylist()
        spans = zip(parents, pc.list_flatten(sections).to_pylist(), strict=True)
        for parent, group in groupby(spans, key=itemgetter(0)):
            body = batch.column("article_body")[parent].as_py()
            if not all(cuts(body, one["start"], one["end"], one["heading"]) for _, one in group):
                raise SchemaError(f"articles: a section is not its span of the body: {batch.column(0)[parent]}")


def _check_revisions(revisions: pa.Table) -> None:
    """The versions of each article are 1, 2, ... in one partition, and each begins with its own capture."""
    grouped = revisions.group_by("article_id").aggregate(
        [("version", "count"), ("version", "count_distinct"), ("version", "max"), ("published_date", "count_distinct")]
    )
    counted = pc.equal(grouped["version_count"], grouped["version_max"])
    once = pc.equal(grouped["version_count_distinct"], grouped["version_count"])
    _refuse("revisions", grouped, pc.invert(pc.and_(counted, once)), "versions are not 1 to n")
    apart = pc.greater(grouped["published_date_count_distinct"], 1)
    _refuse("revisions", grouped, apart, "versions of one article lie in several partitions")
    is_first = pc.equal(revisions["version"], 1)
    unsaid = pc.and_(pc.is_null(revisions["changed_share"]), pc.equal(pc.list_value_length(revisions["changed"]), 0))
    _refuse("revisions", revisions, pc.not_equal(is_first, unsaid), "what changed is stated for version 1, or for none")
    own = pc.equal(pc.struct_field(pc.list_element(revisions["captures"], 0), "record_id"), revisions["record_id"])
    _refuse("revisions", revisions, pc.invert(own), "the first capture is not the row's own")


def _check_current(revisions: pa.Table, articles: pa.Table) -> None:
    """Each article is its newest version."""
    mine = revisions.filter(pc.is_in(revisions["article_id"], value_set=articles["article_id"].combine_chunks()))
    theirs = articles.select(["version", "record_id", *OF_ARTICLE]).take(_parents(mine, articles))
    newer = pc.greater(mine["version"], theirs["version"])
    _refuse("revisions", mine, newer, "a version is newer than its article's")
    is_current = pc.equal(mine["version"], theirs["version"])
    current, its = mine.filter(is_current), theirs.filter(is_current)
    if current.num_rows != articles.num_rows:
        raise SchemaError(f"articles: {articles.num_rows - current.num_rows} rows without a revision of their version")
    for column in ("record_id", *OF_ARTICLE):
        _refuse("revisions", current, pc.not_equal(current[column], its[column]), f"{column} is not its article's")


def _check_parents(name: str, rows: pa.Table, articles: pa.Table) -> None:
    parents = _parents(rows, articles)
    _refuse(name, rows, pc.is_null(parents), "the article is not among the articles")
    of_parents = articles.select(OF_ARTICLE).take(parents)
    for column in OF_ARTICLE:
        _refuse(name, rows, pc.not_equal(rows[column], of_parents[column]), f"{column} is not its article's")


def _parents(rows: pa.Table, articles: pa.Table) -> pa.ChunkedArray:
    """For each row the place of its article in `articles`; null where it has none."""
    return pc.index_in(rows["article_id"], value_set=articles["article_id"].combine_chunks())


def _check_positions(name: str, rows: pa.Table) -> None:
    """The positions of each article are 0, 1, ... in any order of rows."""
    grouped = rows.group_by("article_id").aggregate(
        [("position", "count"), ("position", "count_distinct"), ("position", "min"), ("position", "max")]
    )
    last = pc.subtract(grouped["position_count"], 1)
    repeated = pc.not_equal(grouped["position_count_distinct"], grouped["position_count"])
    outside = pc.or_(pc.not_equal(grouped["position_min"], 0), pc.not_equal(grouped["position_max"], last))
    _refuse(name, grouped, pc.or_(repeated, outside), "positions are not 0 to n-1")


def _check_link_spans(links: pa.Table, articles: pa.Table) -> None:
    apart = pc.not_equal(pc.is_null(links["start"]), pc.is_null(links["end"]))
    _refuse("links", links, apart, "start and end are not null together")
    spans = links.filter(pc.is_valid(links["start"])).select(["article_id", "start", "end", "text"])
    placed = zip(_parents(spans, articles).to_pylist(), spans.to_pylist(), strict=True)
    for parent, group in groupby(placed, key=itemgetter(0)):
        body = articles["article_body"][parent].as_py()
        if not all(cuts(body, one["start"], one["end"], one["text"]) for _, one in group):
            raise SchemaError(f"links: a text is not its span of the body: {articles['article_id'][parent]}")


def _refuse(name: str, table: pa.Table, wrong: pa.ChunkedArray, rule: str) -> None:
    broken = table.filter(pc.fill_null(wrong, True))
    if broken.num_rows:
        raise SchemaError(f"{name}: {rule}: {broken.num_rows} rows, such as {broken['article_id'][0]}")
