"""The store's part of `dateline check`: log, files and plain files, what is wrong with them and what repair mends."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from broken_roots import put_file
from rows import NEXT_DAY, article, articles, capture, reject, table

from benchmarks.whole import unseen
from schemas.errors import NewerRootError
from schemas.findings import Area, Rule
from tasks.store import Changes, Keep, Root, Snapshot, cuts, log
from tasks.store.locations import storage_at

DAY = "2024-03-01"
NOW = datetime.now(UTC)
Harm = Callable[[Path], None]


def numbered(number: int, _: Snapshot) -> Changes:
    puts = articles(article(1, headline=f"Bridge {number}"), article(2), article(3, NEXT_DAY))
    rejects = table("rejects", reject(1))
    return Changes({**puts, "rejects": rejects}, {"captures": [table("captures", capture(number))]})


@pytest.fixture
def whole(root: Root, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five commits, every second with a checkpoint."""
    monkeypatch.setattr(log, "CHECKPOINT_EVERY", 2)
    for number in range(5):
        root.commit(f"run-{number}", "test", partial(numbered, number))
    return path


def words(path: Path, *, deep: bool = True) -> set[Rule]:
    return {one.rule for one in Root.open(path, heal=False).check(NOW, unseen, deep=deep).findings}


def entry(path: Path, folder: str, version: int) -> Path:
    return path / ".dateline" / folder / f"{version:020d}.json"


def change(file: Path, **fields: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **fields}))


def truth(path: Path, dataset: str = "articles") -> Path:
    """The newest version's immutable file, as a path."""
    (file,) = Root.open(path, heal=False).snapshot().files(dataset)[DAY]
    return path / file.key


def plain(path: Path, dataset: str = "articles", day: str = DAY) -> Path:
    (file,) = path.glob(f"{dataset}/*={day}/part-0.parquet")
    return file


def overwrite(file: Path, change: Callable[[bytes], bytes]) -> None:
    """Another file takes its place: its links keep what they had."""
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(change(content))


def lose_an_entry(path: Path) -> None:
    entry(path, "log", 3).unlink()


def cut_an_entry(path: Path) -> None:
    entry(path, "log", 3).write_text('{"version": 3')


def lose_the_state_under_the_oldest(path: Path) -> None:
    Root.open(path).clean_up(Keep(commits=2, days=0), NOW + timedelta(days=2))
    for file in (path / ".dateline/checkpoints").iterdir():
        file.unlink()


def take_time_back(path: Path) -> None:
    change(entry(path, "log", 3), committed_at="1999-01-01T00:00:00Z")


def name_another_parent(path: Path) -> None:
    change(entry(path, "log", 3), parent=1)


def change_a_checkpoint(path: Path) -> None:
    change(entry(path, "checkpoints", 4), state={})


def cut_a_checkpoint(path: Path) -> None:
    entry(path, "checkpoints", 4).write_text("{")


def lose_a_checkpoint(path: Path) -> None:
    entry(path, "checkpoints", 4).unlink()


def lose_a_file(path: Path) -> None:
    truth(path).unlink()


def cut_a_file(path: Path) -> None:
    overwrite(truth(path), lambda content: content[:-10])


def alter_a_file(path: Path) -> None:
    overwrite(truth(path), lambda content: content[:50] + bytes([content[50] ^ 1]) + content[51:])


def lose_a_plain_file(path: Path) -> None:
    plain(path).unlink()


def alter_a_plain_file(path: Path) -> None:
    overwrite(plain(path), lambda content: content[:-1] + b"X")


def copy_a_plain_file(path: Path) -> None:
    overwrite(plain(path), lambda content: content)


def leave_a_plain_file(path: Path) -> None:
    shutil.copy(plain(path), plain(path).with_name("part-1.parquet"))


def leave_a_folder(path: Path) -> None:
    (path / "links/published_date=1999-01-01").mkdir(parents=True)


def leave_a_note(path: Path) -> None:
    (path / "articles" / "notes.txt").write_text("mine")


