"""Sources on the web collected through the command line: from a site on loopback into a root."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import dateline
from loopback.website import Reply, Seen, Website
from pages import html_page

from tasks.store import Root, Snapshot

PAGES = 12
SOURCE = """\
title = "Harbour news"
feeds = ["http://127.0.0.1:{port}/feed"]
sitemaps = ["http://127.0.0.1:{port}/sitemap.xml"]

[politeness]
seconds_between_requests = 0
concurrent_requests = 2

[requests]
ports = [{port}]
allow_private_addresses = true
"""


@pytest.fixture
def website() -> Iterator[Website]:
    with Website.open() as site:
        yield site


@pytest.fixture
def config(website: Website, tmp_path: Path) -> Path:
    """The settings, and a source of a site with a feed of its newest pages and a sitemap of all."""
    folder = tmp_path / "config"
    (folder / "sources").mkdir(parents=True)
    (folder / "settings.toml").write_text("[batches]\npages = 3\n")
    (folder / "sources" / "harbour.toml").write_text(SOURCE.format(port=website.port))
    serve(website)
    return folder


def serve(website: Website, version: int = 1) -> None:
    base = f"http://127.0.0.1:{website.port}"
    items = "".join(
        f"<item><title>Story {n}</title><link>{base}/story/{n}?utm_source=rss</link><author>Ana Bell</author></item>"
        for n in range(4)
    )
    urls = "".join(f"<url><loc>{base}/story/{n}</loc></url>" for n in range(PAGES))
    website.serve("127.0.0.1", "/robots.txt", Reply(b"User-agent: *\nDisallow: /story/5\n"))
    website.serve("127.0.0.1", "/feed", Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
    xml = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
    website.serve("127.0.0.1", "/sitemap.xml", Reply(xml.encode(), headers={"content-type": "application/xml"}))
    for number in range(PAGES):
        website.serve("127.0.0.1", f"/story/{number}", page(number, version))


def page(number: int, version: int) -> Callable[[Seen], Reply]:
    tag = f'"{number}-{version}"'
    body = html_page(f"Story {number} of the harbour, told {version} times", None, author="").encode()

    def answer(seen: Seen) -> Reply:
        if seen.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"etag": tag})
        return Reply(body, headers={"content-type": "text/html; charset=utf-8", "etag": tag})

    return answer


def stories(website: Website) -> list[Seen]:
    return [seen for seen in website.asked() if seen.path.startswith("/story/")]


def collected(root: Path, config: Path) -> Snapshot:
    assert dateline("run", "harbour", "--root", root, "--config", config) == 0
    return Root.open(root).snapshot()


@pytest.mark.usefixtures("prefect")
def test_a_site_is_collected_once_and_what_is_not_had_is_a_reject(
    website: Website, config: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    snapshot = collected(root, config)
    assert Counter(seen.path for seen in stories(website)) == {
        f"/story/{number}": 1 for number in range(PAGES) if number != 5
    }
    assert [snapshot.rows(name) for name in ("captures", "articles")] == [PAGES - 1, PAGES - 1]
    (reject,) = snapshot.read("rejects").to_pylist()
    assert (reject["stage"], reject["reason"], reject["record_id"]) == ("fetch", "robots_disallowed", None)
    website.seen.clear()
    again = collected(root, config)
    assert stories(website) == []
    assert again.rows("captures") == PAGES - 1


@pytest.mark.usefixtures("prefect")
def test_what_a_feed_says_stays_with_the_capture_and_fills_what_the_page_leaves_out(
    config: Path, tmp_path: Path
) -> None:
    snapshot = collected(tmp_path / "root", config)
    stated = {row["target_uri"].rpartition("/")[2]: row["stated"] for row in snapshot.read("captures").to_pylist()}
    assert stated["1"][0]["author"] == ["Ana Bell"]
    assert stated["8"][0]["kind"] == "sitemap"


@pytest.mark.usefixtures("prefect")
def test_a_page_looked_at_again_is_asked_for_with_its_etag_and_changes_nothing(
    website: Website, config: Path, tmp_path: Path
) -> None:
    source = config / "sources" / "harbour.toml"
    source.write_text(source.read_text() + "\n[revisit]\nevery_hours = 1e-9\n")
    first = collected(tmp_path / "root", config)
    website.seen.clear()
    again = collected(tmp_path / "root", config)
    assert len(stories(website)) == PAGES - 1
    assert all("if-none-match" in seen.headers for seen in stories(website))
    assert again.rows("captures") == first.rows("captures")
    serve(website, version=2)
    changed = collected(tmp_path / "root", config)
    assert changed.rows("captures") == 2 * (PAGES - 1)
    assert changed.rows("articles") == PAGES - 1


@pytest.mark.usefixtures("prefect")
def test_one_article_under_two_sources_is_fetched_once(website: Website, config: Path, tmp_path: Path) -> None:
    other = SOURCE.format(port=website.port).replace("/feed", "/feed?from=other")
    collected(tmp_path / "root", config)
    (config / "sources" / "other.toml").write_text(other)
    website.seen.clear()
    assert dateline("run", "other", "--root", tmp_path / "root", "--config", config) == 0
    assert stories(website) == []


def test_a_secret_that_is_not_set_is_wrong_usage(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = config / "sources" / "harbour.toml"
    source.write_text(source.read_text() + '\n[requests.headers]\nAuthorization = "Bearer ${HARBOUR_TOKEN}"\n')
    assert dateline("run", "harbour", "--root", tmp_path / "root", "--config", config) == 2
    assert "HARBOUR_TOKEN, which is not set" in capsys.readouterr().err


@pytest.mark.usefixtures("prefect")
def test_a_run_killed_while_it_fetches_has_what_it_committed_and_the_next_asks_for_the_rest(
    website: Website, config: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    installed = Path(sys.executable).with_name("dateline")
    command = [installed, "run", "harbour", "--root", root, "--config", config]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while len(stories(website)) < 8 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    there = {row["target_uri"] for row in Root.open(root).snapshot().read("captures", ["target_uri"]).to_pylist()}
    assert len(there) >= 3
    website.seen.clear()
    snapshot = collected(root, config)
    asked = {f"http://127.0.0.1:{website.port}{seen.path}" for seen in stories(website)}
    assert asked.isdisjoint(there)
    assert (snapshot.rows("captures"), snapshot.rows("articles")) == (PAGES - 1, PAGES - 1)
