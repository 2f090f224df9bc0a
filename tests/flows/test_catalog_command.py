"""`dateline catalog`: the file it writes."""

from pathlib import Path

import duckdb
import pytest
from command_line import dateline
from rows import article, articles

from tasks.store import Changes, Root


def test_a_catalog_of_a_relative_root_is_read_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Root.open(tmp_path / "root").commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    monkeypatch.chdir(tmp_path)
    assert dateline("catalog", "--root", "root") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalog.duckdb", "root"]
    monkeypatch.chdir("/")
    with duckdb.connect(str(tmp_path / "catalog.duckdb"), read_only=True) as catalog:
        assert catalog.execute("SELECT headline FROM articles").fetchall() == [("A bridge opens",)]


def test_a_catalog_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Root.open(tmp_path / "root").commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    out = tmp_path / "catalog.duckdb"
    out.write_text("the one of yesterday")
    assert dateline("catalog", "--root", tmp_path / "root", "--out", out, "--at", "7") == 1
    assert out.read_text() == "the one of yesterday"
    assert "has no version 7" in capsys.readouterr().err
