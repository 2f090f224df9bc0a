"""Days and periods counted from the story's day: weekdays, today, last week; matches in, readings out."""

import re
from datetime import date, timedelta
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.days import shifted, value_in
from tasks.facts.times.found import REF, Place, Reading, counted, last_named, stated
from tasks.facts.times.rule import rule
from tasks.facts.times.tense import is_future
from tasks.facts.times.words import (
    PART,
    PARTS,
    WEEKDAY,
    WEEKDAYS,
    WITHIN,
    modifier,
    within_of,
)

STEPS: Final = {
    **dict.fromkeys(("last", "past", "this past", "previous", "the last", "the past", "the previous"), -1),
    **dict.fromkeys(("next", "coming", "this coming", "the next", "the coming", "upcoming", "the upcoming"), 1),
    **dict.fromkeys(("this", "the current", "current", "this very", "this same"), 0),
}
_SHARE_OF: Final = re.compile(r"\b(?:rest|remainder|most|much|half|part|quarters?|months|weeks|days|time) of\s$")
_STEP: Final = (
    r"(?P<step>(?:the )?(?:last|past|previous|next|coming|upcoming|current)|this(?: past"
    r"| coming| very| same)?)"
)


def weekday_near(place: Place, number: int, which: str | None) -> date | None:
    """The weekday meant: the nearest one back, the story's own day included, or ahead if the text looks ahead."""
    anchor = place.anchor
    if anchor is None:
        return None
    back = (anchor.isoweekday() - number) % 7
    if which in ("next", "this coming", "coming"):
        return anchor + timedelta(days=7 - back)
    if which in ("last", "this past", "past"):
        return anchor - timedelta(days=back or 7)
    named = last_named(place, r"\d{4}-\d\d-\d\d") if which == "the previous" else None
    if named and named.begin_date:
        return named.begin_date - timedelta(days=(named.begin_date.isoweekday() - number) % 7 or 7)
    if which is None and is_future(place):
        return anchor + timedelta(days=(7 - back) % 7)
    return anchor - timedelta(days=back)


def _weekday(match: re.Match[str], place: Place) -> Reading | None:
    name = match["d"]
    start = place.start + match.start("d") - match.start()
    if not place.body[start].isupper():
        return None
    part = f"T{PARTS[match['part']]}" if match["part"] else ""
    type_ = TimexType.TIME if part else TimexType.DATE
    day = weekday_near(place, WEEKDAYS[name], match["which"])
    mod = modifier(match["within"])
    if day is None:
        return stated(type_, f"XXXX-WXX-{WEEKDAYS[name]}{part}", mod)
    return counted(place, type_, day.isoformat() + part, mod)


_DAY_WORDS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_IN_A_NAME: Final = re.compile(r"\b[A-Z][\w&]*[a-zA-Z] T$")


def _day_word(match: re.Match[str], place: Place) -> Reading | None:
    if _IN_A_NAME.search(place.body[max(0, place.start - 20) : place.start + 1]):
        return None
    part = f"T{PARTS[match['part']]}" if match["part"] else ""
    step = _DAY_WORDS[" ".join(match["word"].split())]
    type_ = TimexType.TIME if part else TimexType.DATE
    day = shifted(place.anchor, "day", step) if place.anchor else None
    if day is None:
        return stated(TimexType.DATE, REF[(step > 0) - (step < 0)])
    return counted(place, type_, day.isoformat() + part, modifier(match["within"]))


def _part_of_day(match: re.Match[str], place: Place) -> Reading | None:
    words = match["word"].split()
    part = "NI" if words[0] in ("tonight", "overnight") else PARTS[words[-1]]
    step = -1 if words[0] == "last" else 0
    day = shifted(place.anchor, "day", step) if place.anchor else None
    if day is None:
        return stated(TimexType.TIME, f"XXXX-XX-XXT{part}")
    return counted(place, TimexType.TIME, f"{day.isoformat()}T{part}", modifier(match["within"]))


def _unit_step(match: re.Match[str], place: Place) -> Reading | None:
    step, unit = STEPS[" ".join(match["step"].split())], match["unit"]
    if unit == "day" and step == 0:
        return None
    if place.body[place.end - len(unit)].isupper() and not place.body[place.start : place.end].isupper():
        return None
    if match["step"] in ("the last", "the past", "the next", "past", "coming") and unit not in ("weekend", "quarter"):
        return None
    day = shifted(place.anchor, unit, step) if place.anchor else None
    if day is None:
        return stated(TimexType.DATE, REF[step])
    return counted(place, TimexType.DATE, value_in(unit, day), within_of(match))


def _weekend(match: re.Match[str], place: Place) -> Reading | None:
    if place.anchor is None:
        return None
    ahead = is_future(place)
    back = (place.anchor.isoweekday() - 6) % 7
    day = place.anchor - timedelta(days=back if not ahead or back < 2 else back - 7)
    return counted(place, TimexType.DATE, value_in("weekend", day))


def _unit_of(match: re.Match[str], place: Place) -> Reading | None:
    return _the_unit(match, place) if match["unit"] == "week" or _SHARE_OF.search(place.ahead) else None


def _the_unit(match: re.Match[str], place: Place) -> Reading | None:
    if place.anchor is None:
        return None
    return counted(place, TimexType.DATE, value_in(match["unit"], place.anchor), within_of(match))


RULES: Final = (
    rule(
        rf"(?:(?P<within>early|earlier|late|later)(?: on)? )?(?:(?P<which>last|next|this coming"
        rf"|this past|this|the previous|coming|past) )?(?P<d>{WEEKDAY})(?: (?P<part>{PART}))?",
        _weekday,
    ),
    rule(
        rf"(?:(?P<within>early|earlier|late|later) )?(?:the )?(?P<word>today|yesterday|tomorrow"
        rf"|day before yesterday|day after tomorrow)(?: (?P<part>{PART}))?",
        _day_word,
    ),
    rule(
        r"(?:(?P<within>early|earlier|late|later) )?(?P<word>tonight|overnight|last night|this "
        r"(?:morning|afternoon|evening))",
        _part_of_day,
    ),
    rule(rf"{WITHIN}{_STEP} (?P<unit>day|weekend|week|month|quarter|year|decade|century)", _unit_step),
    rule(r"the weekend", _weekend),
    rule(
        r"(?P<within>)(?P<part_of>)the (?P<unit>week|month|year|decade)"
        r"(?! (?:before|after|prior|following|that|when|since))",
        _unit_of,
    ),
    rule(
        r"(?:(?:the )?(?P<within>early|earlier|late|later) (?:in )?|(?:the )?(?P<part_of>beginning"
        r"|start|middle|end) of )the (?P<unit>week|month|year|decade)",
        _the_unit,
    ),
)
