"""Sources found, tried and listed through the command line, on a site of the tests' own."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import dateline
from loopback.website import Reply, Website
from pages import html_page

ITEM = "<item><title>Pier</title><link>{url}</link></item>"
FEED = f"<rss version='2.0'><channel><title>Harbour</title>{ITEM}</channel></rss>"
XML = {"content-type": "application/rss+xml"}


@pytest.fixture
def website() -> Iterator[Website]:
    with Website.open() as site:
        yield site


@pytest.fixture
def home(website: Website) -> str:
    """The address of a home page that names a feed of one article."""
    base = f"http://127.0.0.1:{website.port}"
    link = f"<link rel='alternate' type='application/rss+xml' title='News' href='{base}/news.rss'>"
    website.serve("127.0.0.1", "/", Reply(f"<html><head><title>Harbour news</title>{link}</head></html>".encode()))
    website.serve("127.0.0.1", "/news.rss", Reply(FEED.format(url=f"{base}/pier").encode(), headers=XML))
    website.serve("127.0.0.1", "/pier", Reply(html_page(url=None).encode()))
    return f"{base}/"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "settings.toml").write_text("")
    return tmp_path / "config"


@pytest.fixture
def harbour(home: str, website: Website, config: Path) -> Path:
    """A source of that feed, which is asked without pauses."""
    requests = f"[requests]\nports = [{website.port}]\nallow_private_addresses = true\n"
    politeness = "[politeness]\nseconds_between_requests = 0\n"
    path = config / "sources" / "harbour.toml"
    path.write_text(f'title = "Harbour news"\nfeeds = ["{home}news.rss"]\n{politeness}{requests}')
    return path


def test_a_site_is_added_by_what_it_says_of_itself(home: str, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("sources", "add", home, "--name", "harbour", "--allow-private", "--config", config) == 0
    assert "1 pages" in capsys.readouterr().out
    written = tomllib.loads((config / "sources" / "harbour.toml").read_text())
    assert (written["title"], written["feeds"]) == ("Harbour news", [f"{home}news.rss"])
    assert dateline("sources", "--config", config) == 0
    assert "1 feeds" in capsys.readouterr().out


def test_a_feed_can_be_added_itself_and_a_source_is_never_overwritten(
    home: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ("sources", "add", f"{home}news.rss", "--name", "harbour", "--allow-private", "--config", config)
    assert dateline(*add) == 0
    assert dateline(*add) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.usefixtures("harbour")
def test_one_article_is_tried_and_shown_with_where_its_values_were_found(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dateline("sources", "test", "harbour", "--config", config) == 0
    shown = capsys.readouterr().out
    assert "Northport to rebuild its grain pier" in shown
    assert "json_ld:headline" in shown


@pytest.mark.usefixtures("harbour")
def test_a_page_that_gives_no_article_fails_with_its_reason(
    home: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dateline("sources", "test", "harbour", "--url", f"{home}none", "--config", config) == 1
    assert "http_status" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["../settings", "Harbour News", "-", ""])
def test_a_name_that_is_none_is_refused_before_the_site_is_asked(
    name: str, website: Website, home: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dateline("sources", "add", home, "--name", name, "--allow-private", "--config", config) == 2
    assert "is no name of a source" in capsys.readouterr().err
    assert website.seen == []


@pytest.mark.parametrize(
    ("url", "code", "says"), [("ftp://127.0.0.1/", 2, "is no web address"), ("{home}", 1, "forbidden_address")]
)
def test_an_address_that_is_none_or_private_is_refused(
    url: str, code: int, says: str, home: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dateline("sources", "add", url.format(home=home), "--config", config) == code
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('feeds = ["herald.example/rss"]', "is no web address"),
        ('feeds = ["https://u:p@herald.example/rss"]', "holds a user name or password"),
        ('feeds = ["https://herald.example/rss"]\n[only]\ninclude = ["("]', "is no regular expression"),
        ('[archive]\npages = ["https://herald.example/"]', "names no day"),
        ('lists = ["ftp://herald.example/urls.txt"]', "is no web address"),
        ("", "names no place"),
        ('feeds = ["https://herald.example/rss"]\nfeed = "x"', "feed"),
    ],
)
def test_a_source_that_is_wrong_names_file_and_fault(
    line: str, says: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config / "sources" / "herald.toml").write_text(f'title = "Herald"\n{line}\n')
    assert dateline("sources", "--config", config) == 2
    message = capsys.readouterr().err
    assert "herald.toml" in message
    assert says in message
