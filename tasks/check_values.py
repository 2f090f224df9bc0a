"""Tables in, the values out that their row models would refuse: unknown words, empty texts, numbers out of bounds.

The tests a column has to pass are taken from the fields of its row model, so that nothing is said here a second time.
Types and nulls are `schemas.arrow`'s business.
"""

import types
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Final, Union, get_args, get_origin, get_type_hints

import annotated_types
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import AfterValidator, StringConstraints
from pydantic.fields import FieldInfo

from schemas.datasets import DATASETS
from schemas.findings import Finding, Rule
from schemas.row import Record, no_nul

_AT_ONCE: Final = 20_000
"""Rows: their texts must fit into one array."""


@dataclass(frozen=True)
class _Bounds:
    """What a value of a column has to be."""

    words: tuple[str, ...] | None = None
    pattern: str | None = None
    is_filled: bool = False
    holds_nul: bool = True
    least: float | None = None
    most: float | None = None

    def wrong(self, values: pa.Array) -> Iterator[tuple[Rule, str, pa.Array]]:
        """For each test the values have to pass: its rule, in words what is wrong, and where it is."""
        if self.words is not None:
            known = pc.or_(pc.is_null(values), pc.is_in(values, value_set=pa.array(self.words, values.type)))
            yield Rule.UNKNOWN_WORD, "is none of its words", pc.invert(known)
        if self.pattern is not None:
            fits = pc.match_substring_regex(values, self.pattern)
            yield Rule.BAD_VALUE, f"does not match {self.pattern}", pc.invert(fits)
        if self.is_filled:
            yield Rule.BAD_VALUE, "is empty", pc.equal(pc.binary_length(values), 0)
        if not self.holds_nul:
            yield Rule.BAD_VALUE, "holds U+0000", pc.match_substring(values, "\x00")
        if self.least is not None:
            yield Rule.BAD_VALUE, f"is less than {self.least:g}", pc.less(values, self.least)
        if self.most is not None:
            yield Rule.BAD_VALUE, f"is more than {self.most:g}", pc.greater(values, self.most)


def value_findings(dataset: str, table: pa.Table) -> Iterator[Finding]:
    """The columns of a table, whichever it has, with values their row model refuses. Nulls are not looked at."""
    known, found, examples = DATASETS[dataset], Counter[tuple[Rule, str]](), dict[tuple[Rule, str], str]()
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        for field, column in zip(batch.schema, batch.columns, strict=True):
            for rule, detail, rows in _broken(_hint(known.row, field.name), column, field.name):
                if places := set(rows):
                    found[rule, detail] += len(places)
                    examples.setdefault((rule, detail), batch.column(known.key[0])[min(places)].as_py())
    for (rule, detail), number in found.items():
        yield Finding(rule, dataset, f"{detail}: {number} rows, such as {examples[rule, detail]}")


@cache
def _hint(row: type[Record], name: str) -> object:
    return _annotated(get_type_hints(row, include_extras=True)[name], row.model_fields[name])


def _annotated(hint: object, field: FieldInfo) -> object:
    """The type hint, with what the field itself demands, such as a least value."""
    return Annotated[hint, *field.metadata] if field.metadata else hint


def _broken(hint: object, values: pa.Array, name: str) -> Iterator[tuple[Rule, str, Sequence[int]]]:
    """Each test that values fail, in words, and the places where they do."""
    plain, bounds = _unwrapped(hint)
    if get_origin(plain) is tuple:
        parents = pc.list_parent_indices(values)
        for rule, detail, places in _broken(get_args(plain)[0], values.flatten(), name):
            yield rule, detail, parents.take(pa.array(places, pa.int64())).to_pylist()
    elif isinstance(plain, type) and issubclass(plain, Record):
        for number, field in enumerate(values.type):
            yield from _broken(_hint(plain, field.name), values.field(number), f"{name}.{field.name}")
    else:
        for rule, detail, wrong in bounds.wrong(values):
            yield rule, f"{name} {detail}", pc.indices_nonzero(wrong).to_pylist()


@cache
def _unwrapped(hint: object) -> tuple[object, _Bounds]:
    """The type itself, and what is demanded of its values."""
    demands: list[object] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            demands += more
        elif get_origin(hint) in (Union, types.UnionType):
            (hint,) = [part for part in get_args(hint) if part is not type(None)]
        else:
            return hint, _bounds(hint, demands)


def _bounds(plain: object, demands: Sequence[object]) -> _Bounds:
    words = tuple(map(str, plain)) if isinstance(plain, type) and issubclass(plain, StrEnum) else None
    texts = [one for one in demands if isinstance(one, StringConstraints)]
    return _Bounds(
        words=words,
        pattern=next((str(one.pattern) for one in texts if one.pattern), None),
        is_filled=any(one.min_length for one in texts),
        holds_nul=not any(isinstance(one, AfterValidator) and one.func is no_nul for one in demands),
        least=next((float(str(one.ge)) for one in demands if isinstance(one, annotated_types.Ge)), None),
        most=next((float(str(one.le)) for one in demands if isinstance(one, annotated_types.Le)), None),
    )
