"""The commands over sources: arguments in, text out. Part of the command line in `flows.cli`."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.options import ConfigOption, Format, RootOption, awaited_root
from flows.settings import config_folder, load_settings, load_sources
from schemas.errors import ConfigError, DatelineError

app = typer.Typer(help="Where articles come from: list, add, try and check sources.")

PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="The site may be in your own network; for one you run yourself.")
]


@app.callback(invoke_without_command=True)
def sources(context: typer.Context, config: ConfigOption = None) -> None:
    """Where articles come from: list, add, try and check sources. Without a command, lists them."""
    if context.invoked_subcommand is None:
        list_sources(config)


@app.command("list")
def list_sources(config: ConfigOption = None) -> None:
    """List the configured sources."""
    table = Table(show_edge=False)
    for column in ("name", "title", "from", "enabled"):
        table.add_column(column, overflow="fold")
    for source in load_sources(config_folder(config)).values():
        table.add_row(source.name, source.title, source.origins(), "yes" if source.enabled else "no")
    Console().print(table)


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="A site's home page, or a feed or sitemap of it.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Name of the source; by the site unless given.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Title of the source; the site's unless given.")
    ] = None,
    allow_private: PrivateOption = False,
    config: ConfigOption = None,
) -> None:
    """Find a site's feeds and sitemaps, try them, and write config/sources/NAME.toml.

    Nothing is collected yet: `dateline sources test NAME` tries one article, `dateline run NAME` collects.
    """
    from flows.finding import file_of, found_table, look_at, write_source

    folder = config_folder(config)
    if name is not None:
        file_of(folder, name)  # says what is wrong before the site is asked
    look = look_at(url, load_settings(folder), allow_private=allow_private)
    Console().print(found_table(look))
    path = write_source(folder, look, name, title)
    typer.echo(f"wrote {path}; try it with `dateline sources test {path.stem}`, then `dateline run {path.stem}`")


@app.command()
def test(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A configured source.")],
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="This article; the newest one found unless given.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Fetch one article of a source and show what would be stored. Nothing is written."""
    from flows.sources import chosen
    from flows.terminal import wide_console
    from flows.trial import show_trial, try_source

    folder = config_folder(config)
    (source,) = chosen(folder, [name], every=False)
    if not source.is_on_the_web and url is None:
        raise ConfigError(f"source {name} is read from files: `dateline run {name}` reads them, or give one --url")
    trial = try_source(source, url, load_settings(folder))
    show_trial(trial, wide_console())
    if trial.rejects and trial.derived is None:
        raise DatelineError(f"no article of {name}: see the reasons above")


@app.command()
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Sources to check; every enabled one unless given.")
    ] = None,
    root: RootOption = None,
    output: Annotated[Format, typer.Option("--format", help="How to show the findings.")] = Format.TABLE,
    config: ConfigOption = None,
) -> None:
    """Hold sources against what is expected of them and against their own past. Nothing is fetched or written.

    Exit code 1 if one is below a minimum or silent, 0 if all is well or there are warnings only.
    """
    from flows.source_health import healths_of, show, write_json
    from flows.sources import chosen

    sources = chosen(config_folder(config), names or [], every=True)
    healths = healths_of(awaited_root(root, config), sources, datetime.now(UTC))
    if output is Format.JSON:
        write_json(healths, sys.stdout)
    else:
        show(healths, sources, sys.stdout)
    if any(health.fails for health in healths):
        raise typer.Exit(1)
