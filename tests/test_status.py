"""How sources stand, from rows of the datasets."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from rows import article, reject, table
from test_earlier_runs import NOON, run

from schemas.row import Record
from schemas.runs import Run
from schemas.schedules import Schedule
from schemas.words import DatePrecision, RunStatus
from tasks.status import Lately, SourceStatus, Watched, days_until, days_without_care, last_alike, last_runs, statuses

HOURLY = Schedule(every=timedelta(hours=1))
GRACE = timedelta(minutes=15)
TODAY = NOON.date()


def ran(minutes_ago: float, *names: str, **changes: object) -> Run:
    """A run of some sources, so many minutes before noon."""
    parameters = json.dumps({"sources": names, "inputs": []})
    return run(f"run-{minutes_ago}", at=-60 * minutes_ago, **{"parameters": parameters, **changes})  # type: ignore[arg-type]


def status(
    *runs: Run, articles: tuple[Record, ...] = (), rejects: tuple[Record, ...] = (), schedule: Schedule | None = HOURLY
) -> SourceStatus:
    """How the source `example` stands at noon."""
    lately = Lately(table("runs", *runs), table("articles", *articles), table("rejects", *rejects))
    (one,) = statuses([Watched("example", schedule)], lately, NOON, GRACE)
    return one


def test_the_last_run_counts_only_if_it_read_the_source() -> None:
    one = status(ran(90, "example", "other"), ran(30, "other"), ran(20, "example", flow="backfill"))
    assert one.last_run == NOON - timedelta(minutes=90)
    assert one.last_status == "completed"
    assert one.next_run == NOON + timedelta(hours=1)


@pytest.mark.parametrize(("minutes", "is_stale"), [(30, False), (119, False), (121, True), (9_000, True)])
def test_a_source_is_stale_when_two_runs_and_the_grace_have_passed(minutes: float, is_stale: bool) -> None:
    assert status(ran(minutes, "example")).is_stale is is_stale


def test_a_source_that_only_fails_is_stale_and_says_why() -> None:
    failed = ran(5, "example", status=RunStatus.FAILED, error="the site is gone")
    one = status(ran(300, "example"), failed)
    assert one.is_stale
    assert (one.last_status, one.last_error) == ("failed", "the site is gone")
    assert one.last_completed == NOON - timedelta(minutes=300)


def test_a_source_that_never_ran_is_stale_unless_it_is_not_enabled() -> None:
    assert status().is_stale
    idle = status(schedule=None)
    assert not idle.is_stale
    assert idle.next_run is None


def test_runs_of_every_source_count_for_those_that_they_collected() -> None:
    row = ran(5, parameters=json.dumps({"sources": [], "collected": ["example"]}))
    assert set(last_runs(table("runs", row))) == {"example"}


def test_of_runs_that_are_called_alike_the_last_is_kept() -> None:
    runs = [ran(5, "a"), ran(90, "a"), ran(30, "a", "b"), ran(20, "b"), ran(40, "b")]
    kept = last_alike(table("runs", *runs)).column("run_id").to_pylist()
    assert kept == ["run-30", "run-20", "run-5"]


def test_a_run_of_several_sources_does_not_hide_a_later_one_of_each() -> None:
    found = last_runs(table("runs", ran(30, "a", "b"), ran(20, "b"), ran(90, "b"), ran(10, "c")))
    assert {name: one.started_at for name, one in found.items()} == {
        "a": NOON - timedelta(minutes=30),
        "b": NOON - timedelta(minutes=20),
        "c": NOON - timedelta(minutes=10),
    }


def test_articles_and_rejects_of_seven_days_are_counted_by_source() -> None:
    days = [TODAY, TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=7), TODAY + timedelta(days=1)]
    rows = tuple(article(number, day) for number, day in enumerate(days))
    other = article(9, TODAY).model_copy(update={"source": "other"})
    one = status(articles=(*rows, other), rejects=(reject(1, TODAY), reject(2, date(2024, 1, 1))))
    assert (one.articles_today, one.articles_week, one.rejects_week) == (2, 3, 1)


def test_the_newest_article_is_dated_by_its_capture_where_it_states_only_a_day() -> None:
    published, captured = NOON - timedelta(hours=3), NOON - timedelta(hours=1)
    shown = {"captured_at": captured, "date_published": published}
    timed = article(1, TODAY).model_copy(update={**shown, "date_published_precision": DatePrecision.MINUTE})
    assert status(articles=(timed,)).newest_article == published
    dated = article(1, TODAY).model_copy(update={**shown, "date_published_precision": DatePrecision.DAY})
    assert status(articles=(dated,)).newest_article == captured


def test_the_days_looked_at_are_those_of_utc() -> None:
    late = datetime.fromisoformat("2024-03-02T23:30:00-05:00")
    assert days_until(late)[0] == date(2024, 3, 3)
    assert days_until(late)[-1] == date(2024, 2, 26)
    assert days_until(late.astimezone(UTC)) == days_until(late)


@pytest.mark.parametrize(
    ("cared_for", "days"), [([], 40), ([("completed", 15.5)], 15), ([("failed", 1)], 40), ([("completed", 13)], None)]
)
def test_days_without_maintenance_count_where_they_are_many(
    cared_for: Sequence[tuple[str, float]], days: int | None
) -> None:
    kept = [
        run(f"care-{ago}", "maintenance", at=-86_400 * ago, status=RunStatus(status), error=None)
        for status, ago in cared_for
    ]
    rows = table("runs", run("first", at=-86_400 * 40), *kept, run("last", at=-60))
    assert days_without_care(rows, NOON) == days


def test_a_root_without_runs_is_not_told_to_be_maintained() -> None:
    assert days_without_care(table("runs"), NOON) is None
