"""The backfill flow on the embedded server, over real pages derived by older rules."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from uuid import UUID

import httpx
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pages import html_page
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterParentFlowRunId
from rows import capture, table

from flows.backfill import backfill
from flows.backfill_runs import BackfillSummary, DaysFailedError
from schemas.captures import Capture, StoredCapture
from schemas.datasets import WITH_ARTICLE
from schemas.errors import ConfigError
from schemas.orders import By, Choice
from schemas.versions import EXTRACTOR_VERSION
from tasks.captures import payloads_once
from tasks.merge import Fate
from tasks.store import Changes, Root, Snapshot

FIRST = date(2024, 3, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(3)]
DERIVED = ("articles", "revisions", *WITH_ARTICLE)
SETTINGS = "[batches]\npages = 2\n[limits]\npage_seconds = 30.0\n[processes]\nworkers = 1\n"


def pages() -> Iterator[Capture]:
    """Three pages on each of three days: one that is the day's, one that changes daily, and one that is no article."""
    for number, day in enumerate(DAYS):
        yield page(f"{number}-own", day, html_page(f"News of day {number}", f"https://news.example/{number}", str(day)))
        yield page(f"{number}-daily", day, html_page(f"Pier costs {number} million", "https://news.example/pier"))
        yield page(f"{number}-nothing", day, f"<html><body><nav><a href='/{number}'>Home</a></nav></body></html>")


def page(name: str, day: date, html: str) -> Capture:
    changes = {"record_id": f"<urn:uuid:{name}>", "captured_at": datetime(day.year, day.month, day.day, 9, tzinfo=UTC)}
    return capture(1, day, html.encode()).model_copy(update=changes)


def imported(path: Path) -> Root:
    """A root that holds the pages and nothing derived from them."""
    root = Root.open(path)

    def build(snapshot: Snapshot) -> Changes:
        days = [table("captures", *(one for one in pages() if one.captured_date == day)) for day in DAYS]
        return Changes(appends={"captures": payloads_once(snapshot, days)})

    root.commit("import", "captures import", build)
    return root


def aged(root: Root) -> None:
    """Gives out what was derived for what older rules made of it: another version, another headline, another reason."""

    def build(snapshot: Snapshot) -> Changes:
        old = {name: with_column(snapshot.read(name), "extractor_version", "0.9.0") for name in (*DERIVED, "rejects")}
        old["articles"] = with_column(old["articles"], "headline", "As older rules had it")
        old["revisions"] = old_sightings(with_column(old["revisions"], "headline", "As older rules had it"))
        ids = pc.binary_join_element_wise("old", old["rejects"].column("reject_id"), "-").combine_chunks()
        old["rejects"] = old["rejects"].set_column(0, "reject_id", ids).cast(old["rejects"].schema)
        return Changes(puts=old, drops={"rejects": snapshot.read("rejects").select(["run_id"])})

    root.commit("aged", "older rules", build)


def with_column(rows: pa.Table, name: str, value: str) -> pa.Table:
    place = rows.schema.get_field_index(name)
    return rows.set_column(place, rows.schema.field(place), pa.array([value] * rows.num_rows, pa.string()))


def old_sightings(revisions: pa.Table) -> pa.Table:
    place = revisions.schema.get_field_index("captures")
    seen = [[{**one, "extractor_version": "0.9.0"} for one in row] for row in revisions.column("captures").to_pylist()]
    field = revisions.schema.field(place)
    return revisions.set_column(place, field, pa.array(seen, field.type))


def files(root: Root) -> dict[str, list[str]]:
    """The files of what was derived, whose names are digests of their content."""
    snapshot = root.snapshot()
    return {name: [file.key for those in snapshot.files(name).values() for file in those] for name in DERIVED}


def rejects(root: Root) -> list[tuple[object, ...]]:
    """What a reject does not have from its run."""
    columns = ["reject_id", "stage", "reason", "detail", "record_id", "extractor_version"]
    return [tuple(row.values()) for row in root.snapshot().read("rejects", columns).to_pylist()]


