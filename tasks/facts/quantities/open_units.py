"""Names that stand for several units, a pound of money or of flour: a unit and its text in, the one meant out."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from schemas.words import QuantityKind
from tasks.facts.quantities.currencies import currency_of
from tasks.facts.quantities.found import Text, Written
from tasks.facts.quantities.units import Unit, unit_of

_HEAT: Final = re.compile(
    r"temperatur|heat|\bhot|warm|cold\b|colder|cool|freez|weather|celsius|fahrenheit|thermomet|oven|fever|chill|climat"
    r"|hitze|kält|grad\b.*(?:warm|kalt)|chaleur|froid|calor|frío|caldo|freddo|мороз|тепл|температур|жар"
)
_CIRCLE: Final = re.compile(
    r"[\s-]{0,2}(?:turn|angle|view|rotation|panoram|camera|spin|arc\b|[ns]\b|[ew]\b|(?:north|south|east|west)\b|longitude|latitude)"
)
_WEIGHT: Final = re.compile(
    r"weigh|heavy|heavier|\blb|\bkg|kilogram|\blos[et]|gained|lift|per square|muscle|cargo|payload|bomb|pressure"
)
_PRICE: Final = re.compile(
    r"\b(?:cost|paid|pays?|price|fined?|worth|salar|earn|spen[dt]|budget|bill|invest|fund|debt|tax|sold|profit|wage|loan|grant|fee\b)"
)
_OF_SOMETHING: Final = re.compile(r"\s(?:of\s(?!debt|public|taxpay|invest)|per\ssquare|each\b)|-\w")
_GOLD: Final = re.compile(r"\sof\s(?:gold|silver|platinum|palladium)\b|\sgold\b")
_SEAT: Final = re.compile(
    r"\b(?:seat|gate|row|flight|room|flat|apartment|unit|section|block|figure|class|grade)s?\s[0-9]*\s?$"
)
# Words of everyday English too: an amount only where their country is named.
_COMMON_WORDS: Final = frozenset(("won", "mark", "krona", "R", "N"))


def settled(found: Written, text: Text) -> Written | None:
    """The unit with the code the text gives it, if any; None if it is none after all."""
    unit = found.unit
    if unit.open is None:
        ounces = unit.code == "[oz_av]" and _GOLD.match(text.lowered, found.end)
        return replace(found, unit=unit_of("[oz_tr]")) if ounces else found
    rule = _RULES.get(unit.open)
    after = rule(found, text) if rule else _money(unit, text)
    return None if after is None else replace(found, unit=after)


def _money(unit: Unit, text: Text) -> Unit | None:
    name = unit.open or ""
    code = _currency(name, text.lowered, text.language)
    return None if code is None and name in _COMMON_WORDS else replace(unit, code=code, open=None)


@lru_cache(maxsize=64)
def _currency(name: str, lowered: str, language: str | None) -> str | None:
    return currency_of(name, lowered, language)


def _ton(found: Written, text: Text) -> Unit:
    region = _region(text)
    return unit_of("[ston_av]") if region == "US" else found.unit


def _gallon(found: Written, text: Text) -> Unit:
    return unit_of("[gal_br]" if _region(text) in ("GB", "IE") else "[gal_us]")


def _pint(found: Written, text: Text) -> Unit:
    return unit_of("[pt_br]" if _region(text) in ("GB", "IE") else "[pt_us]")


def _degree(found: Written, text: Text) -> Unit | None:
    body = text.lowered
    if body[found.end : found.end + 1].isdigit():
        return None  # degrees and minutes of a place
    if _CIRCLE.match(body, found.end):
        return unit_of("deg")
    if not _HEAT.search(body, max(0, found.start - 80), found.end + 60):
        return None
    if not text.writing.english:
        return unit_of("Cel")
    if body.startswith(" (", found.end):
        return found.unit  # the conversion behind it tells
    if _region(text) == "US" or ("fahrenheit" in body and "celsius" not in body):
        return unit_of("[degF]")
    return unit_of("Cel") if "celsius" in body else found.unit


def _letter(found: Written, text: Text) -> Unit | None:
    """`30C` in a report on the weather; elsewhere it is a seat."""
    if _SEAT.search(text.ahead(found.start, 24)) or not _HEAT.search(
        text.lowered, max(0, found.start - 80), found.end + 60
    ):
        return None
    return unit_of("Cel" if found.unit.open == "C" else "[degF]")


def _pound(found: Written, text: Text) -> Unit | None:
    body = text.lowered
    behind = body[found.end : found.end + 40]
    around = body[max(0, found.start - 60) : found.end + 40]
    large = re.search(r"(?:million|billion|[0-9](?:m|bn))[\s-]$", body[max(0, found.start - 10) : found.start])
    heavy = bool(_WEIGHT.search(around)) + bool(_OF_SOMETHING.match(behind)) + (body[found.start - 1] == "-")
    dear = (
        bool(_PRICE.search(around))
        + bool(large)
        + ("£" in body or "sterling" in body)
        + behind.startswith((" ($", " (€"))
    )
    return _money(replace(found.unit, kind=QuantityKind.MONEY), text) if dear > heavy else unit_of("[lb_av]")


def _pence(found: Written, text: Text) -> Unit | None:
    """`85p` in a text that has pounds."""
    is_money = "£" in text.body and text.body[found.start - 1].isdigit()
    return Unit(QuantityKind.MONEY, "GBP", scale=Decimal("0.01")) if is_money else None


def _region(text: Text) -> str:
    return (text.language or "").rpartition("-")[2].upper()


_RULES: Final[dict[str, Callable[[Written, Text], Unit | None]]] = {
    **{
        "ton": _ton,
        "gallon": _gallon,
        "pint": _pint,
        "degree": _degree,
        "pound": _pound,
        "C": _letter,
        "F": _letter,
        "p": _pence,
    }
}
