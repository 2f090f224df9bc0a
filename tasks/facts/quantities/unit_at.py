"""Units where they are written: a text and a place in, the unit that begins there out."""

import re
from typing import Final

from schemas.words import QuantityKind
from tasks.facts.quantities import currencies
from tasks.facts.quantities.found import Text, Written
from tasks.facts.quantities.numbers import Number
from tasks.facts.quantities.open_units import settled
from tasks.facts.quantities.unit_names import SHORT, SYMBOLS, TIMES
from tasks.facts.quantities.units import Unit, per_time

_GAP: Final = re.compile(r"[^\S\n]{1,2}|[-‑]|(?:[^\S\n])?\n(?!\n)")
_SYMBOL: Final = re.compile(
    rf"°[^\S\n]?[CF](?![^\W_])|[%‰°º{re.escape(''.join(currencies.SYMBOLS))}]|[^\W\d_]{{1,5}}(?:/[^\W\d_]{{1,2}})?[²³23]?(?![^\W_])"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN_WORDS: Final = re.compile(r"[^\S\n]{1,2}|[-‑'’]|\.[^\S\n]?|\n(?!\n)")
# `10m downloads` are ten million, `a 10m fall` is not.
_MILLIONS: Final = re.compile(r"\s(?!across|hurdles|towards|less|besides|perhaps|waves|walls)[^\W\d_]{3,}s(?![^\W_])")
_LONGEST_NAME: Final = 4
_PER: Final = re.compile(rf"(?:\s(?:per|an?|each|every)\s|/)(?P<time>{'|'.join(TIMES)})(?![^\W_])")
_RATES: Final = ("m", "m3", "kg", "bit")


def unit_at(text: Text, number: Number) -> Written | None:
    """The unit written behind a number, as the text around settles it; None if there is none."""
    gap = _GAP.match(text.lowered, number.end)
    start = gap.end() if gap else number.end
    found = _symbol(text, start, number) or _named(text, start)
    if found is None and text.writing.link:
        link = text.writing.link.match(text.lowered, start)
        found = _named(text, link.end()) if link else None
    found = settled(found, text) if found else None
    return _per_time(found, text) if found and text.writing.english else found


def _symbol(text: Text, start: int, number: Number) -> Written | None:
    match = _SYMBOL.match(text.body, start)
    if match is None:
        return None
    name = match[0]
    if name in SYMBOLS:
        odd = name in SHORT and (number.words or text.body.startswith((".", "'", "-"), match.end()))
        if odd or _glued(text, match) or (name == "m" and _MILLIONS.match(text.lowered, match.end())):
            return None
        return Written(SYMBOLS[name], start, match.end())
    code = currencies.SYMBOLS.get(name) or (name if name in currencies.CODES else None)
    if code is None or text.lowered[match.end() : match.end() + 1].isdigit():
        return None
    return Written(currencies.money(code), start, match.end())


def _glued(text: Text, match: re.Match[str]) -> bool:
    """Whether a word goes on behind the sign, as in an escaped address: `%20`."""
    return match[0] in "%‰" and text.body[match.end() : match.end() + 1].isalnum()


def _named(text: Text, start: int) -> Written | None:
    words: list[str] = []
    ends: list[int] = []
    place = start
    while len(words) < _LONGEST_NAME and (match := _WORD.match(text.lowered, place)):
        words.append(match[0])
        ends.append(match.end())
        between = _BETWEEN_WORDS.match(text.lowered, match.end())
        if between is None:
            break
        place = between.end()
    for count in range(len(words), 0, -1):
        unit = text.writing.names.get(" ".join(words[:count]))
        if unit is not None and text.lowered[ends[count - 1] : ends[count - 1] + 1] not in ("_", *"0123456789"):
            return Written(unit, start, ends[count - 1])
    return None


def _per_time(found: Written, text: Text) -> Written:
    match = _PER.match(text.lowered, found.end)
    unit: Unit = found.unit
    if match is None or unit.kind is not QuantityKind.MEASURE or (unit.base not in _RATES and unit.open is None):
        return found
    return Written(per_time(unit, TIMES[match["time"]]), found.start, match.end())
