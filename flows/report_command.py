"""The command that writes a page about what was collected. Part of the command line in `flows.cli`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.options import ConfigOption, RootOption, existing_root
from flows.settings import config_folder

app = typer.Typer()


@app.command()
def report(
    root: RootOption = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page to write.")] = Path("report.html"),
    days: Annotated[int, typer.Option("--days", min=7, max=366, help="How many days to look at.")] = 60,
    config: ConfigOption = None,
) -> None:
    """Write one HTML page about what was collected: articles, freshness, fill rates, rejects, revisions, runs.

    It needs no server, no network and no other file, and can be sent to anybody.
    """
    from flows.report.written import write_report

    opened = existing_root(root, config, heal=False)
    size = write_report(opened, config_folder(config), out, datetime.now(UTC), days)
    typer.echo(f"{out}: {size:,} bytes")
