"""What a run's captures mean for the articles that are there: their versions, and the newest of each.

In: the articles derived in one run, and what is stored of the same ids. Out: the rows to store, and what became of each
capture; or the captures that have to be derived again first. The result is the same in whatever order and batches the
captures come in. Where rows lie and how they are written is the store's business.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from tasks.revise import CONTENT, UNSAID, said_by
from tasks.revisions import KEPT, SEEN, VersionRow, revision_table, rows_at
from tasks.sightings import Seen, Version, missing_rows, versions_of

_CHILD_OF: Final = ("article_id", "payload_digest", "extractor_version", "published_date")
"""Columns that tell the children of one derivation from those of others."""

_Says: TypeAlias = tuple[Seen, int]  # a capture, and the row that says what it says


class Fate(StrEnum):
    """What became of one capture's article."""

    NEW = "new"
    CHANGED = "changed"  # another version, or the same one derived by other rules
    UNCHANGED = "unchanged"  # says what is stored already
    OLDER = "older"  # what is stored was captured later
    FORGOTTEN = "forgotten"  # a takedown covers it: nothing of it is stored


@dataclass(frozen=True)
class Stored:
    """What is stored of the articles a run brings: whole rows of both datasets."""

    articles: pa.Table
    revisions: pa.Table


@dataclass(frozen=True)
class Merged:
    """What to store; it holds once nothing is missing."""

    articles: pa.Table
    """Current versions that differ from those stored."""
    revisions: pa.Table
    """All versions of every article that is fresh or was stored."""
    gone: Sequence[str]
    """Ids of stored articles that no capture speaks of any more."""
    fates: Mapping[str, Fate]
    """What became of each fresh capture, by record."""
    missing: frozenset[str]
    """Records whose captures have to be derived again, and merged with the fresh ones, before this holds."""


def merge_articles(fresh: pa.Table, stored: Stored, without: Collection[str] = ()) -> Merged:
    """The articles and revisions that the stored captures and the fresh ones come to together.

    `fresh` has a row for each capture derived; `without` names the captures that have turned out to be no article.
    A capture derived again takes the place of what it said before, of whatever article that was.
    """
    return _Merging(first_rows(fresh, ["record_id"]), stored, frozenset(without)).merged()


def children_of(articles: pa.Table, children: pa.Table) -> pa.Table:
    """The rows of `children` that were derived with one of the articles."""
    wanted = _joined(articles, _CHILD_OF)
    return children.filter(pc.is_in(_joined(children, _CHILD_OF), value_set=wanted))


