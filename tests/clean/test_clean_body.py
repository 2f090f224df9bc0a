"""A body keeps its paragraphs and sub-headings in order, and says where they stand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import PARAGRAPHS, cleaned, cleaned_within, prose, rest

from schemas.errors import RejectedRecord
from schemas.words import RejectReason, Stage
from tasks.clean import BETWEEN, CleanedPage, clean_page, titles_of, word_count
from tasks.extract.images import find_images, scope_of
from tasks.extract.links import find_links
from tasks.page import parse_page


def test_the_paragraphs_of_an_article_are_its_body_in_order() -> None:
    assert cleaned(prose()).body == BETWEEN.join(PARAGRAPHS)


def test_sub_headings_stand_in_the_body_with_their_offsets() -> None:
    page = cleaned(prose(2), "<h2>What the <em>crew</em> says</h2>", rest(2))
    (section,) = page.sections
    assert section.heading == "What the crew says"
    assert page.body[section.start : section.end] == section.heading
    assert page.body[: section.start] == BETWEEN.join([*PARAGRAPHS[:2], ""])


def test_offsets_count_code_points() -> None:
    page = cleaned(
        "<p>🛳🛳🛳 The boats in the harbour all blew their horns at noon.</p>", prose(2), "<h2>Later</h2>", rest(2)
    )
    (section,) = page.sections
    assert page.body[section.start : section.end] == "Later"


def test_paragraphs_cut_the_body_into_all_of_its_parts() -> None:
    page = cleaned(prose(2), "<h3>Wait</h3><ul><li>The early boat</li><li>The late boat</li></ul>", rest(2))
    assert BETWEEN.join(page.body[one.start : one.end] for one in page.paragraphs) == page.body


def test_an_article_that_trafilatura_gives_as_one_text_is_cut_into_its_paragraphs() -> None:
    links = "".join(f"<li><a href='/{n}'>Pier {n} with {n + 2} boats in summer</a></li>" for n in range(20))
    page = cleaned(prose(2), f"<ul>{links}</ul>")
    assert page.body.startswith(BETWEEN.join(PARAGRAPHS[:2]) + BETWEEN + "Pier 0")


def test_the_container_is_the_innermost_element_round_the_body() -> None:
    page = cleaned("<div class='head'><p>Ana Bell, Oldport</p></div>", f"<div id='text'>{prose()}</div>")
    assert page.container.get("id") == "text"


def test_one_stray_paragraph_does_not_widen_the_container() -> None:
    page = cleaned("<p>The ferry is late once more.</p>", f"<div id='text'>{prose()}</div>")
    assert page.container.get("id") == "text"


def test_the_scope_of_an_article_is_the_article_element_round_its_body() -> None:
    assert scope_of(cleaned(f"<div>{prose()}</div>")).tag == "article"


def test_without_an_article_element_the_scope_is_what_holds_the_body() -> None:
    page = cleaned(f"<section id='page'><div class='head'></div><div>{prose()}</div></section>", tag="div")
    assert scope_of(page).get("id") == "page"


def test_the_titles_of_a_page_are_its_headline_in_every_place() -> None:
    head = "<meta property='og:title' content='No boat to Brask'>"
    page = parse_page(f"<html><head><title>Ferry | Harbour News</title>{head}</head><body><h1>Ferry</h1></body></html>")
    assert titles_of(page) == {"ferryharbournews", "noboattobrask", "ferry"}


@pytest.mark.parametrize("text", ["", "<p>Not found.</p>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"])
def test_a_page_without_an_article_is_rejected_with_its_reason(text: str) -> None:
    with pytest.raises(RejectedRecord) as caught:
        clean_page(parse_page(text))
    assert (caught.value.stage, caught.value.reason) == (Stage.CLEAN, RejectReason.NO_ARTICLE_TEXT)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The ferry didn't run.", 4),
        ("Well-known, at 3.5 knots", 4),
        ("— “…”", 0),
        ("渡轮停航", 4),
        ("ferry 渡轮", 3),
    ],
)
def test_words_are_counted_as_the_trade_does(text: str, count: int) -> None:
    assert word_count(text) == count


def test_captions_between_paragraphs_leave_no_gap() -> None:
    page = cleaned_within("<figure><img src='/a.jpg'><figcaption>The quay in Oldport.</figcaption></figure>")
    assert page.body == BETWEEN.join(PARAGRAPHS)


TAGS = "html body title div p a ul li table tr td blockquote figure figcaption img br h1 h2 article section aside form "
OPENING = st.sampled_from([f"<{tag}>" for tag in (TAGS + "pre code q svg iframe noscript select script o:p x").split()])
CLOSING = OPENING.map(lambda tag: tag.replace("<", "</"))
MARKED = st.sampled_from(
    [
        "<div class='caption'>",
        "<a href='/x'>",
        "<a href='http://[::1'>",
        "<img src='/a.jpg' width='²'>",
        "<img srcset='a ²x'>",
    ]
)
ODD = st.sampled_from(["<", "</", "<a", "&#0;", "&#xD800;", "\x00", "\ud800", "<![CDATA[x]]>", "<!--", "\u200b", "|"])
TEXTS = st.sampled_from([*PARAGRAPHS, "Photo: Ana Bell", "By Ana Bell", "Read more: storm", "\n\n", " "])
MARKUP = st.lists(TEXTS | OPENING | CLOSING | MARKED | ODD | st.text(max_size=10), max_size=40).map("".join)


def outcome(text: str) -> CleanedPage | RejectedRecord:
    try:
        return clean_page(parse_page(text))
    except RejectedRecord as rejected:
        return rejected


@given(MARKUP)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_markup_gives_a_body_cut_rightly_or_a_reject(text: str) -> None:
    page = outcome(text)
    if isinstance(page, CleanedPage):
        assert BETWEEN.join(page.body[one.start : one.end] for one in page.paragraphs) == page.body
        assert all(page.body[one.start : one.end].strip() for one in page.paragraphs)
        assert all(page.body[one.start : one.end] == one.heading for one in page.sections)


@given(MARKUP.map(lambda markup: f"<article>{prose()}{markup}</article>"))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_markup_gives_links_whose_spans_are_their_words(text: str) -> None:
    page = outcome(text)
    if isinstance(page, CleanedPage):
        images = find_images(page, "https://news.example/ferry")
        anchors = [one.credit_anchor for one in images if one.credit_anchor is not None]
        for link in find_links(page, "https://news.example/ferry", anchors):
            assert link.start is None or page.body[link.start : link.end] == link.text


def test_a_short_japanese_article_is_told_from_the_list_below_it() -> None:
    told = (
        "港の事務所は月曜日、船が三日続けて運航しなかったと町の記者団に発表した。",
        "船首の扉が動かなくなり、魚を積んだ四十台のトラックが岸壁に残されたままだ。",
        "本土の技師が蝶番を調べる予定で、十一年前の嵐のあとに交換されたものだった。",
        "それまでは小さな船が朝に二回、日没前に一回だけ車のない乗客を運ぶという。",
        "島の店主らは、パンと牛乳は少なくとも一週間はもつだろうと落ち着いて話した。",
    )
    links = "".join(
        f"<li><a href='/{n}'>第{n}回の港湾会議で話し合われた船の安全対策について</a></li>" for n in range(15)
    )
    text = f"<html><body><div><h1>船が止まる</h1>{'<br><br>'.join(told)}</div><ul>{links}</ul></body></html>"
    assert clean_page(parse_page(text)).body == "\n\n".join(told)
