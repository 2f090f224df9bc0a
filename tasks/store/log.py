"""The commit log: numbered manifests that each say what one commit changed, and the state they add up to.

Which files hold which rows is known here; the rows are not.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import AwareDatetime, BaseModel, ValidationError

from schemas.errors import StoreError
from schemas.row import Record
from schemas.versions import SCHEMA_VERSION
from tasks.store.files import claim, make_folder, write_new
from tasks.store.layout import Layout

CHECKPOINT_EVERY = 50
"""Versions between two checkpoints; folding fifty manifests takes some ten milliseconds."""

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


class _Written(BaseModel):
    schema_version: int


def newest(layout: Layout) -> int:
    """The version of the newest commit; 0 if there is none."""
    return max(_versions(layout.log), default=0)


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
    return claim(temporary, _entry(layout.log, manifest.version))


def state_at(layout: Layout, version: int) -> State:
    """The files of every dataset at `version`.

    Raises:
        StoreError: a commit it rests on is missing, damaged, or written by a newer dateline.
    """
    start, state = _checkpoint_before(layout, version)
    return fold(state, (read_manifest(layout, number).changes for number in range(start + 1, version + 1)))


def fold(state: State, commits: Iterable[State]) -> State:
    """The state after the changes of `commits`, in their order."""
    folded = {dataset: dict(partitions) for dataset, partitions in state.items()}
    for changes in commits:
        for dataset, partitions in changes.items():
            folded.setdefault(dataset, {}).update(partitions)
    return {name: {value: files for value, files in there.items() if files} for name, there in folded.items()}


def write_checkpoint(layout: Layout, version: int, state: State) -> None:
    """Every `CHECKPOINT_EVERY` versions, keeps the state: folding starts there and not at the first commit."""
    if version % CHECKPOINT_EVERY:
        return
    make_folder(layout.checkpoints)
    checkpoint = Checkpoint.model_validate({"version": version, "schema_version": SCHEMA_VERSION, "state": state})
    temporary = layout.temporary / f"checkpoint-{version}.json"
    write_new(temporary, checkpoint.model_dump_json().encode())
    temporary.replace(_entry(layout.checkpoints, version))


def _checkpoint_before(layout: Layout, version: int) -> tuple[int, State]:
    usable = [number for number in _versions(layout.checkpoints) if number <= version]
    if not usable:
        return 0, {}
    return max(usable), _read(Checkpoint, _entry(layout.checkpoints, max(usable))).state


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
