"""What every storage promises: files complete or not there, by key."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tasks.store.layout import HOME
from tasks.store.locations import storage_at
from tasks.store.storage import HeldElsewhere, Storage


@pytest.fixture
def storage(anywhere: str) -> Storage:
    return storage_at(anywhere)


def shows(storage: Storage, target: str) -> bool:
    return "view/a" in storage.shown(storage.listing("view"), {"view/a": target})


def keys(storage: Storage, folder: str) -> list[str]:
    return [stored.key for stored in storage.listing(folder)]


def test_a_key_is_created_once(storage: Storage) -> None:
    with storage.working(1):
        assert storage.create("log/1.json", b"one")
        assert not storage.create("log/1.json", b"another")
    assert storage.read("log/1.json") == b"one"


def test_what_is_replaced_is_the_new_content(storage: Storage) -> None:
    for content in (b"one", b"another"):
        storage.replace("a/b/c", content)
        assert storage.read("a/b/c") == content
    assert keys(storage, "a") == ["a/b/c"]


def test_what_is_not_there_cannot_be_read(storage: Storage) -> None:
    assert not storage.exists("a")
    for read in (storage.read, storage.open):
        with pytest.raises(FileNotFoundError):
            read("a")


def test_a_listing_has_every_file_below_a_folder_in_order(storage: Storage) -> None:
    for key in ("a/2", "a/b/c/1", "a/1", "ab/1"):
        storage.replace(key, key.encode())
    assert keys(storage, "a") == ["a/1", "a/2", "a/b/c/1"]
    assert keys(storage, "none") == []
    (one,) = storage.listing("a/b")
    assert one.bytes == 7
    assert abs(datetime.now(UTC) - one.modified_at) < timedelta(minutes=5)


def test_parts_of_a_file_can_be_read(storage: Storage) -> None:
    storage.replace("a", b"0123456789")
    with storage.open("a") as file:
        file.seek(4)
        assert (file.size(), file.read(3)) == (10, b"456")


def test_a_kept_file_stays_as_it_is(storage: Storage) -> None:
    with storage.working(1) as folder:
        for content in (b"one", b"another"):
            (folder / "half").write_bytes(content)
            storage.keep(folder / "half", "files/a")
    assert storage.read("files/a") == b"one"


def test_what_is_removed_is_gone_and_removing_it_again_is_nothing(storage: Storage) -> None:
    for key in ("a/b/1", "a/b/2", "c/1"):
        storage.replace(key, b"")
    for _ in range(2):
        storage.remove("c/1")
        storage.remove_folder("a")
    assert keys(storage, "a") == keys(storage, "c") == []


def test_hollow_folders_are_pruned_and_others_stay(storage: Storage) -> None:
    storage.replace("a/b/1", b"")
    storage.replace("a/c/1", b"")
    storage.remove("a/c/1")
    storage.prune("a")
    assert (storage.hollow("a"), keys(storage, "a")) == ([], ["a/b/1"])


def test_a_plain_file_shows_what_it_was_made_of_and_nothing_else(storage: Storage) -> None:
    one, two = (f"files/{sha256(name).hexdigest()}.parquet" for name in (b"one", b"two"))
    with storage.working(1) as folder:
        for name, key in ((b"one", one), (b"two", two)):
            (folder / "half").write_bytes(name)
            storage.keep(folder / "half", key)
        assert not shows(storage, one)
        for name, target, other in ((b"one", one, two), (b"two", two, one)):
            storage.show({"view/a": target})
            assert storage.read("view/a") == name
            assert shows(storage, target)
            assert not shows(storage, other)


def test_a_copy_has_the_content_of_its_source_whatever_was_there(storage: Storage) -> None:
    with storage.working(1) as folder:
        (folder / "half").write_bytes(b"one")
        storage.keep(folder / "half", "files/a")
        for _ in range(2):
            storage.copy("files/a", "files/b/c")
    assert storage.read("files/a") == storage.read("files/b/c") == b"one"


def test_what_is_swapped_was_what_the_swap_expects(storage: Storage) -> None:
    with storage.working(1):
        assert not storage.swap("a", b"one", b"two")
        assert storage.swap("a", None, b"one")
        assert not storage.swap("a", None, b"two")
        assert not storage.swap("a", b"other", b"two")
        assert storage.read("a") == b"one"
        assert storage.swap("a", b"one", b"two")
    assert storage.read("a") == b"two"


def test_a_listing_tells_another_content_by_another_tag(storage: Storage) -> None:
    tags = []
    for content in (b"one", b"two"):
        storage.replace("a/b", content)
        tags += [stored.tag for stored in storage.listing("a")]
    assert len(set(tags)) == 2


def test_an_address_is_what_other_readers_open(storage: Storage) -> None:
    storage.replace("a/b", b"content")
    assert storage.address("a/b") == f"{storage.location}/a/b"


def test_somebody_elses_place_is_told_from_a_root(storage: Storage) -> None:
    assert storage.foreign() is None
    storage.replace(".DS_Store", b"")
    assert storage.foreign() is None
    storage.replace("thesis.tex", b"")
    assert storage.foreign() == "thesis.tex"
    storage.replace(f"{HOME}/log/1.json", b"")
    assert storage.foreign() is None


def test_one_works_while_others_wait_where_there_is_a_lock(path: Path) -> None:
    storage = storage_at(path)
    with storage.working(1), pytest.raises(HeldElsewhere, match="try later"), storage_at(path).working(0):
        pass
    with storage.working(0):
        pass


def test_several_work_at_once_where_there_is_none(bucket: str) -> None:
    with storage_at(bucket).working(0) as mine, storage_at(bucket).working(0) as yours:
        assert mine != yours


def test_half_made_files_do_not_outlive_the_work(storage: Storage) -> None:
    with storage.working(1) as folder:
        (folder / "half").write_bytes(b"ha")
    assert not folder.exists()


def test_half_made_files_that_a_crash_left_go_with_the_next_work(path: Path) -> None:
    storage = storage_at(path)
    with storage.working(1) as folder:
        (folder / "half").write_bytes(b"ha")
    assert not folder.exists()
    folder.mkdir()
    (folder / "left by a crash").touch()
    with storage.working(1) as again:
        assert list(again.iterdir()) == []
