import json

import pytest

from schemas.words import DatePrecision, FlawReason, OriginKind, RejectReason
from tasks.discover.discovery import discover
from tests.discover.origins_of import SITE, feed, flaws_of, item, only, origin, rss, urls_of, why


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RejectReason.EMPTY),
        (b" \n\t ", RejectReason.EMPTY),
        (b"\xef\xbb\xbf", RejectReason.EMPTY),
        (b"just words", RejectReason.NOT_A_FEED),
        (b"%PDF-1.7 \x00\x01", RejectReason.NOT_A_FEED),
        (b"<urlset><url><loc>https://post.example/</loc></url></urlset>", RejectReason.NOT_A_FEED),
        (b"<!doctype html><html><body>Log in</body></html>", RejectReason.HTML_INSTEAD),
        (b"<?xml version='1.0'?><!-- x --><HTML><body>Log in</body></HTML>", RejectReason.HTML_INSTEAD),
        (b'{"error": "not found"}', RejectReason.NOT_A_FEED),
        (b"[1, 2]", RejectReason.NOT_A_FEED),
        (b'{"items": [', RejectReason.MALFORMED),
        (b"[" * 200_000, RejectReason.HOSTILE_MARKUP),
        (b"<rss><channel><item", RejectReason.MALFORMED),
        (b"<rss " + b"a='1' " * 50_000, RejectReason.MALFORMED),
        (b"<rss>" + b"<![CDATA[" * 50_000, RejectReason.MALFORMED),
        (b"<rss>" + b"<!--" * 50_000, RejectReason.MALFORMED),
        (b"<rss>" + b"<a>" * 100_000, RejectReason.HOSTILE_MARKUP),
        (b"<rss><channel><title>" + b"&" * 200_000, RejectReason.MALFORMED),
        (b"PK\x03\x04 zipped", RejectReason.UNREADABLE),
        (b"\x1f\x8b not gzip", RejectReason.UNREADABLE),
    ],
)
def test_what_is_no_feed_says_why(content: bytes, reason: RejectReason) -> None:
    assert why(lambda: feed(content)) is reason


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x PUBLIC "a" "http://169.254.169.254/latest">',
        '<!ENTITY % x SYSTEM "http://elsewhere.example/x.dtd"> %x;',
        '<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!-- <rss> --><!ENTITY a "ha"><!ENTITY x "&a;&a;">',
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_that_stand_for_files_or_other_entities_are_hostile(declared: str, charset: str) -> None:
    content = rss("<title>&x;</title>", head=f"<!DOCTYPE rss [{declared}]>")
    assert why(lambda: feed(content.encode(charset))) is RejectReason.HOSTILE_MARKUP


def test_nothing_outside_of_the_feed_is_read_however_it_is_hidden() -> None:
    head = '<!DOCTYPE rss [<!ENTITY a "]>"> <!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert why(lambda: feed(rss(item(more="<description>&x;</description>"), head=head))) is RejectReason.NOT_A_FEED


def test_entities_that_stand_for_characters_are_read() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD" "http://x.example/r.dtd" [<!ENTITY ouml "&#246;">]>'
    found = feed(rss(f"<title>Br&ouml;tchen &amp; &eacute;toiles</title><link>{SITE}/a</link>", head=head))
    assert only(found).headline == "Brötchen & étoiles"
    assert found.flaws == ()


@pytest.mark.parametrize(
    "broken",
    [
        f"<title>Salt & light</title><link>{SITE}/a?x=1&y=2</link>",
        f"<title>Salt &amp; light</title><media:thumbnail url='/x'/><link>{SITE}/a?x=1&amp;y=2</link>",
        f"<title>Salt &amp; light</title><link>{SITE}/a?x=1&amp;y=2</link><description>one <br> two</description>",
        f"<title>Salt &amp; light\x0b</title><link>{SITE}/a?x=1&amp;y=2</link><b",
    ],
)
def test_broken_markup_gives_what_can_be_read_and_says_that_it_breaks(broken: str) -> None:
    found = feed(rss(broken))
    assert (only(found).headline, only(found).url) == ("Salt & light", f"{SITE}/a?x=1&y=2")
    assert FlawReason.BROKEN_MARKUP in flaws_of(found)


def test_an_element_whose_name_is_none_breaks_nothing_but_the_markup() -> None:
    broken = b"<dc:creator>Tom Oak\x00\x00<\x80dc:creator>\n"
    before, after = (
        rss(item("/a", "BROKEN"), more=' xmlns:dc="http://purl.org/dc/elements/1.1/"').encode().split(b"BROKEN")
    )
    found = feed(before + broken + after)
    assert urls_of(found) == ["/a"]
    assert FlawReason.BROKEN_MARKUP in flaws_of(found)


