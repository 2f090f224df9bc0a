"""A file of which parts are fetched reads as the whole file does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.store import ranged
from tasks.store.ranged import RangedFile


class Fetched:
    """Some bytes, and how they were asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[tuple[int, int]] = []

    def tail(self, length: int) -> tuple[bytes, int]:
        self.asked.append((max(0, len(self.content) - length), len(self.content)))
        return self.content[-length:], len(self.content)

    def range(self, start: int, end: int) -> bytes:
        self.asked.append((start, end))
        return self.content[start:end]


@given(
    st.binary(min_size=1, max_size=200), st.lists(st.tuples(st.integers(0, 220), st.integers(-1, 220))), st.booleans()
)
def test_any_part_is_what_the_whole_has_there(content: bytes, parts: list[tuple[int, int]], known: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranged, "TAIL_BYTES", 16)
        fetched = Fetched(content)
        file = RangedFile(fetched.tail, fetched.range, len(content) if known else None)
        for place, size in parts:
            assert file.seek(place) == place
            expected = content[place:] if size < 0 else content[place : place + size]
            assert file.read(size) == expected
            assert file.tell() == place + len(expected)


def test_a_file_smaller_than_its_tail_is_fetched_once() -> None:
    fetched = Fetched(b"0123456789")
    file = RangedFile(fetched.tail, fetched.range)
    file.seek(-4, 2)
    assert (file.read(2), file.read()) == (b"67", b"89")
    file.seek(0)
    assert file.read(3) == b"012"
    assert fetched.asked == [(0, 10)]


def test_a_file_of_known_size_is_not_looked_at_before_it_is_read() -> None:
    fetched = Fetched(b"0123456789")
    file = RangedFile(fetched.tail, fetched.range, 10)
    assert file.seek(0, 2) == 10
    assert fetched.asked == []
