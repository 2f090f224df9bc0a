import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.identity import article_id, publisher_domain, stated_url
from tasks.extract.urls import absolute_url, clean_url, same_page
from tests.extract.metadata_pages import ADDRESS, article, page_text, tree_of


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("HTTPS://Www.Example.com:443/A/b?id=5&utm_source=x#top", "https://www.example.com/A/b?id=5"),
        ("https://example.com/a?fbclid=1&p=3&ref=home", "https://example.com/a?p=3"),
        ("https://example.com/a?cid=7&sid=9&reference=4", "https://example.com/a?cid=7&sid=9&reference=4"),
        ("http://example.com", "http://example.com/"),
        ("http://me:secret@example.com/a b", "http://example.com/a%20b"),
        ("https://bücher.example.com/ä", "https://xn--bcher-kva.example.com/%C3%A4"),
        ("https://example.com/a;b=1/?b=2&a=1", "https://example.com/a;b=1/?b=2&a=1"),
    ],
)
def test_an_address_is_spelled_one_way_and_loses_only_what_tracks(url: str, cleaned: str) -> None:
    assert clean_url(url) == cleaned


@given(
    st.text(max_size=200) | st.text("htps:/.exam?&=#%é", max_size=60).map(lambda tail: "https://example.com/" + tail)
)
def test_cleaning_an_address_twice_changes_nothing(url: str) -> None:
    once = clean_url(url)
    assert once is None or clean_url(once) == once


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "mailto:a@b.example", "ftp://example.com/", "https://{{host}}/a", "http://[", "/a"]
)
def test_only_absolute_web_addresses_are_addresses(value: str) -> None:
    assert absolute_url(value) is None


def test_pages_are_the_same_with_www_slash_scheme_and_amp() -> None:
    assert same_page("http://www.example.com/a/", "https://example.com/a/amp")
    assert not same_page("https://example.com/a?id=1", "https://example.com/a?id=2")


def test_the_canonical_link_names_the_article() -> None:
    tree = tree_of(page_text(head='<link rel="canonical" href="/2024/05/ferry?utm_medium=x">'))
    assert stated_url(tree, ADDRESS) == ("https://www.harbour-post.example.com/2024/05/ferry", "html:rel=canonical")


@pytest.mark.parametrize(
    "link", ["https://www.harbour-post.example.com/", "https://elsewhere.example.org/a", "{{ canonical }}", ""]
)
def test_a_canonical_link_that_cannot_be_the_article_s_is_not_believed(link: str) -> None:
    tree = tree_of(page_text(head=f'<link rel="canonical" href="{link}">'))
    assert stated_url(tree, ADDRESS) == (ADDRESS, "url")


def test_without_an_address_the_page_s_own_statements_are_believed() -> None:
    tagged = tree_of(page_text(head=f'<meta property="og:url" content="{ADDRESS}">'))
    assert stated_url(tagged, None) == (ADDRESS, "meta:og:url")
    described = tree_of(page_text(ld=article(headline="x", mainEntityOfPage={"@id": ADDRESS})))
    assert stated_url(described, None) == (ADDRESS, "json_ld:url")
    assert stated_url(tree_of(page_text(body="nothing")), None) is None


def test_an_article_s_id_is_stable_and_comes_from_its_url() -> None:
    assert article_id("https://example.com/a", source="s", source_path="p") == "2dce0a4c50441bfccfa9caf4b58c3cba"
    assert article_id("https://example.com/a", source="t", source_path="q") == "2dce0a4c50441bfccfa9caf4b58c3cba"
    assert len(article_id(None, source="s", source_path="p")) == 32
    assert article_id(None, source="s", source_path="p") != article_id(None, source="s", source_path="q")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.a.example.co.uk/x", "example.co.uk"),
        ("https://example.com/", "example.com"),
        ("http://10.0.0.1/", None),
        (None, None),
    ],
)
def test_the_publisher_s_domain_is_the_registrable_one(url: str | None, domain: str | None) -> None:
    assert publisher_domain(url) == domain
