"""The immutable files that commits name, in; which are lost, damaged or not what they should be, out.

What the rows say is not looked at beyond their keys. Nothing is mended here.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.arrow import SCHEMA_VERSION_KEY, file_schema
from schemas.datasets import DATASETS, Dataset
from schemas.errors import StoreError
from schemas.findings import Finding, Rule
from tasks.store.layout import digest_of
from tasks.store.needs import NamedFile
from tasks.store.older import columns_at
from tasks.store.rows import keys
from tasks.store.scan import CHUNK, decoded
from tasks.store.snapshot import Snapshot
from tasks.store.storage import Storage

LOSSES: Final = frozenset({Rule.FILE_MISSING, Rule.FILE_SIZE, Rule.FILE_DIGEST, Rule.FILE_UNREADABLE})
"""Findings after which a file's rows cannot be relied on, and an intact copy mends it."""
HIDING: Final = LOSSES | {Rule.FILE_SCHEMA, Rule.FILE_ROWS}
"""Findings after which a file's rows are not looked at."""


def file_findings(storage: Storage, file: NamedFile, there: Mapping[str, int], *, deep: bool) -> Iterator[Finding]:
    """What is wrong with a file; `there` says how many bytes each stored file has."""
    if file.key not in there:
        yield Finding(Rule.FILE_MISSING, file.key, f"{file.entry.rows} rows of {file.dataset} {file.partition}")
        return
    if there[file.key] != file.entry.bytes:
        yield Finding(Rule.FILE_SIZE, file.key, f"{there[file.key]} bytes, by its commit {file.entry.bytes}")
        return
    try:
        if deep and hashed(storage, file.key) != digest_of(file.key):
            yield Finding(Rule.FILE_DIGEST, file.key, "the bytes are not those it was named for")
            return
        with storage.open(file.key) as opened, pq.ParquetFile(opened) as parquet:
            yield from _content_findings(file, parquet)
        for _ in decoded(storage, file.key) if deep else ():
            pass
    except (OSError, pa.ArrowException, StoreError) as error:
        yield Finding(Rule.FILE_UNREADABLE, file.key, f"{type(error).__name__}: {error}")


def key_findings(snapshot: Snapshot, unreadable: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """The datasets in which a key stands twice."""
    for name, dataset in DATASETS.items():
        days = [day for day in snapshot.partitions(name) if (name, day) not in unreadable]
        counted = pc.value_counts(keys(snapshot.read(name, dataset.key, days), dataset.key))
        twice = counted.filter(pc.greater(counted.field("counts"), 1)).field("values")
        if len(twice):
            example = twice[0].as_py().replace("\x00", ", ")
            yield Finding(Rule.DUPLICATE_KEY, name, f"{len(twice)} keys stand twice, such as {example}")


def hashed(storage: Storage, key: str) -> str:
    """The SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with storage.open(key) as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _content_findings(file: NamedFile, parquet: pq.ParquetFile) -> Iterator[Finding]:
    dataset = DATASETS[file.dataset]
    if parquet.metadata.num_rows != file.entry.rows:
        says = f"{parquet.metadata.num_rows} rows, by its commit {file.entry.rows}"
        yield Finding(Rule.FILE_ROWS, file.key, says)
    if (other := _other_schema(dataset, file.entry.schema_version, parquet.schema_arrow)) is not None:
        yield Finding(Rule.FILE_SCHEMA, file.key, other)
        return
    if not _is_sorted(parquet.read(columns=list(dataset.key)), dataset.key):
        yield Finding(Rule.UNSORTED, file.key, f"rows are not in the order of {', '.join(dataset.key)}")


def _other_schema(dataset: Dataset, version: int, given: pa.Schema) -> str | None:
    """In words, how a schema is not the dataset's of that version; None if it is."""
    columns = [one for one in file_schema(dataset) if one.name in columns_at(dataset, version)]
    expected = pa.schema(columns, {**file_schema(dataset).metadata, SCHEMA_VERSION_KEY: str(version).encode()})
    if given.equals(expected, check_metadata=True):
        return None
    pairs = zip(given, expected, strict=False)
    other = next((f"{one} for {wanted}" for one, wanted in pairs if not one.equals(wanted)), None)
    return other or (f"columns {given.names}" if given.names != expected.names else "other metadata")


def _is_sorted(table: pa.Table, columns: Sequence[str]) -> bool:
    """Whether each row's key is at least that of the row before."""
    if table.num_rows < 2:
        return True
    above, below = table.slice(0, table.num_rows - 1), table.slice(1)
    ascends = pa.chunked_array([pa.repeat(True, table.num_rows - 1)])
    for name in reversed(columns):
        same, less = pc.equal(above[name], below[name]), pc.less(above[name], below[name])
        ascends = pc.or_(less, pc.and_(same, ascends))
    return bool(pc.all(ascends).as_py())
