"""Times of day, with or without their day and zone; matches in, readings out."""

import re
from datetime import date, timedelta
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.dates import nearest_year
from tasks.facts.times.days import real_day
from tasks.facts.times.deixis import weekday_near
from tasks.facts.times.found import Place, Reading, counted
from tasks.facts.times.numbers import day_of_month
from tasks.facts.times.rule import rule
from tasks.facts.times.words import (
    DAY_NUMBER,
    MONTH,
    ONES,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    ZONES,
    any_of,
    modifier,
    month_of,
    written,
)

_STEPS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ZONE: Final = (
    rf"(?:,? (?P<open>\()?(?:(?P<zone>{any_of(ZONES)})|local(?: time)?|[ecmp]t"
    rf"|(?:eastern|central|mountain|pacific)(?: standard| daylight)?(?: time)?)\b(?(open)\)))?"
)
_NAMED_DAY: Final = (
    rf"(?:,? (?:on )?(?:(?:{WEEKDAY},? )?(?:(?P<m>{MONTH}) (?P<d>{DAY_NUMBER})"
    rf"|(?P<day_first>{DAY_NUMBER}) (?P<month_last>{MONTH}))(?:,? (?P<y>{YEAR}))?"
    rf"|(?P<w>{WEEKDAY})|(?P<step>yesterday|today|tomorrow)))"
)
_DAY: Final = f"{_NAMED_DAY}?"
_DAY_AFTER_BRACKET: Final = re.compile(written(rf" \([^()]{{3,30}}\){_NAMED_DAY}\b"))
_AHEAD_OF_HOURS: Final = re.compile(r"\b(?:between|from|at|of)\s$")
_ABOUT: Final = r"(?:(?P<mod>about|around|shortly before|shortly after|just before|just after) )?"


def _day(match: re.Match[str], place: Place) -> date | None:
    anchor = place.anchor
    month_said, day_said = match["m"] or match["month_last"], match["d"] or match["day_first"]
    if month_said:
        month, day = month_of(month_said), day_of_month(day_said)
        year = int(match["y"]) if match["y"] else nearest_year(place, month, day)
        return real_day(year, month, day) if year else None
    if match["w"]:
        return weekday_near(place, WEEKDAYS[match["w"]], None)
    if match["step"] and anchor:
        return anchor + timedelta(days=_STEPS[match["step"]])
    return _day_nearby(match, place)


def _day_nearby(match: re.Match[str], place: Place) -> date | None:
    """The day said just before, or behind a bracket (`9 a.m. (0600 GMT) Friday`), else the story's own."""
    behind = None if match.re is _DAY_AFTER_BRACKET else _DAY_AFTER_BRACKET.match(place.lowered, place.end)
    if behind:
        return _day(behind, place)
    last = place.before[-1] if place.before else None
    if last and place.start - last.end < 40 and last.begin_date and last.begin_date == last.end_date:
        return last.begin_date
    return place.anchor


def _at(match: re.Match[str], place: Place, clock: str) -> Reading:
    day = _day(match, place)
    zone = ZONES.get(match["zone"] or "", "")
    return counted(
        place, TimexType.TIME, f"{day.isoformat() if day else 'XXXX-XX-XX'}T{clock}{zone}", modifier(match["mod"])
    )


def _half_day(match: re.Match[str], place: Place) -> Reading | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    return _at(match, place, f"{hour:02}:{minute:02}")


def _half_day_ahead(match: re.Match[str], place: Place) -> Reading | None:
    hour, last = int(match["h"]), int(match["last"])
    if not (1 <= hour <= 12 and 1 <= last <= 12 and int(match["min"] or 0) < 60) or not _AHEAD_OF_HOURS.search(
        place.ahead
    ):
        return None
    afternoon = match["half"].startswith("p") != (hour % 12 > last % 12)
    return _at(match, place, f"{hour % 12 + 12 * afternoon:02}:{match['min'] or '00'}")


def _in_the_part(match: re.Match[str], place: Place) -> Reading | None:
    hour = ONES.get(match["h"]) or int(match["h"])
    if not 1 <= hour <= 12:
        return None
    if not match["part"]:
        return _at(match, place, f"{hour:02}:00")
    return _at(match, place, f"{hour % 12 + 12 * (match['part'] != 'morning'):02}:00")


def _full_day(match: re.Match[str], place: Place) -> Reading | None:
    hour, minute = int(match["h"]), int(match["min"])
    if hour > 24 or minute > 59 or not (match["colon"] or match["zone"] or match["hrs"]):
        return None
    return _at(match, place, f"{hour:02}:{minute:02}")


def _named(match: re.Match[str], place: Place) -> Reading | None:
    return _at(match, place, {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}[match["word"]])


_HALF: Final = r"(?P<half>a\.m\b\.?|p\.m\b\.?|am|pm)"
RULES: Final = (
    rule(
        rf"(?P<mod>)(?P<h>\d{{1,2}})(?::(?P<min>\d\d))?"
        rf"(?= ?(?:-|–|to|and) ?(?P<last>\d{{1,2}})(?::\d\d)? ?{_HALF}{_ZONE}{_DAY})",
        _half_day_ahead,
    ),
    rule(
        rf"{_ABOUT}(?P<h>\d{{1,2}})(?:[:.](?P<min>\d\d))? ?{_HALF}{_ZONE}{_DAY}",
        _half_day,
    ),
    rule(
        rf"{_ABOUT}(?P<h>\d{{1,2}}|{any_of(ONES)})(?P<min>)(?:(?: o['’]clock)? in the "
        rf"(?P<part>morning|afternoon|evening)| o['’]clock){_ZONE}{_DAY}",
        _in_the_part,
    ),
    rule(
        rf"{_ABOUT}(?P<h>\d{{1,2}}(?=:)|\d\d)(?P<colon>:)?(?P<min>\d\d)(?P<hrs> ?(?:hours"
        rf"|hrs))?{_ZONE}{_DAY}",
        _full_day,
    ),
    rule(rf"{_ABOUT}(?P<word>noon|midday|midnight){_ZONE}{_DAY}", _named),
)
