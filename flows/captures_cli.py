"""The commands over captures: arguments in, text out. Part of the command line in `flows.cli`."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import track

from flows.options import (
    DAY_FORMATS,
    DAY_WRITTEN,
    AtOption,
    ConfigOption,
    RootOption,
    day_of,
    root_location,
    snapshot_at,
)
from flows.settings import INPUT, config_folder, load_settings
from flows.terminal import plain
from schemas.captures import Capture

app = typer.Typer(no_args_is_help=True, help="What was received: find it, and carry it in and out as WARC.")

SHOWN: Final = ("captured_at", "source", "status", "media_type", "payload_bytes", "target_uri", "record_id")

UrlOption = Annotated[
    str | None, typer.Option("--url", metavar="URL", help="Of this address in any spelling, or of this path.")
]
DigestOption = Annotated[str | None, typer.Option("--digest", metavar="sha256:HEX", help="With this payload.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Of this source.")]
FromOption = Annotated[
    datetime | None,
    typer.Option("--from", metavar=DAY_WRITTEN, formats=DAY_FORMATS, help="Captured on this UTC day or later."),
]
ToOption = Annotated[
    datetime | None,
    typer.Option("--to", metavar=DAY_WRITTEN, formats=DAY_FORMATS, help="Captured on this UTC day or before."),
]


@app.command("list")
def list_captures(
    url: UrlOption = None,
    digest: DigestOption = None,
    source: SourceOption = None,
    first: FromOption = None,
    last: ToOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 50,
    root: RootOption = None,
    at: AtOption = None,
    config: ConfigOption = None,
) -> None:
    """List captures, found without reading what was received."""
    from flows.query import Result, write_table
    from tasks.captures import find_captures

    snapshot = snapshot_at(root, config, at)
    found = find_captures(snapshot, url=url, digest=digest, source=source, first=day_of(first), last=day_of(last))
    rows = found.select(list(SHOWN)).slice(0, limit).to_pylist()
    write_table(Result(SHOWN, [[row[name] for name in SHOWN] for row in rows]), sys.stdout)
    typer.echo(f"{len(rows):,} of {found.num_rows:,} captures")


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT.warc.gz", help="File to write; without .gz it is not packed.")],
    url: UrlOption = None,
    digest: DigestOption = None,
    source: SourceOption = None,
    first: FromOption = None,
    last: ToOption = None,
    root: RootOption = None,
    at: AtOption = None,
    config: ConfigOption = None,
) -> None:
    """Write captures to a WARC file that warcio, FastWARC and replay tools read; `import` gives them back unchanged."""
    from flows.captures import export_captures
    from tasks.captures import find_captures

    snapshot = snapshot_at(root, config, at)
    found = find_captures(snapshot, url=url, digest=digest, source=source, first=day_of(first), last=day_of(last))
    count = export_captures(snapshot, found, out.absolute(), watching("exporting captures", found.num_rows))
    typer.echo(f"{count:,} captures of version {snapshot.version} written to {out}")


@app.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="WARC files, or folders of them.")],
    source: Annotated[str, typer.Option("--source", metavar="NAME", help="Source of captures that name none.")] = INPUT,
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Add the captures of WARC files, CC-NEWS ones included, and derive nothing from them yet.

    `dateline backfill --missing` derives them, or `dateline run --input` with the same files. What is there already is
    left as it is.
    """
    from flows.captures import import_captures
    from tasks.read.inputs import find_inputs
    from tasks.store import Root

    settings = load_settings(config_folder(config))
    files = find_inputs(paths, source=source, base=None).files
    done = import_captures(
        Root.open(root_location(root, config)), files, settings, watching("importing captures", None)
    )
    typer.echo(
        f"{done.new:,} captures added in version {done.version}, {done.known:,} known before, "
        f"{len(done.rejects):,} rejected while reading"
        + (f", {done.forgotten:,} left out as forgotten" if done.forgotten else "")
    )
    for one in done.rejects[:10]:
        typer.echo(plain(f"  {one.reason}: {one.target_uri}: {one.detail or ''}"), err=True)


def watching(what: str, total: int | None) -> Callable[[Iterable[Capture]], Iterable[Capture]]:
    """Shows captures go by, on a terminal."""
    console = Console(stderr=True)
    return partial(
        track, description=what, total=total, console=console, transient=True, disable=not console.is_terminal
    )
