"""Noun phrases, read by word classes and capitals: a sentence and a place in, the tokens of the phrase out."""

from dataclasses import dataclass
from typing import Final

from tasks.facts.quotations.lexicon import (
    ADVERBS,
    CUE_VERBS,
    DETERMINERS,
    DOCUMENTS,
    MONTHS,
    ORGANIZATIONS,
    PAST,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
    WEEKDAYS,
    word_set,
)
from tasks.facts.quotations.tokens import Sentence, Token

_LONGEST: Final = 24
_LONGEST_NAME: Final = 8
_ISSUED: Final = word_set(
    "released published issued obtained seen reviewed provided written signed posted shared compiled"
)
_PARTICLES: Final = word_set("de del della da dos van von der den di la le bin bint al ibn ter ten")
HEADS: Final = PERSON_NOUNS | DOCUMENTS | ORGANIZATIONS
_INSIDE: Final = word_set("of for at with from in on and to")
_COMPLETES: Final = word_set("of for from at with in on")
NOT_NAMES: Final = (
    WEEKDAYS
    | MONTHS
    | PREPOSITIONS
    | ADVERBS
    | word_set(
        "however indeed still also meanwhile there here what how why that this these those it's i'm nevertheless "
        "moreover besides lest keeps similarly separately which who whose whom"
    )
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last`, both within, of a sentence."""

    first: int
    last: int


def is_adverb(token: Token) -> bool:
    """Whether a word may stand between subject and verb."""
    return token.lower in ADVERBS or token.lower.endswith("n't") or (token.lower.endswith("ly") and not token.is_name)


def noun_phrase_ending(sentence: Sentence, floor: int, at: int) -> Phrase | None:
    """The noun phrase whose last word stands at `at`: a name with titles and roles, or words from a determiner on."""
    first = at
    while first > floor and _joins(sentence, first - 1, first):
        first -= 1
    if sentence[first].lower not in DETERMINERS and not _can_stand(sentence, first, at):
        return None
    outer = first - 1
    if outer > floor and _reaches_out(sentence, outer):
        return _widened(sentence, floor, first, at)
    return Phrase(first, at)


def _reaches_out(sentence: Sentence, at: int) -> bool:
    """Whether a preposition there hangs what follows on a speaker: `head of`, `Ann Lund of`, `report seen by`."""
    token, noun = sentence[at], sentence[at - 1]
    if token.lower == "by":
        return noun.lower in _ISSUED
    return token.lower in _INSIDE and (can_head(sentence, at - 1) or (token.lower == "of" and noun.is_name))


def _widened(sentence: Sentence, floor: int, first: int, at: int) -> Phrase:
    """With what it completes: `the head of the navy`, `a spokesman for the ministry`."""
    wider = noun_phrase_ending(sentence, floor, first - 2)
    return Phrase(wider.first, at) if wider else Phrase(first, at)


def can_head(sentence: Sentence, at: int) -> bool:
    """Whether the word there names a kind of speaker: `spokesman`, `reports`, `ministry`."""
    return sentence[at].lower.removesuffix("s") in HEADS or sentence[at].lower in HEADS


def _can_stand(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words without a determiner name somebody: a name, or a head noun as in `officials said`."""
    return any(one.is_name for one in sentence[first : last + 1]) or sentence[last].lower in HEADS


def _joins(sentence: Sentence, at: int, following: int) -> bool:
    """Whether the word at `at` belongs to the phrase that goes on at `following`."""
    token, after = sentence[at], sentence[following]
    if not token.is_word or after.lower in DETERMINERS:
        return False
    if token.lower in DETERMINERS:
        return True
    if token.is_name and at > 0 and token.lower in ADVERBS:
        return True
    if token.lower in NOT_NAMES or token.lower in PRONOUNS:
        return False
    if token.is_name:
        return True
    if token.lower in CUE_VERBS and not token.lower.endswith(("ing", "ed")) and token.lower not in HEADS:
        return False
    return _describes(sentence, at, after)


def _describes(sentence: Sentence, at: int, after: Token) -> bool:
    """Whether a lower-case word may stand before the rest: a role before a name, any word before a lower-case one."""
    token = sentence[at]
    if after.is_name:
        return token.lower in HEADS or token.lower in TITLES or token.lower.endswith(("man", "woman", "ist"))
    return not token.lower.endswith("ly")


def after(sentence: Sentence, at: int, ceiling: int) -> Phrase | None:
    """The noun phrase that begins there, as in `said Smith` and `according to the ministry`."""
    if at >= ceiling or not sentence[at].is_word:
        return None
    if sentence[at].lower in PRONOUNS:
        return Phrase(at, at)
    last = at - 1
    while last + 1 < min(ceiling, at + _LONGEST) and _goes_on(sentence, at, last + 1):
        last += 1
    while last > at and sentence[last].lower in _INSIDE | DETERMINERS:
        last -= 1
    if last < at or sentence[last].lower in DETERMINERS:
        return None
    return with_name(sentence, Phrase(at, last), ceiling - 1)


def _goes_on(sentence: Sentence, first: int, at: int) -> bool:
    token = sentence[at]
    if not token.is_word or token.lower in WEEKDAYS or token.lower in {"who", "which", "that"}:
        return False
    if token.lower in _COMPLETES:
        return at > first and _takes(sentence, at)
    if token.lower == "by" and sentence[at - 1].lower in _ISSUED:
        return True
    if token.lower in PREPOSITIONS or token.lower in PRONOUNS or is_adverb(token):
        return False
    return token.lower in DETERMINERS or token.is_name or not _name_closed(sentence, first, at)


def _takes(sentence: Sentence, at: int) -> bool:
    """Whether the preposition at `at` completes the noun before it and not the verb."""
    noun = sentence[at - 1]
    if sentence[at].lower in {"in", "on"} and noun.lower != "involved":
        return not noun.is_name and at + 1 < len(sentence) and not sentence[at + 1].text[0].isdigit()
    if noun.lower in {"familiar", "close", "involved"}:
        return sentence[at].lower in {"with", "in"}
    return noun.lower in HEADS or noun.lower.rstrip("s") in HEADS or sentence[at].lower == "of"


def _name_closed(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a name is complete before the lower-case word at `at`."""
    if at > first and sentence[at].lower in PAST:
        return True
    if at > first and sentence[at].lower.endswith("ed") and sentence[at].lower not in _ISSUED:
        return sentence[at - 1].is_name or can_head(sentence, at - 1)
    if not sentence[at - 1].is_name or at == first:
        return sentence[at].lower in CUE_VERBS and sentence[at].lower not in HEADS and at > first
    return sentence[at].lower not in HEADS and not sentence[at - 1].lower.endswith("'s")


def with_name(sentence: Sentence, phrase: Phrase, ceiling: int) -> Phrase:
    """The phrase with the name behind its comma: `the head of the navy, Admiral Jon Berg`."""
    inner = next((at for at in range(phrase.first + 1, phrase.last) if sentence[at].lower in _INSIDE), phrase.last + 1)
    head = sentence[inner - 1]
    if head.is_name or head.lower not in HEADS or head.lower in DOCUMENTS:
        return phrase
    at = phrase.last + 1
    if at >= len(sentence) or sentence[at].text != ",":
        return phrase
    last = at
    while last + 1 < min(len(sentence), at + _LONGEST_NAME, ceiling + 1) and _in_name(sentence, last + 1):
        last += 1
    named = last > at and sentence[at + 1].is_name and sentence[last].is_name
    closed = last + 1 >= len(sentence) or not sentence[last + 1].is_word
    return Phrase(phrase.first, last) if named and closed else phrase


def _in_name(sentence: Sentence, at: int) -> bool:
    token = sentence[at]
    return (token.is_name and token.lower not in NOT_NAMES) or token.lower in _PARTICLES
