"""What the store's tests share: a root in a fresh folder."""

from pathlib import Path

import pytest

from tasks.store import Root


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news"


@pytest.fixture
def root(path: Path) -> Root:
    return Root.open(path)
