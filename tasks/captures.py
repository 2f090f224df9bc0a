"""Captures, found without their payloads, given with them, and stored with each payload once.

Of captures with one `payload_digest` the first to be committed holds the bytes; the others refer to it. Whoever reads
payloads reads them here, and whoever takes captures away has to leave the bytes to one that stays.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema, texts_of, to_rows
from schemas.captures import Capture
from schemas.datasets import DATASETS
from schemas.errors import StoreError
from tasks.extract.urls import clean_url
from tasks.store import Edit, Snapshot, file_tables, rows_with

FOUND: Final = tuple(name for name in arrow_schema(DATASETS["captures"]).names if name != "payload")
"""The columns captures are found with: all but the payload."""

_ADDRESSES: Final = ("target_uri", "final_url", "source_path")


def find_captures(
    snapshot: Snapshot,
    *,
    url: str | None = None,
    digest: str | None = None,
    source: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> pa.Table:
    """The captures all conditions are true of, without their payloads, sorted by day and record.

    `url` is an address in any spelling, an article's canonical address, or a path; `first` and `last` are UTC days.

    Raises:
        StoreError: a file cannot be read.
    """
    found = snapshot.read("captures", FOUND, _days(snapshot, first, last))
    if digest is not None:
        found = found.filter(pc.equal(found.column("payload_digest"), digest))
    if source is not None:
        found = found.filter(pc.equal(found.column("source"), source))
    return found if url is None else found.filter(_is_at(snapshot, found, url))


def with_payloads(snapshot: Snapshot, captures: pa.Table) -> pa.Table:
    """The captures, those without a payload given the one they refer to.

    Raises:
        StoreError: a file cannot be read, or a payload is gone.
    """
    lacking = captures.filter(pc.is_null(captures.column("payload")))
    if not lacking.num_rows:
        return captures
    held = _payloads(snapshot, set(lacking.column("payload_digest").to_pylist()))
    pairs = zip(captures.column("payload").to_pylist(), captures.column("payload_digest").to_pylist(), strict=True)
    payloads = [held.get(digest) if payload is None else payload for payload, digest in pairs]
    if None in payloads:
        digest = captures.column("payload_digest")[payloads.index(None)].as_py()
        raise StoreError(f"no capture holds the payload {digest}: run `dateline check`")
    place = captures.schema.get_field_index("payload")
    return captures.set_column(place, captures.schema.field(place), pa.array(payloads, pa.binary()))


def captures_of(snapshot: Snapshot, records: Collection[str], days: Collection[str] | None = None) -> Iterator[Capture]:
    """The captures with those record ids that are there, payloads and all, file by file.

    They are looked for on all days, or on those given.

    Raises:
        StoreError: a file cannot be read, or a payload is gone.
    """
    for table in file_tables(snapshot, "captures", "record_id", records, partitions=days):
        yield from to_rows(Capture, with_payloads(snapshot, table))


def payloads_once(snapshot: Snapshot, tables: Iterable[pa.Table], gone: Collection[str] = ()) -> Iterator[pa.Table]:
    """The captures of each table that are not stored yet, without the payloads that are, there or further up.

    The stored captures in `gone` are on their way out, and nothing may refer to them.
    """
    there = snapshot.read("captures", ["record_id", "payload_digest"])
    there = there.filter(pc.invert(pc.is_in(there.column("record_id"), value_set=texts_of(gone))))
    records, digests = there.column("record_id"), there.column("payload_digest")
    for table in tables:
        fresh = _first(table.filter(pc.invert(_among(table.column("record_id"), records))), "record_id")
        holds = _is_first(fresh, "payload_digest", digests)
        records = pa.chunked_array([*records.chunks, *fresh.column("record_id").chunks], pa.string())
        digests = pa.chunked_array([*digests.chunks, *fresh.column("payload_digest").chunks], pa.string())
        place = fresh.schema.get_field_index("payload")
        payloads = pc.if_else(holds, fresh.column("payload"), pa.scalar(None, pa.binary()))
        yield fresh.set_column(place, fresh.schema.field(place), payloads)


def without_captures(snapshot: Snapshot, gone: Collection[str]) -> Edit:
    """Takes captures away; a payload that others refer to goes to the earliest of those that stay.

    Raises:
        StoreError: a file cannot be read.
    """
    heirs = _heirs(snapshot, gone)

    def change(rows: pa.Table) -> pa.Table:
        records = rows.column("record_id")
        inherits = pc.is_in(records, value_set=texts_of(heirs))
        stays = pc.invert(pc.or_(inherits, pc.is_in(records, value_set=texts_of(gone))))
        return pa.concat_tables([rows.filter(stays), with_payloads(snapshot, rows.filter(inherits))])

    return Edit(frozenset(gone) | heirs, change)


def _heirs(snapshot: Snapshot, gone: Collection[str]) -> frozenset[str]:
    """Of the captures that stay, those that get a payload that one of the others has held."""
    there = snapshot.read("captures", ["record_id", "payload_digest", "captured_at"])
    goes = pc.is_in(there.column("record_id"), value_set=texts_of(gone))
    leaving, staying = there.filter(goes), there.filter(pc.invert(goes))
    is_shared = pc.is_in(leaving.column("payload_digest"), value_set=staying.column("payload_digest").combine_chunks())
    records = leaving.filter(is_shared).column("record_id").to_pylist()
    held = set[str]()
    for table in file_tables(snapshot, "captures", "record_id", records, ["payload_digest", "payload"]):
        held.update(table.filter(pc.is_valid(table.column("payload"))).column("payload_digest").to_pylist())
    left = staying.filter(pc.is_in(staying.column("payload_digest"), value_set=texts_of(held)))
    latest_first = left.sort_by([("captured_at", "descending"), ("record_id", "descending")]).to_pylist()
    return frozenset({row["payload_digest"]: row["record_id"] for row in latest_first}.values())


def _days(snapshot: Snapshot, first: date | None, last: date | None) -> set[str]:
    days = map(date.fromisoformat, snapshot.partitions("captures"))
    return {str(day) for day in days if (first is None or first <= day) and (last is None or day <= last)}


def _payloads(snapshot: Snapshot, digests: Collection[str]) -> dict[str, bytes]:
    held: dict[str, bytes] = {}
    for table in file_tables(snapshot, "captures", "payload_digest", digests, ["payload_digest", "payload"]):
        found = table.filter(pc.is_valid(table.column("payload")))
        held |= zip(found.column("payload_digest").to_pylist(), found.column("payload").to_pylist(), strict=True)
        if len(held) == len(set(digests)):  # mostly in the first file that has them: the earliest capture's
            break
    return held


def _is_at(snapshot: Snapshot, captures: pa.Table, url: str) -> pa.Array:
    """For each capture, whether it is of that address: as asked for, as arrived at, or as its article calls itself."""
    clean = clean_url(url)
    texts = texts_of({url, clean or url})
    matches = [pc.is_in(captures.column(name), value_set=texts) for name in _ADDRESSES]
    if clean is not None:
        host = urlsplit(clean).hostname or ""
        matches += [_is_spelling_of(captures.column(name), clean, host) for name in ("target_uri", "final_url")]
        matches.append(_among(captures.column("record_id"), _records_of_article(snapshot, clean)))
    either = matches[0]
    for match in matches[1:]:
        either = pc.or_(either, match)
    return either


def _is_spelling_of(addresses: pa.ChunkedArray, clean: str, host: str) -> pa.Array:
    # Only addresses that name the host are cleaned: that takes ten microseconds each.
    likely = pc.fill_null(pc.match_substring(addresses, host, ignore_case=True), False)
    spelled = pc.unique(addresses.filter(likely)).to_pylist()
    same = [address for address in spelled if clean_url(address) == clean]
    return pc.is_in(addresses, value_set=pa.array(same, pa.string()))


def _records_of_article(snapshot: Snapshot, url: str) -> pa.ChunkedArray:
    articles = rows_with(snapshot, "articles", "url", [url], ["article_id"])
    ids = articles.column("article_id").to_pylist()
    captures = rows_with(snapshot, "revisions", "article_id", ids, ["captures"]).column("captures")
    records = [one["record_id"] for seen in captures.to_pylist() for one in seen]
    return pa.chunked_array([pa.array(records, pa.string())])


def _among(values: pa.ChunkedArray, there: pa.ChunkedArray) -> pa.ChunkedArray:
    # The set to look up in is the small one: hashing all that was ever captured for each batch would be slow.
    mine = values.combine_chunks()
    return pc.is_in(values, value_set=there.filter(pc.is_in(there, value_set=mine)).combine_chunks())


def _is_first(table: pa.Table, column: str, there: pa.ChunkedArray) -> pa.Array:
    """For each row, whether its value stands in no row above and not `there`."""
    places = pa.table({"value": table.column(column), "place": pa.array(range(table.num_rows), pa.int64())})
    firsts = places.group_by("value").aggregate([("place", "min")]).column("place_min")
    first = pc.is_in(places.column("place"), value_set=firsts.combine_chunks())
    return pc.and_(first, pc.invert(_among(table.column(column), there)))


def _first(table: pa.Table, column: str) -> pa.Table:
    return table.filter(_is_first(table, column, pa.chunked_array([], pa.string())))
