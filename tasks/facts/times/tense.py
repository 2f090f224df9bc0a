"""The tense around an expression: its place in, whether the text speaks of what is to come out."""

import re
from typing import Final

from tasks.facts.times.found import Place

_REACH: Final = 120
_FUTURE: Final = (
    r"(?:will|shall|would|may|to)(?: not| also| still| then| now| soon| [a-z]+ly)? be(?: [a-z]+ly)? [a-z]+"
    r"|(?:is|are|am) to(?= [a-z])"
    r"|(?:decid|agre|vot|vow|promis|pledg|prepar|propos|offer|threaten)(?:e|es|ed|ing|s)? to(?= [a-z])"
    r"|will|'ll|’ll|won't|won’t|shall|would|could(?! not\b)|might|scheduled|expect(?:s|ed|ing)?|plans? to"
    r"|planned (?:to|an?|for)"
    r"|planning (?:to|for)|as soon as|as early as|due|effective(?=(?: on)? $)"
    r"|intends?|hopes? to|wants? to|likely to|upcoming|set (?:to|for)"
    r"|to be|going to|about to|begins?|starts?|opens?|ends|closes|until|till|deadline|expires?|ahead of"
)
# `the planned vote` tells what vote, not when
_ARTICLES: Final = ("the", "a", "an", "its", "his", "her", "their", "our", "more", "most", "of", "no", "any", "this")
_NO_ATTRIBUTE: Final = "".join(rf"(?<!\b{word} )" for word in _ARTICLES)
_VERB: Final = (
    r"was|were|had|has|have|did|said|says|told|took|came|went|made|began|met|won|lost|left|fell|rose|sent|held|gave|got"
    r"|saw|shot|hit|became|grew|ran|found|kept|thought|felt|stood|spoke|wrote|drove|flew|struck|paid|built|bought|sold"
    r"|brought|caught|led|drew|broke|chose|knew|sank|swept|spent|fought|sought|threw|wore|wound|blew|burst"
    r"|quit|dug|swam|rang|sang|tore|bore|swore|froze|hid|rode|shook|woke|forgot|slept"
    rf"|{_NO_ATTRIBUTE}(?!need|hundred|indeed|speed|feed|exceed|proceed|succeed)[a-z]{{2,12}}ed"
)
_MARKS: Final = re.compile(rf"(?<!\w)(?:(?P<future>{_FUTURE})|(?P<past>{_VERB}|since))(?!\w)")
_JUST_AFTER: Final = re.compile(
    rf"['’]s\b|,?\s(?:[a-z]+ly\s)?(?!had\b|has\b|have\b|expected|scheduled|planned)(?:{_VERB})\b"
)
_SENTENCE_END: Final = re.compile(r"[.!?;]\s+(?=[A-Z\"“])|\n\s*\n")


def is_future(place: Place) -> bool:
    """Whether the nearest verb of its sentence, first before it, then after it, looks ahead."""
    return direction(place) > 0


def follows_past(place: Place) -> bool:
    """Whether the next word is a verb that tells of what has been: `soon became`."""
    return _JUST_AFTER.match(place.body, place.end) is not None


def direction(place: Place) -> int:
    """Where the nearest verb of its sentence looks: 1 ahead, -1 back, 0 where none tells."""
    if follows_past(place):
        return -1
    left = max(0, place.start - _REACH)
    starts = [left + found.end() for found in _SENTENCE_END.finditer(place.body[left : place.start])]
    left = starts[-1] if starts else left
    before = list(_MARKS.finditer(place.body, left, place.start))
    if before:
        return 1 if before[-1]["future"] else -1
    right = min(len(place.body), place.end + _REACH)
    stop = _SENTENCE_END.search(place.body[place.end : right])
    after = _MARKS.search(place.body, place.end, place.end + stop.start() if stop else right)
    return 0 if after is None else 1 if after["future"] else -1
