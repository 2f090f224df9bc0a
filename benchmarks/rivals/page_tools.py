"""Predictions of one page extractor, run by the Python of an environment that has it: `pages.py` starts it.

    PYTHON benchmarks/rivals/page_tools.py TOOL GOLD.jsonl OUT.jsonl

Every tool gets the decoded page and its address, as its documentation recommends for saved pages. A page on which it
raises or that takes more than a minute is a failure and predicts nothing. Standard library only, but for the tools.
"""

import gzip
import json
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any, Final

PAGE_SECONDS: Final = 60

Given = Mapping[str, Any]  # one line of the annotation
Extract = Callable[[str, Given], Mapping[str, Any]]


def dateline() -> Extract:
    """The pipeline in one process: read, render, clean, extract, all columns."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from benchmarks.pages import prediction
    from schemas.captures import Capture
    from schemas.errors import RejectedRecord
    from tasks.extract.article import derive
    from tasks.read.captures import ReadLimits, read_captures
    from tasks.read.inputs import find_inputs

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        path = Path(given["path"])
        (file,) = find_inputs([path], source="benchmark", base=path.parent).files
        (read,) = read_captures(file, received_at=datetime.now(UTC), limits=ReadLimits(50_000_000))
        if not isinstance(read, Capture):
            raise ValueError(read.detail)
        try:
            found = derive(read.model_copy(update={"target_uri": given["url"], "final_url": given["url"]}))
        except RejectedRecord as rejected:
            raise ValueError(str(rejected)) from rejected
        return prediction(found, people=False)

    return extract


def trafilatura() -> Extract:
    """`bare_extraction` with metadata; a day, no instant."""
    from trafilatura import bare_extraction

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        found = bare_extraction(html, url=given["url"], with_metadata=True, include_comments=False)
        authors = [one.strip() for one in (found.author or "").split(";")]
        return _page(found.title, authors, found.date, found.text)

    return extract


def newspaper4k() -> Extract:
    """`article` with the page given; the language is the one the page states."""
    from newspaper import Article

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        found = Article(given["url"], fetch_images=False)
        found.download(input_html=html)
        found.parse()
        return _page(found.title, found.authors, found.publish_date, found.text)

    return extract


def news_please() -> Extract:
    """`NewsPlease.from_html`; its times have no zone."""
    from newsplease import NewsPlease

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        found = NewsPlease.from_html(html, given["url"], fetch_images=False)
        return _page(found.title, found.authors, found.date_publish, found.maintext)

    return extract


def goose3() -> Extract:
    """`Goose.extract`, no images."""
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        found = goose.extract(url=given["url"], raw_html=html)
        authors = [name for one in found.authors for name in _names(one)]
        return _page(found.title, authors, found.publish_date, found.cleaned_text)

    return extract


def _names(stated: object) -> list[str]:
    """goose3 hands an author of JSON-LD on as it stands: a name, a list or an object."""
    if isinstance(stated, Mapping):
        return _names(stated.get("name"))
    if isinstance(stated, list):
        return [name for one in stated for name in _names(one)]
    return [stated] if isinstance(stated, str) else []


def readability() -> Extract:
    """readability-lxml for body and title, htmldate for the day; no authors."""
    from htmldate import find_date
    from lxml.html import fromstring
    from readability import Document

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        found = Document(html, url=given["url"])
        day = find_date(html, url=given["url"], original_date=True)
        return _page(found.short_title(), [], day, fromstring(found.summary(html_partial=True)).text_content())

    return extract


def fundus() -> Extract:
    """The parser of the page's publisher, in the version of the day it was saved."""
    from fundus import PublisherCollection

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        country = {"in": "ind", "is": "isl"}.get(given["country"], given["country"])
        parser = getattr(getattr(PublisherCollection, country), given["publisher"]).parser
        year, month, day = map(int, given["file"].removesuffix(".html.gz").split("_")[-3:])
        found = parser(date(year, month, day)).parse(html, "suppress")
        return _page(
            found.get("title"), found.get("authors"), found.get("publishing_date"), str(found.get("body") or "")
        )

    return extract


