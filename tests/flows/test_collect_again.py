"""A site that has not changed, collected again: what is asked for, what comes, and what was forgotten."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback.website import Website
from newspaper import Newspaper, done, settings

PAGES = 100
ORIGINS = {"/feed": 1, "/sitemap.xml": 1}
RULES = {"/robots.txt": 1, "/.well-known/tdmrep.json": 1}


@dataclass
class Collected:
    """A site that was collected once, and the requests of that run."""

    paper: Newspaper
    root: Path
    config: Path
    first: Counter[str]

    def again(self, revisit: str = "") -> Counter[str]:
        """What a further run asks for, robots.txt and tdmrep.json included."""
        places = f'feeds = ["{self.paper.base}/feed"]\nsitemaps = ["{self.paper.base}/sitemap.xml"]'
        self.paper.source(self.config, "harbour", places, revisit)
        self.paper.website.seen.clear()
        self.paper.bodies = 0
        done(self.root, self.config, "run", "harbour")
        return Counter(seen.path for seen in self.paper.website.seen)


@pytest.fixture(scope="module")
def site(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collected]:
    folder = tmp_path_factory.mktemp("again")
    with Website.open() as website:
        paper = Newspaper(website)
        urls = [paper.story(f"/story/{number}") for number in range(PAGES)]
        paper.feed("/feed", [f"{url}?utm_source=rss" for url in urls[:10]])
        paper.sitemap("/sitemap.xml", urls)
        collected = Collected(paper, folder / "root", settings(folder / "config"), Counter())
        collected.first = collected.again()
        assert paper.bodies == PAGES
        yield collected


def test_the_first_run_asks_for_each_page_once_and_for_what_names_them(site: Collected) -> None:
    assert site.first == {**RULES, **ORIGINS, **{f"/story/{number}": 1 for number in range(PAGES)}}


def test_a_second_run_asks_for_what_names_pages_and_for_no_page(site: Collected) -> None:
    assert site.again() == {**RULES, **ORIGINS}
    assert site.paper.bodies == 0


def test_a_page_that_was_forgotten_is_not_asked_for_and_no_body_comes_of_the_others(site: Collected) -> None:
    done(site.root, site.config, "forget", f"{site.paper.base}/story/7", "--yes")
    asked = site.again("[revisit]\nevery_hours = 1e-9")
    assert asked == {**RULES, **ORIGINS, **{f"/story/{number}": 1 for number in range(PAGES) if number != 7}}
    assert site.paper.bodies == 0
