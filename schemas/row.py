"""The model every row and every part of a row is made with, and how a column says since when it is there."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints
from pydantic.config import JsonDict


class Record(BaseModel):
    """A frozen record that takes the fields it names, each of them given, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, ser_json_bytes="base64")


def since(version: int) -> JsonDict:
    """The `json_schema_extra` of a column that older schema versions do not have: nullable, or a list."""
    return {"since": version}


def since_of(row: type[Record], column: str) -> int:
    """The schema version that first had a column."""
    extra = row.model_fields[column].json_schema_extra
    stated = extra.get("since", 1) if isinstance(extra, dict) else 1
    assert isinstance(stated, int)
    return stated


def no_nul(value: str) -> str:
    """The value, if a Parquet reader takes all of it for the text."""
    if "\x00" in value:
        raise ValueError("contains U+0000, which several Parquet readers take for the end of the text")
    return value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False), AfterValidator(no_nul)]
"""Text that is there: never empty. What the page does not say is None."""

Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
"""`sha256:` and 64 lower-case hex digits, as in WARC-Payload-Digest."""

ArticleId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""32 lower-case hex digits: see `tasks.extract.identity`."""

Offset = Annotated[str, StringConstraints(pattern=r"^[+-](0\d|1[0-4]):[0-5]\d$")]
"""A UTC offset as RFC 3339 writes it, such as `+02:00`."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code, such as `FR`."""

Instant = AwareDatetime
"""An instant with a zone; stored in UTC, to the microsecond."""
