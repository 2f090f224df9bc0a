"""The commands over versions: log, query --at, files, rollback, clean-up."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from command_line import dateline
from roots.released import unpack
from rows import article, articles

from flows.history import version_or_time
from schemas.errors import ConfigError
from tasks.store import Changes, Root, upgrade


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root of two commits: one article, then a second, whose run's name tries to set the terminal's title."""
    path = tmp_path / "root"
    Root.open(path).commit("run-1", "ingest", lambda _: Changes(puts=articles(article(1))))
    Root.open(path).commit("run-2\x1b]0;mine\x07", "[bold]again", lambda _: Changes(puts=articles(article(2))))
    return path


def counted(root: Path) -> int:
    return Root.open(root).snapshot().rows("articles")


def test_log_shows_the_commits_newest_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("log", "--root", root) == 0
    shown = capsys.readouterr().out
    assert shown.index("[bold]again") < shown.index("ingest")
    assert "\x1b" not in shown
    assert "+1" in shown
    assert dateline("log", "--root", root, "--limit", "1") == 0
    assert "ingest" not in capsys.readouterr().out


def test_query_at_a_version_sees_that_version(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = ("query", "SELECT count(*) AS n FROM articles", "--format", "csv", "--root", root)
    assert dateline(*count, "--at", "1") == 0
    assert capsys.readouterr().out == "n\n1\n"
    first = Root.open(root).history()[-1].committed_at
    assert dateline(*count, "--at", first.isoformat()) == 0
    assert capsys.readouterr().out == "n\n1\n"


@pytest.mark.parametrize(("at", "code"), [("yesterday", 2), ("9", 1), ("1999-01-01", 1)])
def test_query_at_no_version_says_so(root: Path, at: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", "SELECT 1", "--root", root, "--at", at) == code
    assert at in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("12", 12),
        ("2024-03-01", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-03-01T12:00", datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01T12:00+02:00", datetime(2024, 3, 1, 10, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_utc(text: str, means: int | datetime) -> None:
    assert version_or_time(text) == means


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "2024-13-01"])
def test_neither_a_version_nor_a_time_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="give a version"):
        version_or_time(text)


def test_files_lists_what_a_version_is_made_of(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("files", "articles", "--root", root, "--at", "1") == 0
    (path,) = capsys.readouterr().out.splitlines()
    assert pl.read_parquet(path, hive_partitioning=True).height == 1


def test_files_of_an_unknown_dataset_is_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("files", "moods", "--root", root) == 2
    assert "there are captures, articles" in capsys.readouterr().err


def test_rollback_asks_first(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115, PTH123
    assert dateline("rollback", "1", "--root", root) == 1
    assert "articles 2 -> 1 rows" in capsys.readouterr().out
    assert counted(root) == 2


def test_rollback_with_yes_puts_the_old_content_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("rollback", "1", "--root", root, "--yes") == 0
    assert "version 3 of" in capsys.readouterr().out
    assert counted(root) == 1


@pytest.mark.parametrize(("version", "code"), [("7", 1), ("-1", 2), ("one", 2)])
def test_rollback_to_no_version_changes_nothing(root: Path, version: str, code: int) -> None:
    assert dateline("rollback", "--root", root, "--yes", "--", version) == code
    assert counted(root) == 2


def test_clean_up_keeps_what_is_being_read_and_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("clean-up", "--keep-days", "0", "--keep-commits", "1", "--root", root, "--dry-run") == 0
    assert "would remove 0 commits, 0 files" in capsys.readouterr().out
    assert dateline("clean-up", "--root", root) == 0
    assert "removed 0 commits" in capsys.readouterr().out


def test_upgrade_says_what_it_would_do_does_it_and_has_no_more_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = unpack(1, tmp_path / "old")
    for arguments, says in (
        (("--dry-run",), "would write 9 files anew"),
        ((), "wrote 9 files anew"),
        ((), "nothing is older than schema version"),
    ):
        assert dateline("upgrade", "--root", old, *arguments) == 0
        assert says in capsys.readouterr().out


def test_a_run_into_a_root_with_much_that_is_older_is_told_to_upgrade_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(upgrade, "ALONG", upgrade.Extent(0, 0))
    assert dateline("run", "samples", "--root", unpack(1, tmp_path)) == 1
    assert "run `dateline upgrade` once" in capsys.readouterr().err
