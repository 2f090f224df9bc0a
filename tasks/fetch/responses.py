"""What is taken of a response: its headers, and its body as plain bytes, both bounded."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.words import RejectReason
from tasks.fetch.outcomes import FetchError
from tasks.read.encodings import Decoding
from tasks.read.http import HttpResponse
from tasks.read.media_types import is_never_an_article, stated_media_type
from tasks.read.outcomes import ReadError, ReadLimits

ACCEPTED_ENCODINGS: Final = "gzip, deflate, br, zstd"
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_HEADERS: Final = 200
_LONGEST_VALUE: Final = 16_384  # httpcore2 bounds all of them together


@dataclass(frozen=True)
class Body:
    """How a body is taken."""

    most_bytes: int
    is_page: bool = False
    """Whether pictures, films, scripts and downloads are turned away before they come."""
    is_cut: bool = False
    """Whether of a longer one the first bytes are taken."""


def received_headers(headers: Sequence[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Header fields in the order received, names in lower case.

    Raises:
        FetchError: there are too many, or too long ones.
    """
    if len(headers) > _MOST_HEADERS or any(len(value) > _LONGEST_VALUE for _, value in headers):
        raise FetchError(RejectReason.INVALID_RESPONSE, f"more than {_MOST_HEADERS} headers, or one of enormous length")
    return tuple((_text(name).lower(), _text(value)) for name, value in headers)


def check_head(head: HttpResponse, body: Body) -> None:
    """Nothing, if the body is worth reading.

    Raises:
        FetchError: it is no page, or says itself that it is too large.
    """
    media_type = stated_media_type(head.header("content-type") or "")
    if body.is_page and media_type and is_never_an_article(media_type):
        raise FetchError(RejectReason.UNSUPPORTED_MEDIA_TYPE, media_type[:100])
    stated = head.header("content-length") or ""
    if stated.isascii() and stated.isdigit() and int(stated[:20]) > body.most_bytes and not body.is_cut:
        raise _too_large(body)


async def read_body(head: HttpResponse, pieces: AsyncIterator[bytes], body: Body) -> bytes:
    """The body, content encodings undone.

    Raises:
        FetchError: it is too large, as sent or unpacked, or damaged.
    """
    try:
        decoding = Decoding(head.header("content-encoding"), ReadLimits(body.most_bytes))
        try:
            await _take(pieces, decoding, body)
            plain = decoding.end()
        except ReadError as error:
            if not (body.is_cut and error.reason is RejectReason.TOO_LARGE):
                raise
            return bytes(decoding.plain[: body.most_bytes])
    except ReadError as error:
        reason = RejectReason.TOO_LARGE if error.reason is RejectReason.TOO_LARGE else RejectReason.INVALID_RESPONSE
        raise FetchError(reason, error.detail) from error
    if not (decoding.is_whole or body.is_cut):
        raise FetchError(RejectReason.INVALID_RESPONSE, "the packed body ends too early", is_tried_again=True)
    return plain


async def _take(pieces: AsyncIterator[bytes], decoding: Decoding, body: Body) -> None:
    sent = 0
    async for piece in pieces:
        sent += len(piece)
        decoding.feed(piece)
        if sent > body.most_bytes:
            if body.is_cut:
                return
            raise _too_large(body)


def _too_large(body: Body) -> FetchError:
    return FetchError(RejectReason.TOO_LARGE, f"more than {body.most_bytes} bytes")


def _text(value: bytes) -> str:
    """A header as text: UTF-8 where it is, as some servers send it, else Latin-1."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return text.replace("\x00", "").strip()
