"""Everything a report says, read from a root: only the columns that are counted, some days at a time.

In: a root, the sources, settings, an instant. Out: `Figures`, small whatever the number of articles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa

from flows.settings import Settings
from flows.source_health import healths_of
from flows.status import status_of
from schemas.health import Health
from schemas.sources import Source
from tasks.report import articles, pages, rejects, revisions, runs
from tasks.report.articles import Tally, tallies
from tasks.report.days import Window, window_of, window_until
from tasks.report.names import RANKINGS, Named, named
from tasks.report.pages import SlowPage, slow_pages, slowest_of
from tasks.report.rejects import Rejections, rejections
from tasks.report.revisions import Change, Revised, revised
from tasks.report.runs import Ran, runs_of
from tasks.status import RUNS, SourceStatus, days_without_care
from tasks.store import Root, Snapshot

_DAYS_AT_ONCE: Final = 7
"""Partitions read together."""


@dataclass(frozen=True)
class Origin:
    """Where an article came from."""

    source: str
    url: str | None


@dataclass(frozen=True)
class Figures:
    """What a report says."""

    location: str
    version: int
    now: datetime
    window: Window
    """The days of publication that articles are counted for."""
    recent: Window
    """The days that runs and rejects are counted for."""
    articles: int
    """All articles of the root."""
    tallies: Sequence[Tally]
    statuses: Sequence[SourceStatus]
    healths: Sequence[Health]
    rejections: Rejections
    revised: Revised
    origins: Mapping[str, Origin]
    """Where the articles of the largest revisions came from."""
    without_care: int | None
    """Days without maintenance, if they are many."""
    runs: Sequence[Ran]
    slow_pages: Sequence[SlowPage]
    names: Sequence[Named]


def figures_of(root: Root, sources: Sequence[Source], settings: Settings, now: datetime, days: int) -> Figures:
    """Everything a report says of so many days.

    Raises:
        StoreError: the root cannot be read.
    """
    snapshot = root.snapshot()
    window, recent = window_of(now, days, snapshot.partitions("articles")), window_until(now, days)
    changed = revised(_pieces(snapshot, "revisions", revisions.COLUMNS, window))
    run_days = recent.among(snapshot.partitions("runs"))
    return Figures(
        location=root.location,
        version=snapshot.version,
        now=now,
        window=window,
        recent=recent,
        articles=snapshot.rows("articles"),
        tallies=[one for rows in _pieces(snapshot, "articles", articles.COLUMNS, window) for one in tallies(rows)],
        statuses=status_of(snapshot, sources, settings.schedules, now),
        healths=healths_of(root, [one for one in sources if one.enabled], now),
        rejections=rejections(_pieces(snapshot, "rejects", rejects.COLUMNS, recent)),
        revised=changed,
        origins=_origins(snapshot, changed.largest),
        without_care=days_without_care(snapshot.read("runs", RUNS), now),
        runs=runs_of(snapshot.read("runs", runs.COLUMNS, run_days)),
        slow_pages=_slow_pages(snapshot, run_days),
        names=_names(snapshot, window),
    )


def _slow_pages(snapshot: Snapshot, run_days: Sequence[str]) -> Sequence[SlowPage]:
    slowest = slowest_of(snapshot.read("runs", pages.RUNS, run_days))
    days = {str(one.captured_date) for one in slowest}
    return slow_pages(slowest, snapshot.read("captures", pages.CAPTURES, days))


def _names(snapshot: Snapshot, window: Window) -> Sequence[Named]:
    found = [named(one, _pieces(snapshot, one.dataset, one.columns, window)) for one in RANKINGS]
    return [one for one in found if one.articles]


def _pieces(snapshot: Snapshot, dataset: str, columns: Sequence[str], window: Window) -> Iterator[pa.Table]:
    there = window.among(snapshot.partitions(dataset))
    for start in range(0, len(there), _DAYS_AT_ONCE):
        yield snapshot.read(dataset, columns, there[start : start + _DAYS_AT_ONCE])


def _origins(snapshot: Snapshot, changes: Sequence[Change]) -> Mapping[str, Origin]:
    wanted = {one.article_id for one in changes}
    days = {str(one.published) for one in changes}
    rows = snapshot.read("articles", ["article_id", "source", "url"], days).to_pylist() if wanted else []
    return {row["article_id"]: Origin(row["source"], row["url"]) for row in rows if row["article_id"] in wanted}
