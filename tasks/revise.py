"""Two versions of an article in, what differs between them out: the parts, the paragraphs, and how much of the body.

White space makes no difference anywhere; advertisements and related links are not in bodies in the first place.
Quotation marks do: another mark is another character of the text. Which capture is which version is not known here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final, TypeAlias

from schemas.revisions import ParagraphChange
from schemas.words import ParagraphOp, Part
from tasks.clean import BETWEEN, words_in
from tasks.page import unspaced

MOST_CHANGES: Final = 200
"""Paragraphs a diff holds."""
MOST_CHARACTERS: Final = 1_000
"""Characters of a paragraph a diff holds."""

_COLUMNS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        Part.HEADLINE: "headline",
        Part.ALTERNATIVE_HEADLINE: "alternative_headline",
        Part.BODY: "article_body",
        Part.AUTHOR: "author",
        Part.BYLINE: "byline",
        Part.AGENCY: "source_organization",
        Part.DATE: "date_published",
    }
)
CONTENT: Final = tuple(_COLUMNS.values())
"""Columns whose change makes another version; what surrounds an article (keywords, links, advertisements) does not."""

# difflib takes the cube of the length where everything repeats. Beyond these, order is not looked at.
_MOST_PARAGRAPHS: Final = 200
_MOST_WORDS: Final = 150
_MOST_ORDERED: Final = 50
_LOOKED_AHEAD: Final = 8
_ALIKE: Final = 0.5  # of two paragraphs' words: less in common, and one is gone and the other new

_Pair: TypeAlias = tuple[str, str]  # a paragraph before and now; "" where there is none


@dataclass(frozen=True)
class Said:
    """What one capture says of an article, made comparable: equal where only white space differs."""

    parts: Mapping[Part, object]
    length: int
    """Characters of the body, white space left out."""


UNSAID: Final = Said({}, 0)
"""What a capture says that nothing is compared with."""


@dataclass(frozen=True)
class BodyChange:
    """How one body became another."""

    share: float
    diff: tuple[ParagraphChange, ...]


def said_by(row: Mapping[str, object]) -> Said:
    """What a row of articles or revisions says."""
    parts = {part: _comparable(row[column]) for part, column in _COLUMNS.items()}
    return Said(parts, len(str(parts[Part.BODY])))


def _comparable(value: object) -> object:
    if isinstance(value, list):
        return tuple(_comparable(one) for one in value)
    return unspaced(value) if isinstance(value, str) else value


def changed_parts(before: Said, after: Said) -> tuple[Part, ...]:
    """What is not the same, in the order of the words' list."""
    return tuple(part for part in Part if before.parts[part] != after.parts[part])


def body_change(before: str, after: str, words: int) -> BodyChange:
    """The paragraphs that differ, at most `MOST_CHANGES`, and the share of words removed and added among all.

    `words` is how many both bodies have together.
    """
    changed = list(_changed_pairs(before.split(BETWEEN), after.split(BETWEEN)))
    pairs = [(words_in(one), words_in(other)) for one, other in changed]
    there = sum(len(one) + len(other) for one, other in pairs)
    kept = sum(_words_kept(*pair, in_order=number < _MOST_ORDERED) for number, pair in enumerate(pairs))
    share = min((there - 2 * kept) / max(words, 1), 1.0)
    return BodyChange(round(share, 6), tuple(_change(*pair) for pair in changed[:MOST_CHANGES]))


def _changed_pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[_Pair]:
    """The paragraphs that are not in both, each with what became of it, in the order of the bodies."""
    one, other = [unspaced(text) for text in before], [unspaced(text) for text in after]
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    for i, j, k, m in _differing(one, other):
        yield from _aligned(before[start + i : start + j], after[start + k : start + m])


def _differing(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The spans `one[i:j]` that became `other[k:m]`."""
    if max(len(one), len(other)) > _MOST_PARAGRAPHS:
        return _differing_sets(one, other)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(i, j, k, m) for tag, i, j, k, m in codes if tag != "equal"]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many paragraphs are the same from the start on."""
    differing = (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(differing, min(len(one), len(other)))


def _differing_sets(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The same for what one side has and the other has not, wherever it stands: linear."""
    gone, new = Counter(one) - Counter(other), Counter(other) - Counter(one)
    removed = [(i, i + 1, 0, 0) for i, text in enumerate(one) if _take(gone, text)]
    added = [(0, 0, k, k + 1) for k, text in enumerate(other) if _take(new, text)]
    return [*removed, *added]


def _take(counted: Counter[str], text: str) -> bool:
    counted[text] -= 1
    return counted[text] >= 0


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[_Pair]:
    """Paragraphs that took the place of others, each beside the next one before that shares its words."""
    words = [Counter(words_in(text)) for text in before]
    place = 0
    for text in after:
        mine = Counter(words_in(text))
        ahead = range(place, min(place + _LOOKED_AHEAD, len(before)))
        found = next((one for one in ahead if _alike(words[one], mine)), None)
        if found is None:
            yield "", text
            continue
        yield from ((gone, "") for gone in before[place:found])
        yield before[found], text
        place = found + 1
    yield from ((gone, "") for gone in before[place:])


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    return 2 * (one & other).total() >= _ALIKE * max(one.total() + other.total(), 1)


def _words_kept(before: Sequence[str], after: Sequence[str], *, in_order: bool) -> int:
    if in_order and max(len(before), len(after)) <= _MOST_WORDS:
        return sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
    return (Counter(before) & Counter(after)).total()


def _change(before: str, after: str) -> ParagraphChange:
    op = ParagraphOp.CHANGED if before and after else ParagraphOp.REMOVED if before else ParagraphOp.ADDED
    return ParagraphChange(op=op, before=before[:MOST_CHARACTERS] or None, after=after[:MOST_CHARACTERS] or None)
