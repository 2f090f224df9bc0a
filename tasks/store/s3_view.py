"""The plain files of a root in a bucket: copies the server makes, and a record of what each is a copy of.

The record says only what stays true: that the object of this tag has the content of this digest. So one that is old,
or lost, or overwritten by somebody slower costs requests and never a wrong file; what it does not know is asked of the
objects. Which files are to be shown is not decided here.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

from pydantic import ValidationError

from schemas.row import Record
from schemas.versions import SCHEMA_VERSION
from tasks.store.crash import Step, crash_point
from tasks.store.layout import SHOWN, digest_of
from tasks.store.side_by_side import side_by_side
from tasks.store.storage import Storage, Stored

_TRIES: Final = 5
"""How often the record is written if others write theirs: another commit writes it anew."""


class Copied(Record):
    """A plain object: its tag, and the digest of the content that the object of this tag has."""

    tag: str
    digest: str


class Shown(Record):
    """The plain objects of a root, by key."""

    schema_version: int
    copies: dict[str, Copied]


class CopyingStorage(Storage, Protocol):
    """A storage whose copies say what they are of."""

    def about(self, key: str) -> tuple[str, str]:
        """An object's tag, and the digest that it or what it was copied from was given; "" if none was."""


def show(storage: CopyingStorage, links: Mapping[str, str]) -> None:
    """Makes the plain objects copies of the immutable ones, by key, and notes what they are."""

    def copy(link: str) -> Copied:
        storage.copy(links[link], link)
        crash_point(Step.LINK)
        tag, digest = storage.about(link)  # of what is there: somebody else may have copied something else since
        return Copied(tag=tag, digest=digest)

    _note(storage, dict(zip(links, side_by_side(storage, copy, links), strict=True)))


def shown(storage: CopyingStorage, there: Sequence[Stored], links: Mapping[str, str]) -> Collection[str]:
    """Those of the plain objects that have the content of their immutable ones."""
    noted = _copies(_read(storage))
    tags = {stored.key: stored.tag for stored in there}

    def is_copy(link: str) -> bool:
        if link not in tags:
            return False
        digest = digest_of(links[link])
        if noted.get(link) == Copied(tag=tags[link], digest=digest):
            return True
        try:
            return storage.about(link)[1] == digest
        except FileNotFoundError:  # it went while we looked
            return False

    return [link for link, same in zip(links, side_by_side(storage, is_copy, links), strict=True) if same]


def _note(storage: CopyingStorage, copies: Mapping[str, Copied]) -> None:
    for _ in range(_TRIES):
        before = _read(storage)
        record = Shown(schema_version=SCHEMA_VERSION, copies={**_copies(before), **copies})
        if storage.swap(SHOWN, before, record.model_dump_json().encode()):
            crash_point(Step.NOTED)
            return


def _read(storage: CopyingStorage) -> bytes | None:
    try:
        return storage.read(SHOWN)
    except FileNotFoundError:
        return None


def _copies(content: bytes | None) -> Mapping[str, Copied]:
    try:
        return Shown.model_validate_json(content).copies if content else {}
    except ValidationError:  # it saves requests, and nothing rests on it
        return {}
