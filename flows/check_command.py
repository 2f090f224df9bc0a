"""The command that checks a root: arguments in, text and an exit code out. Part of the command line in `flows.cli`."""

import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from flows.options import ConfigOption, Format, RootOption, existing_root

app = typer.Typer()

ItemT = TypeVar("ItemT")


@app.command()
def check(
    deep: Annotated[bool, typer.Option("--deep", help="Read every byte: digests of files and payloads, too.")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended without losing anything.")] = False,
    root: RootOption = None,
    output: Annotated[Format, typer.Option("--format", help="How to show the findings.")] = Format.TABLE,
    config: ConfigOption = None,
) -> None:
    """Verify the datasets: files, log, plain files, and the rules rows keep. Says what is wrong and how to mend it.

    Exit code 1 if anything is wrong, 0 if all is well or all was repaired. Runs may go on meanwhile.
    """
    from flows.check import checked, show, write_json

    outcome = checked(existing_root(root, config, heal=False), _follow, deep=deep, repair=repair)
    (write_json if output is Format.JSON else show)(outcome, sys.stdout)
    if not outcome.is_clean:
        raise typer.Exit(1)


def _follow(items: Sequence[ItemT], what: str) -> Iterable[ItemT]:
    console = Console(stderr=True)
    return track(items, what, console=console, transient=True, disable=not console.is_terminal)
