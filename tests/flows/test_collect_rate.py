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


def two_sources(paper: Newspaper, folder: Path, *, slow: float, quick: float, at_once: int = 4) -> Path:
    config = settings(folder / "config", f"[fetching]\nsources = {at_once}\n")
    for name, seconds in (("slow", slow), ("quick", quick)):
        feed = paper.feed(f"/{name}", [paper.page(f"/{name}/{number}", Reply(b"Nothing.")) for number in range(6)])
        paper.source(config, name, f'feeds = ["{feed}"]', seconds=seconds)
    return config


def gaps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(sorted(times))]


@pytest.mark.usefixtures("prefect")
@pytest.mark.parametrize("at_once", [4, 1])
def test_two_sources_on_one_host_ask_it_no_more_often_than_the_slower_may_whoever_comes_first(
    paper: Newspaper, tmp_path: Path, at_once: int
) -> None:
    config = two_sources(paper, tmp_path, slow=PAUSE, quick=0, at_once=at_once)
    done(tmp_path / "root", config, "run", "quick", "slow")
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


@pytest.mark.usefixtures("prefect")
def test_a_source_that_names_no_host_of_its_own_slows_down_those_its_list_leads_to(
    paper: Newspaper, tmp_path: Path
) -> None:
    config = two_sources(paper, tmp_path, slow=PAUSE, quick=0, at_once=1)
    paper.source(config, "slow", 'lists = ["slow.txt"]', seconds=PAUSE)
    (config / "sources" / "slow.txt").write_text("".join(f"{paper.base}/slow/{number}\n" for number in range(6)))
    done(tmp_path / "root", config, "run", "quick", "slow")
    pages = [seen.at for seen in paper.website.seen if seen.path.count("/") == 2 and "tdmrep" not in seen.path]
    assert len(pages) == 12
    assert min(gaps(pages)) > PAUSE - ALLOWANCE
