"""A root that is not there: refused by every command that works on what is there, and made by none of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import dateline
from typer.main import get_command

from flows.cli import app

MAKE_A_ROOT = {"run", "collect", "serve", "captures import"}
NEED_NO_ROOT = {"sources list", "sources add", "sources test"}
WORK_ON_A_ROOT = {
    "query": ["SELECT 1"],
    "trace": ["https://news.example/a"],
    "show": ["https://news.example/a"],
    "files": ["articles"],
    "rollback": ["1", "--yes"],
    "forget": ["https://news.example/a", "--yes"],
    "captures export": ["out.warc.gz"],
    "catalog": [],
    "report": [],
    "log": [],
    "check": [],
    "status": [],
    "upgrade": [],
    "clean-up": [],
    "backfill": [],
    "maintain": [],
    "captures list": [],
    "sources check": [],
}


def test_what_a_missing_root_is_to_each_command_is_decided() -> None:
    commands = set()
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]  # a group's
        commands |= {f"{name} {below}" for below in getattr(command, "commands", ())} or {name}
    assert commands == MAKE_A_ROOT | NEED_NO_ROOT | set(WORK_ON_A_ROOT)


@pytest.mark.parametrize(("command", "arguments"), WORK_ON_A_ROOT.items(), ids=list(WORK_ON_A_ROOT))
def test_a_mistyped_root_is_wrong_usage_and_nothing_is_written(
    command: str,
    arguments: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert dateline(*command.split(), *arguments, "--root", "no-such-root") == 2
    said = capsys.readouterr().err
    assert f"nothing was ever written to {tmp_path / 'no-such-root'}" in said
    assert "name another root with --root" in said
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_no_root_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", "SELECT 1", "--root", tmp_path) == 2
    assert "`dateline run`" in capsys.readouterr().err
