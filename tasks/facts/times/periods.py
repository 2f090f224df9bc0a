"""Parts of years: quarters, halves, seasons and fiscal years; matches in, readings out.

What a report on business compares with each other is read in `reports`.
"""

import re
from datetime import date
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.dates import day_near
from tasks.facts.times.days import days_of, value_in
from tasks.facts.times.found import Place, Reading, counted, stated
from tasks.facts.times.numbers import ordinal_of
from tasks.facts.times.rule import rule
from tasks.facts.times.tense import is_future
from tasks.facts.times.words import DAY_NUMBER, MONTH, SEASONS, WITHIN, YEAR, any_of, within_of
from tasks.facts.times.years import year_of

_OWN_YEAR: Final = (
    rf"(?:(?:the )?(?P<y0>{YEAR})(?:['’]s)? |(?P<ahead>last year|this year|next year|year_ago"
    rf"|year_earlier)(?:['’]s)? |)"
)
_LATER_YEAR: Final = (
    rf"(?:(?: of| in|,)? (?:fiscal (?:year )?)?(?P<y>{YEAR})| (?:of |in )?(?P<behind>last year"
    rf"|this year|next year|the year))?"
)
_JUST_OVER: Final = 100  # days in which a quarter's figures are still to come
_OF_A_QUARTER: Final = re.compile(r"\b(?:in|for|of|since|during|from|by|until|and|to|its|the|this)\s$")
_STEP: Final = {"last year": -1, "this year": 0, "next year": 1, "the year": 0, "year ago": -1, "year earlier": -1}


def _year(match: re.Match[str], anchor: date | None) -> int | None:
    said = match["y0"] or match["y"]
    if said:
        return int(said)
    step = match["ahead"] or match["behind"]
    return anchor.year + _STEP[re.sub(r"[\s-]+", " ", step)] if step and anchor else None


def _nearest(place: Place, part: str) -> int | None:
    """The year whose part began last by the story's day, or ends next if the text looks ahead."""
    anchor = place.anchor
    if anchor is None:
        return None
    begin, end = days_of(f"{anchor.year:04}-{part}")
    if is_future(place):
        return anchor.year + bool(end and (anchor - end).days > _JUST_OVER)
    return anchor.year - bool(begin and begin > anchor)


def _part_of_year(place: Place, year: int | None, part: str, mod: str | None, *, said: bool) -> Reading:
    if year is None:
        near = _nearest(place, part)
        return (
            counted(place, TimexType.DATE, f"{near:04}-{part}", mod)
            if near
            else stated(TimexType.DATE, f"XXXX-{part}", mod)
        )
    value = f"{year:04}-{part}"
    return stated(TimexType.DATE, value, mod) if said else counted(place, TimexType.DATE, value, mod)


def _quarter(match: re.Match[str], place: Place) -> Reading | None:
    number = ordinal_of(match["n"])
    letter = "Q" if match["what"].startswith("q") else "H"
    if number > (4 if letter == "Q" else 2):
        return None
    said = bool(match["y0"] or match["y"])
    mod = within_of(match)
    return _part_of_year(place, _year(match, place.anchor), f"{letter}{number}", mod, said=said)


def _short_part(match: re.Match[str], place: Place) -> Reading | None:
    said, letter = match["y"], match["what"].upper()
    at = place.start + match.start("what") - match.start()
    if not place.body[at].isupper() or int(match["n"]) > (4 if letter == "Q" else 2):
        return None
    if not said and (letter == "H" or not _OF_A_QUARTER.search(place.ahead)):
        return None
    year = int(said) + (2000 if len(said) == 2 else 0) if said else None
    return _part_of_year(place, year, f"{letter}{match['n']}", None, said=True)


def _last_half(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DATE, f"{match['y']}-H{1 if match['n'] == 'first' else 2}")


def _season(match: re.Match[str], place: Place) -> Reading | None:
    season, which, anchor = SEASONS[match["s"]], match["which"] or "", place.anchor
    mod = within_of(match)
    year = year_of(match)
    if year:
        return stated(TimexType.DATE, f"{year:04}-{season}", mod)
    if not which and (match["s"] in ("spring", "fall") or not match["the"]):
        return None
    if anchor and which in ("last", "next", "this"):
        begin, end = days_of(f"{anchor.year:04}-{season}")
        step = {"last": -bool(end and end >= anchor), "next": bool(begin and begin <= anchor), "this": 0}[which]
        return counted(place, TimexType.DATE, f"{anchor.year + step:04}-{season}", mod)
    return _part_of_year(place, None, season, mod, said=False)


def _fiscal(match: re.Match[str], place: Place) -> Reading | None:
    year = match["y"]
    return stated(TimexType.DATE, year if len(year) == 4 else f"20{year}", within_of(match))


def _week_of(match: re.Match[str], place: Place) -> Reading | None:
    found = day_near(match, place)
    return counted(place, TimexType.DATE, value_in(match["unit"], found)) if found else None


def _fiscal_year(match: re.Match[str], place: Place) -> Reading | None:
    step = {"latest fiscal": -1, "last fiscal": -1, "next fiscal": 1}.get(" ".join(match["which"].split()), 0)
    return counted(place, TimexType.DATE, f"{place.anchor.year + step:04}") if place.anchor else None


def _year_end(match: re.Match[str], place: Place) -> Reading | None:
    return counted(place, TimexType.DATE, f"{place.anchor.year:04}", "END") if place.anchor else None


_ORDINAL: Final = r"(?P<n>first|second|third|fourth|1st|2nd|3rd|4th)"
RULES: Final = (
    rule(
        rf"{WITHIN}(?:the |its |their )?{_OWN_YEAR}(?:fiscal_)?{_ORDINAL}_(?:fiscal )?"
        rf"(?P<what>quarter|half){_LATER_YEAR}",
        _quarter,
    ),
    rule(rf"(?P<what>[qh])(?P<n>[1-4])(?: (?:of )?(?P<y>{YEAR}))?", _short_part),
    rule(rf"(?P<n>[1-4])(?P<what>[qh])(?:(?: (?:of )?(?=\d{{4}}))?(?P<y>{YEAR}|\d\d))?", _short_part),
    rule(rf"the (?P<n>first|last|latter|second) half of (?P<y>{YEAR})", _last_half),
    rule(
        rf"{WITHIN}(?P<the>the )?(?:(?P<which>last|next|this)(?: past"
        rf"| coming)? )?{WITHIN.replace('within', 'w2').replace('part_of', 'p2')}"
        rf"(?P<s>{any_of(SEASONS)})(?:(?: of)? (?P<y>{YEAR}|nineteen [a-z]+ty_[a-z]+))?",
        _season,
    ),
    rule(rf"{WITHIN}(?:the )?fiscal (?:year )?(?P<y>{YEAR})", _fiscal),
    rule(rf"{WITHIN}fy ?['’]?(?P<y>{YEAR}|\d\d)", _fiscal),
    rule(rf"the (?P<unit>week|weekend) (?:of|ended|ending) (?P<m>{MONTH}) (?P<d>{DAY_NUMBER})", _week_of),
    rule(r"the (?P<which>full|fiscal|current fiscal|latest fiscal|last fiscal|next fiscal) year", _fiscal_year),
    rule(r"year(?:['’]s|_)? ?_?end", _year_end),
)
