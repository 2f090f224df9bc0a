"""The table in docs/collecting.md is true: each case is served, and comes out as it says there."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fetch_cases import CASES
from fetching import POLICY, fetch
from loopback.website import PUBLIC, Website

from tasks.fetch import Fetched, Outcome, Unchanged, is_tried_later

TABLE = Path(__file__).parents[2] / "docs" / "collecting.md"
ROW = re.compile(r"\| (?P<case>[a-z0-9-]+) \| [^|]+ \| (?P<outcome>[^|]+) \| (?P<asked>\d+) \|")


@dataclass(frozen=True)
class Row:
    case: str
    word: str
    redirects: int | None
    is_tried_later: bool
    asked: int


def row(match: re.Match[str]) -> Row:
    redirects = re.search(r"(\d) redirect", match["outcome"])
    word = re.match(r"`?(\w+)`?", match["outcome"])
    assert word
    marked = match["outcome"].endswith(r"\*")
    return Row(match["case"], word[1], int(redirects[1]) if redirects else None, marked, int(match["asked"]))


ROWS = [row(match) for match in ROW.finditer(TABLE.read_text(encoding="utf-8"))]


def word_for(outcome: Outcome) -> str:
    if isinstance(outcome, Fetched):
        return "captured"
    return "unchanged" if isinstance(outcome, Unchanged) else outcome.reason.value


def test_every_case_stands_in_the_table_once() -> None:
    assert sorted(one.case for one in ROWS) == sorted(CASES)


@pytest.mark.parametrize("row", ROWS, ids=[one.case for one in ROWS])
def test_a_site_comes_out_as_the_table_says(website: Website, row: Row) -> None:
    request = CASES[row.case](website)
    (outcome,) = fetch(website, request, policy=replace(POLICY, ports=frozenset({80, 443, 8443})))
    assert word_for(outcome) == row.word
    assert len(website.asked()) == row.asked
    assert row.redirects in (None, len(outcome.redirects))
    assert {address for address, _ in website.dialled} <= {PUBLIC}, "nothing but the site was connected to"
    if not isinstance(outcome, Fetched | Unchanged):
        assert is_tried_later(outcome.reason) == row.is_tried_later
