"""What a commit asks for, and the files it comes to: each dataset's rule of change applied to a snapshot.

In: tables of `arrow_schema`. Out: the new complete file list of every partition whose rows differ.
When a commit takes effect is not decided here.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema, texts_of
from schemas.datasets import DATASETS, Change, Dataset
from schemas.errors import SchemaError
from tasks.store.log import FileEntry, Partitions, State
from tasks.store.parquet import check_table, ordered
from tasks.store.rows import among, by_partition, check_unique, first_of_each, keys, without
from tasks.store.snapshot import DataFile, Snapshot, named, narrowed
from tasks.store.truth import WriteFile

SIDE_BY_SIDE = min(4, os.cpu_count() or 1)
"""Partitions merged at once, each held in memory: compressing one takes far longer than finding its rows."""

ARTICLES = "articles"
ARTICLE_ID = ("article_id",)


@dataclass(frozen=True)
class Edit:
    """Rows of a dataset that is only appended to, given up or replaced in the files they stand in.

    `change` takes the rows of each file that has one of the keys, and gives those the file is to have.
    """

    keys: frozenset[str]
    change: Callable[[pa.Table], pa.Table]


@dataclass(frozen=True)
class Changes:
    """Rows to write, by dataset: `puts` are merged by key, `appends` (read once, one at a time) only added.

    Before that, every row goes that agrees with a row of its dataset's `drops` in all columns those have, and `edits`
    are made. `for_good` takes what goes away from earlier versions too: none before the commit can be read any more.
    """

    puts: Mapping[str, pa.Table] = field(default_factory=dict)
    appends: Mapping[str, Iterable[pa.Table]] = field(default_factory=dict)
    drops: Mapping[str, pa.Table] = field(default_factory=dict)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    for_good: bool = False


@dataclass(frozen=True)
class _Gone:
    """The rows with one of these keys over some columns."""

    columns: Sequence[str]
    keys: pa.ChunkedArray
    days: frozenset[str] | None = None
    """The partitions they lie in, where that is known without looking."""


def apply_changes(snapshot: Snapshot, changes: Changes, write: WriteFile) -> State:
    """The partitions whose rows differ afterwards, their new files written.

    * UPSERT: a row replaces the row of its key, in whatever partition that is.
    * BY_ARTICLE: the rows given replace all rows of their articles.
    * WITH_ARTICLE: the rows given replace all rows of the articles put; of an article with none given, none stay.
    * INSERT: a key that is there, or was given before, keeps its first row.
    * APPEND: as INSERT, in new files; the files that are there stay, but for those edited.

    Raises:
        SchemaError: a table does not fit its dataset, or its dataset is not changed that way.
    """
    _check(changes)
    articles = changes.puts.get(ARTICLES, arrow_schema(DATASETS[ARTICLES]).empty_table())
    given = _Gone(ARTICLE_ID, keys(articles, ARTICLE_ID))
    # What belongs to an article lies on its day: of a year of days, one dataset is looked through and not each.
    given = replace(given, days=_partitions_of(snapshot, DATASETS[ARTICLES], given))
    changed = {name: _change(snapshot, DATASETS[name], changes, given, write) for name in DATASETS}
    return {name: partitions for name, partitions in changed.items() if partitions}


def _check(changes: Changes) -> None:
    for name in changes.appends:
        if named(name).change is not Change.APPEND:
            raise SchemaError(f"{name}: rows are put, not appended")
    for name in changes.drops:
        if named(name).change is Change.APPEND:
            raise SchemaError(f"{name}: rows are appended and stay")
    for name in changes.edits:
        if named(name).change is not Change.APPEND:
            raise SchemaError(f"{name}: rows are put or dropped, not edited")
    for name, table in changes.puts.items():
        if named(name).change is Change.APPEND:
            raise SchemaError(f"{name}: rows are appended, not put")
        check_table(named(name), table)
        if named(name).change is not Change.INSERT:
            check_unique(named(name), table)


def _change(snapshot: Snapshot, dataset: Dataset, changes: Changes, articles: _Gone, write: WriteFile) -> Partitions:
    if dataset.change is Change.APPEND:
        edited = _edited(snapshot, dataset, changes.edits.get(dataset.name), write)
        return {**edited, **_append(snapshot, dataset, edited, changes.appends.get(dataset.name, ()), write)}
    rows = changes.puts.get(dataset.name, arrow_schema(dataset).empty_table())
    gone = _dropped(dataset, changes)
    if dataset.change is Change.WITH_ARTICLE:
        _check_owners(dataset, rows, articles)
        gone = [*gone, articles]
    elif dataset.name == ARTICLES:
        gone = [*gone, articles]
    elif dataset.change is Change.BY_ARTICLE:
        gone = [*gone, _Gone(ARTICLE_ID, keys(rows, ARTICLE_ID))]
    elif dataset.change is Change.UPSERT:
        gone = [*gone, _Gone(dataset.key, keys(rows, dataset.key))]
    else:
        rows = _new(snapshot, dataset, rows, gone)
    return _merge(snapshot, dataset, rows, gone, write)


def _dropped(dataset: Dataset, changes: Changes) -> Sequence[_Gone]:
    table = changes.drops.get(dataset.name)
    return [] if table is None or not table.num_rows else [_Gone(table.column_names, keys(table, table.column_names))]


def _check_owners(dataset: Dataset, rows: pa.Table, articles: _Gone) -> None:
    orphans = without(rows, ARTICLE_ID, articles.keys)
    if orphans.num_rows:
        example = orphans.column("article_id")[0].as_py()
        raise SchemaError(f"{dataset.name}: rows of an article that is not put with them, such as {example}")


def _new(snapshot: Snapshot, dataset: Dataset, rows: pa.Table, gone: Sequence[_Gone]) -> pa.Table:
    if not rows.num_rows:
        return rows
    columns = list(dict.fromkeys([*dataset.key, *(name for one in gone for name in one.columns)]))
    present = _kept(snapshot.read(dataset.name, columns), gone)
    return without(first_of_each(dataset, rows), dataset.key, keys(present, dataset.key))


def _merge(snapshot: Snapshot, dataset: Dataset, rows: pa.Table, gone: Sequence[_Gone], write: WriteFile) -> Partitions:
    """Each partition that differs once the rows in `gone` are replaced by `rows`, written side by side."""
    new = by_partition(dataset, rows)
    touched = {partition for one in gone for partition in _partitions_of(snapshot, dataset, one)}.intersection(
        snapshot.partitions(dataset.name)
    )

    def merge(partition: str) -> tuple[FileEntry, ...] | None:
        before = snapshot.read(dataset.name, partitions=[partition])
        kept = _kept(before, gone)
        after = ordered(dataset, pa.concat_tables([kept, new[partition]] if partition in new else [kept]))
        if after.equals(before):
            return None
        return (write(dataset, partition, after),) if after.num_rows else ()

    chosen = sorted(new.keys() | touched)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        written = zip(chosen, pool.map(merge, chosen), strict=True)
        return {partition: entries for partition, entries in written if entries is not None}


def _kept(table: pa.Table, gone: Sequence[_Gone]) -> pa.Table:
    for one in gone:
        table = without(table, one.columns, one.keys)
    return table


def _partitions_of(snapshot: Snapshot, dataset: Dataset, gone: _Gone) -> frozenset[str]:
    if gone.days is not None:
        return gone.days
    if not len(gone.keys):
        return frozenset()
    columns = list(dict.fromkeys([*gone.columns, dataset.partition]))
    places = snapshot.read(dataset.name, columns)
    found = places.filter(among(keys(places, gone.columns), gone.keys))
    return frozenset(str(value) for value in pc.unique(found.column(dataset.partition)).to_pylist())


def _edited(snapshot: Snapshot, dataset: Dataset, edit: Edit | None, write: WriteFile) -> Partitions:
    """The partitions of which a file has one of the keys; the others' files stay, and all keep their order."""
    if edit is None:
        return {}
    wanted = pa.chunked_array([texts_of(edit.keys)])

    def entry_of(file: DataFile, entry: FileEntry) -> FileEntry | None:
        here = keys(snapshot.read_file(dataset, narrowed(dataset, dataset.key), file), dataset.key)
        if not pc.any(among(here, wanted)).as_py():
            return entry
        rows = edit.change(snapshot.read_file(dataset, arrow_schema(dataset), file))
        return write(dataset, file.partition, rows) if rows.num_rows else None

    there = snapshot.partitions(dataset.name)
    edited = {
        partition: tuple(filter(None, map(entry_of, files, there[partition])))
        for partition, files in snapshot.files(dataset.name).items()
    }
    return {partition: entries for partition, entries in edited.items() if entries != there[partition]}


def _append(
    snapshot: Snapshot, dataset: Dataset, edited: Partitions, tables: Iterable[pa.Table], write: WriteFile
) -> Partitions:
    present: pa.ChunkedArray | None = None
    added: dict[str, list[FileEntry]] = {}
    for table in tables:
        check_table(dataset, table)
        if present is None:
            present = keys(snapshot.read(dataset.name, dataset.key), dataset.key)
        fresh = _absent(dataset, table, present)
        present = pa.chunked_array([*present.chunks, *keys(fresh, dataset.key).chunks], pa.string())
        for partition, rows in by_partition(dataset, fresh).items():
            added.setdefault(partition, []).append(write(dataset, partition, rows))
    there = {**snapshot.partitions(dataset.name), **edited}
    return {partition: (*there.get(partition, ()), *entries) for partition, entries in added.items()}


def _absent(dataset: Dataset, table: pa.Table, present: pa.ChunkedArray) -> pa.Table:
    # The set to look up in is the small one, the batch: hashing every key ever seen for each batch would be slow.
    rows = first_of_each(dataset, table)
    known = present.filter(among(present, keys(rows, dataset.key)))
    return without(rows, dataset.key, known)
