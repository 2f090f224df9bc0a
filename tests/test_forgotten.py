"""Which pages a request to forget covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import article_id, capture, digest_of

from schemas.errors import ConfigError
from schemas.words import TakedownKind
from tasks.extract.identity import article_id as id_of
from tasks.forgotten import ForgottenPages, asked

NARROW = "https://news.example/2024/*"


def pages(**takedown: object) -> ForgottenPages:
    row = {"takedown_id": "t", "kind": "url", "pattern": "https://news.example/a", "article_ids": []}
    return ForgottenPages([{**row, "payload_digests": [], **takedown}])


@pytest.mark.parametrize(
    "spelling",
    [
        "https://news.example/a",
        "HTTPS://News.Example:443/a#top",
        "https://news.example/a?utm_source=feed",
        "https://me:secret@news.example/a",
    ],
)
def test_an_address_is_covered_in_any_spelling(spelling: str) -> None:
    assert asked(spelling).pattern == "https://news.example/a"
    assert pages().by_address(spelling) == "t"


@pytest.mark.parametrize("other", ["https://news.example/ab", "https://news.example/a/", "http://news.example/b", None])
def test_another_address_is_not(other: str | None) -> None:
    assert pages().by_address(other) is None


@pytest.mark.parametrize(
    ("pattern", "covered", "not_covered"),
    [
        (NARROW, "https://news.example/2024/03/a?b=c", "https://news.example/2023/a"),
        (
            "https://news.example/*/print".replace("/*", "/a*"),
            "https://news.example/ab/print",
            "https://news.example/ab",
        ),
        ("https://News.example/Fähre/*", "https://news.example/F%C3%A4hre/1", "https://news.example/Fahre/1"),
        ("https://news.example/a?id=*", "https://news.example/a?id=3", "https://news.example/ab?id=3"),
        ("https://news.example/a.b*", "https://news.example/a.bc", "https://news.example/axbc"),
        ("file:///srv/pages/*", "file:///srv/pages/x/y.html", "file:///srv/page.html"),
    ],
)
def test_a_star_stands_for_any_characters_and_nothing_else_does(pattern: str, covered: str, not_covered: str) -> None:
    forgotten = asked(pattern).pages()
    assert asked(pattern).kind is TakedownKind.PATTERN
    assert forgotten.by_address(covered)
    assert forgotten.by_address(not_covered) is None


@pytest.mark.parametrize(
    "wide",
    [
        "*",
        "https://*",
        "https://news.example*",
        "https://news.example/*",
        "https://*.example/a/*",
        "file:///*",
        "file:*",
    ],
)
def test_a_pattern_for_a_whole_site_or_more_is_refused_unless_it_is_meant(wide: str) -> None:
    with pytest.raises(ConfigError, match="--wide --yes"):
        asked(wide)
    assert asked(wide, wide=True).kind is TakedownKind.PATTERN


@pytest.mark.parametrize("pattern", ["news.example/2024/*", "/srv/*", "ftp://news.example/a*"])
def test_a_pattern_that_begins_no_address_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match="begin a pattern with"):
        asked(pattern, wide=True)


def test_an_article_that_went_is_known_by_its_address_and_its_id() -> None:
    forgotten = pages(article_ids=[id_of("https://news.example/other", source="", source_path="")])
    assert forgotten.by_address("https://NEWS.example/other") == "t"
    assert forgotten.by_article(id_of("https://news.example/other", source="x", source_path="y")) == "t"
    assert forgotten.by_article(article_id(1)) is None


def test_a_capture_is_covered_by_its_bytes_or_any_of_its_addresses() -> None:
    one = capture(1)
    assert pages().of_capture(one) is None
    assert pages(payload_digests=[one.payload_digest]).of_capture(one) == "t"
    assert pages(pattern="/srv/a.html").of_capture(one.model_copy(update={"source_path": "/srv/a.html"})) == "t"
    for name in ("target_uri", "final_url"):
        assert pages().of_capture(one.model_copy(update={name: "https://news.example/a"})) == "t"
    assert pages().by_digest(digest_of("else")) is None


def test_no_takedown_covers_nothing() -> None:
    assert not ForgottenPages([])
    assert ForgottenPages([]).of_capture(capture(1)) is None


@given(st.text(max_size=40))
def test_what_was_asked_for_by_any_text_covers_that_text_as_an_address(text: str) -> None:
    if "*" not in text:
        assert asked(text).pages().by_address(text) is not None or not text
