"""The command that collects a source's past: arguments in, text out. Part of the command line in `flows.cli`."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.captures_cli import watching
from flows.options import DAY_FORMATS, DAY_WRITTEN, ConfigOption, RootOption, day_of, root_location
from flows.prefect_ready import prefect_ready
from flows.settings import config_folder, load_settings
from schemas.errors import ConfigError
from schemas.sources import Source

app = typer.Typer()


@app.command()
def collect(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A configured source.")],
    first: Annotated[
        datetime, typer.Option("--from", metavar=DAY_WRITTEN, formats=DAY_FORMATS, help="From this day on.")
    ],
    last: Annotated[
        datetime | None,
        typer.Option("--to", metavar=DAY_WRITTEN, formats=DAY_FORMATS, help="Up to this day; today unless given."),
    ] = None,
    warcs: Annotated[
        list[Path] | None,
        typer.Option(
            "--warc",
            metavar="PATH",
            help="Take the source's pages out of this archive instead, such as a CC-NEWS file; may be repeated.",
        ),
    ] = None,
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Collect a past range of a source: from its archive pages and sitemaps, or out of WARC files you have.

    Interrupted and run again, it fetches only what is missing. `dateline backfill` derives again what is there.
    """
    folder, location = config_folder(config), root_location(root, config)
    days = (day_of(first) or date.min, day_of(last))
    one = _source(folder, source)
    if warcs:
        _import(one, days, warcs, location, folder)
    elif not (one.archive.pages or one.archive.sitemaps or one.sitemaps or one.lists):
        raise ConfigError(
            f"source {source} names no archive and no sitemap: add [archive] pages or sitemaps with {{yyyy}}, {{mm}} "
            "and {dd} to its file, or give WARC files with --warc"
        )
    else:
        _fetch(source, days, location, folder)


def _source(folder: Path, name: str) -> Source:
    from flows.sources import chosen

    return chosen(folder, [name], every=False)[0]


def _fetch(source: str, days: tuple[date, date | None], root: str, folder: Path) -> None:
    with prefect_ready():
        from flows.ingest import collect_past
        from flows.summary import summary_table

        summary = collect_past(source=source, first=days[0], last=days[1], root=root, config=str(folder))
    Console().print(summary_table(summary))


def _import(source: Source, days: tuple[date, date | None], paths: list[Path], root: str, folder: Path) -> None:
    from flows.captures import import_captures
    from flows.source_policies import wanted_of
    from tasks.collect.belonging import belonging
    from tasks.read.inputs import find_inputs
    from tasks.store import Root

    wanted = wanted_of(source, datetime.now(UTC), *days)
    files = find_inputs(paths, source=source.name, base=None).files
    watch = watching("reading archives", None)
    done = import_captures(Root.open(root), files, load_settings(folder), watch, belonging(source, wanted))
    typer.echo(
        f"{done.new:,} captures of {source.name} added in version {done.version}, {done.known:,} known before, "
        f"{len(done.rejects):,} rejected while reading. "
        f"`dateline backfill --missing --source {source.name}` derives them"
    )
