"""What is not body is left out, each block for its own reason."""

import pytest
from invented import PARAGRAPHS, cleaned, cleaned_within, page, prose, rest

from tasks.clean import CleanedPage, clean_page
from tasks.clutter import Clutter, clutter_of_element, names_of
from tasks.page import parse_page


def why(page: CleanedPage, beginning: str) -> Clutter | None:
    """Why the block that begins so was left out; None if it stands in the body."""
    reasons = [clutter for block, clutter in page.left_out if block.text.startswith(beginning)]
    assert reasons or beginning in page.body, f"{beginning!r} is neither in the body nor among what was left out"
    return reasons[0] if reasons else None


def absent(page: CleanedPage, text: str) -> bool:
    return text not in page.body


CAPTION = "The jammed bow door of the ferry at the quay in Oldport."


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure><img src='/a.jpg'><figcaption>{CAPTION}</figcaption></figure>",
        f"<div><img src='/a.jpg'><p class='wp-caption-text'>{CAPTION}</p></div>",
        f"<div><img src='/a.jpg'><p class='imageCaption'>{CAPTION}</p></div>",
        f"<p>Photo: {CAPTION}</p>",
        "<p>© Ana Bell / Oldport Pictures, the bow door</p>",
        "<p>Foto: Ana Bell / Oldport Bilder am Kai</p>",
    ],
)
def test_captions_are_not_body(markup: str) -> None:
    page = cleaned_within(markup)
    assert absent(page, "bow door of the ferry") and absent(page, "Ana Bell")
    assert PARAGRAPHS[2] in page.body


def test_a_caption_that_is_kept_as_text_says_why_it_is_left_out() -> None:
    page = cleaned_within(f"<div><p class='legend'>{CAPTION}</p></div>", "<p>Photo: Ana Bell at the quay</p>")
    assert why(page, CAPTION) is Clutter.CAPTION
    assert why(page, "Photo: Ana") is Clutter.CAPTION


@pytest.mark.parametrize("byline", ["By Ana Bell and Tom Oak", "Von Jonas Weber in Hamburg", "Par Léa Petit"])
def test_a_byline_at_the_top_is_not_body(byline: str) -> None:
    assert why(cleaned(f"<p>{byline}</p>", prose()), byline) is Clutter.BYLINE


def test_a_sentence_that_begins_like_a_byline_stays() -> None:
    sentence = "By Monday the quay was empty."
    assert why(cleaned(f"<p>{sentence}</p>", prose()), sentence) is None


def test_a_paragraph_in_an_element_named_for_the_author_is_a_byline() -> None:
    page = cleaned(prose(), "<div class='author-bio'><p>Ana Bell writes about harbours and the sea.</p></div>")
    assert absent(page, "Ana Bell writes")


def test_a_line_that_is_a_link_points_elsewhere() -> None:
    page = cleaned_within("<p><a href='/storm'>How the winter storm of that year broke the hinge</a></p>")
    assert why(page, "How the winter storm") is Clutter.RELATED


@pytest.mark.parametrize("label", ["Read more:", "Lesen Sie auch:", "Lire aussi :", "Lue myös:"])
def test_a_line_that_says_it_points_elsewhere_does(label: str) -> None:
    page = cleaned_within(f"<p>{label} How the winter storm broke the hinge of the door</p>")
    assert why(page, label) is Clutter.RELATED


def test_a_label_with_a_link_points_elsewhere_in_any_language() -> None:
    page = cleaned_within("<p>Loe ka: <a href='/torm'>Kuidas torm praami ukse katki tegi</a></p>")
    assert why(page, "Loe ka") is Clutter.RELATED


def test_a_sentence_with_a_link_stays() -> None:
    sentence = "The office published <a href='/a'>a timetable</a> for the smaller boat."
    assert why(cleaned_within(f"<p>{sentence}</p>"), "The office published a timetable") is None


def test_a_sentence_that_is_all_link_stays() -> None:
    sentence = "The harbour office had warned of the hinge a year ago."
    assert why(cleaned_within(f"<p><a href='/warned'>{sentence}</a></p>"), sentence) is None


def test_a_list_article_whose_links_are_its_text_keeps_them() -> None:
    entries = [f"Pier {n} and the {n + 2} boats that call there in summer" for n in range(1, 15)]
    links = "".join(f"<li><a href='/pier/{n}'>{entry}</a></li>" for n, entry in enumerate(entries))
    page = cleaned(prose(2), f"<ul>{links}</ul>")
    assert page.mostly_links
    assert all(entry in page.body for entry in entries)


