"""The quotations of a body with the help of its parse: those found by rule and what is reported without marks.

What stands in quotation marks is found by `tasks.facts.quotations`; the parse adds reported speech, and tells better
which phrase is the subject of the cue and who is meant by it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from schemas.words import QuotationType
from tasks.facts.enriched.parse import Parse
from tasks.facts.enriched.reported import Reported, phrase_of, reported, source_of, speaker_of
from tasks.facts.enriched.speakers import Speakers, Who, nameless
from tasks.facts.mentions.found import FoundMention
from tasks.facts.quotations.found import FoundQuotation, Segment, Span
from tasks.facts.quotations.marks import quoted_in
from tasks.facts.quotations.stretches import segment_of, writers_words

_LEAST: Final = 3


def find_quotations(
    parse: Parse, mentions: Sequence[FoundMention], marked: Sequence[FoundQuotation]
) -> tuple[FoundQuotation, ...]:
    """The quotations in the order of the text; no two touch each other. `marked` are those found by rule."""
    verbatim = {at for one in marked for part in one.segments if part.verbatim for at in range(part.start, part.end)}
    quoted = frozenset(index for index, token in enumerate(parse.tokens) if token.start in verbatim)
    all_found = [*marked, *(_quotation(parse, one) for one in reported(parse, quoted))]
    found = _apart([_with_subject(parse, one, quoted) for one in _whole(parse, all_found)])
    return tuple(_resolved(found, Speakers(parse, mentions, quoted), parse.body))


def _apart(found: Sequence[FoundQuotation]) -> list[FoundQuotation]:
    """Those that touch none before them, in the order of the text."""
    taken: set[int] = set()
    kept = []
    for one in found:
        letters = {at for segment in one.segments for at in range(segment.start, segment.end + 1)}
        if letters and not letters & taken and not {at - 1 for at in letters} & taken:
            taken |= letters
            kept.append(one)
    return sorted(kept, key=lambda one: one.segments[0].start)


def _whole(parse: Parse, found: Sequence[FoundQuotation]) -> Iterator[FoundQuotation]:
    """`..., according to X, and offered to pay`: what looks like words of another is X's account too."""
    verbs = [next(_tokens(parse, one.cue), None) if one.cue else None for one in found]
    heads = {parse.tokens[verb].head: at for at, verb in enumerate(verbs) if verb and source_of(parse, verb)}
    own = {at: heads[parse.tokens[verb].head] for at, verb in enumerate(verbs) if verb and _goes_on(parse, verb, heads)}
    for at, one in enumerate(found):
        more = [verbs[other] for other, to in own.items() if to == at and found[other].type is QuotationType.INDIRECT]
        added = [segment for verb in more if verb for segment in _segments(parse, (verb, parse.edges[verb][1] + 1))]
        if at not in own or one.type is not QuotationType.INDIRECT:
            new = [part for part in added if not any(_touch(part, known) for known in one.segments)]
            yield replace(one, segments=tuple(sorted((*one.segments, *new), key=lambda part: part.start)))


def _touch(one: Segment, other: Segment) -> bool:
    return one.start <= other.end and other.start <= one.end


def _goes_on(parse: Parse, verb: int, heads: Mapping[int, int]) -> bool:
    token = parse.tokens[verb]
    return token.dep == "conj" and token.head in heads and parse.child(verb, "nsubj") is None


def _with_subject(parse: Parse, one: FoundQuotation, quoted: frozenset[int]) -> FoundQuotation:
    """With the subject of the cue's verb as the speaker, where the rules took another phrase for it."""
    if one.cue is None:
        return one
    verbs = [at for at in _tokens(parse, one.cue) if parse.tokens[at].tag[:2] == "VB"]
    if not verbs:
        return one
    source = source_of(parse, verbs[-1])
    head = source if source is not None else speaker_of(parse, verbs[-1])
    if head is None or head in quoted:
        return one
    phrase = phrase_of(parse, head)
    if phrase[1] < len(parse.tokens) and parse.tokens[phrase[1]].text == ":":
        return one  # `OSLO: The navy said`: the place of filing is nobody's subject
    span = _span(parse, phrase)
    said = one.speaker_mention
    same = said is not None and span.start < said.end and said.start < span.end
    if same and (source is None or said == span):
        return one
    return replace(one, speaker_mention=span, speaker=None, speaker_kind=None, speaker_role=None)


def _tokens(parse: Parse, span: Span) -> Iterator[int]:
    return iter(range(bisect_left(parse.starts, span.start), bisect_left(parse.starts, span.end)))


def _quotation(parse: Parse, one: Reported) -> FoundQuotation:
    segments = tuple(segment for stretch in one.stretches for segment in _segments(parse, stretch))
    if sum(last - first for first, last in one.stretches) < _LEAST:
        segments = ()
    kind = QuotationType.MIXED if any(segment.verbatim for segment in segments) else QuotationType.INDIRECT
    return FoundQuotation(kind, segments, _span(parse, one.cue), _span(parse, one.speaker), None, None, None)


def _segments(parse: Parse, stretch: tuple[int, int]) -> Iterator[Segment]:
    """A stretch cut at its quotation marks."""
    whole = _span(parse, stretch)
    at = whole.start
    for quoted in quoted_in(parse.body, whole.start, whole.end):
        if quoted.closed and quoted.end > quoted.start:
            yield from writers_words(parse.body, at, quoted.opens)
            yield segment_of(parse.body, quoted)
            at = quoted.closes
    yield from writers_words(parse.body, at, whole.end)


def _span(parse: Parse, tokens: tuple[int, int]) -> Span:
    return Span(parse.tokens[tokens[0]].start, parse.tokens[tokens[1] - 1].end)


def _resolved(found: Sequence[FoundQuotation], speakers: Speakers, body: str) -> Iterator[FoundQuotation]:
    before: Who | None = None
    for one in found:
        who = _who(body, one, speakers, before)
        before = who
        yield replace(one, speaker=who.name, speaker_kind=who.kind, speaker_role=who.role)


def _who(body: str, one: FoundQuotation, speakers: Speakers, before: Who | None) -> Who:
    """By name, pronoun or role; else as the rules had it. One without a phrase goes on from the one before it."""
    by_rules = Who(one.speaker, one.speaker_kind, one.speaker_role)
    phrase = one.speaker_mention
    if phrase is None:
        return before if before and one.speaker else by_rules
    found = speakers.who(phrase)
    if found:
        return found
    return by_rules if by_rules.kind else nameless(body[phrase.start : phrase.end])
