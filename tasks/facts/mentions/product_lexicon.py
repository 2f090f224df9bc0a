"""The lexicon of products: `products.txt` beside this module in, the writings that can begin with a word out.

What the file's marks mean is said at its top. Ships are found by what stands around them: `ships`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

# Cyrillic beside Latin letters of a designator; its variant's letters are turned one by one.
_CYRILLIC: Final = {
    **{"Tu": "Ту", "Su": "Су", "MiG": "МиГ", "Mi": "Ми", "Ka": "Ка", "An": "Ан", "Il": "Ил", "Yak": "Як", "Kh": "Х"},
    **{"T": "Т", "S": "С", "R": "Р", "BMP": "БМП", "BTR": "БТР", "BMD": "БМД", "AK": "АК", "RPG": "РПГ", "BM": "БМ"},
    **{"Be": "Бе", "TOS": "ТОС", "ZSU": "ЗСУ", "ZU": "ЗУ", "FAB": "ФАБ", "KAB": "КАБ", "D": "Д", "PT": "ПТ"},
}
_TO_LATIN: Final = str.maketrans("АБВДЕЗИКЛМНОПРСТУФЮ", "ABVDEZIKLMNOPRSTUFU")
_SPACED: Final = frozenset(
    ("MiG", "Yak", "AK", "BMP", "BTR", "RPG", "AIM", "AGM", "GBU", "HQ", "DF", "Hwasong", "Shahed", "Agni")
)
_VARIANT: Final = (
    r"(?P<variant>[A-ZА-Я]{1,4}(?:\d{1,2}[A-Z]{0,2})?(?:Sh)?(?:-\d{1,2})?|-\d{1,4}(?:ER|LR|XLR|F)?|neo|ceo|m|s(?=\d))?"
    r"(?:/[A-Z])?"
)
_END: Final = r"(?=s?(?![^\W_]))"
_LONGEST_ENDING: Final = 3  # letters of a Russian or Ukrainian case
_HEAD: Final = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Writing:
    """One writing of a product; `doubtful` where it also means other things."""

    form: str
    name: str
    kind: str
    family: str
    doubtful: bool

    @property
    def is_designator(self) -> bool:
        """Whether a variant can follow: it ends in a number."""
        return self.form[-1].isdigit()

    @property
    def is_short(self) -> bool:
        """Whether it begins with one letter alone, as roads, forms and vitamins do too."""
        return self.form[:1].isalpha() and not self.form[1:2].isalpha()


def writings_of(head: str) -> tuple[Writing, ...]:
    """The writings that begin with a word or number, given in lower case, the longest first; also of its plural."""
    heads = _heads()
    if head in heads:
        return heads[head]
    if head[-1] == "s":
        return heads.get(head[:-1], ())
    if "а" <= head[-1] <= "ї" and len(head) > _LONGEST_ENDING + 1:
        return next((heads[head[:-cut]] for cut in range(1, _LONGEST_ENDING + 1) if head[:-cut] in heads), ())
    return ()


def all_writings() -> tuple[Writing, ...]:
    """Every writing of the lexicon."""
    return tuple({one.form: one for writings in _heads().values() for one in writings}.values())


def variant_in_latin(variant: str) -> str:
    """The variant of a designator in Latin letters: `Б3` is B3."""
    return variant.translate(_TO_LATIN)


def is_doubtful_without_hyphen(writing: Writing, instead: str) -> bool:
    """Whether a designator with nothing or a space where its hyphen should be may be anything: `F16`, `SM3`."""
    prefix = writing.form.partition("-")[0]
    return instead != "" or writing.is_short or (len(prefix) == 2 and prefix not in _CYRILLIC)


@cache
def pattern_of(form: str) -> re.Pattern[str]:
    """What matches a writing; group `loose` holds what stands where a hyphen should."""
    letters = _HEAD.match(form)
    prefix = letters[0] if letters else ""
    rest = form[len(prefix) :]
    if not form[-1].isdigit() or not rest.startswith("-") or prefix.isdigit():
        return re.compile(_words(form) + (_VARIANT if form[-1].isdigit() else _inflected(form)) + _END)
    space = r"|\s" if prefix in _SPACED else ""
    return re.compile(
        rf"{_either(prefix)}(?:[-‑–]|(?P<loose>{space.removeprefix('|')}{'|' if space else ''}))"
        + re.escape(rest[1:])
        + _VARIANT
        + _END
    )


def _either(prefix: str) -> str:
    known = {prefix, prefix.upper()} | ({_CYRILLIC[prefix]} if prefix in _CYRILLIC else set())
    return f"(?:{'|'.join(sorted(known))})"


def _words(form: str) -> str:
    """A name as it is written, or in capitals as in a headline; spaces and hyphens for each other."""
    forms = [form, form.upper()] if len(form) > 3 and not form.isupper() else [form]
    return f"(?:{'|'.join(re.sub(r'(?:[ -])', '[ ‑-]', one.replace('.', chr(92) + '.')) for one in forms)})"


def _inflected(form: str) -> str:
    return f"[а-яіїє]{{0,{_LONGEST_ENDING}}}" if "а" <= form[-1] <= "я" else ""


@cache
def _heads() -> dict[str, tuple[Writing, ...]]:
    by_form = {one.form: one for one in _read(files(__package__).joinpath("products.txt").read_text(encoding="utf-8"))}
    heads: dict[str, list[Writing]] = {}
    for one in sorted(by_form.values(), key=lambda writing: len(writing.form), reverse=True):
        first = _HEAD.match(one.form)
        begin = first[0] if first else one.form
        for head in {begin.lower(), _CYRILLIC.get(begin, begin).lower()}:
            heads.setdefault(head, []).append(one)
    return {head: tuple(writings) for head, writings in heads.items()}


def _read(lexicon: str) -> Iterator[Writing]:
    kind = ""
    for line in lexicon.splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            yield from _family(line, kind) if ": " in line else _product(line, kind)


def _family(line: str, kind: str) -> Iterator[Writing]:
    prefix, _, numbers = line.partition(": ")
    for number in numbers.split():
        form = f"{prefix}{number.rstrip('?')}"
        yield Writing(form, form, kind, form, number.endswith("?"))


def _product(line: str, kind: str) -> Iterator[Writing]:
    writings = line.split(" | ")
    name = writings[0].rstrip("?")
    for one in writings:
        form = one.rstrip("?=")
        yield Writing(form, form if one.endswith("=") else name, kind, name, one.endswith("?"))
