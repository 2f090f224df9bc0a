"""Dates as publishers write them for machines, with the zone and the precision they were given in.

In: one string. Out: an instant in UTC with how exactly and in which zone it was stated, or None. Which of a page's
dates counts is decided in `published`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

import dateparser

from schemas.words import DatePrecision

_MAX_CHARACTERS: Final = 80
_FIRST_YEAR, _LAST_YEAR = 1600, 2100  # newspapers begin about 1605; later than 2100 is a broken clock

_ISO: Final = re.compile(
    r"(?P<y>\d{4})[-/.]?(?P<m>\d\d)[-/.]?(?P<d>\d\d)"
    r"(?:[T\s,]+(?:at\s+)?(?P<H>\d{1,2}):(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?|[A-Z]{2,4})?)?(?:\[[\w/+-]+\])?",
    re.IGNORECASE,
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK: Final = r"(?:,?\s+(?:at\s+|um\s+)?|\s*[-–|]\s*)(?P<clock>\d{1,2}:\d\d.*)"
_ENGLISH: Final = (
    rf"(?:[a-z]{{3,9}},?\s+)?(?P<m>[a-z]{{3,9}})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})(?:{_CLOCK})?",
    rf"(?:[a-z]{{3,9}},?\s+)?(?P<d>\d{{1,2}})\s+(?P<m>[a-z]{{3,9}})\.?,?\s+(?P<y>\d{{4}})(?:{_CLOCK})?",
)
_DAY_FIRST: Final = rf"(?P<d>\d{{1,2}})(?P<dot>[./-])(?P<m>\d{{1,2}})(?P=dot)(?P<y>\d{{4}})(?:{_CLOCK})?"
"""With dots the day comes first everywhere; with others only where it cannot be a month."""
_WRITTEN: Final = tuple(re.compile(shape, re.IGNORECASE) for shape in (*_ENGLISH, _DAY_FIRST))
_CLOCK_FIRST: Final = re.compile(
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?),?\s+(?:on\s+)?(?P<day>\S.*)", re.IGNORECASE
)
_MOST_MONTHS: Final = 12
_OCLOCK: Final = ("uhr", "hrs", "h")
_JAVASCRIPT: Final = re.compile(r"^\w{3} (?P<md>\w{3} \d\d) (?P<y>\d{4}) (?P<t>\d\d:\d\d:\d\d)( GMT(?P<z>[+-]\d{4}))?")
_UNIX: Final = re.compile(r"^\w{3} (?P<md>\w{3} +\d{1,2}) (?P<t>\d\d:\d\d:\d\d)(?: (?P<z>[A-Z]{2,5}))? (?P<y>\d{4})$")
_EITHER_ORDER: Final = re.compile(r"(0?\d|1[0-2])[/.-](0?\d|1[0-2])[/.-]\d{4}")
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # an empty field, read as Unix time
_EPOCH: Final = re.compile(r"\d{10}(\d{3})?")

# Abbreviations that mean one offset wherever newspapers use them; CST, IST and the like mean several and are left out.
ZONES: Final[Mapping[str, int]] = {
    **{"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120},
    **{"MESZ": 120, "EET": 120, "SAST": 120, "CAT": 120, "EEST": 180, "MSK": 180, "EAT": 180, "TRT": 180},
    **{"WIB": 420, "SGT": 480, "HKT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720},
    **{"EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420},
}
"""Minutes east of UTC."""


@dataclass(frozen=True)
class Stated:
    """A date as stated: `instant` in UTC (midnight for a day), `offset` as RFC 3339 writes it, None if not given."""

    instant: datetime
    precision: DatePrecision
    offset: str | None

    @property
    def local(self) -> datetime:
        """The wall clock the publisher wrote, without a zone."""
        return self.instant.astimezone(_zone(self.offset)).replace(tzinfo=None)


def parse_stated(text: str) -> Stated | None:
    """The date a machine-readable statement gives: ISO 8601 and its kin, RFC 5322, JavaScript, `date`, Unix time.

    English dates in words and days first with dots are in use there too. A zone's abbreviation that means several
    zones, or none that is known, leaves the day alone.
    """
    text = " ".join(text[: _MAX_CHARACTERS + 1].split())
    if not 8 <= len(text) <= _MAX_CHARACTERS:
        return None
    try:
        return _from_epoch(text) or _from_iso(text) or _from_clock(text) or _from_mail(text) or _from_written(text)
    except (ValueError, OverflowError, IndexError, TypeError):  # a 30 February, an hour 25: no date
        return None


def parse_written(text: str, language: str | None) -> Stated | None:
    """The date a line of prose gives as a whole, in the language of the page: `16 de mayo de 2024, 15:40`.

    `04/05/2024` is none where the language does not say whether the day or the month comes first.
    """
    text = " ".join(text[: _MAX_CHARACTERS + 1].split())
    tongue, _, region = (language or "en").partition("-")
    if not 6 <= len(text) <= _MAX_CHARACTERS or (_EITHER_ORDER.match(text) and tongue == "en" and not region):
        return None
    settings: dict[str, object] = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    if tongue == "en" and region not in ("", "US"):
        settings["DATE_ORDER"] = "DMY"
    try:
        found = dateparser.parse(text, languages=[tongue], settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    if found is None:
        return None
    return _stated(found, DatePrecision.MINUTE if found.hour or found.minute else DatePrecision.DAY)


def with_offset(date: Stated, offset: str) -> Stated:
    """The same wall clock, read in another zone."""
    return _stated(date.local.replace(tzinfo=_zone(offset)), date.precision) or date


def _from_epoch(text: str) -> Stated | None:
    if _EPOCH.fullmatch(text) is None:
        return None
    seconds = int(text[:10])
    return _stated(datetime.fromtimestamp(seconds, UTC), DatePrecision.SECOND)


def _from_iso(text: str) -> Stated | None:
    match = _ISO.match(text)
    if match is None or re.match(r"[\d:]", text[match.end() :]):
        return None
    day = datetime(int(match["y"]), int(match["m"]), int(match["d"]))  # noqa: DTZ001 - the zone, if any, comes next
    if match["H"] is None:
        return _stated(day, DatePrecision.DAY) if match.end() == len(text) else None
    hour = int(match["H"])
    if match["half"] and hour <= 12:
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    second = int(match["S"] or 0) % 60
    moment = day.replace(hour=hour % 24, minute=int(match["M"]), second=second, microsecond=_fraction(text))
    moment += timedelta(days=hour // 24)
    if _is_unknown(match["zone"]):
        return _stated(day, DatePrecision.DAY)
    return _stated(_in_zone(moment, match["zone"]), DatePrecision.SECOND if match["S"] else DatePrecision.MINUTE)


def _from_clock(text: str) -> Stated | None:
    match = _JAVASCRIPT.match(text) or _UNIX.match(text)
    if match is None:
        return None
    moment = datetime.strptime(f"{match['md']} {match['y']} {match['t']}", "%b %d %Y %H:%M:%S")  # noqa: DTZ007 - zone next
    if _is_unknown(match["z"]):
        return _stated(moment.replace(hour=0, minute=0, second=0), DatePrecision.DAY)
    return _stated(_in_zone(moment, match["z"]), DatePrecision.SECOND)


def _from_mail(text: str) -> Stated | None:
    if not re.match(r"(\w{3}, )?\d{1,2} \w{3,9} \d{4} \d\d:\d\d", text):
        return None
    moment, zone = parsedate_to_datetime(text), re.search(r"\s([A-Z]{2,5})$", text)
    seconds = re.search(r"\d\d:\d\d:\d\d", text)
    if zone and moment.tzinfo is None:  # not one of the few zones that the standard names
        if _is_unknown(zone[1]):
            return _stated(moment.replace(hour=0, minute=0, second=0), DatePrecision.DAY)
        moment = _in_zone(moment, zone[1])
    return _stated(moment, DatePrecision.SECOND if seconds else DatePrecision.MINUTE)


def _from_written(text: str) -> Stated | None:
    if first := _CLOCK_FIRST.fullmatch(text):
        text = f"{first['day']} {first['clock']}"
    match = next((match for shape in _WRITTEN if (match := shape.fullmatch(text))), None)
    if match is None:
        return None
    name = match["m"].casefold()
    month = int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1
    if match.groupdict().get("dot", ".") != "." and int(match["d"]) <= _MOST_MONTHS:
        return None
    return _from_iso(f"{match['y']}-{month:02d}-{int(match['d']):02d} {match['clock'] or ''}".strip())


def _is_unknown(zone: str | None) -> bool:
    """Whether a zone is written by a word that does not say which."""
    return zone is not None and zone[0].isalpha() and zone.casefold() not in _OCLOCK and zone.upper() not in ZONES


def _fraction(text: str) -> int:
    match = re.search(r":\d\d[.,](\d{1,6})", text)
    return int(match[1].ljust(6, "0")) if match else 0


def _in_zone(moment: datetime, zone: str | None) -> datetime:
    """The moment with the zone as written; as it is where none is written or the word means several."""
    if not zone:
        return moment
    if zone[0] in "+-":
        digits = zone.replace(":", "").ljust(5, "0")
        return moment.replace(tzinfo=_zone(f"{digits[:3]}:{digits[3:5]}"))
    minutes = ZONES.get(zone.upper())
    return moment if minutes is None else moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))


def _zone(offset: str | None) -> timezone:
    if offset is None:
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _stated(moment: datetime, precision: DatePrecision) -> Stated | None:
    if not _FIRST_YEAR <= moment.year < _LAST_YEAR:
        return None
    east = moment.utcoffset()
    if (moment if east else moment.replace(tzinfo=UTC)) == _NEVER:
        return None
    if east is None or abs(east) >= timedelta(hours=15):
        return Stated(moment.replace(tzinfo=UTC), precision, None)
    minutes = round(east.total_seconds() / 60)
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    return Stated(moment.astimezone(UTC), precision, offset)
