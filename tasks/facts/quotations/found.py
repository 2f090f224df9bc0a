"""What the finders of quotations hand on."""

from dataclasses import dataclass

from schemas.words import QuotationType, SpeakerKind


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the body; `body[start:end]` is what it says."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment(Span):
    """One stretch of what was said, without its quotation marks."""

    verbatim: bool


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """One quotation. `segments` are in the order of the text and do not touch those of another quotation."""

    type: QuotationType
    segments: tuple[Segment, ...]
    cue: Span | None
    speaker_mention: Span | None
    speaker: str | None
    speaker_kind: SpeakerKind | None
    speaker_role: str | None
