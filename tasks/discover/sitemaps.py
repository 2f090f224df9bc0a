"""A sitemap in, its candidates and the sitemaps it names out.

sitemaps.org's urlset and index with the news, image and language extensions, lists of addresses as text, and feeds that
serve as sitemaps. Read as a stream: 50,000 addresses cost their candidates, not a tree. How deep to follow an index is
the caller's to decide.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from schemas.candidates import Candidate, Discovered, Further
from schemas.words import FlawReason, OriginKind, RejectReason
from tasks.discover.contents import contents, is_html
from tasks.discover.dated_addresses import days_in
from tasks.discover.feeds import FEED_ROOTS, read_feed
from tasks.discover.lists import read_lines
from tasks.discover.markup import harmless, nothing_read, pull_parser, root_name, with_prefixes
from tasks.discover.origin import Flaws, Origin, rejected
from tasks.discover.said import date, fit_address
from tasks.discover.sitemap_urls import child_texts, url_candidates

MOST_ADDRESSES: Final = 50_000
"""What sitemaps.org allows one sitemap to name."""
_CHUNK: Final = 1 << 16


def discover_sitemap(origin: Origin) -> Discovered:
    """The candidates of a sitemap, in its order, or the sitemaps of an index.

    Raises:
        RejectedRecord: it is no sitemap, or nothing of it can be read.
    """
    flaws = Flaws()
    text = contents(origin, flaws)
    name = root_name(text)
    if is_html(text) or name == "html":
        raise rejected(RejectReason.HTML_INSTEAD, "a web page, perhaps of an error or a log-in")
    if name in FEED_ROOTS:
        return read_feed(text, origin, flaws)
    if name is None:
        return _as_lines(text, origin, flaws)
    if name not in ("urlset", "sitemapindex"):
        raise rejected(RejectReason.NOT_A_SITEMAP, f"its document element is <{name[:40]}>")
    text = with_prefixes(harmless(text, flaws))
    return _index(text, origin, flaws) if name == "sitemapindex" else _urlset(text, origin, flaws)


def _urlset(text: str, origin: Origin, flaws: Flaws) -> Discovered:
    found: list[Candidate] = []
    most = min(origin.entries, MOST_ADDRESSES)
    elements = _elements(text, "url", flaws)
    for element in elements:
        found.extend(url_candidates(element, origin, flaws))
        if len(found) >= most:
            if left := sum(1 for _ in elements):
                flaws.add(FlawReason.TOO_MANY, f"the first {most} are read", left)
            break
    if not found and flaws.found(FlawReason.BROKEN_MARKUP):
        raise nothing_read(flaws)
    return _discovered(flaws, tuple(found[:most]), ())


def _index(text: str, origin: Origin, flaws: Flaws) -> Discovered:
    found: dict[str, Further] = {}
    for element in _elements(text, "sitemap", flaws):
        texts = child_texts(element)
        stated = texts.get("loc", "")
        url = fit_address(stated, origin.url)
        if url is None:
            flaws.add(
                FlawReason.BAD_ADDRESS if stated else FlawReason.NO_ADDRESS, stated or "a <sitemap> without <loc>"
            )
        elif url != origin.url and len(found) < MOST_ADDRESSES:
            changed = date(texts.get("lastmod"), "sitemap:lastmod", flaws)
            found[url] = Further(
                url=url, kind=OriginKind.SITEMAP, date_modified=changed.value.instant if changed else None
            )
    if not found and flaws.found(FlawReason.BROKEN_MARKUP):
        raise nothing_read(flaws)
    return _discovered(flaws, (), _newest_first(found))


def _newest_first(found: dict[str, Further]) -> tuple[Further, ...]:
    """By the date in the address, then by the last change: a caller who stops early has the newest; else as listed."""

    def newness(one: Further) -> tuple[str, str]:
        days = days_in(one.url)
        return days[1].isoformat() if days else "", one.date_modified.isoformat() if one.date_modified else ""

    return tuple(sorted(found.values(), key=newness, reverse=True))


def _as_lines(text: str, origin: Origin, flaws: Flaws) -> Discovered:
    """A sitemap as text: an address a line. A text without any is none."""
    found = tuple(read_lines(text, origin, flaws, min(origin.entries, MOST_ADDRESSES)))
    if not found:
        raise rejected(RejectReason.NOT_A_SITEMAP, "neither XML nor a text with an address a line")
    return _discovered(flaws, found, ())


def _elements(text: str, name: str, flaws: Flaws) -> Iterator[etree._Element]:
    """The elements of that name one by one, whatever their namespace; each is emptied when the next is asked for."""
    parser = pull_parser(("{*}" + name, name))
    content = text.encode()
    for start in range(0, len(content), _CHUNK):
        try:
            parser.feed(content[start : start + _CHUNK])
        except etree.XMLSyntaxError:
            break  # what was complete before it is read below, and the error is in the log
        yield from _ended(parser)
    yield from _ended(parser)
    try:
        parser.close()  # what does not end shows here; half an address would lead elsewhere, so it is not read
    except etree.XMLSyntaxError as error:
        flaws.add(FlawReason.BROKEN_MARKUP, str(error))
    for entry in parser.feed_error_log[:1]:
        flaws.add(FlawReason.BROKEN_MARKUP, f"{entry.message}, line {entry.line}", len(parser.feed_error_log))


def _ended(parser: "etree.XMLPullParser") -> Iterator[etree._Element]:
    for _, element in parser.read_events():
        if not isinstance(element, etree._Element):  # what the stubs allow for other events than "end"
            continue
        yield element
        element.clear()
        while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
            parent.remove(before)


def _discovered(flaws: Flaws, candidates: tuple[Candidate, ...], further: tuple[Further, ...]) -> Discovered:
    return Discovered(title=None, candidates=candidates, further=further, flaws=flaws.rows(), skipped=())
