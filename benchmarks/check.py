"""Checks a large root: seconds and memory of `dateline check` and `check --deep`, against plainly reading all files.

    python -m benchmarks.check [--articles 100000] [--days 30]

Every article has a version, a link and a capture of its own. Each way runs in a process of its own, whose peak memory
is counted; `pyarrow` reads all columns of all files, one file at a time, and does nothing else.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rows import article_ids, many_articles
from benchmarks.whole import unseen
from schemas.datasets import DATASETS
from tasks.check_root import root_findings
from tasks.store import Changes, Root
from tests.rows import capture, digest_of, link, revision, table

FIRST_DAY: Final = date(2024, 3, 1)
WORDS: Final = 300
Columns = Mapping[str, Sequence[object]]


def make_root(path: Path, articles: int, days: int) -> None:
    """A whole root, a commit a day."""
    random = Random(1)
    words = [f"w{random.randrange(20_000)}" for _ in range(20_000)]
    for number in range(days):
        day, ids = FIRST_DAY + timedelta(days=number), article_ids(number * articles, articles // days)
        bodies = ["Opening\n\n" + " ".join(random.choices(words, k=WORDS)) for _ in ids]
        puts, captures = _rows(day, ids, bodies)
        changes = Changes(puts, {"captures": [captures]})
        Root.open(path).commit(f"run-{number}", "benchmark", lambda _, all_=changes: all_)  # type: ignore[misc]


def _rows(day: date, ids: list[str], bodies: list[str]) -> tuple[dict[str, pa.Table], pa.Table]:
    noon = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    records, days, noons = [f"<urn:uuid:{one}>" for one in ids], [day] * len(ids), [noon] * len(ids)
    digests = [digest_of(one) for one in bodies]
    seen = [
        [{"record_id": record, "captured_at": noon, "payload_digest": digest, "extractor_version": "1.0.0"}]
        for record, digest in zip(records, digests, strict=True)
    ]
    common: Columns = {"record_id": records, "payload_digest": digests, "captured_at": noons}
    own: Columns = {"article_id": ids, "published_date": days}
    said: Columns = {"article_body": bodies, "captures": seen, "date_published": noons}
    payloads = [one.encode() for one in bodies]
    held: Columns = {"payload": payloads, "payload_bytes": list(map(len, payloads)), "captured_date": days}
    articles = many_articles(ids, days, ["A bridge opens"] * len(ids), bodies)
    puts = {
        "articles": _with(articles, {**common, "date_published": noons}),
        "revisions": _repeated("revisions", {**common, **own, **said}),
        "links": _repeated("links", {**own, "payload_digest": digests}),
    }
    return puts, _repeated("captures", {**common, **held})


def _repeated(dataset: str, given: Columns) -> pa.Table:
    """A row for each value given; the other columns are those of one row of the tests."""
    one = {"revisions": revision(0), "links": link(0, 0), "captures": capture(0)}[dataset]
    (count,) = {len(values) for values in given.values()}
    return _with(table(dataset, one).take(pa.array([0] * count)), given)


def _with(rows: pa.Table, given: Columns) -> pa.Table:
    for name, values in given.items():
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))
    return rows


def _check(path: Path) -> int:
    return len(root_findings(Root.open(path), datetime.now(UTC), unseen, deep=False))


def _check_deep(path: Path) -> int:
    return len(root_findings(Root.open(path), datetime.now(UTC), unseen, deep=True))


def _read(path: Path) -> int:
    snapshot = Root.open(path).snapshot()
    for name in DATASETS:
        for file in snapshot.paths(name):
            pq.ParquetFile(file).read()
    return 0


WAYS: Final[Mapping[str, Callable[[Path], int]]] = MappingProxyType(
    {"pyarrow": _read, "check": _check, "check --deep": _check_deep}
)


def _measured(way: str, path: Path, told: Connection) -> None:
    began, used = time.perf_counter(), time.process_time()
    findings = WAYS[way](path)
    seconds, busy = time.perf_counter() - began, time.process_time() - used
    told.send((seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, findings))


def main() -> None:
    """Measures every way and prints seconds, ratios of processor time, and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=30)
    given = parser.parse_args()
    faults = 0
    with TemporaryDirectory() as folder:
        path, context = Path(folder, "root"), get_context("spawn")
        making = context.Process(target=make_root, args=(path, given.articles, given.days))
        making.start()
        making.join()
        plain = None
        for way in WAYS:
            ours, theirs = context.Pipe()
            process = context.Process(target=_measured, args=(way, path, theirs))
            process.start()
            seconds, busy, megabytes, findings = ours.recv()
            process.join()
            plain, faults = plain or busy, faults + findings
            figures = f"{seconds:6.2f} s, processor {busy:6.2f} s, {busy / plain:5.2f} x, {megabytes:5.0f} MB"
            print(f"{way:14} {figures}, {findings} findings")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
