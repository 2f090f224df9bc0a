"""Addresses as real sites, feeds and readers spell them, and what becomes of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.urls import clean_url, is_redirector, page_key, same_page, unwrapped

ARTICLE = "https://www.post.example/2024/03/ferry"


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        (f"{ARTICLE}?utm_source=rss&utm_campaign=x&UTM_Medium=y", ARTICLE),
        (f"{ARTICLE}?fbclid=a&gclid=b&mc_cid=c&igshid=d", ARTICLE),
        (f"{ARTICLE}?ut%6d_source=rss", ARTICLE),
        (f"{ARTICLE}#comments", ARTICLE),
        (f"{ARTICLE}?amp=1", ARTICLE),
        (f"{ARTICLE}?outputType=amp&id=3", f"{ARTICLE}?id=3"),
        (f"{ARTICLE};jsessionid=1A2B?id=3", f"{ARTICLE}?id=3"),
        (f"{ARTICLE}?PHPSESSID=1&id=3", f"{ARTICLE}?id=3"),
        ("http://www.post.example:80/a", "http://www.post.example/a"),
        ("https://www.post.example:443/a", "https://www.post.example/a"),
        ("https://www.post.example:8443/a", "https://www.post.example:8443/a"),
        ("https://WWW.Post.Example/A", "https://www.post.example/A"),
        (f"{ARTICLE}/", f"{ARTICLE}/"),
        (f"{ARTICLE}?b=2&a=1", f"{ARTICLE}?b=2&a=1"),
        ("https://post.example/%7Eana/%c3%a9t%C3%A9/%41", "https://post.example/~ana/%C3%A9t%C3%A9/A"),
        ("https://post.example/été", "https://post.example/%C3%A9t%C3%A9"),
        ("https://post.example/100%-sure", "https://post.example/100%25-sure"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://post.example./a", "https://post.example/a"),
        ("https://me:secret@post.example/a", "https://post.example/a"),
        ("https://amp.post.example/a", "https://amp.post.example/a"),
        (f"{ARTICLE}/amp/", f"{ARTICLE}/amp/"),
        (f"{ARTICLE}?print=1", f"{ARTICLE}?print=1"),
    ],
)
def test_an_address_is_cleaned_of_nothing_that_leads_elsewhere(url: str, cleaned: str) -> None:
    assert clean_url(url) == cleaned


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.post.example/2024/03/ferry",
        "https://post.example/2024/03/ferry/",
        "https://m.post.example/2024/03/ferry",
        "https://mobile.post.example/2024/03/ferry",
        "https://amp.post.example/2024/03/ferry",
        "https://www.post.example/amp/2024/03/ferry",
        f"{ARTICLE}/amp/",
        f"{ARTICLE}.amp",
        f"{ARTICLE}?amp",
        f"{ARTICLE}?outputType=amp",
        f"{ARTICLE}/print",
        f"{ARTICLE}?print=true",
        f"{ARTICLE}?view=print",
        f"{ARTICLE}/index.html",
        f"{ARTICLE}?utm_source=x#top",
    ],
)
def test_versions_of_a_page_are_the_same_page(variant: str) -> None:
    assert same_page(variant, ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.post.example/2024/03/ferry-2",
        "https://www.post.example/2024/03/Ferry",
        f"{ARTICLE}?id=2",
        f"{ARTICLE}?page=2",
        "https://sport.post.example/2024/03/ferry",
        "https://www.post.example/2024/03/ampere/ferry",
        "https://www.post.example/2024/03/ferry-amp",
        "https://www.post.example:8443/2024/03/ferry",
    ],
)
def test_other_pages_are_not(other: str) -> None:
    assert not same_page(other, ARTICLE)


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/amp/s/www.post.example/2024/03/ferry",
        "https://www-post-example.cdn.ampproject.org/c/s/www.post.example/2024/03/ferry",
        "https://www-post-example.cdn.ampproject.org/v/s/www.post.example/2024/03/ferry",
        "https://www.google.com/url?rct=j&url=https%3A%2F%2Fwww.post.example%2F2024%2F03%2Fferry&ct=ga",
        "https://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fwww.post.example%2f2024%2f03%2fferry",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.post.example%2F2024%2F03%2Fferry&h=AT0",
    ],
)
def test_an_address_that_names_its_target_is_unwrapped(wrapped: str) -> None:
    assert unwrapped(wrapped) == ARTICLE


@pytest.mark.parametrize(
    "url",
    [
        ARTICLE,
        "https://www.google.com/search?q=ferry",
        "https://www.post.example/go?url=https://else.example/",
        "https://l.facebook.com/l.php?u=javascript:alert(1)",
        "https://x.cdn.ampproject.org/c/s/",
    ],
)
def test_an_address_that_names_no_target_stays(url: str) -> None:
    assert unwrapped(url) == url


def test_redirectors_that_name_no_target_are_known_for_what_they_are() -> None:
    assert is_redirector("https://news.google.com/rss/articles/CBMiXk?oc=5")
    assert is_redirector("https://feeds.feedburner.com/~r/post/~3/abc/")
    assert not is_redirector(ARTICLE)


@given(st.text("%abAB0123456789CFcf/;=jsessionid?&é .~[]", max_size=40))
def test_cleaning_is_idempotent_and_keeps_the_page(tail: str) -> None:
    once = clean_url(f"https://post.example/{tail}")
    if once is not None:
        assert clean_url(once) == once
        assert page_key(once) == page_key(clean_url(once) or "")
