"""Which kept versions need which files, followed from version to version."""

import pytest

from tasks.store.log import FileEntry, State, fold
from tasks.store.needs import Needs, named_in

DAY = "2024-03-01"


def entry(letter: str, rows: int = 1) -> FileEntry:
    return FileEntry(name=f"{letter * 64}.parquet", rows=rows, bytes=1)


def of(letters: str, day: str = DAY) -> State:
    """The articles of a day in these files."""
    return {"articles": {day: tuple(entry(one) for one in letters)}}


def key(letter: str, day: str = DAY) -> str:
    (found,) = named_in(of(letter, day))
    return found


@pytest.fixture
def needs() -> Needs:
    """a is in versions 2 and 3, b in 3 to 5 and again from 7 on, and version 6 is not known."""
    told, state = Needs(), of("x")
    told.change(2, {}, state)
    for version, letters in ((2, "a"), (3, "ab"), (4, "b"), (5, "b")):
        told.change(version, state, of(letters))
        state = fold(state, [of(letters)])
    told.lose(6, state)
    told.skip(6)
    told.change(7, {}, of("b"))
    return told


def test_a_file_that_no_kept_version_needs_is_not_named(needs: Needs) -> None:
    assert set(needs.files) == {key("a"), key("b")}


def test_the_newest_version_that_needs_a_file_is_told_unless_that_is_the_newest_of_all(needs: Needs) -> None:
    assert needs.last(key("a")) == 3
    assert needs.last(key("b")) is None


@pytest.mark.parametrize(
    ("letters", "newest"),
    [("", 7), ("a", 7), ("b", 2), ("ab", 1)],
)
def test_the_newest_version_without_some_files_is_one_that_is_known(needs: Needs, letters: str, newest: int) -> None:
    assert needs.newest_without([key(one) for one in letters], 7) == newest


def test_what_is_not_known_is_passed_by(needs: Needs) -> None:
    assert needs.newest_without([], 6) == 5


def test_a_file_is_described_as_the_newest_version_does() -> None:
    needs = Needs()
    needs.change(1, {}, of("a"))
    needs.change(2, of("a"), {"articles": {DAY: (entry("a", rows=5),)}})
    assert needs.files[key("a")].entry.rows == 5


def test_folding_shares_what_is_not_changed_and_leaves_what_was_there() -> None:
    before: State = {**of("a"), "runs": {DAY: (entry("r"),)}}
    after = fold(before, [of("b", "2024-03-02"), of("")])
    assert after == {**of("b", "2024-03-02"), "runs": {DAY: (entry("r"),)}}
    assert after["runs"] is before["runs"]
    assert before["articles"] == of("a")["articles"]
