"""The commit log: numbered manifests that each say what one commit changed, and the state they add up to.

Which files hold which rows is known here; the rows are not.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import AwareDatetime, BaseModel, ValidationError

from schemas.errors import StoreError
from schemas.row import Record
from schemas.versions import SCHEMA_VERSION
from tasks.store.crash import Step, crash_point
from tasks.store.files import claim, flush_folder, make_folder, write_new
from tasks.store.layout import Layout

CHECKPOINT_EVERY = 50
"""Versions between two checkpoints; folding fifty manifests takes some ten milliseconds."""

ReadT = TypeVar("ReadT")
RecordT = TypeVar("RecordT", bound=Record)

_ENTRY = re.compile(r"(\d{20})\.json")


class FileEntry(Record):
    """One immutable file of a partition."""

    name: str
    rows: int
    bytes: int


Partitions = Mapping[str, tuple[FileEntry, ...]]
"""The complete files of partitions, by partition value, oldest first; none = the partition is gone."""

State = Mapping[str, Partitions]
"""Partitions by dataset."""


class Manifest(Record):
    """One commit: the files of every partition it changed."""

    version: int
    parent: int
    nonce: str
    committed_at: AwareDatetime
    run_id: str
    message: str
    schema_version: int
    changes: dict[str, dict[str, tuple[FileEntry, ...]]]


class Checkpoint(Record):
    """What all commits up to a version add up to."""

    version: int
    schema_version: int
    state: dict[str, dict[str, tuple[FileEntry, ...]]]


class Oldest(Record):
    """Which commit is the oldest kept: those before it have been cleaned up, or soon will be."""

    version: int
    schema_version: int


class _Written(BaseModel):
    schema_version: int


def newest(layout: Layout) -> int:
    """The version of the newest commit; 0 if there is none."""
    return max(_versions(layout.log), default=0)


def oldest(layout: Layout) -> int:
    """The oldest version that can be asked for; 0 as long as nothing has been cleaned up."""
    return _read(Oldest, layout.oldest).version if layout.oldest.exists() else 0


def read_manifest(layout: Layout, version: int) -> Manifest:
    """The commit that made `version`.

    Raises:
        StoreError: it is missing, damaged, or written by a newer dateline.
    """
    return _read(Manifest, _entry(layout.log, version))


def append(layout: Layout, manifest: Manifest) -> bool:
    """True if the manifest is now the log's entry of its version; False if another commit is."""
    make_folder(layout.log)
    temporary = layout.temporary / f"{manifest.nonce}.json"
    write_new(temporary, manifest.model_dump_json().encode())
    crash_point(Step.LOG_READY)
    return claim(temporary, _entry(layout.log, manifest.version))


def state_at(layout: Layout, version: int) -> State:
    """The files of every dataset at `version`.

    Raises:
        StoreError: it was cleaned up, or a commit it rests on is missing, damaged, or written by a newer dateline.
    """
    return steady(layout, lambda: _kept_state(layout, version))


def state_before(layout: Layout, version: int) -> State:
    """The files of every dataset before the commit of a kept version.

    Raises:
        StoreError: a commit it rests on is missing, damaged, or written by a newer dateline.
    """
    start, state = _checkpoint_before(layout, version - 1)
    return fold(state, (read_manifest(layout, number).changes for number in range(start + 1, version)))


def steady(layout: Layout, read: Callable[[], ReadT]) -> ReadT:
    """What `read` takes from the log, read anew if a clean-up took something away under it.

    Raises:
        StoreError: as `read` does.
    """
    while True:
        floor = oldest(layout)
        try:
            return read()
        except StoreError:
            if oldest(layout) == floor:
                raise


def fold(state: State, commits: Iterable[State]) -> State:
    """The state after the changes of `commits`, in their order."""
    folded = {dataset: dict(partitions) for dataset, partitions in state.items()}
    for changes in commits:
        for dataset, partitions in changes.items():
            folded.setdefault(dataset, {}).update(partitions)
    filled = {name: {value: files for value, files in there.items() if files} for name, there in folded.items()}
    return {name: there for name, there in filled.items() if there}


def write_checkpoint(layout: Layout, version: int, state: State) -> None:
    """Keeps the state at a version: folding a later one starts there and not at the first commit."""
    make_folder(layout.checkpoints)
    checkpoint = Checkpoint.model_validate({"version": version, "schema_version": SCHEMA_VERSION, "state": state})
    _replace(layout, _entry(layout.checkpoints, version), checkpoint)


def write_oldest(layout: Layout, version: int) -> None:
    """Versions before `version` can no longer be asked for."""
    _replace(layout, layout.oldest, Oldest(version=version, schema_version=SCHEMA_VERSION))


def outdated(layout: Layout, version: int) -> Sequence[Path]:
    """The log entries and checkpoints that no version from `version` on rests on; its own rests on the state before."""
    entries = [_entry(layout.log, number) for number in sorted(_versions(layout.log)) if number < version]
    states = sorted(number for number in _versions(layout.checkpoints) if number < version - 1)
    return [*entries, *(_entry(layout.checkpoints, number) for number in states)]


def has_checkpoint(layout: Layout, version: int) -> bool:
    """Whether the state at a version is kept."""
    return _entry(layout.checkpoints, version).exists()


def _kept_state(layout: Layout, version: int) -> State:
    floor = oldest(layout)
    if version < floor:
        raise StoreError(f"version {version} of {layout.root} was cleaned up; the oldest kept is {floor}")
    return state_before(layout, version + 1)


def _checkpoint_before(layout: Layout, version: int) -> tuple[int, State]:
    usable = [number for number in _versions(layout.checkpoints) if number <= version]
    if not usable:
        return 0, {}
    return max(usable), _read(Checkpoint, _entry(layout.checkpoints, max(usable))).state


def _replace(layout: Layout, path: Path, record: Record) -> None:
    temporary = layout.temporary / f"{path.name}.new"
    write_new(temporary, record.model_dump_json().encode())
    temporary.replace(path)
    flush_folder(path.parent)


def _versions(folder: Path) -> Sequence[int]:
    if not folder.is_dir():
        return ()
    names = (_ENTRY.fullmatch(path.name) for path in folder.iterdir())
    return [int(name[1]) for name in names if name]


def _entry(folder: Path, version: int) -> Path:
    return folder / f"{version:020d}.json"


def _read(model: type[RecordT], path: Path) -> RecordT:
    try:
        content = path.read_bytes()
        written = _Written.model_validate_json(content).schema_version
        if written > SCHEMA_VERSION:
            raise StoreError(
                f"{path} was written by a newer dateline (schema version {written}, this one knows {SCHEMA_VERSION}); "
                "upgrade dateline"
            )
        return model.model_validate_json(content)
    except (OSError, ValidationError) as error:
        raise StoreError(f"the commit log is damaged at {path}: {error}; restore the root from a backup") from error
