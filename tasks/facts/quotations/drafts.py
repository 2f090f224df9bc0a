"""The quotations of an English body with the words that name their speakers; who those are is found out elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tasks.facts.quotations import speakers
from tasks.facts.quotations.cues import Cue, cues_in
from tasks.facts.quotations.found import Segment, Span
from tasks.facts.quotations.lexicon import CUE_VERBS, PRONOUNS
from tasks.facts.quotations.marks import Quoted, paragraphs, quoted_in
from tasks.facts.quotations.phrases import Phrase
from tasks.facts.quotations.segments import Said, said_in
from tasks.facts.quotations.stretches import is_saying, is_sentence, segment_of, writers_words
from tasks.facts.quotations.tokens import Sentence, sentences_of, tokens_of

_DATELINE: Final = re.compile(r"[A-Z][A-Z.'’ /-]{2,}(?:,[^\n]{0,40}?)?(?: ?\([^)\n]{2,40}\))? ?(?:--|[-–—―])\s")
_LONGEST_DATELINE: Final = 120
_DATELINES: Final = 3  # below a heading or a caption too
_GOES_ON: Final = frozenset(CUE_VERBS)


@dataclass(slots=True)
class Draft:
    """One quotation; its segments grow as the text goes on.

    `carried`: nobody is named here, the speaker of the quotation before it goes on. `subject`: whom the sentence
    before it is about.
    """

    segments: list[Segment]
    cue: Span | None
    speaker: Span | None
    paragraph: int
    carried: bool = False
    subject: Span | None = None


@dataclass(slots=True)
class _Reading:
    """What is known on the way through a body."""

    body: str
    drafts: list[Draft] = field(default_factory=list)
    paragraph: int = 0
    unclosed: bool = False
    announced: tuple[Sentence, Cue] | None = None
    subject: tuple[int, Span] | None = None


def drafts_of(body: str) -> list[Draft]:
    """The quotations of an English body, in the order of the text."""
    reading = _Reading(body)
    for start, end in paragraphs(body):
        quoted = quoted_in(body, start, end)
        if body[start:end].strip():
            _read_paragraph(reading, start, end, quoted)
            reading.paragraph += 1
    return reading.drafts


def _read_paragraph(reading: _Reading, start: int, end: int, quoted: tuple[Quoted, ...]) -> None:
    start = _behind_dateline(reading.body, start, end) if reading.paragraph < _DATELINES else start
    sentences = sentences_of(tokens_of(reading.body, start, end, quoted), _GOES_ON)
    reopened = reading.unclosed and bool(quoted) and quoted[0].opens == start
    here = False
    for number, sentence in enumerate(sentences):
        if number == 0 and reopened and reading.drafts:
            here = _read_reopened(reading, sentence)
        elif _only_quotes(sentence):
            _read_bare(reading, sentence, here=here, first=number == 0)
            here = True
        else:
            here = _read_sentence(reading, sentence) or here
    reading.unclosed = bool(quoted) and not quoted[-1].closed


def _behind_dateline(body: str, start: int, end: int) -> int:
    """Where a paragraph goes on behind `HALDEN, May 3 (Agency) - `."""
    found = _DATELINE.match(body, start, min(end, start + _LONGEST_DATELINE))
    return found.end() if found else start


def _only_quotes(sentence: Sentence) -> bool:
    return all(one.quoted is not None or not one.is_word for one in sentence) and any(one.quoted for one in sentence)


def _read_reopened(reading: _Reading, sentence: Sentence) -> bool:
    """The paragraph goes on with the quotation that the last one left open."""
    last = reading.drafts.pop()
    if _only_quotes(sentence):
        last.segments.extend(_verbatim(reading, sentence))
        reading.drafts.append(last)
        return True
    at = len(reading.drafts)
    _read_sentence(reading, sentence)
    _join(reading, last, at)
    return True


def _join(reading: _Reading, first: Draft, at: int) -> None:
    """Puts a quotation before those read after it: one with the next if that begins with a quoted stretch."""
    following = reading.drafts[at] if at < len(reading.drafts) else None
    own = following is not None and following.cue is not None and first.cue is not None
    if following is None or own or not following.segments[0].verbatim or following.carried:
        reading.drafts.insert(at, first)
        return
    first.segments.extend(following.segments)
    if first.cue is None:
        first.cue, first.speaker, first.paragraph, first.carried = (
            following.cue,
            following.speaker,
            following.paragraph,
            False,
        )
    reading.drafts[at] = first


def _verbatim(reading: _Reading, sentence: Sentence) -> list[Segment]:
    return [segment_of(reading.body, one.quoted) for one in sentence if one.quoted is not None]


def _read_bare(reading: _Reading, sentence: Sentence, *, here: bool, first: bool) -> None:
    """A sentence of nothing but quoted words: it goes on with the quotation before it, or is one of its own."""
    segments = _verbatim(reading, sentence)
    last = reading.drafts[-1] if reading.drafts else None
    announced, reading.announced = reading.announced, None
    if first and announced is not None:
        reading.drafts.append(_draft(reading, announced[0], Said((), announced[1], announced[1].speaker), segments))
    elif here and last is not None and last.paragraph == reading.paragraph:
        last.segments.extend(segments)
    elif is_saying(reading.body, segments) and is_sentence(reading.body, segments[-1]):
        near = last is not None and last.paragraph >= reading.paragraph - 1
        reading.drafts.append(Draft(segments, None, None, reading.paragraph, carried=near))


def _read_sentence(reading: _Reading, sentence: Sentence) -> bool:
    """Adds what a sentence holds; whether it held a quotation."""
    cues = cues_in(sentence)
    found = said_in(sentence, cues)
    reading.announced = _announcement(sentence, cues)
    drafts = [one for said in found if (one := _from_said(reading, sentence, said)) is not None]
    loose = tuple(_loose(reading, sentence, found, cues))
    added = sorted((*drafts, *loose), key=lambda one: one.segments[0].start)
    if added and _pending(reading) and added[0].segments[0].start == sentence[0].quoted_start:
        pending = reading.drafts.pop()
        reading.drafts.extend(added)
        _join(reading, pending, len(reading.drafts) - len(added))
    else:
        reading.drafts.extend(added)
    _note_subject(reading, sentence, quoted=bool(added))
    return bool(added)


def _note_subject(reading: _Reading, sentence: Sentence, *, quoted: bool) -> None:
    """Remembers whom a sentence without a quotation is about, for the pronouns after it."""
    who = speakers.opening_somebody(sentence, len(sentence))
    span = _span(sentence, who)
    if quoted or span is None or who is None:
        reading.subject = None if quoted else reading.subject
    elif sentence[who.first].lower not in PRONOUNS:
        reading.subject = (reading.paragraph, span)


def _pending(reading: _Reading) -> bool:
    """Whether the last quotation stands in this paragraph and still waits for its cue."""
    last = reading.drafts[-1] if reading.drafts else None
    return last is not None and last.cue is None and last.paragraph == reading.paragraph and last.speaker is None


def _announcement(sentence: Sentence, cues: tuple[Cue, ...]) -> tuple[Sentence, Cue] | None:
    """The cue of a sentence that ends with a colon and so announces the next paragraph."""
    if sentence[-1].text != ":":
        return None
    if cues:
        return sentence, cues[-1]
    at = len(sentence) - 1
    who = speakers.opening_somebody(sentence, at)
    return (sentence, Cue(":", at, at, who, shared=True)) if who is not None else None


def _from_said(reading: _Reading, sentence: Sentence, said: Said) -> Draft | None:
    segments = [segment for stretch in said.stretches for segment in _segments(reading.body, sentence, stretch)]
    return _draft(reading, sentence, said, segments) if segments else None


def _segments(body: str, sentence: Sentence, stretch: Phrase) -> Iterator[Segment]:
    """A stretch of tokens as segments: the quoted ones without their marks, what is between as the writer's."""
    begun: int | None = None
    for at in range(stretch.first, stretch.last + 1):
        token = sentence[at]
        if token.quoted is None:
            begun = at if begun is None else begun
            continue
        if begun is not None:
            yield from writers_words(body, sentence[begun].start, sentence[at - 1].end)
        begun = None
        yield segment_of(body, token.quoted)
    if begun is not None:
        yield from writers_words(body, sentence[begun].start, sentence[stretch.last].end)


