"""Upserts changed articles into many over many days: dateline, pyarrow's write_dataset, and Delta's merge, in one run.

    python -m benchmarks.upsert [--articles 100000] [--changed 2000] [--days 30] [--rounds 3]

The same rows, changed at random places of every day, go into the same partitions. Times are the best of the rounds,
each with changes of its own; ratios are to dateline's. What each does:

* dateline: reads the changed partitions, merges by key, writes one new immutable file a partition, commits, and brings
  the plain files up to date.
* write_dataset: reads the changed partitions, merges by key the same way, and replaces them with
  existing_data_behavior="delete_matching". Not atomic: a kill or a reader in the middle sees holes.
* deltalake: merge() by key and day, its files compressed as ours (snappy, its default, is quicker and larger). Left
  out, with a word, where deltalake is not installed: it is no dependency.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads

from benchmarks.rows import article_ids, many_articles
from tasks.store import Changes, Root

FIRST_DAY: Final = date(2024, 3, 1)
WORDS: Final = 300
Upsert = Callable[[pa.Table], None]


def rows_of(numbers: list[int], days: int, headline: str, random: Random) -> pa.Table:
    """Articles by number, each on the day that is its own, with a body of its own."""
    words = [f"w{random.randrange(20_000)}" for _ in range(20_000)]
    ids = article_ids(0, max(numbers) + 1)
    bodies = [" ".join(random.choices(words, k=WORDS)) for _ in numbers]
    dates = [FIRST_DAY + timedelta(days=number % days) for number in numbers]
    return many_articles([ids[number] for number in numbers], dates, [headline] * len(numbers), bodies)


def by_dateline(folder: Path, rows: pa.Table) -> Upsert:
    """One commit."""
    root = Root.open(folder)
    root.commit("first", "benchmark", lambda _: Changes(puts={"articles": rows}))

    def upsert(changed: pa.Table) -> None:
        Root.open(folder).commit("next", "benchmark", lambda _: Changes(puts={"articles": changed}))

    return upsert


def by_write_dataset(folder: Path, rows: pa.Table) -> Upsert:
    """Read, merge and replace the partitions."""
    _write(folder, rows)

    def upsert(changed: pa.Table) -> None:
        days = pc.unique(changed.column("published_date"))
        there = pads.dataset(folder, schema=rows.schema, partitioning=_hive(rows.schema))
        before = there.to_table(filter=pads.field("published_date").isin(days))
        gone = pc.is_in(before.column("article_id"), value_set=changed.column("article_id").combine_chunks())
        _write(folder, pa.concat_tables([before.filter(pc.invert(gone)), changed]))

    return upsert


def _hive(schema: pa.Schema) -> pads.Partitioning:
    return pads.partitioning(pa.schema([schema.field("published_date")]), flavor="hive")


def _write(folder: Path, rows: pa.Table) -> None:
    options = pads.ParquetFileFormat().make_write_options(compression="zstd", compression_level=3)
    pads.write_dataset(
        rows.sort_by([("published_date", "ascending"), ("article_id", "ascending")]),
        folder,
        format="parquet",
        file_options=options,
        partitioning=_hive(rows.schema),
        existing_data_behavior="delete_matching",
    )


def by_delta(folder: Path, rows: pa.Table) -> Upsert | None:
    """Delta's merge, if it is installed."""
    try:
        from deltalake import DeltaTable, WriterProperties, write_deltalake
    except ImportError:
        print("deltalake is not installed here: left out (pip install deltalake, in an environment of its own)")
        return None
    same_as_ours = WriterProperties(compression="ZSTD", compression_level=3)
    write_deltalake(folder, rows, partition_by=["published_date"], writer_properties=same_as_ours)

    def upsert(changed: pa.Table) -> None:
        same = "old.article_id = new.article_id AND old.published_date = new.published_date"
        table = DeltaTable(folder)
        merge = table.merge(changed, same, source_alias="new", target_alias="old", writer_properties=same_as_ours)
        merge.when_matched_update_all().when_not_matched_insert_all().execute()

    return upsert


WAYS: Final[Mapping[str, Callable[[Path, pa.Table], Upsert | None]]] = {
    "dateline": by_dateline,
    "write_dataset": by_write_dataset,
    "deltalake": by_delta,
}


def measure(articles: int, changed: int, days: int, rounds: int, folder: Path) -> dict[str, list[float]]:
    """Seconds of each round, by way."""
    random = Random(1)
    first = rows_of(list(range(articles)), days, "A bridge opens", random)
    ways = {name: way(folder / name, first) for name, way in WAYS.items()}
    seconds: dict[str, list[float]] = {name: [] for name, upsert in ways.items() if upsert}
    for number in range(rounds):
        rows = rows_of(random.sample(range(articles), changed), days, f"{number} bridges open", random)
        for name, upsert in ways.items():
            if upsert:
                began = time.perf_counter()
                upsert(rows)
                seconds[name].append(time.perf_counter() - began)
    return seconds


def main() -> None:
    """Measures every way and prints seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("articles", 100_000), ("changed", 2_000), ("days", 30), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        seconds = measure(given.articles, given.changed, given.days, given.rounds, Path(folder))
    best = {name: min(times) for name, times in seconds.items()}
    for name, least in sorted(best.items(), key=lambda one: one[1]):
        times = ", ".join(f"{one:.2f}" for one in seconds[name])
        print(f"{name:14} {least:6.2f} s   {least / best['dateline']:5.2f} x   ({times})")


if __name__ == "__main__":
    main()
