"""Text off a page made fit for a column: one line or several, no markup, no control characters, bounded.

In: any string a page holds. Out: text, or None where nothing is left. What the text means is decided elsewhere.
"""

import html
import re
from collections.abc import Iterable
from typing import Final

LINE_CHARACTERS: Final = 1_000
"""Longest line kept: more than any headline, byline or name, less than a body taken for one."""

# Controls other than white space, lone surrogates (JSON can state them, UTF-8 cannot), and characters that are only
# hints for line breaks: soft hyphen, zero-width space, word joiner, byte order mark. Joiners that shape letters stay.
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u200b\u2060\ufeff]")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ENTITY: Final = re.compile(r"&#?\w{1,10};")


def plain_text(value: str, limit: int) -> str | None:
    """Text with its line breaks: entities resolved, control characters out, at most `limit` characters."""
    value = value[:limit]
    for _ in range(2):  # `&amp;quot;` is common: escaped once by the CMS and once by the template
        if not _ENTITY.search(value):
            break
        value = html.unescape(value)
    return _NOT_TEXT.sub("", value).strip() or None


def plain_line(value: str, limit: int = LINE_CHARACTERS) -> str | None:
    """One line of text with single spaces and without tags."""
    text = plain_text(value[: 4 * limit], 4 * limit)
    if text is None:
        return None
    return " ".join(_TAG.sub(" ", text).split())[:limit].rstrip() or None


def distinct(values: Iterable[str | None], limit: int) -> tuple[str, ...]:
    """The values that are there, each once regardless of case, in order, at most `limit` of them."""
    seen: dict[str, str] = {}
    for value in values:
        if len(seen) >= limit:
            break
        if value:
            seen.setdefault(value.casefold(), value)
    return tuple(seen.values())