def boilerpy3() -> Extract:
    """`ArticleExtractor`; a body and nothing else."""
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor()
    return lambda html, given: _page(None, [], None, extractor.get_content(html))


def justext() -> Extract:
    """jusText with the stop words of the annotated language, English where there is none; a body and nothing else."""
    from justext import get_stoplist, get_stoplists
    from justext import justext as paragraphs

    names = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese"}
    names |= {"da": "Danish", "cs": "Czech", "no": "Norwegian_Bokmal", "nb": "Norwegian_Bokmal", "pl": "Polish"}
    names |= {"ru": "Russian", "uk": "Ukrainian", "sv": "Swedish", "tr": "Turkish", "id": "Indonesian", "ms": "Malay"}
    names |= {"is": "Icelandic", "lt": "Lithuanian", "vi": "Vietnamese", "he": "Hebrew", "lb": "Luxembourgish"}
    known = get_stoplists()

    def extract(html: str, given: Given) -> Mapping[str, Any]:
        name = names.get(*given.get("languages", ["en"])[:1], "English")
        found = paragraphs(html.encode(), get_stoplist(name if name in known else "English"))
        return _page(None, [], None, "\n".join(one.text for one in found if not one.is_boilerplate))

    return extract


TOOLS: Final[Mapping[str, tuple[Callable[[], Extract], Sequence[str]]]] = {
    "dateline": (dateline, ["dateline"]),
    "trafilatura": (trafilatura, ["trafilatura"]),
    "newspaper4k": (newspaper4k, ["newspaper4k"]),
    "news-please": (news_please, ["news-please"]),
    "goose3": (goose3, ["goose3"]),
    "readability": (readability, ["readability-lxml", "htmldate"]),
    "fundus": (fundus, ["fundus"]),
    "boilerpy3": (boilerpy3, ["boilerpy3"]),
    "justext": (justext, ["jusText"]),
}
"""Each tool with the distributions whose versions it is named by."""


def main() -> None:
    """Writes the predictions and prints the versions, failures and CPU milliseconds a page as JSON."""
    tool, gold, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    make, distributions = TOOLS[tool]
    extract = make()
    given = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    pages = [{**one, "path": str(gold.parent / one["file"])} for one in given]
    _guarded(extract, _html(pages[0]), pages[0])  # what is loaded at the first use is no part of a page's cost
    signal.signal(signal.SIGALRM, _too_slow)
    failures: list[str] = []
    seconds = 0.0
    with out.open("w", encoding="utf-8") as lines:
        for page in pages:
            html = _html(page)
            began = time.process_time()
            found = _guarded(extract, html, page)
            seconds += time.process_time() - began
            if isinstance(found, str):
                failures.append(f"{page['id']}: {found}")
            else:
                lines.write(json.dumps({"id": page["id"], **found}, ensure_ascii=False) + "\n")
    versions = {name: version(name) for name in distributions if name != "dateline"}
    print(json.dumps({"versions": versions, "ms": 1000 * seconds / len(pages), "failures": failures}))


def _html(page: Given) -> str:
    return gzip.decompress(Path(page["path"]).read_bytes()).decode()


def _guarded(extract: Extract, html: str, page: Given) -> Mapping[str, Any] | str:
    """What the tool found, or why it did not."""
    signal.alarm(PAGE_SECONDS)
    try:
        return extract(html, page)
    except Exception as error:  # noqa: BLE001 - whatever a tool raises, the next page is its too
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {PAGE_SECONDS} s")


def _page(
    headline: str | None, authors: Sequence[str] | None, published: object, body: str | None
) -> Mapping[str, Any]:
    stated = published.isoformat() if isinstance(published, date) else published and str(published)
    return {
        "headline": headline,
        "author": [one for one in authors or () if one],
        "date_published": stated,
        "body": body or "",
    }


if __name__ == "__main__":
    main()
