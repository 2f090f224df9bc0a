"""Disks that are full, refuse large files, or cannot be written: a clear error, nothing lost, and on it goes."""

import logging
import os
import resource
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from string import ascii_letters

import pytest
from rows import NEXT_DAY, article, articles, capture, table

from benchmarks.killing import processes
from benchmarks.whole import content_of, store_faults_of
from schemas.captures import Capture
from schemas.errors import StoreError
from tasks.store import Changes, Keep, Root, connect

KB = 1024
SIZE = 2048 * KB
TIGHT = range(0, 200, 12)
"""Kilobytes left; the commit below needs some 150."""


def mount(folder: Path, *options: str) -> None:
    """A small disk at a folder, or the same disk with other options."""
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no disk of its own: {error}")
    if done.returncode:
        pytest.skip(f"this machine does not let the tests mount a small disk: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, f"size={SIZE}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """A file that leaves so many bytes free."""
    ballast = disk / "ballast"
    there = os.statvfs(disk)
    ballast.write_bytes(bytes(there.f_bavail * there.f_frsize - leave))
    return ballast


def first() -> Changes:
    return Changes(articles(article(1), article(2)), {"captures": [table("captures", capture(1), capture(2))]})


def large() -> Changes:
    puts = articles(article(1, NEXT_DAY, "Two bridges open"), article(3))
    return Changes(puts, {"captures": [table("captures", large_capture(3))]})


def large_capture(number: int) -> Capture:
    payload = "".join(Random(number).choices(ascii_letters, k=100 * KB))
    return capture(number, payload=payload.encode())


@pytest.mark.parametrize("kilobytes", TIGHT)
def test_a_disk_that_fills_up_at_any_moment_costs_nothing(disk: Path, tmp_path: Path, kilobytes: int) -> None:
    uninterrupted, root = Root.open(tmp_path / "roomy"), Root.open(disk / "news")
    for each in (uninterrupted, root):
        each.commit("run-1", "first", lambda _: first())
    uninterrupted.commit("run-2", "large", lambda _: large())
    ballast = fill(disk, kilobytes * KB)
    try:
        root.commit("run-2", "large", lambda _: large())
    except StoreError as error:
        assert "No space left" in str(error)
        assert "free space" in str(error)
    assert Root.open(root.location).snapshot(1).rows("articles") == 2
    ballast.unlink()
    assert store_faults_of(root.location) == []
    Root.open(root.location).commit("run-2", "large", lambda _: large())
    assert store_faults_of(root.location) == []
    assert content_of(root.location) == content_of(uninterrupted.location)


def test_staging_on_a_full_disk_says_what_to_do(disk: Path) -> None:
    root = Root.open(disk / "news")
    ballast = fill(disk, 0)
    with pytest.raises(StoreError, match=r"No space left.*free space.*then run again"):
        root.stage("run", "batch", articles(article(1)))
    ballast.unlink()
    assert root.stage("run", "batch", articles(article(1))).read("articles").num_rows == 1


def test_clean_up_makes_space_when_next_to_none_is_left(disk: Path) -> None:
    root = Root.open(disk / "news")
    root.commit("run-1", "first", lambda _: first())
    root.commit("run-2", "large", lambda _: large())
    root.rollback(1, "rollback", "without the large one")
    fill(disk, 16 * KB)
    with pytest.raises(StoreError, match="`dateline clean-up` makes some"):
        root.commit("run-3", "larger", lambda _: Changes(appends={"captures": [table("captures", large_capture(4))]}))
    assert root.clean_up(Keep(commits=1, days=0), datetime.now(UTC) + timedelta(hours=2)).bytes > 50 * KB
    root.commit("run-3", "larger", lambda _: Changes(appends={"captures": [table("captures", large_capture(4))]}))
    assert store_faults_of(root.location) == []


def test_a_root_on_a_read_only_disk_is_read_and_not_written(disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = Root.open(disk / "news")
    root.commit("run-1", "first", lambda _: first())
    (plain,) = (disk / "news/captures").glob("*/part-0.parquet")
    plain.unlink()
    mount(disk, "remount", "ro")
    with caplog.at_level(logging.WARNING):
        opened = Root.open(disk / "news")
    assert "lag behind its newest commit" in caplog.text
    assert connect(opened.snapshot()).execute("SELECT count(*) FROM captures").fetchall() == [(2,)]
    for write in (
        lambda: opened.commit("run-2", "large", lambda _: large()),
        lambda: opened.stage("run-2", "batch", articles(article(3))),
        lambda: opened.rollback(0, "rollback", "to nothing"),
        lambda: opened.clean_up(Keep(), datetime.now(UTC)),
        opened.check_writable,
        Root.open(disk / "other/news").check_writable,
    ):
        with pytest.raises(StoreError, match=r"Read-only file system.*check its permissions"):
            write()
    assert opened.clean_up(Keep(), datetime.now(UTC), dry_run=True).files == 0
    mount(disk, "remount", "rw")
    assert store_faults_of(disk / "news") == []


def commit_with_small_files(path: Path, limit: int) -> None:
    """In a process of its own: the system refuses it files larger than the limit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        Root.open(path).commit("run-2", "large", lambda _: large())
    except StoreError as error:
        path.with_name("said").write_text(str(error)[:limit])


@pytest.mark.parametrize("limit", [0, KB, 20 * KB])
def test_a_write_that_the_system_refuses_costs_nothing(root: Root, path: Path, limit: int) -> None:
    root.commit("run-1", "first", lambda _: first())
    process = processes().Process(target=commit_with_small_files, args=(path, limit))
    process.start()
    process.join()
    assert root.snapshot().version == 1
    assert store_faults_of(path) == []
    root.commit("run-2", "large", lambda _: large())
    assert (root.snapshot().version, store_faults_of(path)) == (2, [])