def _draft(reading: _Reading, sentence: Sentence, said: Said, segments: list[Segment]) -> Draft:
    cue = Span(sentence[said.cue.first].start, sentence[said.cue.last].end) if said.cue is not None else None
    near = reading.subject is not None and reading.subject[0] >= reading.paragraph - 1
    subject = reading.subject[1] if near and reading.subject is not None else None
    return Draft(segments, cue, _span(sentence, said.speaker), reading.paragraph, subject=subject)


def _span(sentence: Sentence, phrase: Phrase | None) -> Span | None:
    return Span(sentence[phrase.first].start, sentence[phrase.last].end) if phrase is not None else None


def _loose(reading: _Reading, sentence: Sentence, found: list[Said], cues: tuple[Cue, ...]) -> Iterator[Draft]:
    """Quoted stretches no cue marks that are long enough to be somebody's words all the same."""
    taken = {at for said in found for one in said.stretches for at in range(one.first, one.last + 1)}
    for at, token in enumerate(sentence):
        if token.quoted is None or at in taken:
            continue
        segments = [segment_of(reading.body, token.quoted)]
        if is_saying(reading.body, segments):
            who = cues[-1].speaker if cues and cues[-1].ends < at else speakers.opening_somebody(sentence, at)
            yield Draft(segments, None, _span(sentence, who), reading.paragraph)
