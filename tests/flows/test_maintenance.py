"""The care of a root, as a flow and as a command."""

import shutil
from pathlib import Path

import pytest
from command_line import dateline
from newsroom import captured, ingest, page
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort
from pydantic import ValidationError

from flows.settings import Report
from schemas.words import RunStatus
from tasks.store import Root

pytestmark = pytest.mark.usefixtures("prefect")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tasks.store.compact.CROWD", 3)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[maintenance]\nkeep_days = 0\nkeep_commits = 1\n")
    return tmp_path / "config"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three runs, each with a capture of one day."""
    opened = Root.open(tmp_path / "root")
    for number in range(3):
        url = f"https://news.example/{number}"
        ingest(opened, captured(number, url, page(url)), run_id=f"run-{number}")
    return tmp_path / "root"


def care(root: Path, config: Path) -> int:
    return dateline("maintain", "--root", root, "--config", config)


def test_a_root_is_cared_for_and_says_so(root: Path, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Root.open(root).snapshot()
    assert care(root, config) == 0
    after = Root.open(root).snapshot()
    assert [len(files) for files in after.files("captures").values()] == [1]
    assert after.read("captures").equals(before.read("captures"))
    assert {"flow": "maintenance", "status": RunStatus.COMPLETED} in after.read("runs", ["flow", "status"]).to_pylist()
    shown = " ".join(capsys.readouterr().out.split())  # lines are broken where the path of the root is long
    assert "2 files fewer on 1 days" in shown
    assert "is whole" in shown


def test_the_report_is_written_where_the_settings_say_and_linked_to(root: Root, config: Path, tmp_path: Path) -> None:
    url = "https://reports.example/news.html"
    (config / "settings.toml").write_text(f'[report]\nfile = "{tmp_path}/report.html"\nurl = "{url}"\n')
    assert care(root, config) == 0
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")
    with get_client(sync_client=True) as client:
        (latest, *_) = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["maintenance-summary"])),
            sort=ArtifactSort.CREATED_DESC,
        )
    assert f"]({url})" in str(latest.data)


def test_a_report_is_linked_to_at_an_address_only() -> None:
    with pytest.raises(ValidationError):
        Report(url="javascript:alert(1)")


def test_a_dry_run_says_what_is_too_old_and_changes_nothing(
    root: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config / "settings.toml").write_text("[expiry]\narticles_days = 90\nruns_days = 90\n")
    version = Root.open(root).snapshot().version
    assert dateline("maintain", "--dry-run", "--root", root, "--config", config) == 0
    assert Root.open(root).snapshot().version == version
    said = capsys.readouterr().out
    assert "would remove 3 articles and 3 captures older than 90 days, 3 runs older than 90 days" in said


def test_what_is_too_old_goes_if_the_settings_say_so(
    root: Path, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config / "settings.toml").write_text("[expiry]\narticles_days = 90\nruns_days = 90\n")
    assert care(root, config) == 0
    snapshot = Root.open(root).snapshot()
    assert [snapshot.rows(name) for name in ("articles", "captures", "takedowns")] == [0, 0, 0]
    assert set(snapshot.read("runs", ["flow"])["flow"].to_pylist()) == {"maintenance"}
    assert "removed 3 articles and 3 captures older than 90 days" in capsys.readouterr().out


def test_a_root_that_is_not_whole_fails_the_run(root: Path, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(next((root / ".dateline" / "files" / "articles").iterdir()))
    assert care(root, config) == 1
    assert "is not whole" in capsys.readouterr().err
    runs = Root.open(root).snapshot().read("runs", ["flow", "status"]).to_pylist()
    assert {"flow": "maintenance", "status": RunStatus.FAILED} in runs
