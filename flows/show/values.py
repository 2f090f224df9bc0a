"""Rows in, what is shown of them out: headings, and each value in words."""

from collections.abc import Sequence
from datetime import date, timedelta, timezone
from typing import Final

from flows.show.marks import LETTERS, number
from schemas.articles import Article
from schemas.quotations import QuotationSegment
from schemas.row import Record

_APART: Final = frozenset(
    {
        *("article_id", "position", "payload_digest", "extractor_version", "published_date"),
        *("segments", "start", "end"),
    }
)
"""Columns that are the same for all rows, in the label of a row, or among its offsets."""

_ARTICLE: Final = (
    *("publisher", "byline", "author", "source_organization", "dateline", "date_published", "in_language"),
    *("facts_level", "url", "article_id", "version", "extractor_version"),
)


def label(dataset: str, row: Record) -> str:
    """The name of a row in its article: `Q0`."""
    return f"{LETTERS[dataset]}{getattr(row, 'position', '')}"


def facts_about(article: Article) -> list[tuple[str, str]]:
    """What is shown of an article above its text; columns that say nothing are left out."""
    said = [(name, _published(article) if name == "date_published" else shown(name, article)) for name in _ARTICLE]
    return [(name, value) for name, value in said if value]


def columns_of(rows: Sequence[Record]) -> list[str]:
    """The columns that any of the rows has something in, offsets left out."""
    return [
        name
        for name in (type(rows[0]).model_fields if rows else ())
        if name not in _APART and not name.endswith(("_start", "_end"))
        if any(getattr(row, name) is not None for row in rows)
    ]


def cells(row: Record, columns: Sequence[str]) -> list[str]:
    """The values of a row; nothing for null."""
    return [shown(column, row) for column in columns]


def offsets(row: Record) -> str:
    """Where a row's own text is in the body."""
    segments: tuple[QuotationSegment, ...] = getattr(row, "segments", ())
    spans = [(one.start, one.end) for one in segments] or [(getattr(row, "start", 0), getattr(row, "end", 0))]
    return ", ".join(f"{start}:{end}" for start, end in spans)


def shown(column: str, row: Record) -> str:
    """A value in words; nothing for null."""
    value = getattr(row, column)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if column == "conversion_of":
        return f"{LETTERS['quantities']}{value}"
    if isinstance(value, float):
        return number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _published(article: Article) -> str:
    """The date as the publisher stated it, in its own zone."""
    instant, offset = article.date_published, article.date_published_offset
    if instant is None:
        return ""
    if article.date_published_precision == "day":
        return instant.date().isoformat()
    if offset is None:
        return instant.isoformat()
    hours, minutes = map(int, offset[1:].split(":"))
    ahead = timedelta(hours=hours, minutes=minutes)
    return instant.astimezone(timezone(-ahead if offset[0] == "-" else ahead)).isoformat()
