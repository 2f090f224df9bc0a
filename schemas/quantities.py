"""One quantity of an article: a number with its unit, an amount of money or a percentage."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Record, Text
from schemas.words import QuantityKind, QuantityModifier


class Quantity(Record):
    """One quantity; `article_body[start:end] == surface`."""

    article_id: ArticleId = Field(description="The article it stands in.")
    position: int = Field(ge=0, description="0 for the article's first quantity, in the order of the text.")
    kind: QuantityKind = Field(description="What kind of quantity it is.")
    surface: Text = Field(description="As written: `8,000 kilometers`, `$4.5 million`, `12 percent`.")
    start: int = Field(ge=0, description="Code-point offset of its first character in `article_body`.")
    end: int = Field(ge=1, description="Code-point offset after its last character.")
    value: float = Field(allow_inf_nan=False, description="The number in `unit`; of a range, its lower end.")
    value_high: float | None = Field(
        allow_inf_nan=False, description="Upper end of a range, such as `10 to 12 meters`; null for any other."
    )
    modifier: QuantityModifier | None = Field(description="What the text says of the number; null if nothing.")
    unit_surface: Text = Field(
        description="The unit as written: `kilometers`, `$`; of a count what is counted: `miners`. It may stand "
        "outside of `surface`, as in `10 by 12 feet`."
    )
    unit: Text | None = Field(
        description="UCUM code of the unit (`km`, `[mi_i]`, `%`) or ISO 4217 code of the currency; null where the text "
        "leaves it open."
    )
    base_value: float | None = Field(
        allow_inf_nan=False,
        description="`value` in `base_unit`, so that miles and kilometers compare; null for money and counts, for a "
        "unit that is open, and for a rise or fall of temperature.",
    )
    base_unit: Text | None = Field(
        description="UCUM code of the SI unit of its dimension: `m`, `kg`, `m/s`; `bit` of data, `1` of a percentage; "
        "null with it."
    )
    conversion_of: int | None = Field(
        ge=0,
        description="`position` of the quantity it converts, as `(5,000 miles)` does; null if it stands by itself.",
    )
    payload_digest: Digest = Field(description="The capture's payload.")
    extractor_version: Text = Field(description="Version of the rules that derived this row.")
    published_date: date = Field(description="The article's partition.")
