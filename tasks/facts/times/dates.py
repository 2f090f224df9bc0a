"""Calendar dates: months, days of months, years, decades and holidays; matches in, readings out."""

import re
from datetime import date, timedelta
from typing import Final

from schemas.words import TimexAnchor, TimexType
from tasks.facts.times.days import nth_weekday, real_day
from tasks.facts.times.found import Place, Reading, counted, stated
from tasks.facts.times.numbers import day_of_month, spoken_year
from tasks.facts.times.rule import rule
from tasks.facts.times.tense import is_future
from tasks.facts.times.words import (
    DAY_NAME,
    DAY_NUMBER,
    DECADES,
    HOLIDAYS,
    MONTH,
    SPOKEN_YEAR,
    WITHIN,
    YEAR,
    any_of,
    modifier,
    month_of,
)

_AMBIGUOUS: Final = frozenset(("may", "march", "mar", "sun", "sat", "dec", "jan"))
_AHEAD_OF_MONTH: Final = re.compile(
    r"(?:in|the|since|until|till|by|of|for|from|through|during|before|after|between|and|to|or"
    r"|early|late|mid|last|next|this|each|every)[\s-]$"
)
_NOT_A_YEAR: Final = re.compile(
    r"\s?(?:%|percent|per|people|men|women|troops|soldiers|miles|kilomet|km|feet|met(?:er|re)s"
    r"|pounds|tons|tonnes|dollars|euros|"
    r"shares|homes|workers|jobs|employees|votes|points|barrels|acres|yen|marks|francs|students"
    r"|members|units|cars|hours|mhz|local time)\b"
    r"|[-/]\w"
)
_ONE_MORE: Final = re.compile(r"\s?(?:and|or|to|through|-|–|,)\s?")
_IS_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_AHEAD_OF_YEAR: Final = re.compile(r"(?:^|[^\w$£€#./,:-]|(?:pre|post|mid|early|late)-|\w-)$")


def year_of(match: re.Match[str]) -> int | None:
    """The year a match names in its group `y`, in digits or words."""
    said = match["y"]
    if not said:
        return None
    return int(said) if said.isdigit() else spoken_year(said)


def _within(match: re.Match[str]) -> str | None:
    return modifier(match["within"] or match["part_of"])


def nearest_year(place: Place, month: int, day: int | None) -> int | None:
    """The year of a month or day that stands without one, by the story's day and the tense."""
    anchor = place.anchor
    if anchor is None:
        return None
    if day is None:
        return anchor.year + (month < anchor.month) if is_future(place) else anchor.year - (month > anchor.month)
    ahead = 1 if is_future(place) else 4
    gaps = {
        year: 2 * -gap if (gap := (found - anchor).days) < 0 else ahead * gap
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        if (found := real_day(year, month, max(1, min(day, 28))))
    }
    return min(gaps, key=lambda year: gaps[year])


def _day(match: re.Match[str], place: Place) -> Reading | None:
    month, day = month_of(match["m"]), day_of_month(match["d"])
    year = year_of(match)
    guessed = year or nearest_year(place, month, day)
    if guessed is None:
        return stated(TimexType.DATE, f"XXXX-{month:02}-{day:02}") if 1 <= day <= 31 else None
    found = real_day(guessed, month, day)
    if found is None:
        return None
    return stated(TimexType.DATE, found.isoformat()) if year else counted(place, TimexType.DATE, found.isoformat())


def _day_more(match: re.Match[str], place: Place) -> Reading | None:
    last = place.before[-1] if place.before else None
    if (
        last is None
        or not _ONE_MORE.fullmatch(place.lowered[last.end : place.start])
        or not _IS_DAY.fullmatch(last.value)
    ):
        return None
    found = real_day(int(last.value[:4]), int(last.value[5:7]), day_of_month(match["d"]))
    first = last.begin_date
    if found is None or first is None or found <= first or last.surface[-1:] not in "0123456789dht":
        return None
    return Reading(TimexType.DATE, found.isoformat(), anchored_on=TimexAnchor.TEXT, anchor_date=first)


def _month_year(match: re.Match[str], place: Place) -> Reading | None:
    year = year_of(match)
    return stated(TimexType.DATE, f"{year:04}-{month_of(match['m']):02}", _within(match))


def _month(match: re.Match[str], place: Place) -> Reading | None:
    word = match["m"]
    start = place.start + match.start("m") - match.start()
    if not place.body[start].isupper() or (word != "may" and len(word) < 4):
        return None
    if word in _AMBIGUOUS and not (_AHEAD_OF_MONTH.search(place.lowered[max(0, start - 9) : start])):
        return None
    month, which = month_of(word), match["which"]
    if place.anchor is None:
        return stated(TimexType.DATE, f"XXXX-{month:02}", _within(match))
    year = _year_of_month(place.anchor, month, which) if which else nearest_year(place, month, None)
    return counted(place, TimexType.DATE, f"{year:04}-{month:02}", _within(match))


def _year_of_month(anchor: date, month: int, which: str) -> int:
    if which in ("last", "this past", "past", "previous"):
        return anchor.year - (month >= anchor.month)
    if which in ("next", "coming", "this coming"):
        return anchor.year + (month <= anchor.month)
    return anchor.year


