"""How long and how often: durations and sets; matches in, readings out."""

import re
from fractions import Fraction
from typing import Final

from schemas.words import TimexType
from tasks.facts.times.found import Place, Reading, stated
from tasks.facts.times.numbers import amount_of
from tasks.facts.times.rule import rule
from tasks.facts.times.words import (
    AMOUNT,
    DURATION_LETTERS,
    HALVES,
    MONTH,
    NEARLY,
    NUMBER,
    ONES,
    PART,
    PARTS,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    any_of,
    modifier,
    month_of,
    singular,
)

_SMALLER: Final = {"fortnight": ("week", 2), "decade": ("year", 10), "century": ("year", 100)}


def duration_value(unit: str, amount: Fraction | None) -> str:
    """The TIMEX3 value of so many units; X where the number is open."""
    letters = DURATION_LETTERS[unit]
    time, letter = ("T", letters[1]) if letters[0] == "T" else ("", letters)
    if amount is None:
        return f"P{time}X{letter}"
    if unit in _SMALLER:
        unit, scale = _SMALLER[unit]
        return duration_value(unit, amount * scale)
    whole, rest = divmod(amount, 1)
    if not rest:
        return f"P{time}{whole}{letter}"
    if rest == Fraction(1, 2) and unit in HALVES:
        half = HALVES[unit]
        return f"P{time}{f'{whole}{letter}' if whole else ''}{half}"
    return f"P{time}{float(amount):g}{letter}"


_AGE: Final = re.compile(r"[\s-]old\b")
_NUMBER_AHEAD: Final = re.compile(r"\d\s$|\d-$|\blight[\s-]$")
_RATE_AHEAD: Final = re.compile(
    r"(?:\d|percent|times|million|billion|once|twice|thousand|hundred|dollars|cents)\s$"
    rf"|(?:\d|million|billion|dozens? of|hundreds of|thousands of|\b{any_of(ONES)})"
    r"\s(?!hours|minutes|days|weeks|months|years)[a-z-]+s\s$"
)
_SPEED_AHEAD: Final = re.compile(r"\b(?:miles|kilomet(?:re|er)s|km|met(?:re|er)s|feet|knots)\s$")
_EVENT_BEHIND: Final = re.compile(r"\s(?:after|before|since|into|in advance|apart)\b")
_NO_TIME: Final = frozenset((("second", "a"), ("quarter", "a"), ("quarter", "three"), ("second", "one")))


def _duration(match: re.Match[str], place: Place) -> Reading | None:
    unit, said = singular(match["unit"]), match["n"]
    if (
        _AGE.match(place.behind)
        or (unit, said) in _NO_TIME
        or place.body[place.start + match.start("unit") - match.start()].isupper()
    ):
        return None
    if (unit == "quarter" and "-" in match[0]) or _SPEED_AHEAD.search(place.ahead):
        return None
    if said in ("a", "an") and _RATE_AHEAD.search(place.ahead) and not _EVENT_BEHIND.match(place.behind):
        return Reading(TimexType.SET, duration_value(unit, Fraction(1)), quant="EVERY")
    if said == "a" and place.ahead.endswith(("hours ", "days ")):
        return None
    amount = amount_of(said)
    if said in ("a", "an", "one") and match["unit"].endswith("s"):
        return None
    if match["half"] and amount is not None:
        amount += Fraction(1, 2)
    return stated(TimexType.DURATION, duration_value(unit, amount), modifier(match["mod"]))


def _open(match: re.Match[str], place: Place) -> Reading | None:
    if _NUMBER_AHEAD.search(place.ahead) or (match["unit"] == "hours" and place.behind.startswith(" of ")):
        return None
    return stated(TimexType.DURATION, duration_value(singular(match["unit"]), None))


def _some_time(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DURATION, "PXX")


def _span(match: re.Match[str], place: Place) -> Reading | None:
    return stated(TimexType.DURATION, duration_value(match["unit"], Fraction(1)))


