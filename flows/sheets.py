"""Tables as people read them, on a terminal or in Prefect's UI. What they say is not known here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.table import Table
from rich.text import Text

from flows.terminal import plain

MOST_ROWS: Final = 60
"""Rows that are shown."""


@dataclass(frozen=True)
class Sheet:
    """A table, whatever it is shown on: a title, the names of columns, rows of texts, and a row of totals."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str]
    notes: Sequence[str] = ()


def terminal_table(sheet: Sheet) -> Table:
    """The sheet for a terminal."""
    table = Table(title=Text(plain(sheet.title)), title_justify="left", show_edge=False, caption_justify="left")
    for place, column in enumerate(sheet.columns):
        table.add_column(column, justify="left" if place == 0 else "right", overflow="fold")
    for row in _shown(sheet):
        table.add_row(*map(plain, row))
    if sheet.total:
        table.add_section()
        table.add_row(*sheet.total)
    if sheet.notes:
        table.caption = Text(plain("\n".join(sheet.notes)))
    return table


def markdown(sheet: Sheet) -> str:
    """The sheet as Markdown, for Prefect's UI."""
    rules = [" --- ", *(" ---: " for _ in sheet.columns[1:])]
    rows = [sheet.columns, *_shown(sheet), *([sheet.total] if sheet.total else [])]
    head, *lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([sheet.title, "", head, f"|{'|'.join(rules)}|", *lines, "", *sheet.notes, ""])


def _shown(sheet: Sheet) -> Iterator[Sequence[str]]:
    yield from sheet.rows[:MOST_ROWS]
    if len(sheet.rows) > MOST_ROWS:
        yield [f"{len(sheet.rows) - MOST_ROWS:,} more", *("…" for _ in sheet.columns[1:])]
