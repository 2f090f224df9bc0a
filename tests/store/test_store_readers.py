"""Reading while others commit. The long version is `python -m benchmarks.readers`."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.dataset as pads
import pytest
from rows import DAY, NEXT_DAY, article, article_id, articles

from benchmarks.readers import DAYS, PER_DAY, PLAIN, SNAPSHOT, Rows, read_on, writer, wrong_in
from tasks.store import Changes, Root

SECONDS = 2


@pytest.mark.parametrize("name", ["snapshot.read", "dateline query", "pyarrow.dataset"])
def test_reading_during_upserts_gives_no_wrong_row(path: Path, name: str) -> None:
    with writer(path):
        outcomes = read_on({**PLAIN, **SNAPSHOT}[name], path, SECONDS, whole=name in SNAPSHOT)
    assert outcomes["commits seen"] > 1
    assert set(outcomes) == {"reads", "commits seen"}


WHOLE: Rows = [(str(day), f"{day}-{number}", "1") for day in DAYS for number in range(PER_DAY)]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (WHOLE, None),
        ([], "missing rows"),
        (WHOLE[1:], "missing rows"),
        ([*WHOLE, WHOLE[0]], "doubled rows"),
        ([(*WHOLE[0][:2], "2"), *WHOLE[1:]], "rows of two commits"),
        ([("1999-01-01", "x", "1"), *WHOLE], "a day that is not there"),
    ],
)
def test_a_wrong_read_is_told_apart(rows: Rows, wrong: str | None) -> None:
    assert wrong_in(rows, whole=True) == wrong
    assert wrong_in(rows, whole=False) == wrong


def test_partitions_of_two_commits_are_wrong_in_a_snapshot_only() -> None:
    later = [(day, one, "2" if day == str(DAYS[0]) else word) for day, one, word in WHOLE]
    assert (wrong_in(later, whole=True), wrong_in(later, whole=False)) == ("rows of two commits", None)


def by_pandas(paths: list[Path]) -> set[str]:
    return set(pd.concat([pd.read_parquet(path) for path in paths])["article_id"])


def by_polars(paths: list[Path]) -> set[str]:
    frame = pl.scan_parquet(paths, hive_partitioning=True).filter(pl.col("published_date") >= DAY).collect()
    return set(frame["article_id"])


def by_pyarrow(paths: list[Path]) -> set[str]:
    return set(pads.dataset([str(path) for path in paths]).to_table(["article_id"]).column("article_id").to_pylist())


@pytest.mark.parametrize("read", [by_pandas, by_polars, by_pyarrow])
def test_the_paths_of_a_snapshot_read_in_every_reader(root: Root, read: Callable[[list[Path]], set[str]]) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1), article(2, NEXT_DAY))))
    old = list(root.snapshot().paths("articles"))
    root.commit("run", "test", lambda _: Changes(puts=articles(article(3))))
    assert read(old) == {article_id(1), article_id(2)}
    assert read(list(root.snapshot().paths("articles"))) == {article_id(number) for number in (1, 2, 3)}
