"""What passes between the rules and the scan: the place of an expression in, its reading out."""

from dataclasses import dataclass
from datetime import date

from schemas.words import TimexAnchor, TimexType


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