def test_a_feed_cut_off_in_the_middle_gives_the_entries_before() -> None:
    whole = rss(item("/a"), item("/b"), item("/c"))
    found = feed(whole[: whole.index("/c</link>")])
    assert urls_of(found) == ["/a", "/b"]
    assert flaws_of(found) == {FlawReason.CUT_SHORT: 1, FlawReason.BROKEN_MARKUP: 1}


def test_an_address_that_no_parser_takes_costs_its_entry_only() -> None:
    found = feed(rss(f"<title>x</title><link>https://[{SITE}/x</link>", item("/b")))
    assert urls_of(found) == ["/b"]
    assert flaws_of(found) == {FlawReason.BAD_ADDRESS: 1}


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_feed_is_read_in_its_own_charset(charset: str) -> None:
    content = rss(f"<title>Über Bäche</title><link>{SITE}/a</link>", head=f'<?xml version="1.0" encoding="{charset}"?>')
    assert only(feed(content.encode(charset))).headline == "Über Bäche"


def test_a_feed_in_utf_8_that_states_another_charset_is_read_as_utf_8() -> None:
    content = rss(f"<title>Über Bäche</title><link>{SITE}/a</link>", head='<?xml version="1.0" encoding="iso-8859-1"?>')
    assert only(feed(content.encode())).headline == "Über Bäche"


@pytest.mark.parametrize(
    ("stated", "instant", "precision", "offset"),
    [
        ("Fri, 01 Mar 2024 10:00:00 +0200", "2024-03-01T08:00:00+00:00", DatePrecision.SECOND, "+02:00"),
        ("Fri, 01 Mar 2024 10:00:00 EST", "2024-03-01T15:00:00+00:00", DatePrecision.SECOND, "-05:00"),
        ("Fri, 01 Mar 2024 10:00:00", "2024-03-01T10:00:00+00:00", DatePrecision.SECOND, None),
        ("2024-03-01T10:00Z", "2024-03-01T10:00:00+00:00", DatePrecision.MINUTE, "+00:00"),
        ("2024-03-01", "2024-03-01T00:00:00+00:00", DatePrecision.DAY, None),
        ("1. März 2024", "2024-03-01T00:00:00+00:00", DatePrecision.DAY, None),
    ],
)
def test_a_date_is_kept_as_exactly_as_it_is_stated(
    stated: str, instant: str, precision: DatePrecision, offset: str | None
) -> None:
    content = rss(item(more=f"<pubDate>{stated}</pubDate>")).replace(
        "<title>Post", "<language>de</language><title>Post"
    )
    one = only(feed(content))
    assert one.date_published is not None
    assert (one.date_published.isoformat(), one.date_published_precision, one.date_published_offset) == (
        instant,
        precision,
        offset,
    )


@pytest.mark.parametrize("stated", ["", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "2024-02-31", "31/31/2024", "9" * 500])
def test_what_is_no_date_is_none(stated: str) -> None:
    one = only(feed(rss(item(more=f"<pubDate>{stated}</pubDate>"))))
    assert (one.date_published, one.date_published_precision) == (None, None)


def test_more_entries_than_are_read_are_counted() -> None:
    content = rss(*(item(f"/{number}") for number in range(12)))
    found = discover(origin(OriginKind.FEED, content, entries=10))
    assert urls_of(found) == [f"/{number}" for number in range(10)]
    assert flaws_of(found) == {FlawReason.TOO_MANY: 2}


@pytest.mark.parametrize("link", ["/origin", "", "javascript:next()", "https://["])
def test_a_next_page_that_leads_nowhere_new_is_none(link: str) -> None:
    next_link = f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{link}"/>'
    assert feed(rss(item()).replace("<title>Post", f"{next_link}<title>Post")).further == ()
    assert feed(json.dumps({"next_url": link, "items": []})).further == ()


def test_an_empty_feed_is_a_feed() -> None:
    found = feed(rss())
    assert (found.title, found.candidates, found.flaws) == ("Post", (), ())


def test_a_link_that_a_redirector_made_is_kept_and_said_to_be_one() -> None:
    found = feed(rss("<title>x</title><link>https://news.google.com/rss/articles/CBMi?oc=5</link>"))
    assert only(found).url == "https://news.google.com/rss/articles/CBMi?oc=5"
    assert flaws_of(found) == {FlawReason.REDIRECTOR: 1}


def test_one_article_named_twice_is_one_candidate_with_the_fuller_statements() -> None:
    dated = "<pubDate>Fri, 01 Mar 2024 10:00:00 +0200</pubDate>"
    found = feed(rss(item("/a?utm_source=x"), item("/b"), item("/a#top", dated)))
    assert urls_of(found) == ["/a", "/b"]
    assert found.candidates[0].date_published_offset == "+02:00"
