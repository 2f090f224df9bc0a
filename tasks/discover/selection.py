"""Candidates in, those that are wanted out, the others counted by reason.

By patterns, language and days. What an origin does not say of an address never leaves it out: it shows when the
page is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from schemas.candidates import Candidate, Further, Skipped
from schemas.words import SkipReason
from tasks.discover.dated_addresses import days_in
from tasks.discover.origin import Wanted
from tasks.discover.patterns import first_match

_A_DAY: Final = timedelta(days=1)


@dataclass
class Counted:
    """Addresses left out, counted by reason with the first of each."""

    _met: dict[SkipReason, tuple[int, str]] = field(default_factory=dict)

    def add(self, reason: SkipReason, url: str) -> None:
        """Counts one more."""
        so_far, first = self._met.get(reason, (0, url))
        self._met[reason] = so_far + 1, first

    def rows(self) -> tuple[Skipped, ...]:
        """What was counted, in the order first met."""
        return tuple(Skipped(reason=one, count=count, example=url) for one, (count, url) in self._met.items())


def select(candidates: Iterable[Candidate], wanted: Wanted, counted: Counted) -> Iterator[Candidate]:
    """The candidates that are wanted, in order."""
    for one in candidates:
        reason = why_not(one, wanted)
        if reason is None:
            yield one
        else:
            counted.add(reason, one.url)


def why_not(one: Candidate, wanted: Wanted) -> SkipReason | None:
    """Why a candidate is not wanted; None if it is."""
    if wanted.include and first_match(wanted.include, one.url) is None:
        return SkipReason.NOT_INCLUDED
    if first_match(wanted.exclude, one.url) is not None:
        return SkipReason.EXCLUDED
    if wanted.languages and one.in_language and not any(_speaks(one.in_language, tag) for tag in wanted.languages):
        return SkipReason.OTHER_LANGUAGE
    return None if _within(one, wanted) else SkipReason.OUTSIDE_WINDOW


def leads_into(one: Further, wanted: Wanted) -> bool:
    """Whether a sitemap or page can name addresses of the days asked for.

    By the date in its address, a month or a year too; and one that was last changed before them names none.
    """
    days = days_in(one.url)
    return (days is None or _overlap(*days, wanted)) and not _before(one.date_modified, wanted)


def _within(one: Candidate, wanted: Wanted) -> bool:
    """Whether a candidate can be of the days asked for: by its date, else the one in its address, else its last change.

    A change after the last day says nothing: an article of that day can be changed much later.
    """
    if one.date_published is not None:
        local = one.date_published + _east(one.date_published_offset)
        return any(_overlap(day, day, wanted) for day in (_day(one.date_published), _day(local)))
    days = days_in(one.url)
    if days is not None and not _overlap(*days, wanted):
        return False
    return not _before(one.date_modified, wanted)


def _speaks(stated: str, wanted: str) -> bool:
    """Whether a language tag is another or begins with it: `en-GB` is English."""
    stated, wanted = stated.lower(), wanted.lower()
    return stated == wanted or stated.startswith(f"{wanted}-") or wanted.startswith(f"{stated}-")


def _overlap(first: date, last: date, wanted: Wanted) -> bool:
    return (wanted.last_day is None or first <= wanted.last_day) and (
        wanted.first_day is None or last >= wanted.first_day
    )


def _before(changed: datetime | None, wanted: Wanted) -> bool:
    """Whether a last change lies before the days asked for, by more than a zone explains."""
    return changed is not None and wanted.first_day is not None and _day(changed) < wanted.first_day - _A_DAY


def _day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()


def _east(offset: str | None) -> timedelta:
    if offset is None:
        return timedelta()
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return timedelta(minutes=-minutes if offset[0] == "-" else minutes)
