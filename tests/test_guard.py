"""The page guard: what a page can do to its batch."""

import os
import time

import pytest

from schemas.errors import RejectedRecord
from schemas.words import OriginKind, RejectReason, Stage
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin
from tasks.guard import Guarded, GuardLimits, guarded

LIMITS = GuardLimits(page_seconds=2, page_bytes=2_000_000_000, workers=2)


def work_on(page: str) -> str:
    """What the workers run: does what the page says."""
    if page == "endless":
        time.sleep(600)
    if page == "slow":
        time.sleep(0.3)
    if page == "dies":
        os._exit(3)
    if page == "greedy":
        return str(len(bytearray(8_000_000_000)))
    if page == "broken":
        raise ZeroDivisionError("one page's fault")
    if page == "empty":
        raise RejectedRecord(Stage.CLEAN, RejectReason.EMPTY, "nothing")
    return page.upper()


@pytest.fixture(scope="module")
def outcomes() -> dict[str, object]:
    pages = ["a", "endless", "b", "dies", "c", "greedy", "d", "broken", "e", "empty", "f", "endless", "g"]
    found: list[Guarded[str, str]] = list(guarded(work_on, pages, LIMITS))
    assert [one.page for one in found] == pages
    return {one.page: one.outcome for one in found}


def reason(outcome: object) -> RejectReason:
    assert isinstance(outcome, RejectedRecord)
    return outcome.reason


def test_the_other_pages_of_a_batch_lose_nothing(outcomes: dict[str, object]) -> None:
    assert [outcomes[page] for page in "abcdefg"] == list("ABCDEFG")


def test_a_page_that_does_not_end_is_rejected(outcomes: dict[str, object]) -> None:
    assert reason(outcomes["endless"]) is RejectReason.TIMED_OUT


def test_a_page_that_kills_its_worker_is_rejected(outcomes: dict[str, object]) -> None:
    assert reason(outcomes["dies"]) is RejectReason.CRASHED
    assert "exit code 3" in str(outcomes["dies"])


def test_a_page_that_wants_too_much_memory_is_rejected(outcomes: dict[str, object]) -> None:
    assert reason(outcomes["greedy"]) is RejectReason.OUT_OF_MEMORY


def test_a_crash_is_a_reject_that_says_where_it_happened(outcomes: dict[str, object]) -> None:
    assert reason(outcomes["broken"]) is RejectReason.CRASHED
    assert "ZeroDivisionError in test_guard.py" in str(outcomes["broken"])


def test_a_rejected_record_keeps_its_stage_and_reason(outcomes: dict[str, object]) -> None:
    outcome = outcomes["empty"]
    assert isinstance(outcome, RejectedRecord)
    assert (outcome.stage, outcome.reason, outcome.detail) == (Stage.CLEAN, RejectReason.EMPTY, "nothing")


def test_the_time_of_each_page_is_taken_in_its_worker() -> None:
    slow, fast, endless, dead = guarded(work_on, ["slow", "a", "endless", "dies"], LIMITS)
    assert slow.seconds is not None and fast.seconds is not None
    assert fast.seconds < 0.3 <= slow.seconds < LIMITS.page_seconds
    assert (endless.seconds, dead.seconds) == (LIMITS.page_seconds, None)


def test_no_pages_give_no_outcomes() -> None:
    assert list(guarded(work_on, [], LIMITS)) == []


def test_a_feed_is_stopped_while_it_is_discovered_not_extracted() -> None:
    (one,) = guarded(work_on, ["broken"], LIMITS, Stage.DISCOVER)
    assert isinstance(one.outcome, RejectedRecord)
    assert (one.outcome.stage, one.outcome.reason) == (Stage.DISCOVER, RejectReason.CRASHED)


def test_origins_are_discovered_in_the_guard_s_processes() -> None:
    good = Origin(OriginKind.LIST, "https://post.example/list.txt", b"https://post.example/a")
    bad = Origin(OriginKind.FEED, "https://post.example/rss", b"")
    first, second = (one.outcome for one in guarded(discover, [good, bad], LIMITS, Stage.DISCOVER))
    assert first == discover(good)
    assert isinstance(second, RejectedRecord) and second.reason is RejectReason.EMPTY
