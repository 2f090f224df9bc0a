"""The ingest flow on the embedded server."""

from pathlib import Path
from uuid import UUID

import pytest
from pages import html_page, write_pages
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

from flows.ingest import ingest
from flows.runs import Summary
from schemas.errors import ConfigError, StoreError
from tasks.merge import Fate
from tasks.status import last_runs
from tasks.store import Root

SETTINGS = "[batches]\npages = 3\n[limits]\npage_seconds = 4.0\n[processes]\nworkers = 2\n"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("config")
    (folder / "settings.toml").write_text(SETTINGS)
    (folder / "sources").mkdir()
    (folder / "sources" / "harbour.toml").write_text('title = "Harbour news"\npaths = ["../pages"]\n')
    pages = write_pages(folder / "pages", 7)
    # libxml2 compares each attribute with all before it: minutes for so many, whatever the machine.
    slow = "<p " + " ".join(f"a{number}=''" for number in range(600_000)) + ">"
    (pages / "slow.html").write_text(
        html_page("A slow page", "https://news.example/slow").replace("<h1>", f"{slow}<h1>")
    )
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "root"


@pytest.fixture(scope="module")
def first(prefect: None, config: Path, root: Path) -> Summary:
    return ingest(root=str(root), config=str(config))


def test_a_source_is_ingested_batch_by_batch(first: Summary, root: Path) -> None:
    assert (first.counts.files, first.counts.captures, first.counts.articles) == (8, 8, 7)
    assert Root.open(root).snapshot().rows("articles") == 7


def test_a_slow_page_costs_its_own_limit_and_nothing_else(first: Summary) -> None:
    assert first.counts.rejects == {"timed_out": 1}
    assert first.counts.fates == {Fate.NEW: 7}


def test_the_same_flow_again_changes_no_article(first: Summary, root: Path, config: Path) -> None:
    before = Root.open(root).snapshot().files("articles")
    again = ingest(root=str(root), config=str(config))
    assert again.counts.known == {"articles": 7}
    assert again.counts.rejects == {"timed_out": 1}  # tried again: a busy machine may have been to blame
    assert Root.open(root).snapshot().rows("rejects") == 1
    assert Root.open(root).snapshot().files("articles") == before
    assert Root.open(root).snapshot().rows("runs") == 2


def test_a_source_whose_folder_is_gone_leaves_a_row_that_says_so(prefect: None, config: Path, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "settings.toml").write_text(SETTINGS)
    (tmp_path / "sources" / "pier.toml").write_text('title = "Pier"\npaths = ["gone"]\n')
    with pytest.raises(ConfigError, match="does not exist"):
        ingest(sources=["pier"], root=str(tmp_path / "root"), config=str(tmp_path))
    runs = Root.open(tmp_path / "root").snapshot().read("runs")
    last = last_runs(runs)["pier"]
    assert (last.status, "does not exist" in str(last.error)) == ("failed", True)


def test_a_run_that_fails_leaves_a_row_that_says_why(prefect: None, config: Path, tmp_path: Path) -> None:
    (tmp_path / ".dateline").mkdir()
    (tmp_path / ".dateline" / "staging").write_text("in the way")
    with pytest.raises(StoreError):
        ingest(sources=["harbour"], root=str(tmp_path), config=str(config))
    (row,) = Root.open(tmp_path).snapshot().read("runs", ["status", "error"]).to_pylist()
    assert row["status"] == "failed"
    assert row["error"].startswith("StoreError: ")


def test_nothing_staged_is_left_behind(first: Summary, root: Path) -> None:
    assert [path for path in root.rglob("*.parquet") if "staging" in path.parts] == []


def test_the_summary_is_an_artifact_of_the_run(first: Summary) -> None:
    with get_client(sync_client=True) as client:
        mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[UUID(first.run_id)]))
        artifacts = client.read_artifacts(artifact_filter=mine)
    (summary,) = [one for one in artifacts if one.key == "ingest-harbour-summary"]
    assert "| derive | captures with an outcome already | 0 |" in str(summary.data)


def test_an_unknown_source_is_a_wrong_configuration(prefect: None, config: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no source 'harbor'.*there are: harbour"):
        ingest(sources=["harbor"], root=str(tmp_path), config=str(config))


def test_a_folder_that_holds_something_else_is_refused(prefect: None, config: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not a dateline root"):
        ingest(sources=["harbour"], root=str(tmp_path), config=str(config))
