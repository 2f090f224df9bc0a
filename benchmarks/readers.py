"""Reads in a loop while a writer changes every row of every partition, commit after commit, and counts what was wrong.

    python -m benchmarks.readers [--seconds N] [--server moto|seaweedfs]

With a server, the root is in a bucket of it. Each reader has the writer to itself for N seconds. A plain reader is
wrong when a partition has a row too many or too few, or rows of two commits; a snapshot reader also when two
partitions, or two datasets, are of different commits. Errors are loud: they are counted, not excused. Exit code 1 if a
snapshot reader fails in any way, or a plain one reads something wrong.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as pads

from benchmarks.bucket import SERVERS, server_named
from benchmarks.killing import NO_SERVER, processes
from benchmarks.rows import article_ids, many_articles
from tasks.store import Changes, Root, connect
from tests.rows import link, table
from tests.s3_servers import BUCKET

DAYS: Final = tuple(date(2024, 3, 1) + timedelta(days=number) for number in range(6))
PER_DAY: Final = 300
COLUMNS: Final = ("published_date", "article_id", "headline")

Rows = list[tuple[str, str, str]]
"""Day, id and headline; the headline is the number of the commit."""


def put(root: Root, number: int) -> None:
    """A commit that changes every row of every partition."""
    ids = article_ids(0, PER_DAY * len(DAYS))
    days = [DAYS[place % len(DAYS)] for place in range(len(ids))]
    word = str(number)
    articles = many_articles(ids, days, [word] * len(ids), [f"{word} {one} " * 20 for one in ids])
    child = link(0, number, days[0]).model_copy(update={"article_id": ids[0]})
    puts = {"articles": articles, "links": table("links", child)}
    root.commit(f"run-{number}", "readers", lambda _: Changes(puts=puts))


def write_on(place: Path | str, environment: Mapping[str, str]) -> None:
    """Commits until it is stopped."""
    os.environ.update(environment)
    root = Root.open(place)
    for number in range(1, sys.maxsize):
        put(root, number)


def _by_pandas(root: Path | str) -> Rows:
    frame = pd.read_parquet(f"{root}/articles")
    return list(zip(*(frame[name].astype(str) for name in COLUMNS), strict=True))


def _by_polars(root: Path | str) -> Rows:
    frame = pl.scan_parquet(f"{root}/articles/", hive_partitioning=True).select(pl.col(COLUMNS).cast(pl.String))
    return [tuple(row) for row in frame.collect().rows()]  # type: ignore[misc]


def _by_duckdb(root: Path | str) -> Rows:
    with duckdb.connect() as connection:
        files = f"read_parquet('{root}/articles/*/*.parquet', hive_partitioning = true)"
        query = f"SELECT published_date::VARCHAR, article_id, headline FROM {files}"
        return connection.execute(query).fetchall()


def _by_pyarrow(root: Path | str) -> Rows:
    return _rows(pads.dataset(f"{root}/articles", partitioning="hive").to_table(list(COLUMNS)))


def _by_snapshot(root: Path | str) -> Rows:
    snapshot = Root.open(root).snapshot()
    rows = _rows(snapshot.read("articles", COLUMNS))
    (position,) = snapshot.read("links", ["position"]).column("position").to_pylist()
    return rows if rows[0][2] == str(position) else []


def _by_query(root: Path | str) -> Rows:
    query = (
        "SELECT articles.published_date::VARCHAR, articles.article_id, headline "
        "FROM articles, links WHERE position::VARCHAR = headline"
    )
    return connect(Root.open(root).snapshot()).execute(query).fetchall()


def _by_paths(root: Path | str) -> Rows:
    frame = pl.scan_parquet(Root.open(root).snapshot().paths("articles"), hive_partitioning=True)
    return [tuple(row) for row in frame.select(pl.col(COLUMNS).cast(pl.String)).collect().rows()]  # type: ignore[misc]


def _rows(rows: pa.Table) -> Rows:
    return list(zip(*(map(str, rows.column(name).to_pylist()) for name in COLUMNS), strict=True))


PLAIN: Final[Mapping[str, Callable[[Path | str], Rows]]] = MappingProxyType(
    {"pandas": _by_pandas, "Polars": _by_polars, "DuckDB": _by_duckdb, "pyarrow.dataset": _by_pyarrow}
)
SNAPSHOT: Final[Mapping[str, Callable[[Path | str], Rows]]] = MappingProxyType(
    {"snapshot.read": _by_snapshot, "dateline query": _by_query, "Polars, snapshot.paths": _by_paths}
)


def wrong_in(rows: Rows, *, whole: bool) -> str | None:
    """What is wrong with the rows of one read; `whole` if they must be of one commit."""
    counted = Counter(day for day, _, _ in rows)
    if set(counted) - {str(day) for day in DAYS}:
        return "a day that is not there"
    if any(counted[str(day)] < PER_DAY for day in DAYS):
        return "missing rows"
    if len({article for _, article, _ in rows}) != len(rows):
        return "doubled rows"
    commits = {(day, headline) for day, _, headline in rows}
    expected = 1 if whole else len(DAYS)
    return "rows of two commits" if len({word for _, word in commits} if whole else commits) > expected else None


def read_on(read: Callable[[Path | str], Rows], root: Path | str, seconds: float, *, whole: bool) -> Counter[str]:
    """The outcomes of reading in a loop: `reads`, `commits seen`, errors by name, and what was wrong."""
    outcomes, seen, until = Counter[str](), set[str](), time.monotonic() + seconds
    while time.monotonic() < until:
        outcomes["reads"] += 1
        try:
            rows = read(root)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a panic of Polars is no Exception; every error counts
            outcomes[f"error: {type(error).__name__}"] += 1
            continue
        seen |= {word for _, _, word in rows}
        wrong = wrong_in(rows, whole=whole)
        if wrong:
            outcomes[f"wrong: {wrong}"] += 1
    return outcomes + Counter({"commits seen": len(seen)})


@contextmanager
def writer(root: Path | str, environment: Mapping[str, str] = NO_SERVER) -> Iterator[None]:
    """A process that commits all the time, and has begun to."""
    opened = Root.open(root)
    put(opened, 0)
    process = processes().Process(target=write_on, args=(root, environment))
    process.start()
    while opened.snapshot().version == 1 and process.is_alive():
        time.sleep(0.05)
    try:
        yield
    finally:
        process.kill()
        process.join()


def main() -> None:
    """Runs every reader and prints its counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--server", choices=SERVERS, default=None)
    given = parser.parse_args()
    bad, readers = 0, {**PLAIN, **SNAPSHOT}
    with ExitStack() as stack:
        root: Path | str = Path(stack.enter_context(TemporaryDirectory()), "news")
        environment: Mapping[str, str] = NO_SERVER
        if given.server is not None:
            environment = stack.enter_context(server_named(given.server)).environment
            os.environ.update(environment)
            root = f"s3://{BUCKET}/readers"
            del readers["DuckDB"]  # its way to a bucket is an extension that is not downloaded here
        stack.enter_context(writer(root, environment))
        for name, read in readers.items():
            outcomes = read_on(read, root, given.seconds, whole=name in SNAPSHOT)
            counted = ", ".join(f"{number} {what}" for what, number in sorted(outcomes.items()))
            print(f"{name:24} {counted}", flush=True)
            bad += sum(
                number for what, number in outcomes.items() if what[:5] in ("wrong", "error"[: 5 * (name in SNAPSHOT)])
            )
        print(f"{Root.open(root).snapshot().version} commits meanwhile")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
