"""What stands between a cue and what was said: whom it was said to, when and where. A sentence in, places in it out."""

from typing import Final

from tasks.facts.quotations import phrases
from tasks.facts.quotations.cues import Cue
from tasks.facts.quotations.lexicon import OBJECT_VERBS, PREPOSITIONS, PRONOUNS, TO_VERBS, WEEKDAYS, word_set
from tasks.facts.quotations.tokens import Sentence

_TIMES: Final = word_set(
    "morning afternoon evening night week month year today yesterday last this earlier afterward afterwards"
)
_PREPOSITIONS: Final = word_set("in on at during after before via through from by about of with for as following")
_PARTICLES: Final = word_set("up out down off back for of about as against at with")
_CLAUSE_OPENS: Final = word_set("that if whether why how what for to")
_TO: Final = frozenset(TO_VERBS.values())
_REACH: Final = 14
_NAME_WORDS: Final = 4


def after_object(sentence: Sentence, cue: Cue) -> int:
    """The token behind the cue, its speaker and whom it was said to."""
    at = cue.ends + 1
    if at >= len(sentence):
        return at
    if cue.weak and sentence[at].lower in _PARTICLES:
        return at + 1
    if cue.verb in OBJECT_VERBS and sentence[at].lower not in _CLAUSE_OPENS:
        whom = phrases.after(sentence, at, len(sentence))
        return whom.last + 1 if whom is not None else at
    if sentence[at].lower == "to" and not cue.weak and cue.verb not in _TO:
        whom = phrases.after(sentence, at + 1, len(sentence))
        return whom.last + 1 if whom is not None else at
    return at


def tail_end(sentence: Sentence, at: int) -> int:
    """The token behind words of time and place that stand there: `on Friday`, `in a statement`, `last week`."""
    while at < len(sentence):
        token = sentence[at]
        if token.lower in WEEKDAYS or token.lower in _TIMES or phrases.is_adverb(token):
            at += 1
        elif token.lower in _PREPOSITIONS:
            at = _over_phrase(sentence, at + 1)
        else:
            return at
    return at


def _over_phrase(sentence: Sentence, at: int) -> int:
    for number in range(at, min(len(sentence), at + _REACH)):
        token = sentence[number]
        if not token.is_word or (token.lower in PREPOSITIONS and number > at) or token.lower in {"that", *WEEKDAYS}:
            return number if number > at else _one_more(sentence, number)
        if token.lower in PRONOUNS and number > at:
            return number
    return min(len(sentence), at + _REACH)


def _one_more(sentence: Sentence, at: int) -> int:
    """Over a weekday or a quoted name that stands right behind its preposition."""
    token = sentence[at]
    single = token.lower in WEEKDAYS or (token.quoted is not None and len(token.text.split()) <= _NAME_WORDS)
    return at + 1 if single else at
