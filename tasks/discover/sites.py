"""A site's home page and robots.txt in, its feeds and sitemaps out, the likeliest first.

What `dateline sources add` shows to choose from. Whether an address that is only guessed exists is found out elsewhere.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urljoin

from lxml.html import HtmlElement

from schemas.candidates import SiteOrigin
from schemas.words import OriginKind, OriginSaid
from tasks.discover.contents import contents
from tasks.discover.origin import Flaws, Origin
from tasks.discover.said import fit_address
from tasks.extract.plain import plain_line
from tasks.extract.urls import clean_url, page_key
from tasks.page import parse_page

_FEED_TYPES: Final = re.compile(r"application/(rss|atom|rdf|feed)\+(xml|json)|application/json|text/xml", re.IGNORECASE)
_FEED_LINK: Final = re.compile(
    r"/(rss|atom|feeds?)(/|$)|\.(rss|atom|rdf)$|(rss|feed|atom|sitemap)[\w-]*\.(xml|json)$", re.IGNORECASE
)
_ASIDE: Final = re.compile(
    r"comment|kommentar|comentario|commentaire|podcast|audio|video|jobs|author|search", re.IGNORECASE
)
_SITEMAP: Final = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_NEWS: Final = re.compile(r"news|latest|google", re.IGNORECASE)
_NO_ARTICLES: Final = re.compile(r"image|video|author|tag|categor|page-sitemap|product|forum", re.IGNORECASE)
_USUAL_FEEDS: Final = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feeds/rss.xml", "feed.json")
_USUAL_SITEMAPS: Final = (
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap_news.xml",
    "sitemap.xml",
    "sitemap_index.xml",
)
_MOST: Final = 100
_ROBOTS_CHARACTERS: Final = 512_000  # RFC 9309 lets a reader stop at 500 KiB


def robots_sitemaps(robots: str, url: str) -> tuple[str, ...]:
    """The sitemaps a robots.txt at `url` names, absolute, in order, each once."""
    stated = (match[1] for match in _SITEMAP.finditer(robots[:_ROBOTS_CHARACTERS].replace("\r", "\n")))
    found = (fit_address(one, url) for one in stated)
    return tuple(islice(dict.fromkeys(one for one in found if one), _MOST))


def site_origins(home: Origin, robots: str | None) -> tuple[SiteOrigin, ...]:
    """The feeds and sitemaps of a site, the likeliest first, each once.

    News sitemaps and the feeds the page names come first, then other sitemaps, feeds of comments and podcasts, and last
    the usual addresses, which may not exist.

    Raises:
        RejectedRecord: the page is empty, too large, or in no charset.
    """
    tree = parse_page(contents(home, Flaws()))
    found = [*_of_robots(robots or "", home.url), *_of_page(tree, home.url), *_usual(home.url)]
    first: dict[str, SiteOrigin] = {}
    for one in sorted(found, key=_rank):
        first.setdefault(page_key(clean_url(one.url) or one.url), one)
    return tuple(first.values())


def _of_robots(robots: str, url: str) -> Iterator[SiteOrigin]:
    for sitemap in robots_sitemaps(robots, url):
        yield SiteOrigin(url=sitemap, kind=OriginKind.SITEMAP, title=None, said=OriginSaid.ROBOTS)


def _of_page(tree: HtmlElement, url: str) -> Iterator[SiteOrigin]:
    for link in islice(tree.iter("link"), 1_000):
        relations, kind = link.get("rel", "").lower().split(), link.get("type", "")
        target = fit_address(link.get("href"), url)
        if target and "alternate" in relations and _FEED_TYPES.match(kind):
            yield SiteOrigin(
                url=target, kind=OriginKind.FEED, title=plain_line(link.get("title", "")), said=OriginSaid.PAGE
            )
        elif target and "sitemap" in relations:
            yield SiteOrigin(url=target, kind=OriginKind.SITEMAP, title=None, said=OriginSaid.PAGE)
    anchors = ((one, fit_address(one.get("href"), url)) for one in islice(tree.iter("a"), 10_000))
    feeds = ((one, target) for one, target in anchors if target and _FEED_LINK.search(target.partition("?")[0][8:]))
    for anchor, target in islice(feeds, _MOST):
        kind = OriginKind.SITEMAP if "sitemap" in target.lower() else OriginKind.FEED
        title = plain_line(" ".join(islice(anchor.itertext(), 20)), 200)
        yield SiteOrigin(url=target, kind=kind, title=title, said=OriginSaid.LINK)


def _usual(url: str) -> Iterator[SiteOrigin]:
    for kind, paths in ((OriginKind.SITEMAP, _USUAL_SITEMAPS), (OriginKind.FEED, _USUAL_FEEDS)):
        for path in paths:
            yield SiteOrigin(url=urljoin(url, f"/{path}"), kind=kind, title=None, said=OriginSaid.USUAL)


def _rank(one: SiteOrigin) -> tuple[bool, bool, bool, int]:
    """Smaller is likelier: that it exists, that it holds articles, that they are new, how plainly it is stated."""
    name = f"{one.title or ''} {one.url.partition('://')[2].partition('/')[2]}"
    is_aside = (_NO_ARTICLES if one.kind is OriginKind.SITEMAP else _ASIDE).search(name) is not None
    is_archive = one.kind is OriginKind.SITEMAP and not _NEWS.search(name)
    return one.said is OriginSaid.USUAL, is_aside, is_archive, list(OriginSaid).index(one.said)
