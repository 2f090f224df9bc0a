"""One named thing at one place in an article's text."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Country, Digest, Record, Text
from schemas.words import MentionType


class Mention(Record):
    """One mention of a named thing; `article_body[start:end] == surface`."""

    article_id: ArticleId = Field(description="The article it stands in.")
    position: int = Field(ge=0, description="0 for the article's first mention, in the order of the text.")
    type: MentionType = Field(description="What is mentioned.")
    subtype: Text | None = Field(
        description="Which kind of it: `missile`, `aircraft`, `ship` of products, `country`, `city` of places; null "
        "where not known."
    )
    surface: Text = Field(description="As written, without role or title.")
    start: int = Field(ge=0, description="Code-point offset of its first character in `article_body`.")
    end: int = Field(ge=1, description="Code-point offset after its last character.")
    name: Text = Field(description="Its fullest name in the article: `Kim Jong Un` for `Kim`; one for all mentions.")
    role: Text | None = Field(
        description="Role or title written beside it here: `North Korean leader`; null if there is none here."
    )
    role_start: int | None = Field(ge=0, description="Offset of the role in `article_body`; null with it.")
    role_end: int | None = Field(ge=1, description="Offset after the role; null with it.")
    country: Country | None = Field(
        description="ISO 3166-1 alpha-2 code of the place's country, or of a nationality's; null where not known."
    )
    latitude: float | None = Field(
        ge=-90, le=90, description="Of a place: degrees north, WGS 84; null where not known."
    )
    longitude: float | None = Field(
        ge=-180, le=180, description="Of a place: degrees east, WGS 84; null where not known."
    )
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    published_date: date = Field(description="The article's partition.")