def _month_of_year(match: re.Match[str], place: Place) -> Reading | None:
    if place.anchor is None:
        return None
    year = place.anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"]]
    month, day = month_of(match["m"]), match["d"]
    value = f"{year:04}-{month:02}" + (f"-{day_of_month(day):02}" if day else "")
    return counted(place, TimexType.DATE, value)


def _year(match: re.Match[str], place: Place) -> Reading | None:
    year = year_of(match) or 0
    bare = match.start("y") == match.start()
    if bare and (not _AHEAD_OF_YEAR.search(place.ahead[-6:]) or _NOT_A_YEAR.match(place.behind)):
        return None
    if (
        bare
        and year < 1900
        and not re.search(r"\b(?:in|of|since|by|from|until|before|after|between|and|to)\s$", place.ahead)
    ):
        return None
    return stated(TimexType.DATE, f"{year:04}", _within(match))


def _decade(match: re.Match[str], place: Place) -> Reading | None:
    digits = match["d"]
    if digits and len(digits) == 2 and not match["the"]:
        return None
    value = f"19{DECADES[match['w']]}" if match["w"] else digits[:3] if len(digits) == 4 else f"19{digits[-2]}"
    return stated(TimexType.DATE, value, _within(match))


def _century(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DATE, f"{day_of_month(match['n']) - 1:02}", _within(match))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's rule)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _feast(name: str, year: int) -> date:
    moving = {
        "thanksgiving": nth_weekday(year, 11, 4, 4),
        "labor day": nth_weekday(year, 9, 1, 1),
        "memorial day": nth_weekday(year, 6, 1, 1) - timedelta(days=7),
        "easter": easter(year),
        "good friday": easter(year) - timedelta(days=2),
    }
    return moving[name] if name in moving else date(year, *HOLIDAYS[name])


def _holiday(match: re.Match[str], place: Place) -> Reading | None:
    name = " ".join(match["h"].replace("’", "'").split()).removesuffix(" sunday")
    name = "thanksgiving" if name.startswith("thanksgiving") else name
    year = year_of(match)
    if year or place.anchor is None:
        return stated(TimexType.DATE, _feast(name, year).isoformat()) if year else None
    anchor = place.anchor
    days = [_feast(name, year) for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 < year < 9999]
    near = min(days, key=lambda day: abs((day - anchor).days))
    if match["which"] == "last":
        near = max(day for day in days if day < anchor)
    elif match["which"] == "next":
        near = min(day for day in days if day > anchor)
    return counted(place, TimexType.DATE, near.isoformat())


_ANY_YEAR: Final = rf"(?P<y>{YEAR}|{SPOKEN_YEAR})"
_ON: Final = rf"(?:(?:last|next|this) (?={MONTH}))?(?:(?:this coming |next |last )?{DAY_NAME},? (?:the )?)?"
_FEASTS: Final = any_of(
    [
        *HOLIDAYS,
        "thanksgiving day",
        "thanksgiving",
        "labor day",
        "memorial day",
        "easter sunday",
        "easter",
        "good friday",
    ]
)

RULES: Final = (
    rule(rf"{_ON}(?P<m>{MONTH}) (?P<d>{DAY_NUMBER})(?:(?:,|,? of)? {_ANY_YEAR})?(?:,? {DAY_NAME})?", _day),
    rule(rf"(?:the )?(?P<d>{DAY_NUMBER})", _day_more),
    rule(rf"{_ON}(?:the )?(?P<d>{DAY_NUMBER})(?: day)?(?: of)? (?P<m>{MONTH})(?:,? {_ANY_YEAR})?", _day),
    rule(rf"{WITHIN}(?P<m>{MONTH})(?: of|,)? {_ANY_YEAR}", _month_year),
    rule(
        rf"{WITHIN}(?:the month of )?(?:(?P<which>last|this past|this coming|this|next|past|coming"
        rf"|previous) )?(?P<m>{MONTH})",
        _month,
    ),
    rule(rf"(?P<m>{MONTH})(?: (?P<d>{DAY_NUMBER}))?,? (?:of )?(?P<which>last|this|next) year", _month_of_year),
    rule(rf"{WITHIN}(?:the year )?(?P<y>{YEAR}|{SPOKEN_YEAR})", _year),
    rule(
        rf"{WITHIN}(?P<the>the )?(?:{WITHIN.replace('within', 'w2').replace('part_of', 'p2')})(?:"
        rf"(?P<d>(?:1[5-9]|20)\d0|['’]?[1-9]0)['’]?s|(?P<w>{any_of(DECADES)}))",
        _decade,
    ),
    rule(
        rf"{WITHIN}(?:the )?(?:(?:early|late|mid)_)?(?P<n>{any_of([*'x'])}|\d\d?(?:st|nd|rd|th)|"
        rf"(?:[a-z]+teenth|twentieth|twenty-first|twelfth|tenth|ninth|eighth|seventh|sixth|fifth"
        rf"|fourth|third|second|first))_century",
        _century,
    ),
    rule(rf"(?:(?P<which>last|this|next) )?(?P<h>{_FEASTS})(?:,? {_ANY_YEAR})?", _holiday),
)
