"""The log's records as they lie in a storage: JSON, each with the schema version that wrote it.

What they say, and which there are, is not known here.
"""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from schemas.errors import DamagedLogError, NewerRootError
from schemas.row import Record
from schemas.versions import SCHEMA_VERSION
from tasks.store.storage import Storage, reading

RecordT = TypeVar("RecordT", bound=Record)


class _Written(BaseModel):
    schema_version: int


def read_record(storage: Storage, model: type[RecordT], key: str) -> RecordT:
    """The record of a key.

    Raises:
        DamagedLogError: it is missing or damaged.
        StoreError: it cannot be read, or a newer dateline wrote it.
    """
    content = content_of(storage, key)
    if content is None:
        raise _damaged(storage, key, "it is missing")
    return parsed(storage, model, key, content)


def content_of(storage: Storage, key: str) -> bytes | None:
    """What lies there; None if nothing does.

    Raises:
        StoreError: that cannot be told.
    """
    with reading(storage.location):
        try:
            return storage.read(key)
        except (FileNotFoundError, NotADirectoryError):
            return None


def parsed(storage: Storage, model: type[RecordT], key: str, content: bytes) -> RecordT:
    """The record that the content of a key is.

    Raises:
        DamagedLogError: it is damaged.
        NewerRootError: a newer dateline wrote it.
    """
    try:
        written = _Written.model_validate_json(content).schema_version
        if written > SCHEMA_VERSION:
            raise NewerRootError(
                f"{storage.address(key)} was written by a newer dateline (schema version {written}, this one knows "
                f"{SCHEMA_VERSION}); upgrade dateline"
            )
        return model.model_validate_json(content)
    except ValidationError as error:
        raise _damaged(storage, key, str(error)) from error


def _damaged(storage: Storage, key: str, says: str) -> DamagedLogError:
    where = storage.address(key)
    return DamagedLogError(f"the commit log is damaged at {where}: {says}; restore the root from a backup")
