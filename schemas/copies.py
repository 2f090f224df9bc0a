"""Which articles are copies of one text, and the samples of their texts by which that is found."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Record, Text


class Copy(Record):
    """One article that shares a text with others, such as a wire that several papers print."""

    article_id: ArticleId = Field(description="The article.")
    cluster_id: ArticleId = Field(
        description="The earliest article of its cluster: the same for all that are copies of one text."
    )
    origin_id: ArticleId = Field(
        description="The article the others most likely come from: one that has nearly all of what they share, of "
        "these one that credits the agency, of these the earliest. The true origin need not have been collected."
    )
    agency: Text | None = Field(
        description="The agency that most of the cluster's articles credit; null if none credits any."
    )
    from_origin: float = Field(
        ge=0, le=1, description="Share of the article's text that is in the origin, estimated; 1 for the origin."
    )
    of_origin: float = Field(
        ge=0, le=1, description="Share of the origin's text that is in the article, estimated; 1 for the origin."
    )
    articles: int = Field(ge=2, description="How many articles the cluster has.")
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived the article.")
    published_date: date = Field(description="The article's partition.")


class Sketch(Record):
    """The sample of one article's text by which its copies are found; of no use by itself."""

    article_id: ArticleId = Field(description="The article.")
    shingles: tuple[int, ...] = Field(
        description="Hashes of a few words in a row each, ascending: at most the 160 smallest of its text."
    )
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived the article.")
    published_date: date = Field(description="The article's partition.")
