"""Markdown and plain text into HTML that says their shape."""

import json
import time
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from tasks.markdown import render_markdown

LONG = "The harbour authority said on Monday that the northern basin would stay closed until the end of the week."
ALSO = "Some forty ships were waiting outside the breakwater, and three of them had been sent on to Port Selby."


def _page(text: str) -> HtmlElement:
    return html.document_fromstring(render_markdown(dedent(text)))


def _texts(page: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def _stated(page: HtmlElement) -> dict[str, object]:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    stated = json.loads(script.text)
    assert isinstance(stated, dict)
    return stated


SEED_SHAPE = f"""

    Harbour Closed After Storm Breaks Crane

    By [AFP](#)

    March 4, 2024



    A broken crane lies across the northern basin in Oststrand, Norland. https://photos.example/oststrand

    {LONG}

    {ALSO}

    Related article: [Insurers Count the Cost](#)

    'Never seen' waves

    {LONG}

    {ALSO}

    Original url:

    <https://www.herald.example/2024/03/04/harbour-closed-a1>"""


def test_an_article_in_the_shape_of_an_export_keeps_all_it_says() -> None:
    page = _page(SEED_SHAPE)
    address = "https://www.herald.example/2024/03/04/harbour-closed-a1"
    assert _texts(page, "//h1") == ["Harbour Closed After Storm Breaks Crane"]
    assert _texts(page, "//p[@class='byline']") == ["By AFP"]
    assert page.xpath("//p[@class='byline']/a[@rel='author']/@href") == ["#"]
    assert page.xpath("//time[@class='published']/@datetime") == ["2024-03-04"]
    assert _texts(page, "//figcaption/span[@class='credit']/a") == ["https://photos.example/oststrand"]
    assert page.xpath("string(//figcaption)").startswith("A broken crane lies across")
    assert _texts(page, "//article/p[not(@class)]") == [LONG, ALSO, LONG, ALSO]
    assert _texts(page, "//h2") == ["'Never seen' waves"]
    assert _texts(page, "//aside[@class='related']/a") == ["Insurers Count the Cost"]
    assert page.xpath("//link[@rel='canonical']/@href") == [address]
    assert page.xpath("//footer//a/@href") == [address]
    assert page.xpath("/html/@lang") == []


def test_json_ld_says_what_the_text_states_and_no_more() -> None:
    assert _stated(_page(SEED_SHAPE)) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Harbour Closed After Storm Breaks Crane",
        "url": "https://www.herald.example/2024/03/04/harbour-closed-a1",
        "mainEntityOfPage": "https://www.herald.example/2024/03/04/harbour-closed-a1",
        "datePublished": "2024-03-04",
    }


@pytest.mark.parametrize(
    ("byline", "date", "iso", "related"),
    [
        ("Von Jan Rau, Bonn", "3. Juni 2024, 14:20 Uhr", "2024-06-03T14:20", "Lesen Sie auch: [X](#)"),
        ("Par Claire Dubreuil", "Publié le 3 juin 2024 à 14h20", "2024-06-03T14:20", "À lire aussi : [X](#)"),
        ("Por Ana Ríos y EFE", "3 de junio de 2024", "2024-06-03", "Lea también: [X](#)"),
        ("De Maria Pop", "03.06.2024", "2024-06-03", "Read more: [X](#)"),
        ("Di Carla Neri", "3 giugno 2024", "2024-06-03", "Leggi anche: [X](#)"),
        (
            "**By ANN LEE and Tom Roe, staff writers**",
            "Mon, 3 Jun 2024 14:20:05 +0200",
            "2024-06-03T14:20:05+02:00",
            "See also: [X](#)",
        ),
        ("By Ann Lee", "2024-06-03T14:20:00Z", "2024-06-03T14:20:00+00:00", "Read more [X](#)"),
    ],
)
def test_bylines_dates_and_related_lines_are_known_in_several_languages(
    byline: str, date: str, iso: str, related: str
) -> None:
    page = _page(f"# Headline here\n\n{byline}\n\n{date}\n\n{LONG}\n\n{related}\n\n{ALSO}\n")
    assert _texts(page, "//p[@class='byline']") == [byline.strip("*")]
    assert page.xpath("//time/@datetime") == [iso]
    assert _texts(page, "//aside/a") == ["X"]
    assert _texts(page, "//article/p[not(@class)]") == [LONG, ALSO]


def test_a_byline_and_its_date_may_share_a_line() -> None:
    page = _page(f"# Headline here\n\nBy [Ann Lee](/ann) | June 3, 2024\n\n{LONG}\n")
    assert _texts(page, "//p[@class='byline']") == ["By Ann Lee"]
    assert page.xpath("//time/@datetime") == ["2024-06-03"]


