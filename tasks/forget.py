"""What goes when somebody asks to forget: found in a snapshot, counted, and written down without a word of it.

In: what was asked, a snapshot. Out: captures, articles and rejects that are covered, and the row of `takedowns`. How
they are taken away is in `publish`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of, to_table
from schemas.datasets import DATASETS, ONE_AN_ARTICLE, WITH_ARTICLE
from schemas.takedowns import RowCount, Takedown
from tasks.forgotten import Asked, ForgottenPages
from tasks.publish import Withdrawal
from tasks.store import Snapshot

OF_ARTICLES: Final = ("articles", "revisions", *WITH_ARTICLE, *ONE_AN_ARTICLE)
"""The datasets that hold an article or what belongs to it."""

_ADDRESSES: Final = ("target_uri", "final_url", "source_path")


@dataclass(frozen=True)
class Covered:
    """What is to go: captures by record, articles and rejects by id, and payloads of articles by digest."""

    records: frozenset[str]
    articles: frozenset[str]
    rejects: frozenset[str]
    digests: frozenset[str]
    rows: Mapping[str, int]
    """How many rows, by dataset."""


def find(snapshot: Snapshot, asked: Asked) -> Covered:
    """What somebody asked to forget.

    These are the captures of the addresses meant, all captures of the articles that any of them is of or that state
    such an address, and captures of the same bytes under other addresses. An article goes once none of its captures is
    left. Rejects go with their captures, or by their own address.

    Raises:
        StoreError: a file cannot be read.
    """
    pages = asked.pages()
    captures = snapshot.read("captures", ["record_id", "payload_digest", *_ADDRESSES])
    sightings = _sightings(snapshot)
    meant = _at_addresses(pages, captures)
    ids = set(_articles_at(pages, snapshot)) | {article for article, record, _ in sightings if record in meant}
    theirs = {(record, digest) for article, record, digest in sightings if article in ids}
    digests = frozenset(digest for _, digest in theirs)
    same = captures.filter(_among(captures.column("payload_digest"), digests)).column("record_id").to_pylist()
    records = frozenset({*meant, *(record for record, _ in theirs), *same})
    left = {article for article, record, _ in sightings if record not in records}
    gone = frozenset(article for article, record, _ in sightings if article not in left)
    rejects = frozenset(_rejects(pages, snapshot, records))
    rows = {"captures": len(records), **_rows_of(snapshot, gone), "rejects": len(rejects)}
    return Covered(records, gone, rejects, digests, rows)


def withdrawal(snapshot: Snapshot, asked: Asked, reason: str | None, at: datetime) -> Withdrawal:
    """What to take away, and the takedown to put; none if there is one already and nothing is left to take away.

    Raises:
        StoreError: a file cannot be read.
    """
    covered = find(snapshot, asked)
    is_known = not any(covered.rows.values()) and _is_known(snapshot, asked)
    rows = [] if is_known else [takedown(asked, covered, reason, at)]
    return Withdrawal(covered.records, covered.rejects, {"takedowns": to_table(DATASETS["takedowns"], rows)})


def takedown(asked: Asked, covered: Covered, reason: str | None, at: datetime) -> Takedown:
    """The row that says when and by which pattern."""
    name = "\n".join((asked.kind, asked.pattern, at.isoformat()))
    return Takedown(
        takedown_id=hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        kind=asked.kind,
        pattern=asked.pattern,
        reason=reason,
        forgotten_at=at,
        rows=tuple(RowCount(dataset=dataset, rows=number) for dataset, number in covered.rows.items()),
        article_ids=tuple(sorted(covered.articles)),
        payload_digests=tuple(sorted(covered.digests)),
        run_date=at.astimezone(UTC).date(),
    )


def _is_known(snapshot: Snapshot, asked: Asked) -> bool:
    rows = snapshot.read("takedowns", ["kind", "pattern"]).to_pylist()
    return {"kind": asked.kind, "pattern": asked.pattern} in rows


def _sightings(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Article, record and digest of every capture that has an article."""
    rows = snapshot.read("revisions", ["article_id", "captures"])
    captures = rows.column("captures").combine_chunks()
    articles = rows.column("article_id").take(pc.list_parent_indices(captures)).to_pylist()
    seen = captures.flatten()
    fields = (seen.field(name).to_pylist() for name in ("record_id", "payload_digest"))
    return list(zip(articles, *fields, strict=True))


def _at_addresses(pages: ForgottenPages, captures: pa.Table) -> set[str]:
    """The records whose address is covered; each address is looked at once."""
    columns = [captures.column(name) for name in _ADDRESSES]
    addresses = {address for column in columns for address in pc.unique(column).to_pylist()}
    meant = {address for address in addresses if pages.by_address(address)}
    either = [_among(column, meant) for column in columns]
    chosen = pc.or_(pc.or_(either[0], either[1]), either[2])
    return set(captures.filter(chosen).column("record_id").to_pylist())


def _articles_at(pages: ForgottenPages, snapshot: Snapshot) -> Iterator[str]:
    """The articles that state an address which is covered."""
    for row in snapshot.read("articles", ["article_id", "url"]).to_pylist():
        if pages.by_address(row["url"]):
            yield row["article_id"]


def _rejects(pages: ForgottenPages, snapshot: Snapshot, records: frozenset[str]) -> Iterator[str]:
    for row in snapshot.read("rejects", ["reject_id", "record_id", "target_uri"]).to_pylist():
        if row["record_id"] in records or pages.by_address(row["target_uri"]):
            yield row["reject_id"]


def _rows_of(snapshot: Snapshot, articles: frozenset[str]) -> Mapping[str, int]:
    ids = {name: snapshot.read(name, ["article_id"]).column("article_id") for name in OF_ARTICLES}
    return {name: pc.sum(_among(column, articles)).as_py() or 0 for name, column in ids.items()}


def _among(values: pa.ChunkedArray, wanted: set[str] | frozenset[str]) -> pa.ChunkedArray:
    return pc.is_in(values, value_set=texts_of(wanted))
