"""Numbers: a lower-case body and a place in, the number that begins there out. Units belong to `amounts`.

In digits with the language's marks, in English also in words. Every pattern has a bound, so that a million digits take
no more than a million steps.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from tasks.facts.quantities.languages import Writing


@dataclass(frozen=True, slots=True)
class Number:
    """One number; `step` is what one more in its last figure that counts would add, `scale` its word for millions."""

    value: Decimal
    end: int
    step: Decimal
    scale: Decimal = Decimal(1)
    words: bool = False

    @property
    def scaled(self) -> bool:
        """Whether a word for millions or the like is in it."""
        return self.scale != 1


_NARROW: Final = "\u00a0\u2009\u202f"
_END: Final = r"(?![0-9])(?![.,][0-9])"
_DIGITS: Final = {
    ".": re.compile(
        rf"(?:[0-9]{{1,3}}(?P<mark>[,{_NARROW}'’])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}}){{0,5}}|[0-9]{{1,2}}(?:,[0-9]{{2}}){{1,4}},[0-9]{{3}}"
        rf"|[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{0,4}} [0-9]00(?![0-9])|[0-9]{{1,15}})(?P<rest>\.[0-9]{{1,12}})?{_END}"
    ),
    ",": re.compile(
        rf"(?:[0-9]{{1,3}}(?P<mark>[. {_NARROW}'’])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}}){{0,5}}|[0-9]{{1,15}})"
        rf"(?P<rest>,[0-9]{{1,12}}|(?<![. {_NARROW}][0-9]{{3}})\.[0-9]{{1,2}})?{_END}"
    ),
    "": re.compile(  # only what both marks leave no doubt about
        rf"(?:[0-9]{{1,3}}(?P<mark>[,.{_NARROW}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}}){{1,5}}"
        rf"|[0-9]{{1,3}},[0-9]{{3}}(?=\.[0-9]{{1,2}}(?![0-9]))|[0-9]{{1,3}}\.[0-9]{{3}}(?=,[0-9]{{1,2}}(?![0-9]))|[0-9]{{1,15}})"
        rf"(?P<rest>[.,][0-9]{{1,2}})?{_END}"
    ),
}
_SIMPLE: Final = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.333",
    "⅔": "0.667",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
}
_FILLED: Final = re.compile(r"0[0-9]")  # part of something
_FOREIGN: Final = re.compile(r"[0-9]{1,3}\.000")  # three thousand as others write it
_PLUS: Final = re.compile(r"\+(?=\s)")
_FRACTION: Final = re.compile(r"(?:[ -]{1,2}|(?<=0))(?P<over>[1-9])[/⁄](?P<under>[2-9]|16)(?![0-9/])")
_ALONE: Final = re.compile(r"(?P<over>[1-9])[/⁄](?P<under>[2-9]|16)(?![0-9/])")
_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES: Final = {word: number for number, word in enumerate(_ONES.split(), start=1)}
TENS: Final = {word: number * 10 for number, word in enumerate(_TENS.split(), start=2)}
_DOZEN: Final = 12
_BIG: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS: Final = "|".join((*reversed(ONES), *TENS, *_BIG, "hundred", "dozen"))
_WORD: Final = re.compile(rf"(?P<gap>[\s-]{{1,2}}(?P<and>and\s)?)?(?P<word>{_WORDS})(?![^\W_])")
_ARTICLE: Final = re.compile(r"an?\s(?=hundred|thousand|million|billion|trillion|dozen)")
_AND_HALF: Final = re.compile(r"[\s-]and[\s-](?:a|one)[\s-](?P<part>half|quarter|third)(?![^\W_])")
_PARTS: Final = {"half": "0.5", "quarter": "0.25", "third": "0.333"}
_SHARE: Final = re.compile(
    r"(?:an?\s|one[\s-])?(?P<many>(?:two|three)[\s-])?"
    r"(?:(?P<part>half|quarter|third)s?(?:[\s-]of\s(?:an?|one|1)|[\s-]an?)(?=\s)|(?P<bare>half|quarter)(?=[\s-]))"
)
_SCALE: Final = re.compile(r"[\s-]{0,2}(?P<both>(?P<one>[^\W\d_]{1,12})(?:\s[^\W\d_]{1,12})?)(?![^\W_])")
_SCALE_DOT: Final = re.compile(r"(?<=mio|mrd|mln|mld|тыс|млн|лрд|рлн|тис|tys|mia|ill)\.(?=\s\w)")
HEADS: Final = frozenset((*ONES, *TENS, "a", "an", "half", "quarter"))


def number_at(lowered: str, start: int, writing: Writing) -> Number | None:
    """The number that begins there, with its million or thousand; None if none does."""
    found = _in_digits(lowered, start, writing) if lowered[start] in "0123456789½¼¾" else None
    if found is None and writing.english and lowered[start].isalpha():
        found = _share(lowered, start) or _in_words(lowered, start)
    return found


def _in_digits(lowered: str, start: int, writing: Writing) -> Number | None:
    if lowered[start] in _SIMPLE:
        return Number(Decimal(_SIMPLE[lowered[start]]), start + 1, Decimal("0.01"))
    alone = _ALONE.match(lowered, start)
    if alone:
        return Number(_ratio(alone), alone.end(), Decimal("0.01"))
    match = _DIGITS[writing.decimal or ""].match(lowered, start)
    if match is None or _FILLED.match(match[0]) or (writing.decimal == "." and _FOREIGN.fullmatch(match[0])):
        return None
    rest = (match["rest"] or "").replace(",", ".")
    whole = match[0][: len(match[0]) - len(rest)]
    value = Decimal("".join(one for one in whole if one.isdigit()) + rest)
    number = Number(value, match.end() + bool(_PLUS.match(lowered, match.end())), _step(value))
    if rest or number.end > match.end():
        return number
    following = lowered[number.end : number.end + 1]
    if following and following in _SIMPLE:
        return Number(value + Decimal(_SIMPLE[following]), number.end + 1, Decimal("0.01"))
    part = _FRACTION.match(lowered, number.end)
    if part:
        return Number(value + _ratio(part), part.end(), Decimal("0.01"))
    return _with_half(number, lowered, 1)


def _ratio(match: re.Match[str]) -> Decimal:
    return round(Decimal(match["over"]) / Decimal(match["under"]), 4)


def _step(value: Decimal) -> Decimal:
    """What the last figure that is not a filling zero stands for: 1,000 of 8,000, 0.1 of 4.2."""
    exponent = value.normalize().as_tuple().exponent if value else 0
    places = value.as_tuple().exponent
    return Decimal(10) ** (places if isinstance(places, int) and places < 0 else int(exponent))


def _share(lowered: str, start: int) -> Number | None:
    """`half a`, `a half-`, `three quarters of a`: a share of the unit that stands behind it."""
    match = _SHARE.match(lowered, start)
    if match is None:
        return None
    times = {"two": 2, "three": 3}[match["many"][:-1]] if match["many"] else 1
    value = Decimal(_PARTS[match["part"] or match["bare"]]) * times
    return Number(value, match.end(), Decimal("0.1"), words=True)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number in words so far: whole thousands, the hundreds behind them, and below what a next word must stay."""

    total: int = 0
    group: int = 0
    below: int = 100
    last: int = 10**15

    def plus(self, word: str, *, article: bool) -> "_Sum | None":
        """With one word more; None if it does not fit on."""
        group = 1 if article and not (self.group or self.total) else self.group
        if word in _BIG:
            fits = group > 0 and _BIG[word] < self.last
            return _Sum(self.total + group * _BIG[word], 0, 1000, _BIG[word]) if fits else None
        if word == "hundred":
            return _Sum(self.total, group * 100, 100, self.last) if 0 < group < 100 else None
        if word == "dozen":
            return _Sum(self.total, group * 12, 0, _DOZEN) if 0 < group < 100 else None
        number = ONES.get(word) or TENS[word]
        return (
            _Sum(self.total, self.group + number, 10 if word in TENS else 0, self.last) if number < self.below else None
        )


