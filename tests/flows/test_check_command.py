"""`dateline check`: what it shows, what it repairs, and how it ends."""

import json
from pathlib import Path

import pytest
from command_line import dateline
from rows import NEXT_DAY, capture, derived, link_of, revision, table

from schemas.findings import Area, Rule
from tasks.store import Changes, Root

DOCS = Path("docs/check.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A whole root: an article of one version with a link, and its capture."""
    path, of = tmp_path / "root", capture(1)
    one = derived(1, of, NEXT_DAY)
    seen = {"record_id": of.record_id, "captured_at": of.captured_at, "payload_digest": of.payload_digest}
    version = revision(1, day=NEXT_DAY)
    first = version.captures[0].model_copy(update=seen)
    version = version.model_copy(update={**seen, "captures": (first,), "date_published": one.date_published})
    rows = {"articles": one, "revisions": version, "links": link_of(one, 0)}
    puts = {name: table(name, row) for name, row in rows.items()}
    Root.open(path).commit("run", "test", lambda _: Changes(puts, {"captures": [table("captures", of)]}))
    return path


def lose_a_plain_file(root: Path) -> None:
    (root / f"articles/published_date={NEXT_DAY}/part-0.parquet").unlink()


def lose_the_captures(root: Path) -> None:
    for file in [*root.glob("captures/*/*"), *root.glob(".dateline/files/captures/*/*")]:
        file.unlink()


def test_a_whole_root_is_called_whole(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dateline("check", "--deep", "--root", root) == 0
    assert "is whole: nothing found (every byte read)" in capsys.readouterr().out


def test_what_is_wrong_is_shown_with_its_place_and_remedy(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lose_a_plain_file(root)
    assert dateline("check", "--root", root) == 1
    shown = capsys.readouterr().out
    assert "view_missing" in shown
    assert "`--repair`" in shown
    assert "is not whole: 1 findings" in shown
    assert dateline("check", "--root", root) == 1, "a check mends nothing"


def test_what_is_repaired_is_said_and_ends_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lose_a_plain_file(root)
    assert dateline("check", "--repair", "--root", root) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("repaired")
    assert "is whole: 1 repaired" in shown
    assert dateline("check", "--root", root) == 0


def test_what_cannot_be_repaired_stays_a_failure(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lose_the_captures(root)
    assert dateline("check", "--repair", "--format", "json", "--root", root) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["clean"]
    assert {one["rule"]: one["note"] for one in told["findings"]} == {"file_missing": False, "unchecked": True}
    assert all(one["where"] and one["detail"] and one["remedy"] for one in told["findings"])


def test_a_root_that_is_not_ours_is_not_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert dateline("check", "--root", tmp_path) == 1
    assert "is not a dateline root" in capsys.readouterr().err


@pytest.mark.parametrize("area", Area)
def test_the_page_lists_every_rule_under_its_area(area: Area) -> None:
    section = DOCS.read_text("utf-8").split(f"\n### {area.value}\n", 1)[1].split("\n#", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{one}` | {one.meaning} | {one.remedy} |" for one in Rule if one.area is area]
