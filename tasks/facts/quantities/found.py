"""What the finder of quantities hands on, and what its modules hand each other."""

from dataclasses import dataclass

from schemas.words import QuantityKind, QuantityModifier
from tasks.facts.quantities.languages import Writing
from tasks.facts.quantities.numbers import Number
from tasks.facts.quantities.units import Unit


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """One quantity; `body[start:end]` is what it says, number and unit. See `schemas.quantities` for the rest."""

    kind: QuantityKind
    start: int
    end: int
    value: float
    value_high: float | None
    modifier: QuantityModifier | None
    unit_surface: str
    unit: str | None
    base_value: float | None
    base_unit: str | None
    conversion_of: int | None
    """Index, among those found in the body, of the quantity it converts."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body, its lower-case twin of the same length, and how its language writes."""

    body: str
    lowered: str
    language: str | None
    writing: Writing

    def ahead(self, place: int, length: int = 60) -> str:
        """The lower-case text just before a place."""
        return self.lowered[max(0, place - length) : place]


@dataclass(frozen=True, slots=True)
class Written:
    """A unit where it is written."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One quantity before the text around it is read: its numbers and its unit, which may stand elsewhere."""

    start: int
    end: int
    low: Number
    high: Number | None
    written: Written
    modifier: QuantityModifier | None = None
    conversion_of: int | None = None
    difference: bool = False
    """Whether it is a rise or fall of temperature, which no thermometer shows."""

    @property
    def unit(self) -> Unit:
        """Its unit."""
        return self.written.unit
