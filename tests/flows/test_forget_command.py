"""The command that forgets, and what later commands do with what was forgotten."""

from pathlib import Path

import pytest
from command_line import dateline
from newsroom import captured, ingest, page

from tasks.store import Root

A, B = "https://news.example/2024/alpha", "https://news.example/2024/beta"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with two articles."""
    path = tmp_path / "root"
    ingest(Root.open(path), captured(1, A, page(A)), captured(2, B, page(B, "\x1b]0;mine\x07Two")))
    return path


def counted(root: Path, dataset: str = "captures") -> int:
    return Root.open(root).snapshot().rows(dataset)


def test_a_dry_run_shows_what_would_go_and_takes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("forget", "https://news.example/2024/*", "--root", root, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert A in shown
    assert "One of Northport" in shown
    assert "\x1b" not in shown
    assert counted(root) == 2


def test_forget_asks_first(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115, PTH123
    assert dateline("forget", A, "--root", root) == 1
    assert "Forget this for good" in capsys.readouterr().out
    assert counted(root) == 2


def test_what_is_forgotten_is_gone_and_the_reason_is_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("forget", f"{A}?utm_source=x", "--reason", "asked to", "--yes", "--root", root) == 0
    assert "versions before 2 can no longer be read" in " ".join(capsys.readouterr().out.split())
    assert (counted(root), counted(root, "articles")) == (1, 1)
    assert Root.open(root).snapshot().read("takedowns", ["reason"]).column(0).to_pylist() == ["asked to"]


@pytest.mark.parametrize("wide", ["*", "https://news.example/*"])
def test_a_pattern_for_a_whole_site_takes_two_flags(root: Path, wide: str, capsys: pytest.CaptureFixture[str]) -> None:
    for flags in ([], ["--yes"], ["--wide"]):
        assert dateline("forget", wide, "--root", root, *flags) == 2
    assert "--wide --yes" in capsys.readouterr().err
    assert counted(root) == 2
    assert dateline("forget", wide, "--root", root, "--wide", "--yes") == 0
    assert counted(root) == 0


def test_what_is_no_address_and_nothing_was_read_from_is_wrong_usage(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dateline("forget", "no/such/page.html", "--root", root, "--yes") == 2
    assert "nothing here was read from no/such/page.html" in capsys.readouterr().err
    assert counted(root, "takedowns") == 0


def test_what_was_forgotten_is_left_out_of_an_import_and_others_are_not(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "all.warc.gz"
    assert dateline("captures", "export", archive, "--root", root) == 0
    assert dateline("forget", A, "--root", root, "--yes") == 0
    other = captured(3, "https://news.example/2024/gamma", page("https://news.example/2024/gamma"))
    ingest(Root.open(tmp_path / "other"), other)
    assert dateline("captures", "export", tmp_path / "other.warc.gz", "--root", tmp_path / "other") == 0
    assert dateline("captures", "import", archive, tmp_path / "other.warc.gz", "--root", root) == 0
    shown = capsys.readouterr().out
    assert "1 captures added in version 3, 1 known before, 0 rejected while reading, 1 left out as forgotten" in shown
    uris = Root.open(root).snapshot().read("captures", ["target_uri"]).column(0).to_pylist()
    assert sorted(uris) == [B, other.target_uri]
    (reject,) = Root.open(root).snapshot().read("rejects").to_pylist()
    assert (reject["reason"], reject["record_id"]) == ("forgotten", None)
