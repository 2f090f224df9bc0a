"""One entry of an RSS, RDF or Atom feed in, its candidate out.

In: what feedparser makes of an entry. Which of its links, dates and images counts is decided here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from schemas.candidates import Candidate
from schemas.words import FlawReason
from tasks.discover.origin import Flaws, Origin
from tasks.discover.said import Said, address, candidate, date, language, line, names, summary, words
from tasks.extract.dates import Stated
from tasks.extract.statements import Found

_MOST: Final = 200
_WITH_MAIL: Final = re.compile(r"\S+@\S+\s*\((?P<behind>[^()]{1,200})\)|^\s*(?P<before>[^<>@]{1,200}?)\s*<\S+@\S+>")
_WHOLE: Final = re.compile(r"[^()<>@]+")
_IMAGE: Final = re.compile(r"\.(jpe?g|png|webp|avif|gif)(\?|$)", re.IGNORECASE)


def entry_candidate(
    entry: Mapping[str, object], origin: Origin, flaws: Flaws, *, tongue: str | None, is_rss: bool
) -> Candidate | None:
    """The candidate of an entry; None, counted as a flaw, where it names no address.

    `tongue` is the feed's language; `is_rss` tells that a single date is that of publication.
    """
    stated = _address_of(entry)
    if stated is None:
        flaws.add(
            FlawReason.NO_ADDRESS, texts_of(entry, "title") or texts_of(entry, "id") or "an entry without a title"
        )
        return None
    detail = next(iter(mappings_of(entry, "title_detail")), {})
    base = texts_of(detail, "base") or origin.url
    published, modified = _dates(entry, flaws, tongue, is_rss)
    said = Said(
        headline=line(texts_of(entry, "title"), "feed:title"),
        author=names(_names(entry), "feed:author"),
        date_published=published,
        date_modified=modified,
        article_section=words(_section(entry), "feed:section"),
        keywords=words(_keywords(entry), "feed:category"),
        description=summary(texts_of(entry, "summary"), "feed:description"),
        image_url=next((one for text in _images(entry) if (one := address(text, base, "feed:image"))), None),
        in_language=language(texts_of(entry, "language") or texts_of(detail, "language") or tongue, "feed:language"),
        publisher=line(_publisher(entry), "feed:source"),
    )
    return candidate(origin, stated, said, flaws, base=base)


def texts_of(values: Mapping[str, object], name: str) -> str | None:
    """The text of that name; None where there is none."""
    found = values.get(name)
    return found if isinstance(found, str) and found.strip() else None


def mappings_of(values: Mapping[str, object], name: str) -> tuple[Mapping[str, object], ...]:
    """The mapping, or those in the list, of that name."""
    found = values.get(name)
    several = found if isinstance(found, list) else [found]
    return tuple(dict(one) for one in several[:_MOST] if isinstance(one, Mapping))


def link_with(values: Mapping[str, object], rel: str) -> str | None:
    """Where the first link with that relation leads."""
    links = (one for one in mappings_of(values, "links") if one.get("rel") == rel)
    return next((href for one in links if (href := texts_of(one, "href"))), None)


def _address_of(entry: Mapping[str, object]) -> str | None:
    """The article's address: as it was before a feed service counted its readers, its link, an id that is one."""
    original = texts_of(entry, "feedburner_origlink") or link_with(entry, "alternate") or texts_of(entry, "link")
    identity = texts_of(entry, "id") or ""
    return original or (identity if identity.startswith(("http://", "https://")) else None)


def _dates(
    entry: Mapping[str, object], flaws: Flaws, tongue: str | None, is_rss: bool
) -> tuple[Found[Stated] | None, Found[Stated] | None]:
    """When it was published and changed. `dc:date`, alone in RSS, is publication; feedparser calls it an update."""
    published = date(texts_of(entry, "published"), "feed:published", flaws, tongue)
    updated = date(texts_of(entry, "updated"), "feed:updated", flaws, tongue)
    if published is None and updated is not None and is_rss:
        return Found(updated.value, "feed:date"), None
    created = date(texts_of(entry, "created"), "feed:created", flaws, tongue) if published is None else None
    return published or created, updated if updated and updated.value != (
        published.value if published else None
    ) else None


def _names(entry: Mapping[str, object]) -> Iterator[str]:
    """The names of authors. Beside an e-mail address, out of the text: feedparser knows few top-level domains."""
    with_mail = _WITH_MAIL.search(texts_of(entry, "author") or "")
    for author in mappings_of(entry, "authors"):
        name = texts_of(author, "name")
        if name and ("email" not in author or _WHOLE.fullmatch(name)):
            yield name
        elif with_mail:
            yield with_mail["behind"] or with_mail["before"]


def _section(entry: Mapping[str, object]) -> Iterator[str]:
    if section := texts_of(entry, "prism_section"):
        yield section


def _keywords(entry: Mapping[str, object]) -> Iterator[str]:
    """Categories: feeds call both sections and keywords so, and only the latter is true of both."""
    for tag in mappings_of(entry, "tags"):
        if term := texts_of(tag, "label") or texts_of(tag, "term"):
            yield term


def _images(entry: Mapping[str, object]) -> Iterator[str]:
    """Addresses of images, the best first: `media:content` by width, enclosures, thumbnails."""
    contents = [one for one in mappings_of(entry, "media_content") if _is_image(one, "url")]
    for content in sorted(contents, key=_width, reverse=True):
        yield str(content["url"])
    for link in mappings_of(entry, "links"):
        if link.get("rel") == "enclosure" and _is_image(link, "href"):
            yield str(link["href"])
    for thumbnail in sorted(mappings_of(entry, "media_thumbnail"), key=_width, reverse=True):
        if url := texts_of(thumbnail, "url"):
            yield url


def _is_image(media: Mapping[str, object], name: str) -> bool:
    kind = f"{media.get('medium') or ''} {media.get('type') or ''}"
    url = texts_of(media, name) or ""
    return bool(url) and ("image" in kind or (not kind.strip() and _IMAGE.search(url) is not None))


def _width(media: Mapping[str, object]) -> int:
    width = texts_of(media, "width") or ""
    return int(width) if width.isdecimal() and len(width) < 6 else 0


def _publisher(entry: Mapping[str, object]) -> str | None:
    """The publication an aggregated entry came from."""
    source = next(iter(mappings_of(entry, "source")), {})
    return texts_of(source, "title") or texts_of(entry, "publisher")