def _in_words(lowered: str, start: int) -> Number | None:
    """`two hundred and thirty-four thousand`, `two dozen`, `a hundred`; ten words at most."""
    article = _ARTICLE.match(lowered, start)
    place, end, so_far = article.end() if article else start, start, _Sum()
    for _ in range(10):
        match = _WORD.match(lowered, place)
        if match is None or (match["gap"] is None) is (end > start) or (match["and"] and so_far.group % 100):
            break
        after = so_far.plus(match["word"], article=article is not None)
        if after is None:
            break
        so_far, place, end = after, match.end(), match.end()
    if end == start:
        return None
    value = Decimal(so_far.total + so_far.group)
    number = Number(
        value, end, _step(value), scale=Decimal(so_far.last if so_far.total or so_far.last == _DOZEN else 1), words=True
    )
    return _with_half(number, lowered, so_far.last if so_far.total and not so_far.group else 1)


def _with_half(number: Number, lowered: str, of: int) -> Number:
    half = _AND_HALF.match(lowered, number.end)
    if half is None:
        return number
    part = Decimal(_PARTS[half["part"]]) * of
    return replace(number, value=number.value + part, step=part, end=half.end())


def scaled(number: Number, lowered: str, writing: Writing) -> Number | None:
    """The number with the million or so that is written behind it; None if there is none."""
    match = _SCALE.match(lowered, number.end)
    if match is None:
        return None
    for group in ("both", "one"):
        factor = writing.scales.get(match[group])
        if factor is not None:
            dot = _SCALE_DOT.match(lowered, match.end(group))
            end = dot.end() if dot else match.end(group)
            return replace(
                number, value=number.value * factor, step=number.step * factor, end=end, scale=number.scale * factor
            )
    return None


def of_one_scale(low: Number, high: Number) -> Number:
    """The lower end in the upper one's millions, if it has none of its own: `2 to 3 million`."""
    if low.scaled or not high.scaled:
        return low
    if low.value >= high.value / high.scale:
        return low
    return replace(low, value=low.value * high.scale, step=low.step * high.scale, scale=high.scale)
