"""Days and TIMEX3 values: a day and a unit in, the value out, and back to the first and last day a value covers."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

_MONTHS_IN: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN: Final = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE: Final = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T.*)?"
)


def shifted(day: date, unit: str, count: int) -> date | None:
    """The day so many units later, or None past the calendar's ends."""
    try:
        if unit in _DAYS_IN:
            return day + timedelta(days=count * _DAYS_IN[unit])
        months = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def value_in(unit: str, day: date) -> str:
    """The TIMEX3 value of the unit that holds the day."""
    year, week, _ = day.isocalendar()
    values = {
        "day": day.isoformat(),
        "week": f"{year:04}-W{week:02}",
        "fortnight": f"{year:04}-W{week:02}",
        "weekend": f"{year:04}-W{week:02}-WE",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }
    return values[unit]


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    return date(year, month, day) if 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1] else None


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The month's so-manieth weekday (1 is Monday)."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def days_of(value: str) -> tuple[date | None, date | None]:
    """The first and the last day a value covers; None where it leaves that open."""
    if re.fullmatch(r"\d{2,3}", value):
        scale = 10 ** (4 - len(value))
        first = int(value) * scale
        return (date(first, 1, 1), date(first + scale - 1, 12, 31)) if first else (None, None)
    found = _VALUE.fullmatch(value)
    if found is None or found["year"] == "0000":
        return None, None
    try:
        return _days(found)
    except ValueError:
        return None, None


def _days(found: re.Match[str]) -> tuple[date, date]:
    year = int(found["year"])
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        return monday + timedelta(days=5 if found["weekend"] else 0), monday + timedelta(days=6)
    if found["quarter"]:
        return _months(year, int(found["quarter"]) * 3 - 2, 3)
    if found["half"]:
        return _months(year, int(found["half"]) * 6 - 5, 6)
    if found["season"]:
        return _months(year, _SEASON_MONTH[found["season"]], 3)
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    return _months(year, int(found["month"]), 1) if found["month"] else _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last_year, last = divmod(month - 1 + count - 1, 12)
    last_year += year
    return date(year, month, 1), date(last_year, last + 1, monthrange(last_year, last + 1)[1])
