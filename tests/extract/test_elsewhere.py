"""What a feed or sitemap said counts where the page says nothing, and only there."""

from datetime import UTC, datetime

import pytest

from schemas.candidates import Candidate
from schemas.captures import Capture
from schemas.words import DatePrecision, FetchMode, OriginKind
from tasks.derive import derive_checked
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin
from tasks.extract.article import Derived
from tests.extract.metadata_pages import article
from tests.rows import digest_of

NOON = datetime(2024, 5, 9, 12, tzinfo=UTC)
URL = "https://www.post.example/ferry-returns"
BODY = "<p>The ferry came back on Wednesday, after eleven weeks in dock, and the harbour was full of people.</p>" * 4
FEED = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Post</title><language>en-GB</language><item><title>Ferry is back, says feed</title>
<category>Harbour</category><link>https://www.post.example/ferry-returns?utm_source=rss</link>
<dc:creator>Mira Holt</dc:creator>
<pubDate>Wed, 01 May 2024 07:15:00 +0100</pubDate><description>At last.</description>
<media:content url="/ferry.jpg" medium="image"/>
<source url="https://post.example/">The Post</source></item></channel></rss>"""
SITEMAP = f"""<urlset><url><loc>{URL}</loc><lastmod>2024-05-08</lastmod><n:news xmlns:n="x">
<n:publication><n:name>Post</n:name></n:publication><n:title>Ferry is back, says sitemap</n:title>
<n:publication_date>2024-05-01</n:publication_date></n:news></url></urlset>"""


def said(kind: OriginKind, content: str) -> tuple[Candidate, ...]:
    return discover(Origin(kind, "https://www.post.example/origin", content.encode())).candidates


def derived(page: str, *stated: Candidate) -> Derived:
    payload = page.encode()
    capture = Capture(
        record_id="urn:uuid:1",
        target_uri=URL,
        final_url=URL,
        source_path=None,
        captured_at=NOON,
        captured_date=NOON.date(),
        status=200,
        headers=(),
        media_type="text/html",
        charset="utf-8",
        payload=payload,
        payload_bytes=len(payload),
        payload_digest=digest_of(page),
        etag=None,
        last_modified=None,
        source="post",
        fetch_mode=FetchMode.WARC,
        redirects=(),
        opt_outs=(),
        stated=stated,
    )
    return derive_checked(capture)


def method(found: Derived, column: str) -> str | None:
    return next((one.method for one in found.article.methods if one.column == column), None)


BARE = f"<html><body><main>{BODY}</main></body></html>"
FULL = f"""<html lang="fr"><head><meta name="description" content="By the page."><meta name="keywords" content="page">
<meta property="og:site_name" content="Page Post"><meta property="og:image" content="/page.jpg">
<script type="application/ld+json">{
    article(headline="By the page itself", datePublished="2024-05-02T09:00:00+02:00", author="Ana Bell")
}</script></head><body><h1>By the page itself</h1><main>{BODY}</main></body></html>"""


def test_a_page_that_says_nothing_has_what_its_feed_says() -> None:
    found = derived(BARE, *said(OriginKind.FEED, FEED))
    one = found.article
    assert (one.headline, one.author, one.in_language) == ("Ferry is back, says feed", ("Mira Holt",), "en-GB")
    assert (one.date_published, one.date_published_offset) == (datetime(2024, 5, 1, 6, 15, tzinfo=UTC), "+01:00")
    assert (one.keywords, one.description, one.publisher) == (("Harbour",), "At last.", "The Post")
    assert [image.url for image in found.children["images"]] == ["https://www.post.example/ferry.jpg"]
    assert {column: method(found, column) for column in ("headline", "author", "date_published", "keywords")} == {
        "headline": "feed:title",
        "author": "feed:author",
        "date_published": "feed:published",
        "keywords": "feed:category",
    }
    assert one.date_published_method == "feed:published"


def test_a_page_that_says_it_itself_is_believed() -> None:
    assert derived(FULL, *said(OriginKind.FEED, FEED), *said(OriginKind.SITEMAP, SITEMAP)) == derived(FULL)


def test_what_feed_and_sitemap_say_is_joined() -> None:
    found = derived(BARE, *said(OriginKind.SITEMAP, SITEMAP), *said(OriginKind.FEED, FEED))
    assert (found.article.headline, method(found, "headline")) == ("Ferry is back, says sitemap", "sitemap:news:title")
    assert (found.article.author, method(found, "date_published")) == (("Mira Holt",), "feed:published")


def test_a_day_the_page_states_takes_the_time_its_feed_states_for_it() -> None:
    page = BARE.replace("<body>", '<head><meta name="date" content="2024-05-01"></head><body>')
    one = derived(page, *said(OriginKind.FEED, FEED)).article
    assert one.date_published == datetime(2024, 5, 1, 6, 15, tzinfo=UTC)
    assert (one.date_published_precision, one.date_published_method) == (DatePrecision.SECOND, "feed:published")


def test_a_day_of_another_date_stays_the_page_s() -> None:
    page = BARE.replace("<body>", '<head><meta name="date" content="2024-04-20"></head><body>')
    one = derived(page, *said(OriginKind.FEED, FEED)).article
    assert (one.date_published, one.date_published_method) == (datetime(2024, 4, 20, tzinfo=UTC), "meta:date")


def test_when_the_file_of_a_page_changed_is_no_change_of_the_article() -> None:
    assert derived(BARE, *said(OriginKind.SITEMAP, SITEMAP)).article.date_modified is None


@pytest.mark.parametrize("stated", ["Wed, 01 May 2030 07:15:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_date_that_cannot_be_is_not_taken_from_a_feed_either(stated: str) -> None:
    content = FEED.replace("Wed, 01 May 2024 07:15:00 +0100", stated)
    assert derived(BARE, *said(OriginKind.FEED, content)).article.date_published is None


def test_the_feed_s_author_does_not_stand_beside_the_page_s_agency() -> None:
    page = BARE.replace("<body>", '<head><meta name="author" content="AFP"></head><body>')
    one = derived(page, *said(OriginKind.FEED, FEED)).article
    assert (one.author, one.credited, one.source_organization) == ((), ("AFP",), ("AFP",))
