"""A root checked and mended as people ask for it: what was found, what was repaired, as a table or as JSON.

Which rules there are is in `schemas.findings`; how they are held against a root, in `tasks`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TextIO

from rich.table import Table
from rich.text import Text

from flows.terminal import plain, wide_console
from schemas.findings import Finding
from tasks.check_root import root_findings
from tasks.store import Follow, Root

SHOWN: Final = 1_000
"""Findings a table shows; JSON has all of them."""


@dataclass(frozen=True)
class Outcome:
    """What a check came to."""

    location: str
    deep: bool
    findings: Sequence[Finding]
    """What is wrong now, notes included."""
    repaired: Sequence[Finding]
    """What was wrong before."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing but notes is left."""
        return all(one.rule.is_note for one in self.findings)


def checked(root: Root, follow: Follow, *, deep: bool, repair: bool) -> Outcome:
    """What is wrong with a root, after it was mended if that is asked for.

    Raises:
        StoreError: it cannot be read, or with `repair` not written.
    """
    found = root_findings(root, datetime.now(UTC), follow, deep=deep)
    if not repair or not found:
        return Outcome(root.location, deep, found, ())
    root.repair(found, datetime.now(UTC))
    left = root_findings(root, datetime.now(UTC), follow, deep=deep)
    there = {(one.rule, one.where) for one in left}
    return Outcome(root.location, deep, left, [one for one in found if (one.rule, one.where) not in there])


def show(outcome: Outcome, out: TextIO) -> None:
    """Prints the findings, each with its remedy, and what they come to."""
    console = wide_console(out)
    for title, findings in (("repaired", outcome.repaired), ("found", outcome.findings)):
        if findings:
            console.print(_table(title, findings), "")
    if len(outcome.findings) > SHOWN:
        console.print(f"... and {len(outcome.findings) - SHOWN:,} more: --format json has them all")
    console.print(summary(outcome), markup=False, highlight=False)


def write_json(outcome: Outcome, out: TextIO) -> None:
    """Writes all of it as one JSON object."""
    told = {
        "root": outcome.location,
        "deep": outcome.deep,
        "clean": outcome.is_clean,
        "findings": [_fields(one) for one in outcome.findings],
        "repaired": [_fields(one) for one in outcome.repaired],
    }
    out.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def summary(outcome: Outcome) -> str:
    """One line."""
    faults = sum(not one.rule.is_note for one in outcome.findings)
    counted = {"findings": faults, "notes": len(outcome.findings) - faults, "repaired": len(outcome.repaired)}
    numbers = ", ".join(f"{number:,} {what}" for what, number in counted.items() if number)
    verdict = f"{outcome.location} is {'whole' if outcome.is_clean else 'not whole'}"
    looked = "every byte read" if outcome.deep else "payloads and file digests not read: --deep does"
    return f"{verdict}: {numbers or 'nothing found'} ({looked})"


def _table(title: str, findings: Sequence[Finding]) -> Table:
    table = Table(title=title, title_justify="left", show_edge=False)
    for column in ("rule", "where", "what is wrong", "remedy"):
        table.add_column(column, overflow="fold")
    for one in findings[:SHOWN]:
        style = "dim" if one.rule.is_note else ""
        words = (one.rule, one.where, f"{one.rule.meaning}: {one.detail}", one.rule.remedy)
        table.add_row(*(Text(plain(word), style=style) for word in words))
    return table


def _fields(finding: Finding) -> dict[str, str | bool]:
    return {
        "rule": str(finding.rule),
        "note": finding.rule.is_note,
        "where": finding.where,
        "detail": finding.detail,
        "meaning": finding.rule.meaning,
        "remedy": finding.rule.remedy,
    }