def leave_an_unnamed_file(path: Path) -> None:
    shutil.copy(truth(path), truth(path).with_name(f"{'0' * 64}.parquet"))


def leave_a_dead_run(path: Path) -> None:
    Root.open(path).stage("dead", "batch", articles(article(1)))
    for file in (path / ".dateline/staging").rglob("*"):
        os.utime(file, (0, 0))


def leave_something_half_made(path: Path) -> None:
    (path / ".dateline/temporary").mkdir(exist_ok=True)
    (path / ".dateline/temporary/made.parquet").write_bytes(b"PAR1")


def crash_in_a_clean_up(path: Path) -> None:
    """The oldest kept commit is written down, what came before is still there."""
    root = Root.open(path)
    before = entry(path, "log", 1).read_bytes()
    root.clean_up(Keep(commits=3, days=0), NOW + timedelta(days=2))
    entry(path, "log", 1).write_bytes(before)


def not_parquet(old: Path, made: Path) -> int:
    made.write_bytes(b"PAR1 is not all it takes")
    return 2


def another_column(old: Path, made: Path) -> int:
    rows = pq.ParquetFile(old).read()
    pq.write_table(rows.append_column("mood", rows["headline"]), made)
    return int(rows.num_rows)


def other_metadata(old: Path, made: Path) -> int:
    rows = pq.ParquetFile(old).read()
    pq.write_table(rows.replace_schema_metadata({}), made)
    return int(rows.num_rows)


def another_count(old: Path, made: Path) -> int:
    shutil.copy(old, made)
    return 7


def backwards(old: Path, made: Path) -> int:
    rows = pq.ParquetFile(old).read()
    pq.write_table(rows.take(list(range(rows.num_rows))[::-1]), made)
    return int(rows.num_rows)


def put(make: Callable[[Path, Path], int]) -> Harm:
    return lambda path: put_file(path, "articles", DAY, make)


def leave_what_was_forgotten(path: Path) -> None:
    """As a process leaves it that is killed between a commit for good and the end of the versions before it."""
    cuts.announce(storage_at(path), "run-4", 5)


MENDED: list[tuple[Rule, Harm]] = [
    (Rule.CUT_DUE, leave_what_was_forgotten),
    (Rule.CHECKPOINT_DIFFERS, change_a_checkpoint),
    (Rule.CHECKPOINT_DIFFERS, cut_a_checkpoint),
    (Rule.CHECKPOINT_MISSING, lose_a_checkpoint),
    (Rule.FILE_MISSING, lose_a_file),
    (Rule.FILE_SIZE, cut_a_file),
    (Rule.FILE_DIGEST, alter_a_file),
    (Rule.VIEW_MISSING, lose_a_plain_file),
    (Rule.VIEW_DIFFERS, alter_a_plain_file),
    (Rule.VIEW_APART, copy_a_plain_file),
    (Rule.VIEW_STRAY, leave_a_plain_file),
    (Rule.VIEW_STRAY, leave_a_folder),
    (Rule.UNNAMED_FILE, leave_an_unnamed_file),
    (Rule.DEAD_STAGING, leave_a_dead_run),
    (Rule.LEFTOVER, leave_something_half_made),
    (Rule.LEFTOVER, crash_in_a_clean_up),
]
STAYS: list[tuple[Rule, Harm]] = [
    (Rule.LOG_GAP, lose_an_entry),
    (Rule.LOG_GAP, lose_the_state_under_the_oldest),
    (Rule.LOG_DAMAGED, cut_an_entry),
    (Rule.LOG_ORDER, take_time_back),
    (Rule.LOG_ORDER, name_another_parent),
    (Rule.FILE_UNREADABLE, put(not_parquet)),
    (Rule.FILE_SCHEMA, put(another_column)),
    (Rule.FILE_SCHEMA, put(other_metadata)),
    (Rule.FILE_ROWS, put(another_count)),
    (Rule.UNSORTED, put(backwards)),
    (Rule.VIEW_STRAY, leave_a_note),
]


def named(cases: list[tuple[Rule, Harm]]) -> list[str]:
    return [f"{rule}-{number}" for number, (rule, _) in enumerate(cases)]


