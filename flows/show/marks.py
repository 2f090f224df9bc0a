"""Facts in, what they mark in the body out: spans that may overlap, cut into pieces that do not.

How a mark looks is the business of whoever shows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.mentions import Mention
from schemas.quantities import Quantity
from schemas.quotations import Quotation
from schemas.row import Record
from schemas.time_expressions import TimeExpression
from schemas.words import Word


class Kind(Word):
    """What is marked."""

    QUOTATION = "quotation", "what somebody said"
    SPEAKER = "speaker", "who said it"
    CUE = "cue", "the words that say so"
    MENTION = "mention", "a person, organization, place, product or nationality"
    ROLE = "role", "a role or title"
    TIME = "time", "a time"
    QUANTITY = "quantity", "a quantity"


LETTERS = {"quotations": "Q", "mentions": "M", "time_expressions": "T", "quantities": "N"}
"""What the label of a row begins with, by its dataset; its position follows."""


@dataclass(frozen=True)
class Mark:
    """A stretch of the body and the row it is of."""

    kind: Kind
    start: int
    end: int
    label: str
    """The row: `Q0`, `T12`."""
    says: str
    """The row in a few words."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the body in which the same marks hold, the longest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(facts: Mapping[str, Sequence[Record]]) -> list[Mark]:
    """What the facts of an article mark, in the order of the text."""
    marks = [mark for rows in facts.values() for row in rows for mark in _marks(row)]
    return sorted(marks, key=lambda one: (one.start, -one.end))


def pieces(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The body from `start` to `end`, cut wherever a mark begins or ends."""
    inside = sorted((one for one in marks if one.start < end and one.end > start), key=lambda one: one.start)
    cuts = sorted({start, end, *(at for one in inside for at in (one.start, one.end) if start < at < end)})
    open_: list[Mark] = []
    waiting = iter(inside)
    coming = next(waiting, None)
    for left, right in pairwise(cuts):
        open_ = [one for one in open_ if one.end > left]
        while coming is not None and coming.start <= left:
            open_.append(coming)
            coming = next(waiting, None)
        yield Piece(left, right, tuple(sorted(open_, key=lambda one: (one.start - one.end, one.label))))


def _marks(row: Record) -> Iterator[Mark]:
    if isinstance(row, Quotation):
        yield from _quotation_marks(row)
    elif isinstance(row, Mention):
        label, says = f"M{row.position}", _joined(row.name, row.subtype or row.type, row.country)
        yield Mark(Kind.MENTION, row.start, row.end, label, says)
        if row.role_start is not None and row.role_end is not None:
            yield Mark(Kind.ROLE, row.role_start, row.role_end, label, f"role of {row.name}")
    elif isinstance(row, TimeExpression):
        yield Mark(Kind.TIME, row.start, row.end, f"T{row.position}", _joined(row.type, row.value, row.mod))
    elif isinstance(row, Quantity):
        value = number(row.value) if row.value_high is None else f"{number(row.value)} to {number(row.value_high)}"
        says = _joined(row.kind, value, row.unit or row.unit_surface, row.modifier)
        yield Mark(Kind.QUANTITY, row.start, row.end, f"N{row.position}", says)


def _quotation_marks(row: Quotation) -> Iterator[Mark]:
    label, says = f"Q{row.position}", _joined(row.type, row.speaker or row.speaker_mention or "nobody named")
    for one in row.segments:
        yield Mark(Kind.QUOTATION, one.start, one.end, label, says)
    if row.cue_start is not None and row.cue_end is not None:
        yield Mark(Kind.CUE, row.cue_start, row.cue_end, label, f"cue of {label}")
    if row.speaker_start is not None and row.speaker_end is not None:
        yield Mark(Kind.SPEAKER, row.speaker_start, row.speaker_end, label, f"speaker of {label}")


def number(value: float) -> str:
    """A number as people write it, all its digits kept."""
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else f"{value!r}"


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
