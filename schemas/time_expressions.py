"""One time expression of an article, normalised as TIMEX3."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Record, Text
from schemas.words import TimexAnchor, TimexType


class TimeExpression(Record):
    """One TIMEX3 (ISO-TimeML); `article_body[start:end] == surface`."""

    article_id: ArticleId = Field(description="The article it stands in.")
    position: int = Field(ge=0, description="0 for the article's first expression, in the order of the text.")
    surface: Text = Field(description="As written: `last Tuesday`, `8 p.m. GMT`, `three weeks`.")
    start: int = Field(ge=0, description="Code-point offset of its first character in `article_body`.")
    end: int = Field(ge=1, description="Code-point offset after its last character.")
    type: TimexType = Field(description="TIMEX3 type.")
    value: Text = Field(
        description="TIMEX3 value: `2023-09-16`, `2023-W37`, `2023-FA`, `2023-09-16T20:00Z`, `P3W`, `XXXX-WXX-2`, "
        "`PAST_REF`, ..."
    )
    mod: Text | None = Field(description="TIMEX3 mod: `APPROX`, `START`, `MID`, `END`, `LESS_THAN`, ...; null if none.")
    quant: Text | None = Field(description="TIMEX3 quant of a set: `EVERY`; null for anything else.")
    freq: Text | None = Field(description="TIMEX3 freq of a set: `2X`; null if none.")
    begin_date: date | None = Field(
        description="First day it covers, in the calendar of the place written of; null for a duration or set, and "
        "where the text leaves it open."
    )
    end_date: date | None = Field(description="Last day it covers, inclusive; null where that is open.")
    anchored_on: TimexAnchor = Field(description="What the value was counted from.")
    anchor_date: date | None = Field(description="That day; null where `anchored_on` is `none`.")
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    published_date: date = Field(description="The article's partition.")