def first_rows(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    """The rows without those whose values in `columns` have stood before: two captures may have one payload."""
    places = rows.select(list(columns)).append_column("place", pa.array(range(rows.num_rows), pa.int64()))
    firsts = places.group_by(list(columns)).aggregate([("place", "min")]).column("place_min")
    return rows_at(rows, sorted(firsts.to_pylist()))


class _Merging:
    """One merge. A row is named by its place among the fresh articles, followed by the stored revisions."""

    def __init__(self, fresh: pa.Table, stored: Stored, without: frozenset[str]) -> None:
        self._fresh, self._stored = fresh, stored
        self._rows = pa.concat_tables([_kept(fresh), _kept(stored.revisions)])
        self._superseded = without | set(fresh.column("record_id").to_pylist())
        places = stored.articles.select(["article_id", "record_id", "extractor_version", "version"]).to_pylist()
        self._articles = {row["article_id"]: (place, row) for place, row in enumerate(places)}

    def merged(self) -> Merged:
        missing = {record for versions in self._histories.values() for record in missing_rows(versions)}
        missing |= {v[-1].first.record_id for one, v in self._histories.items() if self._whole(one, v[-1]) is None}
        if missing:
            empty = revision_table(self._rows, [], {})
            return Merged(self._fresh.slice(0, 0), empty, (), {}, frozenset(missing))
        return Merged(
            articles=self._put_articles(),
            revisions=revision_table(self._rows, list(self._version_rows()), self._days()),
            gone=[article for article in self._articles if article not in self._histories],
            fates=dict(self._fates()),
            missing=frozenset(),
        )

    @cached_property
    def _captures(self) -> Mapping[str, tuple[Sequence[Seen], Sequence[Seen]]]:
        """The fresh captures of each article, and the stored ones."""
        fresh, stored = _grouped(self._fresh_captures()), _grouped(self._stored_captures())
        articles = sorted(fresh.keys() | stored.keys())
        several = [one for one in articles if len(fresh[one]) + len(stored[one]) > 1]
        says = sorted({row for one in several for _, row in (*fresh[one], *stored[one])})
        contents = rows_at(self._rows.select(list(CONTENT)), says).to_pylist()
        said = {place: said_by(row) for place, row in zip(says, contents, strict=True)}

        def known(captures: Iterable[_Says]) -> Sequence[Seen]:
            return [replace(seen, said=said.get(row, UNSAID)) for seen, row in captures]

        return {one: (known(fresh[one]), known(stored[one])) for one in articles}

    @cached_property
    def _histories(self) -> Mapping[str, Sequence[Version]]:
        """The versions of each article, by id; an article that no capture speaks of is not there."""
        left = {
            article: [*fresh, *(seen for seen in stored if seen.record_id not in self._superseded)]
            for article, (fresh, stored) in self._captures.items()
        }
        return {article: versions_of(captures) for article, captures in left.items() if captures}

    def _fresh_captures(self) -> Iterator[tuple[str, _Says]]:
        for place, row in enumerate(self._fresh.select(["article_id", *SEEN]).to_pylist()):
            yield row.pop("article_id"), (Seen(**row, said=UNSAID, row=place, is_fresh=True), place)

    def _stored_captures(self) -> Iterator[tuple[str, _Says]]:
        rows = self._stored.revisions.select(["article_id", "record_id", "captures"]).to_pylist()
        for place, row in enumerate(rows, self._fresh.num_rows):
            for one in row["captures"]:
                own = place if one["record_id"] == row["record_id"] else None
                yield row["article_id"], (Seen(**one, said=UNSAID, row=own, is_fresh=False), place)

    def _whole(self, article: str, version: Version) -> int | None:
        """Where a version's whole article is, among the fresh ones followed by the stored; None if it is not there."""
        first = version.first
        if first.is_fresh:
            return first.row
        place, row = self._articles.get(article, (0, {}))
        is_its = (row.get("record_id"), row.get("extractor_version")) == (first.record_id, first.extractor_version)
        return self._fresh.num_rows + place if is_its else None

    def _put_articles(self) -> pa.Table:
        chosen: list[tuple[int, int]] = []
        for article, versions in self._histories.items():
            place, stored = self._whole(article, versions[-1]), self._articles.get(article)
            is_stored = stored is not None and place == self._fresh.num_rows + stored[0]
            if place is not None and not (is_stored and stored and stored[1]["version"] == len(versions)):
                chosen.append((place, len(versions)))
        both = pa.concat_tables([self._fresh, self._stored.articles])
        return _with_versions(both, sorted(chosen))

    def _days(self) -> Mapping[str, object]:
        """The partition of each article, by id."""
        days = [
            *self._fresh.column("published_date").to_pylist(),
            *self._stored.articles.column("published_date").to_pylist(),
        ]
        places = {article: self._whole(article, versions[-1]) for article, versions in self._histories.items()}
        return {article: days[place] for article, place in places.items() if place is not None}

    def _version_rows(self) -> Iterator[VersionRow]:
        for article, versions in self._histories.items():
            before: Version | None = None
            for number, version in enumerate(versions, 1):
                yield VersionRow(article, number, version, before)
                before = version

    def _fates(self) -> Iterator[tuple[str, Fate]]:
        for article, versions in self._histories.items():
            stored = {seen.record_id: seen for seen in self._captures[article][1]}
            for version in versions:
                for seen in version.captures:
                    if seen.is_fresh:
                        is_first = version is versions[0] and seen is version.first
                        yield seen.record_id, _fate(seen, stored, is_first, starts=seen is version.first)


def _fate(seen: Seen, stored: Mapping[str, Seen], is_first: bool, *, starts: bool) -> Fate:
    if (before := stored.get(seen.record_id)) is not None:
        same = (before.extractor_version, before.said) == (seen.extractor_version, seen.said)
        return Fate.UNCHANGED if same else Fate.CHANGED
    if is_first and not stored:
        return Fate.NEW
    if any(seen.order < other.order for other in stored.values()):
        return Fate.OLDER
    return Fate.CHANGED if starts else Fate.UNCHANGED


def _grouped(captures: Iterable[tuple[str, _Says]]) -> defaultdict[str, list[_Says]]:
    grouped: defaultdict[str, list[_Says]] = defaultdict(list)
    for article, capture in captures:
        grouped[article].append(capture)
    return grouped


def _kept(table: pa.Table) -> pa.Table:
    return table.select(list(KEPT)).replace_schema_metadata(None)


def _with_versions(articles: pa.Table, chosen: Sequence[tuple[int, int]]) -> pa.Table:
    taken = rows_at(articles, [place for place, _ in chosen])
    place = taken.schema.get_field_index("version")
    versions = pa.array([version for _, version in chosen], pa.int64())
    return taken.set_column(place, taken.schema.field(place), versions)


def _joined(table: pa.Table, columns: Sequence[str]) -> pa.Array:
    texts = [pc.cast(table.column(name), pa.string()) for name in columns]
    joined = pc.binary_join_element_wise(*texts, "\n")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
