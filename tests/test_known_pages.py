"""What a root knows of pages: by whatever address, and since when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rows import NOON, article, capture, reject, table

from schemas.captures import Capture
from schemas.words import RejectReason, Stage
from tasks.fetch import Earlier
from tasks.known_pages import KnownPages
from tasks.store import Changes, Root, Snapshot

HOST = "news.example"


def snapshot(path: Path, *captures: Capture, **puts: object) -> Snapshot:
    root = Root.open(path)
    tables = [table("captures", *captures)] if captures else []
    root.commit("run", "test", lambda _: Changes(puts, {"captures": tables}))  # type: ignore[arg-type]
    return root.snapshot()


def test_a_page_is_known_by_the_address_asked_for_and_the_one_it_came_from(tmp_path: Path) -> None:
    moved = capture(1).model_copy(update={"final_url": "https://news.example/moved", "etag": '"1"'})
    known = KnownPages.of(snapshot(tmp_path, moved), {HOST}, NOON)
    for url in ("https://news.example/1", "https://m.news.example/1?utm_source=x", "https://news.example/moved"):
        page = known.page(url)
        assert page is not None
        assert page.earlier == Earlier("https://news.example/moved", '"1"', None)
    assert known.page("https://news.example/2") is None


def test_a_page_is_known_by_the_address_its_article_calls_its_own(tmp_path: Path) -> None:
    elsewhere = capture(1).model_copy(update={"target_uri": "https://amp.other.example/x", "final_url": None})
    there = snapshot(tmp_path, elsewhere, articles=table("articles", article(1)))
    page = KnownPages.of(there, {HOST}, NOON).page("https://news.example/1")
    assert page is not None
    assert page.earlier.final_url == "https://amp.other.example/x"


def test_the_first_and_the_last_capture_of_a_page_count(tmp_path: Path) -> None:
    later = capture(2).model_copy(
        update={
            "target_uri": "https://news.example/1",
            "final_url": None,
            "captured_at": capture(1).captured_at + timedelta(hours=3),
            "etag": '"2"',
        }
    )
    page = KnownPages.of(snapshot(tmp_path, capture(1), later), {HOST}, NOON).page("https://news.example/1")
    assert page is not None
    assert (page.first_captured_at, page.captured_at, page.earlier.etag) == (
        capture(1).captured_at,
        later.captured_at,
        '"2"',
    )


@pytest.mark.parametrize(
    ("reason", "hours", "failed"),
    [
        (RejectReason.HTTP_STATUS, 1, True),
        (RejectReason.ROBOTS_DISALLOWED, 23, True),
        (RejectReason.HTTP_STATUS, 25, False),
        (RejectReason.TIMED_OUT, 1, False),
        (RejectReason.SERVER_FAILED, 1, False),
    ],
)
def test_an_address_refused_within_a_day_has_failed(
    tmp_path: Path, reason: RejectReason, hours: int, failed: bool
) -> None:
    at = NOON - timedelta(hours=hours)
    changed = {"stage": Stage.FETCH, "reason": reason, "rejected_at": at, "run_date": at.date()}
    there = snapshot(tmp_path, rejects=table("rejects", reject(1).model_copy(update=changed)))
    assert KnownPages.of(there, {HOST}, NOON).has_failed("https://news.example/1") is failed


def test_nothing_is_known_of_an_empty_root(tmp_path: Path) -> None:
    known = KnownPages.of(Root.open(tmp_path).snapshot(), {HOST}, datetime.now(UTC))
    assert known.page("https://news.example/1") is None
    assert not known.has_failed("https://news.example/1")
