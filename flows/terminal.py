"""What a terminal shows: text from pages made fit for it, and how far work on bytes is."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


PIPED_WIDTH: Final = 160
"""Columns where the output is no terminal that has a width of its own."""


def wide_console(out: TextIO | None = None) -> Console:
    """A console as wide as its terminal, or wide enough for tables where there is none."""
    console = Console(file=out)
    console.width = console.width if console.is_terminal else PIPED_WIDTH
    return console


@contextmanager
def byte_bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Takes how many bytes more are done, from any thread; a bar shows them while the block runs."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        row = bar.add_task(what, total=total)
        yield lambda number: bar.advance(row, number)


def plain(text: str) -> str:
    """The text without control characters: a page must not be able to move the cursor or set the title."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
