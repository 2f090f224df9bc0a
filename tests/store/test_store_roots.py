"""What can be opened as a root, and what is refused."""

import json
from pathlib import Path

import pytest
from rows import article, articles

from schemas.errors import StoreError
from schemas.versions import SCHEMA_VERSION
from tasks.store import Changes, Root


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"holds thesis\.txt and is not a dateline root"):
        Root.open(path)
    assert [entry.name for entry in path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_becomes_a_root(path: Path) -> None:
    path.mkdir()
    (path / ".gitkeep").touch()
    assert Root.open(path).commit("run", "test", lambda _: Changes(puts=articles(article(1)))).version == 1


def test_a_root_is_begun_by_what_is_written_first_and_not_by_looking(anywhere: str) -> None:
    assert not Root.open(anywhere).is_begun()
    Root.open(anywhere).stage("run", "batch", articles(article(1)))
    assert Root.open(anywhere).is_begun()


def test_a_file_is_refused(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(StoreError, match="is a file"):
        Root.open(path)


def test_a_root_that_cannot_be_written_says_so(path: Path) -> None:
    path.write_text("a file where the root's parent should be")
    root = Root.open(path / "news")
    with pytest.raises(StoreError, match="cannot write"):
        root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    with pytest.raises(StoreError, match="cannot write"):
        root.stage("run", "batch-0", articles(article(1)))
    with pytest.raises(StoreError, match="cannot write"):
        root.check_writable()


def test_looking_whether_a_root_can_be_written_leaves_nothing(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    before = sorted(path.parent.rglob("*"))
    Root.open(path).check_writable()
    assert sorted(path.parent.rglob("*")) == before


def test_a_root_of_a_newer_schema_version_is_refused(root: Root, path: Path) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    entry = path / ".dateline/log/00000000000000000001.json"
    newer = json.loads(entry.read_text()) | {"schema_version": SCHEMA_VERSION + 1, "a_field_of_its_own": 1}
    entry.write_text(json.dumps(newer))
    with pytest.raises(StoreError, match=r"written by a newer dateline .* upgrade dateline"):
        Root.open(path)


def test_a_damaged_log_is_refused(root: Root, path: Path) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    (path / ".dateline/log/00000000000000000001.json").write_bytes(b"")
    with pytest.raises(StoreError, match="the commit log is damaged at"):
        Root.open(path)


def test_the_log_entry_names_every_file_of_the_commit(root: Root, path: Path) -> None:
    root.commit("run-7", "ingest", lambda _: Changes(puts=articles(article(1))))
    entry = json.loads((path / ".dateline/log/00000000000000000001.json").read_text())
    (file,) = entry["changes"]["articles"]["2024-03-01"]
    assert (entry["version"], entry["parent"], entry["run_id"], entry["message"]) == (1, 0, "run-7", "ingest")
    assert (path / ".dateline/files/articles/published_date=2024-03-01" / file["name"]).stat().st_size == file["bytes"]
