import pytest

from tasks.extract.json_ld import article_node, find_nodes
from tasks.extract.json_text import parse_json
from tests.extract.metadata_pages import ADDRESS, article, metadata_of, node_of, page_text, tree_of


def test_an_article_in_a_graph_is_found_and_its_references_are_resolved() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "#page"},
            {
                "@type": "NewsArticle",
                "headline": "Ferry returns",
                "author": {"@id": "#mira"},
                "publisher": {"@id": "#p"},
            },
            {"@type": "Person", "@id": "#mira", "name": "Mira Holt"},
            {"@type": "Organization", "@id": "#p", "name": "Harbour Post"},
        ]
    }
    node = node_of(page_text(ld=graph))
    assert node.text("headline") == "Ferry returns"
    assert node.texts("author") == ("Mira Holt",)
    assert node.text("publisher") == "Harbour Post"


def test_types_may_be_lists_and_carry_their_vocabulary() -> None:
    node = node_of(
        page_text(ld={"@type": ["schema:Thing", "https://schema.org/OpinionNewsArticle"], "schema:headline": "Ours"})
    )
    assert "OpinionNewsArticle" in node.types
    assert node.text("headline") == "Ours"


def test_the_article_that_is_a_page_s_main_entity_is_found() -> None:
    page = {"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Inside"}}
    assert node_of(page_text(ld=page)).text("headline") == "Inside"


def test_an_article_listed_as_an_item_does_not_stand_for_the_page() -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": article(headline="Other")}]}
    assert article_node(tree_of(page_text(ld=listed)), ADDRESS) is None


def test_a_listed_article_counts_where_its_address_is_the_page_s() -> None:
    listed = {
        "@type": "ItemList",
        "itemListElement": [article(headline="Other"), article(headline="This", url=ADDRESS)],
    }
    assert node_of(page_text(ld=listed)).text("headline") == "This"


def test_of_several_articles_the_one_with_the_page_s_address_is_taken() -> None:
    other = article(headline="Other", url="https://x.example.com/b", author="A B", datePublished="2024-01-01")
    both = [other, article(headline="This", url=ADDRESS + "/")]
    assert node_of(page_text(ld=both)).text("headline") == "This"


def test_what_the_article_leaves_out_is_taken_from_its_double() -> None:
    both = [
        article(headline="Ferry", datePublished="2024-05-01", author="Mira Holt"),
        article(headline="Ferry", articleBody="Text"),
    ]
    node = node_of(page_text(ld=both))
    assert (node.text("articleBody"), node.text("author")) == ("Text", "Mira Holt")


def test_a_dated_page_is_no_article_but_its_date_is_read() -> None:
    text = page_text(ld={"@type": "WebPage", "datePublished": "2024-05-01T08:00Z"})
    assert article_node(tree_of(text), ADDRESS) is None
    assert metadata_of(text).methods["date_published"] == "json_ld:datePublished"


def test_updates_of_a_live_blog_do_not_stand_for_it() -> None:
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Live",
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "12:01"}],
    }
    assert node_of(page_text(ld=blog)).text("headline") == "Live"


def test_lists_of_lists_are_read_as_one_list() -> None:
    node = node_of(page_text(ld=article(headline="x", author=[{"name": "Mira Holt"}, [{"name": "Ola Berg"}]])))
    assert node.texts("author") == ("Mira Holt", "Ola Berg")


@pytest.mark.parametrize(
    ("stated", "meant"), [(True, True), ("False", False), ("https://schema.org/True", True), ("", None)]
)
def test_truth_values_are_read_as_json_or_words(stated: object, meant: bool | None) -> None:
    assert node_of(page_text(ld=article(headline="x", isAccessibleForFree=stated))).flag("isAccessibleForFree") is meant


def test_nodes_that_refer_to_themselves_end() -> None:
    node = node_of(page_text(ld={"@id": "#a", "@type": "Article", "author": {"@id": "#a"}, "publisher": {"@id": "#a"}}))
    assert node.texts("author") == ("#a",)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b"}',
        '//<![CDATA[\n{"a": "b"}\n//]]>',
        '<!-- {"a": "b"} -->',
        '/* <![CDATA[ */ {"a": "b"} /* ]]> */',
        '{"a": "b",}',
        "{&quot;a&quot;: &quot;b&quot;}",
        '{"a": "b"};',
        '{"a": "b"',
    ],
)
def test_json_is_read_as_sites_write_it(text: str) -> None:
    assert parse_json(text) == {"a": "b"}


def test_raw_line_breaks_in_json_texts_stay() -> None:
    assert parse_json('{"a": "one\ntwo"}') == {"a": "one\ntwo"}


@pytest.mark.parametrize(
    "text", ["", "no json", "[" * 100_000, '{"a":' * 100_000, "9" * 10_000, "{" * 300 + '"x ' * 50_000]
)
def test_what_is_no_json_gives_nothing_and_does_not_fail(text: str) -> None:
    assert not isinstance(parse_json(text), str)


def test_the_number_of_nodes_is_bounded() -> None:
    assert len(find_nodes(tree_of(page_text(ld=[{"@type": "Thing"}] * 20_000)))) == 5_000


def test_an_article_of_another_page_lends_neither_headline_nor_date() -> None:
    cows = article(
        headline="Cows calm the market", url="https://www.harbour-post.example.com/cows", datePublished="2024-05-01"
    )
    text = page_text(ld=cows, head="<title>Sea wall agreed</title>", body="<h1>Sea wall agreed</h1><p>Text.</p>")
    assert article_node(tree_of(text), ADDRESS) is None
    found = metadata_of(text)
    assert (found.headline, found.date_published) == ("Sea wall agreed", None)


@pytest.mark.parametrize(
    "stated",
    [
        {"headline": "“Sea Wall” agreed", "url": "https://cms.example.com/4711"},
        {"headline": "Sea wall", "url": "https://cms.example.com/4711"},
        {"headline": "Council votes", "url": "https://www.harbour-post.example.com/"},
        {"headline": "Council votes"},
        {"url": "https://cms.example.com/4711", "datePublished": "2024-05-01"},
    ],
)
def test_an_article_that_may_be_the_page_s_stays(stated: dict[str, str]) -> None:
    text = page_text(ld=article(**stated), body="<h1>Sea wall agreed</h1>")
    assert article_node(tree_of(text), ADDRESS) is not None


def test_pages_of_the_same_json_ld_are_weighed_apart() -> None:
    cows = article(headline="Cows", url="https://www.harbour-post.example.com/cows")
    assert article_node(tree_of(page_text(ld=cows, body="<h1>Wall</h1>")), ADDRESS) is None
    assert article_node(tree_of(page_text(ld=cows, body="<h1>Cows</h1>")), ADDRESS) is not None
