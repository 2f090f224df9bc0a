"""`dateline show`: an article with its facts, in the terminal and as a page."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command_line import dateline
from hypothesis import given
from hypothesis import strategies as st
from pages import PARAGRAPHS, html_page
from stages import run_here

from flows.show.found import find_shown
from flows.show.marks import Kind, Mark, pieces
from flows.show.page import page
from tasks.store import Root

URL = "https://news.example/pier"
HOSTILE = """“<script>alert(1)</script> costs 3 miles & "more" on Friday,” said <b onclick='x'>Mara</b> Lindqvist."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with one article, and a page that is none."""
    folder = tmp_path_factory.mktemp("show")
    pages = folder / "pages"
    pages.mkdir()
    paragraphs = (*PARAGRAPHS, html.escape(HOSTILE))
    (pages / "pier.html").write_text(html_page("Pier <i>& co</i>", URL, paragraphs=paragraphs), "utf-8")
    (pages / "empty.html").write_text("<html><body><p>Nothing here.</p></body></html>", "utf-8")
    run_here(folder / "root", [pages], run_id="show")
    return folder / "root"


class Reader(HTMLParser):
    """What a browser would make of a page: its text, ids and targets."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.ids, self.links = "", list[str](), list[str]()
        self.tags, self.open, self.policy = set[str](), list[str](), ""
        self.in_article = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.open.append(tag)
        self.ids += [said["id"]] if said.get("id") else []
        self.links += [said["href"]] if said.get("href") else []
        self.in_article = self.in_article or tag == "article"
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        self.in_article = self.in_article and tag != "article"
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.in_article and "sup" not in self.open:
            self.text += data


def test_the_terminal_shows_the_text_with_each_fact_and_its_row(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("show", URL, "--root", root) == 0
    shown = capsys.readouterr().out
    assert "[T0 Tuesday]" in shown
    assert "“[Q0 We owe it to the fishermen Q0],” [Q0 said] [Q0 Mara Lindqvist]" in " ".join(shown.split())
    assert re.search(r"T0 │ Tuesday +│ DATE +│ 2024-02-27", shown)
    assert "\x1b" not in shown


def test_a_file_or_a_digest_names_its_article_too(root: Path) -> None:
    snapshot = Root.open(root).snapshot()
    (row,) = snapshot.read("articles").to_pylist()
    (path,) = [one for one in snapshot.read("captures")["source_path"].to_pylist() if "pier" in one]
    for name in (row["article_id"], row["payload_digest"], row["record_id"], path):
        assert find_shown(snapshot, name).article.url == URL


def test_what_names_no_article_is_an_error_that_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty,) = [one for one in Root.open(root).snapshot().read("captures")["source_path"].to_pylist() if "empty" in one]
    for what, says in (("https://news.example/nowhere", "no article in"), (empty, "is no article")):
        assert dateline("show", what, "--root", root) == 1
        assert says in " ".join(capsys.readouterr().err.split())


def test_the_page_holds_the_whole_text_and_leads_from_each_fact_to_its_row_and_back(root: Path, tmp_path: Path) -> None:
    assert dateline("show", URL, "--root", root, "--html", tmp_path / "page.html") == 0
    read = Reader((tmp_path / "page.html").read_text("utf-8"))
    shown = find_shown(Root.open(root).snapshot(), URL)
    assert read.text.strip().split("\n") == shown.article.article_body.split("\n\n")
    assert len(read.ids) == len(set(read.ids))
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)
    assert {one for one in read.ids if re.fullmatch(r"[A-Z]\d+", one)} <= inside


def test_the_page_runs_nothing_and_asks_nobody(root: Path) -> None:
    read = Reader(page(find_shown(Root.open(root).snapshot(), URL)))
    assert read.policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not read.tags & {"script", "img", "iframe", "b", "i", "form"}
    assert [link for link in read.links if not link.startswith("#")] == ["data:,", URL]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8)


@given(SPANS, st.integers(0, 10), st.integers(11, 30))
def test_pieces_cover_the_text_once_and_hold_just_the_marks_over_them(
    spans: list[tuple[int, int]], start: int, end: int
) -> None:
    marks = [Mark(Kind.TIME, at, at + long, f"T{n}", "") for n, (at, long) in enumerate(spans)]
    cut = list(pieces(start, end, marks))
    assert [place for one in cut for place in range(one.start, one.end)] == list(range(start, end))
    for one in cut:
        for place in range(one.start, one.end):
            assert set(one.marks) == {mark for mark in marks if mark.start <= place < mark.end}
