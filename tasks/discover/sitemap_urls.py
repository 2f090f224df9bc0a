"""One `<url>` of a sitemap in, its candidates out: the page, and the other languages it is stated to exist in.

In: the element. Streaming through the sitemap is `sitemaps`' business.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from lxml import etree

from schemas.candidates import Candidate
from schemas.words import FlawReason
from tasks.discover.origin import Flaws, Origin
from tasks.discover.said import Said, address, candidate, date, fit_address, language, line, words

_MOST_CHILDREN: Final = 1_000
_MOST_LANGUAGES: Final = 100
_BETWEEN: Final = ","


def url_candidates(element: etree._Element, origin: Origin, flaws: Flaws) -> Iterator[Candidate]:
    """The candidates of a `<url>`; none, counted as a flaw, where it names no address."""
    texts = child_texts(element)
    stated = texts.get("loc")
    if not stated:
        flaws.add(FlawReason.NO_ADDRESS, "a <url> without <loc>")
        return
    others = _languages(element, origin)
    own = others.pop(fit_address(stated, origin.url) or "", None) if others else None
    found = candidate(origin, stated, _said(texts, own, origin, flaws), flaws)
    if found is not None:
        yield found
    for url, tongue in others.items():
        said = Said(in_language=language(tongue, "sitemap:xhtml:link"))
        if (other := candidate(origin, url, said, flaws)) is not None:
            yield other


def child_texts(element: etree._Element) -> Mapping[str, str]:
    """The texts of an element's descendants by path of local names, such as `news/publication/name`; first ones."""
    found: dict[str, str] = {}
    for child in islice(element.iterdescendants(etree.Element), _MOST_CHILDREN):
        if child.text and (text := child.text.strip()):
            found.setdefault(_path(child, element), text)
    return found


def _said(texts: Mapping[str, str], own_language: str | None, origin: Origin, flaws: Flaws) -> Said:
    tongue = texts.get("news/publication/language") or own_language
    method = "sitemap:news:language" if "news/publication/language" in texts else "sitemap:xhtml:link"
    return Said(
        headline=line(texts.get("news/title"), "sitemap:news:title"),
        date_published=date(texts.get("news/publication_date"), "sitemap:news:publication_date", flaws, tongue),
        date_modified=date(texts.get("lastmod"), "sitemap:lastmod", flaws),
        keywords=words(texts.get("news/keywords", "").split(_BETWEEN), "sitemap:news:keywords"),
        image_url=address(texts.get("image/loc"), origin.url, "sitemap:image:loc"),
        in_language=language(tongue, method),
        publisher=line(texts.get("news/publication/name"), "sitemap:news:name"),
    )


def _languages(element: etree._Element, origin: Origin) -> dict[str, str | None]:
    """The addresses of the page's other languages with their tags, itself perhaps among them."""
    found: dict[str, str | None] = {}
    for link in islice(element.iterchildren("{*}link"), _MOST_LANGUAGES):
        tag, url = link.get("hreflang"), fit_address(link.get("href"), origin.url)
        if url and tag and "alternate" in link.get("rel", ""):
            found.setdefault(url, None if tag.lower() == "x-default" else tag)
    return found


def _path(child: etree._Element, top: etree._Element) -> str:
    names = [_local_name(child)]
    parent = child.getparent()
    while parent is not None and parent is not top and len(names) < 4:
        names.append(_local_name(parent))
        parent = parent.getparent()
    return "/".join(reversed(names))


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
