"""Entries a CPU second out of feeds and sitemaps, against feedparser and ultimate-sitemap-parser alone, in one run.

    python -m benchmarks.discovery [--entries N] [--rounds N]

Invented feeds and sitemaps of `N` entries, each parser in turn, the ratio of the medians. dateline gives candidates:
checked, cleaned, joined by page and with where each value was found; the others give what stands in the elements.
ultimate-sitemap-parser is no dependency: without it, its line is left out.
"""

import argparse
import importlib.util
import resource
import statistics
import sys
import time
from collections.abc import Callable

import feedparser

from schemas.words import OriginKind
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin

_SITE = "https://www.post.example"
_SUMMARY = "&lt;p&gt;The ferry came back on Friday, &lt;b&gt;after eleven weeks&lt;/b&gt; in dock.&lt;/p&gt;"
_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def main() -> None:
    """Reads the arguments and writes the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    feed, sitemap = _feed(given.entries), _sitemap(given.entries)
    _compare("feed", given.rounds, given.entries, _ours(OriginKind.FEED, feed), "feedparser", lambda: _feedparser(feed))
    if importlib.util.find_spec("usp") is not None:
        ours, name = _ours(OriginKind.SITEMAP, sitemap), "ultimate-sitemap-parser"
        _compare("sitemap", given.rounds, given.entries, ours, name, lambda: _usp(sitemap))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    discover(Origin(OriginKind.SITEMAP, f"{_SITE}/sitemap.xml", _sitemap(50_000)))
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most
    sys.stdout.write(f"a sitemap of 50,000 addresses: {more / 1024:.0f} MB more than before\n")


def _compare(
    what: str, rounds: int, entries: int, ours: Callable[[], object], name: str, theirs: Callable[[], object]
) -> None:
    seconds = [(_seconds(ours), _seconds(theirs)) for _ in range(rounds)]
    mine, other = statistics.median(one for one, _ in seconds), statistics.median(one for _, one in seconds)
    out = f"{what} of {entries} entries: dateline {entries / mine:,.0f} a second, {name} {entries / other:,.0f}"
    sys.stdout.write(f"{out}, time as a ratio {mine / other:.2f}\n")


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _ours(kind: OriginKind, content: bytes) -> Callable[[], object]:
    return lambda: discover(Origin(kind, f"{_SITE}/origin.xml", content))


def _feedparser(content: bytes) -> object:
    return feedparser.parse(content, response_headers={"content-type": "application/xml; charset=utf-8"})


def _usp(content: bytes) -> object:
    from usp.fetch_parse import XMLSitemapParser  # type: ignore[import-not-found]  # no dependency of ours

    url = f"{_SITE}/origin.xml"
    found = XMLSitemapParser(url=url, content=content.decode(), recursion_level=0, web_client=None, parent_urls=set())
    return list(found.sitemap().all_pages())


def _feed(entries: int) -> bytes:
    items = "".join(
        f"<item><title>Ferry {number} returns &amp; stays</title>"
        f"<link>{_SITE}/2024/03/ferry-{number}?utm_source=rss</link>"
        f"<guid isPermaLink='false'>{number}</guid><pubDate>Fri, 01 Mar 2024 10:{number % 60:02d}:00 +0200</pubDate>"
        f"<dc:creator>Mira Holt</dc:creator><category>Harbour</category><description>{_SUMMARY}</description>"
        f"<content:encoded><![CDATA[{_SUMMARY * 5}]]></content:encoded><media:content url='/{number}.jpg'/></item>"
        for number in range(entries)
    )
    return f"<rss version='2.0' {_NAMESPACES}><channel><title>Post</title>{items}</channel></rss>".encode()


def _sitemap(entries: int) -> bytes:
    urls = "".join(
        f"<url><loc>{_SITE}/2024/03/ferry-{number}</loc>"
        f"<lastmod>2024-03-01T10:{number % 60:02d}:00+02:00</lastmod></url>"
        for number in range(entries)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


if __name__ == "__main__":
    main()
