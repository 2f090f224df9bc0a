"""`dateline report`: the file it writes."""

from pathlib import Path

import pytest
from command_line import dateline
from rows import article, articles

from tasks.store import Changes, Root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Root.open(tmp_path / "root").commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    return tmp_path / "root"


def test_the_page_is_written_and_nothing_beside_it(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pages" / "report.html"
    out.parent.mkdir()
    out.write_text("the one of yesterday")
    assert dateline("report", "--root", root, "--out", out) == 0
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert [path.name for path in out.parent.iterdir()] == ["report.html"]
    assert f"{out}: {out.stat().st_size:,} bytes" in capsys.readouterr().out.replace("\n", "")


def test_a_page_that_cannot_be_written_is_wrong_usage(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dateline("report", "--root", root, "--out", tmp_path / "gone" / "report.html") == 2
    assert "name a file in a folder that is there" in capsys.readouterr().err
