"""The command that forgets: arguments in, text out. Part of the command line in `flows.cli`."""

from typing import Annotated

import typer
from rich.console import Console

from flows.options import ConfigOption, RootOption, existing_root
from flows.settings import config_folder, load_settings

app = typer.Typer()


@app.command()
def forget(
    what: Annotated[
        str, typer.Argument(metavar="URL|PATTERN", help="An address in any spelling, a path, or a pattern with *.")
    ],
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept in takedowns.")] = None,
    root: RootOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    wide: Annotated[bool, typer.Option("--wide", help="With --yes: take a pattern for a whole site or more.")] = False,
    config: ConfigOption = None,
) -> None:
    """Forget pages for good: from every dataset, from captures, and from all earlier versions.

    An address takes every capture of it along, the article it is of with all its versions, and the same bytes under
    other addresses. In a pattern, * stands for any characters of the address: `https://news.example/2024/*`. Before its
    first * it has to name a host and part of a path, or it is refused without --wide and --yes.

    What is forgotten is not taken in again: it ends in rejects as forgotten. Versions before the commit can no longer
    be read, queried or rolled back to.
    """
    from flows.forget import covered_table, forget, forgotten_words, meant

    opened = existing_root(root, config)
    opened.check_schema()
    snapshot = opened.snapshot()
    found = meant(snapshot, what, wide=wide and (yes or dry_run))
    console = Console()
    console.print(covered_table(snapshot, found))
    if dry_run:
        return
    if not yes:
        typer.confirm(f"Forget this for good, and all versions of {opened.location} before?", abort=True)
    with Console(stderr=True).status("forgetting"):
        commit = forget(opened, found.asked, reason, load_settings(config_folder(config)))
    console.print(forgotten_words(commit, found, opened.location), markup=False, highlight=False)