def runs(root: Root, flow: str) -> list[dict[str, object]]:
    rows = root.snapshot().read("runs").to_pylist()
    return sorted((row for row in rows if row["flow"] == flow), key=lambda row: row["started_at"])


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("config")
    (folder / "settings.toml").write_text(SETTINGS)
    (folder / "sources").mkdir()
    return str(folder)


@pytest.fixture(scope="module")
def fresh(prefect: None, config: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Root, BackfillSummary]:
    """A root whose captures were imported and then derived for the first time."""
    root = imported(tmp_path_factory.mktemp("fresh") / "root")
    return root, backfill(choice=Choice.MISSING, root=root.location, config=config)


@pytest.fixture
def old(fresh: tuple[Root, BackfillSummary], config: str, tmp_path: Path) -> Root:
    """A root of the same captures, derived by older rules."""
    copytree(fresh[0].location, tmp_path / "old")
    root = Root.open(tmp_path / "old")
    aged(root)
    return root


def test_missing_derives_what_was_imported(fresh: tuple[Root, BackfillSummary]) -> None:
    root, summary = fresh
    assert [day.day for day in summary.days] == DAYS
    counts = summary.counts()
    assert (counts.captures, counts.articles, counts.rejects.total()) == (9, 6, 3)
    assert counts.fates == {Fate.NEW: 4, Fate.CHANGED: 2}
    snapshot = root.snapshot()
    assert [snapshot.rows(name) for name in ("captures", "articles", "revisions", "rejects")] == [9, 4, 6, 3]


def test_each_day_is_a_commit_with_a_row_that_names_its_parent(fresh: tuple[Root, BackfillSummary]) -> None:
    root, summary = fresh
    assert [one.message for one in root.history()] == ["backfill", *["backfill-day"] * 3, "captures import"]
    (parent,) = runs(root, "backfill")
    assert (parent["run_id"], parent["status"], parent["parent_run_id"]) == (summary.run_id, "completed", None)
    assert [row["parent_run_id"] for row in runs(root, "backfill-day")] == [summary.run_id] * 3


def test_the_days_are_runs_under_the_parent_in_prefect(fresh: tuple[Root, BackfillSummary]) -> None:
    under = FlowRunFilter(parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[UUID(fresh[1].run_id)]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=under)
    assert sorted(one.name for one in found) == [f"backfill missing: {day} of every day" for day in DAYS]
    assert {one.state_name for one in found} == {"Completed"}
    assert {one.parameters["captures"] for one in found} == {3}
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(UUID(fresh[1].run_id)).name == "backfill missing: every day"


def test_nothing_staged_is_left_behind(fresh: tuple[Root, BackfillSummary]) -> None:
    assert [path for path in Path(fresh[0].location).rglob("*.parquet") if "staging" in path.parts] == []


@pytest.mark.parametrize("parallel", [1, 2, 4])
def test_changed_gives_the_files_of_a_fresh_derivation_whatever_is_side_by_side(
    parallel: int, fresh: tuple[Root, BackfillSummary], old: Root, config: str
) -> None:
    assert files(old) != files(fresh[0])
    summary = backfill(choice=Choice.CHANGED, parallel=parallel, root=old.location, config=config)
    counts = summary.counts()
    assert (counts.captures, counts.articles + counts.rejects.total() + counts.known.total()) == (9, 9)
    assert files(old) == files(fresh[0])
    assert rejects(old) == rejects(fresh[0])
    assert set(old.snapshot().read("articles").column("extractor_version").to_pylist()) == {EXTRACTOR_VERSION}


def test_by_publication_it_comes_to_the_same(fresh: tuple[Root, BackfillSummary], old: Root, config: str) -> None:
    backfill(by=By.PUBLISHED, root=old.location, config=config)
    assert files(old) == files(fresh[0])
    assert rejects(old) == rejects(fresh[0])


def test_a_backfill_with_nothing_left_to_do_leaves_its_row_and_no_day(
    fresh: tuple[Root, BackfillSummary], old: Root, config: str
) -> None:
    backfill(choice=Choice.CHANGED, root=old.location, config=config)
    again = backfill(choice=Choice.CHANGED, root=old.location, config=config)
    assert again.days == []
    assert len(runs(old, "backfill-day")) == 6
    assert [row["status"] for row in runs(old, "backfill")] == ["completed"] * 3


