import gzip
import tracemalloc
from datetime import date

import pytest

from schemas.words import FlawReason, OriginKind, RejectReason, SkipReason
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin, Wanted
from tests.discover.origins_of import SITE, flaws_of, item, only, origin, rss, sitemap, urls_of, urlset, why

MARCH = Wanted(first_day=date(2024, 3, 1), last_day=date(2024, 3, 31))


def loc(path: str, more: str = "") -> str:
    return f"<loc>{SITE}{path}</loc>{more}"


def index(*sitemaps: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap>{one}</sitemap>' for one in sitemaps)}</sitemapindex>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RejectReason.EMPTY),
        (gzip.compress(b"", mtime=0), RejectReason.EMPTY),
        (b"<html><body>404</body></html>", RejectReason.HTML_INSTEAD),
        (b"<kml><Placemark/></kml>", RejectReason.NOT_A_SITEMAP),
        (b"no address\nin here", RejectReason.NOT_A_SITEMAP),
        (b"<urlset><url><loc", RejectReason.MALFORMED),
        (b"<urlset>" + b"<url>" * 100_000, RejectReason.HOSTILE_MARKUP),
        (b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset/>', RejectReason.HOSTILE_MARKUP),
        (gzip.compress(gzip.compress(urlset(loc("/a")).encode(), mtime=0), mtime=0), RejectReason.UNREADABLE),
    ],
)
def test_what_is_no_sitemap_says_why(content: bytes, reason: RejectReason) -> None:
    assert why(lambda: sitemap(content)) is reason


