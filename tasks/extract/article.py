"""One capture in, its article with links and images out: rendered, cleaned, extracted.

The one function the page guard runs. Each kind of fact is found in a module of its own; here they are put together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from urllib.parse import urlsplit

from schemas.articles import Article, Evidence
from schemas.candidates import Candidate
from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.images import Image
from schemas.links import Link
from schemas.row import Record
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RejectReason, Stage
from tasks.candidates import joined
from tasks.clean import CleanedPage, clean_page, word_count
from tasks.extract.elsewhere import is_of_origin, said_images
from tasks.extract.filing import Filing, filing
from tasks.extract.identity import article_id
from tasks.extract.images import FoundImage, find_images, with_stated
from tasks.extract.kind_of_page import why_no_article
from tasks.extract.links import FoundLink, find_links
from tasks.extract.metadata import Metadata, extract_metadata
from tasks.extract.stated_images import stated_images
from tasks.page import parse_page
from tasks.render import PageText, page_html


@dataclass(frozen=True)
class Derived:
    """What one capture says: an article and the rows that go with it."""

    article: Article
    children: Mapping[str, Sequence[Record]]
    """The rows that go with it, by dataset, in the order of their positions."""


def derive(capture: Capture, stated: Sequence[Candidate] = ()) -> Derived:
    """The article of a capture, version 1; the store's version is decided when it is merged.

    `stated` is what the feeds and sitemaps that named the page say of it: it counts where the page says nothing.

    Raises:
        RejectedRecord: the capture holds no article.
    """
    text = page_html(capture)
    tree = parse_page(text.html)
    address = address_of(capture)
    origin = joined(stated) if stated else None
    metadata = extract_metadata(tree, address=address, html=text.html, captured_at=capture.captured_at, origin=origin)
    cleaned = clean_page(tree, (metadata.headline, metadata.alternative_headline))
    _check_is_article(metadata, why_no_article(tree, cleaned, metadata, address))
    base = address or metadata.url
    images = with_stated(find_images(cleaned, base), stated_images(tree, base)) or said_images(origin)
    links = find_links(cleaned, base, [one.credit_anchor for one in images if one.credit_anchor is not None])
    found = _methods(metadata, text)
    article = _article(capture, metadata, cleaned, filing(cleaned.body), found)
    return Derived(article, {"links": _links(article, links), "images": _images(article, images)})


def address_of(capture: Capture) -> str | None:
    """The web address the capture came from; None for a file."""
    address = capture.final_url or capture.target_uri
    return address if urlsplit(address).scheme in ("http", "https") else None


def _check_is_article(metadata: Metadata, why_not: str | None) -> None:
    if why_not is not None:
        raise RejectedRecord(Stage.EXTRACT, RejectReason.NOT_AN_ARTICLE, why_not)
    if metadata.headline is None:
        raise RejectedRecord(Stage.EXTRACT, RejectReason.NO_HEADLINE, "no headline in metadata, headings or title")


def _article(
    capture: Capture, metadata: Metadata, cleaned: CleanedPage, filed: Filing, methods: Mapping[str, str]
) -> Article:
    assert metadata.headline is not None  # checked before
    published, modified = metadata.date_published, metadata.date_modified
    return Article(
        article_id=article_id(
            metadata.url, source=capture.source, source_path=capture.source_path or capture.target_uri
        ),
        version=1,
        url=metadata.url,
        headline=metadata.headline,
        alternative_headline=metadata.alternative_headline,
        author=metadata.author,
        credited=metadata.credited,
        byline=metadata.byline,
        source_organization=_agencies(metadata, filed),
        publisher=metadata.publisher,
        publisher_domain=metadata.publisher_domain,
        dateline=filed.dateline,
        date_published=published.instant if published else None,
        date_published_precision=published.precision if published else None,
        date_published_offset=published.offset if published else None,
        date_published_method=methods.get("date_published"),
        date_modified=modified.instant if modified else None,
        date_modified_precision=modified.precision if modified else None,
        date_modified_offset=modified.offset if modified else None,
        in_language=metadata.in_language,
        article_section=metadata.article_section,
        keywords=metadata.keywords,
        description=metadata.description,
        article_body=cleaned.body,
        sections=cleaned.sections,
        word_count=max(word_count(cleaned.body), 1),
        is_accessible_for_free=metadata.is_accessible_for_free,
        license=metadata.license,
        facts_level=None,
        captured_at=capture.captured_at,
        payload_digest=capture.payload_digest,
        record_id=capture.record_id,
        source=capture.source,
        extractor_version=EXTRACTOR_VERSION,
        methods=_evidence(methods, filed),
        published_date=published_date(published.instant.astimezone(UTC).date() if published else None, capture),
    )


def published_date(stated: date | None, capture: Capture) -> date:
    """The partition: the UTC day of publication, or of the capture where none is known."""
    return stated if stated is not None else capture.captured_at.astimezone(UTC).date()


def _agencies(metadata: Metadata, filed: Filing) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*metadata.source_organization, *filed.agencies)))


def _methods(metadata: Metadata, text: PageText) -> Mapping[str, str]:
    """Where the values were found in what was captured: the markup round a text that was rendered is ours."""
    methods = {**metadata.methods, **({"credited": method} if (method := _credit_method(metadata)) else {})}
    if not text.is_rendered:
        return methods
    return {column: method if is_of_origin(method) else f"text:{column}" for column, method in methods.items()}


def _credit_method(metadata: Metadata) -> str | None:
    found = [metadata.methods[one] for one in ("author", "source_organization", "byline") if one in metadata.methods]
    return found[0] if found and metadata.credited else None


def _evidence(methods: Mapping[str, str], filed: Filing) -> tuple[Evidence, ...]:
    known = {**methods, "article_body": "trafilatura"}
    if filed.dateline:
        known["dateline"] = "text:dateline"
    if filed.agencies:
        known.setdefault("source_organization", "text:filing")
    return tuple(Evidence(column=column, method=method) for column, method in sorted(known.items()))


def _links(article: Article, found: tuple[FoundLink, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(
            article_id=article.article_id,
            position=position,
            kind=one.kind,
            href=one.href,
            url=one.url,
            text=one.text,
            start=one.start,
            end=one.end,
            payload_digest=article.payload_digest,
            extractor_version=article.extractor_version,
            published_date=article.published_date,
        )
        for position, one in enumerate(found)
    )


def _images(article: Article, found: tuple[FoundImage, ...]) -> tuple[Image, ...]:
    return tuple(
        Image(
            article_id=article.article_id,
            position=position,
            url=one.url,
            caption=one.caption,
            credit=one.credit,
            credit_url=one.credit_url,
            alt=one.alt,
            payload_digest=article.payload_digest,
            extractor_version=article.extractor_version,
            published_date=article.published_date,
        )
        for position, one in enumerate(found)
    )
