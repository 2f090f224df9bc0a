"""The current version of one article, in the words of schema.org NewsArticle."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Instant, Offset, Record, Text, since
from schemas.words import DatePrecision, FactsLevel


class Section(Record):
    """One sub-heading; `article_body[start:end] == heading`."""

    heading: Text = Field(description="The sub-heading as it stands in the body.")
    start: int = Field(ge=0, description="Code-point offset of its first character in `article_body`.")
    end: int = Field(ge=1, description="Code-point offset after its last character.")


class Evidence(Record):
    """Where one column's value was found."""

    column: Text = Field(description="The column.")
    method: Text = Field(
        description="`json_ld:<property>`, `meta:<name>`, `html:<element>`, `text:<what>`, `url`, a library, or where "
        "the page was named: `feed:<element>`, `sitemap:<element>`, `page:a`."
    )


class Article(Record):
    """The current version of one article."""

    article_id: ArticleId = Field(
        description="First 32 hex digits of the SHA-256 of `url`, or of source and path for a file without one."
    )
    version: int = Field(ge=1, description="1 for the first capture, one more each time the content changed.")
    url: Text | None = Field(description="Canonical address, tracking parameters and fragment removed.")
    headline: Text = Field(description="Headline without the site's name.")
    alternative_headline: Text | None = Field(description="Second headline or deck the page states.")
    author: tuple[Text, ...] = Field(description="People who wrote it, in order; never agencies or publishers.")
    credited: tuple[Text, ...] = Field(
        description="Everyone the page credits, as written and in order: people, agencies, desks."
    )
    byline: Text | None = Field(description="The byline as written on the page, such as `By AFP`.")
    source_organization: tuple[Text, ...] = Field(
        description="News agencies it came from, by their usual short name: AFP, Reuters, dpa, ..."
    )
    publisher: Text | None = Field(description="Name of the publication.")
    publisher_domain: Text | None = Field(description="Registrable domain of `url`, such as `themoscowtimes.com`.")
    dateline: Text | None = Field(description="Place (and day) of filing that opens the text: `GENEVA, June 3`.")
    date_published: Instant | None = Field(
        description="When the publisher says it was published; midnight UTC of the day where only a day is stated."
    )
    date_published_precision: DatePrecision | None = Field(description="How exactly; null with the date.")
    date_published_offset: Offset | None = Field(description="UTC offset the publisher gave; null if it gave none.")
    date_published_method: Text | None = Field(description="Where the date was found, as in `methods`.")
    date_modified: Instant | None = Field(description="When the publisher says it was last changed.")
    date_modified_precision: DatePrecision | None = Field(description="How exactly; null with the date.")
    date_modified_offset: Offset | None = Field(description="UTC offset the publisher gave; null if it gave none.")
    in_language: Text | None = Field(description="BCP 47 tag the page states, such as `en` or `pt-BR`.")
    article_section: tuple[Text, ...] = Field(description="Sections of the publication it is filed under.")
    keywords: tuple[Text, ...] = Field(description="Keywords the page states, in order, each once.")
    description: Text | None = Field(description="Summary the page states.")
    article_body: Text = Field(
        description="Body text: paragraphs and sub-headings in order, a blank line between. Offsets count code points."
    )
    sections: tuple[Section, ...] = Field(description="Sub-headings of the body, in order.")
    word_count: int = Field(ge=1, description="Words of `article_body`; characters in scripts written without spaces.")
    is_accessible_for_free: bool | None = Field(description="False behind a paywall; null if the page does not say.")
    license: Text | None = Field(description="Licence the page states: its address or name.")
    facts_level: FactsLevel | None = Field(
        description="By which rules its quotations, mentions, time expressions and quantities were found; null where "
        "they were not looked for.",
        json_schema_extra=since(3),
    )
    captured_at: Instant = Field(description="When the capture it was derived from was received.")
    payload_digest: Digest = Field(description="The capture's payload.")
    record_id: Text = Field(description="The capture.")
    source: Text = Field(description="The capture's source.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    methods: tuple[Evidence, ...] = Field(description="Where each filled column was found, by column name.")
    published_date: date = Field(description="UTC day of `date_published`, or of `captured_at` where none is known.")