def _every(match: re.Match[str], place: Place) -> Reading | None:
    if match["each"] == "per" and _SPEED_AHEAD.search(place.ahead):
        return None
    number = amount_of(match["n"]) if match["n"] else Fraction(1)
    value = duration_value(singular(match["unit"]), number)
    return Reading(TimexType.SET, value, quant="EACH" if match["each"] == "each" else "EVERY")


def _every_named(match: re.Match[str], place: Place) -> Reading | None:
    if match["m"]:
        return Reading(TimexType.SET, f"XXXX-{month_of(match['m']):02}", quant="EVERY")
    part = f"T{PARTS[match['part']]}" if match["part"] else ""
    if not match["d"]:
        return Reading(TimexType.SET, f"XXXX-XX-XX{part}", quant="EVERY")
    return Reading(TimexType.SET, f"XXXX-WXX-{WEEKDAYS[match['d']]}{part}", quant="EVERY")


_ADVERBS: Final = {
    **{"hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "biweekly": "P2W"},
    **{"monthly": "P1M", "quarterly": "P3M", "annually": "P1Y", "yearly": "P1Y"},
}
_TIMES: Final = {"once": 1, "twice": 2}


def _adverb(match: re.Match[str], place: Place) -> Reading | None:
    return Reading(TimexType.SET, _ADVERBS[match["word"]], quant="EVERY")


def _weekends(match: re.Match[str], place: Place) -> Reading | None:
    return Reading(TimexType.SET, "XXXX-WXX-WE", quant="EVERY")


def _times(match: re.Match[str], place: Place) -> Reading | None:
    count = _TIMES.get(match["times"]) or amount_of(match["times"].removesuffix("times").strip())
    return Reading(TimexType.SET, duration_value(match["unit"], Fraction(1)), quant="EVERY", freq=f"{count}X")


_MORE: Final = (
    r"(?:(?:more|additional|further|full|long|straight|consecutive|trading|working|business"
    r"|solid|short) )?"
)
_LEAD: Final = (
    r"(?:(?:the |these |those |his |her |its |their )?(?:first |last |past |next |coming "
    r"|latest |previous |recent |final |another )?)?"
)

RULES: Final = (
    rule(
        rf"{_LEAD}(?:{NEARLY} )?(?:{NUMBER}(?: to |_or_|-))?(?P<n>{AMOUNT})_{_MORE}(?P<unit>{UNIT})"
        rf"(?P<half> and a half)?(?:-long| or so)?",
        _duration,
    ),
    rule(
        r"(?:(?:the|these|those|recent|coming) )?(?:recent |coming |early |past )?(?P<unit>days"
        r"|weeks|months|years|decades|centuries|hours|minutes)(?: ahead|-long)?",
        _open,
    ),
    rule(r"(?:the |an? )?(?P<unit>hour|day|week|month|year|decade)-?long", _span),
    rule(r"(?:(?:the )?(?:last|past|next) |the (?!day))(?P<unit>day|week|month|year|decade|century)", _span),
    rule(r"a while", _some_time),
    rule(r"weekends|every weekend", _weekends),
    rule(rf"(?P<each>every|each|per)(?: other)? (?:(?P<n>{NUMBER}) )?(?P<unit>{UNIT})", _every),
    rule(rf"(?:every|each) (?:(?P<d>{WEEKDAY})(?: (?P<part>{PART}))?|(?P<m>{MONTH}))", _every_named),
    rule(rf"(?:every )(?P<d>)(?P<m>)(?P<part>{PART})", _every_named),
    rule(rf"(?P<m>)(?P<d>{WEEKDAY})(?:s| (?P<part>{PART})s)", _every_named),
    rule(
        r"(?P<word>hourly|daily|nightly|weekly|biweekly|monthly|quarterly(?=[.,;)])|annually"
        r"|yearly)",
        _adverb,
    ),
    rule(
        rf"(?P<times>once|twice|{NUMBER} times) (?:a|an|per|each|every) (?P<unit>hour|day|week"
        rf"|month|quarter|year|decade)",
        _times,
    ),
)
