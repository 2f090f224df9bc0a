"""Quantities beside each other: ranges whose unit stands twice, and which converts which; drafts in and out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from schemas.words import QuantityKind
from tasks.facts.quantities.found import Draft, Text
from tasks.facts.quantities.numbers import Number, of_one_scale
from tasks.facts.quantities.units import CHOICES, Unit, unit_of

_TO: Final = re.compile(r"\sto\s|\s?[-–—]\s?")
_MOVED: Final = re.compile(
    r"(?:\bfrom|\bby|\b(?:rose|rise|rises|risen|rising|fell|falls?|fallen|falling|climb\w*|drop\w*|up|down|gain\w*|lost|lose\w*"
    r"|slid\w*|jump\w*|increas\w*|declin\w*|decreas\w*|grew|grow\w*|advanc\w*|edg\w+|surg\w+|plung\w+|rais\w+|cut\w*|lower\w*"
    r"|boost\w*|add\w*|slip\w*|tumbl\w*|soar\w*|eas\w+|dip\w*|shed|narrow\w*|widen\w*|off|higher|another|plummet\w*|sank|rall\w+)"
    r"(?:\s(?:by|about|nearly|almost|only|just|some|another|more than|less than))?)\s$"
)
_BRACKET: Final = re.compile(r"[^()\n0-9]{0,30}?[\s-]?[(\[](?:[^()\n0-9]{0,24}\s|[^\w()\s]{0,2})?")
_OR: Final = re.compile(
    r",?\sor\s(?:[^\W\d]+\s){0,2}|\s?/\s?|\s[–—-]\s(?:or\s)?(?:[^\W\d]+\s){0,2}|,\s(?:about|roughly|approximately)\s"
)


_RANGING: Final = ("range from ", "ranges from ", "ranged from ", "ranging from ", "anywhere from ")
_FARTHEST: Final = 60
_FARTHEST_END: Final = 5
_BETWEEN: Final = re.compile(r"\sand\s")
_CLOSED: Final = re.compile(r"[^()\n]{0,40}[)\]]")
_RISE_AHEAD: Final = re.compile(
    r"\b(?:by|um|rise of|increase of|warming of|warming to|difference of|global warming|limit\w*)\s(?:[a-z]+\s){0,2}$"
)
_RISE_BEHIND: Final = re.compile(
    r"\s(?:warmer|cooler|colder|hotter|higher|lower|of warming|rise|increase|(?:above|below) (?!zero|freezing))"
    r"|-(?:rise|increase)"
)
_SLACK: Final = 0.01  # of a number that is rounded in a way its figures do not show


def ranges_joined(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts with `$5 to $10 million` and `between 3 km and 5 km` as one each."""
    joined: list[Draft] = []
    for draft in drafts:
        range_ = _range(joined[-1], draft, text) if joined else None
        if range_ is None:
            joined.append(draft)
        else:
            joined[-1] = range_
    return joined


def _range(first: Draft, second: Draft, text: Text) -> Draft | None:
    between = text.lowered[first.end : second.start]
    if (
        first.high
        or second.high
        or first.unit != second.unit
        or len(between) > _FARTHEST_END
        or first.unit.kind is QuantityKind.COUNT
    ):
        return None
    ahead = text.ahead(first.start)
    named = ahead.endswith("between ") and _BETWEEN.fullmatch(between) is not None
    named = named or (ahead.endswith(_RANGING) and _TO.fullmatch(between) is not None)
    if not named and (not _TO.fullmatch(between) or _MOVED.search(ahead)):
        return None
    low = of_one_scale(first.low, second.low)
    return replace(first, end=second.end, low=low, high=second.low) if low.value < second.low.value else None


def conversions_linked(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, each of which converts the one before it linked to it, and both said to be as exact as the first."""
    linked: list[Draft] = []
    for draft in drafts:
        pair = _pair(linked[-1], draft, text) if linked else None
        if pair:
            origin = linked[-1].conversion_of
            linked[-1] = pair[0]
            of = len(linked) - 1 if origin is None else origin
            draft = replace(pair[1], conversion_of=of, modifier=draft.modifier or pair[0].modifier)
        linked.append(draft)
    return linked


def _pair(first: Draft, second: Draft, text: Text) -> tuple[Draft, Draft] | None:
    if first.unit.kind is not second.unit.kind or second.start - first.end > _FARTHEST:
        return None
    between = text.lowered[first.end : second.start]
    bracket = _BRACKET.fullmatch(between) if _CLOSED.match(text.lowered, second.end) else None
    if not bracket and not _OR.fullmatch(between):
        return None
    if first.unit.kind is QuantityKind.MONEY:
        alike = first.unit.code == second.unit.code or None in (first.unit.code, second.unit.code)
        return None if alike else (first, second)
    if first.unit.kind is not QuantityKind.MEASURE or first.unit == second.unit:
        return None
    return _agreeing(first, second)


def _agreeing(first: Draft, second: Draft) -> tuple[Draft, Draft] | None:
    """The two with units in which they are the same within the rounding of their figures."""
    for one, other in product(_units(first.unit), _units(second.unit)):
        if one.base is None or one.base != other.base or one.code == other.code:
            continue
        for difference in (False, True) if one.base == "K" else (False,):
            if _same(first, second, one, other, difference=difference):
                return _with_unit(first, one, difference=difference), _with_unit(second, other, difference=difference)
    return None


def _units(unit: Unit) -> tuple[Unit, ...]:
    return tuple(unit_of(code) for code in CHOICES.get(unit.open or unit.code or "", ())) or (unit,)


def _with_unit(draft: Draft, unit: Unit, *, difference: bool) -> Draft:
    return replace(draft, written=replace(draft.written, unit=unit), difference=difference)


def _same(first: Draft, second: Draft, one: Unit, other: Unit, *, difference: bool) -> bool:
    if (first.high is None) is not (second.high is None):
        return False
    pairs = [(first.low, second.low)]
    if first.high and second.high:
        pairs.append((first.high, second.high))
    return all(_meet(_span(a, one, difference=difference), _span(b, other, difference=difference)) for a, b in pairs)


def _span(number: Number, unit: Unit, *, difference: bool) -> tuple[float, float]:
    offset = 0.0 if difference else unit.offset
    value, half = float(number.value) * unit.factor, float(number.step) * unit.factor / 2 * 1.0001
    slack = abs(value) * _SLACK
    return value - half - slack + offset, value + half + slack + offset


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def differences_marked(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, those of a rise or fall of temperature marked: two degrees warmer are not two degrees."""
    return [replace(one, difference=True) if _is_rise(one, text) else one for one in drafts]


def _is_rise(draft: Draft, text: Text) -> bool:
    if draft.unit.base != "K" and draft.unit.open != "degree":
        return False
    return bool(_RISE_AHEAD.search(text.ahead(draft.start)) or _RISE_BEHIND.match(text.lowered, draft.end))
