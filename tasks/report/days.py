"""The days a report looks at, and the stretches it puts them together to.

In: an instant, a number of days, the days there are articles of. Out: days, by UTC. Nothing is counted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_MOST_STRETCHES: Final = 16
"""Shares of shorter stretches jump about, and more of them cannot be told apart on a phone."""
_WEEK: Final = 7


@dataclass(frozen=True)
class Window:
    """The days from the first to the last, both among them."""

    first: date
    last: date

    @property
    def days(self) -> Sequence[date]:
        """Each day, in order."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def among(self, partitions: Iterable[str]) -> Sequence[str]:
        """The partitions of these days, in order."""
        return sorted(value for value in partitions if str(self.first) <= value <= str(self.last))

    def stretches(self) -> Sequence["Window"]:
        """The days cut into pieces of a day, a week or some weeks, the last one whole."""
        number = len(self.days)
        length = 1 if number <= _MOST_STRETCHES else -(-number // (_MOST_STRETCHES * _WEEK)) * _WEEK
        ends = [self.last - timedelta(days=back) for back in range(0, number, length)]
        starts = [max(self.first, end - timedelta(days=length - 1)) for end in ends]
        return [Window(start, end) for start, end in zip(reversed(starts), reversed(ends), strict=True)]


def window_until(now: datetime, days: int) -> Window:
    """So many days, today the last of them."""
    today = now.astimezone(UTC).date()
    return Window(today - timedelta(days=days - 1), today)


def window_of(now: datetime, days: int, partitions: Iterable[str]) -> Window:
    """The days up to today; where nothing was published in them, as many up to the newest day there is.

    They begin with the oldest day there is, if that is later, but are a week at least.
    """
    recent = window_until(now, days)
    there = sorted(value for value in partitions if value <= str(recent.last))
    if not there:
        return recent
    oldest, newest = date.fromisoformat(there[0]), date.fromisoformat(there[-1])
    last = recent.last if newest >= recent.first else newest
    first = max(oldest, last - timedelta(days=days - 1))
    return Window(min(first, last - timedelta(days=_WEEK - 1)), last)
