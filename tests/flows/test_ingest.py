"""The ingest flow on the embedded server."""

from pathlib import Path
from uuid import UUID

import pyarrow.compute as pc
import pytest
from pages import html_page, write_pages
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.states import Failed

from flows.ingest import ingest
from flows.runs import Summary
from schemas.errors import AccountingError, ConfigError, NewerRootError, StoreError
from tasks.merge import Fate
from tasks.prefect_tasks import derive_batch, may_pass, read_batch
from tasks.status import RUNS, last_runs
from tasks.store import Root, StagedBatch

PAGE_SECONDS = 4.0
SETTINGS = f"[batches]\npages = 3\n[limits]\npage_seconds = {PAGE_SECONDS}\n[processes]\nworkers = 2\n"


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


def test_a_run_names_its_slowest_pages(first: Summary, root: Path) -> None:
    snapshot = Root.open(root).snapshot()
    (row,) = snapshot.read("runs", ["run_id", "slowest_pages"]).filter(pc.field("run_id") == first.run_id).to_pylist()
    captures = snapshot.read("captures", ["record_id", "captured_date"]).to_pylist()
    named = [{name: one[name] for name in ("record_id", "captured_date")} for one in row["slowest_pages"]]
    assert sorted(named, key=str) == sorted(captures, key=str)
    (rejected,) = snapshot.read("rejects", ["record_id"]).column("record_id").to_pylist()
    assert (named[0]["record_id"], row["slowest_pages"][0]["seconds"]) == (rejected, PAGE_SECONDS)


def test_the_same_flow_again_changes_no_article(first: Summary, root: Path, config: Path) -> None:
    before = Root.open(root).snapshot().files("articles")
    again = ingest(root=str(root), config=str(config))
    assert again.counts.known == {"articles": 7}
    assert again.counts.rejects == {"timed_out": 1}  # tried again: a busy machine may have been to blame
    assert Root.open(root).snapshot().rows("rejects") == 1
    assert Root.open(root).snapshot().files("articles") == before
    assert Root.open(root).snapshot().rows("runs") == 2


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are tried again without a pause."""
    for each in (read_batch, derive_batch):
        monkeypatch.setattr(each, "retry_delay_seconds", [0.0])


def test_a_batch_that_storage_failed_is_tried_again(
    prefect: None, at_once: None, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [StoreError("a file was replaced"), OSError("the disk was away")]
    stage = Root.stage

    def staged(*given: object) -> StagedBatch:
        if failures:
            raise failures.pop()
        return stage(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Root, "stage", staged)
    summary = ingest(inputs=[str(config / "pages" / "000.html")], root=str(tmp_path), config=str(config))
    assert (summary.counts.captures, summary.counts.articles, failures) == (1, 1, [])


@pytest.mark.parametrize("error", [ConfigError("no"), NewerRootError("no"), AccountingError("no"), TypeError("no")])
def test_what_will_not_pass_is_not_tried_again(error: Exception) -> None:
    assert not may_pass(None, None, Failed(data=error))


def test_a_run_that_fails_leaves_a_row_that_says_why(
    prefect: None, at_once: None, config: Path, tmp_path: Path
) -> None:
    (tmp_path / ".dateline").mkdir()
    (tmp_path / ".dateline" / "staging").write_text("in the way")
    with pytest.raises(StoreError):
        ingest(sources=["harbour"], root=str(tmp_path), config=str(config))
    (row,) = Root.open(tmp_path).snapshot().read("runs", ["status", "error"]).to_pylist()
    assert row["status"] == "failed"
    assert row["error"].startswith("StoreError: ")


def test_a_source_whose_folder_is_gone_has_failed_in_the_status_too(prefect: None, tmp_path: Path) -> None:
    (tmp_path / "config" / "sources").mkdir(parents=True)
    (tmp_path / "config" / "settings.toml").write_text(SETTINGS)
    (tmp_path / "config" / "sources" / "quay.toml").write_text('title = "Quay news"\npaths = ["gone"]\n')
    with pytest.raises(ConfigError, match="gone does not exist"):
        ingest(sources=["quay"], root=str(tmp_path / "root"), config=str(tmp_path / "config"))
    last = last_runs(Root.open(tmp_path / "root").snapshot().read("runs", RUNS))["quay"]
    assert (last.status, str(last.error).partition(":")[0]) == ("failed", "ConfigError")


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
