"""Invented origins in the shapes of real ones, with what comes out of each beside them, read by eye."""

import json
from pathlib import Path

import pytest

from schemas.words import OriginKind
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin, Wanted

HERE = Path(__file__).parent
KINDS = {
    ".rss.xml": OriginKind.FEED,
    ".atom.xml": OriginKind.FEED,
    ".rdf.xml": OriginKind.FEED,
    ".feed.json": OriginKind.FEED,
    ".sitemap.xml": OriginKind.SITEMAP,
    ".index.xml": OriginKind.SITEMAP,
    ".page.html": OriginKind.PAGE,
}
ORIGINS = sorted((HERE / "origins").iterdir())


def origin(path: Path) -> Origin:
    name, ending = path.name.split(".", 1)
    wanted = Wanted(include=(r"/news/[a-z-]+-\d+",)) if ending == "page.html" else Wanted()
    return Origin(KINDS[f".{ending}"], f"https://{name}.example/{path.name}", path.read_bytes(), wanted=wanted)


def as_json(path: Path) -> object:
    """What is discovered, without what is null or empty."""
    return filled(discover(origin(path)).model_dump(mode="json"))


def filled(value: object) -> object:
    if isinstance(value, dict):
        return {name: filled(one) for name, one in value.items() if one not in (None, [], ())}
    return [filled(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("path", ORIGINS, ids=lambda path: path.name)
def test_an_origin_gives_the_candidates_read_by_eye(path: Path) -> None:
    assert as_json(path) == json.loads((HERE / "golden" / f"{path.name}.json").read_text())


def test_every_golden_file_has_its_origin() -> None:
    assert [path.name.removesuffix(".json") for path in sorted((HERE / "golden").iterdir())] == [
        path.name for path in ORIGINS
    ]
