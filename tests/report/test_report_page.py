"""The page of a report: what it holds, and what it never lets in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser, chromium
from hostile_root import HOSTILE, figures, fill
from lxml import html

from flows.report.figures import Figures
from flows.report.page import page
from tasks.store import Root


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return figures(fill(tmp_path_factory.mktemp("report") / "root"))


@pytest.fixture(scope="module")
def written(told: Figures) -> str:
    return page(told)


@pytest.fixture(scope="module")
def tree(written: str) -> html.HtmlElement:
    return html.document_fromstring(written)


def test_text_of_pages_stays_text(written: str, tree: html.HtmlElement) -> None:
    assert "<script" not in written.lower()
    assert not tree.xpath("//script | //img | //iframe | //object | //embed | //*[local-name()='image']")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert any(HOSTILE in cell for cell in tree.xpath("//th/text() | //th/a/text()"))


def test_the_page_asks_for_nothing(tree: html.HtmlElement) -> None:
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert tree.xpath("//link/@href") == ["data:,"]
    assert not tree.xpath("//@src | //@srcset | //@style | //*[local-name()='svg']//@href")
    (style,) = tree.xpath("//style/text()")
    assert "url(" not in style and "@import" not in style


def test_an_address_that_would_run_something_is_no_link(tree: html.HtmlElement) -> None:
    links = tree.xpath("//a/@href")
    assert links
    assert all(link.startswith("https://") for link in links)


def test_the_page_begins_with_what_is_not_whole(tree: html.HtmlElement) -> None:
    assert tree.xpath("string(//h1)") == "2 things are not whole"
    lines = [" ".join(line.text_content().split()) for line in tree.xpath("//ul[@class='verdict']/li")]
    assert lines[0] == "✗ Not whole Stale, 1 of 1 source: quay."
    assert lines[1].startswith("✗ Not whole The last run failed: <script>")


def test_every_plot_is_drawn_for_a_desk_and_a_phone_and_has_a_table(tree: html.HtmlElement) -> None:
    titles = tree.xpath("//section[.//figure]/h2/text()")
    assert titles == [
        "Articles a day",
        "Sources",
        "How often columns are filled",
        "Rejects",
        "Revisions",
        "Runs",
        "People",
    ]
    assert tree.xpath("//figure[count(.//*[local-name()='svg']) != 2]") == []
    assert tree.xpath("//section[.//figure][not(.//table)]") == []


def test_a_mark_says_what_it_stands_for(written: str) -> None:
    assert re.search(r"<path[^>]*fill=\"var\(--mark\)\"[^>]*><title>20 Mar 2024: 2</title></path>", written)


def test_an_axis_that_spans_an_hour_says_the_times(tree: html.HtmlElement) -> None:
    (wide, narrow) = tree.xpath("//section[h2='Runs']//*[local-name()='svg']")
    for svg in (wide, narrow):
        labels = [one for one in svg.xpath(".//*[local-name()='text']/text()") if "Mar" in one]
        assert labels and len(labels) == len(set(labels))
        assert all(one.startswith("20 Mar 1") for one in labels)


def test_the_slowest_pages_are_linked_where_that_is_safe(tree: html.HtmlElement) -> None:
    rows = tree.xpath("//section[h2='Slowest pages']//table[.//th='took']/tbody/tr")
    assert [row.xpath("string(td[last()])").strip() for row in rows] == ["20.00 s", "1.25 s"]
    assert [len(row.xpath(".//a")) for row in rows] == [1, 0]


def test_the_same_figures_make_the_same_page(told: Figures, written: str) -> None:
    assert page(told) == written


def test_a_root_without_anything_has_a_page_too(tmp_path: Path) -> None:
    empty = page(figures(Root.open(tmp_path / "root")))
    assert "There are no articles yet" in empty
    assert "<svg" not in empty


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip("no browser is installed; `apt-get install chromium` gets one")
    with browser(program, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def saved(written: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(written, "utf-8")
    return path


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_a_browser_shows_it_without_a_request_an_error_or_a_scroll_bar(
    chrome: Browser, saved: Path, width: int, scheme: str
) -> None:
    seen = chrome.load(saved, width, scheme)
    assert [one for one in seen.requests if not one.startswith("data:")] == [saved.as_uri()]
    assert seen.complaints == []
    assert seen.width == width


def test_a_page_that_does_all_of_that_would_be_caught(chrome: Browser, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<img src='http://site.example/a.png'><script>oops()</script><p style='width:900px'>wide")
    seen = chrome.load(wrong, 390)
    assert "http://site.example/a.png" in seen.requests
    assert any("oops" in one for one in seen.complaints)
    assert seen.width > 390
