"""HTTP responses, from an archive or from the network.

In: the bytes of a response as recorded, or its status, headers and body. Out: the response, and what of its headers
goes into a capture. Content encodings are undone in `encodings`.
"""

import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from warcio.statusandheaders import StatusAndHeadersParser

from schemas.captures import Header
from tasks.read.outcomes import unreadable

KEPT_HEADERS: Final = frozenset(
    {
        "cache-control",
        "content-encoding",
        "content-language",
        "content-type",
        "date",
        "etag",
        "last-modified",
        "link",
        "tdm-policy",
        "tdm-reservation",
        "x-robots-tag",
    }
)


@dataclass(frozen=True)
class HttpResponse:
    """Status, headers as received (names in lower case) and body, its transfer encoding undone."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header; None if it is not there or empty."""
        return next((value for key, value in self.headers if key == name and value), None)

    def kept_headers(self) -> tuple[Header, ...]:
        """The headers that say something of the content, in the order received."""
        return tuple(Header(name=name, value=value) for name, value in self.headers if name in KEPT_HEADERS)


def parse_response(message: bytes) -> HttpResponse:
    """The response in the bytes of a record.

    Raises:
        ReadError: it does not begin as an HTTP response.
    """
    stream = io.BytesIO(message)
    try:
        parsed = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
        status = int(parsed.get_statuscode())
    except (EOFError, ValueError) as error:
        raise unreadable("a response record without an HTTP status") from error
    if not 100 <= status <= 999:
        raise unreadable(f"HTTP status {status}")
    headers = tuple((_clean(name).lower(), _clean(value)) for name, value in parsed.headers)
    body = stream.read()
    response = HttpResponse(status, headers, body)
    if "chunked" in (response.header("transfer-encoding") or "").lower():
        return HttpResponse(status, headers, joined_chunks(body))
    return response


def joined_chunks(body: bytes) -> bytes:
    """A chunked body in one piece; a body that is not chunked as it is, one that ends too early up to there."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 1024)
        size = _chunk_size(body[at:end]) if end >= 0 else None
        if size is None:
            return b"".join(pieces) if pieces else body
        if size == 0:
            break
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces)


def http_date(stated: str | None) -> datetime | None:
    """The instant in UTC; None for what is not an HTTP date."""
    with suppress(ValueError, OverflowError, TypeError, IndexError):
        return in_utc(parsedate_to_datetime(stated or ""))
    return None


def in_utc(moment: datetime) -> datetime:
    """The instant in UTC; one without a zone is taken for UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _chunk_size(line: bytes) -> int | None:
    try:
        return int(line.split(b";")[0].strip(), 16)
    except ValueError:
        return None


def _clean(value: str) -> str:
    return value.replace("\x00", "").strip()
