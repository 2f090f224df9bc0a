"""The command that writes a page about what was collected. Part of the command line in `flows.cli`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.options import ConfigOption, RootOption, root_location
from flows.settings import config_folder, load_settings, load_sources
from flows.whole_files import whole_file

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
    from flows.report.figures import figures_of
    from flows.report.page import page
    from tasks.store import Root

    folder = config_folder(config)
    sources, settings = list(load_sources(folder).values()), load_settings(folder)
    opened = Root.open(root_location(root, config), heal=False)
    written = page(figures_of(opened, sources, settings, datetime.now(UTC), days))
    with whole_file(out) as temporary:
        temporary.write_text(written, "utf-8")
    typer.echo(f"{out}: {len(written.encode()):,} bytes")
