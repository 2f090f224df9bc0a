"""One article of a source, fetched and derived to be looked at. Nothing is written."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rich.console import Console

from flows.facts_level import facts_level
from flows.places import Window, places_of
from flows.settings import Settings
from flows.source_policies import policy_of, wanted_of
from flows.stages import guard_limits
from flows.trace import Row, Trace, show_trace
from schemas.arrow import to_table
from schemas.candidates import Candidate
from schemas.captures import Capture
from schemas.datasets import DATASETS
from schemas.errors import RejectedRecord
from schemas.rejects import Reject
from schemas.row import Record
from schemas.sources import Source
from schemas.words import OriginKind
from tasks.candidates import nothing_said
from tasks.collect.origins import Reading, find_candidates
from tasks.collect.pages import fetch_pages
from tasks.derive import derive_at
from tasks.due import Due
from tasks.extract.article import Derived
from tasks.fetch import Fetcher, FetchRequest, Politeness
from tasks.guard import guarded
from tasks.rejects import reject_of_capture
from tasks.stamp import Stamp

BYTES_ENOUGH: Final = 1
TRIED: Final = 3
"""Pages that are asked for, one after another, until one comes."""


@dataclass(frozen=True)
class Trial:
    """What trying a source came to."""

    candidates: int
    capture: Capture | None
    derived: Derived | None
    rejects: Sequence[Reject]


def try_source(source: Source, url: str | None, settings: Settings) -> Trial:
    """One article: that at `url`, or the newest the source names that can be had.

    Raises:
        ConfigError: the source needs what is not there.
    """
    now = datetime.now(UTC)
    policy, stamp = policy_of(source, settings, os.environ), Stamp("trial", now)
    limits = guard_limits(settings)
    reading = Reading(limits, settings.fetching.origins)

    async def fetch() -> tuple[int, Sequence[Capture], list[Reject]]:
        async with Fetcher(Politeness(), lambda: datetime.now(UTC)) as fetcher:
            wanted = wanted_of(source, now)
            places = list(places_of(source, Window(), now)) if url is None else []
            found = await find_candidates(places, wanted, fetcher, policy, reading, stamp)
            candidates = sorted(found.candidates, key=_newest_last)[-TRIED:] if url is None else [_named(url)]
            due = [Due(FetchRequest(one.url), one) for one in reversed(candidates)]
            came = await fetch_pages(due, fetcher, policy, stamp, BYTES_ENOUGH)
            return len(found.candidates), came.captures, [*found.rejects, *came.rejects]

    number, captures, rejects = asyncio.run(fetch())
    if not captures:
        return Trial(number, None, None, rejects)
    (one,) = guarded(derive_at(facts_level(settings)), captures[:1], limits)
    if isinstance(one.outcome, RejectedRecord):
        return Trial(number, one.page, None, [*rejects, reject_of_capture(one.page, one.outcome, stamp.run_id, now)])
    return Trial(number, one.page, one.outcome, rejects)


def show_trial(trial: Trial, console: Console) -> None:
    """Prints what would be stored, or why nothing would."""
    console.print(f"{trial.candidates:,} candidates found\n", highlight=False)
    rejects = _rows("rejects", trial.rejects)
    if trial.capture is None:
        for reject in rejects:
            show_trace(Trace(None, (), (), (reject,), {}, ()), console)
        return
    (capture,) = _rows("captures", [trial.capture])
    articles = _rows("articles", [trial.derived.article] if trial.derived else [])
    children = {name: len(rows) for name, rows in trial.derived.children.items()} if trial.derived else {}
    seen = {name: value for name, value in capture.items() if name not in ("payload", "headers")}
    show_trace(Trace(seen, (), articles, rejects, children, ()), console)


def _rows(dataset: str, rows: Sequence[Record]) -> list[Row]:
    return list(to_table(DATASETS[dataset], rows).to_pylist())


def _newest_last(candidate: Candidate) -> datetime:
    return candidate.date_published or candidate.date_modified or datetime.min.replace(tzinfo=UTC)


def _named(url: str) -> Candidate:
    return nothing_said(url, url, OriginKind.LIST)
