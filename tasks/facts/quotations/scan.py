"""The way in: a body and its language in, the quotations in the order of the text out.

English is read for cues and speakers; any other language for its quotation marks and dialogue dashes alone.
"""

from collections.abc import Iterable

from schemas.words import QuotationType
from tasks.facts.quotations.drafts import drafts_of
from tasks.facts.quotations.found import FoundQuotation, Segment, Span
from tasks.facts.quotations.plain import plain_quotations
from tasks.facts.quotations.resolve import Resolver


def find_quotations(body: str, language: str | None) -> tuple[FoundQuotation, ...]:
    """The quotations of a body written in `language` (English if None)."""
    if language is not None and language.split("-")[0].lower() != "en":
        return tuple(_marked(one) for one in plain_quotations(body, language.split("-")[0].lower()))
    resolver = Resolver(body)
    found = []
    end = -1
    for draft in drafts_of(body):
        segments = tuple(_apart(draft.segments, end))
        if not segments:
            continue
        who = resolver.speaker(draft)
        found.append(FoundQuotation(_type(segments), segments, draft.cue, draft.speaker, who.name, who.kind, who.role))
        end = segments[-1].end
    return tuple(found)


def _apart(segments: Iterable[Segment], end: int) -> Iterable[Segment]:
    """The segments that begin behind what is taken."""
    for one in segments:
        if one.start > end:
            yield one
            end = one.end


def _type(segments: tuple[Segment, ...]) -> QuotationType:
    if all(one.verbatim for one in segments):
        return QuotationType.DIRECT
    return QuotationType.MIXED if any(one.verbatim for one in segments) else QuotationType.INDIRECT


def _marked(segments: tuple[Segment, ...]) -> FoundQuotation:
    return FoundQuotation(QuotationType.DIRECT, segments, None, None, None, None, None)


__all__ = ["FoundQuotation", "Segment", "Span", "find_quotations"]
