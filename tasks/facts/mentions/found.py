"""What the finders of mentions hand on."""

from dataclasses import dataclass

from schemas.words import MentionType


@dataclass(frozen=True, slots=True)
class FoundMention:
    """One mention; `body[start:end]` is what it says. See `schemas.mentions` for the rest."""

    type: MentionType
    subtype: str | None
    start: int
    end: int
    name: str
    role_start: int | None = None
    role_end: int | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
