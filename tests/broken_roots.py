"""Roots that break rules: written around the store, which refuses such rows."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
from pages import html_page
from stages import NOON, run_here

from schemas.datasets import DATASETS
from tasks.store import Root, Snapshot
from tasks.store.attempts import make_commit
from tasks.store.locations import storage_at
from tasks.store.log import FileEntry, State
from tasks.store.rows import by_partition
from tasks.store.truth import truth_writer

SAMPLES = Path("config/samples")
Alter = Callable[[pa.Table], pa.Table]


def whole_root(folder: Path) -> Path:
    """The samples, and an article of two versions; of the second there are two captures, and a copy of its bytes."""
    root, pages = folder / "root", folder / "pages"
    run_here(root, [SAMPLES], run_id="samples")
    pages.mkdir()
    for hour, related in enumerate(("waits", "votes", "votes again")):
        page = html_page(f"Northport {related.partition(' ')[0]}")
        (pages / "pier.html").write_text(page.replace("</article>", f"</article><p>{related}</p>"), "utf-8")
        run_here(root, [pages], run_id=f"pages-{hour}", at=NOON + timedelta(hours=hour))
    shutil.copy(pages / "pier.html", pages / "same.html")
    run_here(root, [pages], run_id="same", at=NOON + timedelta(hours=9))
    return root


def copy_of(root: Path, target: Path) -> Path:
    """A copy with files of its own, which are as the store left them."""
    shutil.copytree(root, target)
    return Path(Root.open(target).location)


def rewrite(root: Path, **alter: Alter) -> None:
    """A commit in which datasets hold other rows, whatever these are."""

    def plan(before: Snapshot, folder: Path) -> State:
        write = truth_writer(before.storage, folder, before.version + 1)
        changes: dict[str, Mapping[str, tuple[FileEntry, ...]]] = {}
        for name, change in alter.items():
            rows = change(before.read(name))
            new = {day: (write(DATASETS[name], day, part),) for day, part in by_partition(DATASETS[name], rows).items()}
            changes[name] = dict.fromkeys(before.partitions(name), ()) | new
        return changes

    make_commit(storage_at(root), "around", "around the store", plan)


def put_file(root: Path, dataset: str, day: str, make: Callable[[Path, Path], int]) -> None:
    """A commit that names one file for a partition: `make` writes it, given the old one, and says how many rows."""

    def plan(before: Snapshot, folder: Path) -> State:
        (old,) = before.files(dataset)[day]
        made = folder / "made.parquet"
        rows = make(root / old.key, made)
        name = f"{hashlib.sha256(made.read_bytes()).hexdigest()}.parquet"
        entry = FileEntry(name=name, rows=rows, bytes=made.stat().st_size, schema_version=old.schema_version)
        before.storage.keep(made, f"{old.key.rpartition('/')[0]}/{name}")
        return {dataset: {day: (entry,)}}

    make_commit(storage_at(root), "around", "around the store", plan)


def with_column(name: str, change: Callable[[list[object]], list[object]]) -> Alter:
    """The rows with other values in a column."""

    def alter(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index(name)
        field = table.schema.field(place)
        return table.set_column(place, field, pa.array(change(table[name].to_pylist()), field.type))

    return alter


def with_first(name: str, value: object) -> Alter:
    """The rows with another value in a column of the first row."""
    return with_column(name, lambda values: [value, *values[1:]])
