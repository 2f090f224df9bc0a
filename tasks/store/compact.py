"""Files of one partition brought together: which are too many, and the fewer that hold the same rows.

Only appended files pile up; of the other datasets each partition is one file. In: a snapshot. Out: the partition's new
files, written. No row changes, and the files from before stay as long as a commit that names them is kept.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, Change, Dataset
from tasks.store.log import FileEntry, State
from tasks.store.snapshot import DataFile, Snapshot
from tasks.store.truth import WriteFile

CROWD: Final = 8
"""So many small files of a partition are worth writing anew."""

LARGEST: Final = 64_000_000
"""Bytes of a file that several become at most: its rows are in memory once, unpacked. What has half of it is left."""


def crowded(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The partitions with too many small files, each with its dataset, in ascending order."""
    return [
        (dataset.name, partition)
        for dataset in DATASETS.values()
        if dataset.change is Change.APPEND
        for partition, files in snapshot.files(dataset.name).items()
        if sum(map(_is_small, files)) >= CROWD
    ]


def compacted(snapshot: Snapshot, dataset: str, partition: str, write: WriteFile) -> State:
    """The partition in fewer files; nothing, if it has not too many any more.

    Raises:
        StoreError: a file cannot be read, or the root cannot be written.
    """
    if (dataset, partition) not in crowded(snapshot):
        return {}
    there, known = snapshot.partitions(dataset)[partition], DATASETS[dataset]
    entry_of = dict(zip(snapshot.files(dataset)[partition], there, strict=True))
    groups = list(_groups(list(entry_of)))
    entries = [entry_of[files[0]] if len(files) == 1 else _one(snapshot, known, files, write) for files in groups]
    return {dataset: {partition: tuple(entries)}}


def _one(snapshot: Snapshot, dataset: Dataset, files: Sequence[DataFile], write: WriteFile) -> FileEntry:
    schema = arrow_schema(dataset)
    rows = pa.concat_tables([snapshot.read_file(dataset, schema, file) for file in files])
    return write(dataset, files[0].partition, rows)


def _groups(files: Sequence[DataFile]) -> Iterator[Sequence[DataFile]]:
    """The files in their order, those that become one together: each file is in one group."""
    for is_small, found in groupby(files, _is_small):
        group: list[DataFile] = []
        for file in found:
            if group and (not is_small or sum(one.bytes for one in group) + file.bytes > LARGEST):
                yield group
                group = []
            group.append(file)
        yield group


def _is_small(file: DataFile) -> bool:
    return file.bytes < LARGEST // 2
