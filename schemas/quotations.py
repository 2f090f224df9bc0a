"""One quotation of an article: what was said, by whom, and the words that say so."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Record, Text
from schemas.words import QuotationType, SpeakerKind


class QuotationSegment(Record):
    """One unbroken stretch of a quotation; `article_body[start:end] == text`."""

    text: Text = Field(description="As written, without the quotation marks and the comma at its end.")
    start: int = Field(ge=0, description="Code-point offset of its first character in `article_body`.")
    end: int = Field(ge=1, description="Code-point offset after its last character.")
    verbatim: bool = Field(description="It stands in quotation marks: these are the speaker's own words.")


class Quotation(Record):
    """One quotation of an article."""

    article_id: ArticleId = Field(description="The article it stands in.")
    position: int = Field(ge=0, description="0 for the article's first quotation, in the order of the text.")
    type: QuotationType = Field(description="How it gives the speaker's words.")
    content: Text = Field(description="What was said: the texts of its segments, a space between.")
    segments: tuple[QuotationSegment, ...] = Field(
        description="Its stretches in the order of the text; more than one where the text breaks off to say who speaks."
    )
    start: int = Field(ge=0, description="Code-point offset of the first segment in `article_body`.")
    end: int = Field(ge=1, description="Offset after the last segment.")
    cue: Text | None = Field(description="The words that mark it as said: `said`, `according to`; null if none do.")
    cue_start: int | None = Field(ge=0, description="Offset of the cue in `article_body`; null with the cue.")
    cue_end: int | None = Field(ge=1, description="Offset after it; null with the cue.")
    speaker_mention: Text | None = Field(
        description="Who said it, as written here: `Kremlin spokesman Dmitry Peskov`, `she`; null if nobody is "
        "named beside it, as where a speaker goes on from the paragraph before."
    )
    speaker_start: int | None = Field(ge=0, description="Offset of that in `article_body`; null with it.")
    speaker_end: int | None = Field(ge=1, description="Offset after it; null with it.")
    speaker: Text | None = Field(
        description="Who said it, by the fullest name the article has: `Dmitry Peskov`; null where it names nobody."
    )
    speaker_kind: SpeakerKind | None = Field(description="What the speaker is; null where the words do not tell.")
    speaker_role: Text | None = Field(
        description="Role or title the article gives the speaker, as written: `Kremlin spokesman`; null if none."
    )
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    published_date: date = Field(description="The article's partition.")
