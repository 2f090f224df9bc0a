"""Files and WARC archives into captures.

In: a file. Out: its captures, one for a page, one a response for an archive, and an `Unread` for each thing that could
not become one. Nothing is decoded or judged here; that is cleaning.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from schemas.captures import Capture
from schemas.words import FetchMode
from tasks.read.identity import payload_digest, record_id
from tasks.read.inputs import InputFile, article_suffix
from tasks.read.media_types import UNKNOWN, file_media_type, sniffed_media_type
from tasks.read.outcomes import ReadError, ReadLimits, Unread, unreadable
from tasks.read.streams import GzipStream, open_bytes, read_bounded
from tasks.read.warc import is_warc, read_warc

__all__ = ["ReadLimits", "Unread", "read_captures"]


def read_captures(file: InputFile, *, received_at: datetime, limits: ReadLimits) -> Iterator[Capture | Unread]:
    """The captures of one file, in its order, each made only when asked for."""
    try:
        if is_warc(file.path):
            yield from read_warc(file, received_at=received_at, limits=limits)
        else:
            yield _read_page(file, received_at, limits)
    except ReadError as error:
        yield Unread(file.path.as_uri(), file.source, error.reason, error.detail)


def _read_page(file: InputFile, received_at: datetime, limits: ReadLimits) -> Capture:
    with open_bytes(file.path) as stream:
        payload = read_bounded(stream, limits)
        if not isinstance(stream, GzipStream):
            _check_named_as_packed(file.path, payload)
    digest = payload_digest(payload)
    return Capture(
        record_id=record_id(file.source, file.source_path, digest),
        target_uri=file.path.as_uri(),
        final_url=None,
        source_path=file.source_path,
        captured_at=received_at,
        captured_date=received_at.astimezone(UTC).date(),
        status=None,
        headers=(),
        media_type=file_media_type(file.path, payload),
        charset=None,
        payload=payload,
        payload_bytes=len(payload),
        payload_digest=digest,
        etag=None,
        last_modified=None,
        source=file.source,
        fetch_mode=FetchMode.FILE,
        redirects=(),
        opt_outs=(),
        stated=(),
    )


def _check_named_as_packed(path: Path, payload: bytes) -> None:
    """Takes text that is only called `.gz` (browsers save it so); other bytes are a damaged archive."""
    if path.suffix.lower() == ".gz" and article_suffix(path) and payload and sniffed_media_type(payload) == UNKNOWN:
        raise unreadable("named .gz, and not gzip data")