@pytest.mark.parametrize(
    ("markup", "clutter"),
    [
        ("<div class='newsletter-box'><p>The week on the water, every Friday morning.</p></div>", Clutter.PROMOTION),
        ("<div id='teaserList'><p>The week on the water, every Friday morning.</p></div>", Clutter.RELATED),
        ("<div class='tweet'><p>The week on the water, every Friday morning.</p></div>", Clutter.EMBED),
        ("<div role='complementary'><p>The week on the water, every Friday morning.</p></div>", Clutter.RELATED),
        ("<div hidden><p>The week on the water, every Friday morning.</p></div>", Clutter.PROMOTION),
        ("<div style='display: none'><p>The week on the water, every Friday morning.</p></div>", Clutter.PROMOTION),
    ],
)
def test_an_element_that_says_it_is_no_body_is_left_out(markup: str, clutter: Clutter) -> None:
    (element,) = parse_page(markup).iter("div")
    assert clutter_of_element(element) is clutter
    assert absent(cleaned_within(markup), "The week on the water")


def test_an_invitation_with_a_link_is_promotion() -> None:
    invitation = "Sign up for our <a href='/n'>newsletter</a> and never miss a boat again"
    assert why(cleaned_within(f"<p>{invitation}</p>"), "Sign up for our newsletter") is Clutter.PROMOTION


def test_a_report_about_a_newsletter_stays() -> None:
    sentence = "More than a thousand islanders subscribe to the newsletter of the harbour office."
    assert why(cleaned_within(f"<p>{sentence}</p>"), sentence) is None


def test_a_wrapper_that_holds_the_article_may_be_called_anything() -> None:
    page = cleaned(f"<div class='newsletter-article share'>{prose()}</div>")
    assert all(text in page.body for text in PARAGRAPHS)


def test_the_headline_is_not_repeated_in_the_body() -> None:
    page = cleaned("<h2>Ferry stands still</h2>", prose(), "<p>“Ferry stands still”</p>")
    assert absent(page, "stands still")


def test_a_pull_quote_in_the_markup_of_a_picture_is_body() -> None:
    (figure,) = parse_page("<figure><blockquote>“We waited.”</blockquote></figure>").iter("figure")
    assert clutter_of_element(figure) is None


def test_a_sub_heading_whose_text_was_left_out_goes_with_it() -> None:
    related = "<h2>More from the coast</h2><p><a href='/storm'>How the winter storm broke the hinge</a></p>"
    page = cleaned(prose(2), related, "<h2>The week ahead</h2>", rest(2))
    assert why(page, "More from the coast") is Clutter.DANGLING
    assert why(page, "The week ahead") is None


def test_a_sub_heading_at_the_end_is_left_out() -> None:
    page = cleaned(prose(), "<h2>What readers say</h2>")
    assert absent(page, "What readers say")


def test_a_long_paragraph_is_prose_however_it_begins() -> None:
    text = f"Photo: {' '.join(PARAGRAPHS[:3])}"
    assert why(cleaned_within(f"<p>{text}</p>"), text) is None


def test_the_words_of_class_and_id_are_told_apart_however_they_are_joined() -> None:
    (div,) = parse_page("<div class='storyAside readMore img_caption' id='NEWSBox'></div>").iter("div")
    assert list(names_of(div)) == ["story", "aside", "read", "more", "img", "caption", "news", "box"]


def test_words_above_the_first_sentence_are_labels() -> None:
    page = cleaned("<p>Shipping</p><p>Posted</p>", prose())
    assert page.body.startswith(PARAGRAPHS[0])
    assert why(page, "Posted") is Clutter.LABEL


def test_a_heading_above_the_first_sentence_is_body_and_no_section() -> None:
    page = cleaned("<h2>Islanders make do with a smaller boat</h2>", prose(2), "<h2>Hinges</h2>", rest(2))
    assert page.body.startswith("Islanders make do")
    assert [section.heading for section in page.sections] == ["Hinges"]


@pytest.mark.parametrize(
    "notice", ["This article is for subscribers.", "Already a subscriber? Log in", "Jederzeit kündbar."]
)
def test_a_notice_of_a_paywall_at_the_end_is_promotion(notice: str) -> None:
    page = cleaned(prose(), f"<div>{notice}</div>")
    assert page.body.endswith(PARAGRAPHS[-1])


def test_a_report_about_subscribers_stays() -> None:
    report = "The line is losing money, and its pass for commuters, cancel any time, found few buyers, the mayor said."
    assert report in cleaned(f"<p>{report}</p>", prose(), prose()).body


def test_a_headline_with_a_column_of_its_own_is_not_repeated_in_the_body() -> None:
    deck = "Islanders make do with a smaller boat"
    tree = parse_page(page(f"<h2>{deck}</h2>", prose()))
    assert clean_page(tree).body.startswith(deck)
    assert clean_page(tree, (None, deck)).body.startswith(PARAGRAPHS[0])
