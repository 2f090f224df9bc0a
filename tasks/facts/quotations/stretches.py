"""Stretches of a body as segments of a quotation: marks, commas and blanks at the ends left out."""

from collections.abc import Sequence
from typing import Final

from tasks.facts.quotations.found import Segment
from tasks.facts.quotations.marks import Quoted

_FEWEST_WORDS: Final = 4
_FEWEST_SIGNS: Final = 10
_LONG_WORD: Final = 4
_LONGEST_TITLE: Final = 9
_TITLE_SHARE: Final = 0.7
_SENTENCE_ENDS: Final = ".!?…。！？"
_EDGES: Final = ",;:—–-"


def segment_of(body: str, quoted: Quoted) -> Segment:
    """What stands between the marks: the comma at its end is the writer's, as is a fragment's full stop."""
    start, end = quoted.start, quoted.end
    end = _without(body, start, end, ",")
    if body[start].islower() and end - 1 > start and body[end - 1] == "." and body[end - 2] not in ".…":
        end = _without(body, start, end - 1, "")
    return Segment(start, end, verbatim=True)


def _without(body: str, start: int, end: int, signs: str) -> int:
    while end - 1 > start and (body[end - 1] in signs or body[end - 1].isspace()):
        end -= 1
    return end


def writers_words(body: str, start: int, end: int) -> tuple[Segment, ...]:
    """The writer's own words between two places, if there are any."""
    while start < end and (body[start] in _EDGES or body[start].isspace()):
        start += 1
    end = _without(body, start, end, _EDGES + ".")
    return (Segment(start, end, verbatim=False),) if any(one.isalnum() for one in body[start:end]) else ()


def is_sentence(body: str, segment: Segment) -> bool:
    """Whether quoted words that stand alone are more than a heading."""
    text = body[segment.start : segment.end]
    return text[-1] in _SENTENCE_ENDS or len(text.split()) > _LONGEST_TITLE


def is_saying(body: str, segments: Sequence[Segment]) -> bool:
    """Whether quoted words that no cue marks are somebody's words: not a term, not a title."""
    text = " ".join(body[one.start : one.end] for one in segments)
    if any("\u3040" <= one <= "\u9fff" for one in text[:20]):
        return len(text) >= _FEWEST_SIGNS
    words = text.split()
    whole = text[-1] in _SENTENCE_ENDS
    if len(words) < _FEWEST_WORDS - whole:
        return False
    return len(words) > _LONGEST_TITLE or _capitals(words) < 2 or not is_title_case(text)


def is_title_case(text: str) -> bool:
    """Whether most words of some length have a capital, as in titles of works."""
    words = text.split()
    return _capitals(words) >= max(1, _TITLE_SHARE * len(_long(words)))


def _capitals(words: Sequence[str]) -> int:
    return sum(one[0].isupper() for one in _long(words))


def _long(words: Sequence[str]) -> list[str]:
    return [one for one in words if len(one) >= _LONG_WORD and one[0].isalpha()]
