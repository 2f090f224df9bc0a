"""The command line: arguments in, text and exit codes out (0 done, 1 a run failed, 2 wrong usage or configuration).

Each command is one function; what it does lives in the modules it calls. Prefect is imported only by the commands that
run a flow: the others answer at once, and page processes start from this module.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows import (
    backfill_command,
    captures_cli,
    catalog_command,
    check_command,
    collect_command,
    forget_command,
    maintenance_command,
    report_command,
    serve_command,
    show_command,
    sources_cli,
    status_command,
    version_commands,
)
from flows.options import AtOption, ConfigOption, RootOption, existing_root, root_location, snapshot_at
from flows.prefect_ready import prefect_ready
from flows.settings import config_folder
from schemas.errors import ConfigError, DatelineError

app = typer.Typer(
    name="dateline",
    help="News articles in, analytics-ready Parquet out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.add_typer(backfill_command.app)
app.add_typer(collect_command.app)
app.add_typer(version_commands.app)
app.add_typer(check_command.app)
app.add_typer(maintenance_command.app)
app.add_typer(serve_command.app)
app.add_typer(status_command.app)
app.add_typer(report_command.app)
app.add_typer(catalog_command.app)
app.add_typer(forget_command.app)
app.add_typer(show_command.app)
app.add_typer(captures_cli.app, name="captures")
app.add_typer(sources_cli.app, name="sources")


class Format(StrEnum):
    """How `dateline query` shows rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def run(
    sources: Annotated[list[str] | None, typer.Argument(metavar="SOURCE", help="Sources to ingest.")] = None,
    inputs: Annotated[
        list[Path] | None, typer.Option("--input", metavar="PATH", help="A file or folder to ingest; may be repeated.")
    ] = None,
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Ingest articles now: the sources named, or files and folders, or every enabled source.

    Running the same input again changes nothing.
    """
    folder, paths = config_folder(config), [str(path) for path in inputs or []]
    _check(folder, sources or [], paths, root_location(root, config))
    with prefect_ready():
        from flows.ingest import ingest
        from flows.summary import summary_table

        summary = ingest(sources=sources or [], inputs=paths, root=str(root) if root else None, config=str(folder))
    Console().print(summary_table(summary))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT statement; each dataset is a view.")],
    root: RootOption = None,
    output: Annotated[Format, typer.Option("--format", help="How to show the rows.")] = Format.TABLE,
    at: AtOption = None,
    config: ConfigOption = None,
) -> None:
    """Query the datasets with DuckDB.

    Example: `dateline query "SELECT publisher, count(*) FROM articles GROUP BY 1"`
    """
    from flows.query import select, write_csv, write_json, write_table

    result = select(snapshot_at(root, config, at), sql)
    writers = {Format.TABLE: write_table, Format.CSV: write_csv, Format.JSON: write_json}
    writers[output](result, sys.stdout)


@app.command()
def trace(
    what: Annotated[str, typer.Argument(metavar="URL|ID|PATH", help="An address, a path, or any id of the datasets.")],
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Show what happened to a page, stage by stage, and where each value was found."""
    from flows.terminal import wide_console
    from flows.trace import find_traces, show_trace

    snapshot = existing_root(root, config).snapshot()
    traces = find_traces(snapshot, what)
    if not traces:
        raise DatelineError(
            f"nothing in {snapshot.storage.location} came from {what}; `dateline run --input` ingests files"
        )
    for one in traces:
        show_trace(one, wide_console())


def main() -> None:
    """The entry point: runs a command and turns errors into messages and exit codes."""
    try:
        app()
    except DatelineError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"dateline: {error}", markup=False, style="red")
        sys.exit(2 if isinstance(error, ConfigError) else 1)


def _check(folder: Path, sources: list[str], inputs: list[str], root: str) -> None:
    """Says what is wrong with a run's arguments at once, not when a server has started."""
    from flows.sources import chosen, files_of
    from tasks.store import Root

    found = files_of(chosen(folder, sources, every=not inputs), inputs)
    if inputs and not found.files:
        raise ConfigError(
            f"{', '.join(inputs)}: no .html, .md, .txt or .warc file there; name a file to read it anyway"
        )
    opened = Root.open(root)
    opened.check_schema()
    opened.check_writable()
