"""One version of one article: what it said, what was new in it, and the captures that said it."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Instant, Record, Text
from schemas.words import ParagraphOp, Part


class ParagraphChange(Record):
    """One paragraph that differs from the version before, in the order of the body."""

    op: ParagraphOp = Field(description="What became of it.")
    before: Text | None = Field(description="The paragraph before, cut after 1,000 characters; null if it is new.")
    after: Text | None = Field(description="The paragraph now, cut after 1,000 characters; null if it is gone.")


class Sighting(Record):
    """One capture that says what the version says; white space, advertisements and related links aside."""

    record_id: Text = Field(description="The capture.")
    captured_at: Instant = Field(description="When it was received.")
    payload_digest: Digest = Field(description="Its payload.")
    extractor_version: Text = Field(description="Version of the rules it was read by.")


class Revision(Record):
    """One version of one article, the current one or an earlier one; its columns are those of its first capture."""

    article_id: ArticleId = Field(description="The article.")
    version: int = Field(
        ge=1,
        description="1 for what the earliest capture says, one more each time a later one says something else. An "
        "older capture that comes in late takes its place in time, and later versions are counted anew.",
    )
    captured_at: Instant = Field(description="When the first capture that says this was received.")
    record_id: Text = Field(description="That capture.")
    payload_digest: Digest = Field(description="That capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    headline: Text = Field(description="As in `articles`, like all columns of that name.")
    alternative_headline: Text | None = Field(description="Second headline or deck.")
    author: tuple[Text, ...] = Field(description="People who wrote it.")
    byline: Text | None = Field(description="The byline as written.")
    source_organization: tuple[Text, ...] = Field(description="News agencies it came from.")
    date_published: Instant | None = Field(description="When the publisher says it was published.")
    article_body: Text = Field(description="Body text.")
    word_count: int = Field(ge=1, description="Words of `article_body`.")
    changed: tuple[Part, ...] = Field(description="What differs from the version before; empty for version 1.")
    changed_share: float | None = Field(
        ge=0,
        le=1,
        description="Words removed from and added to the body, as a share of the words of both versions: 0 if the body "
        "is the same, 1 if nothing of it stayed; null for version 1.",
    )
    diff: tuple[ParagraphChange, ...] = Field(
        description="Paragraphs of the body that differ from the version before, at most the first 200; empty for "
        "version 1."
    )
    captures: tuple[Sighting, ...] = Field(description="Every capture that says this, in order, the row's own first.")
    published_date: date = Field(description="The article's partition: all versions of an article lie in it.")
