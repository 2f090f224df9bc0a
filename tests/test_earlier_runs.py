"""What the rows of earlier runs tell a backfill."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from rows import table

from schemas.orders import By, Choice, Order
from schemas.runs import Run, StageCount, StageDuration
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RunStatus, Stage
from tasks.earlier_runs import NOTHING_BEGUN, Begun, Pace, begun, day_parameters, pace_of

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
DAY = date(2024, 3, 1)
ALL = Order(Choice.ALL, By.CAPTURED, None, None, ("b", "a"))


def run(name: str, flow: str = "ingest", *, at: float = 0, took: float = 10, **changes: object) -> Run:
    """A completed run that began some seconds after noon."""
    began = NOON + timedelta(seconds=at)
    fields: dict[str, object] = {
        "run_id": name,
        "parent_run_id": None,
        "flow": flow,
        "status": RunStatus.COMPLETED,
        "error": None,
        "started_at": began,
        "finished_at": began + timedelta(seconds=took),
        "parameters": "{}",
        "code_version": "1",
        "extractor_version": EXTRACTOR_VERSION,
        "schema_version": 1,
        "counts": (),
        "durations": (),
        "slowest_pages": (),
        "libraries": (),
        "run_date": began.date(),
    }
    return Run.model_validate(fields | changes)


def whole(at: float, order: Order = ALL, **changes: object) -> Run:
    return run(f"whole-{at}", "backfill", at=at, **{"parameters": json.dumps(order.arguments()), **changes})  # type: ignore[arg-type]


def day(number: int, since: float, order: Order = ALL, **changes: object) -> Run:
    """The run of a day of a backfill that was begun some seconds after noon."""
    parameters = day_parameters(order, DAY + timedelta(days=number), NOON + timedelta(seconds=since))
    name = f"day-{number}-{since}-{order.choice}-{len(changes)}"
    return run(name, "backfill-day", at=since + number, **{"parameters": json.dumps(parameters), **changes})  # type: ignore[arg-type]


def derived(captures: int, seconds: float) -> dict[str, object]:
    return {
        "counts": (
            StageCount(stage=Stage.EXTRACT, name="articles", count=captures - 1),
            StageCount(stage=Stage.EXTRACT, name="rejects", count=1),
            StageCount(stage=Stage.EXTRACT, name="rejects_empty", count=1),
        ),
        "durations": (StageDuration(stage=Stage.EXTRACT, seconds=seconds),),
    }


def done(*runs: Run, order: Order = ALL) -> Begun:
    return begun(table("runs", *runs), order)


def test_the_days_of_an_interrupted_backfill_are_done() -> None:
    assert done(day(0, 5), day(1, 5)) == Begun(NOON + timedelta(seconds=5), frozenset({DAY, DAY + timedelta(days=1)}))


def test_sources_are_the_same_in_whatever_order_they_are_given() -> None:
    assert done(day(0, 5), order=Order(Choice.ALL, By.CAPTURED, None, None, ("a", "b", "a"))).done == {DAY}


def test_a_backfill_that_was_finished_is_done_anew() -> None:
    assert done(day(0, 5), day(1, 5), whole(5)) == NOTHING_BEGUN
    assert done(day(0, 5), day(1, 5), whole(5), day(1, 60)).done == {DAY + timedelta(days=1)}


def test_a_backfill_of_which_days_failed_was_not_finished() -> None:
    assert done(day(0, 5), whole(5, status=RunStatus.FAILED, error="1 of 2 days failed")).done == {DAY}


def test_a_restarted_backfill_counts_only_what_was_done_since() -> None:
    assert done(day(0, 5), day(1, 90)).done == {DAY + timedelta(days=1)}


@pytest.mark.parametrize("changes", [{"status": RunStatus.FAILED, "error": "x"}, {"extractor_version": "0.9.0"}])
def test_days_that_failed_or_were_done_by_other_rules_are_not_done(changes: dict[str, object]) -> None:
    assert done(day(0, 5, **changes)) == NOTHING_BEGUN


@pytest.mark.parametrize(
    "other",
    [
        Order(Choice.FAILED, By.CAPTURED, None, None, ("a", "b")),
        Order(Choice.ALL, By.PUBLISHED, None, None, ("a", "b")),
        Order(Choice.ALL, By.CAPTURED, DAY, None, ("a", "b")),
        Order(Choice.ALL, By.CAPTURED, None, DAY, ("a", "b")),
        Order(Choice.ALL, By.CAPTURED, None, None, ("a",)),
    ],
)
def test_the_days_of_another_order_are_not_done(other: Order) -> None:
    assert done(day(0, 5, other)) == NOTHING_BEGUN


def test_no_run_tells_no_time() -> None:
    assert pace_of(table("runs")) is None
    assert pace_of(table("runs", run("nothing derived"))) is None


def test_the_time_of_a_capture_is_that_of_the_last_runs() -> None:
    rows = table("runs", run("a", **derived(10, 4)), run("b", **derived(30, 8)))  # type: ignore[arg-type]
    assert pace_of(rows) == Pace(capture=0.3, day=0.0)


def test_batches_side_by_side_took_no_longer_than_their_run() -> None:
    rows = table("runs", run("a", took=6, **derived(10, 12)))  # type: ignore[arg-type]
    assert pace_of(rows) == Pace(capture=0.6, day=0.0)


def test_a_day_takes_what_backfills_took_besides_deriving() -> None:
    days = [day(number, 0, parent_run_id="whole-0", **derived(10, 4)) for number in range(2)]
    rows = table("runs", *days, whole(0, took=14, **derived(20, 8)))
    assert pace_of(rows) == Pace(capture=0.4, day=3.0)
    assert Pace(0.5, 3.0).seconds(captures=10, days=2) == 11.0
