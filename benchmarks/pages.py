"""Predictions for a set of annotated pages, by the real pipeline: read, render, clean, extract, each page guarded.

    python -m benchmarks.pages GOLD.jsonl OUT.jsonl [--with-address] [--people]

GOLD.jsonl holds a JSON object a line with `id`, `file` (beside it; `.gz` is undone) and `url`. OUT.jsonl gets
{"id", "headline", "author", "date_published", "body"} a line; a page that was rejected gets nulls and its reason.
`author` is everyone the page credits (the column `credited`), because that is what annotations name: agencies and desks
too. With --people it is the column `author`, which holds people only.
A saved page has no address; with --with-address it is derived as if it had been captured from `url`.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from rich.progress import track

from schemas.articles import Article
from schemas.captures import Capture
from schemas.errors import RejectedRecord
from tasks.extract.article import Derived, derive
from tasks.guard import GuardLimits, guarded
from tasks.read.captures import ReadLimits, read_captures
from tasks.read.inputs import find_inputs

LIMITS: Final = GuardLimits(page_seconds=60, page_bytes=4_000_000_000, workers=2)


def main() -> None:
    """Reads the arguments and writes the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--with-address", action="store_true")
    parser.add_argument("--people", action="store_true")
    given = parser.parse_args()
    gold = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    captures = [_capture(given.gold.parent / one["file"], one["url"] if given.with_address else None) for one in gold]
    outcomes = track(guarded(derive, captures, LIMITS), total=len(captures), description="pages")
    with given.out.open("w", encoding="utf-8") as out:
        for one, outcome in zip(gold, outcomes, strict=True):
            out.write(
                json.dumps({"id": one["id"], **prediction(outcome.outcome, people=given.people)}, ensure_ascii=False)
                + "\n"
            )


def _capture(path: Path, url: str | None) -> Capture:
    (file,) = find_inputs([path], source="benchmark", base=path.parent).files
    (one,) = read_captures(file, received_at=datetime.now(UTC), limits=ReadLimits(50_000_000))
    if not isinstance(one, Capture):
        sys.exit(f"{path}: {one.reason}: {one.detail}")
    return one.model_copy(update={"target_uri": url, "final_url": url}) if url else one


def prediction(outcome: Derived | RejectedRecord, *, people: bool) -> Mapping[str, object]:
    """One line of the predictions, without its id."""
    if isinstance(outcome, RejectedRecord):
        return {"headline": None, "author": [], "date_published": None, "body": "", "reject": str(outcome)}
    article = outcome.article
    return {
        "headline": article.headline,
        "author": list(article.author if people else article.credited),
        "date_published": _stated(article),
        "body": article.article_body,
    }


def _stated(article: Article) -> str | None:
    """The date as the publisher wrote it, in its own zone."""
    if article.date_published is None:
        return None
    return article.date_published.astimezone(_zone(article.date_published_offset)).isoformat()


def _zone(offset: str | None) -> timezone:
    if offset is None:
        return UTC
    hours, minutes = offset[1:].split(":")
    return timezone((1 if offset[0] == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes)))


if __name__ == "__main__":
    main()
