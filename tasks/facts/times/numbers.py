"""Numbers in words or digits in, integers and fractions out."""

import re
from fractions import Fraction
from typing import Final

from tasks.facts.times.words import ONES, ORDINALS, TENS

SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_DIGITS: Final = re.compile(r"([\d,]+(?:\.\d+)?)(?:\s+(\d)/([1-9])|([½¼¾]))?")
_AND_A_HALF: Final = re.compile(r"[\s-]+and[\s-]+a[\s-]+half$")
_VULGAR: Final = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


def amount_of(text: str) -> Fraction | None:
    """How many the words say; None where they leave it open: `several`."""
    whole = _AND_A_HALF.sub("", text)
    half = Fraction(1, 2) if whole != text else Fraction(0)
    found = _DIGITS.fullmatch(whole)
    if found is not None:
        parts = Fraction(int(found[2]), int(found[3])) if found[2] else _VULGAR.get(found[4] or "", Fraction(0))
        return Fraction(found[1].replace(",", "")) + parts + half
    if whole.split()[0] == "half" or whole.endswith(" half"):
        return Fraction(1, 2)
    number = _spelled(re.split(r"[\s-]+", whole))
    return None if number is None else number + half


def _spelled(words: list[str]) -> Fraction | None:
    total = 0
    for word in words:
        if word in ONES:
            total += ONES[word]
        elif word in TENS:
            total += TENS[word]
        elif word in SCALES:
            total = max(total, 1) * SCALES[word]
        elif word == "couple":
            total += 2
        elif word not in ("a", "an", "of"):
            return None
    return Fraction(total or 1)


def day_of_month(text: str) -> int:
    """The day a number or an ordinal names."""
    return ORDINALS[text] if text in ORDINALS else int(re.sub(r"\D", "", text))


def ordinal_of(text: str) -> int:
    """The number of an ordinal: `third`, `3rd`."""
    return day_of_month(text)


def spoken_year(text: str) -> int:
    """The year that is said in words: `nineteen ninety-four`, `two thousand and one`."""
    words = re.split(r"[\s-]+", text)
    rest = [word for word in words[1:] if word not in ("thousand", "hundred", "oh", "and")]
    start = 2000 if words[0] == "two" else 1900
    return start + (int(_spelled(rest) or 0) if rest else 0)
