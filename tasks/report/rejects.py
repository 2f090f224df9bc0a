"""Rejects counted by reason and by source, and the pages that took longest of all: those stopped at a time limit.

In: rows of `rejects`, of `COLUMNS`. Out: a record a reason, the largest first. What is done about them is not said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.words import RejectReason

COLUMNS: Final = ("reason", "source", "target_uri")
MOST_PAGES: Final = 20
"""Pages that are named, of those that were stopped."""

_REASONS: Final = {reason.value: reason for reason in RejectReason}


@dataclass(frozen=True)
class Rejected:
    """The rejects of one reason."""

    reason: RejectReason
    sources: Counter[str]
    """How many of them, by source."""

    @property
    def number(self) -> int:
        """How many there are."""
        return self.sources.total()


@dataclass(frozen=True)
class Rejections:
    """What did not become rows."""

    reasons: Sequence[Rejected]
    stopped: Sequence[str]
    """Pages that used up their time, in order of address: at most `MOST_PAGES`."""


def rejections(pieces: Iterable[pa.Table]) -> Rejections:
    """The rows counted, piece by piece."""
    counted: dict[str, Counter[str]] = {}
    stopped: set[str] = set()
    for rows in pieces:
        for one in rows.group_by(["reason", "source"]).aggregate([("source", "count")]).to_pylist():
            counted.setdefault(one["reason"], Counter())[one["source"]] += one["source_count"]
        slow = rows.filter(pc.equal(rows.column("reason"), RejectReason.TIMED_OUT.value))
        stopped.update(slow.column("target_uri").to_pylist())
    reasons = [Rejected(_REASONS[reason], sources) for reason, sources in counted.items()]
    return Rejections(sorted(reasons, key=lambda one: (-one.number, one.reason)), sorted(stopped)[:MOST_PAGES])
