"""When a source is read: by a cron line in a time zone, or once an interval.

In: the values of a `[schedule]` table. Out: a checked, frozen schedule; what is wrong with one says how to mend it.
When that is in time is reckoned in `tasks.schedules`.
"""

import re
from datetime import datetime, timedelta
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

_INTERVAL: Final = re.compile(r"(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?")
_CRON: Final = re.compile(r"[0-9A-Za-z*,/-]+(?: +[0-9A-Za-z*,/-]+){4}")
_ANY_TIME: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - a cron line is read without a zone
_SHORTEST: Final = timedelta(seconds=1)
_LONGEST: Final = timedelta(days=366)


def _interval(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    found = _INTERVAL.fullmatch(value) if isinstance(value, str) and value else None
    if found is None:
        raise ValueError('is no interval: write a text such as "30m", "1h", "1h30m" or "2d"')
    days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if not _SHORTEST <= length <= _LONGEST:
        raise ValueError("has to be between 1s and 366d")
    return length


def _cron(value: str) -> str:
    remedy = 'write minute, hour, day, month and weekday, such as "30 6 * * mon-fri"'
    if not _CRON.fullmatch(value):
        raise ValueError(f"is no cron line of five fields: {remedy}")
    try:
        next(CronSim(value, _ANY_TIME))
    except CronSimError as error:
        raise ValueError(f"is no cron line ({error}): {remedy}") from error
    except StopIteration as error:
        raise ValueError("names a day that never comes, such as 30 February: correct day and month") from error
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError('is no time zone: write an IANA name, such as "Europe/Berlin" or "UTC"') from error
    return value


Interval = Annotated[timedelta, BeforeValidator(_interval)]
CronLine = Annotated[str, AfterValidator(_cron)]
Zone = Annotated[str, AfterValidator(_zone)]


class Schedule(BaseModel):
    """When a source is read: `cron` in a time zone, or `every` so long."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    cron: CronLine | None = None
    every: Interval | None = None
    timezone: Zone = "UTC"

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.cron is None) == (self.every is None):
            raise ValueError('needs exactly one of the two: cron = "30 6 * * *" or every = "1h"')
        if self.every is not None and self.timezone != "UTC":
            raise ValueError("has a timezone beside every, which is as long in each zone: remove it, or write a cron")
        return self

    def words(self) -> str:
        """The schedule as it is shown: `every 1h`, `30 6 * * * Europe/Berlin`."""
        if self.every is not None:
            return f"every {interval_words(self.every)}"
        return f"{self.cron} {self.timezone}"


def interval_words(length: timedelta) -> str:
    """An interval as it is written: `1h30m`."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"
