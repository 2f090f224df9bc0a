"""`dateline status`: what it shows, and how it ends."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import dateline
from rows import article, revision, table
from test_earlier_runs import run

from tasks.store import Changes, Root


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Two sources, one of them not enabled."""
    folder = tmp_path / "config"
    (folder / "sources").mkdir(parents=True)
    (folder / "settings.toml").write_text('[schedules]\nevery = "1h"\n')
    (folder / "sources" / "pier.toml").write_text("title = 'Pier'\npaths = ['.']\n")
    (folder / "sources" / "quay.toml").write_text("title = 'Quay'\nenabled = false\npaths = ['.']\n")
    return folder


def ran(root: Path, ago: timedelta) -> None:
    at = datetime.now(UTC) - ago
    row = run("run").model_copy(
        update={
            "started_at": at,
            "finished_at": at,
            "run_date": at.date(),
            "parameters": '{"sources": ["pier"]}',
        }
    )
    Root.open(root).commit("run", "test", lambda _: Changes(puts={"runs": table("runs", row)}))


def test_a_fresh_source_is_shown_and_ends_well(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(tmp_path / "root", timedelta(minutes=5))
    assert dateline("status", "--root", tmp_path / "root", "--config", config) == 0
    shown = capsys.readouterr().out
    assert "5m ago completed" in shown
    assert "every 1h" in shown
    assert "not enabled" in shown
    assert "nothing is stale" in shown


def test_a_stale_source_is_a_failure_that_a_monitor_can_read(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(tmp_path / "root", timedelta(days=3))
    assert dateline("status", "--root", tmp_path / "root", "--config", config, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["stale"] == 1
    assert {one["source"]: one["is_stale"] for one in told["sources"]} == {"pier": True, "quay": False}


def test_a_root_that_was_not_maintained_for_long_says_so(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(tmp_path / "root", timedelta(days=40, hours=1))
    dateline("status", "--root", tmp_path / "root", "--config", config)
    assert "not maintained for 40 days: see dateline maintain --help" in capsys.readouterr().out


def test_an_expectation_that_is_missed_is_a_finding(
    tmp_path: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (config / "sources" / "pier.toml").open("a") as file:
        file.write("[expect]\nmin_fill = { keywords = 0.5 }\n")
    at = datetime.now(UTC) - timedelta(hours=2)
    articles = [
        article(number, at.date()).model_copy(update={"source": "pier", "captured_at": at}) for number in range(30)
    ]
    versions = [revision(number, 1, at.date()).model_copy(update={"captured_at": at}) for number in range(30)]
    puts = {"articles": table("articles", *articles), "revisions": table("revisions", *versions)}
    Root.open(tmp_path / "root").commit("run-1", "test", lambda _: Changes(puts=puts))
    ran(tmp_path / "root", timedelta(minutes=5))
    assert dateline("status", "--root", tmp_path / "root", "--config", config) == 0
    shown = capsys.readouterr().out
    assert "low_fill" in shown and "nothing is stale" in shown and "dateline sources check" in shown
    assert dateline("status", "--root", tmp_path / "root", "--config", config, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["source"]: one["findings"] for one in told["sources"]} == {"pier": ["low_fill"], "quay": []}


def test_a_root_of_the_settings_that_had_no_run_yet_has_only_sources_that_never_ran(
    tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_ROOT", str(tmp_path / "root"))
    assert dateline("status", "--config", config) == 1
    shown = capsys.readouterr().out
    assert "never" in shown
    assert "1 stale: pier" in shown
