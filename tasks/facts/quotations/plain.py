"""Quotations by their marks alone, for languages without a lexicon: a body in, the segments of each quotation out."""

import re
from typing import Final

from tasks.facts.quotations.found import Segment
from tasks.facts.quotations.lexicon import word_set
from tasks.facts.quotations.marks import Quoted, paragraphs, quoted_in
from tasks.facts.quotations.stretches import is_saying, segment_of

# Languages whose dialogue opens with a dash; in those of the second row a hyphen or short dash does as well.
_LONG_DASH: Final = word_set("es fr pt it ru uk be bg sr mk hr bs sl cs sk ro hu tr el ca gl lt lv et")
_ANY_DASH: Final = word_set("sv no nb nn da fi pl is")
_DASH: Final = re.compile(r"\s*([—―]|[-–](?=\s))\s?(?=[^\W\d_]|[¿¡])")
_SAYS: Final = (
    "säger|sade|sa|menar|skriver|berättar|tycker|tror|förklarar|sier|mener|forteller|skriver|siger|fortæller|forklarer|"
    "sanoo|kertoo|toteaa|uskoo|mówi|powiedział|powiedziała|dodał|dodała|stwierdził|stwierdziła|dit|explique|raconte|"
    "affirme|assure|ajoute|déclare|a"
)
_TAIL: Final = re.compile(rf"[,?!]\s+(?:{_SAYS})\s+\S|\s[-–—―]\s?(?=[^\W\d_A-ZÅÄÖ])|\s[—–](?=[^\s\W])")
_NEXT: Final = re.compile(r"[.,]?\s?[-–—―][.,:]?\s+(?=[^\W\d_]|[¿¡])")  # `—dijo Mara—. Y cantamos.`
_ENDS: Final = ".!?…"
_FEWEST_WORDS: Final = 3


def plain_quotations(body: str, language: str) -> list[tuple[Segment, ...]]:
    """The quotations of a body, each as its segments: stretches in quotation marks and lines of dialogue."""
    found: list[tuple[Segment, ...]] = []
    unclosed = False
    for start, end in paragraphs(body):
        quoted = quoted_in(body, start, end)
        if unclosed and quoted and quoted[0].opens == start and found:
            found[-1] = (*found[-1], segment_of(body, quoted[0]))
            quoted = quoted[1:]
        unclosed = bool(quoted) and not quoted[-1].closed
        dialogue = _dialogue(body, start, end, language)
        found.extend([dialogue] if dialogue else _sayings(body, quoted))
    return found


def _sayings(body: str, quoted: tuple[Quoted, ...]) -> list[tuple[Segment, ...]]:
    segments = [(segment_of(body, one),) for one in quoted]
    return [one for one in segments if is_saying(body, one)]


def _dialogue(body: str, start: int, end: int, language: str) -> tuple[Segment, ...]:
    """What is said in a paragraph that opens with a dash, without the words that say who speaks."""
    dash = _DASH.match(body, start, end)
    if dash is None or language not in _LONG_DASH | _ANY_DASH:
        return ()
    if language in _LONG_DASH and dash[1] not in "—―" and language not in _ANY_DASH:
        return ()
    tail = _TAIL.search(body, dash.end(), end)
    last = tail.start() + (body[tail.start()] in "?!") if tail else end
    while last > dash.end() and (body[last - 1] == "," or body[last - 1].isspace()):
        last -= 1
    said = body[dash.end() : last]
    whole = len(said.split()) >= _FEWEST_WORDS and (tail is not None or said[-1] in _ENDS)
    if not whole:
        return ()
    first = Segment(dash.end(), last, verbatim=True)
    broken = tail is not None and body[tail.start()].isspace()
    following = _NEXT.search(body, tail.end(), end) if tail is not None and broken else None
    if following is None or following.end() >= end or body[end - 1].isspace():
        return (first,)
    return (first, Segment(following.end(), end, verbatim=True))