def test_a_day_that_fails_is_named_with_its_command_and_the_others_are_done(
    prefect: None, config: str, tmp_path: Path
) -> None:
    root = imported(tmp_path / "root")
    lost = page("lost", DAYS[1], "lost").model_dump() | {"payload": None}
    captures = [table("captures", StoredCapture.model_validate(lost))]
    root.commit("lost", "test", lambda _: Changes(appends={"captures": captures}))
    with pytest.raises(DaysFailedError) as failed:
        backfill(choice=Choice.ALL, sources=["example"], root=root.location, config=config)
    assert [day.day for day in failed.value.summary.failed()] == [DAYS[1]]
    first, reason, command = str(failed.value).splitlines()
    assert first == "1 of 3 days failed, the others are done. To retry each:"
    assert reason.startswith(f"{DAYS[1]}: no capture holds the payload sha256:")
    assert command.strip() == (
        f"dateline backfill --from {DAYS[1]} --to {DAYS[1]} --all --source example "
        f"--root {root.location} --config {config}"
    )
    assert root.snapshot().rows("articles") == 3
    (parent,) = runs(root, "backfill")
    assert (parent["status"], str(parent["error"]).splitlines()[0]) == ("failed", f"DaysFailedError: {first}")
    assert {(row["status"], row["parent_run_id"]) for row in runs(root, "backfill-day")} == {
        ("completed", parent["run_id"]),
        ("failed", parent["run_id"]),
    }
    with pytest.raises(DaysFailedError, match="1 of 1 days failed"):  # the others need not be done again
        backfill(choice=Choice.ALL, sources=["example"], root=root.location, config=config)


def test_a_day_is_done_whose_end_the_server_heard_but_whose_answer_was_lost(
    prefect: None, config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, lost = httpx.HTTPTransport.handle_request, []

    def loses_one(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        answered = answer(transport, request)
        if request.url.path.endswith("/set_state") and b"COMPLETED" in request.content and not lost:
            answered.close()
            lost.append(request.url.path)
            raise httpx.ReadTimeout("the server took its time", request=request)
        return answered

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", loses_one)
    summary = backfill(choice=Choice.MISSING, root=imported(tmp_path / "root").location, config=config)
    assert (len(lost), len(summary.failed()), summary.counts().captures) == (1, 0, 9)


def test_only_the_days_an_interrupted_backfill_left_are_done_when_it_is_run_again(
    old: Root, config: str, fresh: tuple[Root, BackfillSummary]
) -> None:
    asked = {"choice": Choice.ALL, "root": old.location, "config": config}
    backfill(**asked)  # type: ignore[arg-type]
    parent = runs(old, "backfill")[-1]
    last = runs(old, "backfill-day")[-1]
    interrupted = pa.table({"run_id": [parent["run_id"], last["run_id"]]})  # before its last day's commit
    old.commit("test", "test", lambda _: Changes(drops={"runs": interrupted}))
    assert [day.day for day in backfill(**asked).days] == [DAYS[-1]]  # type: ignore[arg-type]
    assert [day.day for day in backfill(**asked).days] == DAYS  # type: ignore[arg-type]
    assert files(old) == files(fresh[0])


def test_the_settings_and_the_order_are_checked_first(prefect: None, config: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"holds no captures: `dateline run` or `dateline captures import`"):
        backfill(root=str(tmp_path / "root"), config=config)
    root = imported(tmp_path / "root")
    with pytest.raises(ConfigError, match=r"no capture is of source 'exmaple'; there are: example"):
        backfill(sources=["exmaple"], root=root.location, config=config)
    with pytest.raises(ConfigError, match=r"the first day, 2024-03-02, is after the last, 2024-03-01"):
        backfill(first=DAYS[1], last=DAYS[0], root=root.location, config=config)


def test_a_dry_run_of_the_flow_only_plans(prefect: None, config: str, tmp_path: Path) -> None:
    root = imported(tmp_path / "root")
    assert backfill(dry_run=True, root=root.location, config=config).days == ()
    assert root.snapshot().version == 1
