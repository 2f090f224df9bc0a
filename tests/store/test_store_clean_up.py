"""Clean-up: what no kept commit names goes, what one names stays."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rows import NEXT_DAY, article, articles, capture, reject, table

from schemas.errors import SchemaError, StoreError
from tasks.store import Changes, Keep, Root, log
from tasks.store.clean_up import GRACE, STAGING_AGE
from tasks.store.layout import CHECKPOINTS, LOG
from tasks.store.locations import storage_at

NEWEST = Keep(commits=1, days=0)


def later(**hours: float) -> datetime:
    return datetime.now(UTC) + timedelta(**hours)


@pytest.fixture
def five(root: Root) -> Root:
    """Five commits that each change the article, in its own partition."""
    for number in range(1, 6):
        put(root, number)
    return root


def put(root: Root, number: int) -> None:
    rows = articles(article(1, headline=f"{number} bridges open"), article(2, NEXT_DAY))
    root.commit(f"run-{number}", "test", lambda _: Changes(rows, {"captures": [table("captures", capture(number))]}))


def truth(path: Path) -> set[str]:
    return {file.name for file in path.glob(".dateline/files/*/*/*")}


def named(root: Root, *versions: int) -> set[str]:
    states = [root.snapshot(version).state for version in versions]
    return {entry.name for state in states for there in state.values() for files in there.values() for entry in files}


def test_files_that_no_kept_commit_names_go(five: Root, path: Path) -> None:
    kept = named(five, 4, 5)
    cleaned = five.clean_up(Keep(commits=2, days=0), later(hours=2))
    assert (cleaned.oldest, cleaned.commits, cleaned.files, cleaned.runs) == (4, 3, 3, 0)
    assert cleaned.bytes > 0
    assert truth(path) == kept
    assert [one.version for one in five.history()] == [5, 4]


def test_kept_versions_read_as_before(five: Root) -> None:
    before = {version: five.snapshot(version).read("articles") for version in (3, 4, 5)}
    told = five.history()[:3]
    five.clean_up(Keep(commits=3, days=0), later(hours=2))
    assert {version: five.snapshot(version).read("articles") for version in (3, 4, 5)} == before
    assert five.history() == told


def test_a_version_that_was_cleaned_up_says_so(five: Root) -> None:
    first = five.history()[-1].committed_at
    five.clean_up(Keep(commits=2, days=0), later(hours=2))
    for ask in (lambda: five.snapshot(3), lambda: five.rollback(3, "rollback", "back"), lambda: five.snapshot(0)):
        with pytest.raises(StoreError, match=r"version \d of .* was cleaned up; the oldest kept is 4"):
            ask()
    with pytest.raises(StoreError, match="those before it were cleaned up"):
        five.snapshot(first)


def test_log_entries_and_checkpoints_before_the_oldest_kept_commit_go(
    root: Root, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "CHECKPOINT_EVERY", 2)
    for number in range(1, 8):
        put(root, number)
    root.clean_up(Keep(commits=2, days=0), later(hours=2))
    assert [int(file.stem) for file in sorted((path / LOG).iterdir())] == [6, 7]
    assert [int(file.stem) for file in sorted((path / CHECKPOINTS).iterdir())] == [5, 6]  # 6 rests on 5
    put(root, 8)
    assert root.snapshot().rows("captures") == 8


def test_a_later_clean_up_goes_on_where_the_last_ended(five: Root, path: Path) -> None:
    five.clean_up(Keep(commits=4, days=0), later(hours=2))
    again = five.clean_up(Keep(commits=2, days=0), later(hours=2))
    assert (again.oldest, again.commits, again.files) == (4, 2, 2)
    assert truth(path) == named(five, 4, 5)
    nothing = five.clean_up(Keep(commits=2, days=0), later(hours=2))
    assert (nothing.oldest, nothing.commits, nothing.files, nothing.bytes) == (4, 0, 0, 0)


def test_a_wider_choice_brings_nothing_back(five: Root) -> None:
    five.clean_up(Keep(commits=1, days=0), later(hours=2))
    assert five.clean_up(Keep(commits=5, days=0), later(hours=2)).oldest == 5


def test_commits_of_the_last_days_are_kept_with_the_one_they_began_on(five: Root) -> None:
    third = five.history()[2].committed_at
    cleaned = five.clean_up(Keep(commits=1, days=30), third + timedelta(days=30))
    assert cleaned.oldest == 3
    assert five.snapshot(third).version == 3


def test_what_was_newest_within_the_grace_is_kept_whatever_is_asked(five: Root) -> None:
    reader = five.snapshot()
    put(five, 6)
    five.clean_up(NEWEST, later(minutes=1))
    assert reader.read("articles").num_rows == 2
    assert five.clean_up(NEWEST, later() + GRACE).oldest == 6


def test_files_of_a_commit_that_never_took_effect_go(five: Root, path: Path) -> None:
    whole, broken = table("captures", capture(8)), table("captures", capture(9)).drop_columns(["payload"])
    before = truth(path)
    with pytest.raises(SchemaError, match="payload"):
        five.commit("run", "test", lambda _: Changes(appends={"captures": [whole, broken]}))
    assert len(truth(path) - before) == 1
    assert five.clean_up(Keep(), later()).files == 1
    assert truth(path) == before


def test_a_dry_run_says_the_same_and_removes_nothing(five: Root, path: Path) -> None:
    before = truth(path)
    would = five.clean_up(NEWEST, later(hours=2), dry_run=True)
    assert (truth(path), len(five.history())) == (before, 5)
    assert five.clean_up(NEWEST, later(hours=2)) == would


def test_batches_of_an_abandoned_run_go_and_those_of_a_live_one_stay(root: Root, path: Path) -> None:
    root.stage("dead", "batch-0", articles(article(1)))
    now = later()
    live = root.stage("live", "batch-0", articles(article(2)))
    then = (now - STAGING_AGE - timedelta(minutes=1)).timestamp()
    for old in [path / ".dateline/staging/dead", *(path / ".dateline/staging/dead").rglob("*")]:
        os.utime(old, (then, then))
    assert root.clean_up(Keep(), now).runs == 1
    assert [folder.name for folder in (path / ".dateline/staging").iterdir()] == ["live"]
    assert live.read("articles").num_rows == 1


def test_partitions_that_are_gone_leave_no_folder(root: Root, path: Path) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1, NEXT_DAY))))
    root.clean_up(NEWEST, later(hours=2))
    assert [folder.name for folder in path.glob(".dateline/files/*/*")] == ["published_date=2024-03-02"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_empty_root_has_nothing_to_clean_up_and_creates_nothing(root: Root, path: Path, dry_run: bool) -> None:
    cleaned = root.clean_up(Keep(), later(), dry_run=dry_run)
    assert (cleaned.oldest, cleaned.commits, cleaned.files) == (0, 0, 0)
    assert not path.exists()


def test_the_public_view_is_left_alone(five: Root, path: Path) -> None:
    def stamps() -> dict[str, int]:
        return {str(file): file.stat().st_ino for file in path.glob("[!.]*/*/*")}

    before = stamps()
    five.clean_up(NEWEST, later(hours=2))
    assert stamps() == before


def cleaned_by_another(root: Root) -> None:
    Root.open(root.location).clean_up(NEWEST, later(hours=2))


def committed_and_cleaned_by_another(root: Root) -> None:
    Root.open(root.location).commit("b", "test", lambda _: Changes(puts={"rejects": table("rejects", reject(1))}))
    Root.open(root.location).clean_up(NEWEST, later(hours=2))


@pytest.mark.parametrize("meanwhile", [cleaned_by_another, committed_and_cleaned_by_another])
def test_reading_the_log_survives_a_clean_up_in_the_middle(
    five: Root, path: Path, meanwhile: Callable[[Root], None]
) -> None:
    storage, tries = storage_at(path), []

    def read() -> int:
        """Reads the first entry there is, after another process has removed it the first time."""
        first = max(1, log.oldest(storage))
        tries.append(first)
        if len(tries) == 1:
            meanwhile(five)
        return log.read_manifest(storage, first).version

    assert log.steady(storage, read) == tries[1] > 1
