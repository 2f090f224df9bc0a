"""`dateline check`: a root that breaks one rule is found by that rule's word, and by no other."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from broken_roots import Alter, copy_of, rewrite, whole_root, with_column, with_first

from schemas.findings import Area, Finding, Rule
from tasks.check_root import root_findings
from tasks.store import Root

ItemT = TypeVar("ItemT")
OTHER = f"sha256:{'f' * 64}"


def unseen(items: Sequence[ItemT], what: str) -> Sequence[ItemT]:
    return items


def found(root: Path, *, deep: bool = True) -> Sequence[Finding]:
    return root_findings(Root.open(root, heal=False), datetime.now(UTC), unseen, deep=deep)


def words(root: Path, *, deep: bool = True) -> set[Rule]:
    """The rules broken; a commit around the store may leave what clean-up removes."""
    return {one.rule for one in found(root, deep=deep)} - {Rule.UNNAMED_FILE}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_root(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    return copy_of(whole, tmp_path / "root")


def versions_of_pier(number: int) -> Callable[[pa.Table], pa.Table]:
    """The pier's article, or its version 2, becomes version `number`."""
    return with_column("version", lambda versions: [number if one == 2 else one for one in versions])


def swapped(values: list[object]) -> list[object]:
    return [one[::-1] if isinstance(one, list) else one for one in values]


def without_first(table: pa.Table) -> pa.Table:
    return table.slice(1)


def with_reject_of_an_article(rejects: pa.Table) -> pa.Table:
    """The reject, and another of its kind that is of a capture with an article."""
    more = rejects.slice(0, 1)
    for name in ("record_id", "payload_digest"):
        more = with_first(name, HELD[name])(more)
    more = with_first("reject_id", "f" * 32)(more)
    return pa.concat_tables([rejects, more])


def with_another(**values: object) -> Alter:
    """One more row of an article, with these values and nothing else."""

    def alter(table: pa.Table) -> pa.Table:
        position = table["article_id"].to_pylist().count(HELD["article_id"])
        row = {**dict.fromkeys(table.column_names), **HELD, "position": position, **values}
        more = pa.Table.from_pylist([{name: row[name] for name in table.column_names}], schema=table.schema)
        return pa.concat_tables([table, more])

    return alter


HELD: dict[str, object] = {}
"""What an article of the root hands down, and its body's first letter as a span."""


def shifted(column: list[object]) -> list[object]:
    """Lists of sections, each beginning a character late."""
    return [[{**one, "start": one["start"] + 1} for one in sections] for sections in column]  # type: ignore[attr-defined]


def a_day_later(table: pa.Table) -> pa.Table:
    (name,) = [one for one in ("captured_date", "run_date") if one in table.column_names]
    return with_first(name, table[name][0].as_py() + timedelta(days=1))(table)


def one_payload_less(captures: pa.Table) -> pa.Table:
    place = captures["payload"].is_valid().to_pylist().index(True)
    return with_column("payload", lambda all: [None if n == place else one for n, one in enumerate(all)])(captures)


def a_payload_twice(captures: pa.Table) -> pa.Table:
    digests = captures["payload_digest"].to_pylist()
    held = {row["payload_digest"]: row["payload"] for row in captures.to_pylist() if row["payload"] is not None}
    return with_column("payload", lambda _: [held[digest] for digest in digests])(captures)


def other_payloads(captures: pa.Table) -> pa.Table:
    return with_column("payload", lambda all: [one and bytes(one)[::-1] for one in all])(captures)  # type: ignore[call-overload]


def without_a_capture(captures: pa.Table) -> pa.Table:
    """A capture goes whose payload no other refers to."""
    counted = {one["values"]: one["counts"] for one in pc.value_counts(captures["payload_digest"]).to_pylist()}
    place = next(n for n, digest in enumerate(captures["payload_digest"].to_pylist()) if counted[digest] == 1)
    return pa.concat_tables([captures.slice(0, place), captures.slice(place + 1)])


def a_run_on_two_days(runs: pa.Table) -> pa.Table:
    more = runs.slice(0, 1)
    later = more["started_at"][0].as_py() + timedelta(days=3)
    return pa.concat_tables([runs, with_first("run_date", later.date())(with_first("started_at", later)(more))])


