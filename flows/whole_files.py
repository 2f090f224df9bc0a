"""Files that people ask for by name: written whole, or not at all. What is in them is not known here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from schemas.errors import ConfigError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what becomes `path` when the block ends well; until then `path` stays as it is.

    Raises:
        ConfigError: it cannot be written there.
    """
    if not path.parent.is_dir():
        raise ConfigError(f"cannot write {path}: name a file in a folder that is there")
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}; name another file") from error
    finally:
        temporary.unlink(missing_ok=True)
