"""The command line: help, exit codes, and what each command shows."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import dateline
from pages import write_pages
from rows import NOON, article, capture, copy_of, reject, table
from typer.main import get_command

from flows.cli import app
from tasks.store import Changes, Root

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]  # a group's


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with an article, whose headline tries to set the terminal's title, and a reject."""
    path = tmp_path / "root"
    headline = "A [bold]bridge[/bold] opens\x1b]0;mine\x07"
    rejected = reject(2).model_copy(update={"record_id": "<urn:uuid:2>"})
    puts = {"articles": table("articles", article(1, headline=headline)), "rejects": table("rejects", rejected)}
    captures = table("captures", capture(1), capture(2))
    Root.open(path).commit("run", "test", lambda _: Changes(puts=puts, appends={"captures": [captures]}))
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline(command, "--help") == 0
    assert "Usage: dateline" in capsys.readouterr().out
    help_text = get_command(app).commands[command].help  # type: ignore[attr-defined]
    assert help_text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"dateline {command}" in Path("README.md").read_text(encoding="utf-8")


def test_a_wrong_option_is_wrong_usage() -> None:
    assert dateline("run", "--wrong") == 2


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("run", "--input", tmp_path / "none", "--root", tmp_path / "root") == 2
    assert "does not exist" in capsys.readouterr().err


def test_a_wrong_setting_names_file_key_and_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("[limits]\npage_seconds = 'long'\n")
    assert dateline("query", "SELECT 1", "--config", tmp_path) == 2
    message = capsys.readouterr().err
    assert "settings.toml" in message
    assert "limits.page_seconds" in message


def test_a_setting_from_the_environment_goes_before_the_file(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_ROOT", str(root))
    assert dateline("query", "SELECT count(*) AS n FROM articles", "--format", "csv") == 0
    assert capsys.readouterr().out == "n\n1\n"


def test_a_wrong_source_file_names_file_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "herald.toml").write_text("title = 'Herald'\nkind = 'fax'\npaths = ['x']\n")
    assert dateline("sources", "--config", tmp_path) == 2
    assert "herald.toml" in (message := capsys.readouterr().err)
    assert "kind" in message


@pytest.mark.parametrize("name", ["DATELINE_LIMIT__PAGE_SECONDS", "DATELINE_BOGUS"])
def test_a_mistyped_variable_is_wrong_usage(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, "5")
    assert dateline("query", "SELECT 1") == 2
    assert name in capsys.readouterr().err


