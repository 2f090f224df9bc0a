"""What a page says about its article, column by column, each value with where it was found.

In: the whole parsed page, unchanged. Out: one `Metadata`. Each kind of fact has a module of its own; here they are
put together. Body, images and links are extracted elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from schemas.candidates import Candidate
from tasks.extract.authors import credits
from tasks.extract.dates import Stated
from tasks.extract.headline import alternative_headline, headline
from tasks.extract.identity import publisher_domain
from tasks.extract.language import stated_language
from tasks.extract.paywall import accessible_for_free
from tasks.extract.publication import license_stated, publisher
from tasks.extract.published import date_modified, date_published
from tasks.extract.statements import Found, Statements, read_statements
from tasks.extract.subjects import article_section, description, keywords


@dataclass(frozen=True)
class Metadata:
    """The article's metadata, named like the columns of `Article`. What the page does not say is None or empty.

    `credited` is everyone the page credits, as written: `author` holds only the people among them. `methods` tells
    where each value was found, by column.
    """

    url: str | None
    headline: str | None
    alternative_headline: str | None
    author: tuple[str, ...]
    credited: tuple[str, ...]
    byline: str | None
    source_organization: tuple[str, ...]
    publisher: str | None
    publisher_domain: str | None
    date_published: Stated | None
    date_modified: Stated | None
    in_language: str | None
    article_section: tuple[str, ...]
    keywords: tuple[str, ...]
    description: str | None
    is_accessible_for_free: bool | None
    license: str | None
    methods: Mapping[str, str]


def extract_metadata(
    tree: HtmlElement,
    *,
    address: str | None,
    html: str,
    captured_at: datetime | None = None,
    origin: Candidate | None = None,
) -> Metadata:
    """The metadata of a page; `address` is where it was captured from, None for files, `origin` what was said of it.

    Dates that lie after `captured_at` by more than zones explain are left out; without it, none are.
    """
    page = read_statements(tree, address, html, origin)
    title, names = headline(page), credits(page)
    deck = alternative_headline(page, title)
    published, modified = date_published(page, captured_at), date_modified(page, captured_at)
    language, free = stated_language(page), accessible_for_free(page)
    sections, words, summary = article_section(page), keywords(page), description(page)
    name, licence = publisher(page), license_stated(page)
    domain = publisher_domain(page.url)
    found: dict[str, Found[object] | None] = {
        "headline": title,
        "alternative_headline": deck,
        "author": names.people,
        "byline": names.byline,
        "source_organization": names.agencies,
        "publisher": name,
        "date_published": published,
        "date_modified": modified,
        "in_language": language,
        "article_section": sections,
        "keywords": words,
        "description": summary,
        "is_accessible_for_free": free,
        "license": licence,
        **_addresses(page, domain),
    }
    return Metadata(
        url=page.url,
        headline=title.value if title else None,
        alternative_headline=deck.value if deck else None,
        author=names.people.value if names.people else (),
        credited=names.credited,
        byline=names.byline.value if names.byline else None,
        source_organization=names.agencies.value if names.agencies else (),
        publisher=name.value if name else None,
        publisher_domain=domain,
        date_published=published.value if published else None,
        date_modified=modified.value if modified else None,
        in_language=language.value if language else None,
        article_section=sections.value if sections else (),
        keywords=words.value if words else (),
        description=summary.value if summary else None,
        is_accessible_for_free=free.value if free else None,
        license=licence.value if licence else None,
        methods={column: value.method for column, value in found.items() if value is not None},
    )


def _addresses(page: Statements, domain: str | None) -> dict[str, Found[object] | None]:
    return {
        "url": Found(page.url, page.url_method) if page.url else None,
        "publisher_domain": Found(domain, "url") if domain else None,
    }
