"""The tie of a process to its parent."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from tasks.guard import GuardLimits, guarded
from tasks.lifeline import end_when_parent_says

SPAWN = multiprocessing.get_context("spawn")
PATIENCE_SECONDS = 60


def tell_and_wait(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(600)


def child(path: str) -> None:
    end_when_parent_says()
    tell_and_wait(path)


def parent(path: str) -> None:
    SPAWN.Process(target=child, args=(path,)).start()
    time.sleep(600)


def run_with_a_page(path: str) -> None:
    list(guarded(tell_and_wait, [path], GuardLimits(600, 4_000_000_000, 1)))


def told(path: Path) -> int:
    until = time.monotonic() + PATIENCE_SECONDS
    while not (path.is_file() and path.read_text()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return int(path.read_text())


def has_ended(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs /proc to see a process")
@pytest.mark.parametrize("target", [parent, run_with_a_page])
def test_a_process_ends_with_its_killed_parent(target: object, tmp_path: Path) -> None:
    process = SPAWN.Process(target=target, args=(str(tmp_path / "pid"),))  # type: ignore[arg-type]
    process.start()
    waiting = told(tmp_path / "pid")
    assert not has_ended(waiting)
    process.kill()
    until = time.monotonic() + PATIENCE_SECONDS
    while not has_ended(waiting):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_child_that_is_told_to_end_does_so_at_once(tmp_path: Path) -> None:
    process = SPAWN.Process(target=child, args=(str(tmp_path / "pid"),))
    process.start()
    told(tmp_path / "pid")
    os.kill(told(tmp_path / "pid"), signal.SIGINT)
    process.terminate()
    process.join(PATIENCE_SECONDS)
    assert process.exitcode == 128 + signal.SIGTERM
