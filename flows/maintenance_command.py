"""The command that cares for a root: arguments in, text out. Part of the command line in `flows.cli`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.options import ConfigOption, RootOption, existing_root, root_location
from flows.prefect_ready import prefect_ready
from flows.settings import Settings, config_folder, load_settings

if TYPE_CHECKING:
    from tasks.store import Root

app = typer.Typer()


@app.command()
def maintain(
    root: RootOption = None,
    config: ConfigOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would expire and be cleaned up.")] = False,
) -> None:
    """Check the datasets, take away what is too old, bring small files together, remove old versions.

    `dateline serve` does so each night. How long versions are kept is in the settings, and whether articles expire: by
    default never. If anything is wrong, nothing else is done, and the exit code is 1.
    """
    folder, location = config_folder(config), root_location(root, config)
    opened = existing_root(root, config, heal=dry_run)
    if dry_run:
        _say_what_would_go(opened, load_settings(folder))
        return
    with prefect_ready():
        from flows.maintenance import care_sheet, maintenance
        from flows.sheets import terminal_table

        cared = maintenance(root=location, config=str(folder))
    Console().print(terminal_table(care_sheet(cared)))


def _say_what_would_go(root: "Root", settings: Settings) -> None:
    from flows.expiry import would_expire
    from flows.history import cleaned_words
    from tasks.store import Keep

    now = datetime.now(UTC)
    keep = Keep(settings.maintenance.keep_commits, settings.maintenance.keep_days)
    lines = [
        f"expire: {would_expire(root.snapshot(), settings.expiry, now)}",
        f"clean up: {cleaned_words(root.clean_up(keep, now, dry_run=True), dry_run=True)}",
    ]
    Console().print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