def test_a_gzip_bomb_is_unpacked_no_further_than_its_bound() -> None:
    bomb = gzip.compress(b" " * 50_000_000, 9)
    tracemalloc.start()
    assert (
        why(lambda: discover(Origin(OriginKind.SITEMAP, SITE, bomb, payload_bytes=1_000_000))) is RejectReason.TOO_LARGE
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000


def test_a_sitemap_of_100_mb_is_too_large() -> None:
    assert why(lambda: sitemap(b"<urlset>" + b" " * 100_000_000)) is RejectReason.TOO_LARGE


@pytest.mark.parametrize("members", [1, 3])
def test_gzip_is_known_by_its_bytes_and_may_have_members(members: int) -> None:
    content = urlset(loc("/a"), loc("/b")).encode()
    size = len(content) // members + 1
    packed = b"".join(gzip.compress(content[at : at + size]) for at in range(0, len(content), size))
    assert urls_of(sitemap(packed)) == ["/a", "/b"]


def test_gzip_that_ends_too_early_gives_what_came() -> None:
    packed = gzip.compress(urlset(*(loc(f"/{number * 7919}") for number in range(5_000))).encode())
    found = sitemap(packed[: len(packed) // 2])
    assert len(found.candidates) > 1_000
    assert {FlawReason.CUT_SHORT, FlawReason.BROKEN_MARKUP} <= flaws_of(found).keys()


def test_a_sitemap_cut_off_within_an_address_leaves_that_one_out() -> None:
    whole = urlset(loc("/a"), loc("/b/c/d"))
    found = sitemap(whole[: whole.index("/c/d")])
    assert urls_of(found) == ["/a"]
    assert FlawReason.BROKEN_MARKUP in flaws_of(found)


def test_text_with_an_address_a_line_is_a_sitemap() -> None:
    assert urls_of(sitemap(f"{SITE}/a\r\n{SITE}/b\r\n\r\n")) == ["/a", "/b"]


def test_a_feed_is_a_sitemap_too() -> None:
    one = only(sitemap(rss(item("/a"))))
    assert (one.headline, one.kind) == ("Ferry returns", OriginKind.SITEMAP)


def test_bare_ampersands_do_not_change_an_address() -> None:
    found = sitemap(urlset(f"<loc>{SITE}/a?x=1&y=2&copy=3</loc>", f"<loc><![CDATA[{SITE}/b?x=1&y=2]]></loc>"))
    assert urls_of(found) == ["/a?x=1&y=2&copy=3", "/b?x=1&y=2"]


def test_prefixes_that_nobody_declared_are_read_as_usual() -> None:
    title, day = "<news:title>Ferry returns</news:title>", "<news:publication_date>2024-03-01</news:publication_date>"
    news = f"<news:news>{title}{day}</news:news>"
    one = only(sitemap(urlset(loc("/a", news))))
    assert (one.headline, str(one.date_published)) == ("Ferry returns", "2024-03-01 00:00:00+00:00")


def test_more_addresses_than_are_read_are_counted() -> None:
    found = discover(origin(OriginKind.SITEMAP, urlset(*(loc(f"/{number}") for number in range(13))), entries=10))
    assert urls_of(found) == [f"/{number}" for number in range(10)]
    assert flaws_of(found) == {FlawReason.TOO_MANY: 3}


def test_a_sitemap_costs_its_candidates_and_no_tree() -> None:
    content = urlset(*(loc(f"/2024/03/{number}", "<lastmod>2024-03-02</lastmod>") for number in range(1_000)))
    tracemalloc.start()
    found = sitemap(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.candidates) == 1_000
    assert most < 1_000 * 4_000  # 200 MB for the 50,000 a sitemap may name


@pytest.mark.parametrize(
    ("entry", "is_wanted"),
    [
        (loc("/a", "<lastmod>2024-03-05</lastmod>"), True),
        (loc("/a", "<lastmod>2023-12-05</lastmod>"), False),
        (loc("/a", "<lastmod>2025-01-01</lastmod>"), True),
        (loc("/2024/03/01/a", "<lastmod>2025-01-01</lastmod>"), True),
        (loc("/2024/04/01/a", "<lastmod>2025-01-01</lastmod>"), False),
        (loc("/a-20240229.html"), False),
        (loc("/a-20240301.html"), True),
        (loc("/2024/03/a"), True),
        (loc("/2024/feb/29/a"), False),
        (loc("/a"), True),
        (loc("/20240229/a", "<n:news xmlns:n='x'><n:publication_date>2024-03-09</n:publication_date></n:news>"), True),
        (
            loc("/a", "<n:news xmlns:n='x'><n:publication_date>2024-02-29T23:30-05:00</n:publication_date></n:news>"),
            True,
        ),
        (
            loc("/a", "<n:news xmlns:n='x'><n:publication_date>2024-02-28T23:30-05:00</n:publication_date></n:news>"),
            False,
        ),
    ],
)
def test_what_cannot_be_of_the_days_asked_for_is_left_out(entry: str, is_wanted: bool) -> None:
    found = sitemap(urlset(entry), MARCH)
    assert len(found.candidates) == is_wanted
    assert [one.reason for one in found.skipped] == ([] if is_wanted else [SkipReason.OUTSIDE_WINDOW])


def test_sitemaps_of_an_index_that_cannot_name_those_days_are_left_out() -> None:
    found = sitemap(
        index(
            loc("/s-2023.xml"),
            loc("/s-2024.xml"),
            loc("/s-2024-02.xml"),
            loc("/s-2024-03.xml.gz"),
            loc("/old.xml", "<lastmod>2024-01-01</lastmod>"),
            loc("/new.xml", "<lastmod>2024-12-01</lastmod>"),
            loc("/all.xml"),
        ),
        MARCH,
    )
    assert [one.url.removeprefix(SITE) for one in found.further] == [
        "/s-2024.xml",
        "/s-2024-03.xml.gz",
        "/new.xml",
        "/all.xml",
    ]
    assert [(one.reason, one.count) for one in found.skipped] == [(SkipReason.OUTSIDE_WINDOW, 3)]


def test_the_sitemaps_of_an_index_come_newest_first_and_never_itself() -> None:
    found = sitemap(index(loc("/origin"), loc("/x.xml"), loc("/s-2023-01.xml"), loc("/s-2024-01.xml"), loc("/x.xml")))
    assert [one.url.removeprefix(SITE) for one in found.further] == ["/s-2024-01.xml", "/s-2023-01.xml", "/x.xml"]
