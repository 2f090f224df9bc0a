"""Rows by key and by partition: pure operations on tables of one dataset."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from schemas.datasets import Dataset
from schemas.errors import SchemaError


def keys(table: pa.Table, columns: Sequence[str]) -> pa.ChunkedArray:
    """One text a row that tells rows with other values in `columns` apart."""
    texts = [pc.cast(table.column(name), pa.string()) for name in columns]
    if len(texts) == 1:
        return texts[0]
    return pc.binary_join_element_wise(*texts, "\x00")  # no text of a row holds U+0000


def check_unique(dataset: Dataset, table: pa.Table) -> None:
    """Refuses a table with two rows of one key.

    Raises:
        SchemaError: names one such key.
    """
    counted = pc.value_counts(keys(table, dataset.key))
    twice = counted.filter(pc.greater(counted.field("counts"), 1))
    if len(twice):
        example = twice.field("values")[0].as_py().replace("\x00", ", ")
        raise SchemaError(
            f"{dataset.name}: {len(twice)} keys ({', '.join(dataset.key)}) stand twice, such as {example}"
        )


def first_of_each(dataset: Dataset, table: pa.Table) -> pa.Table:
    """The rows without those whose key has stood before, order kept."""
    places = pa.table({"key": keys(table, dataset.key), "place": pa.array(range(table.num_rows), pa.int64())})
    firsts = places.group_by("key").aggregate([("place", "min")]).column("place_min")
    return table if len(firsts) == table.num_rows else table.take(firsts.take(pc.sort_indices(firsts)))


def among(values: pa.ChunkedArray, wanted: pa.ChunkedArray) -> pa.ChunkedArray:
    """For each value, whether it is one of `wanted`."""
    return pc.is_in(values, value_set=wanted.combine_chunks())


def without(table: pa.Table, columns: Sequence[str], gone: pa.ChunkedArray) -> pa.Table:
    """The rows whose key over `columns` is none of `gone`."""
    return table.filter(pc.invert(among(keys(table, columns), gone)))


def by_partition(dataset: Dataset, table: pa.Table) -> Mapping[str, pa.Table]:
    """The rows of each partition, by its value, in ascending order."""
    if not table.num_rows:
        return {}
    order = pc.sort_indices(table, sort_keys=[(dataset.partition, "ascending")])
    counted = pc.value_counts(table.column(dataset.partition).take(order))
    grouped, start, parts = table.take(order), 0, {}
    for value, count in zip(counted.field("values"), counted.field("counts").to_pylist(), strict=True):
        parts[str(value.as_py())] = grouped.slice(start, count)
        start += count
    return parts
