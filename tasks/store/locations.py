"""What names a root in, its storage out."""

import re
from pathlib import Path
from typing import Final

from schemas.errors import ConfigError, StoreError
from tasks.store.local import LocalStorage
from tasks.store.s3 import S3Storage
from tasks.store.storage import Storage

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)")
_BUCKET: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]+")


def storage_at(location: str | Path) -> Storage:
    """The storage of the root in a folder, or below a prefix of a bucket (`s3://bucket/prefix`).

    Raises:
        ConfigError: it is a URL of something else, or names no bucket.
        StoreError: a file lies there, or it cannot be looked at.
    """
    url = _SCHEME.fullmatch(str(location))
    return _in_folder(Path(location).resolve()) if url is None else _in_bucket(str(location), url[1].lower(), url[2])


def _in_folder(path: Path) -> LocalStorage:
    try:
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path} is a file; name a folder")
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error}; check its permissions") from error
    return LocalStorage(path)


def _in_bucket(location: str, scheme: str, place: str) -> S3Storage:
    if scheme != "s3":
        raise ConfigError(f"a root cannot be at {scheme}://; name a folder, or s3://bucket/prefix")
    bucket, _, prefix = place.partition("/")
    prefix = prefix.rstrip("/")
    if not _BUCKET.fullmatch(bucket):
        raise ConfigError(f"{location} names no bucket; write s3://bucket/prefix")
    if any(part in ("", ".", "..") for part in prefix.split("/")[: bool(prefix) and None]):
        raise ConfigError(f"{location} has a part without a name; write s3://bucket/prefix")
    return S3Storage(bucket, prefix)
