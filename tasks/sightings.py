"""The captures of one article in, its versions out: each a stretch of captures, in order of time, that say the same.

The order the captures came in makes no difference. Tables are not known here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from tasks.revise import Said


@dataclass(frozen=True)
class Seen:
    """One capture of an article, and what it says."""

    record_id: str
    captured_at: datetime
    payload_digest: str
    extractor_version: str
    said: Said
    row: int | None
    """Where the row derived from it is; None if only a row that says the same was kept."""
    is_fresh: bool
    """Whether it has just been derived."""

    @property
    def order(self) -> tuple[datetime, int, str]:
        """By time; of those received at once the one with the longer body is last, then the one of the higher id."""
        return self.captured_at, self.said.length, self.record_id


@dataclass(frozen=True)
class Version:
    """Captures that say the same, in order; the first of them gives the version's row."""

    captures: Sequence[Seen]

    @property
    def first(self) -> Seen:
        """The capture whose row the version has."""
        return self.captures[0]


def versions_of(captures: Iterable[Seen]) -> list[Version]:
    """The versions, the earliest first."""
    in_order = sorted(captures, key=lambda seen: seen.order)
    return [Version(list(same)) for _, same in groupby(in_order, key=lambda seen: seen.said)]


def missing_rows(versions: Sequence[Version]) -> set[str]:
    """The captures to derive again before the versions hold.

    These are captures whose row was not kept because an earlier one said the same and that are now the first of
    their version; and captures of neighbouring versions that other rules derived: what those say cannot be compared.
    """
    rowless = {version.first.record_id for version in versions if version.first.row is None}
    pairs = pairwise(versions)
    unlike = [pair for pair in pairs if pair[0].captures[-1].extractor_version != pair[1].first.extractor_version]
    stale = {seen.record_id for pair in unlike for one in pair for seen in one.captures if not seen.is_fresh}
    return rowless | stale
