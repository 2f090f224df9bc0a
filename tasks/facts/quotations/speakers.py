"""Who speaks: a sentence and the place of its cue in, the tokens that name the speaker out.

English is read by its word order, a few word classes and capitals: nothing here parses a sentence.
"""

from dataclasses import dataclass
from typing import Final

from tasks.facts.quotations.lexicon import (
    ADVERBS,
    CUE_VERBS,
    DETERMINERS,
    DOCUMENTS,
    MONTHS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
    WEEKDAYS,
    word_set,
)
from tasks.facts.quotations.tokens import Sentence, Token

_LONGEST: Final = 24
_HEADS: Final = PERSON_NOUNS | DOCUMENTS | ORGANIZATIONS
_INSIDE: Final = frozenset({"of", "for", "at", "with", "from", "in", "on", "and", "to"})
_RELATIVE: Final = frozenset({"who", "which", "that"})
_NOT_NAMES: Final = (
    WEEKDAYS
    | MONTHS
    | PREPOSITIONS
    | ADVERBS
    | word_set("however indeed still also meanwhile there here what how why that this these those it's i'm")
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last`, both within, of a sentence."""

    first: int
    last: int


def is_adverb(token: Token) -> bool:
    """Whether a word may stand between subject and verb."""
    return token.lower in ADVERBS or (token.lower.endswith("ly") and token.text[0].islower())


def before(sentence: Sentence, floor: int, cue: int) -> Phrase | None:
    """The subject that stands before the cue, no further left than `floor`."""
    at = cue - 1
    while at >= floor and is_adverb(sentence[at]):
        at -= 1
    return _ending(sentence, max(floor, at - _LONGEST), at) if at >= floor else None


def _ending(sentence: Sentence, floor: int, at: int) -> Phrase | None:
    """The noun phrase that ends there, relative clauses and appositions stepped over."""
    token = sentence[at]
    if token.text == ")":
        at = _bracket(sentence, floor, at)
        return _ending(sentence, floor, at) if at >= floor else None
    if token.lower in _RELATIVE and at > floor:
        return _ending(sentence, floor, at - 1 - (sentence[at - 1].text == ","))
    if token.lower in PRONOUNS or token.lower in {"who", "one"}:
        return Phrase(at, at)
    if token.text == ",":
        return _over_commas(sentence, floor, at)
    if not token.is_word or token.lower in _NOT_NAMES:
        return None
    return noun_phrase_ending(sentence, floor, at)


def _bracket(sentence: Sentence, floor: int, at: int) -> int:
    while at >= floor and sentence[at].text != "(":
        at -= 1
    return at - 1


def _over_commas(sentence: Sentence, floor: int, at: int) -> Phrase | None:
    """`Smith, who runs the mill, said`: the phrase before the first comma of the run that ends here."""
    commas = [number for number in range(floor, at) if sentence[number].text == ","]
    for comma in reversed(commas):
        if comma > floor and not _aside(sentence, comma + 1):
            break
        if comma > floor:
            found = _ending_or_none(sentence, floor, comma - 1)
            if found is not None and not _aside(sentence, _segment_start(sentence, floor, comma)):
                return found
    return None


def _segment_start(sentence: Sentence, floor: int, comma: int) -> int:
    at = comma - 1
    while at > floor and sentence[at - 1].text != ",":
        at -= 1
    return at


def _ending_or_none(sentence: Sentence, floor: int, at: int) -> Phrase | None:
    token = sentence[at]
    if token.text == ")":
        at = _bracket(sentence, floor, at)
        return _ending_or_none(sentence, floor, at) if at >= floor else None
    if token.lower in PRONOUNS:
        return Phrase(at, at)
    return noun_phrase_ending(sentence, floor, at) if token.is_word and token.lower not in _NOT_NAMES else None


def _aside(sentence: Sentence, at: int) -> bool:
    """Whether what begins there describes what stands before it: an apposition, a relative clause, an age."""
    token = sentence[at]
    end = next((one for one in range(at, min(at + 6, len(sentence))) if sentence[one].text == ","), at + 6)
    if token.lower in {"who", "which", "whose", "where", "when", "while", "not", "himself", "herself", "jr", "jr."}:
        return True
    if token.lower in DETERMINERS or token.lower in PREPOSITIONS or token.text[0].isdigit():
        return True
    return token.is_word and (token.text[0].islower() or any(one.lower in _HEADS for one in sentence[at:end]))


def noun_phrase_ending(sentence: Sentence, floor: int, at: int) -> Phrase | None:
    """The noun phrase whose last word stands at `at`: a name with titles and roles, or words from a determiner on."""
    first = at
    while first > floor and _joins(sentence, first - 1, first):
        first -= 1
    if sentence[first].lower not in DETERMINERS and not _can_stand(sentence, first, at):
        return None
    outer = first - 1
    if outer > floor and sentence[outer].lower in _INSIDE and _can_head(sentence, outer - 1):
        return _widened(sentence, floor, first, at)
    return Phrase(first, at)


def _widened(sentence: Sentence, floor: int, first: int, at: int) -> Phrase:
    """With what it completes: `the head of the navy`, `a spokesman for the ministry`."""
    wider = noun_phrase_ending(sentence, floor, first - 2)
    return Phrase(wider.first, at) if wider else Phrase(first, at)


def _can_head(sentence: Sentence, at: int) -> bool:
    return sentence[at].lower.removesuffix("s") in _HEADS or sentence[at].lower in _HEADS


def _can_stand(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words without a determiner name somebody: a name, or a head noun as in `officials said`."""
    return any(one.is_name for one in sentence[first : last + 1]) or sentence[last].lower in _HEADS


def _joins(sentence: Sentence, at: int, following: int) -> bool:
    """Whether the word at `at` belongs to the phrase that goes on at `following`."""
    token, after = sentence[at], sentence[following]
    if not token.is_word or after.lower in DETERMINERS:
        return token.lower in {"all", "both", "of"} and False
    if token.lower in DETERMINERS:
        return True
    if token.lower in _NOT_NAMES or token.lower in PRONOUNS:
        return token.lower == "and" and False
    if token.is_name:
        return True
    if token.lower in CUE_VERBS and not token.lower.endswith(("ing", "ed")) and token.lower not in _HEADS:
        return False
    return _describes(sentence, at, after)


def _describes(sentence: Sentence, at: int, after: Token) -> bool:
    """Whether a lower-case word may stand before the rest: a role before a name, any word before a lower-case one."""
    token = sentence[at]
    if after.is_name:
        return token.lower in _HEADS or token.lower in TITLES or token.lower.endswith(("man", "woman", "ist"))
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
    return Phrase(at, last)


def _goes_on(sentence: Sentence, first: int, at: int) -> bool:
    token = sentence[at]
    if not token.is_word or token.lower in WEEKDAYS or token.lower in _RELATIVE:
        return False
    if token.lower in {"of", "for", "from", "at", "with", "in", "on"}:
        return at > first and _takes(sentence, at)
    if token.lower in PREPOSITIONS or token.lower in PRONOUNS or is_adverb(token):
        return False
    return token.lower in DETERMINERS or token.is_name or not _name_closed(sentence, first, at)


def _takes(sentence: Sentence, at: int) -> bool:
    """Whether the preposition at `at` completes the noun before it and not the verb."""
    noun = sentence[at - 1]
    if sentence[at].lower in {"in", "on"}:
        return not noun.is_name and at + 1 < len(sentence) and not sentence[at + 1].text[0].isdigit()
    return noun.lower in _HEADS or noun.lower.rstrip("s") in _HEADS or sentence[at].lower == "of"


def _name_closed(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a name is complete before the lower-case word at `at`."""
    if not sentence[at - 1].is_name or at == first:
        return sentence[at].lower in CUE_VERBS and sentence[at].lower not in _HEADS and at > first
    return sentence[at].lower not in _HEADS and not sentence[at - 1].lower.endswith("'s")


def opening(sentence: Sentence, floor: int, ceiling: int) -> Phrase | None:
    """The subject at the head of a clause: its first name, pronoun or phrase from a determiner on."""
    at = floor
    while at < ceiling and (sentence[at].lower in {"and", "but", "so", "yet", "or"} or is_adverb(sentence[at])):
        at += 1
    if at < ceiling and sentence[at].text == ",":
        at += 1
    if at < ceiling and sentence[at].lower in PREPOSITIONS:
        comma = next((one for one in range(at, min(ceiling, at + 30)) if sentence[one].text == ","), None)
        return opening(sentence, comma + 1, ceiling) if comma is not None else None
    if at >= ceiling or not sentence[at].is_word or sentence[at].lower in _NOT_NAMES:
        return None
    found = after(sentence, at, ceiling)
    plain = found is not None and not sentence[at].is_name and sentence[at].lower not in DETERMINERS | PRONOUNS
    return None if plain and not _can_head(sentence, found.last if found else at) else found
