"""Small origins that tests write and change."""

import time
from collections.abc import Callable

import pytest

from schemas.candidates import Candidate, Discovered
from schemas.errors import RejectedRecord
from schemas.words import FlawReason, OriginKind, RejectReason
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin, Wanted

SITE = "https://www.post.example"
ALL = Wanted()


def origin(kind: OriginKind, content: str | bytes, wanted: Wanted = ALL, entries: int = 10_000) -> Origin:
    payload = content.encode() if isinstance(content, str) else content
    return Origin(kind, f"{SITE}/origin", payload, wanted=wanted, entries=entries)


def feed(content: str | bytes, wanted: Wanted = ALL) -> Discovered:
    return discover(origin(OriginKind.FEED, content, wanted))


def sitemap(content: str | bytes, wanted: Wanted = ALL) -> Discovered:
    return discover(origin(OriginKind.SITEMAP, content, wanted))


def page(content: str | bytes, wanted: Wanted = ALL) -> Discovered:
    return discover(origin(OriginKind.PAGE, content, wanted))


def rss(*items: str, head: str = "", more: str = "") -> str:
    entries = "".join(f"<item>{one}</item>" for one in items)
    return f'{head}<rss version="2.0"{more}><channel><title>Post</title>{entries}</channel></rss>'


def item(path: str = "/a", more: str = "") -> str:
    return f"<title>Ferry returns</title><link>{SITE}{path}</link>{more}"


def urlset(*urls: str, more: str = "") -> str:
    entries = "".join(f"<url>{one}</url>" for one in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>{entries}</urlset>'


def urls_of(found: Discovered) -> list[str]:
    return [one.url.removeprefix(SITE) for one in found.candidates]


def flaws_of(found: Discovered) -> dict[FlawReason, int]:
    return {one.reason: one.count for one in found.flaws}


def only(found: Discovered) -> Candidate:
    (one,) = found.candidates
    return one


def why(read: Callable[[], Discovered], *, seconds: float = 5) -> RejectReason:
    """Why an origin is rejected, which has to show within some seconds."""
    started = time.perf_counter()
    with pytest.raises(RejectedRecord) as caught:
        read()
    assert time.perf_counter() - started < seconds
    assert caught.value.detail
    return caught.value.reason
