"""What a report on business is about and compares: its quarter, the same a year before; matches in, readings out."""

import re
from datetime import date
from typing import Final

from schemas.words import TimexAnchor, TimexType
from tasks.facts.times.dates import day_near
from tasks.facts.times.days import shifted, value_in
from tasks.facts.times.found import FoundTime, Place, Reading, counted, last_named, stated
from tasks.facts.times.rule import rule
from tasks.facts.times.words import DAY_NUMBER, MONTH, YEAR

_LATEST: Final = 12  # expressions before the place: what is further off belongs to another subject
_SUM_REACH: Final = 250
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_MONTH_REACH: Final = 80
_SUM: Final = re.compile(r"P(?:6|9|12)M|P[23]Q")


def reported_quarter(place: Place) -> FoundTime | None:
    """The quarter a report is about: of those named before, the latest that has ended, else the nearest."""
    quarters = [
        (found.begin_date, found)
        for found in place.before[-_LATEST:]
        if "-Q" in found.value and found.begin_date and found.anchored_on is not TimexAnchor.TEXT
    ]
    ended = [one for one in quarters if _has_ended(one[1], place.anchor)]
    if ended:
        return max(ended, key=lambda one: one[0])[1]
    return quarters[-1][1] if quarters else None


def _has_ended(found: FoundTime, anchor: date | None) -> bool:
    return bool(anchor and found.end_date and found.end_date <= anchor)


def _sums_quarters(place: Place) -> bool:
    """Whether the figures are of several quarters: `in the nine months` is said after any quarter."""
    for found in reversed(place.before):
        if ("-Q" in found.value and found.anchored_on is not TimexAnchor.TEXT) or place.start - found.end > _SUM_REACH:
            return False
        if _SUM.fullmatch(found.value):
            return True
    return False


def _named_quarter(match: re.Match[str], place: Place) -> Reading | None:
    named = reported_quarter(place)
    if named is None or named.begin_date is None:
        return _recent_quarter(place)
    return Reading(TimexType.DATE, named.value, anchored_on=TimexAnchor.TEXT, anchor_date=named.begin_date)


def _recent_quarter(place: Place) -> Reading | None:
    day = shifted(place.anchor, "quarter", -1) if place.anchor else None
    return counted(place, TimexType.DATE, value_in("quarter", day)) if day else None


def _quarter_to(match: re.Match[str], place: Place) -> Reading | None:
    last = day_near(match, place)
    return counted(place, TimexType.DATE, value_in("quarter", last)) if last else None


def _quarter_in(match: re.Match[str], place: Place) -> Reading | None:
    named = None if _sums_quarters(place) else reported_quarter(place)
    return stated(TimexType.DATE, match["y"] + (named.value[4:] if named else ""))


def _compared(place: Place, kinds: str) -> FoundTime | None:
    """The quarter, year or, close by, month that figures of a year before are set against."""
    last = place.before[-1] if place.before else None
    if last and _MONTH.fullmatch(last.value) and place.start - last.end < _MONTH_REACH:
        return last
    named = last_named(place, kinds, compared=False)
    return reported_quarter(place) if named and "-Q" in named.value else named


def _year_before(match: re.Match[str], place: Place) -> Reading | None:
    named = _compared(place, r"\d{4}-Q" if match[0].endswith("ago") else r"\d{4}-Q|\d{4}$")
    base = named.begin_date if named else place.anchor
    day = shifted(base, "year", -1) if base else None
    if day is None:
        return None
    unit = "quarter" if match["what"] == "quarter" else "year"
    if named and not _sums_quarters(place):
        unit = {"Q": "quarter", "": "year"}.get(named.value[5:6], "month")
    anchored = TimexAnchor.TEXT if named else TimexAnchor.PUBLICATION
    return Reading(TimexType.DATE, value_in(unit, day), anchored_on=anchored, anchor_date=base)


def _same_part(match: re.Match[str], place: Place) -> Reading | None:
    named = _compared(place, r"\d{4}-[QH]")
    if named is None or named.begin_date is None:
        year = int(match["y"]) if match["y"] else place.anchor.year - 1 if place.anchor else 0
        return counted(place, TimexType.DATE, f"{year:04}") if year else None
    year = int(match["y"] or named.begin_date.year - 1)
    part = "" if _sums_quarters(place) else named.value[4:]
    return Reading(TimexType.DATE, f"{year:04}{part}", anchored_on=TimexAnchor.TEXT, anchor_date=named.begin_date)


RULES: Final = (
    rule(
        rf"(?:the|that|a|its) (?:latest |most recent |first |second |third |fourth )?"
        rf"(?:fiscal )?quarter(?= end(?:ed|ing) (?P<m>{MONTH}) (?P<d>{DAY_NUMBER}))",
        _quarter_to,
    ),
    rule(
        r"(?:(?:the|that) (?:latest |most recent )?(?:fiscal )?quarter|the (?:latest"
        r"|most recent) period)",
        _named_quarter,
    ),
    rule(rf"the (?P<y>{YEAR}) (?:quarter|period)", _quarter_in),
    rule(
        r"(?:(?:the |a )?(?:same|corresponding|comparable)_(?:fiscal )?(?:period|quarter|month) (?:(?:of|in) )?"
        rf"(?:(?P<y>{YEAR})|last year|(?:a|the|one) year (?:ago|earlier|before)|the (?:previous|prior) year)"
        r"|last year['’]s (?:(?:same|corresponding|comparable) )?(?:period|quarter|month))",
        _same_part,
    ),
    rule(r"the year (?:before|earlier)(?P<what>)", _year_before),
    rule(
        r"(?:(?:the|a|its) (?:comparable |corresponding |same )?)?(?:year_(?:ago|earlier))(?:_"
        r"(?P<what>quarter|period|third quarter))?",
        _year_before,
    ),
)
