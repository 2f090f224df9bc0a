"""What robots.txt and tdmrep.json say, and that none of them can hold us up."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.site_rules import ROBOTS_BYTES, SiteRules, header_opt_outs, no_rules, reserved_of, rules_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTHING = reserved_of(b"")
PAGE = "https://news.example/2026/a?b=c"


def rules(robots: str | bytes, product: str = "dateline") -> SiteRules:
    content = robots.encode() if isinstance(robots, str) else robots
    return rules_of(NOW, content, product, NOTHING)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow:\n", True),
        ("User-agent: *\nDisallow:\n\nUser-agent: DateLine/2.0\nDisallow: /2026\n", False),
        ("User-agent: dateline*\nDisallow: /2026\n", False),
        ("User-agent: other\nUser-agent: dateline\nUser-agent: third\nDisallow: /2026\n", False),
        ("User-agent: dateline\nUser-agent: other\nUser-agent: third\nDisallow: /2026\n", False),
        ("User-agent: other\nDisallow: /\n\nUser-agent: third\nDisallow: /\n", True),
        ("User-agent: dateline\nAllow: /2026/a\nDisallow: /2026\n", True),
        ("User-agent: *\nDisallow: /*?b=\n", False),
        ("User-agent: *\nDisallow: /2026/a$\n", True),
        ("USER-AGENT: *\r\ndisallow: /2026\r\n", False),
        ("useragent *\nDisallow /2026\n", False),
        ("\ufeffUser-agent: *\nDisallow: /2026\n", False),
        ("User-agent: *\nDisallow: /2026 # for now\n", False),
        ("<!doctype html><title>Not found</title>", True),
        ("User-agent: dateliner\nDisallow: /\n", True),
    ],
)
def test_robots_allow_or_disallow(robots: str, allowed: bool) -> None:
    assert rules(robots).allow(PAGE, "dateline") is allowed


def test_groups_keep_their_rules_where_other_agents_are_left_out() -> None:
    found = rules("User-agent: a\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n\nUser-agent: c\nDisallow: /c\n")
    assert [found.allow(f"https://news.example/{path}", "dateline") for path in "abc"] == [True, False, True]


def test_what_comes_after_500_kib_does_not_count_nor_a_line_cut_in_two() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    cut = b"\nDisallow: /b/only-this\n"
    padding = b"#" * (ROBOTS_BYTES - len(start) - len(b"\nDisallow: /b"))
    found = rules(start + padding + cut)
    assert not found.allow("https://news.example/a", "dateline")
    assert found.allow("https://news.example/b", "dateline")


@pytest.mark.parametrize("value", ["nan", "inf", "-5", "soon", ""])
def test_a_crawl_delay_that_is_no_number_of_seconds_is_none(value: str) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {value}\n").crawl_delay("dateline") == 0


def test_agents_of_language_models_are_recorded_where_robots_name_them_and_shut_them_out() -> None:
    found = rules("User-agent: gptbot\nUser-agent: ccbot\nDisallow: /2026\n\nUser-agent: ClaudeBot\nDisallow: /no\n")
    assert found.opt_outs(PAGE) == ("robots.txt: CCBot", "robots.txt: GPTBot")
    assert found.opt_outs("https://news.example/b") == ()


HOSTILE = {
    "many agents with many rules": b"".join(b"User-agent: a%d\n" % n for n in range(15_000))
    + b"Disallow: /a\n" * 18_000,
    "known agents with many rules": b"User-agent: GPTBot\nUser-agent: *\n" * 1_000 + b"Disallow: /a\n" * 20_000,
    "many groups": b"".join(b"User-agent: b%d\nDisallow: /\n" % n for n in range(15_000)),
    "many wildcards": b"User-agent: *\n" + b"".join(b"Disallow: /*a*b*%d\n" % n for n in range(20_000)),
    "many wildcards in one rule": b"User-agent: *\n" + b"Disallow: /" + b"*a" * 200_000,
    "one long line": b"User-agent: " + b"x" * 500_000,
    "no line": b"\xff\xfe\x00" * 150_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
def test_no_robots_file_takes_long(content: bytes) -> None:
    began = time.process_time()
    found = rules(content)
    for _ in range(3):
        found.allow("https://news.example/" + "ab" * 1_000, "dateline")
        found.opt_outs("https://news.example/" + "ab" * 1_000)
    assert time.process_time() - began < 5


def test_robots_with_very_many_wildcards_count_as_unreachable() -> None:
    assert rules(HOSTILE["many wildcards"]).unreachable is not None
    assert rules(b"# " + b"*" * 10_000 + b"\nUser-agent: *\nDisallow: /2026\n").unreachable is None


@given(st.binary(max_size=2_000), st.binary(max_size=500))
def test_any_bytes_are_rules(robots: bytes, reservation: bytes) -> None:
    found = rules_of(NOW, robots, "dateline", reserved_of(reservation))
    assert found.allow(PAGE, "dateline") in (True, False)
    assert found.crawl_delay("dateline") >= 0
    assert isinstance(found.opt_outs(PAGE), tuple)


def test_a_site_without_rules_allows_everything() -> None:
    assert no_rules(NOW).allow(PAGE, "dateline")


@pytest.mark.parametrize(
    ("headers", "opt_outs"),
    [
        ((("x-robots-tag", "noindex, nofollow"),), ("x-robots-tag: noindex, nofollow",)),
        ((("x-robots-tag", "otherbot: noai"),), ("x-robots-tag: otherbot: noai",)),
        ((("x-robots-tag", "max-snippet:-1, index"),), ()),
        ((("tdm-reservation", "1"),), ("tdm-reservation: 1",)),
        ((("tdm-reservation", "0"), ("tdm-policy", "https://a.example")), ()),
    ],
)
def test_headers_against_machines_are_recorded(headers: tuple[tuple[str, str], ...], opt_outs: tuple[str, ...]) -> None:
    assert header_opt_outs(headers) == opt_outs
