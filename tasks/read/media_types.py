"""Which media type bytes have, by the file's name, the Content-Type header, or their first kilobyte."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tasks.read.inputs import article_suffix

HTML: Final = "text/html"
PLAIN_TEXT: Final = "text/plain"
UNKNOWN: Final = "application/octet-stream"

_BY_SUFFIX: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".html": HTML,
        ".htm": HTML,
        ".shtml": HTML,
        ".xhtml": "application/xhtml+xml",
        ".md": "text/markdown",
        ".markdown": "text/markdown",
        ".txt": PLAIN_TEXT,
    }
)
_SNIFFED_BYTES: Final = 1024
_HTML_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TOKEN: Final = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_NEVER_AN_ARTICLE: Final = re.compile(
    r"(?:image|audio|video|font|model)/.*|text/(?:css|javascript)"
    r"|application/(?:(?:x-)?javascript|ecmascript|wasm|pdf|zip|gzip|x-gzip|x-tar|x-rar\S*|x-7z\S*|(?:x-)?font\S*"
    r"|vnd\.(?:ms-|openxmlformats|apple\.mpegurl)\S*|x-mpegurl|x-shockwave-flash|msword)"
)


def file_media_type(path: Path, payload: bytes) -> str:
    """The media type of a file: by its suffix, else by its first bytes."""
    return _BY_SUFFIX.get(article_suffix(path)) or sniffed_media_type(payload)


def sniffed_media_type(payload: bytes) -> str:
    """`text/html`, `text/plain`, or `application/octet-stream` for what is neither."""
    head = payload[:_SNIFFED_BYTES]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return PLAIN_TEXT
    if _HTML_START.match(head.removeprefix(codecs.BOM_UTF8)):
        return HTML
    if _CONTROL.search(head):
        return UNKNOWN
    return PLAIN_TEXT if _is_utf8(head) or _is_mostly_ascii(head) else UNKNOWN


def stated_media_type(content_type: str) -> str | None:
    """The media type a Content-Type header states, in lower case; None if it states none that is one."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type if _TOKEN.fullmatch(media_type) else None


def stated_charset(content_type: str) -> str | None:
    """The charset a Content-Type header states, in lower case."""
    match = _CHARSET.search(content_type)
    return match[1].lower() if match else None


def is_never_an_article(media_type: str) -> bool:
    """Whether it is a page's picture, film, font, style, script or download, and not a page."""
    return _NEVER_AN_ARTICLE.fullmatch(media_type) is not None


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut in two
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_ascii(head: bytes) -> bool:
    """Text in a Latin one-byte charset: not one byte in four is beyond ASCII."""
    return sum(byte > 0x7F for byte in head) * 4 < len(head)
