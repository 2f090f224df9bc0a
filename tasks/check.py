"""The rows of one article in, nothing out unless they break a rule that one row model alone cannot hold.

Whole tables are checked in `tasks.check_tables`, right before they are committed. Page processes import this module:
nothing heavy belongs here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from typing import Final

from schemas.articles import Article
from schemas.datasets import SURFACES, TOGETHER
from schemas.errors import RejectedRecord
from schemas.quantities import Quantity
from schemas.quotations import Quotation
from schemas.row import Record
from schemas.time_expressions import TimeExpression
from schemas.words import RejectReason, Stage, TimexAnchor

OF_ARTICLE: Final = ("payload_digest", "extractor_version", "published_date")
"""Columns that a row has from its article."""


def check_article(article: Article, children: Mapping[str, Sequence[Record]]) -> None:
    """Nothing, if an article and the rows that go with it, by dataset, keep every rule.

    Raises:
        RejectedRecord: names the first rule broken, and where.
    """
    for problem in _problems(article, children):
        raise RejectedRecord(Stage.CHECK, RejectReason.INVALID_ROW, problem)


def _problems(article: Article, children: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    yield from _article_problems(article)
    yield from _row_problems("articles", article, article)
    for name, rows in children.items():
        for number, row in enumerate(rows):
            for problem in _child_problems(name, number, row, article):
                yield f"{name}[{number}]: {problem}"


def _article_problems(article: Article) -> Iterator[str]:
    if article.published_date != _day_of(article):
        yield f"published_date {article.published_date} is not the UTC day {_day_of(article)}"
    if article.word_count < 1:
        yield "word_count is less than 1"


def _day_of(article: Article) -> date:
    return (article.date_published or article.captured_at).astimezone(UTC).date()


def _child_problems(name: str, number: int, row: Record, article: Article) -> Iterator[str]:
    for column in ("article_id", *OF_ARTICLE):
        if getattr(row, column) != getattr(article, column):
            yield f"{column} is not its article's"
    if (position := getattr(row, "position", None)) != number:
        yield f"position is {position}"
    yield from _row_problems(name, row, article)
    if isinstance(row, Quotation):
        if not is_joined(row.content, row.start, row.end, [(one.start, one.end, one.text) for one in row.segments]):
            yield "its content is not its segments"
    elif isinstance(row, TimeExpression):
        if (row.anchor_date is None) != (row.anchored_on is TimexAnchor.NONE):
            yield "anchor_date is null, and anchored_on is not none, or the other way round"
    elif isinstance(row, Quantity) and row.conversion_of is not None and row.conversion_of >= row.position:
        yield f"conversion_of is {row.conversion_of}, which does not stand before it"


def _row_problems(name: str, row: Record, article: Article) -> Iterator[str]:
    """What any dataset keeps: columns null together, and texts that are their span of the body."""
    for first, *others in TOGETHER.get(name, ()):
        for other in others:
            if (getattr(row, first) is None) != (getattr(row, other) is None):
                yield f"{first} and {other} are not null together"
    for surface in SURFACES.get(name, ()):
        parts: Sequence[Record] = (row,) if surface.parts is None else getattr(row, surface.parts)
        for part in parts:
            start, end = getattr(part, surface.start), getattr(part, surface.end)
            if start is not None and not cuts(article.article_body, start, end, getattr(part, surface.text)):
                where = surface.text if surface.parts is None else f"{surface.parts}: {surface.text}"
                yield f"{where} is not article_body[{start}:{end}]"


def cuts(body: str, start: int, end: int | None, surface: str | None) -> bool:
    """Whether a span cuts out of a body what it says."""
    return end is not None and 0 <= start < end and body[start:end] == surface


def is_joined(content: str, start: int, end: int, segments: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a quotation is its segments, each given by its span and text, one after the other."""
    ends = [start, *(one[1] for one in segments)]
    in_order = all(before <= one[0] for before, one in zip(ends, segments, strict=False))
    whole = bool(segments) and (segments[0][0], segments[-1][1]) == (start, end)
    return whole and in_order and content == " ".join(one[2] for one in segments)
