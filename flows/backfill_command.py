"""The command that derives stored captures again: arguments in, text out. Part of the command line in `flows.cli`."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from flows.options import DAY_FORMATS, DAY_WRITTEN, ConfigOption, RootOption, day_of, existing_root
from flows.prefect_ready import prefect_ready
from flows.settings import config_folder, load_settings
from schemas.errors import ConfigError
from schemas.orders import By, Choice, Order

app = typer.Typer()


@app.command()
def backfill(
    first: Annotated[
        datetime | None, typer.Option("--from", metavar=DAY_WRITTEN, formats=DAY_FORMATS, help="From this day on.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", metavar=DAY_WRITTEN, formats=DAY_FORMATS, help="Up to this day.")
    ] = None,
    sources: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Of this source only; may be repeated.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Captures with neither an article nor a reject.")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="Captures with a reject.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Captures whose article or reject is by other rules than today's.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Every capture.")] = False,
    by: Annotated[
        By, typer.Option("--by", help="Take days as those captures were received on, or their articles published on.")
    ] = By.CAPTURED,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan.")] = False,
    parallel: Annotated[int, typer.Option("--parallel", min=1, max=16, help="Days at work side by side.")] = 1,
    restart: Annotated[
        bool, typer.Option("--restart", help="Do again what an interrupted run with the same options has done.")
    ] = False,
    root: RootOption = None,
    config: ConfigOption = None,
) -> None:
    """Derive stored captures again, day by day, without fetching anything.

    First the plan is shown: the days, how many captures, and why. Unless told which, it takes what today's rules have
    not settled: captures without an outcome, those derived by other rules, and rejects that may do better now.
    Interrupted and run again, it does the rest; a day that fails does not stop the others.
    """
    from flows.backfill_plan import plan_sheet, prepare
    from flows.facts_level import facts_level
    from flows.sheets import terminal_table
    from tasks.facts.enriched.enrich import extractor_version

    choice = _choice(missing=missing, failed=failed, changed=changed, every=every)
    order = Order(choice, by, day_of(first), day_of(last), tuple(sources or ()))
    opened = existing_root(root, config)
    rules = extractor_version(facts_level(load_settings(config_folder(config))))
    prepared = prepare(opened, order, restart=restart, version=rules)
    if not prepared.plan.days and not prepared.plan.done:
        typer.echo(f"nothing to derive again ({choice.meaning}; {order.window()})")
        return
    Console().print(terminal_table(plan_sheet(prepared, opened.location)))
    if not dry_run:
        _run(order, parallel=parallel, restart=restart, root=root, config=str(config) if config else None)


def _run(order: Order, *, parallel: int, restart: bool, root: str | None, config: str | None) -> None:
    with prefect_ready():
        from flows.backfill import backfill as run
        from flows.backfill_runs import DaysFailedError, summary_sheet
        from flows.sheets import terminal_table

        try:
            summary = run(
                choice=order.choice,
                by=order.by,
                first=order.first,
                last=order.last,
                sources=list(order.sources),
                parallel=parallel,
                restart=restart,
                root=root,
                config=config,
            )
        except DaysFailedError as error:
            Console().print(terminal_table(summary_sheet(error.summary)))
            raise
    Console().print(terminal_table(summary_sheet(summary)))


def _choice(*, missing: bool, failed: bool, changed: bool, every: bool) -> Choice:
    flags = {Choice.MISSING: missing, Choice.FAILED: failed, Choice.CHANGED: changed, Choice.ALL: every}
    chosen = [choice for choice, given in flags.items() if given]
    if len(chosen) > 1:
        raise ConfigError(f"{' and '.join(f'--{one}' for one in chosen)} do not go together: give one of them")
    return chosen[0] if chosen else Choice.UNSETTLED
