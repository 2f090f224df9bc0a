import pytest

from schemas.words import OriginKind, RejectReason
from tasks.discover.discovery import discover
from tests.discover.origins_of import SITE, only, origin, page, urls_of, why


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Old bridge will be closed until the autumn", "Old bridge will be closed until the autumn"),
        ("<img alt='x'><span>Old bridge will be</span> <b>closed</b> for ever", "Old bridge will be closed for ever"),
        ("港の古い橋が秋まで閉鎖される", "港の古い橋が秋まで閉鎖される"),
        ("Bridge", None),
        ("Read more about the old bridge", None),
        ("<img src='/x.jpg'>", None),
        ("word " * 100, None),
    ],
)
def test_the_text_of_a_link_is_a_headline_only_if_it_looks_like_one(text: str, headline: str | None) -> None:
    assert only(page(f'<a href="/a">{text}</a>')).headline == headline


def test_links_are_read_against_the_base_of_the_page() -> None:
    assert urls_of(page(f'<base href="{SITE}/x/"><a href="a">a</a><a href="/b">b</a>')) == ["/x/a", "/b"]


@pytest.mark.parametrize(
    "link", ["#top", "mailto:a@post.example", "javascript:void(0)", "tel:1", f"{SITE}/origin#x", "http://[", ""]
)
def test_what_leads_to_no_other_page_is_no_candidate(link: str) -> None:
    found = page(f'<a href="{link}">Old bridge will be closed until the autumn</a>')
    assert (found.candidates, found.flaws) == ((), ())


@pytest.mark.parametrize("tag", ['<link rel="next" href="?p=2">', '<a rel="nofollow next" href="?p=2">more</a>'])
def test_the_next_page_is_named(tag: str) -> None:
    assert [one.url for one in page(f"<p>x</p>{tag}").further] == [f"{SITE}/origin?p=2"]


@pytest.mark.parametrize("href", ["/origin", "https://else.example/p2", "javascript:next()"])
def test_a_next_page_that_leads_nowhere_new_is_none(href: str) -> None:
    assert page(f'<link rel="next" href="{href}">').further == ()


def test_a_page_of_more_links_than_are_read_is_read_up_to_a_bound() -> None:
    links = "".join(f'<a href="/{number}">x</a>' for number in range(30))
    assert len(discover(origin(OriginKind.PAGE, links, entries=10)).candidates) == 10


def test_an_empty_page_says_so() -> None:
    assert why(lambda: page(" ")) is RejectReason.EMPTY
