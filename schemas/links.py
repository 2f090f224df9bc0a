"""One link of an article."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Record, Text
from schemas.words import LinkKind


class Link(Record):
    """One link of an article; `article_body[start:end] == text` where it stands in the body."""

    article_id: ArticleId = Field(description="The article it stands in.")
    position: int = Field(ge=0, description="0 for the article's first link, in page order.")
    kind: LinkKind = Field(description="What the link is to the article.")
    href: Text = Field(description="As written in the page.")
    url: Text | None = Field(description="Absolute address; null where `href` leads nowhere, as `#` does.")
    text: Text | None = Field(description="The linked words; null if there are none.")
    start: int | None = Field(ge=0, description="Code-point offset into `article_body`; null outside the body.")
    end: int | None = Field(ge=1, description="Offset after the last character; null outside the body.")
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    published_date: date = Field(description="The article's partition.")
