"""One request to forget: what was asked for and what went, and nothing of what it said."""

from datetime import date

from pydantic import Field

from schemas.row import ArticleId, Digest, Instant, Record, Text
from schemas.words import TakedownKind


class RowCount(Record):
    """How many rows of one dataset went."""

    dataset: Text = Field(description="The dataset.")
    rows: int = Field(ge=0, description="How many.")


class Takedown(Record):
    """One request to forget pages: what it covers is gone for good, and is not taken in again."""

    takedown_id: Text = Field(description="Hash of kind, pattern and time; `rejects.detail` names it.")
    kind: TakedownKind = Field(description="What `pattern` is.")
    pattern: Text = Field(
        description="Canonical address, `file:` URI or path of a source, as `captures` has them; with `*` for any "
        "characters in a pattern. The one place where the address still stands."
    )
    reason: Text | None = Field(description="Why, in the words of whoever asked; null if they gave none.")
    forgotten_at: Instant = Field(description="When.")
    rows: tuple[RowCount, ...] = Field(description="What went, by dataset.")
    article_ids: tuple[ArticleId, ...] = Field(description="The articles that went, each a hash of its address.")
    payload_digests: tuple[Digest, ...] = Field(
        description="Payloads those articles were derived from: the same bytes are covered under any address."
    )
    run_date: date = Field(description="UTC day of `forgotten_at`.")
