"""Text from pages made fit to show on a terminal."""

import re
from typing import Final, TextIO

from rich.console import Console

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


PIPED_WIDTH: Final = 160
"""Columns where the output is no terminal that has a width of its own."""


def wide_console(out: TextIO | None = None) -> Console:
    """A console as wide as its terminal, or wide enough for tables where there is none."""
    console = Console(file=out)
    console.width = console.width if console.is_terminal else PIPED_WIDTH
    return console


def plain(text: str) -> str:
    """The text without control characters: a page must not be able to move the cursor or set the title."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
