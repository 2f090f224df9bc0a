"""The numbers of a report, counted from rows."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
from rows import DAY, NEXT_DAY, article, capture, reject, revision, table
from test_earlier_runs import run

from schemas.runs import PageDuration, StageCount, StageDuration
from schemas.words import Part, RejectReason, RunStatus, Stage
from tasks.report.articles import by_day, by_source, fills, tallies
from tasks.report.days import Window, window_of
from tasks.report.names import RANKINGS, named
from tasks.report.pages import slow_pages, slowest_of
from tasks.report.rejects import rejections
from tasks.report.revisions import revised
from tasks.report.runs import outline, runs_of, slowest

NOON = datetime(2024, 3, 20, 12, tzinfo=UTC)
TODAY = NOON.date()


def days_ago(*numbers: int) -> list[str]:
    return [str(TODAY - timedelta(days=number)) for number in numbers]


def test_a_window_ends_today() -> None:
    window = window_of(NOON, 30, days_ago(100, 3))
    assert window == Window(TODAY - timedelta(days=29), TODAY)
    assert len(window.days) == 30


def test_a_window_ends_with_the_newest_article_where_all_are_old() -> None:
    window = window_of(NOON, 30, days_ago(100, 400))
    assert (window.last, len(window.days)) == (TODAY - timedelta(days=100), 30)


def test_a_window_begins_with_the_oldest_article_but_is_a_week_at_least() -> None:
    assert window_of(NOON, 30, days_ago(12)).first == TODAY - timedelta(days=12)
    assert len(window_of(NOON, 30, days_ago(0)).days) == 7


def test_days_that_are_still_to_come_are_not_looked_at() -> None:
    assert window_of(NOON, 30, days_ago(-900)).last == TODAY


@pytest.mark.parametrize(("days", "pieces", "longest"), [(7, 7, 1), (16, 16, 1), (60, 9, 7), (366, 14, 28)])
def test_a_window_is_cut_into_pieces_that_a_plot_has_room_for(days: int, pieces: int, longest: int) -> None:
    window = Window(TODAY - timedelta(days=days - 1), TODAY)
    found = window.stretches()
    assert [day for piece in found for day in piece.days] == window.days
    assert (len(found), max(len(piece.days) for piece in found)) == (pieces, longest)
    assert len(found[-1].days) == longest


def test_articles_are_counted_by_day_and_source() -> None:
    other = article(3, NEXT_DAY).model_copy(update={"source": "other"})
    counted = tallies(table("articles", article(1), article(2), other))
    assert [(one.day, one.source, one.articles) for one in counted] == [(DAY, "example", 2), (NEXT_DAY, "other", 1)]
    assert by_source(counted) == {"example": 2, "other": 1}
    window = Window(DAY, NEXT_DAY + timedelta(days=1))
    assert list(by_day(counted, window).values()) == [2, 1, 0]


def test_a_column_is_filled_where_it_has_a_value_and_unknown_without_articles() -> None:
    bare = article(2).model_copy(update={"author": (), "in_language": None})
    counted = tallies(table("articles", article(1), bare, article(3, NEXT_DAY)))
    found = {one.column: one for one in fills(counted, Window(DAY, NEXT_DAY + timedelta(days=1)))}
    assert found["author"].shares == [0.5, 1.0, None]
    assert found["author"].overall == pytest.approx(2 / 3)
    assert found["keywords"].overall == 0


def test_rejects_are_counted_by_reason_over_all_pieces() -> None:
    slow = {"reason": RejectReason.TIMED_OUT, "source": "other"}
    rows = [reject(1), reject(2), reject(3).model_copy(update=slow)]
    found = rejections([table("rejects", *rows[:1]), table("rejects", *rows[1:])])
    assert [(one.reason, one.number) for one in found.reasons] == [
        (RejectReason.NO_ARTICLE_TEXT, 2),
        (RejectReason.TIMED_OUT, 1),
    ]
    assert found.reasons[1].sources == {"other": 1}
    assert found.stopped == ["https://news.example/3"]


def test_only_later_versions_are_revisions() -> None:
    small = revision(1, 2).model_copy(update={"changed": (Part.BODY,), "changed_share": 0.01})
    large = revision(1, 3).model_copy(update={"changed": (Part.BODY, Part.HEADLINE), "changed_share": 0.9})
    found = revised([table("revisions", revision(1), small, large), table("revisions", revision(2))])
    assert (found.number, found.articles) == (2, 1)
    assert found.parts == {Part.BODY: 2, Part.HEADLINE: 1}
    assert {words: number for words, number in found.sizes.items() if number} == {"up to 2%": 1, "over 30%": 1}
    assert [one.version for one in found.largest] == [3, 2]


def test_runs_are_told_in_order_of_time_with_their_pages() -> None:
    counts = (StageCount(stage=Stage.READ, name="captures", count=6),)
    durations = (StageDuration(stage=Stage.EXTRACT, seconds=3),)
    late = run("late", at=50, took=5, status=RunStatus.FAILED, error="gone")
    found = runs_of(table("runs", late, run("early", took=20, counts=counts, durations=durations)))
    assert [one.run_id for one in found] == ["early", "late"]
    assert (found[0].pages, found[0].stages, found[0].seconds) == (6, {Stage.EXTRACT: 3}, 20)
    assert found[1].failed
    assert [one.run_id for one in slowest(found, 1)] == ["early"]


def test_the_slowest_pages_are_named_once_with_their_longest_time_and_where_they_came_from() -> None:
    web, file, gone = capture(1), capture(2).model_copy(update={"final_url": None, "source_path": "pier/a.html"}), 3
    early = run("early", slowest_pages=(duration(2, 1.5), duration(1, 0.5)))
    late = run("late", at=60, slowest_pages=(duration(gone, 9), duration(1, 2)))
    slowest_first = slowest_of(table("runs", early, run("none", at=30), late))
    assert [(one.record_id, one.seconds) for one in slowest_first] == [
        (f"<urn:uuid:{number}>", seconds) for number, seconds in ((gone, 9), (1, 2), (2, 1.5))
    ]
    found = slow_pages(slowest_first, table("captures", web, file))
    assert [(one.address, one.took.seconds) for one in found] == [(web.final_url, 2), ("pier/a.html", 1.5)]
    assert [one.took.started_at for one in found] == [late.started_at, early.started_at]


def test_ten_pages_are_named_although_others_are_gone() -> None:
    pages = [capture(number) for number in range(40)]
    ran = run("ran", slowest_pages=tuple(duration(number, 40 - number) for number in range(40)))
    found = slow_pages(slowest_of(table("runs", ran)), table("captures", *pages[10:]))
    assert [one.took.seconds for one in found] == list(range(30, 20, -1))


def test_of_many_runs_the_slowest_of_each_stretch_is_drawn_and_the_slowest_that_failed() -> None:
    failed = RunStatus.FAILED
    rows = [
        run(f"{n:03}", at=60 * n, took=n % 7, status=failed if n in (40, 41) else RunStatus.COMPLETED)
        for n in range(100)
    ]
    runs = runs_of(table("runs", *rows))
    assert outline(runs, 100) == runs
    drawn = outline(runs, 10)
    assert len(drawn) <= 2 * 11
    assert [one.run_id for one in drawn if one.failed] == ["041"]
    assert max(one.seconds for one in drawn) == 6
    assert list(drawn) == sorted(drawn, key=lambda one: one.started_at)


def test_runs_at_one_instant_are_one_stretch() -> None:
    runs = runs_of(table("runs", *(run(f"{n}", took=n) for n in range(3))))
    assert [one.run_id for one in outline(runs, 2)] == ["2"]


def test_runs_of_older_versions_name_no_pages() -> None:
    assert slowest_of(table("runs", run("old"))) == []
    assert slowest_of(table("runs")) == []


def duration(number: int, seconds: float) -> PageDuration:
    return PageDuration(record_id=f"<urn:uuid:{number}>", captured_date=DAY, seconds=seconds)


def test_a_name_counts_once_an_article() -> None:
    people = next(one for one in RANKINGS if one.title == "People")
    rows = pa.table(
        {
            "article_id": ["a", "a", "b", "b", "b"],
            "name": ["Ana Bell", "Ana Bell", "Ana Bell", "Tom Oak", "Northport"],
            "type": ["person", "person", "person", "person", "place"],
        }
    )
    assert named(people, [rows]).articles == [("Ana Bell", 2), ("Tom Oak", 1)]
