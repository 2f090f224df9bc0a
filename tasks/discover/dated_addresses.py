"""Days in addresses: read out of them, and written into the templates of archive pages.

In: an address, or a template and two days. Out: the days an address can be about, or the addresses of a range.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from schemas.errors import ConfigError

_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_BEFORE: Final = r"(?<![\d])"
_DAY: Final = re.compile(
    rf"{_BEFORE}{_YEAR}(?P<gap>[/_.-]?)(?P<m>0[1-9]|1[0-2])(?P=gap)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_SHORT_DAY: Final = re.compile(rf"/{_YEAR}/(?P<m>1[0-2]|[1-9])/(?P<d>[12]\d|3[01]|[1-9])(?=/|$)")
_NAMED_DAY: Final = re.compile(rf"/{_YEAR}/(?P<name>[a-z]{{3,9}})/(?P<d>0?[1-9]|[12]\d|3[01])(?=/|$)", re.IGNORECASE)
_MONTH: Final = re.compile(rf"{_BEFORE}{_YEAR}[/_.-]?(?P<m>0[1-9]|1[0-2])(?!\d)(?=[/_.?&-]|$)")
_ONLY_YEAR: Final = re.compile(rf"(?<=[/_.=-]){_YEAR}(?=[/_.?&-]|$)")
_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART: Final = re.compile(r"\{([^{}]*)\}")
_PARTS: Final = ("yyyy", "yy", "mm", "m", "dd", "d")
MOST_ADDRESSES: Final = 20_000
"""Fifty years of days: a longer range is a mistake."""


def days_in(url: str) -> tuple[date, date] | None:
    """The first and last day an address can be about by the date in its path or query; None if it holds none.

    `/2024/03/01/` and `20240301` are a day, `/2024/03/` a month, `/2024/` a year.
    """
    _, _, after = url.partition("://")
    _, slash, path = after.partition("/")
    path = slash + path
    for shape in (_DAY, _SHORT_DAY, _NAMED_DAY, _MONTH, _ONLY_YEAR):
        if (found := shape.search(path)) and (days := _days(found.groupdict())):
            return days
    return None


def archive_addresses(template: str, first_day: date, last_day: date) -> tuple[str, ...]:
    """The addresses a template gives for a range of days, both inclusive, oldest first and each once.

    `{yyyy}`, `{yy}`, `{mm}`, `{m}`, `{dd}` and `{d}` stand for year, month and day: one address a day, month or year.

    Raises:
        ConfigError: the template holds another part or none, or the range is turned round or too long.
    """
    unknown = [part for part in _PART.findall(template) if part not in _PARTS]
    if unknown or not _PART.search(template):
        known = ", ".join(f"{{{part}}}" for part in _PARTS)
        raise ConfigError(f"{template!r} is no template of an archive page: it has to hold some of {known}")
    if last_day < first_day:
        raise ConfigError(f"the range ends on {last_day}, before it begins on {first_day}: turn the days round")
    return tuple(dict.fromkeys(_filled(template, day) for day in _range(first_day, last_day)))


def _range(first_day: date, last_day: date) -> Iterator[date]:
    count = (last_day - first_day).days + 1
    if count > MOST_ADDRESSES:
        raise ConfigError(f"{count} days from {first_day} to {last_day} are too many; ask for {MOST_ADDRESSES} at most")
    yield from (first_day + timedelta(days=number) for number in range(count))


def _filled(template: str, day: date) -> str:
    written = {"yyyy": f"{day.year:04d}", "yy": f"{day.year % 100:02d}", "mm": f"{day.month:02d}", "m": str(day.month)}
    written |= {"dd": f"{day.day:02d}", "d": str(day.day)}
    return _PART.sub(lambda part: written[part[1]], template)


def _days(parts: dict[str, str]) -> tuple[date, date] | None:
    year = int(parts["y"])
    if "m" not in parts and "name" not in parts:
        return date(year, 1, 1), date(year, 12, 31)
    name = parts.get("name", "").lower()[:3]
    if name and name not in _NAMES:
        return None
    month = _NAMES.index(name) + 1 if name else int(parts["m"])
    last = calendar.monthrange(year, month)[1]
    if "d" not in parts:
        return date(year, month, 1), date(year, month, last)
    day = int(parts["d"])
    return (date(year, month, day), date(year, month, day)) if day <= last else None
