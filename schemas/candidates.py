"""One address that may be an article, and what the feed, sitemap, page or list that named it says of it."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from schemas.articles import Evidence
from schemas.row import Instant, Offset, Record, Text
from schemas.words import DatePrecision, FlawReason, OriginKind, OriginSaid, SkipReason

MOST_NAMES = 30
MOST_WORDS = 200

Address = Annotated[Text, StringConstraints(max_length=2_000)]
"""An address no longer than browsers and sitemaps agree to carry."""
Line = Annotated[Text, StringConstraints(max_length=1_000)]
Name = Annotated[Text, StringConstraints(max_length=200)]
Summary = Annotated[Text, StringConstraints(max_length=4_000)]
Tag = Annotated[Text, StringConstraints(max_length=35)]


class Candidate(Record):
    """One address that may be an article, with what its origin says of it."""

    url: Address = Field(description="Canonical address: tracking parameters and fragment removed.")
    stated_url: Address = Field(description="The address as the origin states it, made absolute.")
    origin: Address = Field(description="Address of the feed, sitemap, page or list that named it.")
    kind: OriginKind = Field(description="What the origin is.")
    headline: Line | None = Field(description="Title the origin gives; null if it gives none.")
    author: tuple[Name, ...] = Field(max_length=MOST_NAMES, description="Credits the origin gives, as written.")
    date_published: Instant | None = Field(
        description="When the origin says it was published; midnight UTC of the day where only a day is stated."
    )
    date_published_precision: DatePrecision | None = Field(description="How exactly; null with the date.")
    date_published_offset: Offset | None = Field(description="UTC offset the origin gave; null if it gave none.")
    date_modified: Instant | None = Field(description="When the origin says it was last changed.")
    date_modified_precision: DatePrecision | None = Field(description="How exactly; null with the date.")
    date_modified_offset: Offset | None = Field(description="UTC offset the origin gave; null if it gave none.")
    article_section: tuple[Name, ...] = Field(max_length=MOST_WORDS, description="Sections the origin files it under.")
    keywords: tuple[Name, ...] = Field(max_length=MOST_WORDS, description="Keywords the origin gives, each once.")
    description: Summary | None = Field(description="Summary the origin gives, without markup.")
    image_url: Address | None = Field(description="Image the origin shows with it.")
    in_language: Tag | None = Field(description="BCP 47 tag the origin states for it or for all it names.")
    publisher: Line | None = Field(description="Publication the origin names for it.")
    methods: tuple[Evidence, ...] = Field(
        max_length=MOST_NAMES,
        description="Where in its origins each filled column was found, by column name: `feed:title`, "
        "`sitemap:news:publication_date`, `page:a`.",
    )

    @model_validator(mode="after")
    def _precision_stands_with_its_date(self) -> Self:
        for instant, precision in (
            (self.date_published, self.date_published_precision),
            (self.date_modified, self.date_modified_precision),
        ):
            if (instant is None) != (precision is None):
                raise ValueError("a date and its precision are stated together")
        return self


class Further(Record):
    """One more address to read for candidates: a sitemap of an index, the next page of a feed or an index page."""

    url: Address = Field(description="Absolute address.")
    kind: OriginKind = Field(description="What is expected there.")
    date_modified: Instant | None = Field(description="When it was last changed, as stated; null if it is not.")


class Flaw(Record):
    """What of an origin could not be used, or only in part."""

    reason: FlawReason = Field(description="What is wrong, as a fixed word.")
    count: int = Field(ge=1, description="How often.")
    example: Line = Field(description="The first of them: what exactly, and where.")


class Skipped(Record):
    """Candidates that were not wanted."""

    reason: SkipReason = Field(description="Why, as a fixed word.")
    count: int = Field(ge=1, description="How many.")
    example: Address = Field(description="The address of the first.")


class Discovered(Record):
    """What one feed, sitemap, page or list names."""

    title: Line | None = Field(description="What it calls itself.")
    candidates: tuple[Candidate, ...] = Field(description="In its own order, each canonical address once.")
    further: tuple[Further, ...] = Field(description="Where it goes on; how deep to follow is the caller's to decide.")
    flaws: tuple[Flaw, ...] = Field(description="What of it could not be used; empty where all could.")
    skipped: tuple[Skipped, ...] = Field(description="What was left out because it was not asked for.")


class SiteOrigin(Record):
    """A feed or sitemap that a site has, or may have."""

    url: Address = Field(description="Absolute address.")
    kind: OriginKind = Field(description="What it is, or should be.")
    title: Line | None = Field(description="What the site calls it; null if it does not.")
    said: OriginSaid = Field(description="How it is known.")
