"""The past of a source held against what is expected of it and against its own habits.

In: its counted past, its expectations, and now. Out: its health. All days are whole UTC days, and today is none.

* Minimum: the last seven days, or those since the day of its first article, which brings what had piled up.
* Fill: its newest articles, those of the last seven days and at least twenty.
* Silence: its longest pause in each of the four weeks before its newest article, and the median of the four. More than
  three times that, and more than a day, is silence; so is one whole day after four weeks without such a day.
* Drift: the last seven days against the four weeks before. Of articles it is a change by half, against the median week
  and beyond three times its square root, which is what chance does to a count; of a column, a loss of a fifth of the
  articles and of three standard errors.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import Final

from schemas.health import Complaint, Health, Symptom
from schemas.sources import Expect
from tasks.source_pasts import LOOKED_AT, Past

WATCHED: Final = (
    *("author", "byline", "date_published", "publisher", "in_language", "description", "article_section", "keywords"),
)
"""Columns whose loss is told of every source."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_WEEKS_BEFORE: Final = 4
_MONTH: Final = _WEEK * _WEEKS_BEFORE
_FEWEST_FOR_FILL: Final = 5
_ENOUGH_FOR_FILL: Final = 20
_FEWEST_HOURS: Final = 5
_SHORTEST_PAST: Final = timedelta(days=14)
_LOSS: Final = 0.2


def columns_of(expect: Expect) -> tuple[str, ...]:
    """The columns of articles that are looked at for a source."""
    return tuple(dict.fromkeys([*expect.min_fill, *WATCHED]))


def health_of(source: str, past: Past, expect: Expect, now: datetime) -> Health:
    """The health of a source."""
    today = now.astimezone(UTC).date()
    rate = _articles_per_day(past, today)
    complaints = (
        *_too_few(past, rate, expect),
        *_low_fill(past, expect, today),
        *_silent(past, now),
        *_drift_of_articles(past, today),
        *_drift_of_fill(past, expect, today),
    )
    shown = columns_of(expect) if past.counts else ()
    fill = {column: _fill(past, column, _newest_days(past, today)) for column in shown}
    return Health(source, rate, past.last, fill, sum(past.rejects.values()), complaints)


def _articles_per_day(past: Past, today: date) -> float | None:
    """New articles a day; 0 without any article, None where no whole day has passed since its first."""
    if not past.counts:
        return 0.0
    days = min(_WEEK, (today - min(past.counts)).days - 1)
    return _count(past, _days(today, 0, days)) / days if days > 0 else None


def _too_few(past: Past, rate: float | None, expect: Expect) -> Iterator[Complaint]:
    least = expect.min_articles_per_day
    if least is None or rate is None or rate >= least:
        return
    why = max(past.rejects, key=lambda reason: past.rejects[reason], default=None)
    rejects = f"; {sum(past.rejects.values()):,} rejects in seven days, mostly {why}" if why else ""
    had = f"{rate:.1f} a day" if past.counts else f"none in {LOOKED_AT.days} days"
    yield Complaint(Symptom.TOO_FEW, f"{had}, expected at least {least:g}{rejects}")


def _low_fill(past: Past, expect: Expect, today: date) -> Iterator[Complaint]:
    days = _newest_days(past, today)
    number = _count(past, days)
    if number < _FEWEST_FOR_FILL:
        return
    for column, least in expect.min_fill.items():
        share = _fill(past, column, days)
        if share < least:
            detail = f"{column}: {share:.0%} of the newest {number:,} articles, expected at least {least:.0%}"
            yield Complaint(Symptom.LOW_FILL, detail)


def _silent(past: Past, now: datetime) -> Iterator[Complaint]:
    if past.last is None:
        return
    usual, last = _usual_pause(past), past.last
    silence = now - last
    today, last_day = now.astimezone(UTC).date(), last.astimezone(UTC).date()
    daily = all(day in past.counts for day in _days(last_day + _DAY, 0, _MONTH))
    if usual is not None and silence > max(_DAY, 3 * usual):
        yield Complaint(Symptom.SILENT, f"none for {_span(silence)}; its usual longest pause is {_span(usual)}")
    elif daily and today - last_day > _DAY:
        yield Complaint(Symptom.SILENT, f"none for {_span(silence)}; the four weeks before had some every day")


def _usual_pause(past: Past) -> timedelta | None:
    """The median of the longest pauses of four weeks; None where too little is known of them."""
    since = past.hours[-1] - _MONTH * _DAY
    hours = [hour for hour in past.hours if hour >= since]
    if len(hours) < _FEWEST_HOURS or hours[-1] - hours[0] < _SHORTEST_PAST:
        return None
    longest: dict[int, timedelta] = {}
    for before, after in pairwise(hours):
        week = (hours[-1] - after) // (_WEEK * _DAY)
        longest[week] = max(longest.get(week, timedelta()), after - before)
    return timedelta(seconds=median(pause.total_seconds() for pause in longest.values()))


def _drift_of_articles(past: Past, today: date) -> Iterator[Complaint]:
    if not past.counts or (today - min(past.counts)).days <= _WEEK + _MONTH:
        return
    week = _count(past, _days(today, 0, _WEEK))
    weeks = [_count(past, _days(today, _WEEK * ago, _WEEK)) for ago in range(1, _WEEKS_BEFORE + 1)]
    usual = median(weeks)
    is_by_half = week < usual / 2 or week > usual * 2
    if is_by_half and abs(week - usual) > 3 * sqrt(max(usual, 1)):
        yield Complaint(Symptom.DRIFT_ARTICLES, f"{week:,} in seven days; its usual week has {usual:,g}")


def _drift_of_fill(past: Past, expect: Expect, today: date) -> Iterator[Complaint]:
    week, month = _days(today, 0, _WEEK), _days(today, _WEEK, _MONTH)
    fresh, older = _count(past, week), _count(past, month)
    if min(fresh, older) < _ENOUGH_FOR_FILL:
        return
    for column in columns_of(expect):
        now, before = _fill(past, column, week), _fill(past, column, month)
        share = (now * fresh + before * older) / (fresh + older)
        error = sqrt(share * (1 - share) * (1 / fresh + 1 / older))
        if before - now > max(_LOSS, 3 * error):
            yield Complaint(Symptom.DRIFT_FILL, f"{column}: {now:.0%} in seven days, {before:.0%} before")


def _newest_days(past: Past, today: date) -> list[date]:
    """Today and the seven days before, and as many more as it takes for enough articles."""
    days = [day for day in sorted(past.counts, reverse=True) if (today - day).days <= _WEEK]
    for day in sorted(set(past.counts) - set(days), reverse=True):
        if _count(past, days) >= _ENOUGH_FOR_FILL:
            break
        days.append(day)
    return days


def _days(today: date, skipped: int, number: int) -> list[date]:
    """So many whole days before today, after so many that are skipped."""
    return [today - (skipped + ago) * _DAY for ago in range(1, number + 1)]


def _count(past: Past, days: list[date]) -> int:
    return sum(past.counts.get(day, 0) for day in days)


def _fill(past: Past, column: str, days: list[date]) -> float:
    filled: Mapping[date, int] = past.filled[column]
    return sum(filled.get(day, 0) for day in days) / max(_count(past, days), 1)


def _span(time: timedelta) -> str:
    return f"{time / timedelta(hours=1):.0f} hours" if time < 3 * _DAY else f"{time / _DAY:.1f} days"