def test_a_root_as_commits_leave_it_is_clean(whole: Path) -> None:
    assert words(whole) == set()


@pytest.mark.parametrize(("rule", "harm"), [*MENDED, *STAYS], ids=named([*MENDED, *STAYS]))
def test_what_is_wrong_is_found_by_its_word_alone(whole: Path, rule: Rule, harm: Harm) -> None:
    harm(whole)
    assert words(whole) == {rule}


@pytest.mark.parametrize(("rule", "harm"), MENDED, ids=named(MENDED))
def test_repair_mends_what_can_be_mended(whole: Path, rule: Rule, harm: Harm) -> None:
    before = Root.open(whole).snapshot().read("articles")
    harm(whole)
    root = Root.open(whole, heal=False)
    root.repair(root.check(NOW, unseen, deep=True).findings, NOW)
    assert words(whole) == set()
    assert Root.open(whole).snapshot().read("articles").equals(before)


@pytest.mark.parametrize(("rule", "harm"), STAYS, ids=named(STAYS))
def test_repair_takes_nothing_away_that_it_cannot_mend(whole: Path, rule: Rule, harm: Harm) -> None:
    harm(whole)
    leave_an_unnamed_file(whole) if rule.area is Area.FILES else None
    there = {file for file in whole.rglob("*") if file.is_file() and file.name != "lock"}
    root = Root.open(whole, heal=False)
    root.repair(root.check(NOW, unseen, deep=True).findings, NOW)
    gone = there - {file for file in whole.rglob("*") if file.is_file()}
    assert rule in words(whole)
    assert {file.name for file in gone} <= {f"{'0' * 64}.parquet"}


def test_every_rule_of_the_store_has_a_root_that_breaks_it() -> None:
    mine = {rule for rule in Rule if rule.area in (Area.LOG, Area.FILES, Area.VIEW, Area.NOTES)}
    elsewhere = {Rule.DUPLICATE_KEY, Rule.UNCHECKED, Rule.OLDER_FILES}  # test_check_root.py
    assert mine - elsewhere == {rule for rule, _ in [*MENDED, *STAYS]}


def test_digests_are_looked_at_by_a_deep_check_only(whole: Path) -> None:
    alter_a_file(whole)
    assert Rule.FILE_DIGEST not in words(whole, deep=False)


def test_a_lost_file_comes_with_the_version_that_does_without(whole: Path) -> None:
    lose_a_file(whole)
    (found,) = Root.open(whole, heal=False).check(NOW, unseen, deep=False).findings
    assert found.detail.endswith("version 4 is whole")


def test_a_lost_file_of_an_older_version_says_so(whole: Path) -> None:
    older = truth(whole)
    Root.open(whole).commit("run", "test", lambda _: Changes(articles(article(1, headline="Another bridge"))))
    older.unlink()
    (found,) = Root.open(whole, heal=False).check(NOW, unseen, deep=False).findings
    assert found.detail.endswith("the newest version does not need it, version 5 does")


def test_a_damaged_file_that_the_view_shares_is_not_restored_from_it(whole: Path) -> None:
    file = truth(whole)
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1] + b"X")  # in place: its links are the same file
    root = Root.open(whole, heal=False)
    root.repair(root.check(NOW, unseen, deep=True).findings, NOW)
    assert Rule.FILE_DIGEST in words(whole)
    assert file.exists()


def test_a_check_changes_nothing(whole: Path) -> None:
    lose_a_plain_file(whole)
    before = sorted(whole.rglob("*"))
    words(whole)
    assert {file.name for file in set(whole.rglob("*")) ^ set(before)} <= {"lock"}
    assert not plain_is_there(whole)


def plain_is_there(path: Path) -> bool:
    return any(path.glob(f"articles/*={DAY}/part-0.parquet"))


def test_a_root_of_a_newer_dateline_is_not_called_damaged(whole: Path) -> None:
    change(entry(whole, "log", 5), schema_version=99)
    with pytest.raises(NewerRootError, match="upgrade dateline"):
        words(whole)
