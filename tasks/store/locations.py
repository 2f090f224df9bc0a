"""What names a root in, its storage out."""

from pathlib import Path

from schemas.errors import StoreError
from tasks.store.local import LocalStorage
from tasks.store.storage import Storage


def storage_at(location: str | Path) -> Storage:
    """The storage of the root at a folder.

    Raises:
        StoreError: a file lies there, or it cannot be looked at.
    """
    path = Path(location).resolve()
    try:
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path} is a file; name a folder")
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error}; check its permissions") from error
    return LocalStorage(path)