def test_an_update_is_not_the_date_of_publication() -> None:
    stated = _stated(_page(f"Headline here\n\nBy Ann Lee\n\nJune 3, 2024\n\nUpdated: June 4, 2024\n\n{LONG}\n"))
    assert (stated["datePublished"], stated["dateModified"]) == ("2024-06-03", "2024-06-04")


def test_a_date_that_reads_two_ways_is_kept_and_not_guessed() -> None:
    page = _page(f"Headline here\n\nBy Ann Lee\n\n03/04/2024\n\n{LONG}\n")
    assert _texts(page, "//time[not(@datetime)]") == ["03/04/2024"]
    assert "datePublished" not in _stated(page)


@pytest.mark.parametrize("language", [("en-US", "2024-03-04"), ("en-GB", None), ("fr", "2024-04-03")])
def test_the_stated_language_decides_between_day_and_month(language: tuple[str, str | None]) -> None:
    page = _page(f"---\nlang: {language[0]}\ndate: 03/04/2024\n---\n# Headline\n\n{LONG}\n")
    assert _stated(page).get("datePublished") == language[1]


def test_sentences_that_begin_like_a_byline_stay_in_the_body() -> None:
    opening = "By Monday evening the water had reached the second floor."
    page = _page(f"Headline here\n\n{opening}\n\n{LONG}\n")
    assert _texts(page, "//article/p") == [opening, LONG]


def test_sentences_that_begin_like_a_related_line_stay_in_the_body() -> None:
    sentence = "Read more about the storm in the annual report, the minister told the chamber."
    assert sentence in _texts(_page(f"Headline here\n\n{LONG}\n\n{sentence}\n\n{ALSO}\n"), "//article/p")


def test_a_deck_between_headline_and_byline_is_the_alternative_headline() -> None:
    page = _page(f"# Headline here\n\nForty ships wait as repairs begin\n\nBy Ann Lee\n\n{LONG}\n")
    assert _stated(page)["alternativeHeadline"] == "Forty ships wait as repairs begin"
    assert _texts(page, "//article/p[not(@class)]") == [LONG]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("A crane in the basin. (Photo: Mara Lind / AFP)", "Mara Lind / AFP"),
        ("A crane in the basin. Photo: Mara Lind", "Mara Lind"),
        ("A crane in the basin. Foto: dpa", "dpa"),
        ("A crane in the basin. © Mara Lind/Reuters", "Mara Lind/Reuters"),
        ("A crane in the basin. [Photo by Mara Lind]", "Mara Lind"),
        ("A crane in the basin. [Mara Lind](https://lind.example)", "Mara Lind"),
    ],
)
def test_a_caption_before_the_body_is_a_figure_with_its_credit(caption: str, credit: str) -> None:
    page = _page(f"Headline here\n\nBy Ann Lee\n\n{caption}\n\n{LONG}\n\n{ALSO}\n")
    assert _texts(page, "//figure//span[@class='credit']") == [credit]
    assert page.xpath("string(//figcaption)").strip().startswith("A crane in the basin.")
    assert _texts(page, "//article/p[not(@class)]") == [LONG, ALSO]


def test_a_paragraph_that_ends_in_a_link_is_no_caption_within_the_body() -> None:
    page = _page(f"Headline here\n\nBy Ann Lee\n\n{LONG}\n\n{ALSO} https://port.example/notice\n\n{LONG}\n")
    assert page.xpath("//figure") == []


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_picture_takes_the_slanted_line_below_as_its_caption(between: str) -> None:
    picture = f"![The crane](https://img.example/a.jpg){between}*The crane on Monday. Photo: Mara Lind*"
    page = _page(f"# Headline here\n\n{picture}\n\nBy Ann Lee\n\n{LONG}\n")
    assert page.xpath("//figure/img/@src") == ["https://img.example/a.jpg"]
    assert _texts(page, "//figcaption") == ["The crane on Monday. Mara Lind"]
    assert _texts(page, "//p[@class='byline']") == ["By Ann Lee"]


def test_markdown_headings_and_bold_lines_are_sub_headings() -> None:
    page = _page(f"# Headline here\n\n{LONG}\n\n### Repairs\n\n{ALSO}\n\n**What next?**\n\n{LONG}\n")
    assert _texts(page, "//h3 | //h2") == ["Repairs", "What next?"]


@pytest.mark.parametrize("line", ["He left.", "Costs so far:", '"No comment."', "ab/cd", "[Port notice](/n)"])
def test_short_paragraphs_that_are_sentences_signs_or_links_are_no_sub_headings(line: str) -> None:
    assert _page(f"Headline here\n\n{LONG}\n\n{line}\n\n{ALSO}\n").xpath("//h2") == []


def test_a_list_of_links_under_a_related_heading_is_out_of_the_body() -> None:
    page = _page(f"# Headline here\n\n{LONG}\n\n## Related articles\n\n- [One](/1)\n- [Two](/2)\n\n{ALSO}\n")
    assert _texts(page, "//aside/a") == ["One", "Two"]
    assert page.xpath("//h2 | //li") == []


