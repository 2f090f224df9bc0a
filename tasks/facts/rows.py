"""What was found in an article's text in, the rows of its datasets out.

Nothing is found here, and nothing is corrected: `tasks.check` holds the rows against their rules.
"""

from collections.abc import Mapping
from typing import TypeAlias

from schemas.articles import Article
from schemas.mentions import Mention
from schemas.quantities import Quantity
from schemas.quotations import Quotation, QuotationSegment
from schemas.row import Record
from schemas.time_expressions import TimeExpression
from schemas.words import TimexAnchor
from tasks.facts.find import story_day
from tasks.facts.found import Facts
from tasks.facts.mentions.found import FoundMention
from tasks.facts.quantities.found import FoundQuantity
from tasks.facts.quotations.found import FoundQuotation, Span
from tasks.facts.times.found import FoundTime

_Cut: TypeAlias = tuple[str | None, int | None, int | None]


def fact_rows(article: Article, facts: Facts) -> Mapping[str, tuple[Record, ...]]:
    """The rows of an article's facts, by dataset."""
    _, anchor = story_day(article)
    return {
        "quotations": tuple(_quotation(article, *one) for one in enumerate(facts.quotations)),
        "mentions": tuple(_mention(article, *one) for one in enumerate(facts.mentions)),
        "time_expressions": tuple(_time(article, anchor, *one) for one in enumerate(facts.times)),
        "quantities": tuple(_quantity(article, *one) for one in enumerate(facts.quantities)),
    }


def _quotation(article: Article, position: int, found: FoundQuotation) -> Quotation:
    body = article.article_body
    segments = tuple(
        QuotationSegment(text=body[one.start : one.end], start=one.start, end=one.end, verbatim=one.verbatim)
        for one in found.segments
    )
    cue, cue_start, cue_end = _cut(body, found.cue)
    mention, speaker_start, speaker_end = _cut(body, found.speaker_mention)
    return Quotation(
        article_id=article.article_id,
        position=position,
        type=found.type,
        content=" ".join(one.text for one in segments),
        segments=segments,
        start=segments[0].start,
        end=segments[-1].end,
        cue=cue,
        cue_start=cue_start,
        cue_end=cue_end,
        speaker_mention=mention,
        speaker_start=speaker_start,
        speaker_end=speaker_end,
        speaker=found.speaker,
        speaker_kind=found.speaker_kind,
        speaker_role=found.speaker_role,
        payload_digest=article.payload_digest,
        extractor_version=article.extractor_version,
        published_date=article.published_date,
    )


def _mention(article: Article, position: int, found: FoundMention) -> Mention:
    body = article.article_body
    has_role = found.role_start is not None
    return Mention(
        article_id=article.article_id,
        position=position,
        type=found.type,
        subtype=found.subtype,
        surface=body[found.start : found.end],
        start=found.start,
        end=found.end,
        name=found.name,
        role=body[found.role_start : found.role_end] if has_role else None,
        role_start=found.role_start,
        role_end=found.role_end,
        country=found.country,
        latitude=found.latitude,
        longitude=found.longitude,
        payload_digest=article.payload_digest,
        extractor_version=article.extractor_version,
        published_date=article.published_date,
    )


def _time(article: Article, anchor: TimexAnchor, position: int, found: FoundTime) -> TimeExpression:
    counted = found.anchored_on is TimexAnchor.PUBLICATION
    return TimeExpression(
        article_id=article.article_id,
        position=position,
        surface=found.surface,
        start=found.start,
        end=found.end,
        type=found.type,
        value=found.value,
        mod=found.mod,
        quant=found.quant,
        freq=found.freq,
        begin_date=found.begin_date,
        end_date=found.end_date,
        anchored_on=anchor if counted else found.anchored_on,
        anchor_date=found.anchor_date,
        payload_digest=article.payload_digest,
        extractor_version=article.extractor_version,
        published_date=article.published_date,
    )


def _quantity(article: Article, position: int, found: FoundQuantity) -> Quantity:
    return Quantity(
        article_id=article.article_id,
        position=position,
        kind=found.kind,
        surface=article.article_body[found.start : found.end],
        start=found.start,
        end=found.end,
        value=found.value,
        value_high=found.value_high,
        modifier=found.modifier,
        unit_surface=found.unit_surface,
        unit=found.unit,
        base_value=found.base_value,
        base_unit=found.base_unit,
        conversion_of=found.conversion_of,
        payload_digest=article.payload_digest,
        extractor_version=article.extractor_version,
        published_date=article.published_date,
    )


def _cut(body: str, span: Span | None) -> _Cut:
    return (None, None, None) if span is None else (body[span.start : span.end], span.start, span.end)
