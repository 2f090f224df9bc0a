"""Candidates in, those to be fetched now out: the new ones, those said to have changed, and those due for another look.

What is known of pages is given. Nothing is fetched here, and time is an argument.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.candidates import Candidate
from schemas.sources import Revisit
from schemas.words import DatePrecision, Word
from tasks.fetch.outcomes import Earlier, FetchRequest
from tasks.forgotten import ForgottenPages
from tasks.known_pages import KnownPage, KnownPages


class NotDue(Word):
    """Why a candidate is not fetched in this run."""

    KNOWN = "known", "captured already, and not due for another look"
    FAILED = "failed", "refused within the last day"
    FORGOTTEN = "forgotten", "covered by a takedown"
    LATER = "later", "one more than a run takes: it comes in the next"


@dataclass(frozen=True)
class Due:
    """One page to fetch, with what its origins say of it."""

    request: FetchRequest
    candidate: Candidate


@dataclass(frozen=True)
class DuePages:
    """What to fetch, new pages first and else in the order of the candidates, and how many are left, by why."""

    pages: tuple[Due, ...]
    left: Mapping[NotDue, int]


@dataclass(frozen=True)
class Now:
    """When a run is, and when the one of the source before it was; None if there was none."""

    at: datetime
    run_before: datetime | None


def due_pages(
    candidates: Iterable[Candidate],
    known: KnownPages,
    forgotten: ForgottenPages,
    revisit: Revisit,
    now: Now,
    most: int,
) -> DuePages:
    """The pages to fetch, at most `most`."""
    new: list[Due] = []
    again: list[Due] = []
    left: Counter[NotDue] = Counter()
    for one in candidates:
        page = known.page(one.url) or known.page(one.stated_url)
        if forgotten.by_address(one.url, one.stated_url):
            left[NotDue.FORGOTTEN] += 1
        elif page is None and known.has_failed(one.url):
            left[NotDue.FAILED] += 1
        elif page is None:
            new.append(_due(one, None))
        elif _has_changed(one, page, revisit, now) or _is_looked_at(page, revisit, now):
            again.append(_due(one, page.earlier))
        else:
            left[NotDue.KNOWN] += 1
    pages = [*new, *again]
    left[NotDue.LATER] += max(len(pages) - most, 0)
    return DuePages(tuple(pages[:most]), {why: number for why, number in left.items() if number})


def _due(candidate: Candidate, earlier: Earlier | None) -> Due:
    return Due(FetchRequest(candidate.url, earlier), candidate)


def _has_changed(candidate: Candidate, page: KnownPage, revisit: Revisit, now: Now) -> bool:
    """Whether an origin says that it changed after it was captured, and not long before the run before looked.

    An origin may tell of a change late. A day alone says so only when it is over.
    """
    changed = candidate.date_modified
    if changed is None:
        return False
    looked = page.captured_at if now.run_before is None else max(page.captured_at, now.run_before - revisit.pause)
    if candidate.date_modified_precision is DatePrecision.DAY:
        return changed.date() > looked.date()
    return changed > looked


def _is_looked_at(page: KnownPage, revisit: Revisit, now: Now) -> bool:
    """Whether a multiple of the pause since its first capture has passed since the run before: no look is recorded.

    A run that finds nothing changed writes nothing of it, and the next one soon after asks for nothing again.
    """
    age = now.at - page.first_captured_at
    if age > revisit.age or now.at - page.captured_at < revisit.pause / 2:
        return False
    before = page.captured_at if now.run_before is None else max(now.run_before, page.captured_at)
    return _looks(age, revisit) > _looks(before - page.first_captured_at, revisit)


def _looks(age: timedelta, revisit: Revisit) -> int:
    return int(age / revisit.pause)
