"""A process killed with SIGKILL at any moment leaves a whole root, and doing the same again gives the same content.

The long version, and its controls that must fail, is `python -m benchmarks.faults`.
"""

import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rows import article, articles, capture, table

from benchmarks.acts import Act
from benchmarks.killing import COMMITS, start, try_seed, uninterrupted
from benchmarks.steps import IN_A_BUCKET, SCENARIOS, Prepared, kill_at, prepare
from benchmarks.trials import trial_of
from benchmarks.whole import faults_of, store_faults_of
from benchmarks.writers import Control, Orders
from tasks.store import Changes, Root
from tasks.store.crash import Step

MANY = (Step.FILE_NAMED, Step.LINK, Step.SWEPT_FILE, Step.SWEPT_LOG)
KILLS = [(name, str(step)) for name, scenario in SCENARIOS.items() for step in scenario.steps]
FEW = {("upgrade", Step.FILE_NAMED), ("upgrade", Step.LINK), ("forget", Step.FILE_NAMED)}
LATER_KILLS = [(name, f"{step}:3") for name, step in KILLS if step in MANY and (name, step) not in FEW]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Prepared]:
    return {name: prepare(scenario, tmp_path_factory.mktemp(name)) for name, scenario in SCENARIOS.items()}


def test_every_named_step_has_its_kill() -> None:
    assert {step for scenario in SCENARIOS.values() for step in scenario.steps} | set(IN_A_BUCKET) == set(Step)


@pytest.mark.parametrize(("name", "crash_at"), [*KILLS, *LATER_KILLS])
def test_a_kill_at_a_named_step_costs_nothing(
    prepared: Mapping[str, Prepared], tmp_path: Path, name: str, crash_at: str
) -> None:
    assert kill_at(prepared[name], crash_at, tmp_path / "root") == []


def test_two_writers_killed_at_any_time_lose_nothing(tmp_path: Path) -> None:
    found = try_seed(0, tmp_path / "root", uninterrupted(tmp_path / "expected"))
    assert found.faults == []


@pytest.mark.parametrize("act", [Act.RUN, Act.BACKFILL_MISSING, Act.FORGET])
def test_two_processes_at_one_act_killed_at_any_time_lose_nothing(tmp_path: Path, act: Act) -> None:
    trial = replace(trial_of(act, tmp_path / "trial"), rounds=1)
    expected = uninterrupted(tmp_path / "expected", trial=trial)
    assert try_seed(1, tmp_path / "root", expected, trial=trial).faults == []


@pytest.mark.parametrize("control", [Control.LOCK, Control.LOG])
def test_two_writers_at_once_fail_the_fault_test_without_lock_or_log(tmp_path: Path, control: Control) -> None:
    """Nobody has to be killed for that; the long version kills them too."""
    at_once = replace(COMMITS, rounds=0)
    expected = uninterrupted(tmp_path / "expected", trial=at_once)
    tried = (try_seed(seed, tmp_path / str(seed), expected, control, trial=at_once) for seed in range(20))
    assert any(found.faults for found in tried)


@pytest.mark.parametrize("control", [None, Control.SPAN])
def test_a_kill_after_the_first_commit_is_a_fault_only_where_commits_do_not_span(
    tmp_path: Path, control: Control | None
) -> None:
    writer = start(Orders(tmp_path / "root", commits=[0], control=control, crash_at=Step.LOG_TAKEN))
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    found = faults_of(tmp_path / "root")
    assert [fault for fault in found if "no_outcome" in fault] == found
    assert bool(found) is (control is not None)


def damage(path: Path) -> None:
    file = next(path.glob(".dateline/files/articles/*/*"))
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-4] + b"XXXX")


def lose(path: Path) -> None:
    next(path.glob(".dateline/files/articles/*/*")).unlink()


def leave_a_note(path: Path) -> None:
    (path / "articles" / "notes.txt").write_text("mine")


@pytest.mark.parametrize(
    ("harm", "says"), [(damage, "file_digest"), (lose, "file_missing"), (leave_a_note, "view_stray")]
)
def test_what_is_not_whole_is_found(root: Root, path: Path, harm: Callable[[Path], None], says: str) -> None:
    root.commit("run", "test", lambda _: Changes(articles(article(1)), {"captures": [table("captures", capture(1))]}))
    assert store_faults_of(path) == []
    harm(path)
    assert any(says in fault for fault in store_faults_of(path))
