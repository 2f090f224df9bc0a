"""What is known of the pages of some sites: when each was captured, and which could not be had within the last day.

In: a snapshot and hosts. Out: an answer for each address, however it is spelled. What follows from it is decided in
`tasks.due`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.words import RejectReason, Stage
from tasks.extract.urls import clean_url, page_key
from tasks.fetch.outcomes import Earlier, is_tried_later
from tasks.store import Snapshot, rows_with

FAILED_FOR: Final = timedelta(days=1)
"""How long an address that was refused, such as one that is gone, is not asked again."""

_TRIED_LATER: Final = frozenset(reason.value for reason in RejectReason if is_tried_later(reason))
_CAPTURES: Final = ("record_id", "target_uri", "final_url", "captured_at", "etag", "last_modified")


@dataclass(frozen=True)
class KnownPage:
    """A page that was captured: when first and last, and what the last response said of itself."""

    first_captured_at: datetime
    captured_at: datetime
    earlier: Earlier


def key_of(url: str) -> str:
    """The same for every address of a page, however it is spelled."""
    return page_key(clean_url(url) or url)


class KnownPages:
    """What is known of pages. A plain class: Prefect looks through mappings and dataclasses it passes on."""

    __slots__ = ("_failed", "_pages")

    def __init__(self, pages: dict[str, KnownPage], failed: frozenset[str]) -> None:
        self._pages, self._failed = pages, failed

    @classmethod
    def of(cls, snapshot: Snapshot, hosts: Collection[str], now: datetime) -> "KnownPages":
        """Of the pages at some hosts, by what a snapshot says.

        Raises:
            StoreError: a file cannot be read.
        """
        rows = _at(snapshot.read("captures", _CAPTURES), hosts, "target_uri", "final_url")
        articles = _at(snapshot.read("articles", ["url", "record_id"]), hosts, "url")
        away = set(articles.column("record_id").to_pylist()) - set(rows.column("record_id").to_pylist())
        elsewhere = rows_with(snapshot, "captures", "record_id", away, _CAPTURES)
        own = dict(zip(articles.column("record_id").to_pylist(), articles.column("url").to_pylist(), strict=True))
        pages: dict[str, KnownPage] = {}
        for row in pa.concat_tables([rows, elsewhere]).sort_by("captured_at").to_pylist():
            final = row["final_url"] or row["target_uri"]
            earlier = Earlier(final, row["etag"], row["last_modified"])
            named = [row["target_uri"], final, *([own[row["record_id"]]] if row["record_id"] in own else [])]
            for key in set(map(key_of, named)):
                first = pages[key].first_captured_at if key in pages else row["captured_at"]
                pages[key] = KnownPage(first, row["captured_at"], earlier)
        return cls(pages, frozenset(_failed(snapshot, hosts, now)))

    def page(self, url: str) -> KnownPage | None:
        """The page at an address, if it was captured."""
        return self._pages.get(key_of(url))

    def has_failed(self, url: str) -> bool:
        """Whether an address was refused so lately that it is not asked again."""
        return key_of(url) in self._failed


def _failed(snapshot: Snapshot, hosts: Collection[str], now: datetime) -> Iterator[str]:
    since = now - FAILED_FOR
    days = [day for day in snapshot.partitions("rejects") if day >= str(since.date())]
    rows = snapshot.read("rejects", ["target_uri", "stage", "reason", "rejected_at"], days)
    rows = _at(rows.filter(pc.equal(rows.column("stage"), Stage.FETCH.value)), hosts, "target_uri")
    for row in rows.to_pylist():
        if row["rejected_at"] > since and row["reason"] not in _TRIED_LATER:
            yield key_of(row["target_uri"])


def _at(rows: pa.Table, hosts: Collection[str], *columns: str) -> pa.Table:
    """The rows one of whose addresses names one of the hosts."""
    names = "|".join(re.escape(host) for host in sorted(hosts))
    if not names:
        return rows.slice(0, 0)
    matches = [
        pc.fill_null(pc.match_substring_regex(rows.column(name), f"//[^/]*({names})", ignore_case=True), False)
        for name in columns
    ]
    either = matches[0]
    for match in matches[1:]:
        either = pc.or_(either, match)
    return rows.filter(either)
