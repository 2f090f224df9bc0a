"""What a text reports as said without quoting it: a parse in, contents with cue and speaker out.

By the clauses that hang on verbs of saying (`said the bridge was safe`), of urging and promising (`urged them to
leave`) and of calling for something. Words in quotation marks, and who a speaker is, do not belong here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tasks.facts.enriched.parse import Parse
from tasks.facts.quotations.lexicon import forms, word_set

_SAYING: Final = word_set(
    "say tell add note report claim argue warn insist explain acknowledge admit announce predict suggest contend "
    "concede confirm declare reveal reply respond tweet write maintain observe remark assert allege conclude estimate "
    "reiterate caution assure inform agree recall complain stress emphasize emphasise state testify joke quip boast "
    "lament deny speculate mention indicate disclose point find show believe think advise post proclaim repeat rule "
    "signal imply hint charge fear worry dispute question doubt"
)
_URGING: Final = word_set(
    "urge ask demand vow promise pledge threaten offer call encourage tell advise warn order request propose "
    "recommend beg implore plead instruct"
)
_SUBJECTS: Final = ("nsubj", "csubj", "agent")
_NOBODY: Final = frozenset(["i", "you", "we", "it", "that", "this", "there", "what", "one"])
_UNREAL: Final = frozenset(["would", "could", "should", "may", "might", "can", "must"])
_EDGES: Final = frozenset(",;:.—–-\"“”'‘’()") | {"--"}


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported content: tokens of each stretch, of the cue and of the speaker's phrase and its head."""

    stretches: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    speaker: tuple[int, int]
    head: int


def reported(parse: Parse, quoted: frozenset[int]) -> Iterator[Reported]:
    """What is reported, cue by cue; `quoted` are the tokens in quotation marks, which are somebody's words already."""
    for index, token in enumerate(parse.tokens):
        verb = _verb(token.text)
        if verb is None or token.tag[:2] != "VB" or index in quoted or not _is_real(parse, index):
            continue
        found = _content(parse, index, verb)
        if found:
            head = speaker_of(parse, index)
            if head is not None and parse.tokens[head].text.casefold() not in _NOBODY:
                yield Reported(tuple(found), (index, index + 1), phrase_of(parse, head), head)


def _verb(word: str) -> str | None:
    return _FORMS.get(word.casefold())


def _is_real(parse: Parse, index: int) -> bool:
    """Whether it is said that somebody did say so."""
    below = [parse.tokens[child] for child in parse.children[index]]
    if any(token.dep == "neg" for token in below):
        return False
    if any(token.dep == "aux" and token.text.casefold() in _UNREAL | {"to"} for token in below):
        return False
    return not any(token.dep == "auxpass" for token in below)


def _content(parse: Parse, index: int, verb: str) -> list[tuple[int, int]]:
    clause = parse.child(index, "ccomp") if verb in _SAYING else None
    if clause is not None:
        return _stretches(parse, clause, index)
    if verb in _SAYING and parse.tokens[index].dep == "parataxis":
        return _stretches(parse, parse.tokens[index].head, index)
    if verb in _URGING:
        return _urged(parse, index, verb)
    return []


def _urged(parse: Parse, index: int, verb: str) -> list[tuple[int, int]]:
    calls_on = verb == "call" and any(parse.tokens[child].text in ("on", "upon") for child in parse.children[index])
    to = parse.child(index, *(("xcomp", "ccomp", "advcl") if calls_on else ("xcomp", "ccomp")))
    if to is not None and parse.tokens[to].tag == "VB" and _has_to(parse, to):
        return _with_addressee(parse, index, _stretches(parse, to, index))
    below = (child for child in parse.children[index] if parse.tokens[child].text == "for")
    after = next(below, None) if verb in ("call", "ask", "plead", "beg") else None
    thing = parse.child(after, "pobj", "pcomp") if after is not None else None
    return _stretches(parse, thing, index) if thing is not None else []


