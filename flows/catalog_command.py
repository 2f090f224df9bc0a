"""The command that writes a catalog for database programs. Part of the command line in `flows.cli`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.options import AtOption, ConfigOption, RootOption, snapshot_at
from flows.whole_files import whole_file

app = typer.Typer()


@app.command()
def catalog(
    root: RootOption = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")] = Path("catalog.duckdb"),
    at: AtOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a DuckDB file with a view for each dataset, for DBeaver, Metabase and other programs that open databases.

    The views show what the last run left, also of runs to come; with `--at`, always that version. The root is a folder.
    """
    from tasks.store import write_catalog

    snapshot = snapshot_at(root, config, at)
    with whole_file(out) as temporary:
        write_catalog(snapshot, temporary, frozen=at is not None)
    version = f" at version {snapshot.version}" if at else ""
    typer.echo(f"{out}: the datasets of {snapshot.storage.location}{version}")
