"""Calendar dates: days of months and months, alone and in ranges and lists; matches in, readings out."""

import re
from datetime import date
from typing import Final

from schemas.words import TimexAnchor, TimexType
from tasks.facts.times.days import nth_weekday, real_day
from tasks.facts.times.found import Place, Reading, counted, stated
from tasks.facts.times.numbers import day_of_month
from tasks.facts.times.rule import rule
from tasks.facts.times.tense import direction
from tasks.facts.times.words import (
    ANY_YEAR,
    DAY_NAME,
    DAY_NUMBER,
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    WITHIN,
    YEAR,
    month_of,
    within_of,
)
from tasks.facts.times.years import year_of

_AMBIGUOUS: Final = frozenset(("may", "march", "mar", "sun", "sat", "dec", "jan"))
_AHEAD_OF_MONTH: Final = re.compile(
    r"(?:in|the|since|until|till|by|of|for|from|through|during|before|after|between|and|to|or"
    r"|early|late|mid|last|next|this|each|every)[\s-]$"
)
_NAME_BEHIND: Final = re.compile(r" [A-Z][a-z]")
_AND: Final = r"\s?(?:,|-|–|,? (?:and|or|to|through|until|till) )\s?(?:the )?"
_ONE_MORE: Final = re.compile(_AND.replace(" ", r"\s"))
_GOES_ON: Final = re.compile(rf"{_AND}\d".replace(" ", r"\s"))
_DAYS_TO_YEAR: Final = re.compile(
    rf"(?:{_AND}(?:{MONTH} {DAY_NUMBER}|{DAY_NUMBER}(?: {MONTH})?)){{1,3}},? (?P<y>{YEAR})".replace(" ", r"\s")
)
_MONTHS_TO_YEAR: Final = re.compile(
    rf"(?:{_AND}{WITHIN}(?P<m>{MONTH})){{1,3}},? (?:of )?(?P<y>{YEAR})".replace(" ", r"\s")
)
_COST_OF_AHEAD: Final = {1: 1, 0: 4, -1: 6}  # a day ahead against two days back, by where the verb looks
_HALF_YEAR: Final = 6  # months: of a December and a January told one after the other the second is a year later
_LEAP_YEAR: Final = 2000
_TOLD_REACH: Final = 250
_SOON: Final = 2  # of a month further ahead news says the year or `next`
_LATEST_SHORT: Final = 50  # in news `'49` is ahead and `'51` back
_IS_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def nearest_year(place: Place, month: int, day: int | None) -> int | None:
    """The year of a month or day that stands without one, by the story's day and the tense."""
    anchor = place.anchor
    if anchor is None:
        return None
    if day is None:
        return anchor.year + _years_off(month - anchor.month, direction(place))
    ahead = _COST_OF_AHEAD[direction(place)]
    gaps = {
        year: 2 * -gap if (gap := (found - anchor).days) < 0 else ahead * gap
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        if (found := real_day(year, month, max(1, min(day, 28))))
    }
    return min(gaps, key=lambda year: gaps[year])


def day_near(match: re.Match[str], place: Place) -> date | None:
    """The day that the groups `m` and `d` of a match name without a year."""
    month, day = month_of(match["m"]), day_of_month(match["d"])
    year = nearest_year(place, month, day)
    return real_day(year, month, day) if year else None


def _years_off(months: int, direction: int) -> int:
    """How many years off the month so many months later in the year is; near ones lie ahead if nothing tells."""
    if direction > 0:
        return int(months < 0)
    return -int(months > (0 if direction else _SOON))


def _day(match: re.Match[str], place: Place) -> Reading | None:
    month, day = month_of(match["m"]), day_of_month(match["d"])
    if match["m"] in _AMBIGUOUS and not place.body[place.start + match.start("m") - match.start()].isupper():
        return None
    year = year_of(match) or _year_shared(_DAYS_TO_YEAR, place, month)
    if year is None:
        return _without_year(place, month, day)
    found = real_day(year, month, day)
    return stated(TimexType.DATE, found.isoformat()) if found else None


def _without_year(place: Place, month: int, day: int | None, mod: str | None = None) -> Reading | None:
    """The day or month of the year nearest to the story's day; in a story without a day, of the year just told of."""
    rest = f"{month:02}-{day:02}" if day else f"{month:02}"
    told = _told_of(place) if place.anchor is None else None
    year = told.year + (told.month - month > _HALF_YEAR) if told else nearest_year(place, month, day) or 0
    if day is not None and not real_day(year or _LEAP_YEAR, month, day):
        return None
    if told:
        return Reading(TimexType.DATE, f"{year:04}-{rest}", mod, anchored_on=TimexAnchor.TEXT, anchor_date=told)
    if not year:
        return stated(TimexType.DATE, f"XXXX-{rest}", mod)
    return counted(place, TimexType.DATE, f"{year:04}-{rest}", mod)


def _told_of(place: Place) -> date | None:
    """The first day of what was named last, if it was so just before."""
    last = place.before[-1] if place.before else None
    near = last is not None and place.start - last.end < _TOLD_REACH and len(last.value) >= len("1941")
    return last.begin_date if last and near else None


def _year_shared(list_of: re.Pattern[str], place: Place, month: int) -> int | None:
    """The year at the end of the range or list that the place begins: `September 10 to 12, 2023`."""
    found = list_of.match(place.lowered, place.end)
    if found is None:
        return None
    last = [month_of(name) for name in re.findall(MONTH, found[0])]
    return int(found["y"]) - bool(last and last[-1] < month)


