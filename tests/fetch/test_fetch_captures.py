"""What a capture, an origin and an unchanged page say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fetch_cases import HTML, LONG_AGO, PAGE, format_date
from fetching import NOW, POLICY, fetch, fetch_origin, limited
from loopback.website import Reply, Seen, Website, redirect

from schemas.captures import Header
from schemas.words import FetchMode, RejectReason
from tasks.fetch import Earlier, Fetched, FetchRequest, Hop, Origin, Politeness, Unchanged, Unfetched
from tasks.read.identity import payload_digest


def fetched(site: Website, url: str | FetchRequest) -> Fetched:
    (outcome,) = fetch(site, url)
    assert isinstance(outcome, Fetched)
    return outcome


def test_a_capture_says_what_came_when_and_from_where(website: Website) -> None:
    headers = {"content-type": "text/html; charset=ISO-8859-1", "etag": '"v1"', "server": "invented"}
    headers |= {"last-modified": format_date(LONG_AGO), "set-cookie": "a=b"}
    website.serve("say.example", "/b", Reply(PAGE, headers=headers))
    url = website.serve("say.example", "/a", redirect("/b", 301))
    capture = fetched(website, url).capture
    assert (capture.target_uri, capture.final_url) == (url, "http://say.example/b")
    assert (capture.captured_at, capture.captured_date) == (NOW, NOW.date())
    assert (capture.status, capture.media_type, capture.charset) == (200, "text/html", "iso-8859-1")
    assert (capture.payload, capture.payload_bytes) == (PAGE, len(PAGE))
    assert capture.payload_digest == payload_digest(PAGE)
    assert (capture.etag, capture.last_modified) == ('"v1"', LONG_AGO)
    assert (capture.source, capture.fetch_mode, capture.source_path) == ("tests", FetchMode.HTTP, None)
    assert [header.name for header in capture.headers] == ["content-type", "etag", "last-modified"]


def test_the_same_response_at_the_same_time_is_the_same_capture(website: Website) -> None:
    url = website.serve("same.example", "/a", Reply(PAGE))
    assert fetched(website, url).capture == fetched(website, url).capture
    (later,) = fetch(website, url, clock=lambda: NOW + timedelta(hours=1))
    assert isinstance(later, Fetched)
    assert later.capture.record_id != fetched(website, url).capture.record_id


def test_a_clock_of_another_zone_gives_the_same_capture(website: Website) -> None:
    url = website.serve("zone.example", "/a", Reply(PAGE))
    (outcome,) = fetch(website, url, clock=lambda: NOW.astimezone(datetime.now().astimezone().tzinfo))
    assert isinstance(outcome, Fetched)
    assert outcome.capture.record_id == fetched(website, url).capture.record_id


def test_each_redirect_is_recorded(website: Website) -> None:
    website.serve("hops.example", "/c", Reply(PAGE))
    website.serve("hops.example", "/b", redirect("/c", 308))
    outcome = fetched(website, website.serve("hops.example", "/a", redirect("/b#part", 301)))
    assert outcome.redirects == (Hop("http://hops.example/a", 301), Hop("http://hops.example/b", 308))


def test_a_reject_knows_the_redirects_up_to_it(website: Website) -> None:
    (outcome,) = fetch(website, website.serve("hops.example", "/a", redirect("/b")))
    assert isinstance(outcome, Unfetched) and outcome.reason is RejectReason.HTTP_STATUS
    assert outcome.redirects == (Hop("http://hops.example/a", 302),)


def test_validators_are_sent_only_to_the_address_they_are_of(website: Website) -> None:
    website.serve("valid.example", "/b", Reply(PAGE))
    url = website.serve("valid.example", "/a", redirect("/b"))
    elsewhere = LONG_AGO.astimezone(timezone(timedelta(hours=-5)))
    fetch(website, FetchRequest(url, Earlier("http://valid.example/b", '"v1"', elsewhere)))
    first, second = website.asked()
    assert "if-none-match" not in first.headers and "if-modified-since" not in first.headers
    assert second.headers["if-none-match"] == '"v1"'
    assert second.headers["if-modified-since"] == "Sun, 01 Feb 2026 08:00:00 GMT"


@pytest.mark.parametrize("etag", ["a\r\nx-evil: 1", "ü", ""])
def test_an_etag_that_is_no_header_is_not_sent(website: Website, etag: str) -> None:
    url = website.serve("valid.example", "/a", Reply(PAGE))
    fetched(website, FetchRequest(url, Earlier(url, etag, None)))
    assert not {"if-none-match", "x-evil"} & set(website.asked()[0].headers)


def test_a_second_run_over_an_unchanged_site_transfers_no_body(website: Website) -> None:
    def answer(seen: Seen) -> Reply:
        tag = f'"{seen.path}"'
        headers = {**HTML, "etag": tag}
        known = seen.headers.get("if-none-match") == tag
        return Reply(status=304, headers=headers) if known else Reply(PAGE, headers=headers)

    website.serve("site.example", "*", answer)
    first = fetch(website, *[f"http://site.example/{number}" for number in range(200)])
    captures = [outcome.capture for outcome in first if isinstance(outcome, Fetched)]
    again = [
        FetchRequest(one.target_uri, Earlier(one.final_url or "", one.etag, one.last_modified)) for one in captures
    ]
    website.seen.clear()
    second = fetch(website, *again)
    assert len(captures) == len(second) == 200
    assert all(isinstance(outcome, Unchanged) for outcome in second)
    assert len(website.seen) == 200 + 2, "one request a page, robots.txt and tdmrep.json"


def test_what_a_site_says_against_machines_is_recorded(website: Website) -> None:
    website.serve("opt.example", "/robots.txt", Reply(b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /a\n"))
    reserved = b'[{"location": "/a*", "tdm-reservation": 1}, {"location": "/b", "tdm-reservation": 0}]'
    website.serve("opt.example", "/.well-known/tdmrep.json", Reply(reserved))
    headers = {**HTML, "x-robots-tag": "noai, noimageai", "tdm-reservation": "1"}
    outcome = fetched(website, website.serve("opt.example", "/a", Reply(PAGE, headers=headers)))
    assert outcome.opt_outs == (
        "robots.txt: CCBot",
        "robots.txt: GPTBot",
        "tdmrep.json: tdm-reservation=1",
        "x-robots-tag: noai, noimageai",
        "tdm-reservation: 1",
    )
    assert Header(name="tdm-reservation", value="1") in outcome.capture.headers
    assert fetched(website, website.serve("opt.example", "/b", Reply(PAGE))).opt_outs == ()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, null, {}]", b"<html>", b"[" * 100_000, b'[{"location": 5}]'])
def test_a_tdmrep_file_that_is_none_reserves_nothing(website: Website, content: bytes) -> None:
    website.serve("tdm.example", "/.well-known/tdmrep.json", Reply(content))
    assert fetched(website, website.serve("tdm.example", "/a", Reply(PAGE))).opt_outs == ()


def test_a_location_cannot_smuggle_a_rule_in(website: Website) -> None:
    smuggled = b'[{"location": "/x\\nDisallow: /", "tdm-reservation": 0}]'
    website.serve("tdm.example", "/.well-known/tdmrep.json", Reply(smuggled))
    assert fetched(website, website.serve("tdm.example", "/a", Reply(PAGE))).opt_outs == ()


def test_http2_is_spoken_where_the_server_does(website: Website) -> None:
    website.serve("http2.example", "*", Reply(PAGE))
    outcomes = fetch(website, *[f"https://http2.example/{number}" for number in range(10)])
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert {seen.version for seen in website.seen} == {"2"}
    assert website.connections == 1


def test_connections_are_used_again(website: Website) -> None:
    pages = [website.serve("again.example", f"/{n}", Reply(PAGE)) for n in range(20)]
    pages += [f"http://again.example/missing/{number}" for number in range(10)]
    fetch(website, *pages)
    assert website.connections <= POLICY.requests_at_once


def test_every_request_has_one_outcome_also_where_it_comes_twice(website: Website) -> None:
    url = website.serve("twice.example", "/a", Reply(PAGE))
    outcomes = fetch(website, url, url, "not an address", "http://[", "http://gone.example/a")
    assert sorted(outcome.request.url for outcome in outcomes) == sorted(
        [url, url, "not an address", "http://[", "http://gone.example/a"]
    )


def test_an_origin_is_taken_whatever_its_type(website: Website) -> None:
    headers = {"content-type": "application/gzip", "etag": '"m1"', "last-modified": format_date(LONG_AGO)}
    url = website.serve("map.example", "/sitemap.xml.gz", Reply(b"\x1f\x8b\x08packed", headers=headers))
    origin = fetch_origin(website, url)
    assert isinstance(origin, Origin)
    assert (origin.payload, origin.media_type, origin.etag) == (b"\x1f\x8b\x08packed", "application/gzip", '"m1"')
    assert (origin.received_at, origin.last_modified, origin.final_url) == (NOW, LONG_AGO, url)
    assert (origin.received_at.tzinfo, origin.charset) == (UTC, None)


def test_an_origin_that_has_not_changed_is_unchanged(website: Website) -> None:
    url = website.serve(
        "feed.example", "/feed", lambda seen: Reply(status=304) if "if-none-match" in seen.headers else Reply(PAGE)
    )
    assert isinstance(fetch_origin(website, FetchRequest(url, Earlier(url, '"f1"', None))), Unchanged)


def test_an_origin_is_bounded_and_asked_as_robots_allow(website: Website) -> None:
    website.serve("feed.example", "/robots.txt", Reply(b"User-agent: *\nDisallow: /no\n"))
    large = fetch_origin(
        website, website.serve("feed.example", "/a", Reply(b"x" * 1_001)), limited(payload_bytes=1_000)
    )
    refused = fetch_origin(website, website.serve("feed.example", "/no", Reply(PAGE)))
    assert isinstance(large, Unfetched) and large.reason is RejectReason.TOO_LARGE
    assert isinstance(refused, Unfetched) and refused.reason is RejectReason.ROBOTS_DISALLOWED


def test_the_user_agent_is_the_sources_and_robots_know_its_name(website: Website) -> None:
    website.serve("agent.example", "/robots.txt", Reply(b"User-agent: newsreader\nDisallow: /\n"))
    url = website.serve("agent.example", "/a", Reply(PAGE))
    agent = replace(POLICY, user_agent="NewsReader/2 (+https://owner.example)")
    (outcome,) = fetch(website, url, policy=agent)
    assert isinstance(outcome, Unfetched) and outcome.detail == "for NewsReader"
    assert website.seen[0].headers["user-agent"] == "NewsReader/2 (+https://owner.example)"


def test_a_politeness_serves_one_loop_after_the_other(website: Website) -> None:
    politeness = Politeness()
    url = website.serve("loops.example", "/a", Reply(PAGE))
    assert all(isinstance(fetch(website, url, politeness=politeness)[0], Fetched) for _ in range(3))
