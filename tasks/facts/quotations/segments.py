"""What was said: a sentence and its cues in, the tokens each cue marks as said out."""

from dataclasses import dataclass, replace
from typing import Final

from tasks.facts.quotations import tails
from tasks.facts.quotations.clauses import content, quotes_at_once, takes_clause
from tasks.facts.quotations.cues import Cue
from tasks.facts.quotations.lexicon import FINITE, PAST, PREPOSITIONS, word_set
from tasks.facts.quotations.phrases import Phrase
from tasks.facts.quotations.stretches import is_title_case
from tasks.facts.quotations.tokens import Sentence

_BREAKS: Final = frozenset({"while", "but", "although", "though", "whereas", "as"})
_SHORT_TAIL: Final = 9
_SIGNS: Final = frozenset({",", ":", ";", "—", "–", "-", "--"})
_LEADS: Final = word_set("however meanwhile still yet so also moreover nevertheless instead then")
_LEADS_ON: Final = frozenset({"as", "and", "but"})  # `as she put it`, `and demanded`
_NEAR: Final = 16
_SHORT_TITLE: Final = 4
_WORKS: Final = word_set(
    "book novel novella memoir poem essay play musical opera film movie documentary drama series show sitcom episode "
    "podcast song single album track hymn painting sculpture exhibition game comic"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Stretches of a sentence's tokens that were said, both ends within, and the cue that says so."""

    stretches: tuple[Phrase, ...]
    cue: Cue | None
    speaker: Phrase | None


def said_in(sentence: Sentence, cues: tuple[Cue, ...]) -> list[Said]:
    """What the cues of a sentence mark as said, in order and without overlap."""
    found: list[Said] = []
    floor = 0
    number = 0
    while number < len(cues):
        cue = cues[number]
        one, used = _said(sentence, cues, number, floor)
        if one is not None:
            found.append(one)
            floor = max(one.stretches[-1].last, cue.ends) + 1
        number = used
    return found


def _said(sentence: Sentence, cues: tuple[Cue, ...], number: int, floor: int) -> tuple[Said | None, int]:
    """What one cue marks, and the number of the cue to go on with."""
    cue = cues[number]
    behind = tails.tail_end(sentence, tails.after_object(sentence, cue))
    if _after_quote(sentence, cue, floor):
        return _split(sentence, cues, number, floor, behind), number + 1
    if cue.verb == "according":
        return _according(sentence, cue, floor), number + 1
    if _after_clause(sentence, cue, floor, behind):
        return _around(sentence, cue, floor, behind), number + 1
    return _before(sentence, cues, number)


def _after_quote(sentence: Sentence, cue: Cue, floor: int) -> bool:
    """Whether the cue and its speaker follow a quoted stretch: `"...," she said`."""
    at = cue.begins - 1
    while at >= floor and (sentence[at].text in {",", "—", "–", "-", "--"} or sentence[at].lower in {"as"}):
        at -= 1
    if at < floor or sentence[at].quoted is None or cue.shared:
        return False
    if at > floor and quotes_at_once(sentence, cue):
        return False
    if at > floor and sentence[floor].lower in PREPOSITIONS and len(sentence[at].text.split()) <= _SHORT_TITLE:
        return False  # `On "Morning Talk," the mayor said ...`
    return sentence[at].text[-1] in ",.?!…—-–”’\"'" or at + 1 < cue.begins or at == floor


def _split(sentence: Sentence, cues: tuple[Cue, ...], number: int, floor: int, behind: int) -> Said | None:
    """What stands before the cue, and the quoted stretch it interrupts."""
    cue = cues[number]
    stretches = [Phrase(_first_word(sentence, floor), _last_word(sentence, cue.begins - 1))]
    ceiling = cues[number + 1].begins if number + 1 < len(cues) else len(sentence)
    quotes = (one for one in range(behind, min(ceiling, behind + _NEAR)) if sentence[one].quoted is not None)
    at = next(quotes, ceiling)
    if at < ceiling and (at == behind or sentence[at - 1].text in _SIGNS):
        last = max(one for one in range(at, ceiling) if sentence[one].quoted is not None)
        stretches.append(Phrase(at, last))
    return Said(tuple(stretches), cue, cue.speaker)


def _first_word(sentence: Sentence, at: int) -> int:
    while at < len(sentence) - 1 and _leads(sentence, at):
        at += 1
    return at


def _leads(sentence: Sentence, at: int) -> bool:
    """Whether a token only leads over to what was said: a sign, `and`, `However,`."""
    token = sentence[at]
    if token.lower in {"and", "but"} or not (token.is_word or token.quoted):
        return True
    return token.lower in _LEADS and sentence[at + 1].text == ","


def _last_word(sentence: Sentence, at: int) -> int:
    while at > 0 and not _closes(sentence, at):
        at -= 1
    return at


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether what was said can end there: not with a sign, nor with what leads over to the next cue."""
    token = sentence[at]
    return token.quoted is not None or token.text in {")", "%"} or (token.is_word and token.lower not in _LEADS_ON)


def _according(sentence: Sentence, cue: Cue, floor: int) -> Said | None:
    if cue.speaker is None:
        return None
    if cue.first <= _first_word(sentence, floor) or sentence[cue.first - 1].lower in {"and", "but"}:
        at = cue.ends + 1
        while at < len(sentence) and sentence[at].text != ",":
            at += 1
        return _stretch(sentence, cue, at + 1, len(sentence) - 1)
    ahead = _stretch(sentence, cue, floor, cue.first - 1)
    at = cue.ends + 1
    if ahead is None or not _goes_on(sentence, at):
        return ahead
    rest = _stretch(sentence, cue, at + 2, len(sentence) - 1)
    return replace(ahead, stretches=(*ahead.stretches, *rest.stretches)) if rest is not None else ahead


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether an account goes on behind its source: `..., according to Smith, and sank`."""
    if at + 3 >= len(sentence) or sentence[at].text != "," or sentence[at + 1].lower != "and":
        return False
    verb = sentence[at + 2]
    return not verb.is_name and (verb.lower.endswith("ed") or verb.lower in PAST | FINITE)


def _stretch(sentence: Sentence, cue: Cue, first: int, last: int) -> Said | None:
    """One stretch without the signs at its ends; None where no word is left."""
    if first > last or first >= len(sentence):
        return None
    first, last = _first_word(sentence, first), _last_word(sentence, last)
    if first > last or not (sentence[first].is_word or sentence[first].quoted):
        return None
    return Said((Phrase(first, last),), cue, cue.speaker)


def _after_clause(sentence: Sentence, cue: Cue, floor: int, behind: int) -> bool:
    """Whether the cue stands behind or within its clause: `The mill is safe, she said.`"""
    begins = cue.begins
    fewest = 2 if behind == cue.ends + 1 and behind < len(sentence) and sentence[behind].text == "," else 4
    if cue.shared or cue.speaker is None or begins - floor < fewest or sentence[begins - 1].text not in {",", "—", "–"}:
        return False
    opens = _first_word(sentence, floor)
    first = sentence[opens]
    if opens >= begins - 1:
        return False  # `But, Smith added, "..."`
    if first.lower in PREPOSITIONS and all(one.text != "," for one in sentence[floor : begins - 1]):
        return False
    closed = behind >= len(sentence) or sentence[behind].is_stop or sentence[behind].text == ","
    return closed and behind - cue.ends <= _SHORT_TAIL


def _around(sentence: Sentence, cue: Cue, floor: int, behind: int) -> Said | None:
    """The clause before the cue, and the rest of it behind `, she said,`."""
    ahead = _stretch(sentence, cue, floor, cue.begins - 1)
    rest = _stretch(sentence, cue, behind + 1, len(sentence) - 1) if _within(cue, behind) else None
    if ahead is None or rest is None or sentence[rest.stretches[0].first].lower in _BREAKS | {"and", "which", "who"}:
        return ahead
    return Said((*ahead.stretches, *rest.stretches), cue, cue.speaker)


def _within(cue: Cue, behind: int) -> bool:
    """Whether the clause can go on behind the cue: `, she said,` but not `, said Smith,`."""
    return behind - cue.ends == 1 and cue.speaker is not None and cue.speaker.last < cue.first


def _before(sentence: Sentence, cues: tuple[Cue, ...], number: int) -> tuple[Said | None, int]:
    """What follows the cue, up to the next cue that is not part of what is said."""
    cue = cues[number]
    later = range(number + 1, len(cues))
    following = next((one for one in later if _breaks(sentence, cues[one], behind_weak=cue.weak)), len(cues))
    end = cues[following].begins - 1 if following < len(cues) else len(sentence) - 1
    first, last = content(sentence, cue, end)
    quotes = [one for one in range(first, last + 1) if sentence[one].quoted is not None]
    if cue.weak:
        said = [one for one in quotes if not _names_work(sentence, one)]
        return (_stretch(sentence, cue, first, said[-1]), following) if said else (None, number + 1)
    if quotes and quotes[0] == first and sentence[first - 1].text in {",", ":"}:
        last = _run_of_quotes(sentence, quotes)
    if not quotes and not takes_clause(sentence, cue, first):
        return None, number + 1
    return _stretch(sentence, cue, first, last), following


def _names_work(sentence: Sentence, at: int) -> bool:
    """Whether quoted words are the title of the work named before them: `read the book "The Quiet Tide"`."""
    return sentence[at - 1].lower in _WORKS and is_title_case(sentence[at].text)


def _run_of_quotes(sentence: Sentence, quotes: list[int]) -> int:
    """The last of the quoted stretches that follow one another with at most three tokens between."""
    last = quotes[0]
    for one in quotes[1:]:
        if one - last > 4:
            break
        last = one
    return last


def _breaks(sentence: Sentence, cue: Cue, *, behind_weak: bool) -> bool:
    """Whether a cue is no part of what the one before it marks: `, adding that`, `but Smith said`."""
    left = sentence[cue.begins - 1]
    if cue.verb == "according":
        return True
    if cue.shared:
        quoted = any(one.quoted is not None for one in sentence[cue.ends : cue.ends + _NEAR])
        return (left.text == "," or left.lower in {"and", "but"}) and (quoted or not cue.weak)
    if quotes_at_once(sentence, cue):
        return True
    if behind_weak and (left.lower in {"and", *_BREAKS} or left.text == ","):
        return True
    return left.lower in {"and", *_BREAKS} and sentence[cue.begins - 2].text in {",", "—"}
