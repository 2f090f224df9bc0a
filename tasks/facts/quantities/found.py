"""What the finder of quantities hands on."""

from dataclasses import dataclass

from schemas.words import QuantityKind, QuantityModifier


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """One quantity; `body[start:end]` is what it says, number and unit. See `schemas.quantities` for the rest."""

    kind: QuantityKind
    start: int
    end: int
    value: float
    value_high: float | None
    modifier: QuantityModifier | None
    unit_surface: str | None
    unit: str | None
    base_value: float | None
    base_unit: str | None
    conversion_of: int | None
    """Index, among those found in the body, of the quantity it converts."""
