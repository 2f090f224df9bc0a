"""Which files a run reads."""

import os
from pathlib import Path

import pytest

from schemas.errors import ConfigError
from tasks.read.inputs import Found, find_inputs


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def _paths(found: Found) -> list[str]:
    return [file.source_path for file in found.files]


def test_a_folder_gives_its_article_files_in_sorted_order(tmp_path: Path) -> None:
    _touch(tmp_path, "b.HTML", "a.md.gz", "sub/c.warc.gz", "sub/d.txt")
    assert _paths(find_inputs([tmp_path], source="s", base=tmp_path)) == [
        "a.md.gz",
        "b.HTML",
        "sub/c.warc.gz",
        "sub/d.txt",
    ]


def test_other_files_of_a_folder_are_counted_by_suffix(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg", "b.JPG", "c.tar.gz", "README", "d.html")
    assert dict(find_inputs([tmp_path], source="s", base=None).skipped) == {".jpg": 2, ".tar.gz": 1, "": 1}


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    _touch(tmp_path, ".a.html", ".git/b.html", "c.html")
    found = find_inputs([tmp_path], source="s", base=tmp_path)
    assert (_paths(found), dict(found.skipped)) == (["c.html"], {})


def test_a_file_named_itself_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    _touch(tmp_path, "page.jpg")
    assert _paths(find_inputs([tmp_path / "page.jpg", tmp_path], source="s", base=None)) == [str(tmp_path / "page.jpg")]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.html")
    paths = [tmp_path, tmp_path / "a.html", tmp_path / "." / "a.html", tmp_path / "x" / ".." / "a.html"]
    assert len(find_inputs(paths, source="s", base=tmp_path).files) == 1


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    _touch(tmp_path, "in/a.html")
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert _paths(find_inputs([tmp_path], source="s", base=tmp_path)) == ["in/a.html"]


def test_a_link_to_a_file_that_is_gone_is_still_given(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "gone.html")
    assert _paths(find_inputs([tmp_path], source="s", base=tmp_path)) == ["a.html"]


def test_a_path_that_does_not_exist_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere does not exist"):
        find_inputs([tmp_path / "nowhere"], source="s", base=None)


def test_a_file_outside_the_base_keeps_its_absolute_path(tmp_path: Path) -> None:
    _touch(tmp_path, "a.html")
    found = find_inputs([tmp_path / "a.html"], source="s", base=tmp_path / "elsewhere")
    assert _paths(found) == [(tmp_path / "a.html").as_posix()]


def test_names_that_are_not_utf8_stay_apart_and_become_text(tmp_path: Path) -> None:
    for name in (b"caf\xe9.html", b"caf\xe8.html"):
        (tmp_path / os.fsdecode(name)).write_text("x")
    paths = _paths(find_inputs([tmp_path], source="s", base=tmp_path))
    assert paths == ["caf\\xe8.html", "caf\\xe9.html"]
