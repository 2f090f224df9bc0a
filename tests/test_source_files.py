"""A source's file: what docs/collecting.md shows is all there is, and what is wrong in one is said with its remedy."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from flows.config_errors import explain
from flows.settings import load_sources
from schemas.errors import ConfigError
from schemas.sources import Source

PAGE = Path(__file__).parents[1] / "docs" / "collecting.md"
OF_ITS_FILE = {"name", "folder"}


def shown() -> dict[str, object]:
    """The source file that the page shows."""
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8").split("\n## ")[1], re.DOTALL)
    return tomllib.loads(block)


def keys(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields) - OF_ITS_FILE


def test_the_source_that_the_page_shows_is_one() -> None:
    source = Source.model_validate({**shown(), "name": "herald", "folder": "."})
    assert source.origins() == "1 paths, 1 lists, 1 feeds, 1 sitemaps, 1 pages, 1 archive"


def test_the_page_shows_every_key_of_a_source_and_of_its_tables() -> None:
    source = Source.model_validate({**shown(), "name": "herald", "folder": "."})
    assert set(shown()) == keys(Source)
    for name in keys(Source):
        value, stated = getattr(source, name), shown()[name]
        if isinstance(value, BaseModel):
            assert isinstance(stated, dict)
            assert set(stated) | ({"every"} if name == "schedule" else set()) == keys(type(value)), f"[{name}]"


def wrong(folder: Path, content: str) -> str:
    """What is said of a source file."""
    (folder / "sources").mkdir()
    (folder / "sources" / "herald.toml").write_text(content, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_sources(folder)
    return str(caught.value)


FEED = 'title = "Herald"\nfeeds = ["https://herald.example/rss"]\n'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (FEED + "sitemap = []\n", "sitemap: is not known; did you mean sitemaps?"),
        (FEED + "[politeness]\nconcurent_requests = 3\n", "politeness.concurent_requests: is not known; did you mean"),
        (
            FEED + '[[pages]]\nurl = "https://a.example"\nlink = "/"\n',
            "pages.0.link: is not known; did you mean links?",
        ),
        (FEED + "colour = 1\n", "colour: is not known; there are title, enabled, language"),
        (FEED + "[only]\nexclude = ['(']\n", "only.exclude.0: is no regular expression: missing )"),
        ('title = "Herald"\n', "the whole of it: names no place: give at least one of paths, feeds"),
        ('title = "Herald"\nfeeds = ["herald.example"]\n', "feeds.0: is no web address: write it whole, such as https"),
        ('title = "H"\nfeeds = ["https://a:b@h.example"]\n', "holds a user name or password: take it out, and send it"),
        (
            'title = "Herald"\nfeeds = ["https://h.example"]\n[archive]\npages = ["https://h.example"]',
            "names no day: put",
        ),
        ("title = \n", "Invalid value"),
    ],
)
def test_what_is_wrong_with_a_source_is_said_with_file_key_and_remedy(content: str, says: str, tmp_path: Path) -> None:
    message = wrong(tmp_path, content)
    assert "herald.toml" in message
    assert says in message


def test_every_model_of_a_source_is_found_behind_its_key() -> None:
    with pytest.raises(ValidationError) as caught:
        Source.model_validate({"archive": {"page": []}, "requests": {"header": {}}, "name": "h", "folder": "."})
    said = explain("h.toml", caught.value, Source)
    assert "archive.page: is not known; did you mean pages?" in said
    assert "requests.header: is not known; did you mean headers?" in said
