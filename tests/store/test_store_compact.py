"""Small files brought together: the same rows in fewer files, as one commit."""

from datetime import date
from pathlib import Path

import pytest
from rows import capture, table

from tasks.store import Changes, Root
from tasks.store.compact import CROWD

DAY = date(2024, 3, 5)
NEXT_DAY = date(2024, 3, 6)


def append(root: Root, number: int, day: date = DAY) -> None:
    rows = [table("captures", capture(number, day))]
    root.commit("run", "test", lambda _: Changes(appends={"captures": rows}))


@pytest.fixture
def crowd(root: Root) -> Root:
    """A day with too many files, and one with a single file."""
    for number in range(CROWD):
        append(root, number)
    append(root, 100, NEXT_DAY)
    return root


def test_a_day_of_many_small_files_becomes_one_file_of_the_same_rows(crowd: Root) -> None:
    before = crowd.snapshot()
    assert crowd.crowded() == [("captures", str(DAY))]
    done = crowd.compact("captures", str(DAY), "run", "compact")
    after = crowd.snapshot()
    assert after.read("captures").equals(before.read("captures"))
    assert {day: len(files) for day, files in after.files("captures").items()} == {str(DAY): 1, str(NEXT_DAY): 1}
    assert after.partitions("captures")[str(NEXT_DAY)] == before.partitions("captures")[str(NEXT_DAY)]
    assert (done.version, done.rows) == (before.version + 1, {"captures": 0})


def test_plain_files_follow_and_the_version_before_can_still_be_read(crowd: Root, path: Path) -> None:
    before = crowd.snapshot()
    crowd.compact("captures", str(DAY), "run", "compact")
    assert crowd.snapshot(before.version).read("captures").equals(before.read("captures"))
    plain = sorted(path.name for path in (path / "captures" / f"captured_date={DAY}").iterdir())
    assert plain == ["part-0.parquet"]


def test_a_day_of_few_files_is_left_as_it_is(crowd: Root) -> None:
    crowd.compact("captures", str(DAY), "run", "compact")
    append(crowd, 50)
    there = crowd.snapshot()
    assert crowd.crowded() == []
    assert crowd.compact("captures", str(DAY), "run", "compact").version == there.version


def test_large_files_are_left_as_they_are(crowd: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [file.bytes for file in crowd.snapshot().files("captures")[str(DAY)]]
    monkeypatch.setattr("tasks.store.compact.LARGEST", 2 * min(sizes))
    assert crowd.crowded() == []


def test_a_file_that_several_become_stays_below_a_size(crowd: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    before = crowd.snapshot()
    sizes = [file.bytes for file in before.files("captures")[str(DAY)]]
    monkeypatch.setattr("tasks.store.compact.LARGEST", 3 * max(sizes))
    crowd.compact("captures", str(DAY), "run", "compact")
    after = crowd.snapshot()
    assert len(after.files("captures")[str(DAY)]) == -(-CROWD // 3)
    assert after.read("captures").equals(before.read("captures"))


def test_what_is_appended_before_and_after_stays(anywhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.store.compact.CROWD", 2)
    root = Root.open(anywhere)
    for number in range(2):
        append(root, number)
    root.compact("captures", str(DAY), "run", "compact")
    append(root, 2)
    assert root.snapshot().rows("captures") == 3
    assert len(root.snapshot().files("captures")[str(DAY)]) == 2