@pytest.mark.parametrize(
    "ending",
    [
        "Original url: https://x.example/a",
        "Original URL: <https://x.example/a>",
        "Originally published at [https://x.example/a](https://x.example/a)",
        "Source: https://x.example/a",
        "Quelle: <https://x.example/a>",
        "**Original link:**\nhttps://x.example/a",
    ],
)
def test_the_original_address_is_found_at_the_end(ending: str) -> None:
    page = _page(f"Headline here\n\n{LONG}\n\n{ALSO}\n\n{ending}\n")
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://x.example/a"]
    assert _texts(page, "//article/p") == [LONG, ALSO]


def test_a_source_without_address_stays_text() -> None:
    page = _page(f"Headline here\n\n{LONG}\n\nSource: Ministry of Ports\n")
    assert page.xpath("//link[@rel='canonical']") == []
    assert _texts(page, "//article/p") == [LONG, "Source: Ministry of Ports"]


def test_wrapped_lines_are_joined() -> None:
    wrapped = LONG.replace(" northern", "\nnorthern").replace(" until", "\nuntil")
    assert _texts(_page(f"Headline here\n\n{wrapped}\n\n{ALSO}\n"), "//article/p") == [LONG, ALSO]


def test_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    page = _page(
        f"Hafen nach Sturm gesperrt\nVon Jan Rau\n3. Juni 2024\n{LONG}\n{ALSO}\nOriginal url: https://x.example/a"
    )
    assert _texts(page, "//h1") == ["Hafen nach Sturm gesperrt"]
    assert _texts(page, "//p[@class='byline']") == ["Von Jan Rau"]
    assert page.xpath("//time/@datetime") == ["2024-06-03"]
    assert _texts(page, "//article/p[not(@class)]") == [LONG, ALSO]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://x.example/a"]


def test_typewritten_paragraphs_begin_where_a_line_is_indented() -> None:
    first, second = LONG.split(" would"), ALSO.split(" and")
    lines = [first[0], "would" + first[1], "    " + second[0], "and" + second[1], "and there they stay."]
    page = html.document_fromstring(render_markdown("Headline here\n\n" + "\n".join(lines)))
    assert _texts(page, "//article/p") == [LONG, ALSO + " and there they stay."]


def test_a_date_at_the_start_of_a_sentence_is_no_list() -> None:
    sentence = "3. Juni war der Tag, an dem der Kran im Hafen von Oststrand nach dem Sturm umstürzte."
    assert _texts(_page(f"Headline here\n\n{LONG}\n\n{sentence}\n"), "//article/p") == [LONG, sentence]
    assert _texts(_page(f"Headline here\n\n{LONG}\n\n1. One\n2. Two\n"), "//li") == ["One", "Two"]


def test_markup_in_the_text_is_text_and_unsafe_links_keep_their_words_only() -> None:
    page = _page(
        f"# A <b>bold</b> move\n\n{LONG} <script>alert(1)</script> [words](javascript:alert(1)) ![x](data:a,b)\n"
    )
    assert _texts(page, "//h1") == ["A <b>bold</b> move"]
    assert len(_texts(page, "//script")) == 1
    assert page.xpath("//a | //img | //b") == []
    assert "words" in _texts(page, "//article/p")[0]


def test_a_headline_cannot_end_the_json_ld() -> None:
    headline = "He said </script><script>alert(1)</script> <!--"
    assert _stated(_page(f"{headline}\n\n{LONG}\n"))["headline"] == headline


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    "# H",
                    "By Ann Lee",
                    "June 3, 2024",
                    "3. Juni 2024",
                    "Related:",
                    "- [a](b)",
                    "![p](q)",
                    "*c*",
                    "> q",
                    LONG,
                    "",
                    "---",
                    "title: x",
                    "Original url:",
                    "<https://x.example/a>",
                    "Photo: X",
                    "```",
                    "| a | b |",
                    "|---|---|",
                    "1. x",
                    "\ud800",
                ]
            ),
            max_size=14,
        ).map("\n".join),
    )
)
def test_any_text_is_a_page_with_one_json_ld(text: str) -> None:
    page = html.document_fromstring(render_markdown(text))
    assert _stated(page)["@type"] == "NewsArticle"
    assert len(_texts(page, "//article")) == 1


@pytest.mark.parametrize(
    "unit", ["[", "*", ">", "- ", "`", "[a](", "![", "a_", "|a", "By A ", "> \n", "1. a\n", "https://a ", "(Photo: "]
)
def test_hostile_text_stays_fast(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    started = time.process_time()
    render_markdown(text)
    render_markdown(f"Headline here\n\n{LONG}\n\n{text}")
    assert time.process_time() - started < 5
