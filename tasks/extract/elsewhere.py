"""What the feeds, sitemaps and index pages that named a page say of it: evidence where the page itself says nothing.

In: the page's statements, with what its origins say. Out: one value a column, with the words of the origin's method.
When it counts is decided in the modules for the single columns; always last, but before a library's guess.
"""

from typing import Final, TypeVar

from schemas.candidates import Candidate
from schemas.words import OriginKind
from tasks.extract.dates import Stated
from tasks.extract.images import FoundImage
from tasks.extract.statements import Found, Statements

ValueT = TypeVar("ValueT")

_OF_THE_FILE: Final = "sitemap:lastmod"
"""When the page's file changed: a new template or a new teaser too, so no statement of the article's change."""


def said_headline(page: Statements) -> Found[str] | None:
    """The title its feed or sitemap gives, or the text of the link to it."""
    return _found(page, "headline", page.origin.headline) if page.origin else None


def said_author(page: Statements) -> Found[tuple[str, ...]] | None:
    """The credits its feed gives, as written."""
    return _found(page, "author", page.origin.author) if page.origin else None


def said_published(page: Statements) -> Found[Stated] | None:
    """When it was published by its feed or news sitemap."""
    if page.origin is None or page.origin.date_published is None or page.origin.date_published_precision is None:
        return None
    offset = page.origin.date_published_offset
    stated = Stated(page.origin.date_published, page.origin.date_published_precision, offset)
    return _found(page, "date_published", stated)


def said_modified(page: Statements) -> Found[Stated] | None:
    """When it was changed by its feed."""
    if page.origin is None or page.origin.date_modified is None or page.origin.date_modified_precision is None:
        return None
    offset = page.origin.date_modified_offset
    stated = Stated(page.origin.date_modified, page.origin.date_modified_precision, offset)
    found = _found(page, "date_modified", stated)
    return found if found is not None and found.method != _OF_THE_FILE else None


def said_language(page: Statements) -> Found[str] | None:
    """Its language by its feed or sitemap."""
    return _found(page, "in_language", page.origin.in_language) if page.origin else None


def said_sections(page: Statements) -> Found[tuple[str, ...]] | None:
    """The sections its feed files it under."""
    return _found(page, "article_section", page.origin.article_section) if page.origin else None


def said_keywords(page: Statements) -> Found[tuple[str, ...]] | None:
    """The keywords and categories its feed or sitemap gives."""
    return _found(page, "keywords", page.origin.keywords) if page.origin else None


def said_description(page: Statements) -> Found[str] | None:
    """The summary its feed gives."""
    return _found(page, "description", page.origin.description) if page.origin else None


def said_publisher(page: Statements) -> Found[str] | None:
    """The publication its feed or news sitemap names."""
    return _found(page, "publisher", page.origin.publisher) if page.origin else None


def said_images(origin: Candidate | None) -> tuple[FoundImage, ...]:
    """The image its feed or sitemap shows with it: one, or none."""
    return (FoundImage(origin.image_url, None, None, None, None),) if origin and origin.image_url else ()


def is_of_origin(method: str) -> bool:
    """Whether a method names a place outside of the page."""
    return method.partition(":")[0] in frozenset(OriginKind)


def _found(page: Statements, column: str, value: ValueT | None) -> Found[ValueT] | None:
    if page.origin is None or not value:
        return None
    stated = (evidence.method for evidence in page.origin.methods if evidence.column == column)
    return Found(value, next(stated, f"{page.origin.kind}:{column}"))
