"""The clause behind a cue: where what was said begins and ends, and whether it is one. A sentence and a cue in."""

from typing import Final

from tasks.facts.quotations import tails
from tasks.facts.quotations.cues import Cue
from tasks.facts.quotations.lexicon import BARE_CLAUSE, FINITE, PREPOSITIONS, word_set
from tasks.facts.quotations.tokens import Sentence

_SAYING: Final = word_set("say tell claim argue insist")


def quotes_at_once(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue with its own speaker opens quoted words: `..., and Smith replied, "No."`."""
    at = tails.tail_end(sentence, cue.ends + 1)
    sign = at < len(sentence) and sentence[at].text in {",", ":"}
    return sign and at + 1 < len(sentence) and sentence[at + 1].quoted is not None


def content(sentence: Sentence, cue: Cue, end: int) -> tuple[int, int]:
    """The first and the last token of the clause behind a cue."""
    first = tails.after_object(sentence, cue)
    that = next((one for one in range(first, min(end, first + 12)) if sentence[one].lower == "that"), None)
    quote = next((one for one in range(first, end + 1) if sentence[one].quoted is not None), None)
    behind = tails.tail_end(sentence, first)
    if that is not None and (quote is None or that < quote) and (that == first or that <= behind):
        first = that + (sentence[that + 1].lower not in FINITE)  # `says that is the aim`: a pronoun
    elif quote is not None and (behind == quote or (behind == quote - 1 and sentence[behind].text in {",", ":"})):
        first = quote
    elif behind < end and sentence[first].lower not in {"in", "as", "for", "of"} and behind <= first + 4:
        first = behind
    while first < end and sentence[first].text in {",", ":", "—", "–"}:
        first += 1
    return first, _cut(sentence, first, end)


def _cut(sentence: Sentence, first: int, end: int) -> int:
    """Where the clause ends before the sentence does: at `, while`, `; `."""
    for at in range(first + 3, end):
        if sentence[at].text == ";" or (
            (sentence[at].text == "," or sentence[at].quoted is not None)
            and sentence[at + 1].lower in {"while", "but"}
            and (at + 2 >= len(sentence) or sentence[at + 2].quoted is None)
        ):
            return at if sentence[at].quoted is not None else at - 1
    return end


def takes_clause(sentence: Sentence, cue: Cue, first: int) -> bool:
    """Whether what follows a cue without quotation marks is a clause, hence said."""
    if cue.speaker is None or first >= len(sentence) or len(sentence) - first < 4:
        return False
    lead = sentence[first - 1].lower
    if lead == "that" or sentence[first].lower in {"whether", "why", "how"}:
        return True
    if sentence[first].lower == "to":
        return cue.verb in {"vow", "promise", "pledge", "threaten"}
    if cue.verb not in BARE_CLAUSE or sentence[first].lower in PREPOSITIONS or not sentence[first].is_word:
        return False
    return cue.verb in _SAYING or any(one.lower in FINITE for one in sentence[first:])
