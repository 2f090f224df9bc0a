"""WARC archives into captures.

In: a WARC file, plain, gzipped a record at a time (the standard) or as a whole. Out: a capture for each HTTP response,
and each resource with an HTTP address; what `dateline captures export` wrote comes back as it was. Requests, metadata,
revisits and DNS records are passed over; records that are never articles (pictures, styles, scripts) become an `Unread`
each, so that their bytes do not fill the captures.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from schemas.captures import Capture
from schemas.words import FetchMode, RejectReason
from tasks.read.encodings import undo_content_encodings
from tasks.read.exported import FIELD, capture_in
from tasks.read.http import HttpResponse, http_date, in_utc, parse_response
from tasks.read.identity import payload_digest, record_id
from tasks.read.inputs import ARTICLE_SUFFIXES, InputFile, article_suffix
from tasks.read.media_types import is_never_an_article, sniffed_media_type, stated_charset, stated_media_type
from tasks.read.outcomes import ReadError, ReadLimits, Unread, too_large, unreadable
from tasks.read.streams import open_bytes
from tasks.read.warc_records import WarcRecord, read_records

_PAGE_KINDS: Final = ("response", "resource")


@dataclass(frozen=True)
class _Reading:
    """What every record of one archive shares."""

    file: InputFile
    received_at: datetime
    limits: ReadLimits


def is_warc(path: Path) -> bool:
    """Whether a file is a WARC: by its suffix, or its first bytes where the suffix says nothing.

    Raises:
        ReadError: the file cannot be opened.
    """
    suffix = article_suffix(path)
    if suffix in ARTICLE_SUFFIXES:
        return suffix == ".warc"
    with open_bytes(path) as stream:
        return stream.read(5) == b"WARC/"


def read_warc(file: InputFile, *, received_at: datetime, limits: ReadLimits) -> Iterator[Capture | Unread]:
    """The captures of an archive in its order.

    Raises:
        ReadError: it is damaged or ends too early (all before that was given), or holds no record of a page.
    """
    reading = _Reading(file, received_at, limits)
    empty = True
    with open_bytes(file.path) as stream:
        for record in read_records(stream, kinds=_PAGE_KINDS, limits=limits):
            if record.kind not in _PAGE_KINDS or not (_is_http(record) or record.header(FIELD)):
                continue
            empty = False
            try:
                yield _capture(record, reading)
            except ReadError as error:
                yield Unread(record.target_uri or file.path.as_uri(), file.source, error.reason, error.detail)
    if empty:
        raise unreadable("no response or resource record with an http address")


def _is_http(record: WarcRecord) -> bool:
    """Whether it is of a web page: another scheme's record is passed over, one without any address is not."""
    return record.target_uri is None or record.target_uri.lower().startswith(("http://", "https://"))


def _capture(record: WarcRecord, reading: _Reading) -> Capture:
    if record.target_uri is None:
        raise unreadable(f"{record.kind} record without WARC-Target-URI")
    if record.header("WARC-Segment-Number"):
        raise unreadable("a record split into segments")
    if record.block is None:
        raise too_large(reading.limits)
    return _exported(record, record.block, reading) or _received(record, record.target_uri, record.block, reading)


def _exported(record: WarcRecord, block: bytes, reading: _Reading) -> Capture | None:
    """The capture that `dateline captures export` wrote; None for a record of anybody else."""
    if not record.header(FIELD):
        return None
    payload = parse_response(block).body if record.kind == "response" else block
    if len(payload) > reading.limits.payload_bytes:
        raise too_large(reading.limits)
    return capture_in(record.header(FIELD), payload, payload_digest(payload))


def _received(record: WarcRecord, target_uri: str, block: bytes, reading: _Reading) -> Capture:
    response = parse_response(block) if record.kind == "response" else None
    content_type = (response.header("content-type") if response else record.header("Content-Type")) or ""
    media_type = stated_media_type(content_type)
    if media_type and is_never_an_article(media_type):
        raise ReadError(RejectReason.UNSUPPORTED_MEDIA_TYPE, media_type)
    payload = _payload(response, block, reading.limits)
    digest = payload_digest(payload)
    captured_at = _warc_date(record.header("WARC-Date")) or reading.received_at
    return Capture(
        record_id=_record_id(record, reading.file, digest),
        target_uri=target_uri,
        final_url=target_uri,  # each hop of a redirect is a record of its own
        source_path=reading.file.source_path,
        captured_at=captured_at,
        captured_date=captured_at.astimezone(UTC).date(),
        status=response.status if response else None,
        headers=response.kept_headers() if response else (),
        media_type=media_type or sniffed_media_type(payload),
        charset=stated_charset(content_type),
        payload=payload,
        payload_bytes=len(payload),
        payload_digest=digest,
        etag=response.header("etag") if response else None,
        last_modified=http_date(response.header("last-modified")) if response else None,
        source=reading.file.source,
        fetch_mode=FetchMode.WARC,
        redirects=(),
        opt_outs=(),
        stated=(),
    )


def _payload(response: HttpResponse | None, block: bytes, limits: ReadLimits) -> bytes:
    if response is None:
        return undo_content_encodings(block, None, limits)
    return undo_content_encodings(response.body, response.header("content-encoding"), limits)


def _record_id(record: WarcRecord, file: InputFile, digest: str) -> str:
    stated = (record.header("WARC-Record-ID") or "").strip().strip("<>")
    date = record.header("WARC-Date") or ""
    return stated or record_id(file.source, file.source_path, record.target_uri or "", date, digest)


def _warc_date(stated: str | None) -> datetime | None:
    """The instant in UTC; None for what is not a WARC-Date."""
    with suppress(ValueError, OverflowError):
        return in_utc(datetime.fromisoformat(stated or ""))
    return None
