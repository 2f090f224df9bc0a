"""CPU time that the facts of a text take: each finder, the rows and their checks, and the whole way of a page.

    python -m benchmarks.facts [FOLDER] [--rounds N] [--language en]

FOLDER holds pages or texts; the bundled samples, if none is named. Each step works on all articles, the steps turn
about; the median of the rounds counts. Words are those of the bodies. With a language, articles in others are left out.
Where a language model is installed (`make enrich`), the enriched level is measured too, its loading left out.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.words import FactsLevel
from tasks.check import check_article
from tasks.derive import derive_checked, derive_enriched, with_facts
from tasks.extract.article import Derived, derive
from tasks.facts.enriched.model import installed, load
from tasks.facts.find import story_day
from tasks.facts.mentions.products import find_products
from tasks.facts.quantities.scan import find_quantities
from tasks.facts.quotations.scan import find_quotations
from tasks.facts.times.scan import find_times
from tasks.read.captures import ReadLimits, read_captures
from tasks.read.inputs import find_inputs

SAMPLES: Final = Path(__file__).parents[1] / "config" / "samples"
_LIMITS: Final = ReadLimits(50_000_000)

Step = Callable[["Page"], object]


@dataclass(frozen=True)
class Page:
    """A page and what it says before facts are looked for."""

    capture: Capture
    derived: Derived


def main() -> None:
    """Reads the arguments and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--language")
    given = parser.parse_args()
    pages = [one for one in _pages(given.folder) if _is_in(one, given.language)]
    if not pages:
        sys.exit(f"{given.folder}: no articles there")
    for language in installed():
        load(language)
    seconds = _measured(pages, STEPS | ENRICHED if installed() else STEPS, given.rounds)
    words = sum(one.derived.article.word_count for one in pages)
    rows = [
        f"| {name} | {words / took:,.0f} | {len(pages) / took:,.0f} | {1000 * took / len(pages):.2f} |\n"
        for name, took in seconds.items()
    ]
    names = "| step | words per CPU second | articles per CPU second | CPU ms an article |"
    sys.stdout.write(f"{len(pages)} articles, {words:,} words, {given.rounds} rounds\n\n")
    sys.stdout.write(f"{names}\n| --- | ---: | ---: | ---: |\n{''.join(rows)}")


def _pages(folder: Path) -> Iterator[Page]:
    for file in find_inputs([folder], source="benchmark", base=folder).files:
        for one in read_captures(file, received_at=datetime.now(UTC), limits=_LIMITS):
            try:
                if isinstance(one, Capture):
                    yield Page(one, derive(one))
            except RejectedRecord:
                continue


def _is_in(page: Page, language: str | None) -> bool:
    return language is None or (page.derived.article.in_language or "en").split("-")[0].lower() == language


def _measured(pages: Sequence[Page], steps: Mapping[str, Step], rounds: int) -> Mapping[str, float]:
    """Seconds of each step over all pages: the median of some rounds."""
    took: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            began = time.process_time()
            for page in pages:
                step(page)
            took[name].append(time.process_time() - began)
    return {name: max(statistics.median(all), 1e-9) for name, all in took.items()}


def _by_body(find: Callable[[str, str | None], object]) -> Step:
    return lambda page: find(page.derived.article.article_body, page.derived.article.in_language)


def _times(page: Page) -> object:
    article = page.derived.article
    return find_times(article.article_body, article.in_language, story_day(article)[0])


def _facts(page: Page, level: FactsLevel = FactsLevel.DEFAULT) -> None:
    derived = with_facts(page.derived, level)
    check_article(derived.article, derived.children)


STEPS: Final[dict[str, Step]] = {
    "time expressions": _times,
    "quotations": _by_body(find_quotations),
    "quantities": _by_body(find_quantities),
    "products": _by_body(find_products),
    "all facts, with rows and checks": _facts,
    "page to article, no facts": lambda page: derive(page.capture),
    "page to article with facts": lambda page: derive_checked(page.capture),
}
ENRICHED: Final[dict[str, Step]] = {
    "all facts, enriched": lambda page: _facts(page, FactsLevel.ENRICHED),
    "page to article with facts, enriched": lambda page: derive_enriched(page.capture),
}

if __name__ == "__main__":
    main()
