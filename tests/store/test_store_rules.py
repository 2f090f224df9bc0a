"""How rows enter each dataset: upsert, with its article, insert, append."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import DAY, NEXT_DAY, article, article_id, articles, capture, link, reject, revision, table

from schemas.arrow import arrow_schema, to_rows
from schemas.articles import Article
from schemas.datasets import DATASETS
from schemas.errors import SchemaError
from tasks.store import Changes, Commit, Root
from tasks.store.layout import FILES
from tasks.store.locations import storage_at


@pytest.fixture
def root(anywhere: str) -> Root:
    return Root.open(anywhere)


def put(root: Root, **puts: pa.Table) -> Commit:
    return root.commit("run", "test", lambda _: Changes(puts=puts))


def append(root: Root, *tables: pa.Table) -> Commit:
    return root.commit("run", "test", lambda _: Changes(appends={"captures": iter(tables)}))


def headlines(root: Root) -> dict[str, str]:
    rows = root.snapshot().read("articles", ["article_id", "headline"])
    return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))


def test_what_belongs_to_an_article_is_looked_for_on_its_days_alone(path: Path) -> None:
    root = Root.open(path)
    put(root, **articles(article(1), article(2, NEXT_DAY)), links=table("links", link(1, 0), link(2, 0, NEXT_DAY)))
    (other,) = root.snapshot().files("links")[str(NEXT_DAY)]
    (path / other.key).chmod(0o644)
    (path / other.key).write_bytes(b"not to be read")
    put(root, **articles(article(1, headline="A bridge closes")), links=table("links", link(1, 5)))
    assert [row["position"] for row in root.snapshot().read("links", partitions=[str(DAY)]).to_pylist()] == [5]


def test_an_article_put_again_replaces_the_old_row(root: Root) -> None:
    put(root, **articles(article(1), article(2)))
    put(root, **articles(article(1, headline="Two bridges open")))
    assert headlines(root) == {article_id(1): "Two bridges open", article_id(2): "A bridge opens"}


def test_an_article_with_a_better_date_moves_to_its_partition(root: Root) -> None:
    put(root, **articles(article(1), article(2)))
    moved = put(root, **articles(article(1, NEXT_DAY)))
    assert moved.partitions == {"articles": ("2024-03-01", "2024-03-02")}
    assert moved.rows == {"articles": 0}
    rows = root.snapshot().read("articles", ["article_id", "published_date"]).to_pylist()
    assert [(row["article_id"], row["published_date"]) for row in rows] == [
        (article_id(2), DAY),
        (article_id(1), NEXT_DAY),
    ]


def test_a_partition_whose_last_article_moves_is_gone(root: Root) -> None:
    put(root, **articles(article(1)))
    put(root, **articles(article(1, NEXT_DAY)))
    assert list(root.snapshot().files("articles")) == ["2024-03-02"]


@settings(max_examples=15)
@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.sampled_from("AB")), max_size=4), max_size=4))
def test_after_any_commits_each_article_is_there_once_as_last_put(
    tmp_path_factory: pytest.TempPathFactory, commits: list[list[tuple[int, bool, str]]]
) -> None:
    root, expected = Root.open(tmp_path_factory.mktemp("any") / "news"), dict[str, Article]()
    for batch in commits:
        rows = {n: article(n, NEXT_DAY if later else DAY, headline) for n, later, headline in batch}
        put(root, **articles(*rows.values()))
        expected.update({row.article_id: row for row in rows.values()})
    rows_there = to_rows(Article, root.snapshot().read("articles"))
    assert rows_there == sorted(expected.values(), key=lambda row: (row.published_date, row.article_id))


def test_links_are_replaced_together_with_their_article(root: Root) -> None:
    put(root, **articles(article(1), article(2)), links=table("links", link(1, 0), link(1, 1), link(2, 0)))
    put(root, **articles(article(1)), links=table("links", link(1, 5)))
    rows = root.snapshot().read("links", ["article_id", "position"]).to_pylist()
    assert {(row["article_id"], row["position"]) for row in rows} == {(article_id(1), 5), (article_id(2), 0)}


def test_links_move_with_their_article(root: Root) -> None:
    put(root, **articles(article(1)), links=table("links", link(1, 0)))
    put(root, **articles(article(1, NEXT_DAY)), links=table("links", link(1, 0, NEXT_DAY)))
    assert list(root.snapshot().files("links")) == ["2024-03-02"]


def test_an_article_put_without_links_has_none_afterwards(root: Root) -> None:
    put(root, **articles(article(1)), links=table("links", link(1, 0)))
    put(root, **articles(article(1)))
    assert root.snapshot().read("links").num_rows == 0


def test_links_of_an_article_that_is_not_put_are_refused(root: Root) -> None:
    with pytest.raises(SchemaError, match="links: rows of an article that is not put"):
        put(root, links=table("links", link(1, 0)))


def test_a_reject_that_is_there_stays_as_it_was_first_given(root: Root) -> None:
    put(root, rejects=table("rejects", reject(1, detail="first")))
    again = put(root, rejects=table("rejects", reject(1, NEXT_DAY, "again"), reject(2), reject(2, detail="twice")))
    assert again.rows == {"rejects": 1}
    rows = root.snapshot().read("rejects", ["reject_id", "detail", "run_date"]).to_pylist()
    assert rows == [
        {"reject_id": "reject-1", "detail": "first", "run_date": DAY},
        {"reject_id": "reject-2", "detail": None, "run_date": DAY},
    ]
    assert len(root.snapshot().files("rejects")["2024-03-01"]) == 1


def test_captures_that_are_there_or_given_twice_are_left_out(root: Root) -> None:
    append(root, table("captures", capture(1), capture(1, payload=b"again")))
    second = append(
        root, table("captures", capture(1, NEXT_DAY), capture(2)), table("captures", capture(2), capture(3))
    )
    assert (second.rows, second.files) == ({"captures": 2}, {"captures": 2})
    rows = root.snapshot().read("captures", ["record_id", "payload"]).to_pylist()
    assert [row["record_id"] for row in rows] == ["<urn:uuid:1>", "<urn:uuid:2>", "<urn:uuid:3>"]
    assert rows[0]["payload"] == b"<p>A bridge opened.</p>"


def test_appending_leaves_the_files_that_are_there(root: Root) -> None:
    append(root, table("captures", capture(1)))
    (first,) = root.snapshot().files("captures")["2024-03-01"]
    append(root, table("captures", capture(2), capture(3, NEXT_DAY)))
    files = root.snapshot().files("captures")
    assert files["2024-03-01"][0] == first
    assert {day: len(parts) for day, parts in files.items()} == {"2024-03-01": 2, "2024-03-02": 1}


def test_appended_tables_are_read_one_at_a_time(root: Root) -> None:
    def batches() -> Iterator[pa.Table]:
        for number in range(3):
            written = storage_at(root.location).listing(f"{FILES}/captures")
            assert len(written) == number
            yield table("captures", capture(number))

    root.commit("run", "test", lambda _: Changes(appends={"captures": batches()}))
    assert root.snapshot().rows("captures") == 3


def test_rows_are_appended_or_put_as_their_dataset_asks(root: Root) -> None:
    with pytest.raises(SchemaError, match="captures: rows are appended"):
        put(root, captures=table("captures", capture(1)))
    with pytest.raises(SchemaError, match="articles: rows are put"):
        root.commit("run", "test", lambda _: Changes(appends={"articles": [table("articles", article(1))]}))
    with pytest.raises(SchemaError, match="there is no dataset 'moods'"):
        put(root, moods=table("articles", article(1)))


def test_a_table_of_another_schema_commits_nothing(root: Root) -> None:
    with pytest.raises(SchemaError, match=r"articles\.headline: missing"):
        put(
            root, rejects=table("rejects", reject(1)), articles=table("articles", article(1)).drop_columns(["headline"])
        )
    with pytest.raises(SchemaError, match=r"captures\.payload: missing"):
        append(root, table("captures", capture(1)), table("captures", capture(2)).drop_columns(["payload"]))
    assert root.snapshot().version == 0


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_without_rows_reads_as_an_empty_table_of_its_schema(root: Root, dataset: str) -> None:
    empty = root.snapshot().read(dataset)
    assert (empty.num_rows, empty.schema.equals(arrow_schema(DATASETS[dataset]), check_metadata=True)) == (0, True)


def versions(root: Root) -> list[tuple[str, int, date]]:
    rows = root.snapshot().read("revisions", ["article_id", "version", "published_date"]).to_pylist()
    return [(row["article_id"], row["version"], row["published_date"]) for row in rows]


def test_the_revisions_put_replace_all_revisions_of_their_articles_wherever_they_are(root: Root) -> None:
    put(root, revisions=table("revisions", revision(1), revision(1, 2), revision(1, 3), revision(2)))
    put(root, revisions=table("revisions", revision(1, 1, NEXT_DAY), revision(1, 2, NEXT_DAY)))
    assert versions(root) == [(article_id(2), 1, DAY), (article_id(1), 1, NEXT_DAY), (article_id(1), 2, NEXT_DAY)]


def test_rows_are_dropped_by_the_columns_given_before_rows_are_put(root: Root) -> None:
    put(root, **articles(article(1), article(2)), links=table("links", link(1, 0), link(2, 0)))
    put(root, rejects=table("rejects", reject(1), reject(2)))
    ids = pa.table({"article_id": [article_id(1)]})
    drops = {"articles": ids, "links": ids, "rejects": pa.table({"reject_id": ["reject-1", "reject-2"]})}
    puts = {**articles(article(3)), "rejects": table("rejects", reject(2, detail="anew"))}
    root.commit("run", "test", lambda _: Changes(puts=puts, drops=drops))
    snapshot = root.snapshot()
    assert set(headlines(root)) == {article_id(2), article_id(3)}
    assert snapshot.read("links", ["article_id"]).column(0).to_pylist() == [article_id(2)]
    assert snapshot.read("rejects", ["detail"]).column(0).to_pylist() == ["anew"]


def test_captures_are_not_dropped(root: Root) -> None:
    with pytest.raises(SchemaError, match="captures: rows are appended and stay"):
        root.commit("run", "test", lambda _: Changes(drops={"captures": pa.table({"record_id": ["<urn:uuid:1>"]})}))
