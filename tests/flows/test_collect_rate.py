"""Sources on one host, collected side by side in one run: together they keep to the slower one's pause."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from loopback.website import Reply, Website
from newspaper import Newspaper, done, settings

PAUSE = 0.25
ALLOWANCE = 0.02
"""The site's clock reads a request later than it was sent, each by its own delay."""


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with Website.open() as website:
        yield Newspaper(website)


def two_sources(paper: Newspaper, folder: Path, *, slow: float, quick: float) -> Path:
    config = settings(folder / "config")
    for name, seconds in (("slow", slow), ("quick", quick)):
        feed = paper.feed(f"/{name}", [paper.page(f"/{name}/{number}", Reply(b"Nothing.")) for number in range(6)])
        paper.source(config, name, f'feeds = ["{feed}"]', seconds=seconds)
    return config


def gaps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(sorted(times))]


@pytest.mark.usefixtures("prefect")
@pytest.mark.parametrize("quick", [PAUSE, 0.0])
def test_two_sources_on_one_host_ask_it_no_more_often_than_the_slower_may(
    paper: Newspaper, tmp_path: Path, quick: float
) -> None:
    config = two_sources(paper, tmp_path, slow=PAUSE, quick=quick)
    done(tmp_path / "root", config, "run", "slow", "quick")
    assert {path for path in paper.asked() if path.count("/") == 2} == {
        f"/{name}/{number}" for name in ("slow", "quick") for number in range(6)
    }
    assert min(gaps([seen.at for seen in paper.website.seen])) > PAUSE - ALLOWANCE


@pytest.mark.usefixtures("prefect")
def test_two_sources_on_one_host_both_keep_to_the_delay_its_robots_txt_asks_for(
    paper: Newspaper, tmp_path: Path
) -> None:
    paper.page("/robots.txt", Reply(f"User-agent: *\nCrawl-delay: {PAUSE}\n".encode()))
    done(tmp_path / "root", two_sources(paper, tmp_path, slow=0, quick=0), "run", "slow", "quick")
    pages = [seen.at for seen in paper.website.asked()]
    assert len(pages) == 14
    assert min(gaps(pages)) > PAUSE - ALLOWANCE
