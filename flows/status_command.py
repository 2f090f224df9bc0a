"""The command that says how the sources stand. Part of the command line in `flows.cli`."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.options import ConfigOption, Format, RootOption, root_location
from flows.settings import config_folder, load_settings, load_sources

app = typer.Typer()


@app.command()
def status(
    root: RootOption = None,
    output: Annotated[Format, typer.Option("--format", help="How to show it.")] = Format.TABLE,
    config: ConfigOption = None,
) -> None:
    """Show how each source stands: last and next run, articles of today and 7 days, the newest, rejects of 7 days.

    Exit code 1 if an enabled source is stale: two runs of its schedule have passed without one that completed.
    It reads the datasets only: no server is needed.
    """
    from flows.status import show, status_of, write_json
    from tasks.store import Root

    folder, now = config_folder(config), datetime.now(UTC)
    snapshot = Root.open(root_location(root, config), heal=False).snapshot()
    found = status_of(snapshot, load_sources(folder).values(), load_settings(folder).schedules, now)
    (write_json if output is Format.JSON else show)(found, now, sys.stdout)
    if any(one.is_stale for one in found):
        raise typer.Exit(1)
