"""The command that says how the sources stand. Part of the command line in `flows.cli`."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.options import ConfigOption, Format, RootOption, awaited_root
from flows.settings import config_folder, load_settings, load_sources

app = typer.Typer()


@app.command()
def status(
    root: RootOption = None,
    output: Annotated[Format, typer.Option("--format", help="How to show it.")] = Format.TABLE,
    config: ConfigOption = None,
) -> None:
    """Show how each source stands: last and next run, articles of today and 7 days, the newest, rejects, findings.

    Exit code 1 if an enabled source is stale: two runs of its schedule have passed without one that completed.
    Findings, such as expectations missed, are for `dateline sources check` to explain and to fail for.
    It reads the datasets only: no server is needed.
    """
    from flows.source_health import healths_of
    from flows.status import findings_of, show, status_of, write_json
    from tasks.status import RUNS, days_without_care

    folder, now = config_folder(config), datetime.now(UTC)
    opened, sources = awaited_root(root, config), load_sources(folder).values()
    found = status_of(opened.snapshot(), sources, load_settings(folder).schedules, now)
    findings = findings_of(healths_of(opened, [one for one in sources if one.enabled], now))
    without_care = days_without_care(opened.snapshot().read("runs", RUNS), now)
    (write_json if output is Format.JSON else show)(found, findings, without_care, now, sys.stdout)
    if any(one.is_stale for one in found):
        raise typer.Exit(1)
