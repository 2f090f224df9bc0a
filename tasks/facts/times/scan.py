"""The way in: a body, its language and its day in, the time expressions in the order of the text out.

Only a word that can begin an expression is tried; the longest match of any rule there wins.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tasks.facts.times import (
    clock,
    context,
    dates,
    deixis,
    durations,
    holidays,
    numeric,
    periods,
    reports,
    vague,
    years,
)
from tasks.facts.times.days import days_of
from tasks.facts.times.found import FoundTime, Place, Reading
from tasks.facts.times.heads import HEADS
from tasks.facts.times.rule import Rule

_ENGLISH: Final[tuple[Rule, ...]] = (
    *numeric.ENGLISH,
    *clock.RULES,
    *dates.RULES,
    *years.RULES,
    *holidays.RULES,
    *periods.RULES,
    *reports.RULES,
    *deixis.RULES,
    *context.RULES,
    *vague.RULES,
    *durations.RULES,
)
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_NUMBER: Final = 8
_FIRST_YEAR: Final = 1000  # a story of another day is taken for one without a day
_LAST_YEAR: Final = 2999


def find_times(body: str, language: str | None, anchor: date | None) -> tuple[FoundTime, ...]:
    """The time expressions of a body written in `language` (English if None) on the day `anchor`."""
    english = language is None or language.split("-")[0].lower() == "en"
    lowered = body.lower() if len(body.lower()) == len(body) else body.replace("İ", "I").lower()
    day = anchor if anchor and _FIRST_YEAR <= anchor.year <= _LAST_YEAR else None
    found: list[FoundTime] = []
    end = 0
    for start in _starts(lowered, english=english):
        if start < end:
            continue
        one = _at(body, lowered, start, day, found, _ENGLISH if english else numeric.ANY_LANGUAGE)
        if one is not None:
            found.append(one)
            end = one.end
    return tuple(found)


def _starts(lowered: str, *, english: bool) -> Iterator[int]:
    for word in _WORD.finditer(lowered):
        text = word[0]
        if "0" <= text[0] <= "9" and text.rstrip("½¼¾").isascii():
            if len(text) <= _LONGEST_NUMBER:
                yield word.start()
        elif english and text in HEADS:
            yield word.start()


def _at(
    body: str, lowered: str, start: int, anchor: date | None, before: list[FoundTime], rules: tuple[Rule, ...]
) -> FoundTime | None:
    matches = [
        (match.end(), -order, match) for order, one in enumerate(rules) if (match := one.pattern.match(lowered, start))
    ]
    for end, order, match in sorted(matches, key=lambda one: one[:2], reverse=True):
        if end <= start:
            continue
        place = Place(body, lowered, start, end, anchor, tuple(before[-12:]))
        reading = rules[-order].read(match, place)
        if reading is not None:
            return _found(place, reading)
    return None


def _found(place: Place, reading: Reading) -> FoundTime:
    begin, end = days_of(reading.value) if reading.type in ("DATE", "TIME") else (None, None)
    return FoundTime(
        surface=place.body[place.start : place.end],
        start=place.start,
        end=place.end,
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        quant=reading.quant,
        freq=reading.freq,
        begin_date=begin,
        end_date=end,
        anchored_on=reading.anchored_on,
        anchor_date=reading.anchor_date,
    )
