"""Strategies that make any row of a model, from the model alone."""

import types
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import AwareDatetime, StringConstraints

from schemas.datasets import Dataset
from schemas.row import Record

_TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=20)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-9, minutes=-30))])
_PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: _TEXT,
    int: st.integers(100, 999),  # within every bound a row model sets
    float: st.floats(0, 1),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    AwareDatetime: st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=_ZONES),  # noqa: DTZ001
}


def any_row(model: type[Record]) -> st.SearchStrategy[Record]:
    """Any row the model accepts."""
    hints = get_type_hints(model, include_extras=True)
    values = st.fixed_dictionaries({name: _values(hints[name]) for name in model.model_fields})
    return values.map(lambda row: model(**_stated_together(row)))


def any_rows(dataset: Dataset, day: date) -> st.SearchStrategy[Sequence[Record]]:
    """Rows of one partition, each with a key of its own."""
    here = any_row(dataset.row).map(lambda row: row.model_copy(update={dataset.partition: day}))
    return st.lists(here, min_size=1, max_size=4, unique_by=lambda row: tuple(getattr(row, k) for k in dataset.key))


def _stated_together(row: dict[str, object]) -> dict[str, object]:
    """The row with no date that has no precision, and no precision without its date: some models refuse those."""
    pairs = [(name, f"{name}_precision") for name in row if f"{name}_precision" in row]
    apart = {one: None for pair in pairs if (row[pair[0]] is None) != (row[pair[1]] is None) for one in pair}
    return {**row, **apart}


def _values(hint: object) -> st.SearchStrategy[object]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) is Annotated:
        plain, *constraints = get_args(hint)
        patterns = [part.pattern for part in constraints if isinstance(part, StringConstraints) and part.pattern]
        return st.from_regex(patterns[0], fullmatch=True) if patterns else _values(plain)
    if get_origin(hint) in (Union, types.UnionType):
        (present,) = [part for part in get_args(hint) if part is not type(None)]
        return st.none() | _values(present)
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    assert isinstance(hint, type) and issubclass(hint, Record), hint
    return any_row(hint)
