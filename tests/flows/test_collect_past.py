"""`dateline collect`: the days asked for and no others, from dated sitemaps and out of WARC files."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from loopback.website import Reply, Website
from newspaper import Newspaper, done, settings
from pages import html_page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DAYS = ("2024/02/28", "2024/02/29", "2024/03/01", "2024/03/02")
WINDOW = ("--from", "2024-02-29", "--to", "2024-03-01")


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with Website.open() as website:
        yield Newspaper(website)


def targets(root: Path, config: Path, *command: str) -> list[str]:
    rows = done(root, config, *command).read("captures", ["target_uri"]).to_pylist()
    return sorted(row["target_uri"] for row in rows)


@pytest.mark.usefixtures("prefect")
def test_of_dated_sitemaps_archive_pages_and_stories_only_those_of_the_days_asked_for_are_fetched(
    paper: Newspaper, tmp_path: Path
) -> None:
    urls = [paper.story(f"/{day}/ferry") for day in DAYS]
    told = "</loc><n:news><n:publication_date>{}T10:00:00Z</n:publication_date></n:news>"
    for day, url in zip(DAYS, urls, strict=True):
        paper.sitemap(f"/daily-{day.replace('/', '-')}.xml", [url])
    undated = [paper.story(f"/story/{number}") for number in (29, 2)]
    news = [f"{undated[0]}{told.format('2024-02-29')}", f"{undated[1]}{told.format('2024-03-02')}"]
    months = [paper.sitemap(f"/map-2024-{month:02}.xml", news if month == 2 else []) for month in range(1, 5)]
    index = paper.index("/index.xml", months)
    config = settings(tmp_path / "config")
    for day in DAYS:
        link = paper.story(f"/tale/{day[-2:]}")
        paper.page(f"/archive/{day}", Reply(f"<a href='{link}'>x</a><a href='/section/sport'>x</a>".encode()))
    by_day = [f"{paper.base}/daily-{{yyyy}}-{{mm}}-{{dd}}.xml", f"{paper.base}/archive/{{yyyy}}/{{mm}}/{{dd}}"]
    archive = f'[archive]\nsitemaps = ["{by_day[0]}"]\npages = ["{by_day[1]}"]\nlinks = "/tale/"'
    paper.source(config, "harbour", f'sitemaps = ["{index}"]', archive)
    wanted = sorted([*urls[1:3], undated[0], *(f"{paper.base}/tale/{day}" for day in ("29", "01"))])
    assert targets(tmp_path / "root", config, "collect", "harbour", *WINDOW) == wanted
    maps = {"/index.xml", "/map-2024-02.xml", "/map-2024-03.xml", "/daily-2024-02-29.xml", "/daily-2024-03-01.xml"}
    pages = {f"/archive/{day}" for day in DAYS[1:3]}
    assert sorted(paper.asked()) == sorted([*maps, *pages, *(url.removeprefix(paper.base) for url in wanted)])


@pytest.mark.usefixtures("prefect")
def test_what_is_stated_to_be_older_than_articles_are_kept_is_not_fetched(paper: Newspaper, tmp_path: Path) -> None:
    old, undated = paper.story(f"/{DAYS[1]}/ferry"), paper.story("/story/1")
    places = f'sitemaps = ["{paper.sitemap("/sitemap.xml", [old, undated])}"]'
    config = settings(tmp_path / "config", "[expiry]\narticles_days = 30\n")
    paper.source(config, "harbour", places)
    assert targets(tmp_path / "root", config, "run", "harbour") == [undated]


def archive(path: Path, addresses: Sequence[str]) -> Path:
    """A WARC file as CC-NEWS has them: requests, responses and metadata of many sites."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for url in addresses:
            body = html_page(f"What stands at {url}", url).encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            dated = {"WARC-Date": "2024-03-04T01:02:03Z"}
            made = writer.create_warc_record(
                url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict=dated
            )
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
            writer.write_request_response_pair(writer.create_warc_record(url, "request", http_headers=asked), made)
    return path


def test_out_of_an_archive_only_the_pages_of_the_source_and_of_those_days_are_taken(
    paper: Newspaper, tmp_path: Path
) -> None:
    own = [f"https://www.herald.example/{day}/ferry" for day in DAYS]
    undated = "https://herald.example/story/7"
    others = ["https://other.example/2024/02/29/ferry", "https://herald.example.other.example/2024/03/01/ferry"]
    config = settings(tmp_path / "config")
    paper.source(config, "herald", 'feeds = ["https://herald.example/rss"]')
    warc = archive(tmp_path / "CC-NEWS-20240304.warc.gz", [*others, *own, undated])
    command = ("collect", "herald", *WINDOW, "--warc", str(warc))
    assert targets(tmp_path / "root", config, *command) == sorted([*own[1:3], undated])
    assert targets(tmp_path / "root", config, *command) == sorted([*own[1:3], undated])
    assert paper.asked() == []
