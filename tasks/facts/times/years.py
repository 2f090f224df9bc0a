"""Years, decades and centuries, in digits and words; matches in, readings out."""

import re
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.found import Place, Reading, stated
from tasks.facts.times.numbers import day_of_month, spoken_year
from tasks.facts.times.rule import rule
from tasks.facts.times.words import DECADES, SPOKEN_YEAR, WITHIN, YEAR, any_of, within_of

_NOT_A_YEAR: Final = re.compile(
    r"\s?(?:%|percent|per|people|men|women|troops|soldiers|miles|kilomet|km|feet|met(?:er|re)s"
    r"|pounds|tons|tonnes|dollars|euros|"
    r"shares|homes|workers|jobs|employees|votes|points|barrels|acres|yen|marks|francs|students"
    r"|members|units|cars|hours|mhz|local time)\b"
    r"|[-–/](?!\d\d(?:\d\d)?(?![\w/–-]))\w"
)
_NUMBERED_AHEAD: Final = re.compile(
    r"\b(?:flight|route|highway|page|room|section|article|model|boeing|airbus|channel|resolution|chapter|no\.|number|nos\.)\s$"
)
_TO_YEAR: Final = re.compile(r"[-–/](\d\d(?:\d\d)?)(?![\w/–-])")

_AHEAD_OF_YEAR: Final = re.compile(r"(?:^|[^\w$£€#./,:-]|(?:pre|post|mid|early|late)-|\w[-–/])$")


def year_of(match: re.Match[str]) -> int | None:
    """The year a match names in its group `y`, in digits or words."""
    said = match["y"]
    if not said:
        return None
    return int(said) if said.isdigit() else spoken_year(said)


def _year(match: re.Match[str], place: Place) -> Reading | None:
    year = year_of(match) or 0
    bare = match.start("y") == match.start()
    if bare and (not _AHEAD_OF_YEAR.search(place.ahead[-6:]) or _NOT_A_YEAR.match(place.behind)):
        return None
    if bare and _NUMBERED_AHEAD.search(place.ahead):
        return None
    other = _TO_YEAR.match(place.lowered, place.end)
    if other and _later_year(year, other[1]) is None:
        return None
    if (
        bare
        and year < 1900
        and not re.search(r"\b(?:in|of|since|by|from|until|before|after|between|and|to)\s$", place.ahead)
    ):
        return None
    return stated(TimexType.DATE, f"{year:04}", within_of(match))


def _later_year(year: int, said: str) -> int | None:
    """The last year of a range, said in two digits or four: 1991 of `1990-91`."""
    last = int(said) if len(said) == 4 else year // 100 * 100 + int(said)
    last += 100 * (said == "00")
    return last if year < last < year + 100 else None


def _year_more(match: re.Match[str], place: Place) -> Reading | None:
    first = place.before[-1] if place.before else None
    if first is None or place.start - first.end != 1 or place.body[first.end] not in "-–/":
        return None
    if not first.surface[-4:].isdigit() or first.value != first.surface[-4:]:
        return None
    year = _later_year(int(first.value), match["more"])
    return stated(TimexType.DATE, f"{year:04}") if year else None


def _era(match: re.Match[str], place: Place) -> Reading | None:
    era = "b" if match["bc"] else "a"
    sign = place.start + match.start("bc" if match["bc"] else "ad") - match.start()
    if not place.body[sign].isupper():
        return None
    return stated(TimexType.DATE, f"{'BC' if era == 'b' else ''}{int(match['n']):04}")


def _decade(match: re.Match[str], place: Place) -> Reading | None:
    digits = match["d"]
    if digits and len(digits) == 2 and not match["the"]:
        return None
    value = f"19{DECADES[match['w']]}" if match["w"] else _decade_of(digits)
    return stated(TimexType.DATE, value, within_of(match))


def _decade_of(digits: str) -> str:
    """The value of `1980s` or `80s`; `1800s` is a century, as news has it, and `2000s` a decade."""
    if len(digits) == 4:
        return digits[:2] if digits.endswith("00") and digits < "2000" else digits[:3]
    return f"19{digits[-2]}"


def _century(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DATE, f"{day_of_month(match['n']) - 1:02}", within_of(match))


_BC: Final = r"(?P<bc>b\.c\.(?:e\.)?|bce?\b)"
RULES: Final = (
    rule(r"(?P<more>\d\d(?:\d\d)?)", _year_more),
    rule(rf"(?P<n>\d{{1,4}}) (?:{_BC}|(?P<ad>a\.d\.|ad\b|ce\b))", _era),
    rule(r"(?P<bc>)(?P<ad>a\.?d\.?) (?P<n>\d{1,4})", _era),
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
)
