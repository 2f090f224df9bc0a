"""What a commit means for copies: the articles it puts in, the rows of `sketches` and `copies` that change out.

Clusters are a function of the articles that are there after the commit, however they came in. Those of other articles
cannot have changed unless they are linked, over whatever many links, with one that is put or goes: only these are
looked at, and only the days that they may lie on are read.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import to_table
from schemas.copies import Copy, Sketch
from schemas.datasets import DATASETS
from tasks.facts.copies.candidates import candidates
from tasks.facts.copies.find import find_copies
from tasks.facts.copies.found import WINDOW, Copied, Sketched
from tasks.facts.copies.links import share_of
from tasks.facts.copies.sketch import sketch
from tasks.store import Snapshot, rows_with

_OF_SKETCHES: Final = ("article_id", "payload_digest", "extractor_version", "published_date")
_OF_ARTICLES: Final = (
    *("date_published", "captured_at", "source_organization", "publisher_domain", "publisher", "source"),
    *_OF_SKETCHES,
)


@dataclass(frozen=True)
class _Row:
    """An article, and what its rows say of where they come from."""

    article: Sketched
    payload_digest: str
    extractor_version: str


@dataclass(frozen=True)
class CopiesChange:
    """Rows to put, and ids of articles whose rows go, by dataset."""

    puts: Mapping[str, pa.Table]
    drops: Mapping[str, pa.Table]


def copies_after(snapshot: Snapshot, articles: pa.Table, gone: Collection[str]) -> CopiesChange:
    """The changes that come with articles which are put, and with others which go.

    Raises:
        StoreError: a file cannot be read.
    """
    changed = {*articles["article_id"].to_pylist(), *gone}
    fresh = to_table(DATASETS["sketches"], list(_sketches(articles)))
    printed = _Printed(snapshot, changed, articles.select(_OF_ARTICLES), fresh)
    reached = _reached(printed, printed.all(), _before(snapshot, changed))
    found = find_copies([one.article for one in reached.values()])
    rows = [_copy(one, reached[one.article_id]) for one in found]
    alone = {*changed, *reached}.difference(row.article_id for row in rows)
    return CopiesChange(
        puts={"sketches": fresh, "copies": to_table(DATASETS["copies"], rows)},
        drops={"sketches": _ids(gone), "copies": _ids(alone)},
    )


class _Printed:
    """The articles that are there after the commit with their sketches, read as their days are needed."""

    def __init__(self, snapshot: Snapshot, changed: Collection[str], articles: pa.Table, sketches: pa.Table) -> None:
        self._snapshot, self._changed = snapshot, _texts(changed)
        self._rows = _joined(articles, sketches)
        self._days: set[date] = set()
        self._known: dict[int, _Row] = {}

    def read(self, days: Collection[date]) -> None:
        """Has the articles of some days at hand."""
        new = {str(day) for day in days if day not in self._days}
        self._days.update(days)
        tables = (
            self._snapshot.read("articles", _OF_ARTICLES, new),
            self._snapshot.read("sketches", ["article_id", "shingles"], new),
        )
        kept = (one.filter(pc.invert(pc.is_in(one["article_id"], value_set=self._changed))) for one in tables)
        self._rows = pa.concat_tables([self._rows, _joined(*kept)])

    def all(self) -> Sequence[_Row]:
        """Those at hand."""
        return self._at(range(self._rows.num_rows))

    def near(self, asking: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
        """Each of some articles with those at hand that it may be linked with, perhaps itself."""
        lists = pa.array([one.article.shingles for one in asking], pa.list_(pa.int64()))
        pairs = list(candidates(self._rows["shingles"].combine_chunks(), lists))
        others = self._at([place for _, place in pairs])
        return ((asking[asker], other) for (asker, _), other in zip(pairs, others, strict=True))

    def _at(self, places: Sequence[int]) -> list[_Row]:
        new = sorted({place for place in places if place not in self._known})
        self._known.update(zip(new, _rows(self._rows.take(pa.array(new, pa.int64()))), strict=True))
        return [self._known[place] for place in places]


def _reached(printed: _Printed, fresh: Sequence[_Row], before: Sequence[_Row]) -> Mapping[str, _Row]:
    """The fresh articles, and all that are linked with one of them, or were with one as it was before."""
    reached = {one.article.article_id: one for one in fresh}
    asking = [*fresh, *before]
    while asking:
        printed.read({day for one in asking for day in _days_around(one.article.published_date)})
        new = {
            other.article.article_id: other
            for one, other in printed.near(asking)
            if other.article.article_id not in reached and share_of(one.article, other.article) is not None
        }
        reached |= new
        asking = list(new.values())
    return reached


def _days_around(day: date) -> list[date]:
    """The days on which copies may be printed, as far as the calendar goes."""
    first = max(day.toordinal() - WINDOW.days, date.min.toordinal())
    last = min(day.toordinal() + WINDOW.days, date.max.toordinal())
    return [date.fromordinal(one) for one in range(first, last + 1)]


def _before(snapshot: Snapshot, changed: Collection[str]) -> list[_Row]:
    """Some articles as they are now, with their sketches; none of those that have none."""
    articles = rows_with(snapshot, "articles", "article_id", changed, _OF_ARTICLES)
    days = set(map(str, articles["published_date"].to_pylist()))
    sketches = rows_with(snapshot, "sketches", "article_id", changed, ["article_id", "shingles"], days)
    return _rows(_joined(articles, sketches))


def _joined(articles: pa.Table, sketches: pa.Table) -> pa.Table:
    """The articles that have a sketch, with its shingles."""
    places = pc.index_in(articles["article_id"], value_set=sketches["article_id"].combine_chunks())
    there = pc.is_valid(places)
    return articles.filter(there).append_column("shingles", sketches["shingles"].take(places.filter(there)))


def _rows(table: pa.Table) -> list[_Row]:
    return [
        _Row(
            Sketched(
                article_id=one["article_id"],
                published_at=one["date_published"] or one["captured_at"],
                published_date=one["published_date"],
                publisher=one["publisher_domain"] or one["publisher"] or one["source"],
                agencies=tuple(one["source_organization"]),
                shingles=tuple(one["shingles"]),
            ),
            one["payload_digest"],
            one["extractor_version"],
        )
        for one in table.to_pylist()
    ]


def _sketches(articles: pa.Table) -> Iterator[Sketch]:
    for one in articles.select([*_OF_SKETCHES, "article_body"]).to_pylist():
        yield Sketch(shingles=sketch(one["article_body"]), **{name: one[name] for name in _OF_SKETCHES})


def _copy(found: Copied, row: _Row) -> Copy:
    return Copy(
        article_id=found.article_id,
        cluster_id=found.cluster_id,
        origin_id=found.origin_id,
        agency=found.agency,
        from_origin=found.from_origin,
        of_origin=found.of_origin,
        articles=found.articles,
        payload_digest=row.payload_digest,
        extractor_version=row.extractor_version,
        published_date=found.published_date,
    )


def _ids(articles: Collection[str]) -> pa.Table:
    return pa.table({"article_id": _texts(articles)})


def _texts(values: Collection[str]) -> pa.Array:
    return pa.array(sorted(values), pa.string())
