"""What a takedown covers is held back from a commit: rows in, those that may be stored and a reject for each page out.

Asked again right before each commit: pages may have been forgotten after they were read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of, to_table
from schemas.datasets import DATASETS
from schemas.words import RejectReason
from tasks.forgotten import ForgottenPages
from tasks.rejects import reject_of_forgotten
from tasks.store import Snapshot, rows_with

ADDRESSED: Final = ("record_id", "source", "target_uri", "final_url", "source_path", "payload_digest")
"""The columns of captures that takedowns look at."""


@dataclass(frozen=True)
class Page:
    """One page that is covered: a capture, or what never became one."""

    source: str
    name: str
    """The capture's record, or the address of what has none."""
    is_capture: bool
    takedown: str


class Withheld:
    """The pages of a run that are not to be stored."""

    def __init__(self, pages: Iterable[Page], digests: frozenset[str] = frozenset()) -> None:
        self._pages = {page.name: page for page in pages}
        self.digests = digests
        """Payloads of articles among them: the same bytes are not to be stored under any address."""

    @property
    def records(self) -> frozenset[str]:
        """The captures among them."""
        return frozenset(page.name for page in self._pages.values() if page.is_capture)

    def stored_in(self, snapshot: Snapshot) -> frozenset[str]:
        """Captures that were stored before anybody could tell what they are of: they have to go.

        Raises:
            StoreError: a file cannot be read.
        """
        found = [("record_id", self.records), ("payload_digest", self.digests)]
        tables = [rows_with(snapshot, "captures", column, values, ["record_id"]) for column, values in found]
        return frozenset(record for table in tables for record in table.column("record_id").to_pylist())

    def allowed(self, rows: pa.Table) -> pa.Table:
        """The captures or rejects of other pages."""
        if not self._pages:
            return rows
        addresses = (page.name for page in self._pages.values() if not page.is_capture)
        never = pc.and_(pc.is_null(rows.column("record_id")), _among(rows.column("target_uri"), addresses))
        return rows.filter(pc.invert(pc.or_(never, _among(rows.column("record_id"), self.records))))

    def rejects(self, run_id: str, started_at: datetime) -> pa.Table:
        """A reject for each page, which says nothing but what covers it."""
        pages = sorted(self._pages.values(), key=lambda page: page.name)
        rows = [reject_of_forgotten(one.source, one.name, one.takedown, run_id, started_at) for one in pages]
        return to_table(DATASETS["rejects"], rows)


def withheld(forgotten: ForgottenPages, captures: Iterable[pa.Table], outcomes: Mapping[str, pa.Table]) -> Withheld:
    """Which of some captures (of `ADDRESSED`), their articles and rejects are covered."""
    if not forgotten:
        return Withheld(())
    articles = list(_articles(forgotten, outcomes)) if "articles" in outcomes else []
    digests = {row["payload_digest"]: page.takedown for row, page in articles}
    found = [page for table in captures for page in _captures(forgotten, digests, table)]
    pages = [*found, *(page for _, page in articles), *_never_captured(forgotten, outcomes)]
    return Withheld(pages, frozenset(digests))


def _captures(forgotten: ForgottenPages, digests: Mapping[str, str], captures: pa.Table) -> Iterator[Page]:
    for row in captures.to_pylist():
        if takedown := digests.get(row["payload_digest"]) or forgotten.of_capture(row):
            yield Page(row["source"], row["record_id"], is_capture=True, takedown=takedown)


def _articles(forgotten: ForgottenPages, outcomes: Mapping[str, pa.Table]) -> Iterator[tuple[Mapping[str, str], Page]]:
    """Those whose page says that it is of an address which is covered."""
    for row in outcomes["articles"].select(["article_id", "url", "record_id", "source", "payload_digest"]).to_pylist():
        if takedown := forgotten.by_article(row["article_id"]) or forgotten.by_address(row["url"]):
            yield row, Page(row["source"], row["record_id"], is_capture=True, takedown=takedown)


def _never_captured(forgotten: ForgottenPages, outcomes: Mapping[str, pa.Table]) -> Iterator[Page]:
    for row in outcomes["rejects"].select(["record_id", "target_uri", "source", "reason"]).to_pylist():
        never = row["record_id"] is None and row["reason"] != RejectReason.FORGOTTEN
        if never and (takedown := forgotten.by_address(row["target_uri"])):
            yield Page(row["source"], row["target_uri"], is_capture=False, takedown=takedown)


def _among(values: pa.ChunkedArray, wanted: Iterable[str]) -> pa.ChunkedArray:
    return pc.is_in(values, value_set=texts_of(wanted))
