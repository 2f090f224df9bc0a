"""Products: a body and its language in, weapons, vehicles, aircraft and ships by name or designator with offsets out.

By lexicon (`products.txt`) and, for ships, by what is said around them (`ships`); alike in every language that writes
the names so. A word that means other things too counts only beside words of its kind, or when it did so in the body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from schemas.words import MentionType
from tasks.facts.mentions.found import FoundMention
from tasks.facts.mentions.product_context import (
    begins_sentence,
    is_counted_by,
    is_elsewhere,
    is_meant,
    is_part_of_a_name,
)
from tasks.facts.mentions.product_lexicon import (
    Writing,
    is_doubtful_without_hyphen,
    pattern_of,
    variant_in_latin,
    writings_of,
)
from tasks.facts.mentions.ships import find_ships

_HEAD: Final = re.compile(r"(?<![^\W_])(?:[^\W\d_]+|\d+)")
_MAKERS: Final = (
    "Tupolev Sukhoi Mikoyan Ilyushin Antonov Yakovlev Kamov Mil Beriev Lockheed Northrop Boeing Airbus Grumman "
    "Sikorsky Bell Embraer Bombardier Saab Dassault Cessna Fairchild McDonnell Туполев"
)
_MAKER: Final = re.compile(rf"(?<![^\W_])(?:{'|'.join(_MAKERS.split())})[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class _Match:
    writing: Writing
    start: int
    end: int
    name: str
    certain: bool


def find_products(body: str, language: str | None) -> tuple[FoundMention, ...]:
    """The products a body names, in the order of the text. `language` tells in which one ships are called ships."""
    matches = _joined(list(_matches(body)), body)
    certain = {one.writing.family for one in matches if one.certain}
    named = [_mention(one, body) for one in matches if one.certain or _is_named_again(one, body, certain)]
    return _without_overlaps([*find_ships(body, language), *named])


def _is_named_again(match: _Match, body: str, certain: set[str]) -> bool:
    """Whether it names what the body has named before: `the Patriot`, `the A320`; not `Patriot filed`, `737`."""
    again = match.writing.family in certain and match.writing.doubtful and not match.writing.form.isdigit()
    return again and not begins_sentence(body, match.start)


def _matches(body: str) -> Iterator[_Match]:
    end = 0
    for head in _HEAD.finditer(body):
        if head.start() >= end:
            match = _match(body, head.start(), writings_of(head[0].lower()))
            if match is not None:
                yield match
                end = match.end


def _match(body: str, start: int, writings: Sequence[Writing]) -> _Match | None:
    """The longest writing there; one that cannot be meant is none."""
    if not writings or (body[start - 1 : start] in ("-", "‑") and body[start - 2 : start - 1].isalnum()):
        return None
    found = [
        (match.end(), writing, match) for writing in writings if (match := pattern_of(writing.form).match(body, start))
    ]
    for end, writing, match in sorted(found, key=lambda one: one[0], reverse=True):
        groups = match.groupdict()
        doubtful = writing.doubtful or (
            groups.get("loose") is not None and is_doubtful_without_hyphen(writing, groups["loose"])
        )
        if (writing.is_short or doubtful) and is_elsewhere(body, start, end):
            continue
        if doubtful and writing.form.isdigit() and is_counted_by(body, start, end, writing.kind):
            continue
        if doubtful and not writing.is_designator and is_part_of_a_name(body, start, end, writing.kind):
            continue
        certain = not doubtful or is_meant(body, start, end, writing.kind)
        return _Match(writing, start, end, _name(writing, groups.get("variant")), certain)
    return None


def _name(writing: Writing, variant: str | None) -> str:
    """The name with its variant; other writings of it have the name alone."""
    own = writing.form == writing.name
    return f"{writing.name}{variant_in_latin(variant)}" if variant and own else writing.name


def _joined(matches: Sequence[_Match], body: str) -> list[_Match]:
    """Neighbours that name the same product as one: `MQ-9 Reaper`."""
    joined: list[_Match] = []
    for match in matches:
        before = joined[-1] if joined else None
        if before and _is_one(before, match) and not body[before.end : match.start].strip("- "):
            joined[-1] = replace(before, end=match.end, certain=before.certain or match.certain)
        else:
            joined.append(match)
    return joined


def _is_one(first: _Match, second: _Match) -> bool:
    return first.writing.family == second.writing.family and first.writing.form != second.writing.form


def _mention(match: _Match, body: str) -> FoundMention:
    maker = _MAKER.search(body, max(0, match.start - 12), match.start)
    return FoundMention(
        type=MentionType.PRODUCT,
        subtype=match.writing.kind,
        start=maker.start() if maker else match.start,
        end=match.end,
        name=match.name,
    )


def _without_overlaps(mentions: Sequence[FoundMention]) -> tuple[FoundMention, ...]:
    """The mentions in order; where two overlap, the one that begins first, and of these the longer."""
    kept: list[FoundMention] = []
    for one in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
