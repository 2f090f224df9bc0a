"""What passes between the rules and the scan: the place of an expression in, its reading out."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from schemas.words import TimexAnchor, TimexType

REF: Final = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means, as TIMEX3."""

    type: TimexType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchored_on: TimexAnchor = TimexAnchor.NONE
    anchor_date: date | None = None


@dataclass(frozen=True, slots=True)
class FoundTime:
    """One time expression; `body[start:end] == surface`.

    `anchored_on` says publication for whatever was counted from the anchor the caller gave.
    """

    surface: str
    start: int
    end: int
    type: TimexType
    value: str
    mod: str | None
    quant: str | None
    freq: str | None
    begin_date: date | None
    end_date: date | None
    anchored_on: TimexAnchor
    anchor_date: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: body and lower-case twin, span, the story's day, what was found before."""

    body: str
    lowered: str
    start: int
    end: int
    anchor: date | None
    before: tuple[FoundTime, ...]

    @property
    def ahead(self) -> str:
        """The lower-case text just before it."""
        return self.lowered[max(0, self.start - 60) : self.start]

    @property
    def behind(self) -> str:
        """The lower-case text just after it."""
        return self.lowered[self.end : self.end + 60]


def counted(place: Place, type_: TimexType, value: str, mod: str | None = None) -> Reading:
    """A reading counted from the story's day."""
    return Reading(type_, value, mod, anchored_on=TimexAnchor.PUBLICATION, anchor_date=place.anchor)


def stated(type_: TimexType, value: str, mod: str | None = None) -> Reading:
    """A reading that needs no other day."""
    return Reading(type_, value, mod)


def last_named(place: Place, kinds: str, *, compared: bool = True) -> FoundTime | None:
    """The nearest day or period before the place whose value has the form of the pattern."""
    form = re.compile(kinds)
    latest = place.before[-12:]
    for found in reversed(latest):
        if found.anchored_on is TimexAnchor.TEXT and not compared:
            continue
        if found.type in (TimexType.DATE, TimexType.TIME) and found.begin_date and form.match(found.value):
            return found
    return None
