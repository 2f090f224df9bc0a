"""The way in: a body and its language in, the quantities in the order of the text out.

Only a digit, a currency sign or a word that can begin a number is tried; what is read there is read to its end.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tasks.facts.quantities import currencies
from tasks.facts.quantities.amounts import amount_at, money_at, prefixed_at
from tasks.facts.quantities.found import Draft, FoundQuantity, Text
from tasks.facts.quantities.languages import writing_of
from tasks.facts.quantities.modifiers import modifier_of
from tasks.facts.quantities.numbers import HEADS, Number
from tasks.facts.quantities.together import conversions_linked, differences_marked, ranges_joined

_SIGNS: Final = re.escape("".join(currencies.SYMBOLS))
_START: Final = re.compile(rf"[0-9]+|[½¼¾⅓⅔⅛⅜⅝]|[{_SIGNS}]|[^\W\d_]+")
_PREFIXES: Final = {
    **{code.lower(): code for code in currencies.CODES},
    **{"rs": "?rupee", "kr": "?kr", "rm": "MYR", "fr": "CHF", "r": "?R", "n": "?N"},
    **{"ksh": "KES", "tsh": "TZS", "ush": "UGX", "tk": "BDT", "rp": "IDR", "dh": "?dirham", "dhs": "?dirham"},
}
_AFTER_PREFIX: Final = re.compile(r"\.?[^\S\n]?(?=[0-9])")
# What makes digits a part of something else: a designator, a fraction, an address, a score, a number sign.
_INSIDE: Final = re.compile(r"(?:[^\W_]['’]?[-‑–−/:_]|[0-9][.,:]|[^\W_]|[#№&=_/\\@'’]|(?<![0-9])[0-9]{1,3} )$")
_FRACTIONS: Final = "½¼¾⅓⅔⅛⅜⅝"


def find_quantities(body: str, language: str | None) -> tuple[FoundQuantity, ...]:
    """The quantities of a body written in `language` (English if None)."""
    text = Text(body, _lowered(body), language, writing_of(language))
    drafts = ranges_joined(_drafts(text), text)
    modified = [replace(draft, modifier=modifier_of(draft, text)) for draft in drafts]
    linked = conversions_linked(differences_marked(modified, text), text)
    return tuple(_found(draft, text) for draft in linked)


def _lowered(body: str) -> str:
    """The body in lower case, as long as it was: some capital letters become two."""
    lowered = body.lower()
    return (
        lowered if len(lowered) == len(body) else "".join(one if len(one.lower()) > 1 else one.lower() for one in body)
    )


def _drafts(text: Text) -> list[Draft]:
    drafts: list[Draft] = []
    end = 0
    for start, head in _starts(text):
        if start >= end:
            for draft in _at(text, start, head):
                if draft.start >= end:
                    drafts.append(draft)
                    end = draft.end
    return drafts


def _starts(text: Text) -> Iterator[tuple[int, str]]:
    english = text.writing.english
    for match in _START.finditer(text.lowered):
        head = match[0]
        if "0" <= head[0] <= "9" or head in _FRACTIONS:
            if not _INSIDE.search(text.lowered, max(0, match.start() - 5), match.start()):
                yield match.start(), head
        elif head in currencies.SYMBOLS or head in _PREFIXES or (english and head in HEADS):
            yield match.start(), head


def _at(text: Text, start: int, head: str) -> tuple[Draft, ...]:
    if head in currencies.SYMBOLS:
        return money_at(text, start)
    if (head in _PREFIXES and text.body[start].isupper()) or head == "kr":
        behind = _AFTER_PREFIX.match(text.body, start + len(head))
        return prefixed_at(text, start, behind.end(), _PREFIXES[head]) if behind else ()
    return amount_at(text, start)


def _found(draft: Draft, text: Text) -> FoundQuantity:
    unit = draft.unit
    base = unit.base if unit.code and not draft.difference else None
    return FoundQuantity(
        kind=unit.kind,
        start=draft.start,
        end=draft.end,
        value=_value(draft.low, draft),
        value_high=_value(draft.high, draft) if draft.high else None,
        modifier=draft.modifier,
        unit_surface=text.body[draft.written.start : draft.written.end],
        unit=unit.code,
        base_value=float(f"{float(draft.low.value) * unit.factor + unit.offset:.12g}") if base else None,
        base_unit=base,
        conversion_of=draft.conversion_of,
    )


def _value(number: Number, draft: Draft) -> float:
    return float(number.value * draft.unit.scale)
