"""The stages one after another, as the flow runs them, without Prefect's engine."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import forget
from pages import PARAGRAPHS, html_page, write_pages
from rows import capture
from stages import NOON, run

from schemas.arrow import to_rows
from schemas.captures import Capture
from schemas.datasets import ONE_AN_ARTICLE, WITH_ARTICLE
from schemas.errors import RejectedRecord
from schemas.versions import EXTRACTOR_VERSION
from tasks.derive import derive_checked
from tasks.merge import Fate
from tasks.settled import SettledCaptures
from tasks.standing import Standing, outcomes_of
from tasks.store import Root, Snapshot


def names(snapshot: Snapshot, dataset: str) -> list[str]:
    return [file.key for files in snapshot.files(dataset).values() for file in files]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_pages(tmp_path_factory.mktemp("pages"), 6)
    (folder / "nothing.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def root(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data") / "root"
    run(root, [folder])
    return root


def test_every_capture_ends_as_an_article_or_a_reject(root: Path) -> None:
    snapshot = Root.open(root).snapshot()
    captures = snapshot.read("captures", ["record_id"]).column(0).to_pylist()
    articles = snapshot.read("articles", ["record_id"]).column(0).to_pylist()
    rejects = snapshot.read("rejects", ["record_id"]).column(0).to_pylist()
    assert len(captures) == 9
    assert sorted(captures) == sorted([*articles, *rejects])
    assert len(articles) == 6


def test_rejects_say_why(root: Path) -> None:
    rejects = Root.open(root).snapshot().read("rejects")
    found = dict(zip(rejects.column("target_uri").to_pylist(), rejects.column("reason").to_pylist(), strict=True))
    assert {uri.rsplit("/")[-1]: reason for uri, reason in found.items()} == {
        "nothing.html": "no_article_text",
        "picture.html": "unsupported_media_type",
        "empty.txt": "empty",
    }


def test_a_run_leaves_its_counts(root: Path) -> None:
    (one,) = Root.open(root).snapshot().read("runs").to_pylist()
    counts = {(count["stage"], count["name"]): count["count"] for count in one["counts"]}
    assert counts["read", "captures"] == 9
    assert counts["extract", "articles"] == 6
    assert counts["extract", "rejects"] == 3
    assert counts["write", "articles_new"] == 6
    assert one["extractor_version"] == EXTRACTOR_VERSION


def test_the_same_input_again_changes_no_file_but_the_runs(root: Path, folder: Path) -> None:
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.glob("*/*/*.parquet")}
    published = run(root, [folder], run_id="again", at=NOON.replace(hour=18))
    after = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.glob("*/*/*.parquet")}
    assert set(published.commit.partitions) == {"runs"}
    assert {path.parts[-3] for path in after if before.get(path) != after[path]} == {"runs"}


def test_the_same_input_gives_the_same_bytes_in_batches_of_any_size(root: Path, folder: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    run(one, [folder], pages=100)
    run(other, [folder], pages=2)
    for dataset in ("articles", *WITH_ARTICLE, *ONE_AN_ARTICLE, "rejects"):
        assert names(Root.open(one).snapshot(), dataset) == names(Root.open(other).snapshot(), dataset)


def test_the_same_article_under_one_address_in_two_files_is_one_article(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages", 1)
    (folder / "copy.html").write_text(html_page("Article number 0 of Northport", "https://news.example/0?utm_source=x"))
    published = run(tmp_path / "root", [folder])
    assert published.fates == {Fate.NEW: 1, Fate.UNCHANGED: 1}
    assert Root.open(tmp_path / "root").snapshot().rows("articles") == 1


def test_a_changed_article_moves_to_the_day_it_states_now(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(html_page(published=None), encoding="utf-8")
    run(tmp_path / "root", [folder])
    (folder / "a.html").write_text(html_page("The pier will be rebuilt in Northport"), encoding="utf-8")
    run(tmp_path / "root", [folder], run_id="later", at=NOON.replace(day=6))
    (row,) = Root.open(tmp_path / "root").snapshot().read("articles").to_pylist()
    assert (str(row["published_date"]), row["version"]) == ("2024-03-01", 2)
    assert [path.parent.name for path in (tmp_path / "root" / "articles").glob("*/*")] == ["published_date=2024-03-01"]


def related(paper: str, headline: str = "Northport to rebuild its grain pier") -> str:
    """The page with a line of its own for the reader's attention."""
    links = f"<aside class='related'><h2>Read more</h2><a href='https://news.example/{paper}'>{paper}</a></aside>"
    return html_page(headline).replace("</article>", f"</article>{links}")


def test_captures_that_come_in_out_of_order_end_as_if_they_had_not(tmp_path: Path) -> None:
    pages = {13: related("one"), 14: related("wrong", "Northport to tear down its grain pier"), 15: related("two")}
    for name, hours in {"in order": (13, 14, 15), "late": (13, 15, 14), "backwards": (15, 14, 13)}.items():
        for hour in hours:
            (tmp_path / "pages").mkdir(exist_ok=True)
            (tmp_path / "pages" / "pier.html").write_text(pages[hour], encoding="utf-8")
            run(tmp_path / name, [tmp_path / "pages"], run_id=str(hour), at=NOON.replace(hour=hour))
    expected = Root.open(tmp_path / "in order").snapshot()
    assert expected.read("revisions").column("version").to_pylist() == [1, 2, 3]
    for name in ("late", "backwards"):
        snapshot = Root.open(tmp_path / name).snapshot()
        for dataset in ("articles", "revisions", *WITH_ARTICLE, *ONE_AN_ARTICLE, "rejects", "captures"):
            assert snapshot.read(dataset).equals(expected.read(dataset)), (name, dataset)


