"""Times counted from a day named before in the text, or so long ago; matches in, readings out."""

import re
from typing import Final

from schemas.words import TimexAnchor, TimexType
from tasks.facts.times.days import shifted, value_in
from tasks.facts.times.durations import duration_value
from tasks.facts.times.found import REF, FoundTime, Place, Reading, counted, last_named, stated
from tasks.facts.times.numbers import amount_of
from tasks.facts.times.rule import rule
from tasks.facts.times.words import AMOUNT, NEARLY, PART, PARTS, UNIT, modifier, singular


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
        _compared(place, match["way"])
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


def _compared(place: Place, way: str) -> FoundTime | None:
    """The period that a figure of a year before is compared with: one named just before."""
    return (
        last_named(place, r"\d{4}(?:-Q|-\d\d$)" if way == "ago" else r"\d{4}(?:-Q|-\d\d|$)", compared=False)
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


_NEAR_DAYS: Final = {
    **{"same": 0, "later": 0, "earlier": 0, "next": 1, "following": 1, "after": 1},
    **{"previous": -1, "preceding": -1, "before": -1},
}


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
    rule(r"the day (?P<near>before|after)(?P<part>(?!))?(?= ?[.,;])", _text_day),
    rule(r"the (?P<unit>week|month) (?P<near>before|after)(?= ?[.,;])", _text_unit),
    rule(rf"(?:later |earlier )?(?:that(?: same)?|the {_NEAR}) (?P<unit>week|month|year|quarter)", _text_unit),
)
