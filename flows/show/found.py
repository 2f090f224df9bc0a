"""An address or id in, the stored article it names out, with the facts found in its text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from flows.trace import ADDRESSES, names_of, rows_named
from schemas.arrow import texts_of, to_rows
from schemas.articles import Article
from schemas.datasets import DATASETS
from schemas.errors import DatelineError
from schemas.row import Record
from tasks.store import Snapshot, rows_with

FACTS: Final = ("quotations", "mentions", "time_expressions", "quantities")
"""The datasets of what stands in the text."""

_IDS: Final = ("article_id", "url", "record_id", "payload_digest")


@dataclass(frozen=True)
class Shown:
    """An article and its facts, by dataset, in the order of their positions."""

    article: Article
    facts: Mapping[str, Sequence[Record]]


def find_shown(snapshot: Snapshot, what: str) -> Shown:
    """The article that `what` names: by its address or id, or by a capture's address, path, record or digest.

    Raises:
        DatelineError: it names none, or several.
    """
    ids = _article_ids(snapshot, what)
    if not ids:
        raise DatelineError(_no_article(snapshot, what))
    if len(ids) > 1:
        raise DatelineError(f"{what} names {len(ids)} articles, give one of their ids: {', '.join(sorted(ids))}")
    (article,) = to_rows(Article, rows_with(snapshot, "articles", "article_id", ids))
    days = {str(article.published_date)}
    return Shown(article, {name: _facts(snapshot, name, ids, days) for name in FACTS})


def _article_ids(snapshot: Snapshot, what: str) -> set[str]:
    names = names_of(what)
    ids = _values(rows_named(snapshot.read("articles", _IDS), names, *_IDS), "article_id")
    if ids:
        return ids
    records = _values(rows_named(snapshot.read("captures", ADDRESSES), names, *ADDRESSES), "record_id")
    revisions = snapshot.read("revisions", ["article_id", "captures"])
    captures = revisions["captures"].combine_chunks()
    seen = pc.is_in(captures.flatten().field("record_id"), value_set=texts_of(records))
    return set(revisions["article_id"].take(pc.list_parent_indices(captures).filter(seen)).to_pylist())


def _facts(snapshot: Snapshot, name: str, ids: Iterable[str], days: Iterable[str]) -> Sequence[Record]:
    rows = rows_with(snapshot, name, "article_id", list(ids), partitions=list(days))
    return to_rows(DATASETS[name].row, rows.sort_by("position"))


def _no_article(snapshot: Snapshot, what: str) -> str:
    place = snapshot.storage.location
    if rows_named(snapshot.read("captures", ADDRESSES), names_of(what), *ADDRESSES).num_rows:
        return f"what {place} has from {what} is no article: `dateline trace` says why"
    return f"no article in {place} came from {what}; `dateline query` lists what is there"


def _values(rows: pa.Table, column: str) -> set[str]:
    return set(rows[column].to_pylist())
