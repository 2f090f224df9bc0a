"""Bytes of a page into text.

In: a payload and what was stated of its charset. Out: its text, decoded as browsers do: byte order mark, stated
charset, `<meta>`, then detection. Two liberties are taken: bytes that are valid UTF-8 with characters beyond ASCII are
UTF-8 whatever is stated (other text is so by chance only when very short), and Python codecs that are no charsets
of the web are passed over.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

_NOT_OF_THE_WEB: Final = frozenset(
    {
        "charmap",
        "idna",
        "mbcs",
        "oem",
        "palmos",
        "punycode",
        "raw-unicode-escape",
        "undefined",
        "unicode-escape",
        "utf-7",
    }
)
_OF_THE_WEB: Final = re.compile(
    r"cp125\d|cp874|cp932|cp949|euc_jp|euc_kr|big5(hkscs)?|gb18030|koi8_[ru]|iso8859_[2-9]|iso2022_jp"
)
_LEAST_DIFFERENCE: Final = 0.001
_DETECTED_BYTES: Final = 1 << 16  # detection is slow, and one page is in one charset
_LAST_RESORT: Final = "cp1252"  # what browsers take for Western pages that state nothing


def decode(payload: bytes, stated: str | None) -> str | None:
    """The text of a page, U+FFFD for what its charset does not have; None if no charset decodes it.

    `stated` is the charset stated beside the payload.
    """
    bom_charset, bom = read_bom(payload)
    if bom_charset is not None and bom is not None:
        return to_unicode(payload[len(bom) :], bom_charset)
    if _is_plainly_utf8(payload):
        return payload.decode()
    for charset in _candidates(payload, stated):
        try:
            return to_unicode(payload, charset)
        except (LookupError, UnicodeError):  # a codec that is not for text, or that cannot replace
            continue
    return None


def _candidates(payload: bytes, stated: str | None) -> Iterator[str]:
    """Python names of the charsets to try, in order."""
    header = http_content_type_encoding(f"text/html; charset={stated}") if stated else None
    for charset in (header, html_body_declared_encoding(payload)):
        if charset is not None and charset.replace("_", "-") not in _NOT_OF_THE_WEB:
            yield f"{charset}-be" if charset in ("utf-16", "utf-32") else charset
    yield _detected(payload)
    yield _LAST_RESORT


def _detected(payload: bytes) -> str:
    head = payload[:_DETECTED_BYTES]
    if _is_utf8(head):
        return "utf-8"
    if utf16 := _utf16_without_mark(head):
        return utf16
    return max(_guesses(head), default=(0.0, _LAST_RESORT))[1]


def _guesses(head: bytes) -> Iterator[tuple[float, str]]:
    """Charsets of the web the bytes may be in, each with how well; the Western one before others that fit as well."""
    for match in from_bytes(head, steps=4, chunk_size=1024):
        for charset in match.could_be_from_charset:
            if _OF_THE_WEB.fullmatch(charset):
                bonus = _LEAST_DIFFERENCE if charset == _LAST_RESORT else 0.0
                yield round(match.coherence - match.chaos, 3) + bonus, charset


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text: every other byte is zero."""
    even, odd = head[::2], head[1::2]
    if len(odd) >= 16 and odd.count(0) * 4 > len(odd) * 3 and even.count(0) * 4 < len(even):
        return "utf-16-le"
    if len(odd) >= 16 and even.count(0) * 4 > len(even) * 3 and odd.count(0) * 4 < len(odd):
        return "utf-16-be"
    return None


def _is_plainly_utf8(payload: bytes) -> bool:
    return not payload.isascii() and b"\x00" not in payload and _is_utf8(payload, final=True)


def _is_utf8(head: bytes, *, final: bool = False) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final)
    except UnicodeDecodeError:
        return False
    return True
