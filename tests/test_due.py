"""Which candidates are fetched in a run: new ones, those said to have changed, those due for another look."""

from datetime import UTC, datetime, timedelta

import pytest
from candidates import candidate
from hypothesis import given
from hypothesis import strategies as st

from schemas.candidates import Candidate
from schemas.sources import Revisit
from schemas.words import DatePrecision
from tasks.due import Due, NotDue, Now, due_pages
from tasks.fetch import Earlier
from tasks.forgotten import ForgottenPages
from tasks.known_pages import KnownPage, KnownPages, key_of

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
REVISIT = Revisit(for_days=2, every_hours=6)
NOTHING = ForgottenPages([])


def known(url: str, first: datetime, failed: tuple[str, ...] = ()) -> KnownPages:
    page = KnownPage(first, first, Earlier(url, '"1"', None))
    return KnownPages({key_of(url): page}, frozenset(map(key_of, failed)))


def due(one: Candidate, there: KnownPages, now: datetime = NOON, before: datetime | None = None) -> tuple[Due, ...]:
    return due_pages([one], there, NOTHING, REVISIT, Now(now, before), 100).pages


def test_a_new_page_is_due_without_what_an_earlier_response_said() -> None:
    (one,) = due(candidate(1), known("https://news.example/2", NOON))
    assert (one.request.url, one.request.earlier) == (candidate(1).url, None)


def test_a_page_captured_just_now_is_not_due() -> None:
    pages = due_pages([candidate(1)], known(candidate(1).url, NOON - HOUR), NOTHING, REVISIT, Now(NOON, None), 100)
    assert (pages.pages, pages.left) == ((), {NotDue.KNOWN: 1})


@pytest.mark.parametrize("spelled", ["https://m.news.example/1", "http://www.news.example/1?utm_source=x#top"])
def test_a_page_is_known_by_any_of_its_addresses(spelled: str) -> None:
    assert due(candidate(1), known(spelled, NOON - HOUR)) == ()


def test_a_page_said_to_have_changed_is_due_with_what_its_response_said() -> None:
    changed = candidate(1, date_modified=NOON, date_modified_precision=DatePrecision.MINUTE)
    (one,) = due(changed, known(changed.url, NOON - HOUR), NOON + HOUR)
    assert one.request.earlier == Earlier(changed.url, '"1"', None)


@pytest.mark.parametrize("changed", [NOON - 2 * HOUR, NOON - 7 * timedelta(days=1)])
def test_a_page_that_changed_before_it_was_captured_is_not_due(changed: datetime) -> None:
    one = candidate(1, date_modified=changed, date_modified_precision=DatePrecision.SECOND)
    assert due(one, known(one.url, NOON - HOUR)) == ()


def test_a_page_that_changed_on_the_day_it_was_captured_is_not_due_for_that() -> None:
    midnight = NOON.replace(hour=0)
    one = candidate(1, date_modified=midnight, date_modified_precision=DatePrecision.DAY)
    assert due(one, known(one.url, NOON - HOUR)) == ()
    assert due(one, known(one.url, NOON - timedelta(days=1)), before=NOON - HOUR) != ()


def test_a_page_is_looked_at_again_every_so_often_and_only_once_each_time() -> None:
    first = NOON - 13 * HOUR
    there = known(candidate(1).url, first)
    assert due(candidate(1), there, NOON, NOON - 2 * HOUR) != ()  # twelve hours have passed since then
    assert due(candidate(1), there, NOON + HOUR, NOON) == ()


def test_an_old_page_is_not_looked_at_again() -> None:
    assert due(candidate(1), known(candidate(1).url, NOON - timedelta(days=3)), before=NOON - 8 * HOUR) == ()


def test_a_page_that_was_refused_today_is_not_asked_for_again() -> None:
    pages = due_pages(
        [candidate(1)],
        known("https://a.example/", NOON, failed=(candidate(1).url,)),
        NOTHING,
        REVISIT,
        Now(NOON, None),
        9,
    )
    assert pages.left == {NotDue.FAILED: 1}


def test_new_pages_come_before_others_and_what_is_too_many_is_left() -> None:
    old = candidate(1, date_modified=NOON, date_modified_precision=DatePrecision.MINUTE)
    candidates = [old, candidate(2), candidate(3)]
    pages = due_pages(candidates, known(old.url, NOON - HOUR), NOTHING, REVISIT, Now(NOON + HOUR, None), 2)
    assert [one.candidate for one in pages.pages] == candidates[1:]
    assert pages.left == {NotDue.LATER: 1}


def test_a_page_that_was_forgotten_is_not_fetched() -> None:
    takedown = {"takedown_id": "t", "kind": "pattern", "pattern": "https://news.example/*"}
    forgotten = ForgottenPages([{**takedown, "article_ids": [], "payload_digests": []}])
    pages = due_pages([candidate(1)], known("https://a.example/", NOON), forgotten, REVISIT, Now(NOON, None), 9)
    assert (pages.pages, pages.left) == ((), {NotDue.FORGOTTEN: 1})


@given(
    ages=st.lists(st.floats(0, 72), max_size=8),
    changed=st.floats(-72, 72),
    most=st.integers(1, 6),
    before=st.none() | st.floats(0, 72),
)
def test_every_candidate_is_due_or_left(ages: list[float], changed: float, most: int, before: float | None) -> None:
    candidates = [
        candidate(number, date_modified=NOON + changed * HOUR, date_modified_precision=DatePrecision.SECOND)
        for number in range(10)
    ]
    pages = {
        key_of(one.url): KnownPage(NOON - age * HOUR, NOON - age * HOUR, Earlier(one.url, None, None))
        for one, age in zip(candidates, ages, strict=False)
    }
    now = Now(NOON, None if before is None else NOON - before * HOUR)
    found = due_pages(candidates, KnownPages(pages, frozenset()), NOTHING, REVISIT, now, most)
    assert len(found.pages) + sum(found.left.values()) == len(candidates)
    assert len(found.pages) <= most
