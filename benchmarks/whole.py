"""Is a root whole? What a reader of the store's promises would look for, file by file.

In: a root's folder, nobody writing to it. Out: what is wrong, in words; nothing if it is whole.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.datasets import DATASETS, Change
from schemas.errors import StoreError
from tasks.store import DataFile, Root, Snapshot, log
from tasks.store.layout import HOME, LOG, digest_of, plain
from tasks.store.locations import storage_at
from tasks.store.rows import keys
from tasks.store.storage import Storage


def faults_of(location: str | Path) -> list[str]:
    """What is wrong with a root once it has been opened."""
    try:
        root = Root.open(location)
        versions = [commit.version for commit in root.history()]
        snapshots = [root.snapshot(version) for version in versions]
    except StoreError as error:
        return [f"it cannot be opened: {error}"]
    seen: dict[str, list[str]] = {}
    broken = [fault for snapshot in snapshots for fault in _broken_files(snapshot, seen)]
    if broken:
        return sorted(set(broken))
    storage = storage_at(location)
    is_local = storage.is_local
    view = _view_faults(Path(root.location), root.snapshot()) if is_local else _copy_faults(storage, root.snapshot())
    faults = _log_faults(storage) + view
    return faults + [f"version {one.version}: {fault}" for one in snapshots for fault in _row_faults(one)]


def content_of(location: str | Path) -> dict[str, dict[str, list[str]]]:
    """The digests of the files of the newest version, by dataset and partition."""
    state = Root.open(location).snapshot().state
    return {
        dataset: {value: sorted(entry.digest for entry in entries) for value, entries in sorted(partitions.items())}
        for dataset, partitions in sorted(state.items())
    }


def _log_faults(storage: Storage) -> list[str]:
    there = sorted(int(Path(stored.key).stem) for stored in storage.listing(LOG))
    expected = list(range(max(log.oldest(storage), 1), log.newest(storage) + 1))
    missing = sorted(set(expected) - set(there))
    return [f"the log lacks version {version}" for version in missing]


def _broken_files(snapshot: Snapshot, seen: dict[str, list[str]]) -> Iterator[str]:
    for dataset in DATASETS:
        for files in snapshot.files(dataset).values():
            for file in files:
                if file.key not in seen:
                    seen[file.key] = list(_file_faults(snapshot.storage, file))
                yield from seen[file.key]


def _file_faults(storage: Storage, file: DataFile) -> Iterator[str]:
    name = Path(file.key).name
    try:
        content = storage.read(file.key)
        rows = pq.ParquetFile(pa.BufferReader(content)).read().num_rows
    except (OSError, pa.ArrowException) as error:
        yield f"{name}: cannot be read: {type(error).__name__}"
        return
    if hashlib.sha256(content).hexdigest() != digest_of(file.key):
        yield f"{name}: is not what its name says"
    if (rows, len(content)) != (file.rows, file.bytes):
        yield f"{name}: {rows} rows and {len(content)} bytes, by the log {file.rows} and {file.bytes}"


def _view_faults(root: Path, snapshot: Snapshot) -> list[str]:
    wanted = {
        root / name / f"{dataset.partition}={value}" / f"part-{number}.parquet": root / file.key
        for name, dataset in DATASETS.items()
        for value, files in snapshot.files(name).items()
        for number, file in enumerate(files)
    }
    there = {path for path in [*root.glob("*"), *root.glob("[!.]*/**/*")] if path.is_file()}
    folders = {path for path in root.glob("[!.]*/*") if path.is_dir()}
    other = [path for path in wanted.keys() & there if _differ(path, wanted[path])]
    return [
        *(f"stray file {path.relative_to(root)}" for path in sorted(there - wanted.keys())),
        *(f"stray folder {path.relative_to(root)}" for path in sorted(folders - {path.parent for path in wanted})),
        *(f"missing plain file {path.relative_to(root)}" for path in sorted(wanted.keys() - there)),
        *(f"other content in {path.relative_to(root)}" for path in sorted(other)),
    ]


def _copy_faults(storage: Storage, snapshot: Snapshot) -> list[str]:
    """As `_view_faults`, of a root in a bucket, where there are no folders."""
    wanted = {
        plain(dataset, value, number): file.key
        for name, dataset in DATASETS.items()
        for value, files in snapshot.files(name).items()
        for number, file in enumerate(files)
    }
    there = {stored.key for stored in storage.listing("") if not stored.key.startswith(f"{HOME}/")}
    other = [key for key in wanted.keys() & there if storage.read(key) != storage.read(wanted[key])]
    return [
        *(f"stray object {key}" for key in sorted(there - wanted.keys())),
        *(f"missing plain object {key}" for key in sorted(wanted.keys() - there)),
        *(f"other content in {key}" for key in sorted(other)),
    ]


def _differ(link: Path, target: Path) -> bool:
    return not link.samefile(target) and link.read_bytes() != target.read_bytes()


def _row_faults(snapshot: Snapshot) -> Iterator[str]:
    for name, dataset in DATASETS.items():
        counted = Counter(keys(snapshot.read(name, dataset.key), dataset.key).to_pylist())
        twice = [key for key, times in counted.items() if times > 1]
        if twice:
            yield f"{name}: {len(twice)} keys stand twice"
    yield from _torn(snapshot)


def _torn(snapshot: Snapshot) -> Iterator[str]:
    """Rows of one commit without those they were committed with."""
    columns = ["article_id", "payload_digest", "published_date"]
    articles = {tuple(row.values()) for row in snapshot.read("articles", columns).to_pylist()}
    for name, dataset in DATASETS.items():
        if dataset.change is Change.WITH_ARTICLE:
            orphans = {tuple(row.values()) for row in snapshot.read(name, columns).to_pylist()} - articles
            if orphans:
                yield f"{name}: {len(orphans)} rows are not of the articles that are there"
    captures = set(snapshot.read("captures", ["record_id"]).column("record_id").to_pylist())
    lost = set(snapshot.read("articles", ["record_id"]).column("record_id").to_pylist()) - captures
    if lost:
        yield f"articles: {len(lost)} have lost their capture"
