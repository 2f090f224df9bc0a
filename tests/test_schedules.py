"""Schedules: how they are written, what is wrong with one, and when their runs are, clock changes included."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path

import pytest
from prefect.server.schemas.schedules import CronSchedule, IntervalSchedule
from pydantic import ValidationError

from flows.settings import load_settings, load_sources
from schemas.errors import ConfigError
from schemas.schedules import Schedule, interval_words
from tasks.schedules import ANCHOR, is_due, next_run, runs_after, stale_at

BERLIN = "Europe/Berlin"
NOON = datetime(2024, 3, 16, 12, 0, tzinfo=UTC)


def written(text: str) -> timedelta:
    length = Schedule.model_validate({"every": text}).every
    assert length is not None
    return length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("45s", timedelta(seconds=45)),
        ("90m", timedelta(minutes=90)),
        ("1h30m", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
    ],
)
def test_an_interval_is_written_as_numbers_and_units(text: str, length: timedelta) -> None:
    assert written(text) == length


@pytest.mark.parametrize("text", ["45s", "1h30m", "2d", "1d1s"])
def test_an_interval_is_shown_as_it_is_written(text: str) -> None:
    assert interval_words(written(text)) == text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "exactly one"),
        ({"cron": "0 6 * * *", "every": "1h"}, "exactly one"),
        ({"every": "often"}, "1h30m"),
        ({"every": ""}, "1h30m"),
        ({"every": 30}, "1h30m"),
        ({"every": "0s"}, "between 1s and 366d"),
        ({"every": "9999d"}, "between 1s and 366d"),
        ({"every": "1h", "timezone": BERLIN}, "remove it"),
        ({"cron": "0 6 * *"}, "five fields"),
        ({"cron": "@daily"}, "five fields"),
        ({"cron": "0 0 6 * * *"}, "five fields"),
        ({"cron": "61 6 * * *"}, "no cron line"),
        ({"cron": "0 6 30 2 *"}, "no cron line"),
        ({"cron": "0 6 * * *", "timezone": "Berlin"}, "Europe/Berlin"),
        ({"cron": "0 6 * * *", "timezone": "../etc"}, "Europe/Berlin"),
        ({"cron": "0 6 * * *", "timezone": ""}, "Europe/Berlin"),
        ({"cron": "0 6 * * *", "zone": BERLIN}, "Extra inputs"),
    ],
)
def test_a_wrong_schedule_is_told_how_to_mend_it(values: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Schedule.model_validate(values)


def test_a_wrong_schedule_of_a_source_is_named_by_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "pier.toml").write_text("title = 'Pier'\npaths = ['.']\n[schedule]\ncron = 'daily'\n")
    with pytest.raises(ConfigError) as raised:
        load_sources(tmp_path)
    assert "pier.toml" in str(raised.value)
    assert "schedule.cron" in str(raised.value)
    assert "mon-fri" in str(raised.value)


def test_a_source_without_a_schedule_has_the_one_of_the_settings() -> None:
    folder = Path("config")
    settings, sources = load_settings(folder), load_sources(folder)
    bare = sources["samples"].model_copy(update={"schedule": None})
    assert settings.schedules.schedule_of(bare) == Schedule(every=timedelta(hours=1))
    assert settings.schedules.schedule_of(sources["bbc-world"]) == Schedule(every=timedelta(minutes=30))


def test_intervals_are_counted_from_a_fixed_instant() -> None:
    schedule = Schedule(every=timedelta(minutes=30))
    assert next_run(schedule, NOON) == NOON + timedelta(minutes=30)
    assert next_run(schedule, NOON + timedelta(seconds=1)) == NOON + timedelta(minutes=30)
    assert next_run(Schedule(every=timedelta(days=7)), ANCHOR) == ANCHOR + timedelta(days=7)


@pytest.mark.parametrize("day", ["2024-03-29", "2024-10-25"])
def test_a_cron_line_keeps_its_hour_when_the_clocks_are_changed(day: str) -> None:
    schedule = Schedule(cron="30 6 * * *", timezone=BERLIN)
    runs = list(islice(runs_after(schedule, datetime.fromisoformat(f"{day}T12:00Z")), 4))
    lengths = {later - run for run, later in pairwise(runs)}
    assert len(lengths) == 2  # one day is an hour shorter or longer
    assert all(run.utcoffset() == timedelta(0) for run in runs)


def test_a_run_in_the_hour_that_is_left_out_is_not_lost() -> None:
    schedule = Schedule(cron="30 2 * * *", timezone=BERLIN)
    runs = islice(runs_after(schedule, datetime(2024, 3, 30, 12, tzinfo=UTC)), 2)
    assert [run.date().isoformat() for run in runs] == ["2024-03-31", "2024-04-01"]


@pytest.mark.parametrize("day", ["2024-03-30", "2024-10-26"])
def test_a_daily_run_comes_once_on_the_day_of_a_change_whoever_reckons_it(day: str) -> None:
    start = datetime.fromisoformat(f"{day}T12:00Z")
    ours = list(islice(runs_after(Schedule(cron="30 2 * * *", timezone=BERLIN), start), 2))
    theirs = asyncio.run(CronSchedule(cron="30 2 * * *", timezone=BERLIN).get_dates(n=2, start=start))
    days = [start.date() + timedelta(days=1), start.date() + timedelta(days=2)]
    assert [run.date() for run in ours] == days
    assert [run.astimezone(UTC).date() for run in theirs] == days
    assert all(abs(one - other) <= timedelta(hours=1) for one, other in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("day", ["2024-03-29", "2024-10-25"])
@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(cron="30 6 * * mon-sat", timezone=BERLIN),
        Schedule(cron="*/20 5-7 1,31 * *", timezone="America/New_York"),
        Schedule(every=timedelta(hours=5)),
        Schedule(every=timedelta(days=2)),
    ],
)
def test_prefect_comes_to_the_same_runs(schedule: Schedule, day: str) -> None:
    start = datetime.fromisoformat(f"{day}T12:00:01Z")
    if schedule.cron is not None:
        theirs = asyncio.run(CronSchedule(cron=schedule.cron, timezone=schedule.timezone).get_dates(n=6, start=start))
    else:
        of_prefect = IntervalSchedule.model_validate({"interval": schedule.every, "anchor_date": ANCHOR})
        theirs = asyncio.run(of_prefect.get_dates(n=6, start=start))
    assert list(theirs) == list(islice(runs_after(schedule, start), 6))


def test_a_source_is_due_once_a_run_of_its_schedule_was_missed() -> None:
    schedule = Schedule(every=timedelta(hours=1))
    assert is_due(schedule, None, NOON)
    assert not is_due(schedule, NOON - timedelta(minutes=30), NOON - timedelta(minutes=1))
    assert is_due(schedule, NOON - timedelta(minutes=30), NOON)


def test_a_source_is_stale_after_two_runs_missed_and_some_grace() -> None:
    grace = timedelta(minutes=10)
    assert stale_at(Schedule(every=timedelta(hours=1)), NOON, grace) == NOON + timedelta(hours=2, minutes=10)
    daily = Schedule(cron="0 6 * * mon-fri", timezone="UTC")
    friday = datetime(2024, 3, 15, 6, 1, tzinfo=UTC)
    assert stale_at(daily, friday, grace) == datetime(2024, 3, 19, 6, 10, tzinfo=UTC)