def _with_addressee(parse: Parse, index: int, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`drivers to stay`: who is to do it is part of what is asked."""
    on = parse.child(index, "prep")
    asked = parse.child(index, "dobj", "dative") or (parse.child(on, "pobj") if on is not None else None)
    if asked is None or not runs or parse.edges[asked][1] + 1 != runs[0][0] or asked < index:
        return runs
    return [(parse.edges[asked][0], runs[0][1]), *runs[1:]]


def _has_to(parse: Parse, index: int) -> bool:
    """`to leave`, and not `how to leave`."""
    below = [parse.tokens[child].tag for child in parse.children[index]]
    return "TO" in below and not any(tag.startswith("W") for tag in below)


def _stretches(parse: Parse, root: int, cue: int) -> list[tuple[int, int]]:
    """The tokens below `root` without those of the cue, as unbroken runs without marks at their ends."""
    first, last = parse.edges[root]
    without = set(_below(parse, cue, root))
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for index in range(first, last + 2):
        inside = index <= last and index not in without
        if inside and begin is None:
            begin = index
        elif not inside and begin is not None:
            runs.append((begin, index))
            begin = None
    return [run for one in runs if (run := _bare(parse, one))[1] > run[0]]


def _below(parse: Parse, index: int, root: int) -> Iterable[int]:
    """The tokens of the cue's own clause, without the content below it."""
    kept = range(*_closed(parse.edges[root])) if _hangs_on(parse, root, index) else ()
    low, high = parse.edges[index]
    return (other for other in range(low, high + 1) if other not in kept)


def _hangs_on(parse: Parse, index: int, other: int) -> bool:
    while parse.tokens[index].head != index:
        index = parse.tokens[index].head
        if index == other:
            return True
    return False


def _closed(edges: tuple[int, int]) -> tuple[int, int]:
    return edges[0], edges[1] + 1


def _bare(parse: Parse, run: tuple[int, int]) -> tuple[int, int]:
    first, last = run
    while first < last and (parse.tokens[first].text in _EDGES or parse.tokens[first].dep == "mark"):
        if parse.tokens[first].text.casefold() not in _EDGES | {"that"}:
            break
        first += 1
    while first < last and parse.tokens[last - 1].text in _EDGES:
        last -= 1
    return first, last


def speaker_of(parse: Parse, index: int, depth: int = 3) -> int | None:
    """The token that heads the phrase for who says it."""
    own = parse.child(index, *_SUBJECTS)
    token = parse.tokens[index]
    if own is not None:
        relative = token.dep == "relcl" and parse.tokens[own].tag in ("WP", "WDT")
        return token.head if relative else own
    if depth and token.dep in ("xcomp", "advcl", "conj", "ccomp") and token.head != index:
        return speaker_of(parse, token.head, depth - 1)
    return token.head if token.dep == "acl" else None


def source_of(parse: Parse, index: int) -> int | None:
    """The token that heads the phrase behind `according to`."""
    to = parse.child(index, "prep") if parse.tokens[index].text.casefold() == "according" else None
    return parse.child(to, "pobj") if to is not None else None


def phrase_of(parse: Parse, head: int) -> tuple[int, int]:
    """The tokens of a speaker's phrase: with what stands before and an apposition, without a clause."""
    first, last = parse.edges[head]
    for child in parse.children[head]:
        if child > head and parse.tokens[child].dep in ("relcl", "conj", "cc", "punct"):
            last = min(last, child - 1 if parse.tokens[child].dep == "punct" else parse.edges[child][0] - 1)
            break
    name = parse.child(head, "appos")
    if name is not None and parse.tokens[name].tag == "NNP" and parse.edges[name][0] <= max(last, head) + 2:
        last = name  # `the mayor, Jane Doe`
    return first, max(last, head) + 1


_FORMS: Final = {form: verb for verb in _SAYING | _URGING for form in forms(verb)} | {
    **dict.fromkeys(("finds", "found", "finding"), "find"),
    **dict.fromkeys(("shows", "showed", "shown", "showing"), "show"),
    **dict.fromkeys(("begs", "begged", "begging"), "beg"),
}
