"""Cuts: a commit after which nothing before it can be read, announced before it takes effect.

The announcement is what makes the cut outlive a crash: whoever opens the root next finds it, looks whether its commit
took effect, and does what is left. How versions are taken away is in `clean_up`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from schemas.errors import StoreError
from schemas.row import Record
from schemas.versions import SCHEMA_VERSION
from tasks.store import log
from tasks.store.crash import Step, crash_point
from tasks.store.layout import CUTS
from tasks.store.records import read_record
from tasks.store.storage import Storage, reading, writing


class Announcement(Record):
    """The commit of that version and run is to be the oldest that is kept."""

    version: int
    run_id: str
    schema_version: int


@dataclass(frozen=True)
class Due:
    """An announcement whose version is there, and whether it was its commit that made it."""

    key: str
    version: int
    took_effect: bool


def announce(storage: Storage, run_id: str, version: int) -> None:
    """Says that the commit in the making, if it takes effect, takes all before it away.

    Raises:
        StoreError: the root cannot be written.
    """
    record = Announcement(version=version, run_id=run_id, schema_version=SCHEMA_VERSION)
    with writing(storage.location):
        storage.replace(f"{CUTS}/{version:020d}.{uuid4().hex}.json", record.model_dump_json().encode())
    crash_point(Step.ANNOUNCED)


def due(storage: Storage) -> Iterator[Due]:
    """What has been announced for versions that are there by now.

    Raises:
        StoreError: an announcement or the log cannot be read.
    """
    with reading(storage.location):
        announced = [one.key for one in storage.listing(CUTS)]
    newest = log.newest(storage) if announced else 0
    for key in announced:
        record = read_record(storage, Announcement, key)
        if record.version <= newest:
            yield Due(key, record.version, _took_effect(storage, record))


def check_kept(storage: Storage, version: int) -> None:
    """Refuses a version that is about to be taken away.

    Raises:
        StoreError: it is.
    """
    floor = max((one.version for one in due(storage) if one.took_effect), default=0)
    if version < floor:
        raise StoreError(f"version {version} of {storage.location} is gone for good; the oldest kept is {floor}")


def _took_effect(storage: Storage, record: Announcement) -> bool:
    if record.version < log.oldest(storage):
        return True  # or not: a clean-up has taken it away since, and all before it
    return log.read_manifest(storage, record.version).run_id == record.run_id
