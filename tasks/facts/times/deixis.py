"""Days and periods counted from the story's day: weekdays, today, last week; matches in, readings out."""

import re
from datetime import date, timedelta
from typing import Final

from schemas.words import TimexAnchor, TimexType
from tasks.facts.times.days import shifted, value_in
from tasks.facts.times.durations import duration_value
from tasks.facts.times.found import FoundTime, Place, Reading, counted, stated
from tasks.facts.times.numbers import amount_of
from tasks.facts.times.rule import rule
from tasks.facts.times.tense import is_future
from tasks.facts.times.words import (
    AMOUNT,
    NEARLY,
    PART,
    PARTS,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    WITHIN,
    modifier,
    singular,
)

REF: Final = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
STEPS: Final = {
    **dict.fromkeys(("last", "past", "this past", "previous", "the last", "the past", "the previous"), -1),
    **dict.fromkeys(("next", "coming", "this coming", "the next", "the coming", "upcoming", "the upcoming"), 1),
    **dict.fromkeys(("this", "the current", "current", "this very", "this same"), 0),
}
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


def _day_word(match: re.Match[str], place: Place) -> Reading | None:
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
    return counted(place, TimexType.DATE, value_in(unit, day), modifier(match["within"] or match["part_of"]))


def _weekend(match: re.Match[str], place: Place) -> Reading | None:
    if place.anchor is None:
        return None
    ahead = is_future(place)
    back = (place.anchor.isoweekday() - 6) % 7
    day = place.anchor - timedelta(days=back if not ahead or back < 2 else back - 7)
    return counted(place, TimexType.DATE, value_in("weekend", day))


def _the_unit(match: re.Match[str], place: Place) -> Reading | None:
    if place.anchor is None:
        return None
    return counted(
        place, TimexType.DATE, value_in(match["unit"], place.anchor), modifier(match["within"] or match["part_of"])
    )


def last_named(place: Place, kinds: str, *, compared: bool = True) -> FoundTime | None:
    """The nearest day or period before the place whose value has the form of the pattern."""
    form = re.compile(kinds)
    latest = place.before[-12:]
    for found in reversed(latest):
        if found.anchored_on is TimexAnchor.TEXT and not compared:
            continue
        if found.type in (TimexType.DATE, TimexType.TIME) and found.begin_date and form.match(found.value):
            return found
    return None


def _ago(match: re.Match[str], place: Place) -> Reading | None:
    unit, amount = singular(match["unit"]), amount_of(match["n"])
    sign = -1 if match["way"] in ("ago", "earlier", "before", "previously") else 1
    base = place.anchor
    from_text = match["way"] in ("earlier", "later", "before", "after", "afterward", "afterwards", "previously")
    if amount is None or base is None or amount > 3000 or unit in ("second", "minute", "hour"):
        if from_text:
            return stated(TimexType.DURATION, duration_value(unit, amount), modifier(match["mod"]))
        return stated(TimexType.DATE, REF[sign])
    named = (
        _compared(place)
        if unit == "year" and amount == 1 and sign < 0
        else last_named(place, r"\d")
        if from_text
        else None
    )
    if named is not None and named.begin_date:
        return _from_text(named, unit, sign * int(amount))
    day = shifted(base, unit, sign * int(amount))
    if day is None:
        return stated(TimexType.DATE, REF[sign])
    return counted(place, TimexType.DATE, value_in(unit, day), modifier(match["mod"]))


def _compared(place: Place) -> FoundTime | None:
    """The period that a figure of a year before is compared with: one named just before."""
    return (
        last_named(place, r"\d{4}(?:-Q|-\d\d|$)", compared=False)
        if place.before and place.start - place.before[-1].end < 250
        else None
    )


_GRAINS: Final = ((r"\d{4}-Q", "quarter"), (r"\d{4}-\d\d-\d\d", "day"), (r"\d{4}-\d\d$", "month"))


def _from_text(named: FoundTime, unit: str, count: int) -> Reading | None:
    begin = named.begin_date
    moved = shifted(begin, unit, count) if begin else None
    if moved is None:
        return None
    kind = next((kind for form, kind in _GRAINS if re.match(form, named.value)), unit)
    value = value_in(kind if unit in ("year", "day", "quarter") else unit, moved)
    return Reading(TimexType.DATE, value, anchored_on=TimexAnchor.TEXT, anchor_date=begin)


_NEAR_DAYS: Final = {"same": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1, "later": 0, "earlier": 0}


def _text_day(match: re.Match[str], place: Place) -> Reading | None:
    named = last_named(place, r"\d{4}-\d\d-\d\d")
    day = named.begin_date if named else place.anchor
    step = _NEAR_DAYS[match["near"] or "same"]
    moved = shifted(day, "day", step) if day else None
    if moved is None:
        return None
    value = moved.isoformat() + (f"T{PARTS[match['part']]}" if match["part"] else "")
    type_ = TimexType.TIME if match["part"] else TimexType.DATE
    return Reading(type_, value, anchored_on=TimexAnchor.TEXT if named else TimexAnchor.PUBLICATION, anchor_date=day)


def _text_unit(match: re.Match[str], place: Place) -> Reading | None:
    unit = match["unit"]
    forms = {"week": r"\d{4}-(?:W|\d\d-)", "month": r"\d{4}-\d\d", "year": r"\d{4}", "quarter": r"\d{4}-Q"}
    named = last_named(place, forms[unit])
    day = named.begin_date if named else place.anchor
    moved = shifted(day, unit, _NEAR_DAYS[match["near"] or "same"]) if day else None
    if moved is None:
        return None
    anchored = TimexAnchor.TEXT if named else TimexAnchor.PUBLICATION
    return Reading(TimexType.DATE, value_in(unit, moved), anchored_on=anchored, anchor_date=day)


_NEAR: Final = r"(?P<near>same|next|following|previous|preceding)"
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
        r"(?:(?:the )?(?P<within>early|earlier|late|later) (?:in )?|(?:the )?(?P<part_of>beginning"
        r"|start|middle|end) of )the (?P<unit>week|month|year|decade)",
        _the_unit,
    ),
    rule(
        rf"(?:{NEARLY} )?(?P<n>{AMOUNT})_(?P<unit>{UNIT}) (?P<way>ago|(?:earlier|later)(?! than)|before(?= ?[.,;])"
        rf"|previously|afterwards?|from now|hence)",
        _ago,
    ),
    rule(rf"(?:later |earlier )?(?:that|the {_NEAR}) (?:very )?(?:day|(?P<part>{PART}))", _text_day),
    rule(
        r"(?:that same day|(?P<near>later|earlier)(?: on)? (?:in the|that|the same) (?:day|"
        r"(?P<part>morning|afternoon|evening|night)))",
        _text_day,
    ),
    rule(rf"(?:later |earlier )?(?:that(?: same)?|the {_NEAR}) (?P<unit>week|month|year|quarter)", _text_unit),
)
