"""Captures into a WARC file that other tools read: responses for pages from the web, resources for files.

One gzip member a record, as the standard asks for. What was undone when the capture was made stays undone: a content
encoding the server had used is kept under the name crawlers give it then, `X-Crawl-Content-Encoding`.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.captures import Capture
from tasks.read.exported import FIELD, field_of
from tasks.store.files import flush_folder
from tasks.store.storage import writing

_UNDONE: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}


def write_archive(captures: Iterable[Capture], path: Path) -> int:
    """How many captures were written to `path`, gzipped if it is called so; the file is complete or not there.

    Raises:
        StoreError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.partial")
    try:
        with writing(str(path.parent)):
            count = _write(captures, temporary, packed=path.suffix.lower() == ".gz")
            temporary.replace(path)
            flush_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _write(captures: Iterable[Capture], path: Path, *, packed: bool) -> int:
    count = 0
    with path.open("xb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version="1.1")
        for capture in captures:
            writer.write_record(_record(capture))
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def _record(capture: Capture) -> ArcWarcRecord:
    is_response = capture.status is not None
    kind, block = ("response", _message(capture)) if is_response else ("resource", capture.payload)
    content_type = "application/http; msgtype=response" if is_response else _content_type(capture)
    headers = StatusAndHeaders(
        "",
        [
            ("WARC-Type", kind),
            ("WARC-Record-ID", f"<{capture.record_id.strip('<>')}>"),
            ("WARC-Target-URI", _on_one_line(capture.target_uri)),
            ("WARC-Date", _warc_date(capture.captured_at)),
            ("WARC-Payload-Digest", capture.payload_digest),
            (FIELD, field_of(capture)),
        ],
        protocol="WARC/1.1",
    )
    return ArcWarcRecord("warc", kind, headers, BytesIO(block), None, content_type, len(block))


def _message(capture: Capture) -> bytes:
    status = capture.status or 0
    lines = [f"HTTP/1.1 {status} {_PHRASES.get(status, '')}", *_header_lines(capture), "", ""]
    return "\r\n".join(lines).encode() + capture.payload


def _header_lines(capture: Capture) -> Iterator[str]:
    for header in capture.headers:
        name = f"x-crawl-{header.name}" if header.name in _UNDONE else header.name
        yield f"{_on_one_line(name)}: {_on_one_line(header.value)}"
    yield f"content-length: {capture.payload_bytes}"


def _content_type(capture: Capture) -> str:
    return f"{capture.media_type}; charset={capture.charset}" if capture.charset else capture.media_type


def _on_one_line(text: str) -> str:
    """The text without what would begin another header."""
    return text.translate(dict.fromkeys((*range(32), 127)))


def _warc_date(moment: datetime) -> str:
    """The instant as WARC 1.1 writes it, to the microsecond where it has any."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
