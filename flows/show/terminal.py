"""An article with its facts in a terminal: coloured where there are colours, and labelled everywhere."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.show.found import Shown
from flows.show.marks import Kind, Mark, marks_of, pieces
from flows.show.values import cells, columns_of, facts_about, label
from flows.terminal import plain
from schemas.row import Record

STYLES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.QUOTATION: "italic green",
        Kind.SPEAKER: "bold green",
        Kind.CUE: "underline green",
        Kind.MENTION: "bold cyan",
        Kind.ROLE: "cyan",
        Kind.TIME: "yellow",
        Kind.QUANTITY: "magenta",
    }
)
_WIDEST: Final = 100
"""Characters of a line of the text: more are hard to read."""


def show_terminal(shown: Shown, console: Console) -> None:
    """Prints an article: what is known of it, its text with every fact marked, and a table of each kind."""
    article = shown.article
    console.print(Text(plain(article.headline), style="bold"))
    for name, value in facts_about(article):
        console.print(Text.assemble((f"{name}  ", "dim"), plain(value)))
    marks = marks_of(shown.facts)
    console.print(_legend(marks), "", sep="\n")
    for text in _paragraphs(article.article_body, marks):
        console.print(text, "", sep="\n", width=min(console.width, _WIDEST))
    for name, rows in shown.facts.items():
        if rows:
            console.print(_table(name, rows), "", sep="\n")


def _legend(marks: Sequence[Mark]) -> Text:
    met = [kind for kind in Kind if any(mark.kind is kind for mark in marks)]
    if not met:
        return Text("no facts were found in the text", style="dim")
    return Text.assemble(("marked  ", "dim"), Text("  ").join(Text(str(kind), style=STYLES[kind]) for kind in met))


def _paragraphs(body: str, marks: Sequence[Mark]) -> list[Text]:
    start, made = 0, []
    for paragraph in body.split("\n\n"):
        made.append(_marked(body, start, start + len(paragraph), marks))
        start += len(paragraph) + 2
    return made


def _marked(body: str, start: int, end: int, marks: Sequence[Mark]) -> Text:
    """A stretch of the body, each mark in brackets: `[T3 last Tuesday]`; a quotation's end says its name again."""
    text = Text()
    for piece in pieces(start, end, marks):
        for mark in piece.marks:
            if mark.start == piece.start:
                text.append(f"[{mark.label} ", style="dim")
        text.append(plain(body[piece.start : piece.end]), style=" ".join(STYLES[mark.kind] for mark in piece.marks))
        for mark in reversed(piece.marks):
            if mark.end == piece.end:
                text.append(f" {mark.label}]" if mark.kind is Kind.QUOTATION else "]", style="dim")
    return text


def _table(name: str, rows: Sequence[Record]) -> Table:
    columns = columns_of(rows)
    table = Table(title=Text(f"{name} ({len(rows)})", style="bold"), title_justify="left", show_edge=False)
    for column in ("", *columns):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(label(name, row), *(Text(plain(value)) for value in cells(row, columns)))
    return table
