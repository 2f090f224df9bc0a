"""What the words around a number say of it: about, more than, at most; a draft in, a fixed word out."""

import re
from typing import Final

from schemas.words import QuantityModifier
from tasks.facts.quantities.found import Draft, Text

_AHEAD: Final = {
    QuantityModifier.APPROX: """
        about around nearly almost roughly approximately approx some estimated close_to c. circa ~ ≈
        an_estimated in_the_region_of in_the_order_of somewhere_around an_average_of_about
    """,
    QuantityModifier.MORE_THAN: """
        more_than over above exceeding in_excess_of greater_than upward_of upwards_of higher_than longer_than
        larger_than bigger_than heavier_than > taller_than north_of
    """,
    QuantityModifier.LESS_THAN: """
        less_than fewer_than under below lower_than smaller_than shy_of short_of < shorter_than
    """,
    QuantityModifier.EQUAL_OR_MORE: """
        at_least no_less_than no_fewer_than not_less_than a_minimum_of minimum_of as_little_as as_few_as ≥
    """,
    QuantityModifier.EQUAL_OR_LESS: """
        at_most no_more_than not_more_than up_to a_maximum_of maximum_of as_much_as as_many_as ≤ as_high_as
        as_low_as capped_at
    """,
}
_OTHERS: Final = {
    "de": """
        about: etwa rund circa ca. ungefähr knapp fast; more: über mehr_als; less: unter weniger_als; least:
        mindestens; most: höchstens maximal bis_zu
    """,
    "fr": """
        about: environ près_de quelque autour_de presque; more: plus_de; less: moins_de; least: au_moins;
        most: au_plus jusqu'à
    """,
    "es": """
        about: unos unas cerca_de aproximadamente casi alrededor_de; more: más_de; less: menos_de; least:
        al_menos; most: hasta
    """,
    "it": "about: circa quasi; more: oltre più_di più_del; less: meno_di meno_del; least: almeno; most: fino_a",
    "pt": """
        about: cerca_de aproximadamente quase; more: mais_de; less: menos_de; least: pelo_menos; most: até
        no_máximo
    """,
    "nl": """
        about: ongeveer circa bijna zo'n; more: meer_dan ruim; less: minder_dan; least: minstens; most:
        maximaal hooguit
    """,
    "ru": """
        about: около примерно почти порядка; more: более больше свыше; less: менее меньше; least: не_менее;
        most: до не_более
    """,
    "uk": "about: близько приблизно майже; more: понад більше; less: менше; least: щонайменше; most: до",
}
_SHORT: Final = {
    **{"about": QuantityModifier.APPROX, "more": QuantityModifier.MORE_THAN, "less": QuantityModifier.LESS_THAN},
    **{"least": QuantityModifier.EQUAL_OR_MORE, "most": QuantityModifier.EQUAL_OR_LESS},
}
_BEHIND: Final = (
    (
        re.compile(
            r"\s(?:or|and) (?:more|higher|above|over|greater|older|longer|larger)(?![^\W_]| than)|\splus(?=[\s,.])"
        ),
        QuantityModifier.EQUAL_OR_MORE,
    ),
    (re.compile(r"\sor (?:less|fewer|lower|under|below|so less)(?![^\W_])"), QuantityModifier.EQUAL_OR_LESS),
    (re.compile(r"\sor so(?![^\W_])|\sor thereabouts"), QuantityModifier.APPROX),
)


def _pattern(words: dict[str, QuantityModifier]) -> tuple[re.Pattern[str], dict[str, QuantityModifier]]:
    longest = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest)
    return re.compile(
        rf"(?<![^\W_])({either})(?:\s(?:an?|the|another|only|just|the\slast)|:)?[\s]{{0,2}}(?:us|a|c)?$"
    ), words


def _read(table: str) -> dict[str, QuantityModifier]:
    entries = (entry.partition(":") for entry in table.split(";"))
    return {word.replace("_", " "): _SHORT[said.strip()] for said, _, words in entries for word in words.split()}


_ENGLISH: Final = _pattern({word.replace("_", " "): said for said, words in _AHEAD.items() for word in words.split()})
_PATTERNS: Final = {"en": _ENGLISH, **{language: _pattern(_read(table)) for language, table in _OTHERS.items()}}
_LENGTH: Final = 26


def modifier_of(draft: Draft, text: Text) -> QuantityModifier | None:
    """What the text says of the quantity's number; None if nothing."""
    known = _PATTERNS.get(text.writing.language)
    if known is None:
        return None
    pattern, words = known
    match = pattern.search(text.ahead(draft.start, _LENGTH))
    if match:
        return words[" ".join(match[1].split())]
    if text.body[draft.low.end - 1] == "+":
        return QuantityModifier.EQUAL_OR_MORE
    behind = (said for one, said in _BEHIND if one.match(text.lowered, draft.end))
    return next(behind, None) if text.writing.english else None
