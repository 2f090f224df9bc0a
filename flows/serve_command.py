"""The command that runs sources on their schedules: arguments in, text out. Part of the command line in `flows.cli`."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.options import ConfigOption, RootOption, root_location
from flows.prefect_ready import prefect_ready, set_defaults
from flows.settings import config_folder, load_settings
from schemas.errors import ConfigError, DatelineError
from schemas.sources import Source
from tasks.schedules import next_run

if TYPE_CHECKING:
    from flows.deployments import Deployment

app = typer.Typer()


@app.command()
def serve(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65_535, help="Where Prefect's UI is on this machine.")
    ] = 4200,
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Run every enabled source on its schedule, with Prefect's UI, until it is ended with Ctrl-C or SIGTERM.

    What was missed while it was not at work is made up by one run a source. A run whose time comes while the one
    before is at work is left out. Changes of the configuration count from the next start on.
    """
    folder, location = config_folder(config).resolve(), root_location(root, config)
    sources, settings = _enabled(folder, location), load_settings(folder)
    with _only_one(), prefect_ready(port) as has_ended:
        from prefect.settings import PREFECT_UI_URL

        from flows.deployments import deployments
        from flows.serve import Served
        from flows.serve import serve as run

        planned = list(deployments(sources, settings))
        _show(planned, str(PREFECT_UI_URL.value()))
        run(Served(planned, settings.schedules.sources_side_by_side, location, str(folder)), has_ended)


def _enabled(folder: Path, location: str) -> Sequence[Source]:
    """The sources to be run, and the certainty that the root takes what they bring."""
    from flows.sources import chosen
    from tasks.store import Root

    if not (sources := chosen(folder, [], every=True)):
        raise ConfigError(f"no source in {folder / 'sources'} is enabled: `dateline sources` lists them")
    opened = Root.open(location)
    opened.check_schema()
    opened.check_writable()
    return sources


@contextmanager
def _only_one() -> Iterator[None]:
    """Two would each take the other's runs for those of one that is gone, and their servers share a database."""
    set_defaults(os.environ)
    from filelock import FileLock, Timeout
    from prefect.settings import get_current_settings

    home = get_current_settings().home
    lock = FileLock(home / "dateline-serve.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatelineError(
            f"another dateline serve is at work with {home}: end it, or set PREFECT_HOME to a folder of its own"
        ) from error
    except OSError as error:
        raise DatelineError(
            f"{home} cannot be written ({error.strerror}): set PREFECT_HOME to a folder that can"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _show(planned: Sequence["Deployment"], url: str) -> None:
    console, now = Console(soft_wrap=True, highlight=False), datetime.now(UTC)
    console.print(f"Prefect's UI: {url}", markup=False)
    for one in planned:
        words = one.schedule and f"{one.schedule.words()}, next {next_run(one.schedule, now):%Y-%m-%d %H:%M:%S} UTC"
        console.print(f"{one.full_name}: {words or 'by hand'}", markup=False)