def _day_ahead(match: re.Match[str], place: Place) -> Reading | None:
    return _day(match, place) if day_of_month(match["d"]) < day_of_month(match["last"]) else None


def _day_more(match: re.Match[str], place: Place) -> Reading | None:
    last = place.before[-1] if place.before else None
    if (
        last is None
        or not (between := _ONE_MORE.fullmatch(place.lowered[last.end : place.start]))
        or not _IS_DAY.fullmatch(last.value)
    ):
        return None
    if between[0].strip() == "," and not match["y"] and not _GOES_ON.match(place.lowered, place.end):
        return None
    found = real_day(year_of(match) or int(last.value[:4]), int(last.value[5:7]), day_of_month(match["d"]))
    first = last.begin_date
    if found is None or first is None or found <= first or last.surface[-1:] not in "0123456789dht":
        return None
    return Reading(TimexType.DATE, found.isoformat(), anchored_on=TimexAnchor.TEXT, anchor_date=first)


def _month_year(match: re.Match[str], place: Place) -> Reading | None:
    year = year_of(match) or 0
    if year < 100:
        year += 1900 if year > _LATEST_SHORT else 2000
    return stated(TimexType.DATE, f"{year:04}-{month_of(match['m']):02}", within_of(match))


def _month(match: re.Match[str], place: Place) -> Reading | None:
    word = match["m"]
    start = place.start + match.start("m") - match.start()
    if not place.body[start].isupper() or (word != "may" and len(word) < 4):
        return None
    doubtful = word in _AMBIGUOUS or _NAME_BEHIND.match(place.body, place.end)
    if doubtful and not _AHEAD_OF_MONTH.search(place.lowered[max(0, start - 9) : start]):
        return None
    month, which = month_of(word), match["which"]
    shared = None if which else _year_shared(_MONTHS_TO_YEAR, place, month)
    if shared:
        return stated(TimexType.DATE, f"{shared:04}-{month:02}", within_of(match))
    if not which or place.anchor is None:
        return _without_year(place, month, None, within_of(match))
    year = _year_of_month(place.anchor, month, which)
    return counted(place, TimexType.DATE, f"{year:04}-{month:02}", within_of(match))


def _year_of_month(anchor: date, month: int, which: str) -> int:
    if which in ("last", "this past", "past", "previous"):
        return anchor.year - (month >= anchor.month)
    if which in ("next", "coming", "this coming"):
        return anchor.year + (month <= anchor.month)
    return anchor.year


def _nth_weekday(match: re.Match[str], place: Place) -> Reading | None:
    month, weekday = month_of(match["m"]), WEEKDAYS[match["w"]]
    said = year_of(match)
    year = said or nearest_year(place, month, None)
    if year is None:
        return stated(TimexType.DATE, f"XXXX-{month:02}-WXX-{weekday}")
    count = 5 if match["n"] == "last" else day_of_month(match["n"])
    days = [day for nth in (count, count - 1) if (day := nth_weekday(year, month, weekday, nth)).month == month]
    value = days[0].isoformat()
    return stated(TimexType.DATE, value) if said else counted(place, TimexType.DATE, value)


def _month_of_year(match: re.Match[str], place: Place) -> Reading | None:
    if place.anchor is None:
        return None
    year = place.anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"]]
    month, day = month_of(match["m"]), match["d"]
    value = f"{year:04}-{month:02}" + (f"-{day_of_month(day):02}" if day else "")
    return counted(place, TimexType.DATE, value)


_ON: Final = rf"(?:(?:last|next|this) (?={MONTH}))?(?:(?:this coming |next |last )?{DAY_NAME},? (?:the )?)?"

RULES: Final = (
    rule(rf"{_ON}(?P<m>{MONTH}) (?P<d>{DAY_NUMBER})(?:(?:,|,? of)? {ANY_YEAR})?(?:,? {DAY_NAME})?", _day),
    rule(rf"(?:the )?(?P<d>{DAY_NUMBER})(?:,? {ANY_YEAR})?", _day_more),
    rule(
        rf"(?:the )?(?P<d>{DAY_NUMBER})(?={_AND}(?P<last>{DAY_NUMBER})(?: of)? "
        rf"(?P<m>{MONTH})(?:,? {ANY_YEAR})?\b)",
        _day_ahead,
    ),
    rule(
        rf"(?:the )?(?P<n>first|second|third|fourth|last) (?P<w>{WEEKDAY}) (?:in|of) (?P<m>{MONTH})(?:,? {ANY_YEAR})?",
        _nth_weekday,
    ),
    rule(rf"{_ON}(?:the )?(?P<d>{DAY_NUMBER})(?: day)?(?: of)? (?P<m>{MONTH})(?:,? {ANY_YEAR})?", _day),
    rule(rf"{WITHIN}(?P<m>{MONTH})(?: of|,)? {ANY_YEAR}", _month_year),
    rule(rf"{WITHIN}(?P<m>{MONTH}) ['’](?P<y>\d\d)", _month_year),
    rule(
        rf"{WITHIN}(?:the month of )?(?:(?P<which>last|this past|this coming|this|next|past|coming"
        rf"|previous) )?(?P<m>{MONTH})",
        _month,
    ),
    rule(rf"(?P<m>{MONTH})(?: (?P<d>{DAY_NUMBER}))?,? (?:of )?(?P<which>last|this|next) year", _month_of_year),
)
