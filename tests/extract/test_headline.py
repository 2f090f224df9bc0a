import pytest

from tasks.extract.headline import without_site
from tests.extract.metadata_pages import article, metadata_of, page_text

LONG = (
    "The ferry that left the harbour in nineteen hundred and two has come back to the very same pier it once left from"
)


def headline(text: str) -> str | None:
    return metadata_of(text).headline


@pytest.mark.parametrize(
    "title",
    [
        "Ferry returns | Harbour Post",
        "Ferry returns - Harbour Post",
        "Harbour Post: Ferry returns",
        "Ferry returns — harbour-post.example",
    ],
)
def test_the_site_s_name_is_taken_off_either_end(title: str) -> None:
    assert without_site(title, ["Harbour Post", "harbour-post.example"]) == "Ferry returns"


def test_other_words_behind_a_dash_or_colon_stay() -> None:
    assert without_site("Ferry: a return - at last", ["Harbour Post"]) == "Ferry: a return - at last"


def test_json_ld_s_headline_is_unescaped_and_in_one_line() -> None:
    assert (
        headline(page_text(ld=article(headline="Ferry &amp;quot;Ida&amp;quot;\n returns\u00ad")))
        == 'Ferry "Ida" returns'
    )


def test_without_json_ld_the_heading_that_the_title_repeats_is_taken() -> None:
    body = "<h1>Log in</h1><h1>Ferry returns</h1>"
    assert headline(page_text(head="<title>Ferry returns | Harbour Post</title>", body=body)) == "Ferry returns"


def test_a_cut_headline_gives_way_to_the_full_one() -> None:
    assert headline(page_text(ld=article(headline=LONG[:60] + "..."), body=f"<h1>{LONG}</h1>")) == LONG
    assert headline(page_text(ld=article(headline=LONG[:109]), body=f"<h1>{LONG}</h1>")) == LONG


def test_a_headline_is_not_lengthened_by_a_title_with_more_behind_a_separator() -> None:
    stated = LONG[:105].strip()
    head = f'<meta property="og:title" content="{stated} | Somebody | by Mira Holt">'
    assert headline(page_text(ld=article(headline=stated), head=head)) == stated


def test_a_headline_made_for_search_engines_gives_way_to_the_one_readers_see() -> None:
    head = '<title>Ida ferry harbour 2024</title><meta property="og:title" content="The ferry is back">'
    page = page_text(ld=article(headline="Ida ferry harbour 2024"), head=head, body="<h1>The ferry is back</h1>")
    assert headline(page) == "The ferry is back"


def test_a_section_s_name_behind_the_headline_goes() -> None:
    head = '<title>The ferry is back | Sport</title><meta property="og:title" content="The ferry is back">'
    page = page_text(ld=article(headline="The ferry is back | Sport"), head=head, body="<h1>The ferry is back</h1>")
    assert headline(page) == "The ferry is back"


def test_a_heading_that_is_the_site_s_name_is_no_headline() -> None:
    head = '<meta property="og:site_name" content="Harbour Post"><title>Ferry returns - Harbour Post</title>'
    assert headline(page_text(head=head, body="<h1>Harbour Post</h1>")) == "Ferry returns"


def test_a_site_name_that_is_filled_with_the_headline_does_not_strip_it() -> None:
    title = "The ferry returns to Port Callisto after a hundred years"
    head = f'<title>{title}</title><meta name="application-name" content="{title}">'
    assert headline(page_text(head=head)) == title


def test_a_page_without_any_title_has_no_headline() -> None:
    assert headline(page_text(body="<p>Text.</p>")) is None


def test_the_second_headline_is_the_one_stated_as_such() -> None:
    found = metadata_of(page_text(ld=article(headline="Ferry returns", alternativeHeadline="After a century")))
    assert (found.alternative_headline, found.methods["alternative_headline"]) == (
        "After a century",
        "json_ld:alternativeHeadline",
    )


def test_a_deck_is_taken_from_its_element_and_a_repetition_is_not() -> None:
    body = '<h1>Ferry returns</h1><p class="article__deck">After a century at sea</p>'
    assert metadata_of(page_text(body=body)).alternative_headline == "After a century at sea"
    repeated = page_text(ld=article(headline="Ferry returns", alternativeHeadline="Ferry returns!"))
    assert metadata_of(repeated).alternative_headline is None
