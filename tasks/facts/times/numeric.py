"""Dates in digits, in any language: ISO 8601, 16.9.2023, 9/16/2023; matches in, readings out."""

import re
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.days import real_day
from tasks.facts.times.found import Place, Reading, stated
from tasks.facts.times.rule import rule


def _iso(match: re.Match[str], place: Place) -> Reading | None:
    day = real_day(int(match["y"]), int(match["m"]), int(match["d"])) if 1 <= int(match["m"]) <= 12 else None
    if day is None:
        return None
    if match["t"]:
        return stated(TimexType.TIME, f"{day.isoformat()}T{match['t']}{(match['z'] or '').upper()}")
    return stated(TimexType.DATE, day.isoformat())


def _day_first(match: re.Match[str], place: Place) -> Reading | None:
    return _ordered(int(match["d"]), int(match["m"]), match["y"])


def _month_first(match: re.Match[str], place: Place) -> Reading | None:
    return _ordered(int(match["d"]), int(match["m"]), match["y"]) or _ordered(
        int(match["m"]), int(match["d"]), match["y"]
    )


def _ordered(day: int, month: int, year: str) -> Reading | None:
    if not 1 <= month <= 12:
        return None
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 50 else 2000)
    found = real_day(full, month, day)
    return stated(TimexType.DATE, found.isoformat()) if found else None


_ISO: Final = (
    r"(?P<y>[12]\d{3})(?P<sep>[-/])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)"
    r"(?:[t ](?P<t>\d\d:\d\d(?::\d\d)?)(?P<z>z|[+-]\d\d:\d\d)?)?"
)
_AFTER: Final = r"(?![./-]?\d)"

ISO_RULE: Final = rule(_ISO + _AFTER, _iso)
DOTTED_RULE: Final = rule(rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>[12]\d{{3}}){_AFTER}", _day_first)
DAY_SLASH_RULE: Final = rule(rf"(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>[12]\d{{3}}){_AFTER}", _day_first)
MONTH_SLASH_RULE: Final = rule(
    rf"(?P<m>\d{{1,2}})(?P<sep>[/-])(?P<d>\d{{1,2}})(?P=sep)(?P<y>[12]\d{{3}}|\d\d){_AFTER}", _month_first
)
ANY_LANGUAGE: Final = (ISO_RULE, DOTTED_RULE, DAY_SLASH_RULE)
ENGLISH: Final = (ISO_RULE, DOTTED_RULE, MONTH_SLASH_RULE)
