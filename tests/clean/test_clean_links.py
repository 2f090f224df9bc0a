"""Links say what they are to the article and where they stand in its body."""

import pytest
from invented import PARAGRAPHS, cleaned, cleaned_within, prose

from schemas.words import LinkKind
from tasks.clean import CleanedPage
from tasks.extract.images import find_images
from tasks.extract.links import FoundLink, find_links, link_target

ADDRESS = "https://news.example/ferry"


def links_of(page: CleanedPage) -> tuple[FoundLink, ...]:
    anchors = [image.credit_anchor for image in find_images(page, ADDRESS) if image.credit_anchor is not None]
    return find_links(page, ADDRESS, anchors)


def only(page: CleanedPage) -> FoundLink:
    (link,) = links_of(page)
    return link


def test_a_link_in_a_paragraph_has_its_words_and_their_place() -> None:
    page = cleaned_within("<p>The office published <a href='/a'>a new <b>timetable</b></a> for the smaller boat.</p>")
    link = only(page)
    assert (link.kind, link.href, link.url) == (LinkKind.BODY, "/a", "https://news.example/a")
    assert link.text == "a new timetable" and link.start is not None
    assert page.body[link.start : link.end] == link.text


@pytest.mark.parametrize("number", [0, 1, 2])
def test_of_repeated_words_the_linked_ones_are_meant(number: int) -> None:
    words = ["the boat" if n != number else "<a href='/boat'>the boat</a>" for n in range(3)]
    page = cleaned_within(f"<p>First {words[0]} came, then {words[1]} left, and at last {words[2]} sank at sea.</p>")
    link = only(page)
    places = [i for i in range(len(page.body)) if page.body.startswith("the boat", i)]
    assert link.start == places[number]


def test_links_in_lines_parted_by_breaks_stand_in_their_own_line() -> None:
    lines = ("The boat left at noon with all on board.", "Later <a href='/b'>the boat</a> was back.", *PARAGRAPHS)
    page = cleaned(f"<div>{'<br><br>'.join(lines)}</div>")
    assert only(page).start == page.body.index("Later the boat") + len("Later ")


def test_a_link_in_text_beside_paragraphs_is_found() -> None:
    lead = "The boat lay at the quay with <a href='/b'>its bow door</a> open, the office said. "
    after = "In the evening <a href='/c'>the crew</a> went home by bus, and the lorries stayed on the quay."
    page = cleaned(f"{lead}{prose()}{after}")
    assert [(link.kind, link.href, link.text) for link in links_of(page)] == [
        (LinkKind.BODY, "/b", "its bow door"),
        (LinkKind.BODY, "/c", "the crew"),
    ]
    assert [page.body[link.start : link.end] for link in links_of(page)] == ["its bow door", "the crew"]


def test_a_link_round_a_whole_paragraph_is_a_link_of_the_body() -> None:
    page = cleaned(prose(2), f"<a href='/hinge'><p>{PARAGRAPHS[2]}</p></a>", f"<p>{PARAGRAPHS[3]}</p>")
    link = only(page)
    assert (link.kind, link.href, link.text) == (LinkKind.BODY, "/hinge", PARAGRAPHS[2])
    assert page.body[link.start : link.end] == PARAGRAPHS[2]


def test_links_are_in_page_order() -> None:
    page = cleaned_within("<p>Both <a href='/b'>Brask</a> and <a href='/a'>Oldport</a> have a quay of their own.</p>")
    assert [link.href for link in links_of(page)] == ["/b", "/a"]


def test_a_link_to_nowhere_has_no_address() -> None:
    link = only(cleaned_within("<p>The timetable of <a href='#'>the boat</a> hangs in the harbour office.</p>"))
    assert (link.href, link.url, link.text) == ("#", None, "the boat")


@pytest.mark.parametrize("href", ["#", "#top", "javascript:void(0)", "mailto:a@news.example", "tel:123", "http://[::1"])
def test_what_leads_to_no_page_has_no_address(href: str) -> None:
    assert link_target(href, ADDRESS) is None


def test_a_related_line_gives_a_related_link_outside_the_body() -> None:
    link = only(cleaned_within("<p>Related article: <a href='/storm'>How the storm broke the hinge</a></p>"))
    assert (link.kind, link.text, link.start) == (LinkKind.RELATED, "How the storm broke the hinge", None)


def test_links_of_a_related_box_are_related() -> None:
    box = (
        "<aside class='related'><ul><li><a href='/1'>The storm</a></li><li><a href='/2'>The quay</a></li></ul></aside>"
    )
    assert [link.kind for link in links_of(cleaned(prose(), box))] == [LinkKind.RELATED] * 2


def test_a_person_in_the_byline_is_an_author_and_an_agency_is_a_source() -> None:
    byline = "<div class='byline'>By <a href='/ana'>Ana Bell</a> and <a href='#'>AFP</a></div>"
    kinds = {link.text: link.kind for link in links_of(cleaned(byline, prose()))}
    assert kinds == {"Ana Bell": LinkKind.AUTHOR, "AFP": LinkKind.SOURCE}


def test_an_authors_mail_address_is_no_link_of_the_article() -> None:
    assert links_of(cleaned("<div class='byline'>By <a href='mailto:a@b.example'>Ana Bell</a></div>", prose())) == ()


def test_the_credit_of_an_image_is_a_link_of_its_kind() -> None:
    caption = "The bow door. <a href='https://pictures.example/1'>Oldport Pictures</a>"
    page = cleaned_within(f"<figure><img src='/a.jpg'><figcaption>{caption}</figcaption></figure>")
    assert only(page).kind is LinkKind.IMAGE_CREDIT


def test_an_original_address_says_so() -> None:
    link = only(cleaned(prose(), "<p><a rel='original' href='https://other.example/1'>https://other.example/1</a></p>"))
    assert (link.kind, link.start) == (LinkKind.ORIGINAL, None)


def test_links_of_menus_and_footers_are_not_the_articles() -> None:
    after = "<footer><a href='/terms'>Terms</a></footer><nav><a href='/sport'>Sport</a></nav>"
    assert links_of(cleaned(prose(), after=after)) == ()
