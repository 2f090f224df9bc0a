import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from tasks.extract.language import language_tag
from tasks.extract.metadata import extract_metadata
from tests.extract.metadata_pages import article, metadata_of, page_text, tree_of

_PROPERTIES = ("headline", "author", "@id", "@type", "@graph", "name", "datePublished", "keywords", "publisher", "url")
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(_PROPERTIES), inner),
)


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("pt-br", "pt-BR"),
        ("zh-hans-CN", "zh-Hans-CN"),
        ("pt_BR.UTF-8", "pt-BR"),
        ("english", None),
        ("", None),
    ],
)
def test_languages_are_bcp_47_tags(stated: str, tag: str | None) -> None:
    assert language_tag(stated) == tag


def test_the_language_is_json_ld_s_before_the_document_s() -> None:
    text = page_text(ld=article(headline="x", inLanguage="de")).replace("<html>", '<html lang="en">')
    assert (metadata_of(text).in_language, metadata_of(text).methods["in_language"]) == ("de", "json_ld:inLanguage")
    assert metadata_of(page_text(body="x").replace("<html>", '<html lang="sv-se">')).in_language == "sv-SE"
    assert metadata_of(page_text(body="x")).in_language is None


@pytest.mark.parametrize(("tier", "free"), [("free", True), ("metered", False), ("locked", False), ("other", None)])
def test_the_content_tier_says_whether_an_article_is_free(tier: str, free: bool | None) -> None:
    assert (
        metadata_of(page_text(head=f'<meta property="article:content_tier" content="{tier}">')).is_accessible_for_free
        is free
    )


def test_keywords_are_taken_apart_and_kept_once() -> None:
    found = metadata_of(
        page_text(ld=article(headline="x", keywords=["ferry, Harbour", "Ferry"], articleSection="Local"))
    )
    assert (found.keywords, found.article_section) == (("ferry", "Harbour"), ("Local",))
    tags = '<meta property="article:tag" content="ferry"><meta property="article:tag" content="harbour">'
    assert metadata_of(page_text(head=tags)).keywords == ("ferry", "harbour")


def test_description_publisher_and_licence_are_as_stated() -> None:
    ld = article(
        headline="x",
        description="A ferry &amp; a pier",
        publisher={"name": "Harbour Post"},
        license="https://l.example.org/by/4.0/",
    )
    found = metadata_of(page_text(ld=ld))
    assert (found.description, found.publisher, found.license) == (
        "A ferry & a pier",
        "Harbour Post",
        "https://l.example.org/by/4.0/",
    )
    assert found.publisher_domain == "example.com"


def test_every_value_says_where_it_was_found_and_missing_ones_say_nothing() -> None:
    found = metadata_of(page_text(ld=article(headline="Ferry returns", author="Mira Holt")))
    assert dict(found.methods) == {
        "headline": "json_ld:headline",
        "author": "json_ld:author",
        "url": "url",
        "publisher_domain": "url",
    }


def test_characters_that_are_no_text_are_taken_out() -> None:
    found = metadata_of(page_text(ld=article(headline="Ferry\u0000 re\ud800turns", author="Mira\u0007 Holt")))
    assert (found.headline, found.author) == ("Ferry returns", ("Mira Holt",))


def test_values_are_bounded() -> None:
    found = metadata_of(page_text(ld=article(headline="x" * 5_000, keywords=["k" * 500 + str(i) for i in range(500)])))
    assert len(found.headline or "") == 1_000
    assert len(found.keywords) <= 200
    assert all(len(word) <= 200 for word in found.keywords)


def test_the_page_is_left_as_it_was() -> None:
    text = page_text(
        head="<title>Ferry</title>",
        body="<h1>Ferry</h1><p class='byline'>By Mira Holt</p><p>1 May</p>",
        ld=article(headline="x"),
    )
    tree = tree_of(text)
    before = lxml_html.tostring(tree)
    extract_metadata(tree, address=None, html=text)
    assert lxml_html.tostring(tree) == before


@given(st.text(max_size=300) | st.text("<>/ahp1\"'= {}[]:,&;", max_size=300))
def test_any_text_as_a_page_has_metadata(text: str) -> None:
    found = metadata_of(text)
    assert found.headline is None or found.headline.strip() == found.headline != ""


@given(ANY_JSON)
def test_any_json_as_an_article_has_metadata(value: object) -> None:
    metadata_of(page_text(ld=value, body="<h1>x</h1>"))
    metadata_of(page_text(ld=article(headline=value, author=value, datePublished=value, mainEntityOfPage=value)))


@pytest.mark.parametrize(
    "body",
    [
        '<a class="author" rel="author" href="/author/a">Mira Holt</a> ' * 6_000,
        "<div><h1>a b c</h1><time datetime='x'>1</time></div>" * 8_000,
        '<div itemscope itemtype="http://schema.org/Article">'
        + '<i itemprop="author">a<b itemprop="name">x</b></i>' * 8_000,
        "<h1>a</h1>" + "<p>12 May 13</p>" * 20_000,
        '<h1>a</h1><p class="byline">' + "a " * 200_000,
    ],
    ids=["links", "headings", "items", "lines", "byline"],
)
def test_a_page_made_to_be_slow_costs_little(body: str) -> None:
    text = page_text(body=body)
    tree = tree_of(text)
    start = time.process_time()
    extract_metadata(tree, address=None, html=text)
    assert time.process_time() - start < 3  # a fifth of it here; the bound is for slow machines
