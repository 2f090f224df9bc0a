"""Cues: a sentence in, the words that mark something in it as said, each with its speaker, out."""

from dataclasses import dataclass, replace
from typing import Final

from tasks.facts.quotations import phrases, speakers
from tasks.facts.quotations.lexicon import (
    CUE_VERBS,
    DETERMINERS,
    MONTHS,
    OBJECT_VERBS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    WEAK_VERBS,
    WEEKDAYS,
    word_set,
)
from tasks.facts.quotations.phrases import Phrase
from tasks.facts.quotations.tokens import Sentence, Token
from tasks.facts.quotations.verbs import is_cue_verb

_WEAK: Final = frozenset(WEAK_VERBS.values())
_AUXILIARIES: Final = word_set("has have had is are was were been be being would will could can may might did does do")
_NO_SPEAKERS: Final = word_set("that it they i there this in on at to for with of as if because when while")
_DASHES: Final = frozenset({",", "—", "–", "-", "--", "―"})
_LONGEST_SIGNATURE: Final = 6
_LONGEST_ROLE: Final = 4
_ALONE: Final = word_set(
    "some many several few other another one both most two three four five six seven eight nine ten"
)
_TIMES: Final = word_set("quarter month week year day time morning evening night months weeks years days")
_PARTICLES: Final = word_set("up out down off")
_LOOK_BACK: Final = 6


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue and the tokens it spans; `verb` is the verb's plain form, `according`, or a sign.

    `shared`: the speaker is not its own but that of the clause before it, as in `..., adding that`.
    """

    verb: str
    first: int
    last: int
    speaker: Phrase | None
    shared: bool

    @property
    def weak(self) -> bool:
        """Whether it marks only what stands in quotation marks as said."""
        return self.verb in _WEAK or self.verb == ":"

    @property
    def begins(self) -> int:
        """The first token of cue and speaker."""
        return self.first if self.shared or self.speaker is None else min(self.first, self.speaker.first)

    @property
    def ends(self) -> int:
        """The last token of cue and speaker."""
        return self.last if self.shared or self.speaker is None else max(self.last, self.speaker.last)


def cues_in(sentence: Sentence) -> tuple[Cue, ...]:
    """The cues of a sentence in order."""
    found: list[Cue] = []
    for at, token in enumerate(sentence):
        if found and at <= found[-1].ends:
            continue
        one = _cue_at(sentence, at, token, found)
        if one is not None:
            found.append(one)
    return tuple(found)


def _cue_at(sentence: Sentence, at: int, token: Token, found: list[Cue]) -> Cue | None:
    if token.quoted is not None:
        return None
    if not token.is_word:
        return _sign(sentence, at, found)
    if token.lower in {"according", "per"}:
        return _according(sentence, at)
    if token.lower == "put" and at + 1 < len(sentence) and sentence[at + 1].lower == "it":
        who = speakers.before(sentence, int(sentence[0].lower == "as"), at)
        return Cue("put", at, at + 1, who, shared=False) if who is not None else None
    verb = CUE_VERBS.get(token.lower)
    if verb is None or (token.text[0].isupper() and at > 0) or not is_cue_verb(sentence, at):
        return None
    one = _with_particle(sentence, _verb_cue(sentence, at, verb, found))
    return replace(one, speaker=None) if one.speaker is not None and _is_nobody(sentence, one.speaker) else one


def _with_particle(sentence: Sentence, cue: Cue) -> Cue:
    """The cue with the particle of a verb such as `talk up`, `rule out`."""
    at = cue.last + 1
    joined = cue.weak and at < len(sentence) and sentence[at].lower in _PARTICLES
    return replace(cue, last=at) if joined else cue


def _is_nobody(sentence: Sentence, who: Phrase) -> bool:
    """Whether a phrase names nobody: a lone `a`, a time such as `the third quarter`."""
    if sentence[who.last].lower in _TIMES or sentence[who.first].lower.strip(".") in MONTHS:
        return True
    return who.first == who.last and sentence[who.first].lower in DETERMINERS - _ALONE


def _sign(sentence: Sentence, at: int, found: list[Cue]) -> Cue | None:
    """`Smith: "..."` and `"..." — Ann Smith`, where nothing but the name stands beside the sign."""
    if found:
        return None
    if sentence[at].text == ":" and at < len(sentence) - 1:
        who = speakers.opening_somebody(sentence, at)
        beside = who is not None and who.last == at - 1
        quotes = sentence[at + 1].quoted is not None
        return Cue(":", at, at, who, shared=not beside) if who is not None and (beside or quotes) else None
    if sentence[at].is_dash and at == 1 and sentence[0].quoted is not None and len(sentence) - at > 1:
        who = phrases.after(sentence, at + 1, len(sentence))
        alone = who is not None and all(not one.is_word for one in sentence[who.last + 1 :])
        named = all(one.is_name for one in sentence[at + 1 : at + 2]) and len(sentence) - at <= _LONGEST_SIGNATURE
        return Cue(sentence[at].text, at, at, who, shared=False) if alone and named else None
    return None


def _according(sentence: Sentence, at: int) -> Cue | None:
    """`according to X` and, behind a comma or quoted words, `per X`."""
    per = sentence[at].lower == "per"
    last = at if per else at + 1
    if last + 1 >= len(sentence) or not (per or sentence[last].lower == "to"):
        return None
    if per and (at == 0 or not (sentence[at - 1].quoted or sentence[at - 1].text == ",")):
        return None
    return Cue("according", at, last, phrases.after(sentence, last + 1, len(sentence)), shared=False)


def _verb_cue(sentence: Sentence, at: int, verb: str, found: list[Cue]) -> Cue:
    floor = _floor(sentence, at, found)
    behind = phrases.after(sentence, at + 1, len(sentence)) if _can_invert(sentence, at) else None
    if behind is not None and _beside_quote(sentence, at):
        return Cue(verb, at, at, behind, shared=False)
    first = _with_auxiliaries(sentence, at, floor)
    participle = sentence[at].lower.endswith("ing") and first == at
    own = not (participle and sentence[at - 1].text == "," and found)
    who = speakers.before(sentence, floor, at) if own else None
    if who is not None:
        return Cue(verb, first, at, _from_quote(sentence, who), shared=False)
    if behind is not None and _stands_apart(sentence, at, behind):
        return Cue(verb, at, at, behind, shared=False)
    return Cue(verb, first, at, _shared(sentence, found, floor, at), shared=True)


def _stands_apart(sentence: Sentence, at: int, behind: Phrase) -> bool:
    """Whether verb and speaker stand between commas without quoted words: `..., said Smith.`"""
    closed = behind.last + 1 >= len(sentence) or not sentence[behind.last + 1].is_word
    return closed and sentence[at - 1].text == "," and sentence[at + 1].lower not in PRONOUNS


def _from_quote(sentence: Sentence, who: Phrase) -> Phrase:
    """The speaker with a role of unknown words that stands between a quoted stretch and a name."""
    first = who.first
    while first > 0 and first > who.first - _LONGEST_ROLE and _plain(sentence[first - 1]):
        first -= 1
    beside = first > 0 and sentence[first - 1].quoted is not None
    return Phrase(first, who.last) if beside else who


def _plain(token: Token) -> bool:
    lower = token.is_word and token.text[0].islower()
    return lower and token.lower not in PREPOSITIONS | PRONOUNS and not phrases.is_adverb(token)


def _shared(sentence: Sentence, found: list[Cue], floor: int, at: int) -> Phrase | None:
    """The speaker of the clause a cue without its own belongs to."""
    if sentence[at - 1].lower == "and":
        verb = sentence[at - 2].lower.endswith("ed") and at - 2 > floor
        joined = speakers.before(sentence, floor, at - 2) if verb else None
        if joined is not None:
            return joined
    mains = [one for one in found[-_LOOK_BACK:] if one.verb != "according" and not _relative(sentence, one)]
    if mains:
        return mains[-1].speaker
    return speakers.opening(sentence, 0, at)


def _relative(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue stands in a relative clause: `an architect who said`."""
    return any(one.lower in {"who", "which"} for one in sentence[max(0, cue.first - 4) : cue.first])


