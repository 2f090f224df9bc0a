"""A feed in, its candidates out: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed.

feedparser reads what an entry means, once the markup is made harmless and well-formed: what it is given names no
entities and no files, and it is never given an address. One entry is read in `feed_entries`, JSON Feed in `json_feeds`.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from schemas.candidates import Discovered, Further
from schemas.words import FlawReason, OriginKind, RejectReason
from tasks.discover.contents import contents, is_html
from tasks.discover.feed_entries import entry_candidate, link_with, texts_of
from tasks.discover.json_feeds import discover_json_feed
from tasks.discover.markup import harmless, nothing_read, parse_xml, root_name
from tasks.discover.origin import Flaws, Origin, rejected
from tasks.discover.said import fit_address, line
from tasks.extract.language import language_tag

MOST_ENTRIES: Final = 5_000
"""Feeds carry the newest dozens; feedparser takes some seconds for so many."""
FEED_ROOTS: Final = frozenset({"rss", "feed", "rdf", "channel"})
_ENTRIES: Final = frozenset({"item", "entry"})
_TAG: Final = re.compile(r"<(?P<end>/)?(?:[\w.-]{1,30}:)?(?:item|entry)(?=[\s>/]|$)")
_BROKEN_HOST: Final = re.compile(r"//[^/?#]*[\[\]]")


def discover_feed(origin: Origin) -> Discovered:
    """The candidates of a feed, in its order.

    Raises:
        RejectedRecord: it is no feed, or nothing of it can be read.
    """
    flaws = Flaws()
    return read_feed(contents(origin, flaws), origin, flaws)


def read_feed(text: str, origin: Origin, flaws: Flaws) -> Discovered:
    """The candidates of a feed's text; `flaws` holds what is known to be wrong with it."""
    if text.startswith(("{", "[")):
        return discover_json_feed(text, origin, flaws, min(origin.entries, MOST_ENTRIES))
    root = _root(text, origin, flaws)
    parsed = feedparser.parse(
        _Bytes(etree.tostring(root, encoding="utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": origin.url},
        sanitize_html=False,  # markup is taken out of every text, for all columns alike
        resolve_relative_uris=False,  # of links in summaries, which are not kept; entries' own are resolved
    )
    feed: Mapping[str, object] = dict(parsed.feed)
    is_rss = str(parsed.version).startswith("rss")
    tongue = _language(feed)
    entries: list[Mapping[str, object]] = [dict(entry) for entry in parsed.entries]
    found = (entry_candidate(entry, origin, flaws, tongue=tongue, is_rss=is_rss) for entry in entries)
    return Discovered(
        title=title.value if (title := line(texts_of(feed, "title"), "feed:title")) else None,
        candidates=tuple(one for one in found if one is not None),
        further=tuple(_next_page(feed, origin)),
        flaws=flaws.rows(),
        skipped=(),
    )


class _Bytes:
    """Bytes as feedparser takes them without looking for a file or an address of that name."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        """All of them."""
        return self._content


def _root(text: str, origin: Origin, flaws: Flaws) -> etree._Element:
    """The document element of a feed with at most `MOST_ENTRIES` entries."""
    name = root_name(text)
    if is_html(text) or name == "html":
        raise rejected(RejectReason.HTML_INSTEAD, "a web page, perhaps of an error or a log-in")
    if name is not None and name not in FEED_ROOTS:
        hint = "; name it as a sitemap" if name in ("urlset", "sitemapindex") else ""
        raise rejected(RejectReason.NOT_A_FEED, f"its document element is <{name[:40]}>{hint}")
    if name is None:
        raise rejected(RejectReason.NOT_A_FEED, "neither XML nor JSON")
    root = parse_xml(_whole_entries(harmless(text, flaws), flaws), flaws)
    _mend_addresses(root)
    # A name that a lenient parser let through need not be a QName.
    entries = [one for one in root.iter(etree.Element) if str(one.tag).rpartition("}")[2] in _ENTRIES]
    if not entries and flaws.found(FlawReason.BROKEN_MARKUP):
        raise nothing_read(flaws)
    most = min(origin.entries, MOST_ENTRIES)
    if (left := len(entries) - most) > 0:
        flaws.add(FlawReason.TOO_MANY, f"{len(entries)} entries; the first {most} are read", left)
    for entry in entries[most:]:
        if (parent := entry.getparent()) is not None:
            parent.remove(entry)
    return root


def _whole_entries(text: str, flaws: Flaws) -> str:
    """The text up to an entry that does not end: half an address would lead elsewhere."""
    last = next(iter(deque(_TAG.finditer(text), maxlen=1)), None)
    if last is None or last["end"]:
        return text
    flaws.add(FlawReason.CUT_SHORT, "the last entry does not end")
    return text[: last.start()]


def _mend_addresses(root: etree._Element) -> None:
    """Escapes brackets that make a host none: Python's `urlsplit` fails on them, and feedparser with it."""
    for element in root.iter(etree.Element):
        if element.text and _is_broken(element.text):
            element.text = element.text.replace("[", "%5B").replace("]", "%5D")
        for name, value in element.attrib.items():
            if _is_broken(str(value)):
                element.set(name, str(value).replace("[", "%5B").replace("]", "%5D"))


def _is_broken(value: str) -> bool:
    if "//" not in value or not _BROKEN_HOST.search(value[:4_000]):
        return False
    try:
        urlsplit(value)
    except ValueError:
        return True
    return False


def _language(feed: Mapping[str, object]) -> str | None:
    stated = texts_of(feed, "language")
    return language_tag(stated) if stated else None


def _next_page(feed: Mapping[str, object], origin: Origin) -> Iterator[Further]:
    """RFC 5005: where the feed goes on."""
    url = fit_address(link_with(feed, "next"), origin.url)
    if url and url != origin.url:
        yield Further(url=url, kind=OriginKind.FEED, date_modified=None)
