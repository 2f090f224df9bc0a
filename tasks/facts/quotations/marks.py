"""Quotation marks: a body in, its outermost quoted stretches out, paragraph by paragraph, in any language.

Who spoke, and whether a stretch is a quotation at all, is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PARAGRAPH: Final = re.compile(r"[^\n\r\u2028\u2029]+")
_MARK: Final = re.compile(r"``|''|[\"“”„‟‘’‚'«»‹›「」『』＂]")
# What may close what opened: German closes with the mark English opens with, Swedish opens as English closes.
_CLOSERS: Final = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", '"', "‟"),
    "‟": ("”",),
    '"': ('"', "”", "“"),
    "＂": ("＂",),
    "”": ("”", '"'),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹", "›"),
    "「": ("」",),
    "『": ("』",),
    "``": ("''", '"'),
    "''": ("''",),
    "‚": ("‘", "’", "'"),
}
_ONE_WAY: Final = frozenset("“„«‹「『") | {"``"}
_SINGLE: Final = frozenset("‘'’")
_ELISION: Final = re.compile(r"['’‘](?:\d0s|em|n|til|tis|twas|cause|round|bout)\b", re.IGNORECASE)
_MOST_CLOSERS: Final = 64
_MOST_NESTED: Final = 60


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch; an unclosed one goes to its paragraph's end. `start` and `end` leave its marks out."""

    opens: int
    start: int
    end: int
    closes: int
    closed: bool
    single: bool


def quoted_in(body: str, start: int, end: int) -> tuple[Quoted, ...]:
    """The outermost quoted stretches of one paragraph, in order."""
    marks = [found for found in _MARK.finditer(body, start, end) if not _apostrophe(body, found, start, end)]
    found: list[Quoted] = []
    at = 0
    while at < len(marks):
        one, at = _from(body, marks, at, start, end)
        if one is not None:
            found.append(one)
    return tuple(found)


def _apostrophe(body: str, mark: re.Match[str], start: int, end: int) -> bool:
    if mark[0] not in _SINGLE:
        return False
    before = mark.start() > start and body[mark.start() - 1].isalnum()
    after = mark.end() < end and body[mark.end()].isalnum()
    return (before and after) or _ELISION.match(body, mark.start(), end) is not None


def _from(body: str, marks: list[re.Match[str]], at: int, start: int, end: int) -> tuple[Quoted | None, int]:
    """The stretch that opens with this mark, if one does, and the mark to go on with."""
    mark = marks[at]
    if not _can_open(body, mark, start, end):
        return None, at + 1
    if mark[0] in _SINGLE:
        closer = _single_closer(body, marks, at, end)
        return (None, at + 1) if closer is None else (_stretch(body, mark, marks[closer], end), closer + 1)
    closer = _closer(body, marks, at, start, end)
    if closer is None:
        return _stretch(body, mark, None, end), len(marks)
    return _stretch(body, mark, marks[closer], end), closer + 1


def _can_open(body: str, mark: re.Match[str], start: int, end: int) -> bool:
    free = mark.start() == start or not body[mark.start() - 1].isalnum()
    if mark[0] in _ONE_WAY:
        return mark.end() < end
    if mark[0] not in _CLOSERS and mark[0] not in _SINGLE:
        return False
    return free and _opens_here(body, mark, start, end)


def _opens_here(body: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether space is before the mark and none behind it: so stands a mark that opens."""
    before = body[mark.start() - 1] if mark.start() > start else " "
    return mark.end() < end and not body[mark.end()].isspace() and (before.isspace() or before in "([{—–-/‘“\"'…:")


def _closer(body: str, marks: list[re.Match[str]], at: int, start: int, end: int) -> int | None:
    """The mark that closes this one, nested ones counted.

    Where they do not add up: none if the paragraph opens with it, as one does that goes on in the next; else the first.
    """
    mark, depth, inner, first = marks[at], 1, 0, None
    for number in range(at + 1, min(len(marks), at + 1 + _MOST_NESTED)):
        other = marks[number]
        if mark[0] != "“" and other[0] == "“" and _opens_here(body, other, start, end):
            inner += 1
        elif inner and other[0] == "”":
            inner -= 1
        elif other[0] in _CLOSERS[mark[0]] and not (
            _two_way(other[0], mark[0]) and _opens_here(body, other, start, end)
        ):
            depth -= 1
            first = number if first is None else first
        elif other[0] == mark[0]:
            depth += 1
        if depth == 0:
            return number
    return None if mark.start() == start else first


def _two_way(closer: str, opener: str) -> bool:
    return closer == opener or closer in {'"', "“"}


def _single_closer(body: str, marks: list[re.Match[str]], at: int, end: int) -> int | None:
    """The mark that closes a single one: an apostrophe after a plural only where no better one comes."""
    poor = None
    for number in range(at + 1, min(len(marks), at + 1 + _MOST_CLOSERS)):
        mark = marks[number]
        if mark[0] not in "’'" or body[mark.start() - 1].isspace():
            continue
        if mark.end() < end and body[mark.end()].isalnum():
            continue
        if body[mark.start() - 1] not in "sSnz" or mark.end() == end or body[mark.end()] in ",.;:!?)":
            return number
        poor = number if poor is None else poor
    return poor


def _stretch(body: str, mark: re.Match[str], closer: re.Match[str] | None, end: int) -> Quoted | None:
    """The stretch between two marks without the space at its ends; None where nothing is between."""
    first, last = mark.end(), closer.start() if closer else end
    while first < last and body[first].isspace():
        first += 1
    while last > first and body[last - 1].isspace():
        last -= 1
    if first >= last:
        return None
    return Quoted(mark.start(), first, last, closer.end() if closer else end, closer is not None, mark[0] in _SINGLE)


def paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends."""
    for found in PARAGRAPH.finditer(body):
        yield found.start(), found.end()
