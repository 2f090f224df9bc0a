"""Whether a word that can be a cue is one: a sentence and a place in, yes or no out.

Many of these words are nouns too (`report`, `claims`), and passives say what was said to somebody, not by them.
"""

from typing import Final

from tasks.facts.quotations.lexicon import (
    CUE_VERBS,
    DETERMINERS,
    FINITE,
    NOUNS_TOO,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    word_set,
)
from tasks.facts.quotations.tokens import Sentence, Token

_BE: Final = word_set("is are was were be been being am get gets got 's 're 'm having")
_NOT: Final = word_set("not never n't cannot nor")
_BEFORE_VERBS: Final = word_set("who which also then later to would will has had have did does and 's 've 'd 'll")
_CREEDS: Final = word_set(
    "republican democratic western american russian european british chinese french german official"
)
_OPENS: Final = word_set("said says wrote writes added adds asked replied")
_PASSIVES: Final = ("ed", "told", "said", "ten", "oken", "known", "thought", "seen")
_AFTER_PASSIVE: Final = word_set("by as during in at on after before over under with against from")
_THAT_ONLY: Final = word_set("find finds found show shows showed")


def is_cue_verb(sentence: Sentence, at: int) -> bool:
    """Whether the word there, of the lexicon's forms, is a verb in the active voice."""
    token = sentence[at]
    if at == 0:
        return token.lower in _OPENS and len(sentence) > 1 and sentence[1].is_name
    left = sentence[at - 1]
    if left.lower in {"let", "let's"}:
        return False
    if left.lower in DETERMINERS - {"this", "that", "another", "some", "many", "both", "all", "each", "one"}:
        return False
    if token.lower in NOUNS_TOO and not _subject_like(token, left):
        return False
    if token.lower in _THAT_ONLY:
        return at + 1 < len(sentence) and (sentence[at + 1].lower == "that" or sentence[at + 1].is_stop)
    if token.lower.endswith("ing"):
        return left.lower not in DETERMINERS | {"of", "to"} and not (left.is_word and left.lower.endswith("ly"))
    near = {one.lower for one in sentence[max(0, at - 2) : at]}
    if (near & _NOT or any(one.endswith("n't") for one in near)) and not _quote_near(sentence, at):
        return False
    if near & _BE and token.lower.endswith(_PASSIVES):
        return False
    return not _describes(sentence, at)


def _subject_like(token: Token, left: Token) -> bool:
    """Whether a word can be the subject just before a verb that could be a noun as well."""
    if left.lower.endswith(("'s", "s'")) and left.is_word:
        return False
    if CUE_VERBS[token.lower] == token.lower and not _plural(left):
        return False
    if left.quoted is not None or left.text in {",", ")"}:
        return True
    if left.lower in DETERMINERS or left.lower in PREPOSITIONS - {"and", "to"}:
        return False
    if left.lower in PRONOUNS or left.lower in _BEFORE_VERBS:
        return True
    return (left.is_name and left.lower not in _CREEDS) or left.lower in PERSON_NOUNS or left.lower.endswith("ly")


def _plural(left: Token) -> bool:
    """Whether a verb without an ending can follow: `officials report`, `will report`, `they report`."""
    if left.quoted is not None or not left.is_word or left.lower in _BEFORE_VERBS - {"and"} | PRONOUNS:
        return True
    return left.lower.endswith(("s", "ly")) or left.lower in {"people", "men", "women", "police", "children"}


def _quote_near(sentence: Sentence, at: int) -> bool:
    return any(one.quoted is not None for one in sentence[at + 1 : at + 12])


def _describes(sentence: Sentence, at: int) -> bool:
    """Whether it is a participle that describes the noun before it: `the plan announced on Friday is`."""
    token = sentence[at]
    if (
        not token.lower.endswith((*_PASSIVES, "wn"))
        or at + 1 >= len(sentence)
        or sentence[at + 1].lower not in _AFTER_PASSIVE
    ):
        return False
    if sentence[at + 1].lower == "by" or (token.lower == "known" and sentence[at + 1].lower == "as"):
        return True
    left = sentence[at - 1]
    if left.is_name or left.quoted is not None or left.lower in PRONOUNS or left.lower in PERSON_NOUNS:
        return False
    for one in sentence[at + 2 : at + 9]:
        if one.quoted is not None or one.lower == "that" or one.text == ",":
            return False
        if one.lower in FINITE:
            return True
    return False