def _floor(sentence: Sentence, at: int, found: list[Cue]) -> int:
    """Where the clause of a cue can begin: behind the cue and the quoted stretch before it."""
    floor = found[-1].ends + 1 if found else 0
    quoted = next((one for one in range(at - 1, floor - 1, -1) if sentence[one].quoted is not None), None)
    return floor if quoted is None else quoted + 1


def _can_invert(sentence: Sentence, at: int) -> bool:
    """Whether what stands behind the verb can be its subject: `said Smith`."""
    if at + 1 >= len(sentence) or sentence[at].lower.endswith("ing"):
        return False
    right = sentence[at + 1]
    if right.lower in WEEKDAYS or right.lower in _NO_SPEAKERS or CUE_VERBS[sentence[at].lower] in OBJECT_VERBS:
        return False
    return right.is_name or right.lower in DETERMINERS or right.lower in PRONOUNS or right.lower in PERSON_NOUNS


def _beside_quote(sentence: Sentence, at: int) -> bool:
    """Whether the verb opens its sentence or follows a quoted stretch."""
    left = at - 1
    while left >= 0 and (phrases.is_adverb(sentence[left]) or sentence[left].text in _DASHES):
        left -= 1
    return left < 0 or sentence[left].quoted is not None


def _with_auxiliaries(sentence: Sentence, at: int, floor: int) -> int:
    """The first word of the verb: `has said`, `will tell`."""
    first = at
    while first - 1 >= floor and sentence[first - 1].lower in _AUXILIARIES:
        first -= 1
    return first
