"""Which captures a backfill derives again, and what the datasets hold afterwards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import DAY, NEXT_DAY, article, capture, link, table

from flows.runs import Counts, run_row
from schemas.captures import Capture
from schemas.datasets import ONE_AN_ARTICLE, WITH_ARTICLE
from schemas.errors import StoreError
from schemas.links import Link
from schemas.orders import By, Choice, Order
from schemas.rejects import Reject
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RejectReason, Stage
from tasks.backfill import CAPTURES, Plan, plan_backfill
from tasks.captures import captures_of, payloads_once
from tasks.prefect_tasks import RunContext
from tasks.publish import Published, publish
from tasks.standing import Standing, outcomes_of
from tasks.store import Changes, Root, Snapshot

OLD, NEW = "0.9.0", EXTRACTOR_VERSION
RUN_COLUMNS = ("run_id", "rejected_at", "run_date")


@dataclass(frozen=True)
class Says:
    """What some rules make of a page: an article, or a reject for a reason."""

    number: int = 1
    headline: str = "A bridge opens"
    day: date = DAY
    reason: RejectReason | None = None


def page(number: int, day: date = DAY, old: Says | None = None, new: Says | None = None, source: str = "a") -> Capture:
    """A capture whose payload holds what the old rules and the new ones make of it."""
    said = {OLD: old or Says(), NEW: new or Says()}
    payload = json.dumps({version: [s.number, s.headline, str(s.day), s.reason] for version, s in said.items()})
    when = datetime(day.year, day.month, day.day, 10, tzinfo=UTC) + timedelta(minutes=number)
    return capture(number, day, payload.encode()).model_copy(update={"captured_at": when, "source": source})


def derive(version: str, at: datetime, captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
    """What rules of a version make of captures, by dataset."""
    articles, links, rejects = [], list[Link](), list[Reject]()
    for one in captures:
        number, headline, day, reason = json.loads(one.payload)[version]
        mine = {"record_id": one.record_id, "payload_digest": one.payload_digest, "extractor_version": version}
        if reason is not None:
            rejects.append(rejected(one, RejectReason(reason), version, at))  # type: ignore[call-arg]
            continue
        made = article(number, date.fromisoformat(day), headline)
        articles.append(made.model_copy(update={**mine, "captured_at": one.captured_at, "source": one.source}))
        del mine["record_id"]
        links.append(link(number, 0, made.published_date).model_copy(update={**mine, "text": headline}))
    return {
        "articles": table("articles", *articles),
        **{name: table(name) for name in WITH_ARTICLE},
        "links": table("links", *links),
        "rejects": table("rejects", *rejects),
    }


def rejected(one: Capture, reason: RejectReason, version: str, at: datetime) -> Reject:
    return Reject(
        reject_id=f"{one.record_id} {reason} {version}",
        stage=Stage.EXTRACT,
        reason=reason,
        detail=None,
        target_uri=one.target_uri,
        record_id=one.record_id,
        payload_digest=one.payload_digest,
        source=one.source,
        extractor_version=version,
        run_id=f"run {at}",
        rejected_at=at,
        run_date=at.date(),
    )


def run(root: Root, captures: Sequence[Capture], version: str, *, day: int = 1) -> Published:
    """A run by rules of a version, in April."""
    at = datetime(2024, 4, day, tzinfo=UTC)
    context = RunContext(root.location, f"run-{version}-{day}-{root.snapshot().version}", at)
    tables = {"captures": table("captures", *captures), **derive(version, at, captures)}
    staged = root.stage(context.run_id, "all", tables)
    row = run_row(context, "test", Counts(files=0), {})
    return publish(root, context.run_id, "test", [staged], lambda _: row, partial(derive, version, at))


def plan(snapshot: Snapshot, choice: Choice = Choice.UNSETTLED, done: Sequence[date] = (), **asked: object) -> Plan:
    everything: dict[str, object] = {"by": By.CAPTURED, "first": None, "last": None, "sources": ()}
    order = Order(choice, **{**everything, **asked})  # type: ignore[arg-type]
    return plan_backfill(snapshot.read("captures", CAPTURES), outcomes_of(snapshot), order, done)


def backfill(root: Root, made: Plan) -> None:
    """What the flow does with a plan, day by day."""
    for place, planned in enumerate(made.days):
        snapshot = root.snapshot()
        still = planned.wanted.still(snapshot)
        captures = list(captures_of(snapshot, still.records, still.days))
        assert len(captures) + sum(still.known.values()) == planned.captures
        run(root, captures, NEW, day=2 + place)


def imported(root: Root, *captures: Capture) -> None:
    """Captures without an outcome."""

    def build(snapshot: Snapshot) -> Changes:
        return Changes(appends={"captures": payloads_once(snapshot, [table("captures", *captures)])})

    root.commit("import", "test", build)


@pytest.fixture
def root(tmp_path: Path) -> Root:
    """Six captures, one of each standing: three received on the first day and three on the next."""
    root = Root.open(tmp_path / "root")
    empty, late = Says(reason=RejectReason.EMPTY), Says(reason=RejectReason.TIMED_OUT)
    run(root, [page(1, DAY, old=Says(1)), page(2, NEXT_DAY, old=empty, source="b")], OLD)
    run(root, [page(3, DAY, new=Says(3, day=NEXT_DAY)), page(4, NEXT_DAY, new=empty), page(5, DAY, new=late)], NEW)
    imported(root, page(6, NEXT_DAY, source="b"))
    return root


def days(made: Plan) -> dict[str, dict[Standing, int]]:
    return {str(one.day): dict(one.why) for one in made.days}


@pytest.mark.parametrize(
    ("choice", "first", "second"),
    [
        (Choice.MISSING, {}, {Standing.MISSING: 1}),
        (Choice.FAILED, {Standing.RETRY: 1}, {Standing.REJECT: 1, Standing.OLD_REJECT: 1}),
        (Choice.CHANGED, {Standing.OLD_ARTICLE: 1}, {Standing.OLD_REJECT: 1}),
        (
            Choice.UNSETTLED,
            {Standing.OLD_ARTICLE: 1, Standing.RETRY: 1},
            {Standing.OLD_REJECT: 1, Standing.MISSING: 1},
        ),
        (
            Choice.ALL,
            {Standing.OLD_ARTICLE: 1, Standing.RETRY: 1, Standing.ARTICLE: 1},
            {Standing.OLD_REJECT: 1, Standing.MISSING: 1, Standing.REJECT: 1},
        ),
    ],
)
def test_a_choice_takes_captures_by_what_they_have_come_to(
    root: Root, choice: Choice, first: Mapping[Standing, int], second: Mapping[Standing, int]
) -> None:
    expected = {str(day): why for day, why in ((DAY, first), (NEXT_DAY, second)) if why}
    assert days(plan(root.snapshot(), choice)) == expected


def test_a_plan_is_of_the_days_and_sources_asked_for(root: Root) -> None:
    snapshot = root.snapshot()
    assert list(days(plan(snapshot, Choice.ALL, first=NEXT_DAY))) == [str(NEXT_DAY)]
    assert list(days(plan(snapshot, Choice.ALL, last=DAY))) == [str(DAY)]
    assert days(plan(snapshot, Choice.ALL, sources=("b",))) == {
        str(NEXT_DAY): {Standing.OLD_REJECT: 1, Standing.MISSING: 1}
    }
    assert days(plan(snapshot, first=date(2025, 1, 1))) == {}


def test_by_publication_a_capture_belongs_to_the_day_of_its_article(root: Root) -> None:
    by_day = days(plan(root.snapshot(), Choice.ALL, by=By.PUBLISHED))
    assert by_day[str(NEXT_DAY)][Standing.ARTICLE] == 1  # received the day before
    assert by_day[str(NEXT_DAY)][Standing.MISSING] == 1  # no article: the day it was received


def test_every_capture_of_an_article_is_taken_and_not_only_the_one_its_row_is_from(tmp_path: Path) -> None:
    root = Root.open(tmp_path / "root")
    run(root, [page(1), page(2), page(3, NEXT_DAY)], OLD)
    assert root.snapshot().rows("articles") == 1
    assert plan(root.snapshot(), Choice.CHANGED).captures == 3


def test_a_day_that_is_done_is_left_out_but_for_what_came_in_afterwards(root: Root) -> None:
    made = plan(root.snapshot(), Choice.ALL, done=[DAY, NEXT_DAY, date(2024, 5, 1)])
    assert list(made.done) == [DAY, NEXT_DAY]
    assert days(made) == {
        str(DAY): {Standing.OLD_ARTICLE: 1},
        str(NEXT_DAY): {Standing.OLD_REJECT: 1, Standing.MISSING: 1},
    }


def test_what_was_settled_since_the_plan_is_known_and_not_derived_again(root: Root) -> None:
    made = plan(root.snapshot(), Choice.CHANGED)
    run(root, [page(1)], NEW)
    first, second = (one.wanted.still(root.snapshot()) for one in made.days)
    assert (first.records, dict(first.known)) == ([], {"articles": 1})
    assert (second.records, dict(second.known)) == (["<urn:uuid:2>"], {})


def test_the_plan_of_an_empty_root_is_empty(tmp_path: Path) -> None:
    assert plan(Root.open(tmp_path / "root").snapshot(), Choice.ALL).days == []


def test_what_was_derived_from_captures_removed_meanwhile_is_not_committed(tmp_path: Path) -> None:
    root = Root.open(tmp_path / "root")
    run(root, [page(1)], OLD)
    before = root.snapshot()
    at = datetime(2024, 4, 1, tzinfo=UTC)
    staged = root.stage("late", "all", derive(NEW, at, [page(9)]))
    row = run_row(RunContext(root.location, "late", at), "test", Counts(files=0), {})
    with pytest.raises(StoreError, match="1 captures were removed while they were derived: run the same command again"):
        publish(root, "late", "test", [staged], lambda _: row, partial(derive, NEW, at))
    assert root.snapshot().version == before.version


says = st.builds(
    Says,
    number=st.integers(1, 3),
    headline=st.sampled_from(["A bridge opens", "A bridge closes", "Bridge"]),
    day=st.sampled_from([DAY, NEXT_DAY]),
    reason=st.sampled_from([None, None, None, RejectReason.NO_ARTICLE_TEXT, RejectReason.TIMED_OUT]),
)
pages = st.lists(
    st.tuples(st.sampled_from([DAY, NEXT_DAY, date(2024, 3, 3)]), says, says, st.sampled_from(["old", "new", "none"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(
    drawn=pages,
    choice=st.sampled_from([Choice.UNSETTLED, Choice.ALL]),
    by=st.sampled_from(By),
    random=st.randoms(use_true_random=False),
)
def test_afterwards_the_datasets_hold_what_a_fresh_derivation_would(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[date, Says, Says, str]],
    choice: Choice,
    by: By,
    random: Random,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    captures = [(page(number, day, old, new), by_rules) for number, (day, old, new, by_rules) in enumerate(drawn)]
    root, fresh = Root.open(folder / "root"), Root.open(folder / "fresh")
    for by_rules, version in (("old", OLD), ("new", NEW)):
        run(root, [one for one, rules in captures if rules == by_rules], version)
    imported(root, *(one for one, rules in captures if rules == "none"))
    run(fresh, [one for one, _ in captures], NEW)
    made = plan(root.snapshot(), choice, by=by)
    backfill(root, replace(made, days=random.sample(made.days, len(made.days))))
    for dataset in ("captures", "articles", "revisions", *WITH_ARTICLE, *ONE_AN_ARTICLE, "rejects"):
        assert rows_of(root.snapshot(), dataset) == rows_of(fresh.snapshot(), dataset), dataset
    assert days(plan(root.snapshot(), Choice.CHANGED)) == days(plan(root.snapshot(), Choice.MISSING)) == {}


def rows_of(snapshot: Snapshot, dataset: str) -> list[dict[str, object]]:
    """The rows in order, without what a reject has from its run."""
    rows = snapshot.read(dataset).to_pylist()
    if dataset == "captures":  # which of those with the same payload holds it hangs on who was first
        return sorted(({**row, "payload": None} for row in rows), key=lambda row: row["record_id"])
    for row in rows:
        for column in RUN_COLUMNS if dataset == "rejects" else ():
            del row[column]
    return sorted(rows, key=lambda row: row["reject_id"]) if dataset == "rejects" else rows
