"""A Prefect server for the tests of flows that a process runs, and its database, made once: making it takes seconds."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copyfile

import pytest
from filelock import FileLock
from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.embedded_server import embedded_server


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the first server that is up leaves its database for those that start after it, in whatever process."""
    own = tmp_path_factory.getbasetemp()
    return (own if worker_id == "master" else own.parent) / "prefect.db"


@pytest.fixture(scope="session")
def prefect(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A server that runs as long as the tests do; commands that tests start in processes of their own use it too."""
    home = tmp_path_factory.mktemp("prefect")
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("PREFECT_HOME", str(home))
        with FileLock(database.with_suffix(".lock")):
            if is_first := not database.exists():
                url = stack.enter_context(embedded_server()).url
                _back_up(home / database.name, database)
        if not is_first:
            copyfile(database, home / database.name)
            url = stack.enter_context(embedded_server()).url
        patch.setenv(PREFECT_API_URL.name, url)
        stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
        yield
        APILogHandler().flush()


@pytest.fixture(scope="module")
def serverless(prefect: None, database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has no server, but had one run already."""
    home = tmp_path_factory.mktemp("home")
    copyfile(database, home / database.name)
    return {name: value for name, value in os.environ.items() if name != PREFECT_API_URL.name} | {
        "PREFECT_HOME": str(home)
    }


def _back_up(database: Path, copy: Path) -> None:
    """A whole copy of a database in use, there at once."""
    half = copy.with_suffix(".half")
    with closing(sqlite3.connect(database)) as used, closing(sqlite3.connect(half)) as made:
        used.backup(made)
    half.rename(copy)
