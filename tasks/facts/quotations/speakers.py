"""Who speaks: a sentence and the place of its cue in, the tokens that name the speaker out.

English is read by its word order, a few word classes and capitals: nothing here parses a sentence.
"""

from typing import Final

from tasks.facts.quotations.lexicon import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    word_set,
)
from tasks.facts.quotations.phrases import (
    HEADS,
    NOT_NAMES,
    Phrase,
    after,
    can_head,
    is_adverb,
    noun_phrase_ending,
    with_name,
)
from tasks.facts.quotations.tokens import Sentence

_LONGEST: Final = 40
_ALONE: Final = word_set("who one some many others most few both")
_BESIDE: Final = word_set("who which whose where when while not himself herself jr jr.")
_JOINS: Final = word_set("and but so yet or")
_SUBORDINATE: Final = word_set("where when while as because although though and but that since if after before")
_RELATIVE: Final = word_set("who which that")


def before(sentence: Sentence, floor: int, cue: int) -> Phrase | None:
    """The subject that stands before the cue, no further left than `floor`."""
    at = cue - 1
    while at >= floor and is_adverb(sentence[at]):
        at -= 1
    found = _ending(sentence, max(floor, at - _LONGEST), at) if at >= floor else None
    return with_name(sentence, found, at) if found is not None else None


def _ending(sentence: Sentence, floor: int, at: int) -> Phrase | None:
    """The noun phrase that ends there, relative clauses and appositions stepped over."""
    token = sentence[at]
    if token.text == ")":
        at = _bracket(sentence, floor, at)
        return _ending(sentence, floor, at) if at >= floor else None
    if token.lower in _RELATIVE and at > floor:
        return _ending(sentence, floor, at - 1 - (sentence[at - 1].text == ","))
    if token.lower in PRONOUNS or token.lower in _ALONE:
        return Phrase(at, at)
    if token.text == ",":
        return _over_commas(sentence, floor, at)
    if not token.is_word or token.lower in NOT_NAMES:
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
        if comma > floor and not _aside(sentence, comma + 1) and not _names_role(sentence, floor, comma, at):
            break
        if comma > floor:
            found = _ending_or_none(sentence, floor, comma - 1)
            if found is not None and _holds(sentence, floor, _segment_start(sentence, floor, comma), found):
                return found
    return None


def _names_role(sentence: Sentence, floor: int, comma: int, ceiling: int) -> bool:
    """Whether behind the comma stands the name of the role before it."""
    role = _ending_or_none(sentence, floor, comma - 1)
    return role is not None and with_name(sentence, role, ceiling) != role


def _holds(sentence: Sentence, floor: int, start: int, found: Phrase) -> bool:
    """Whether the words from `start` to a comma hold a subject and are no aside themselves."""
    if found.first == start + 1 and sentence[start].lower in _SUBORDINATE:
        return True
    if start == floor:
        return sentence[start].lower not in PREPOSITIONS
    return not _aside(sentence, start)


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
    return noun_phrase_ending(sentence, floor, at) if token.is_word and token.lower not in NOT_NAMES else None


def _aside(sentence: Sentence, at: int) -> bool:
    """Whether what begins there describes what stands before it: an apposition, a relative clause, an age."""
    token = sentence[at]
    end = next((one for one in range(at, min(at + 6, len(sentence))) if sentence[one].text == ","), at + 6)
    if token.lower in _BESIDE:
        return True
    if token.lower in DETERMINERS or token.lower in PREPOSITIONS or token.text[0].isdigit():
        return True
    if token.is_name and at + 1 < len(sentence) and sentence[at + 1].text == ",":
        return True
    return token.is_word and (token.text[0].islower() or any(one.lower in HEADS for one in sentence[at:end]))


def opening(sentence: Sentence, floor: int, ceiling: int) -> Phrase | None:
    """The subject at the head of a clause: its first name, pronoun or phrase from a determiner on."""
    at = floor
    while at < ceiling and (sentence[at].lower in _JOINS or is_adverb(sentence[at])):
        at += 1
    if at < ceiling and sentence[at].text == ",":
        at += 1
    if at < ceiling and sentence[at].lower in PREPOSITIONS:
        comma = next((one for one in range(at, min(ceiling, at + 30)) if sentence[one].text == ","), None)
        return opening(sentence, comma + 1, ceiling) if comma is not None else None
    if at >= ceiling or not sentence[at].is_word or sentence[at].lower in NOT_NAMES:
        return None
    found = after(sentence, at, ceiling)
    plain = found is not None and not sentence[at].is_name and sentence[at].lower not in DETERMINERS | PRONOUNS
    return None if plain and not can_head(sentence, found.last if found else at) else found


def opening_somebody(sentence: Sentence, ceiling: int) -> Phrase | None:
    """The subject at the head of a sentence if it can speak: a name, a pronoun, a word for a kind of speaker."""
    found = opening(sentence, 0, ceiling)
    if found is None:
        return None
    words = sentence[found.first : found.last + 1]
    named = any(one.is_name for one in words[sentence[found.first].lower in DETERMINERS :])
    return found if named or words[0].lower in PRONOUNS or can_head(sentence, found.last) else None
