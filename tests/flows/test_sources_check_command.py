"""`dateline sources check`: what it shows of a source's health, and how it ends."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import dateline
from rows import article, capture, revision, table

from flows.runs import Counts, Summary
from flows.source_health import warnings_of
from flows.summary import summary_markdown, summary_table
from flows.terminal import wide_console
from schemas.health import Symptom
from schemas.sources import Source
from tasks.store import Changes, Root

DAY = timedelta(days=1)
SOURCE = 'title = "Harbour"\nfeeds = ["https://harbour.example/rss"]\n'
EXPECT = "[expect]\nmin_articles_per_day = {least}\n[expect.min_fill]\nauthor = 0.9\n"


def config_of(folder: Path, expect: str = "") -> Path:
    (folder / "sources").mkdir(parents=True)
    (folder / "settings.toml").write_text("")
    (folder / "sources" / "harbour.toml").write_text(SOURCE + expect)
    return folder


def root_of(path: Path, newest: int) -> Path:
    """A root with an article on each of 40 days, the newest so many days ago."""
    now = datetime.now(UTC)
    days = [now - ago * DAY for ago in range(newest, newest + 40)]
    said = [
        article(number, at.date()).model_copy(update={"source": "harbour", "captured_at": at})
        for number, at in enumerate(days)
    ]
    versions = [
        revision(number, day=at.date()).model_copy(update={"captured_at": at}) for number, at in enumerate(days)
    ]
    rows = {"articles": table("articles", *said), "revisions": table("revisions", *versions)}
    captures = table("captures", capture(1))
    Root.open(path).commit("run", "test", lambda _: Changes(rows, {"captures": [captures]}))
    return path


def test_a_source_that_is_well_is_shown_with_its_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config, root = config_of(tmp_path / "config", EXPECT.format(least=0.5)), root_of(tmp_path / "root", 0)
    assert dateline("sources", "check", "--root", root, "--config", config) == 0
    shown = capsys.readouterr().out
    assert "author 100%" in shown
    assert "1 sources: 0 fail, 0 warnings" in shown


def test_a_silent_source_fails_even_without_expectations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config, root = config_of(tmp_path / "config"), root_of(tmp_path / "root", 2)
    assert dateline("sources", "check", "harbour", "--root", root, "--config", config) == 1
    shown = capsys.readouterr().out
    assert "silent" in shown
    assert "1 sources: 1 fail" in shown


def test_json_has_every_finding_with_its_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config, root = config_of(tmp_path / "config", EXPECT.format(least=3)), root_of(tmp_path / "root", 0)
    assert dateline("sources", "check", "--format", "json", "--root", root, "--config", config) == 1
    (told,) = json.loads(capsys.readouterr().out)["sources"]
    assert (told["articles_per_day"], told["fill"]["author"]) == (1.0, 1.0)
    assert [(one["finding"], one["fails"]) for one in told["complaints"]] == [("too_few", True)]
    assert told["complaints"][0]["remedy"] == Symptom.TOO_FEW.remedy


def test_an_expected_column_that_is_none_names_file_key_and_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = config_of(tmp_path / "config", "[expect.min_fill]\ndate_publishd = 0.9\n")
    assert dateline("sources", "check", "--config", config) == 2
    message = capsys.readouterr().err
    assert "harbour.toml" in message
    assert "expect.min_fill.date_publishd" in message
    assert "did you mean date_published?" in message


def test_at_the_end_of_a_run_complaints_are_lines_of_its_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = root_of(tmp_path / "root", 2)
    source = Source(name="harbour", title="Harbour", paths=("pages",), folder=str(tmp_path))
    (warning,) = warnings_of(str(root), [source], datetime.now(UTC))
    assert warning.startswith("harbour: silent: none for 48 hours")
    summary = Summary("run", str(root), 1, Counts(files=0), (warning,))
    wide_console().print(summary_table(summary))
    assert "harbour: silent" in capsys.readouterr().out
    assert "\n* harbour: silent" in summary_markdown(summary)


def test_a_root_that_cannot_be_read_costs_a_run_only_a_warning(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    source = Source(name="harbour", title="Harbour", paths=("pages",), folder=str(tmp_path))
    (warning,) = warnings_of(str(tmp_path), [source], datetime.now(UTC))
    assert "is not known" in warning


def test_the_page_lists_every_finding() -> None:
    section = Path("docs/collecting.md").read_text("utf-8").split("\n## Health of a source\n", 1)[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    kinds = {True: "failure", False: "warning"}
    assert rows == [f"| `{one}` | {kinds[one.fails]} | {one.meaning} | {one.remedy} |" for one in Symptom]
