"""Numbers together with their unit: a text and a place in, the quantities that begin there out.

One as a rule; two of `10 by 12 feet`. What words around say of them is for `modifiers` and `together`.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from schemas.words import QuantityKind
from tasks.facts.quantities import currencies
from tasks.facts.quantities.counts import counted_at
from tasks.facts.quantities.found import Draft, Text, Written
from tasks.facts.quantities.numbers import ONES, Number, number_at, of_one_scale, scaled
from tasks.facts.quantities.open_units import settled
from tasks.facts.quantities.unit_at import unit_at
from tasks.facts.quantities.units import unit_of

_SPACE: Final = re.compile(r"[^\S\n]{0,2}")
_DASH: Final = re.compile(r"[^\S\n]?[-‑–—−][^\S\n]?")
_AND: Final = re.compile(r"\sand\s")
_ARTICLE: Final = re.compile(r"an?(?=\s)")
_BY: Final = re.compile(r"\sby\s|-by-|\s?[x×]\s?|-\sand\s|-\sby\s")
_SIGNED: Final = re.compile(r"(?<![^\W_])(?:[A-Z]{1,3}|U\.S\.)$")
_CODE_BEHIND: Final = re.compile(rf"\s({'|'.join(sorted(currencies.CODES))})(?![^\W_])")
_OTHER_SCALE: Final = re.compile(r"[\s-]?(?:(?:[mb]il|tril|mrd|mld|mln|mlrd|juta|mio)(?!e)|[万亿億兆만억조])")
_MINUS: Final = re.compile(r"(?:(?<![^\s(])[-−–]|(?<!plus or )\bminus )$")
_SMALL: Final = "|".join(reversed(ONES))
_INCHES: Final = re.compile(
    rf"-(?P<close>[0-9]{{1,2}}|{_SMALL})(?![^\W_%])(?!-)"
    rf"|[\s,-]{{1,2}}(?:and\s)?(?P<far>[0-9]{{1,2}}(?:\.[0-9])?|{_SMALL})(?:[\s-](?:inch(?:es)?|in\.)|in\b\.?)(?![^\W_])"
)
_HEIGHT: Final = re.compile(r"(?P<feet>[3-8])['’′]\s?(?P<inches>1[01]|[0-9])(?:[\"”″]|''|’’)(?![^\W_])")
_ONE: Final = re.compile(
    r"(?:about|nearly|almost|roughly|around|over|under|more than|less than|within|at least|half|up to|barely)\s$"
)
_CHANGE: Final = re.compile(r"(?<!range )(?<!ranges )(?<!ranged )(?<!ranging )\bfrom $")


def amount_at(text: Text, start: int) -> tuple[Draft, ...]:
    """The quantities whose first number begins there; none if no unit goes with it."""
    height = _HEIGHT.match(text.body, start) if text.writing.english else None
    if height:
        return (_in_feet(height),)
    low = number_at(text.lowered, start, text.writing)
    if low is None:
        return _one_unit(text, start)
    several = _multiplied(text, start, low)
    if several:
        return several
    for number, high in _readings(text, start, low):
        last = high or number
        written = unit_at(text, last) or counted_at(text, start, last)
        if written is not None:
            return _drafts(text, start, number, high, written)
    return ()


def _drafts(text: Text, start: int, low: Number, high: Number | None, written: Written) -> tuple[Draft, ...]:
    kind = written.unit.kind
    if high is not None and kind is not QuantityKind.MEASURE and _CHANGE.search(text.ahead(start)):
        # `rose from 5 to 10 percent` is no range: two numbers share their unit.
        begin = text.lowered.index(" ", low.end) + 1
        begin += len(text.lowered[begin : high.end]) - len(text.lowered[begin : high.end].lstrip("to -"))
        return (Draft(start, low.end, low, None, written), Draft(begin, written.end, high, None, written))
    end = written.end
    if high is None and written.unit.code == "[ft_i]":
        low, end = _with_inches(text, low, written)
    minus = _MINUS.search(text.ahead(start, 16))
    if minus and (kind is QuantityKind.PERCENTAGE or written.unit.base == "K" or written.unit.open == "degree"):
        return (Draft(start - len(minus[0]), written.end, _negative(low), _negative(high) if high else None, written),)
    return (Draft(start, end, low, high, written),)


def _negative(number: Number) -> Number:
    return replace(number, value=-number.value)


def _readings(text: Text, start: int, low: Number) -> list[tuple[Number, Number | None]]:
    """The number and its range in the ways they can be read, the fullest first."""
    full = scaled(low, text.lowered, text.writing)
    readings: list[tuple[Number, Number | None]] = []
    for one in (full, low) if full else (low,):
        high = _high(text, start, one)
        if high is not None:
            readings.append((of_one_scale(one, high), high))
        readings.append((one, None))
    return readings


def _high(text: Text, start: int, low: Number) -> Number | None:
    """The upper end of a range behind its lower end, with its million."""
    end = _range_sign(text, start, low.end)
    if end is None or end >= len(text.lowered):
        return None
    high = number_at(text.lowered, end, text.writing)
    if high is None:
        return None
    full = scaled(high, text.lowered, text.writing) or high
    return full if full.value > low.value else None


def _range_sign(text: Text, start: int, end: int) -> int | None:
    words = text.writing.to
    match = (words.match(text.lowered, end) if words else None) or _DASH.match(text.lowered, end)
    if match is None and text.writing.english and text.ahead(start, 8).endswith("between "):
        match = _AND.match(text.lowered, end)
    return match.end() if match else None


def _multiplied(text: Text, start: int, low: Number) -> tuple[Draft, ...]:
    """The lengths of `10 by 12 feet`, three at most: each has the unit of the last."""
    numbers, starts = [low], [start]
    while len(numbers) < 3 and (match := _BY.match(text.lowered, numbers[-1].end)):
        following = number_at(text.lowered, match.end(), text.writing) if match.end() < len(text.lowered) else None
        if following is None:
            break
        numbers.append(following)
        starts.append(match.end())
    written = unit_at(text, numbers[-1]) if len(numbers) > 1 else None
    if written is None or written.unit.base != "m" or text.lowered.startswith(" relay", written.end):
        return ()
    ends = [*(number.end for number in numbers[:-1]), written.end]
    return tuple(
        Draft(begin, end, number, None, written) for begin, end, number in zip(starts, ends, numbers, strict=True)
    )


def _in_feet(height: re.Match[str]) -> Draft:
    """`6'2"` in feet."""
    value = round(Decimal(height["feet"]) + Decimal(height["inches"]) / 12, 4)
    number = Number(value, height.end(), Decimal(1) / 12)
    written = Written(unit_of("[ft_i]"), height.end("feet"), height.end("feet") + 1)
    return Draft(height.start(), height.end(), number, None, written)


def _with_inches(text: Text, feet: Number, written: Written) -> tuple[Number, int]:
    """`6 feet 2 inches` and `6-foot-2` in feet, and where they end."""
    match = _INCHES.match(text.lowered, written.end)
    if match is None:
        return feet, written.end
    said = match["close"] or match["far"]
    inches = Decimal(ONES[said]) if said in ONES else Decimal(said)
    value = round(feet.value + inches / 12, 4)
    return replace(feet, value=value, step=Decimal(1) / 12), match.end()


def _one_unit(text: Text, start: int) -> tuple[Draft, ...]:
    """`about a mile`, `a percentage point`: one of a unit, where that is no rate such as a dollar a mile."""
    match = _ARTICLE.match(text.lowered, start)
    if match is None or not text.writing.english:
        return ()
    one = Number(Decimal(1), match.end(), Decimal(1), words=True)
    written = unit_at(text, one)
    if written is None or not (written.unit.kind is QuantityKind.PERCENTAGE or _ONE.search(text.ahead(start, 14))):
        return ()
    return (Draft(start, written.end, one, None, written),)


def money_at(text: Text, sign: int) -> tuple[Draft, ...]:
    """The amount whose currency sign stands there, with the letters before it that say whose: `US$4.5 million`."""
    symbol = text.body[sign]
    letters = _SIGNED.search(text.body, max(0, sign - 4), sign)
    whose = currencies.SIGNED.get(f"{letters[0]}{symbol}") if letters else None
    if letters and whose is None:
        return ()
    start = letters.start() if letters else sign
    code = whose or currencies.SYMBOLS[symbol]
    return prefixed_at(text, start, sign + 1, code)


def prefixed_at(text: Text, start: int, end: int, code: str) -> tuple[Draft, ...]:
    """The amount behind a currency that ends at `end`."""
    place = _SPACE.match(text.lowered, end)
    at = place.end() if place else end
    low = number_at(text.lowered, at, text.writing) if at < len(text.lowered) and text.lowered[at].isdigit() else None
    if low is None:
        return ()
    low, high = _readings(text, start, low)[0]
    if not text.writing.english and not (high or low).scaled and _OTHER_SCALE.match(text.lowered, (high or low).end):
        return ()  # a million in words of another language
    end = start + len(text.body[start:end].rstrip(" ."))
    written = settled(Written(currencies.money(code), start, end), text)
    if written is None:
        return ()
    stop = (high or low).end
    behind = _CODE_BEHIND.match(text.body, stop)
    if behind and code in ("?$", "?£", "?¥"):
        written, stop = Written(currencies.money(behind[1]), start, end), behind.end()
    return (Draft(start, stop, low, high, written),)
