"""The HTTP message inside a WARC record.

In: the bytes of a response as recorded. Out: its status, headers and body with transfer and content encodings undone.
Archives often keep headers that no longer fit the body (already decoded by the crawler): an encoding that is
stated and not there is passed over.
"""

import importlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from warcio.statusandheaders import StatusAndHeadersParser

from tasks.read.outcomes import ReadLimits, too_large, unreadable
from tasks.read.streams import GZIP_MAGIC

_MOST_ENCODINGS: Final = 3  # more of them, one on another, is no page anyone served


@dataclass(frozen=True)
class HttpResponse:
    """Status, headers as received (names in lower case) and body, its transfer encoding undone."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header; None if it is not there or empty."""
        return next((value for key, value in self.headers if key == name and value), None)


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


def undo_content_encodings(body: bytes, encodings: str | None, limits: ReadLimits) -> bytes:
    """The body with its content encodings (`gzip`, `deflate`, `br` where a decoder is installed) undone, last first.

    Raises:
        ReadError: it is too large, damaged, or in an encoding there is no decoder for.
    """
    names = [name.strip().lower() for name in (encodings or "").split(",")]
    named = [name for name in names if name not in ("", "identity", "none", "utf-8")]
    if len(named) > _MOST_ENCODINGS:
        raise unreadable(f"{len(named)} content encodings")
    for name in reversed(named):
        body = _decode(name, body, limits)
    if len(body) > limits.payload_bytes:
        raise too_large(limits)
    return body


def _decode(name: str, body: bytes, limits: ReadLimits) -> bytes:
    if not body:
        return body
    if name in ("gzip", "x-gzip"):
        return _inflate(body, [16 + zlib.MAX_WBITS], limits) if body.startswith(GZIP_MAGIC) else body
    if name == "deflate":  # by the standard in a zlib wrapper, in the wild often without
        return _inflate(body, [zlib.MAX_WBITS, -zlib.MAX_WBITS], limits)
    if name == "br":
        return _unbrotli(body, limits)
    raise unreadable(f"content encoding {name[:40]}")


def _inflate(body: bytes, wrappers: Sequence[int], limits: ReadLimits) -> bytes:
    for wrapper in wrappers:
        inflater = zlib.decompressobj(wrapper)
        try:
            plain = inflater.decompress(body, limits.payload_bytes + 1)
        except zlib.error:
            continue
        if len(plain) > limits.payload_bytes:
            raise too_large(limits)
        return plain
    raise unreadable("damaged compressed body")


def _unbrotli(body: bytes, limits: ReadLimits) -> bytes:
    try:
        brotli = importlib.import_module("brotli")
    except ImportError as error:
        raise unreadable("content encoding br: install the brotli package to read it") from error
    try:
        decoder = brotli.Decompressor()
        plain = bytes(decoder.process(body, output_buffer_limit=limits.payload_bytes + 1))
    except (brotli.error, TypeError) as error:  # TypeError: a version without a limit on its output
        raise unreadable("damaged brotli body, or a brotli package older than 1.2") from error
    if len(plain) > limits.payload_bytes:
        raise too_large(limits)
    return plain


def _chunk_size(line: bytes) -> int | None:
    try:
        return int(line.split(b";")[0].strip(), 16)
    except ValueError:
        return None


def _clean(value: str) -> str:
    return value.replace("\x00", "").strip()
