"""What the feeds, sitemaps and pages of a site come to in one run, hostile ones and endless ones among them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback.website import Reply, Seen, Website
from newspaper import XML, Newspaper, done, settings

from tasks.store import Snapshot

TABLE = Path(__file__).parents[2] / "docs" / "collecting.md"
ROW = re.compile(r"^\| (?P<case>[a-z-]+) \| [^|]+ \| `(?P<reason>\w+)` \|$", re.MULTILINE)
LIMIT = 100_000
MOST_PAGES = 5
FEED = "<rss version='2.0'><channel><item><title>{text}</title><link>{link}</link></item></channel></rss>"
XXE = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
BOMB = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
HOSTILE = {
    "feed-with-an-external-entity": Reply((XXE + FEED.format(text="&x;", link="/x")).encode(), headers=XML),
    "feed-with-an-entity-bomb": Reply((BOMB + FEED.format(text="&x;", link="/x")).encode(), headers=XML),
    "feed-that-is-a-web-page": Reply(b"<!doctype html><title>Log in</title><a href='/x'>x</a>"),
    "feed-without-a-byte": Reply(b"", headers=XML),
    "feed-broken-from-its-start": Reply(b"<rss version='2.0'><channel><item", headers=XML),
    "feed-over-the-limit": Reply(FEED.format(text="x" * LIMIT, link="/x").encode(), headers=XML),
    "feed-not-there": Reply(b"gone", 404),
}


@dataclass(frozen=True)
class Ran:
    """The site, and what its run left."""

    paper: Newspaper
    snapshot: Snapshot

    def articles(self) -> Counter[str]:
        return Counter(row["url"] for row in self.snapshot.read("articles", ["url"]).to_pylist())


def calendar(paper: Newspaper) -> Callable[[Seen], Reply]:
    """A page for each number, each with a story of its own, and a link to the next: it never ends."""

    def answer(seen: Seen) -> Reply:
        number = int(seen.path.rsplit("/", 1)[-1])
        paper.page(f"/calendar/{number + 1}", answer)
        paper.story(f"/event/{number}")
        return Reply(f"<a href='/event/{number}'>x</a><a rel='next' href='/calendar/{number + 1}'>x</a>".encode())

    return answer


def serve(paper: Newspaper) -> str:
    """Serves all of it; the places a source names."""
    one, two, three = (paper.story(f"/story/{number}") for number in (1, 2, 3))
    short = paper.story("/s/1", canonical="/story/1")
    tracked = [f"{one}?utm_source=rss", f"{one}?fbclid=abc#top", short]
    told = "</loc><n:news><n:publication_date>2024-03-01</n:publication_date><n:title>Three</n:title></n:news>"
    maps = [paper.sitemap("/all.xml", [one, two]), paper.sitemap("/news.xml", [two, f"{three}{told}"])]
    index = paper.index("/index.xml", [*maps, f"{paper.base}/index.xml"])
    first = paper.page("/calendar/1", calendar(paper))
    feeds = [paper.feed("/feed", tracked), *(paper.page(f"/{name}", reply) for name, reply in HOSTILE.items())]
    pages = f"[[pages]]\nurl = '{first}'\nlinks = '/event/'\nmost_pages = {MOST_PAGES}"
    return f"feeds = {feeds}\nsitemaps = ['{index}']\n{pages}"


@pytest.fixture(scope="module")
def ran(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    folder = tmp_path_factory.mktemp("origins")
    with Website.open() as website:
        paper = Newspaper(website)
        config = settings(folder / "config", f"[limits]\npayload_bytes = {LIMIT}\n")
        paper.source(config, "harbour", serve(paper))
        yield Ran(paper, done(folder / "root", config, "run", "harbour"))


def test_hostile_feeds_come_out_as_the_table_says_and_the_run_goes_on(ran: Ran) -> None:
    rows = {match["case"]: match["reason"] for match in ROW.finditer(TABLE.read_text(encoding="utf-8"))}
    rejects = ran.snapshot.read("rejects", ["target_uri", "reason"]).to_pylist()
    assert {row["target_uri"].rpartition("/")[2]: row["reason"] for row in rejects} == rows
    assert sorted(rows) == sorted(HOSTILE)
    assert ran.snapshot.read("runs", ["status"]).to_pylist() == [{"status": "completed"}]


def test_an_index_its_sitemaps_and_a_news_sitemap_are_read_once_each(ran: Ran) -> None:
    asked = Counter(path for path in ran.paper.asked() if path.endswith(".xml"))
    assert asked == {"/index.xml": 1, "/all.xml": 1, "/news.xml": 1}
    captures = ran.snapshot.read("captures", ["target_uri", "stated"]).to_pylist()
    stated = {row["target_uri"].rpartition("/")[2]: row["stated"] for row in captures if "/story/" in row["target_uri"]}
    assert (stated["3"][0]["headline"], stated["3"][0]["kind"]) == ("Three", "sitemap")


def test_an_article_under_several_addresses_is_one_article(ran: Ran) -> None:
    stories = {url: number for url, number in ran.articles().items() if "/event/" not in url}
    assert stories == {f"{ran.paper.base}/story/{number}": 1 for number in (1, 2, 3)}
    asked = Counter(path for path in ran.paper.asked() if path.startswith(("/story/1", "/s/1")))
    assert asked == {"/story/1": 1, "/s/1": 1}


def test_a_calendar_without_end_ends_where_the_source_says(ran: Ran) -> None:
    numbers = range(1, MOST_PAGES + 1)
    asked = ran.paper.asked()
    assert [path for path in asked if path.startswith("/calendar/")] == [f"/calendar/{number}" for number in numbers]
    events = sorted(url for url in ran.articles() if "/event/" in url)
    assert events == [f"{ran.paper.base}/event/{number}" for number in numbers]


@pytest.mark.usefixtures("prefect")
def test_no_more_feeds_and_sitemaps_are_read_than_the_settings_say_and_the_rest_is_counted(tmp_path: Path) -> None:
    with Website.open() as website:
        paper = Newspaper(website)
        maps = [paper.sitemap(f"/{number}.xml", [paper.story(f"/story/{number}")]) for number in range(5)]
        config = settings(tmp_path / "config", "[fetching]\norigins = 3\n")
        paper.source(config, "harbour", f"sitemaps = ['{paper.index('/index.xml', maps)}']")
        snapshot = done(tmp_path / "root", config, "run", "harbour")
    assert sum(path.endswith(".xml") for path in paper.asked()) == 3
    assert snapshot.rows("articles") == 2
    (counts,) = snapshot.read("runs", ["counts"]).column("counts").to_pylist()
    assert {one["name"]: one["count"] for one in counts if one["name"] == "origins_left"} == {"origins_left": 3}
