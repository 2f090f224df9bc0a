"""`dateline backfill` as it is run: by newer rules than those of the datasets, killed, and run again."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree

import pytest
from command_line import dateline
from rows import NEXT_DAY, article, capture, table

from schemas.datasets import ONE_AN_ARTICLE, WITH_ARTICLE
from schemas.versions import EXTRACTOR_VERSION
from tasks.captures import payloads_once
from tasks.store import Changes, Root
from tasks.store.crash import CRASH_AT, Step

CHECKOUT = Path(__file__).parents[2]
NEWER = "99.0.0"
DERIVED = ("articles", "revisions", *WITH_ARTICLE, *ONE_AN_ARTICLE)
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose rules are of a newer version."""
    folder = tmp_path_factory.mktemp("newer")
    for name in ("schemas", "tasks", "flows", "config"):
        copytree(CHECKOUT / name, folder / name)
    versions = folder / "schemas" / "versions.py"
    versions.write_text(versions.read_text().replace(f'"{EXTRACTOR_VERSION}"', f'"{NEWER}"'))
    return folder


@pytest.fixture(scope="module")
def command(prefect: None) -> Command:
    """Runs a command line of a checkout in a process of its own."""

    def run(checkout: Path, *arguments: str | Path, **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", "from flows.cli import main; main()", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout), **variables},
        )

    return run


@pytest.fixture(scope="module")
def samples(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the bundled samples."""
    root = tmp_path_factory.mktemp("samples") / "root"
    assert dateline("run", "samples", "--root", root) == 0
    return root


@pytest.fixture
def root(samples: Path, tmp_path: Path) -> Path:
    return Path(copytree(samples, tmp_path / "root"))


def rows(root: Path, dataset: str) -> list[Mapping[str, object]]:
    """The rows without the versions of the rules."""
    found = Root.open(root).snapshot().read(dataset).to_pylist()
    return [{name: _plain(value) for name, value in row.items() if name != "extractor_version"} for row in found]


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [{**one, "extractor_version": None} if isinstance(one, dict) else one for one in value]
    return value


def versions(root: Path, dataset: str) -> set[str]:
    return set(Root.open(root).snapshot().read(dataset, ["extractor_version"]).column(0).to_pylist())


def done_days(root: Path) -> int:
    """How many days' runs have left a row."""
    return Root.open(root).snapshot().read("runs", ["flow"]).column(0).to_pylist().count("backfill-day")


def test_newer_rules_give_the_same_rows_of_the_new_version_and_no_duplicates(
    root: Path, samples: Path, newer: Path, command: Command
) -> None:
    done = command(newer, "backfill", "--changed", "--root", root)
    assert done.returncode == 0, done.stderr
    assert "2 days done, 0 failed" in " ".join(done.stdout.split())
    for dataset in DERIVED:
        assert rows(root, dataset) == rows(samples, dataset), dataset
        assert versions(root, dataset) == {NEWER} or not rows(root, dataset)
    assert len(rows(root, "rejects")) == len(rows(samples, "rejects"))
    assert versions(root, "rejects") == {NEWER}
    again = command(newer, "backfill", "--changed", "--root", root)
    assert (again.returncode, again.stdout.startswith("nothing to derive again")) == (0, True)


# Killed with the third day's commit in the log and its plain files not in place, or with no log that names its files.
@pytest.mark.parametrize(
    ("choice", "crash_at", "left"), [("--all", f"{Step.LOG_TAKEN}:3", 1), ("--changed", f"{Step.FILES_NAMED}:3", 2)]
)
def test_killed_and_run_again_it_does_the_rest_only(
    choice: str, crash_at: str, left: int, root: Path, samples: Path, newer: Path, command: Command
) -> None:
    asked = ("backfill", choice, "--by", "published", "--from", "2024-03-04", "--to", "2024-03-07", "--root", root)
    killed = command(newer, *asked, **{CRASH_AT: crash_at})
    assert killed.returncode == -9
    assert done_days(root) == 4 - left
    done = command(newer, *asked)
    assert done.returncode == 0, done.stderr
    assert done_days(root) == 4
    assert f"{left} days done, 0 failed" in " ".join(done.stdout.split())
    for dataset in DERIVED:
        assert rows(root, dataset) == rows(samples, dataset), dataset


def test_what_was_imported_is_derived_by_missing(samples: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "out.warc.gz", tmp_path / "other"
    assert dateline("captures", "export", archive, "--root", samples) == 0
    assert dateline("captures", "import", archive, "--root", other) == 0
    assert dateline("backfill", "--missing", "--root", other) == 0
    for dataset in DERIVED:
        assert rows(other, dataset) == rows(samples, dataset), dataset


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two captures on two days, one of them with an article."""
    root = Root.open(tmp_path / "small")

    def build(snapshot: object) -> Changes:
        captures = payloads_once(root.snapshot(), [table("captures", capture(1), capture(2, NEXT_DAY, b"Other."))])
        return Changes(puts={"articles": table("articles", article(1))}, appends={"captures": captures})

    root.commit("run", "test", build)
    return tmp_path / "small"


def test_a_dry_run_shows_the_plan_and_starts_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("backfill", "--missing", "--dry-run", "--root", small) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "2024-03-01 │ 1 │ 1 │ unknown" in shown
    assert "2 days │ 2 │ 2 │ unknown" in shown
    assert Root.open(small).snapshot().version == 1


def test_a_plan_needs_no_prefect(small: Path) -> None:
    code = (
        "import sys\nfrom flows.cli import main\n"
        "try:\n    main()\nfinally:\n    sys.exit('prefect' if 'prefect' in sys.modules else 0)"
    )
    arguments = ["backfill", "--dry-run", "--root", str(small)]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_choices_are_wrong_usage(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("backfill", "--missing", "--all", "--root", small) == 2
    assert "--missing and --all do not go together" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("--parallel", "0"), ("--by", "moon"), ("--from", "yesterday")])
def test_a_wrong_option_of_a_backfill_is_wrong_usage(wrong: tuple[str, str], small: Path) -> None:
    assert dateline("backfill", *wrong, "--root", small) == 2


def test_nothing_to_do_is_said_and_is_no_failure(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("backfill", "--failed", "--root", small) == 0
    assert "nothing to derive again (those with a reject; every day)" in capsys.readouterr().out