BROKEN: list[tuple[Rule, dict[str, Alter]]] = [
    (Rule.BAD_VALUE, {"articles": with_first("publisher", "")}),
    (Rule.BAD_VALUE, {"images": with_first("credit", "Ana\x00")}),
    (Rule.BAD_VALUE, {"runs": with_first("counts", [{"stage": "read", "name": "files", "count": -1}])}),
    (Rule.BAD_VALUE, {"captures": with_first("status", 42)}),
    (Rule.UNKNOWN_WORD, {"articles": with_first("date_published_precision", "century")}),
    (Rule.UNKNOWN_WORD, {"rejects": with_first("reason", "mood")}),
    (Rule.UNKNOWN_WORD, {"revisions": with_column("changed", lambda all: [["mood"] if one else one for one in all])}),
    (Rule.WRONG_DAY, {"captures": a_day_later}),
    (Rule.WRONG_DAY, {"rejects": a_day_later}),
    (Rule.WRONG_DAY, {"runs": a_day_later}),
    (Rule.NULL_APART, {"articles": with_column("date_published_method", lambda all: [None for _ in all])}),
    (Rule.WRONG_SPAN, {"articles": with_column("sections", shifted)}),
    (Rule.WRONG_SPAN, {"links": with_column("text", lambda all: ["elsewhere" for _ in all])}),
    (Rule.WRONG_SPAN, {"time_expressions": with_column("surface", lambda all: ["never" for _ in all])}),
    (Rule.WRONG_CONTENT, {"quotations": with_another(type="direct", content="so", segments=[])}),
    (
        Rule.WRONG_CONVERSION,
        {"quantities": with_another(kind="count", value=1.0, unit_surface="x", conversion_of=99)},
    ),
    (Rule.WRONG_POSITION, {"images": with_first("position", 7)}),
    (Rule.ORPHAN, {"articles": without_first}),
    (Rule.OTHER_DERIVATION, {"images": with_first("extractor_version", "0.9.0")}),
    (Rule.OTHER_DERIVATION, {"links": with_first("payload_digest", OTHER)}),
    (Rule.WRONG_CLUSTER, {"copies": with_first("articles", 7)}),
    (Rule.WRONG_CLUSTER, {"copies": without_first}),
    (Rule.WRONG_CLUSTER, {"copies": with_first("agency", "Nobody")}),
    (Rule.WRONG_VERSIONS, {"articles": versions_of_pier(3), "revisions": versions_of_pier(3)}),
    (Rule.WRONG_CHANGE, {"revisions": with_first("changed_share", 0.5)}),
    (Rule.WRONG_FIRST, {"revisions": with_column("captures", swapped)}),
    (Rule.NOT_CURRENT, {"articles": with_first("headline", "Nothing of the kind")}),
    (Rule.NOT_CURRENT, {"articles": with_first("author", ["Nobody"])}),
    (Rule.NOT_CURRENT, {"articles": versions_of_pier(1)}),
    (Rule.PAYLOAD_LOST, {"captures": one_payload_less}),
    (Rule.PAYLOAD_TWICE, {"captures": a_payload_twice}),
    (Rule.NO_OUTCOME, {"rejects": without_first}),
    (Rule.TWO_OUTCOMES, {"rejects": with_reject_of_an_article}),
    (Rule.LOST_CAPTURE, {"captures": without_a_capture}),
    (Rule.OTHER_CAPTURE, {"rejects": with_first("payload_digest", OTHER)}),
    (Rule.DUPLICATE_KEY, {"runs": a_run_on_two_days}),
]
ONLY_DEEP: list[tuple[Rule, dict[str, Alter]]] = [
    (Rule.PAYLOAD_DIFFERS, {"captures": other_payloads}),
    (Rule.NOT_CURRENT, {"revisions": with_column("article_body", lambda all: ["Nothing happened." for _ in all])}),
]


def test_a_root_of_the_samples_is_clean(whole: Path) -> None:
    assert found(whole) == []
    assert found(whole, deep=False) == []


def test_a_root_without_any_commit_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == []


@pytest.mark.parametrize(("rule", "alter"), BROKEN, ids=[f"{rule}-{'-'.join(alter)}" for rule, alter in BROKEN])
def test_rows_that_break_a_rule_are_found_by_its_word_alone(root: Path, rule: Rule, alter: dict[str, Alter]) -> None:
    held = Root.open(root).snapshot().read("articles").to_pylist()[0]
    HELD.update(held, surface=held["article_body"][:1], start=0, end=1)
    rewrite(root, **alter)
    assert words(root) == {rule}
    assert words(root, deep=False) == {rule}


@pytest.mark.parametrize(("rule", "alter"), ONLY_DEEP, ids=[rule for rule, _ in ONLY_DEEP])
def test_what_only_bytes_tell_is_found_by_a_deep_check(root: Path, rule: Rule, alter: dict[str, Alter]) -> None:
    rewrite(root, **alter)
    assert words(root, deep=False) == set()
    assert words(root) == {rule}


def test_every_rule_of_rows_has_a_root_that_breaks_it() -> None:
    broken = {rule for rule, _ in [*BROKEN, *ONLY_DEEP]} | {Rule.DUPLICATE_KEY}
    assert {rule for rule in Rule if rule.area in (Area.ROWS, Area.CAPTURES)} <= broken


def test_a_finding_says_where_and_names_one_row(root: Path) -> None:
    rewrite(root, images=with_first("extractor_version", "0.9.0"))
    (one,) = [one for one in found(root) if not one.rule.is_note]
    assert one.where == "images/published_date=2024-03-04"
    article = Root.open(root).snapshot().read("images", ["article_id"])["article_id"][0]
    assert one.detail == f"extractor_version is not its article's: 1 rows, such as {article}"
