"""Pages that are no articles are told from those that are by what they state, and by what they plainly are."""

import pytest

from tasks.clean import clean_page
from tasks.extract.kind_of_page import why_no_article
from tasks.extract.metadata import extract_metadata
from tasks.page import parse_page

PROSE = (
    "The ferry between Oldport and the island of Brask did not run for a third day, the harbour office said on Monday.",
    "Nobody was hurt when the bow door jammed, but forty lorries with fish were left on the quay until the evening.",
    "Engineers from the mainland are to look at the hinge, which was last replaced eleven years ago after a storm.",
    "Until then a smaller boat takes passengers without cars, twice in the morning and once shortly before sunset.",
)
WEBSITE = "<meta property='og:type' content='website'>"
DATED = "<meta property='article:published_time' content='2026-03-02T10:00:00Z'>"
ADDRESS = "https://news.example/2026/ferry.html"


def why(head: str, body: str, address: str | None = ADDRESS, title: str = "Ferry stands still") -> str | None:
    text = f"<html><head><title>{title} | Oldport News</title>{head}</head><body>{body}</body></html>"
    tree = parse_page(text)
    metadata = extract_metadata(tree, address=address, html=text)
    return why_no_article(tree, clean_page(tree), metadata, address)


def json_ld(type_: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "{type_}", "name": "News from the quay"}}</script>'


def article(*after: str) -> str:
    return (
        f"<article><h1>Ferry stands still</h1>{''.join(f'<p>{text}</p>' for text in PROSE)}{''.join(after)}</article>"
    )


def teasers(count: int) -> str:
    return "".join(
        f"<div><h3><a href='/2026/{number}.html'>Boat {number} is late again</a></h3>"
        f"<p>Boat {number} left the old quay with {number + 7} people on board, the office said on day {number}.</p>"
        "</div>"
        for number in range(count)
    )


def notice(words: str, heading: str) -> str:
    advice = "Try again later, or write to the people at the desk by the quay."
    return f"<main><h1>{heading}</h1><p>{words} {advice}</p></main>"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<link rel='canonical' href='/'>", None),
        ("<link rel='canonical' href='https://news.example/'>", None),
        ("<meta property='og:url' content='https://news.example/en/'>", None),
        ("", "https://news.example/index.html"),
    ],
)
def test_a_front_page_is_no_article(head: str, address: str | None) -> None:
    assert why(head, article(), address) == "its address is a site's front page"


def test_a_site_that_states_its_front_page_on_every_page_still_has_articles() -> None:
    assert why("<meta property='og:url' content='https://news.example/'>", article()) is None


@pytest.mark.parametrize("type_", ["CollectionPage", "SearchResultsPage", "ProfilePage"])
def test_a_page_that_calls_itself_a_list_is_no_article(type_: str) -> None:
    assert why(json_ld(type_), article()) == f"it calls itself a {type_}"


def test_a_list_that_is_part_of_something_else_says_nothing_of_the_page() -> None:
    listed = '{"@type": "WebPage", "isPartOf": {"@type": "CollectionPage", "name": "News"}}'
    assert why(f'<script type="application/ld+json">{listed}</script>', article()) is None


def test_a_website_of_many_teasers_is_no_article() -> None:
    assert why(WEBSITE, f"<main>{teasers(24)}</main>") == "a list: it leads to 24 other pages"


def test_an_article_on_a_page_called_a_website_is_one_whatever_it_puts_forward_below() -> None:
    links = "".join(f"<li><a href='/{number}'>Another boat</a></li>" for number in range(8))
    assert why(WEBSITE, article(f"<ul>{links}</ul>")) is None


@pytest.mark.parametrize("head", [json_ld("NewsArticle"), "<meta property='og:type' content='article'>"])
def test_a_page_that_calls_itself_an_article_is_one_whatever_else_it_is(head: str) -> None:
    canonical = "<link rel='canonical' href='https://news.example/'>"
    assert why(head + canonical + json_ld("CollectionPage"), f"<main>{teasers(24)}</main>") is None


def test_a_page_that_states_nothing_may_be_an_article() -> None:
    assert why("", article()) is None
    assert why("", article(), address=None) is None


def test_a_page_of_search_results_is_no_article() -> None:
    assert why("", f"<main><h1>Search results for boat</h1>{teasers(9)}</main>") == "search results"


@pytest.mark.parametrize(
    "heading",
    [
        *("404", "Error 404 - Page not found", "Page not found", "Sorry, this page could not be found", "Not Found"),
        *("Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Página não encontrada"),
        *("Страница не найдена", "ページが見つかりません"),
    ],
)
def test_an_error_page_is_no_article(heading: str) -> None:
    assert why("", notice("What you asked for has moved, or it was never here.", heading), title=heading)


@pytest.mark.parametrize("heading", ["Log in", "Sign in to Oldport News", "Anmelden", "Iniciar sesión", "ログイン"])
def test_a_log_in_page_is_no_article(heading: str) -> None:
    assert why("", notice("Readers with an account can go on here.", heading)) == "a log-in page"


def test_a_short_page_that_asks_for_a_password_is_no_article() -> None:
    form = "<form><input type='email'><input type='PASSWORD'></form>"
    words = "<p>Readers of the paper can go on here with the name and the word that came with the first bill.</p>"
    assert why("", f"<main><h1>Welcome back</h1>{words}{form}</main>", title="Welcome back") == "a log-in page"


@pytest.mark.parametrize("heading", ["Just a moment...", "Access denied", "Are you a robot?", "Attention Required!"])
def test_a_bot_check_is_no_article(heading: str) -> None:
    assert why("", notice("The site looks at where you come from before it goes on.", heading)) == "a bot check"


def test_a_short_page_that_asks_for_scripts_is_no_article() -> None:
    assert why("", notice("Please enable JavaScript and cookies to go on.", "news.example")) == "a bot check"


@pytest.mark.parametrize("heading", ["Page not found", "Log in", "Just a moment"])
def test_a_dated_brief_may_have_the_title_of_a_notice(heading: str) -> None:
    assert why(DATED, notice("The band's new song came out on Monday.", heading)) is None


@pytest.mark.parametrize("heading", ["404 boats are late", "How to sign in to the new ferry", "A moment on the quay"])
def test_an_undated_brief_that_only_speaks_of_such_things_may_be_an_article(heading: str) -> None:
    assert why("", notice("The harbour office has counted again.", heading), title=heading) is None
