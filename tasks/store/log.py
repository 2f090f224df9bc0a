"""The commit log: numbered manifests that each say what one commit changed, and the state they add up to.

Which files hold which rows is known here; the rows are not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import AwareDatetime, ValidationError

from schemas.errors import StoreError
from schemas.row import Record
from schemas.versions import SCHEMA_VERSION
from tasks.store.layout import CHECKPOINTS, LOG, OLDEST, digest_of
from tasks.store.records import content_of, parsed, read_record
from tasks.store.side_by_side import side_by_side
from tasks.store.storage import Storage, reading

CHECKPOINT_EVERY = 50
"""Versions between two checkpoints; folding fifty manifests takes some ten milliseconds."""

ReadT = TypeVar("ReadT")

_ENTRY = re.compile(r".*/(\d{20})\.json")


class FileEntry(Record):
    """One immutable file of a partition."""

    name: str
    rows: int
    bytes: int
    schema_version: int = 1
    """The version that gave it its columns; the first one did not say so."""

    @property
    def digest(self) -> str:
        """The SHA-256 of its content."""
        return digest_of(self.name)


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


def newest(storage: Storage) -> int:
    """The version of the newest commit; 0 if there is none."""
    return max(versions(storage, LOG), default=0)


def oldest(storage: Storage) -> int:
    """The oldest version that can be asked for; 0 as long as nothing has been cleaned up."""
    content = content_of(storage, OLDEST)
    return 0 if content is None else parsed(storage, Oldest, OLDEST, content).version


def read_manifest(storage: Storage, version: int) -> Manifest:
    """The commit that made `version`.

    Raises:
        StoreError: it is missing, damaged, or written by a newer dateline.
    """
    return read_record(storage, Manifest, entry(LOG, version))


def read_checkpoint(storage: Storage, version: int) -> State:
    """What the checkpoint of a version says.

    Raises:
        StoreError: it is missing, damaged, or written by a newer dateline.
    """
    return read_record(storage, Checkpoint, entry(CHECKPOINTS, version)).state


def read_manifests(storage: Storage, versions: Iterable[int]) -> Iterator[Manifest]:
    """The commits that made `versions`, in their order.

    Raises:
        StoreError: one is missing, damaged, or written by a newer dateline.
    """
    return side_by_side(storage, lambda version: read_manifest(storage, version), versions)


def append(storage: Storage, manifest: Manifest) -> bool:
    """True if the manifest is now the log's entry of its version; False if another commit is.

    An answer that was lost on the way tells nothing of either: the entry then says whose it is. And an entry below the
    oldest version kept is one that clean-up has taken away before us: it came too late to be anybody's newest.
    """
    key = entry(LOG, manifest.version)
    try:
        taken = storage.create(key, manifest.model_dump_json().encode())
    except OSError:
        if not _is_ours(storage, key, manifest.nonce):
            raise
        taken = True
    return (taken or _is_ours(storage, key, manifest.nonce)) and oldest(storage) <= manifest.version


def state_at(storage: Storage, version: int) -> State:
    """The files of every dataset at `version`.

    Raises:
        StoreError: it was cleaned up, or a commit it rests on is missing, damaged, or written by a newer dateline.
    """
    return steady(storage, lambda: _kept_state(storage, version))


def state_before(storage: Storage, version: int) -> State:
    """The files of every dataset before the commit of a kept version.

    Raises:
        StoreError: a commit it rests on is missing, damaged, or written by a newer dateline.
    """
    start, state = _checkpoint_before(storage, version - 1)
    return fold(state, (manifest.changes for manifest in read_manifests(storage, range(start + 1, version))))


def steady(storage: Storage, read: Callable[[], ReadT]) -> ReadT:
    """What `read` takes from the log, read anew if a clean-up took something away under it.

    Raises:
        StoreError: as `read` does.
    """
    while True:
        floor = oldest(storage)
        try:
            return read()
        except StoreError:
            if oldest(storage) == floor:
                raise


def fold(state: State, commits: Iterable[State]) -> State:
    """The state after the changes of `commits`, in their order; datasets that none of them changes are shared."""
    folded: dict[str, dict[str, tuple[FileEntry, ...]]] = {}
    for changes in commits:
        for dataset, partitions in changes.items():
            if dataset not in folded:
                folded[dataset] = dict(state.get(dataset, {}))
            folded[dataset].update(partitions)
    filled = {name: {value: files for value, files in there.items() if files} for name, there in folded.items()}
    return {name: there for name, there in {**state, **filled}.items() if there}


def write_checkpoint(storage: Storage, version: int, state: State) -> None:
    """Keeps the state at a version: folding a later one starts there and not at the first commit."""
    checkpoint = Checkpoint.model_validate({"version": version, "schema_version": SCHEMA_VERSION, "state": state})
    storage.create(entry(CHECKPOINTS, version), checkpoint.model_dump_json().encode())


def write_oldest(storage: Storage, version: int) -> None:
    """Versions before `version`, or before a later one that somebody else wrote, can no longer be asked for."""
    content = Oldest(version=version, schema_version=SCHEMA_VERSION).model_dump_json().encode()
    while oldest(storage) < version:
        before = content_of(storage, OLDEST)
        if before is None or parsed(storage, Oldest, OLDEST, before).version < version:
            storage.swap(OLDEST, before, content)


def outdated(storage: Storage, version: int) -> Sequence[str]:
    """The keys of what no version from `version` on rests on; its own rests on the state before."""
    entries = [entry(LOG, number) for number in sorted(versions(storage, LOG)) if number < version]
    states = sorted(number for number in versions(storage, CHECKPOINTS) if number < version - 1)
    return [*entries, *(entry(CHECKPOINTS, number) for number in states)]


def has_checkpoint(storage: Storage, version: int) -> bool:
    """Whether the state at a version is kept."""
    return storage.exists(entry(CHECKPOINTS, version))


def versions(storage: Storage, folder: str) -> Sequence[int]:
    """The versions that have an entry in the folder of commits, or of checkpoints; in no order."""
    with reading(storage.location):
        names = [_ENTRY.fullmatch(stored.key) for stored in storage.listing(folder)]
    return [int(name[1]) for name in names if name]


def entry(folder: str, version: int) -> str:
    """The key of a version's entry in the folder of commits, or of checkpoints."""
    return f"{folder}/{version:020d}.json"


def _kept_state(storage: Storage, version: int) -> State:
    floor = oldest(storage)
    if version < floor:
        raise StoreError(f"version {version} of {storage.location} was cleaned up; the oldest kept is {floor}")
    return state_before(storage, version + 1)


def _checkpoint_before(storage: Storage, version: int) -> tuple[int, State]:
    usable = [number for number in versions(storage, CHECKPOINTS) if number <= version]
    if not usable:
        return 0, {}
    return max(usable), read_checkpoint(storage, max(usable))


def _is_ours(storage: Storage, key: str, nonce: str) -> bool:
    try:
        return Manifest.model_validate_json(storage.read(key)).nonce == nonce
    except (OSError, ValidationError):
        return False
