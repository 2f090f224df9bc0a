"""The rows of one article in, nothing out unless they break a rule that one row model alone cannot hold.

Whole tables are checked in `tasks.check_tables`, right before they are committed. Page processes import this module:
nothing heavy belongs here.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from typing import Final

from schemas.articles import Article
from schemas.errors import RejectedRecord
from schemas.images import Image
from schemas.links import Link
from schemas.words import RejectReason, Stage

OF_ARTICLE: Final = ("payload_digest", "extractor_version", "published_date")
"""Columns that a row has from its article."""
TOGETHER: Final = (
    ("date_published", "date_published_precision"),
    ("date_published", "date_published_method"),
    ("date_modified", "date_modified_precision"),
)
"""Columns that are null together."""


def check_article(article: Article, links: Sequence[Link], images: Sequence[Image]) -> None:
    """Nothing, if the rows of one article keep every rule.

    Raises:
        RejectedRecord: names the first rule broken, and where.
    """
    for problem in _problems(article, links, images):
        raise RejectedRecord(Stage.CHECK, RejectReason.INVALID_ROW, problem)


def _problems(article: Article, links: Sequence[Link], images: Sequence[Image]) -> Iterator[str]:
    yield from _article_problems(article)
    for number, one in enumerate(article.sections):
        if not cuts(article.article_body, one.start, one.end, one.heading):
            yield f"sections[{number}]: article_body[{one.start}:{one.end}] is not its heading"
    for number, link in enumerate(links):
        if (link.start is None) != (link.end is None):
            yield f"links[{number}]: start and end are not null together"
        elif link.start is not None and not cuts(article.article_body, link.start, link.end, link.text):
            yield f"links[{number}]: article_body[{link.start}:{link.end}] is not its text"
    yield from _child_problems("links", article, links)
    yield from _child_problems("images", article, images)


def _article_problems(article: Article) -> Iterator[str]:
    if article.published_date != _day_of(article):
        yield f"published_date {article.published_date} is not the UTC day {_day_of(article)}"
    for one, other in TOGETHER:
        if (getattr(article, one) is None) != (getattr(article, other) is None):
            yield f"{one} and {other} are not null together"
    if article.word_count < 1:
        yield "word_count is less than 1"


def _day_of(article: Article) -> date:
    return (article.date_published or article.captured_at).astimezone(UTC).date()


def _child_problems(name: str, article: Article, rows: Sequence[Link | Image]) -> Iterator[str]:
    for number, row in enumerate(rows):
        for column in ("article_id", *OF_ARTICLE):
            if getattr(row, column) != getattr(article, column):
                yield f"{name}[{number}]: {column} is not its article's"
        if row.position != number:
            yield f"{name}[{number}]: position is {row.position}"


def cuts(body: str, start: int, end: int | None, surface: str | None) -> bool:
    """Whether a span cuts out of a body what it says."""
    return end is not None and 0 <= start < end and body[start:end] == surface
