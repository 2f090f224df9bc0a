"""What a run's captures mean for the articles that are there: new, changed, unchanged or older.

In: articles derived in one run, and the rows stored for the same ids. Out: the rows to store, with their version, and
what became of each capture. Where rows lie and how they are written is the store's business.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from schemas.datasets import Dataset

Value: TypeAlias = object
Row: TypeAlias = Mapping[str, Value]

CONTENT: Final = (
    "headline",
    "alternative_headline",
    "article_body",
    "author",
    "byline",
    "source_organization",
    "date_published",
)
"""Columns whose change makes another version; what surrounds an article (keywords, links, advertisements) does not."""

COMPARED: Final = ("article_id", "version", "captured_at", "record_id", "extractor_version", *CONTENT)
"""Columns of the stored articles that `merge_articles` looks at."""


class Fate(StrEnum):
    """What became of one capture's article."""

    NEW = "new"
    CHANGED = "changed"  # another version, or the same one derived by other rules
    UNCHANGED = "unchanged"  # says what is stored already
    OLDER = "older"  # what is stored was captured later


@dataclass(frozen=True)
class Merged:
    """The articles to store (of the incoming schema, `version` set), and how many captures had which fate."""

    articles: pa.Table
    fates: Mapping[Fate, int]


def merge_articles(incoming: pa.Table, stored: pa.Table) -> Merged:
    """The newest row of each incoming article, if it says something else than the stored one.

    Captures are taken in the order they were received; of those received at once the one with more words is last.
    """
    current: dict[Value, Row] = {row["article_id"]: row for row in stored.select(list(COMPARED)).to_pylist()}
    chosen: dict[Value, tuple[int, int]] = {}
    fates: Counter[Fate] = Counter()
    rows: Sequence[Row] = incoming.select(list(COMPARED)).to_pylist()
    for place in _in_order(incoming):
        row = rows[place]
        before = current.get(row["article_id"])
        fate = _fate(row, before)
        fates[fate] += 1
        if fate in (Fate.NEW, Fate.CHANGED):
            version = _version(row, before)
            current[row["article_id"]] = {**row, "version": version}
            chosen[row["article_id"]] = (place, version)
    return Merged(_with_versions(incoming, chosen.values()), dict(fates))


def children_of(articles: pa.Table, children: pa.Table) -> pa.Table:
    """The rows of `children` that were derived with one of the articles."""
    wanted = _pairs(articles)
    return children.filter(pc.is_in(_pairs(children), value_set=wanted))


def first_rows(dataset: Dataset, rows: pa.Table) -> pa.Table:
    """The rows without those whose key has stood before: two captures of one payload give the same children."""
    places = rows.select(list(dataset.key)).append_column("place", pa.array(range(rows.num_rows), pa.int64()))
    firsts = places.group_by(list(dataset.key)).aggregate([("place", "min")]).column("place_min")
    return rows.take(firsts.combine_chunks().sort() if rows.num_rows else firsts)


def _in_order(incoming: pa.Table) -> list[int]:
    keys = [("captured_at", "ascending"), ("word_count", "ascending"), ("record_id", "ascending")]
    places: list[int] = pc.sort_indices(incoming, sort_keys=keys).to_pylist()
    return places


def _fate(row: Row, before: Row | None) -> Fate:
    if before is None:
        return Fate.NEW
    if row["captured_at"] < before["captured_at"]:  # type: ignore[operator]  # both are instants
        return Fate.OLDER
    same_rules = row["extractor_version"] == before["extractor_version"]
    return Fate.UNCHANGED if same_rules and _says_the_same(row, before) else Fate.CHANGED


def _version(row: Row, before: Row | None) -> int:
    if before is None:
        return 1
    version = before["version"]
    assert isinstance(version, int)
    again = row["record_id"] == before["record_id"] or _says_the_same(row, before)
    return version if again else version + 1


def _says_the_same(row: Row, before: Row) -> bool:
    return all(row[column] == before[column] for column in CONTENT)


def _with_versions(incoming: pa.Table, chosen: Iterable[tuple[int, int]]) -> pa.Table:
    pairs = sorted(chosen)
    articles = incoming.take(pa.array([place for place, _ in pairs], pa.int64()))
    place = articles.schema.get_field_index("version")
    return articles.set_column(
        place, articles.schema.field(place), pa.array([version for _, version in pairs], pa.int64())
    )


def _pairs(table: pa.Table) -> pa.Array:
    joined = pc.binary_join_element_wise(table.column("article_id"), table.column("payload_digest"), "\n")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
