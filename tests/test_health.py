"""What is said of a source by its expectations and its own past, and what is left unsaid."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from rows import article, reject, revision, table

from schemas.articles import Article
from schemas.health import Health, Symptom
from schemas.sources import Expect
from tasks.health import columns_of, health_of
from tasks.source_pasts import Past, pasts_of
from tasks.store import Changes, Root

NOW = datetime(2024, 6, 12, 9, tzinfo=UTC)  # a Wednesday
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOTHING = Expect()


def past(
    days: Mapping[int, int], *, at: Iterable[int] = (6, 12, 18), filled: Mapping[str, Mapping[int, int]] | None = None
) -> Past:
    """So many new articles on each day so many days ago; every column is filled in all of them unless told."""
    counts = {NOW.date() - ago * DAY: number for ago, number in days.items() if number}
    midnights = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in sorted(counts)]
    hours = [one for midnight in midnights for hour in at if (one := midnight + hour * HOUR) <= NOW]
    stated = {name: {NOW.date() - ago * DAY: n for ago, n in some.items()} for name, some in (filled or {}).items()}
    return Past(counts, hours, max(hours, default=None), {**dict.fromkeys(Article.model_fields, counts), **stated})


def steady(number: int, first: int = 60, last: int = 0) -> dict[int, int]:
    return dict.fromkeys(range(last, first + 1), number)


def words(of: Past, expect: Expect = NOTHING, now: datetime = NOW) -> list[Symptom]:
    return [one.symptom for one in health_of("harbour", of, expect, now).complaints]


def test_nothing_is_said_of_a_source_that_goes_on_as_ever() -> None:
    assert words(past(steady(10)), Expect(min_articles_per_day=9, min_fill={"author": 1.0})) == []


def test_a_source_that_went_silent_is_seen_the_next_day() -> None:
    assert words(past(steady(10, last=1))) == []
    assert words(past(steady(10, last=2))) == [Symptom.SILENT]


def test_a_source_with_an_article_every_few_hours_is_silent_after_a_day() -> None:
    hourly = past(steady(24, last=1), at=range(0, 9))
    assert words(hourly, now=NOW.replace(hour=8)) == []
    of_all_hours = past(steady(24, last=2), at=range(0, 24))
    assert words(of_all_hours, now=NOW - DAY + 14 * HOUR) == []
    assert words(of_all_hours, now=NOW - DAY + 15 * HOUR) == [Symptom.SILENT]


def test_a_source_that_keeps_its_weekends_is_not_silent_on_them() -> None:
    of_weekdays = {ago: 10 for ago in range(61) if (NOW.date() - ago * DAY).weekday() < 5}
    until_friday = {ago: number for ago, number in of_weekdays.items() if ago >= 5}
    assert words(past(until_friday), now=NOW - 2 * DAY) == []
    assert Symptom.SILENT in words(past(until_friday), now=NOW + 5 * DAY)


def test_one_outage_does_not_make_a_habit() -> None:
    outage = {ago: number for ago, number in steady(10, last=3).items() if ago not in range(12, 18)}
    assert words(past(outage)) == [Symptom.SILENT]


@pytest.mark.parametrize("days", [{}, {0: 50}, {1: 3}, steady(10, first=13, last=5), {20: 1, 40: 1, 60: 1}])
def test_too_little_past_says_nothing(days: dict[int, int]) -> None:
    assert words(past(days, filled={"author": {}})) == []


def test_fewer_articles_than_the_minimum_fail() -> None:
    found = health_of("harbour", past(steady(4)), Expect(min_articles_per_day=4.5), NOW)
    assert [(one.symptom, one.detail) for one in found.complaints] == [
        (Symptom.TOO_FEW, "4.0 a day, expected at least 4.5")
    ]
    assert found.fails


def test_a_minimum_counts_whole_days_since_the_first_article() -> None:
    expect = Expect(min_articles_per_day=5)
    assert words(past({0: 1}), expect) == []
    assert words(past({1: 1, 0: 1}), expect) == []
    assert words(past({2: 90, 1: 1}), expect) == [Symptom.TOO_FEW]
    assert words(past({2: 90, 1: 5}), expect) == []


def test_a_source_that_never_brought_what_is_expected_fails_with_the_reason_it_was_refused_for() -> None:
    refused = Past({}, (), None, {}, {"http_status": 4, "timed_out": 1})
    (one,) = health_of("harbour", refused, Expect(min_articles_per_day=1), NOW).complaints
    assert one.detail == "none in 91 days, expected at least 1; 5 rejects in seven days, mostly http_status"


def test_a_column_filled_less_than_its_minimum_fails() -> None:
    half = past(steady(10), filled={"date_published": steady(5)})
    assert words(half, Expect(min_fill={"date_published": 0.5})) == []
    (one,) = health_of("harbour", half, Expect(min_fill={"date_published": 0.9}), NOW).complaints
    assert (one.symptom, one.detail) == (
        Symptom.LOW_FILL,
        "date_published: 50% of the newest 80 articles, expected at least 90%",
    )


def test_fill_of_a_small_source_is_that_of_its_newest_articles() -> None:
    weekly = dict.fromkeys(range(0, 85, 7), 2)
    lost_two = past(weekly, filled={"author": {**weekly, 0: 0}})
    expect = Expect(min_fill={"author": 0.85})
    assert health_of("harbour", lost_two, expect, NOW).fill["author"] == pytest.approx(0.9)
    assert words(lost_two, expect) == []


def test_a_week_of_half_the_articles_is_a_warning_and_no_failure() -> None:
    found = health_of("harbour", past({**steady(20), **steady(8, first=7)}), NOTHING, NOW)
    assert [one.symptom for one in found.complaints] == [Symptom.DRIFT_ARTICLES]
    assert found.complaints[0].detail == "56 in seven days; its usual week has 140"
    assert not found.fails
    assert words(past({**steady(20), **steady(45, first=7)})) == [Symptom.DRIFT_ARTICLES]


def test_one_week_in_which_a_past_was_read_is_not_the_usual_one() -> None:
    assert words(past({**steady(10), 12: 5_000})) == []


def test_few_articles_vary_by_chance() -> None:
    assert words(past(dict.fromkeys(range(3, 61, 2), 1) | dict.fromkeys(range(4, 8), 0))) == []


def test_a_column_that_gets_lost_is_a_warning() -> None:
    lost = {**steady(10), **steady(3, first=7)}
    found = health_of("harbour", past(steady(10), filled={"author": lost}), NOTHING, NOW)
    assert [(one.symptom, one.detail) for one in found.complaints] == [
        (Symptom.DRIFT_FILL, "author: 30% in seven days, 100% before")
    ]
    gained = {ago: 10 - number for ago, number in lost.items()}
    assert words(past(steady(10), filled={"author": gained})) == []


@given(
    st.dictionaries(st.integers(0, 90), st.integers(0, 40), max_size=91), st.floats(0.1, 50), st.floats(0, 1), st.data()
)
def test_whatever_the_past_shares_are_shares_and_only_expectations_and_silence_fail(
    days: dict[int, int], least: float, share: float, data: st.DataObject
) -> None:
    filled = {ago: data.draw(st.integers(0, number)) for ago, number in days.items()}
    of = past(days, filled={"author": filled})
    found = health_of("harbour", of, Expect(min_articles_per_day=least, min_fill={"author": share}), NOW)
    assert all(0 <= one <= 1 for one in found.fill.values())
    assert found.articles_per_day is None or found.articles_per_day >= 0
    free = health_of("harbour", of, NOTHING, NOW)
    assert not free.fails or Symptom.SILENT in {one.symptom for one in free.complaints}
    assert set(free.complaints) <= set(found.complaints)


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("date_publishd", "did you mean date_published?"),
        ("headline", "is filled in every article: take it out"),
        ("zzz", "there are url, "),
    ],
)
def test_only_columns_that_can_be_empty_are_expected_to_be_filled(column: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says.replace("?", r"\?")):
        Expect.model_validate({"min_fill": {column: 0.5}})


def test_every_column_that_is_watched_can_be_expected() -> None:
    assert Expect.model_validate({"min_fill": dict.fromkeys(columns_of(NOTHING), 0.5)}).min_fill


def rows_of(
    number: int, ago: int, source: str, *, dated: int | None = None, author: bool = True
) -> tuple[Article, ...]:
    """An article first captured so many days ago, whose current version is of today."""
    day: date = NOW.date() - (ago if dated is None else dated) * DAY
    one = article(number, day).model_copy(update={"source": source, "version": 2, "captured_at": NOW})
    return (one if author else one.model_copy(update={"author": ()}),)


def test_the_past_counts_articles_on_the_day_they_were_first_captured(tmp_path: Path) -> None:
    stated = [(1, 3, "a", None, True), (2, 3, "a", 5, False), (3, 1, "a", 400, True), (4, 2, "b", None, True)]
    current = [one for n, ago, of, dated, by in stated for one in rows_of(n, ago, of, dated=dated, author=by)]
    versions = [
        revision(n, version).model_copy(
            update={"published_date": of.published_date, "captured_at": NOW - (ago * DAY if version == 1 else HOUR)}
        )
        for (n, ago, *_), of in zip(stated, current, strict=True)
        for version in (1, 2)
    ]
    refused = reject(1, NOW.date()).model_copy(update={"source": "a", "rejected_at": NOW})
    rows = {
        "articles": table("articles", *current),
        "revisions": table("revisions", *versions),
        "rejects": table("rejects", refused),
    }
    root = Root.open(tmp_path / "root")
    root.commit("run", "test", lambda _: Changes(rows))
    seen = pasts_of(root.snapshot(), ["a", "none"], ["author", "date_modified"], NOW)
    three_days_ago = NOW.date() - 3 * DAY
    assert seen["a"] == Past(
        {three_days_ago: 2},
        [NOW - 3 * DAY],
        NOW - 3 * DAY,
        {"author": {three_days_ago: 1}, "date_modified": {three_days_ago: 0}},
        {"no_article_text": 1},
    )
    assert seen["none"].last is None


def test_a_source_without_a_past_has_no_numbers() -> None:
    assert health_of("new", past({}), NOTHING, NOW) == Health("new", 0.0, None, {}, 0, ())