def test_a_recapture_without_change_touches_no_article_and_has_its_outcome(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for day, paper in ((5, "one"), (6, "two")):
        (folder / "pier.html").write_text(related(paper), encoding="utf-8")
        published = run(tmp_path / "root", [folder], run_id=str(day), at=NOON.replace(day=day))
    assert published.fates == {Fate.UNCHANGED: 1}
    assert set(published.commit.partitions) == {"captures", "revisions", "runs"}
    snapshot = Root.open(tmp_path / "root").snapshot()
    settled = SettledCaptures.of(snapshot)
    records = snapshot.read("captures", ["record_id"]).column(0).to_pylist()
    assert [settled.dataset_of(record) for record in records] == ["articles", "articles"]


def test_a_file_read_again_for_newer_rules_keeps_the_time_it_was_received_at(root: Path) -> None:
    snapshot = Root.open(root).snapshot()
    settled = SettledCaptures.of(snapshot, version="newer")
    captures = to_rows(Capture, snapshot.read("captures"))
    stored = next(one for one in captures if settled.dataset_of(one.record_id) is None)
    again = stored.model_copy(
        update={"captured_at": NOON.replace(year=2030), "captured_date": NOON.replace(year=2030).date()}
    )
    assert settled.as_received(again) == stored


def test_another_level_of_facts_makes_articles_old_and_leaves_rejects_as_they_are(root: Path) -> None:
    outcomes = outcomes_of(Root.open(root).snapshot(), version=f"{EXTRACTOR_VERSION}+enriched.model")
    assert set(outcomes.column("standing").to_pylist()) == {Standing.OLD_ARTICLE.value, Standing.REJECT.value}


def test_pandas_polars_duckdb_and_pyarrow_read_the_same_articles(root: Path) -> None:
    folder = root / "articles"
    headlines = sorted(f"Article number {one} of Northport" for one in range(6))
    assert sorted(pd.read_parquet(folder)["headline"]) == headlines
    assert sorted(pl.scan_parquet(folder, hive_partitioning=True).collect()["headline"]) == headlines
    rows = duckdb.sql(
        f"SELECT headline, published_date FROM read_parquet('{folder}/*/*.parquet', hive_partitioning = true)"
    )
    assert sorted(row[0] for row in rows.fetchall()) == headlines
    assert sorted(ds.dataset(folder, partitioning="hive").to_table().column("headline").to_pylist()) == headlines


def test_a_body_is_its_paragraphs(root: Path) -> None:
    bodies = Root.open(root).snapshot().read("articles", ["article_body"]).column(0).to_pylist()
    assert set(bodies) == {"\n\n".join(PARAGRAPHS)}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(payload=st.binary(max_size=400), media_type=st.sampled_from(["text/html", "text/markdown", "text/plain", "x/y"]))
def test_any_bytes_are_an_article_or_a_reject(payload: bytes, media_type: str) -> None:
    received = capture(1).model_copy(update={"payload": payload, "media_type": media_type})
    try:
        assert derive_checked(received).article.article_body
    except RejectedRecord as rejected:
        assert rejected.reason


_PIECES = (
    *PARAGRAPHS,
    *("<p>", "</p>", "<h1>", "<article>", "<div class='caption'>", "<table><td>", "<img srcset=',,1x' src='data:x'>"),
    *("<script type='application/ld+json'>", "{", "}", '"@type":"NewsArticle"', '"author":[', "]", "</script>"),
    *("<a href='//[x'>", "<time datetime='24:99'>", "2024-13-45", "&#0;", "\ud800", "﷽", "By ", "© "),
    *("# ", "[a](b)", "---\n", "\n\n"),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    pieces=st.lists(st.sampled_from(_PIECES), max_size=40),
    media_type=st.sampled_from(["text/html", "text/markdown", "text/plain"]),
)
def test_any_soup_of_markup_is_an_article_or_a_reject(pieces: list[str], media_type: str) -> None:
    payload = "".join(pieces).encode("utf-8", "surrogatepass")
    test_any_bytes_are_an_article_or_a_reject.hypothesis.inner_test(payload, media_type)  # type: ignore[attr-defined]


@pytest.mark.parametrize("by", ["path", "uri", "address"])
def test_a_file_that_is_forgotten_is_not_read_into_captures_again(tmp_path: Path, by: str) -> None:
    folder, root = write_pages(tmp_path / "pages", 2), tmp_path / "root"
    run(root, [folder])
    uri = (folder / "000.html").as_uri()
    forget(root, {"path": "pages/000.html", "uri": uri, "address": "https://news.example/0"}[by])
    assert Root.open(root).snapshot().rows("captures") == 1
    published = run(root, [folder], run_id="again", at=NOON.replace(hour=18))
    snapshot = Root.open(root).snapshot()
    assert [snapshot.rows(name) for name in ("captures", "articles", "rejects")] == [1, 1, 1]
    assert published.fates == {}
    counts = {
        (one["stage"], one["name"]): one["count"] for row in snapshot.read("runs").to_pylist() for one in row["counts"]
    }
    assert counts["read", "rejects"] + counts["read", "captures"] == 2


def test_a_file_that_was_forgotten_is_known_under_another_name(tmp_path: Path) -> None:
    folder, root = write_pages(tmp_path / "pages", 2), tmp_path / "root"
    run(root, [folder])
    forget(root, "https://news.example/0")
    (folder / "000.html").rename(folder / "other.html")
    run(root, [folder], run_id="again", at=NOON.replace(hour=18))
    assert Root.open(root).snapshot().rows("captures") == 1
