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

from schemas.arrow import texts_of, to_table
from schemas.copies import Copy, Sketch
from schemas.datasets import DATASETS
from tasks.facts.copies.candidates import candidates
from tasks.facts.copies.find import find_copies
from tasks.facts.copies.found import WINDOW, Copied, Sketched, bound_of
from tasks.facts.copies.links import share_of
from tasks.facts.copies.sketch import sketch
from tasks.facts.copies.standing import MOST_HOLDERS, holding, standing, without
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


def copies_after(
    snapshot: Snapshot, articles: pa.Table, gone: Collection[str], most_holders: int = MOST_HOLDERS
) -> CopiesChange:
    """The changes that come with articles which are put, and with others which go.

    What more than `most_holders` articles of a day have in common makes no copies.

    Raises:
        StoreError: a file cannot be read.
    """
    changed = {*articles["article_id"].to_pylist(), *gone}
    fresh = to_table(DATASETS["sketches"], list(_sketches(articles)))
    reached = _reached(_Printed(snapshot, changed, _joined(articles.select(_OF_ARTICLES), fresh), most_holders))
    rows = [_copy(one, reached[one.article_id]) for one in find_copies([one.article for one in reached.values()])]
    alone = {*changed, *reached}.difference(row.article_id for row in rows)
    return CopiesChange(
        puts={"sketches": fresh, "copies": to_table(DATASETS["copies"], rows)},
        drops={"sketches": _ids(gone), "copies": _ids(alone)},
    )


class _Printed:
    """The articles that are there after the commit with what tells them apart, read as their days are needed."""

    def __init__(self, snapshot: Snapshot, changed: Collection[str], fresh: pa.Table, most_holders: int) -> None:
        self._snapshot, self._changed, self._most = snapshot, texts_of(changed), most_holders
        self._fresh, self._before = fresh, _stored(snapshot, changed)
        self._rows = _telling(fresh.slice(0, 0), frozenset())
        self._days: set[date] = set()
        self._known: dict[int, _Row] = {}
        self.now: list[_Row] = []
        """Of the days read, the articles that are put, and others that are told apart by something else now."""
        self.then: list[_Row] = []
        """What these were before, and the articles that go."""
        self.read({day for table in (fresh, self._before) for day in table["published_date"].to_pylist()})

    def read(self, days: Collection[date]) -> None:
        """Has the articles of some days at hand."""
        new = sorted(set(days) - self._days)
        self._days.update(new)
        names = set(map(str, new))
        tables = (
            self._snapshot.read("articles", _OF_ARTICLES, names),
            self._snapshot.read("sketches", ["article_id", "shingles"], names),
        )
        kept = _joined(*(one.filter(pc.invert(pc.is_in(one["article_id"], value_set=self._changed))) for one in tables))
        for day in new:
            self._add(*(_of(table, day) for table in (kept, self._fresh, self._before)))

    def _add(self, kept: pa.Table, fresh: pa.Table, before: pa.Table) -> None:
        """Has a whole day at hand; what stands on it may be other shingles than before."""
        after = pa.concat_tables([kept, fresh])
        now, then = (standing(_lists(one), self._most) for one in (after, pa.concat_tables([kept, before])))
        others = kept.take(holding(_lists(kept), now ^ then)) if now != then else kept.slice(0, 0)
        self._rows = pa.concat_tables([self._rows, _telling(after, now)])
        self.now += _rows(_telling(pa.concat_tables([fresh, others]), now))
        self.then += _rows(_telling(pa.concat_tables([before, others]), then))

    def near(self, asking: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
        """Each of some articles with those at hand that it may be linked with, perhaps itself."""
        lists = pa.array([one.article.shingles for one in asking], pa.list_(pa.int64()))
        pairs = list(candidates(self._rows["telling"].combine_chunks(), lists))
        others = self._at([place for _, place in pairs])
        return ((asking[asker], other) for (asker, _), other in zip(pairs, others, strict=True))

    def _at(self, places: Sequence[int]) -> list[_Row]:
        new = sorted({place for place in places if place not in self._known})
        self._known.update(zip(new, _rows(self._rows.take(pa.array(new, pa.int64()))), strict=True))
        return [self._known[place] for place in places]


def _reached(printed: _Printed) -> Mapping[str, _Row]:
    """The articles that are put, and all that are linked with one of them, or were before."""
    reached = {one.article.article_id: one for one in printed.now}
    asking = [*printed.now, *printed.then]
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


def _stored(snapshot: Snapshot, changed: Collection[str]) -> pa.Table:
    """Some articles as they are now, with their sketches."""
    articles = rows_with(snapshot, "articles", "article_id", changed, _OF_ARTICLES)
    days = set(map(str, articles["published_date"].to_pylist()))
    return _joined(articles, rows_with(snapshot, "sketches", "article_id", changed, ["article_id", "shingles"], days))


def _joined(articles: pa.Table, sketches: pa.Table) -> pa.Table:
    """The articles that have a sketch, with its shingles."""
    places = pc.index_in(articles["article_id"], value_set=sketches["article_id"].combine_chunks())
    there = pc.is_valid(places)
    return articles.filter(there).append_column("shingles", sketches["shingles"].take(places.filter(there)))


def _of(rows: pa.Table, day: date) -> pa.Table:
    return rows.filter(pc.equal(rows["published_date"], pa.scalar(day, pa.date32())))


def _lists(rows: pa.Table) -> pa.Array:
    return rows["shingles"].combine_chunks()


def _telling(rows: pa.Table, common: Collection[int]) -> pa.Table:
    """The rows with those of their shingles that are not common."""
    return rows.append_column("telling", without(_lists(rows), common))


def _rows(table: pa.Table) -> list[_Row]:
    return [
        _Row(
            Sketched(
                article_id=one["article_id"],
                published_at=one["date_published"] or one["captured_at"],
                published_date=one["published_date"],
                publisher=one["publisher_domain"] or one["publisher"] or one["source"],
                agencies=tuple(one["source_organization"]),
                shingles=tuple(one["telling"]),
                bound=bound_of(one["shingles"]),
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
    return pa.table({"article_id": texts_of(articles)})
