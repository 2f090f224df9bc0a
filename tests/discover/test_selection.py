import time

import pytest

from schemas.errors import ConfigError
from schemas.words import RejectReason, SkipReason
from tasks.discover.origin import Wanted
from tests.discover.origins_of import SITE, feed, item, page, rss, urls_of, why

THREE = rss(item("/news/ferry"), item("/sport/cup"), item("/news/live/vote"))


def test_only_what_an_include_pattern_matches_is_wanted() -> None:
    found = feed(THREE, Wanted(include=("/news/", "/culture/")))
    assert urls_of(found) == ["/news/ferry", "/news/live/vote"]
    assert [(one.reason, one.count, one.example) for one in found.skipped] == [
        (SkipReason.NOT_INCLUDED, 1, f"{SITE}/sport/cup")
    ]


def test_what_an_exclude_pattern_matches_is_left_out() -> None:
    found = feed(THREE, Wanted(include=("/news/",), exclude=("/live/", r"\.pdf$")))
    assert urls_of(found) == ["/news/ferry"]
    assert [one.reason for one in found.skipped] == [SkipReason.NOT_INCLUDED, SkipReason.EXCLUDED]


@pytest.mark.parametrize(
    ("stated", "wanted", "is_wanted"),
    [("en-GB", "en", True), ("en", "en-GB", True), ("fr", "en", False), ("en-US", "en-GB", False), ("", "en", True)],
)
def test_another_language_is_left_out_and_one_not_stated_is_not(stated: str, wanted: str, is_wanted: bool) -> None:
    content = rss(
        item(more=f"<dc:language>{stated}</dc:language>"), more=' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    found = feed(content, Wanted(languages=(wanted,)))
    assert len(found.candidates) == is_wanted
    assert [one.reason for one in found.skipped] == ([] if is_wanted else [SkipReason.OTHER_LANGUAGE])


def test_a_pattern_that_runs_away_is_stopped_and_named() -> None:
    content = rss(item("/" + "a" * 1_500 + "!"))
    started = time.process_time()
    assert why(lambda: feed(content, Wanted(exclude=(r"/(a|aa)+$",)))) is RejectReason.PATTERN_TOO_SLOW
    assert time.process_time() - started < 3


def test_a_pattern_that_is_none_is_named() -> None:
    with pytest.raises(ConfigError, match=r"'\(' is no regular expression: missing \)"):
        feed(THREE, Wanted(exclude=("/news/", "(")))


def test_links_to_other_sites_are_followed_only_if_asked_for() -> None:
    content = '<a href="/a">a</a><a href="https://cdn.post.example/b">b</a><a href="https://else.example/c">c</a>'
    assert urls_of(page(content)) == ["/a", "https://cdn.post.example/b"]
    assert urls_of(page(content, Wanted(other_sites=True)))[2:] == ["https://else.example/c"]
