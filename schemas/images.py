"""One image of an article."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Record, Text


class Image(Record):
    """One image of an article."""

    article_id: ArticleId = Field(description="The article it illustrates.")
    position: int = Field(ge=0, description="0 for the article's first image, in page order.")
    url: Text | None = Field(description="Absolute address; null where only a caption was kept.")
    caption: Text | None = Field(description="Caption without the credit.")
    credit: Text | None = Field(description="Who made or supplied it, as written.")
    credit_url: Text | None = Field(description="Address the credit links to.")
    alt: Text | None = Field(description="Alternative text.")
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    published_date: date = Field(description="The article's partition.")