def test_a_variable_that_cannot_be_read_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LIMITS", "{'page")
    assert dateline("query", "SELECT 1") == 2


def test_a_folder_without_articles_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("run", "--input", tmp_path, "--root", tmp_path / "root") == 2
    assert "name a file" in capsys.readouterr().err


def test_query_gives_json_any_parser_reads(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", "SELECT 'nan'::DOUBLE AS a, 2 AS a", "--format", "json", "--root", root) == 0
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [{"a": None, "a_2": 2}]


def test_sources_lists_the_bundled_samples(capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("sources") == 0
    assert "samples" in capsys.readouterr().out


def test_query_gives_json_that_reads_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", "SELECT captured_at, author FROM articles", "--format", "json", "--root", root) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"captured_at": NOON.isoformat().replace("+00:00", "Z"), "author": ["Ana Bell", "Tom Oak"]}
    ]


def test_query_gives_csv_that_reads_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", "SELECT article_body FROM articles", "--format", "csv", "--root", root) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["article_body"], [article(1).article_body]]


def test_a_page_cannot_command_the_terminal(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", "SELECT headline FROM articles", "--root", root) == 0
    assert dateline("trace", article(1).article_id, "--root", root) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "A [bold]bridge[/bold] opens" in shown


@pytest.mark.parametrize("sql", ["DELETE FROM articles", "SELECT 1; SELECT 2", "COPY articles TO 'x.csv'", "SELEC"])
def test_query_only_selects(sql: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("query", sql, "--root", root) == 2
    assert capsys.readouterr().err.startswith("dateline: ")


@pytest.mark.parametrize("name", ["https://news.example/1?utm_source=feed", "<urn:uuid:1>", article(1).article_id])
def test_trace_finds_an_article_by_address_and_ids(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("trace", name, "--root", root) == 0
    shown = capsys.readouterr().out
    assert "json_ld:headline" in shown
    assert "published_date=2024-03-01" in shown


def test_trace_shows_which_text_an_article_shares(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = copy_of(article(1), origin=article(2))
    Root.open(root).commit("run", "test", lambda _: Changes({"copies": table("copies", row)}))
    assert dateline("trace", article(1).article_id, "--root", root) == 0
    shown = capsys.readouterr().out
    assert "one of 2 articles with one text" in shown
    assert article(2).article_id in shown


def test_trace_says_why_a_page_was_rejected(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("trace", "https://news.example/2", "--root", root) == 0
    assert "no_article_text" in capsys.readouterr().out


def test_trace_of_something_unknown_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("trace", "https://news.example/9", "--root", root) == 1
    assert "nothing in" in capsys.readouterr().err


@pytest.fixture(scope="module")
def installed(serverless: dict[str, str]) -> Callable[..., "subprocess.Popen[str]"]:
    """Starts the installed command in a process and a session of its own, for a user who has no Prefect server."""

    def start(*arguments: str | Path) -> "subprocess.Popen[str]":
        command = [Path(sys.executable).with_name("dateline"), *arguments]
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=serverless, start_new_session=True)

    return start


def test_the_installed_command_ingests_a_file(
    installed: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    """The page processes start from its main module."""
    page = next(write_pages(tmp_path / "pages", 1).iterdir())
    run = installed("run", "--input", page, "--root", tmp_path / "root")
    _, said = run.communicate(timeout=300)
    assert run.returncode == 0, said
    assert "write: version 1, articles: 1 new" in said
    assert Root.open(tmp_path / "root").snapshot().rows("articles") == 1


def test_a_run_that_fails_ends_with_its_reason_alone(
    installed: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    """What Prefect is told of it is told before the server ends."""
    (tmp_path / "settings.toml").write_text('facts.level = "great"')
    run = installed("run", "--config", tmp_path, "--root", tmp_path / "root")
    _, said = run.communicate(timeout=300)
    assert run.returncode == 2
    assert said.strip().splitlines()[-1].startswith("  facts.level:")
    assert [line for line in said.splitlines() if "EventsWorker" in line or "logging to API" in line] == []


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see a process's children")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_process_and_no_half_commit(
    number: signal.Signals, installed: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    pages = write_pages(tmp_path / "pages", 1)
    (pages / "slow.html").write_text("<p " + " ".join(f"a{one}=''" for one in range(600_000)) + ">")
    run = installed("run", "--input", pages, "--root", tmp_path / "root")
    assert run.stderr is not None
    while "read: 2 files" not in (line := run.stderr.readline()):
        assert line, "ended before it was to be ended"
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    os.killpg(run.pid, number)
    assert run.wait(timeout=60) in (128 + signal.SIGINT, -signal.SIGKILL)
    assert (number is signal.SIGKILL) != ("the same command does the rest" in run.stderr.read())
    assert children
    while any(Path(f"/proc/{child}/cmdline").exists() for child in children):
        time.sleep(0.1)  # a test that hangs here has found a process that stayed
    assert Root.open(tmp_path / "root").snapshot().version == 0


def test_a_server_that_cannot_start_says_what_to_do(serverless: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    page = next(write_pages(tmp_path / "pages", 1).iterdir())
    command = [Path(sys.executable).with_name("dateline"), "run", "--input", page, "--root", tmp_path / "root"]
    environment = {**serverless, "PREFECT_HOME": str(tmp_path / "home" / "prefect")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)
    assert done.returncode == 1
    assert "Set PREFECT_HOME" in done.stderr


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    page = next(write_pages(tmp_path / "pages", 1).iterdir())
    command = [Path(sys.executable).with_name("dateline"), "run", "--input", page, "--root", tmp_path / "root"]
    environment = {**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api"}  # the discard port: nobody listens
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)
    assert done.returncode == 1
    assert "PREFECT_API_URL" in done.stderr
    assert "Traceback" not in done.stderr
