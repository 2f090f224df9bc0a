"""How each source stands: its last and next run, what came of it lately, and whether it is stale.

In: the sources with their schedules, rows of the datasets, an instant. Out: a record a source. Nothing is read here.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.row import Instant, Record
from schemas.schedules import Schedule
from schemas.words import DatePrecision, RunStatus
from tasks.schedules import next_run, stale_at

INGEST: Final = "ingest"
"""The flow whose runs a schedule starts."""

MAINTENANCE: Final = "maintenance"
"""The flow that takes care of the datasets."""

_LONGEST_WITHOUT_CARE: Final = timedelta(days=14)

RUNS: Final = ("flow", "status", "error", "started_at", "parameters")
ARTICLES: Final = ("source", "date_published", "date_published_precision", "captured_at", "published_date")
REJECTS: Final = ("source", "run_date")
"""The columns that are looked at, of each dataset."""

DAYS: Final = 7

_COMPLETED: Final = RunStatus.COMPLETED.value

_Row = Mapping[str, object]


@dataclass(frozen=True)
class Watched:
    """A source that is looked at; without a schedule it is never stale."""

    name: str
    schedule: Schedule | None


@dataclass(frozen=True)
class Lately:
    """Rows of the datasets: all runs, and the articles and rejects of the days of `days_until`."""

    runs: pa.Table
    articles: pa.Table
    rejects: pa.Table


@dataclass(frozen=True)
class LastRun:
    """The last run that read a source."""

    started_at: datetime
    status: str
    error: str | None


class SourceStatus(Record):
    """How one source stands."""

    source: str
    schedule: str | None
    last_run: Instant | None
    last_status: str | None
    last_error: str | None
    last_completed: Instant | None
    next_run: Instant | None
    articles_today: int
    articles_week: int
    newest_article: Instant | None
    rejects_week: int
    is_stale: bool


def days_until(now: datetime) -> tuple[date, ...]:
    """The days that are looked at: today and those before, by UTC."""
    today = now.astimezone(UTC).date()
    return tuple(today - timedelta(days=back) for back in range(DAYS))


def last_runs(runs: pa.Table, *, completed: bool = False) -> Mapping[str, LastRun]:
    """The last run that read each source, by the source's name; the last completed one, if asked."""
    wanted = pc.equal(runs.column("flow"), INGEST)
    if completed:
        wanted = pc.and_(wanted, pc.equal(runs.column("status"), _COMPLETED))
    found: dict[str, LastRun] = {}
    for row in _rows(last_alike(runs.filter(wanted))):
        found.update(dict.fromkeys(_sources(row), _last_run(row)))
    return found


def days_without_care(runs: pa.Table, now: datetime) -> int | None:
    """Days since maintenance last completed, or since the first run if it never did; None if that is not long ago."""
    done = pc.and_(pc.equal(runs.column("flow"), MAINTENANCE), pc.equal(runs.column("status"), _COMPLETED))
    cared_for = runs.filter(done).column("started_at")
    since = (pc.max(cared_for) if len(cared_for) else pc.min(runs.column("started_at"))).as_py()
    return (now - since).days if since and now - since > _LONGEST_WITHOUT_CARE else None


def last_alike(runs: pa.Table) -> pa.Table:
    """Of runs called with the same parameters the last, by time: of a year's runs of a source, one."""
    ordered = runs.sort_by("started_at")
    place = pa.array(range(ordered.num_rows), pa.int64())
    last = ordered.append_column("place", place).group_by("parameters").aggregate([("place", "max")])
    return ordered.take(last.column("place_max").combine_chunks().sort())


def statuses(sources: Iterable[Watched], lately: Lately, now: datetime, grace: timedelta) -> list[SourceStatus]:
    """How each source stands at an instant; a run may take as long as the grace."""
    runs, completed = last_runs(lately.runs), last_runs(lately.runs, completed=True)
    articles, rejects = _by_source(lately.articles), _by_source(lately.rejects)
    return [
        SourceStatus.model_validate(
            {
                **_of_runs(source, runs.get(source.name), completed.get(source.name), now, grace),
                **_of_rows(articles.get(source.name, ()), rejects.get(source.name, ()), now),
            }
        )
        for source in sources
    ]


def _of_runs(source: Watched, last: LastRun | None, completed: LastRun | None, now: datetime, grace: timedelta) -> _Row:
    schedule = source.schedule
    done = completed.started_at if completed else None
    return {
        "source": source.name,
        "schedule": schedule.words() if schedule else None,
        "last_run": last.started_at if last else None,
        "last_status": last.status if last else None,
        "last_error": last.error if last else None,
        "last_completed": done,
        "next_run": next_run(schedule, now) if schedule else None,
        "is_stale": schedule is not None and (done is None or stale_at(schedule, done, grace) < now),
    }


def _of_rows(articles: Sequence[_Row], rejects: Sequence[_Row], now: datetime) -> _Row:
    days = days_until(now)
    week = [row for row in articles if row["published_date"] in days]
    return {
        "articles_today": sum(row["published_date"] == days[0] for row in week),
        "articles_week": len(week),
        "newest_article": max(map(_published, week), default=None),
        "rejects_week": sum(row["run_date"] in days for row in rejects),
    }


def _published(row: _Row) -> datetime:
    """When an article was published; when it was captured, where no time of day is stated."""
    is_exact = row["date_published_precision"] not in (None, DatePrecision.DAY)
    instant = row["date_published"] if is_exact else row["captured_at"]
    assert isinstance(instant, datetime)  # a capture has a time, and so has what has a precision
    return instant


def _sources(row: _Row) -> Iterator[str]:
    stated = json.loads(str(row["parameters"]))
    yield from stated.get("sources", ())
    yield from stated.get("collected", ())


def _last_run(row: _Row) -> LastRun:
    started, error = row["started_at"], row["error"]
    assert isinstance(started, datetime)
    return LastRun(started, str(row["status"]), None if error is None else str(error))


def _by_source(rows: pa.Table) -> Mapping[str, Sequence[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in _rows(rows):
        found.setdefault(str(row["source"]), []).append(row)
    return found


def _rows(rows: pa.Table) -> Iterator[_Row]:
    yield from rows.to_pylist()
