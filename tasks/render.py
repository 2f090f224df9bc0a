"""A capture in, the text of an HTML page out, whatever the capture was written in.

Everything behind this sees HTML only. What the page says is not looked at here.
"""

import re
from dataclasses import dataclass
from typing import Final

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.words import RejectReason, Stage
from tasks.characters import clean_characters
from tasks.charsets import decode
from tasks.markdown import render_markdown

_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES: Final = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
_XML_TYPES: Final = frozenset({"text/xml", "application/xml"})  # XHTML is sometimes served as these

_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")  # lxml refuses text that states an encoding
_HTML_START: Final = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b", re.I | re.S)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_JUDGED_CHARACTERS: Final = 100_000
_MOST_CONTROLS: Final = 0.02
"""Share of control characters above which bytes are no text: random bytes have a ninth, pages none."""
_MOST_REPLACED: Final = 0.1
"""Share of U+FFFD above which a text cannot be read."""


@dataclass(frozen=True)
class PageText:
    """A capture as HTML text; `is_rendered` where it was Markdown or plain text, and the markup is ours."""

    html: str
    is_rendered: bool


def page_html(capture: Capture) -> PageText:
    """The HTML of a capture; Markdown and plain text are rendered.

    Raises:
        RejectedRecord: it is not a 200, not HTML, Markdown or plain text, empty, or not decodable.
    """
    if capture.status not in (None, 200):
        raise _reject(RejectReason.HTTP_STATUS, str(capture.status))
    if capture.media_type not in _HTML_TYPES | _TEXT_TYPES | _XML_TYPES:
        raise _reject(RejectReason.UNSUPPORTED_MEDIA_TYPE, capture.media_type)
    text = _XML_DECLARATION.sub("", _text(capture), count=1)
    if not text.strip():
        raise _reject(RejectReason.EMPTY, f"{capture.payload_bytes} bytes")
    if capture.media_type in _HTML_TYPES or _HTML_START.match(text):
        return PageText(text, is_rendered=False)
    if capture.media_type in _XML_TYPES:
        raise _reject(RejectReason.UNSUPPORTED_MEDIA_TYPE, f"{capture.media_type} that is not XHTML")
    return PageText(render_markdown(text), is_rendered=True)


def _text(capture: Capture) -> str:
    decoded = decode(capture.payload, capture.charset)
    if decoded is None:
        raise _reject(RejectReason.UNDECODABLE, capture.charset or "no charset stated")
    judged = decoded[:_JUDGED_CHARACTERS]
    if len(_CONTROL.findall(judged)) > _MOST_CONTROLS * len(judged):
        raise _reject(RejectReason.UNSUPPORTED_MEDIA_TYPE, f"{capture.media_type} that is not text")
    if judged.count("\ufffd") > _MOST_REPLACED * len(judged):
        raise _reject(RejectReason.UNDECODABLE, f"charset {capture.charset or 'not stated'}")
    return clean_characters(decoded)


def _reject(reason: RejectReason, detail: str) -> RejectedRecord:
    return RejectedRecord(Stage.CLEAN, reason, detail)
