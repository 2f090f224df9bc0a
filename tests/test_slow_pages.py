"""Which pages a run names as its slowest."""

from rows import DAY, capture

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.words import RejectReason, Stage
from tasks.extract.article import Derived
from tasks.guard import Guarded
from tasks.slow_pages import durations, slowest

SLOW = RejectedRecord(Stage.EXTRACT, RejectReason.TIMED_OUT, "too long")


def page(number: int, seconds: float | None) -> Guarded[Capture, Derived]:
    return Guarded(capture(number), SLOW, seconds)


def test_a_page_is_named_by_its_capture_and_the_day_that_is_in() -> None:
    (one,) = durations([page(1, 1.23456)])
    assert (one.record_id, one.captured_date, one.seconds) == ("<urn:uuid:1>", DAY, 1.235)


def test_of_a_page_whose_worker_died_no_time_is_known() -> None:
    assert [one.seconds for one in durations([page(1, None), page(2, 0.5)])] == [0.5]


def test_ten_pages_are_named_the_slowest_first_in_whatever_order_they_came() -> None:
    taken = durations([page(number, number % 15 / 10) for number in range(30)])
    found = slowest(taken)
    assert [one.seconds for one in found] == [1.4, 1.4, 1.3, 1.3, 1.2, 1.2, 1.1, 1.1, 1.0, 1.0]
    assert found == slowest(reversed(taken)) == slowest([*slowest(taken[:11]), *slowest(taken[11:])])
