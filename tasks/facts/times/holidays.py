"""Holidays of fixed and of moving days; matches in, readings out."""

import re
from datetime import date, timedelta
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.days import nth_weekday
from tasks.facts.times.found import Place, Reading, counted, stated
from tasks.facts.times.rule import rule
from tasks.facts.times.words import ANY_YEAR, HOLIDAYS, any_of
from tasks.facts.times.years import year_of


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

RULES: Final = (rule(rf"(?:(?P<which>last|this|next) )?(?P<h>{_FEASTS})(?:,? {ANY_YEAR})?", _holiday),)
