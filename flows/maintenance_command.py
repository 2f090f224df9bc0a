"""The command that cares for a root: arguments in, text out. Part of the command line in `flows.cli`."""

import typer
from rich.console import Console

from flows.options import ConfigOption, RootOption, root_location
from flows.prefect_ready import prefect_ready
from flows.settings import config_folder

app = typer.Typer()


@app.command()
def maintain(root: RootOption = None, config: ConfigOption = None) -> None:
    """Check the datasets, bring small files together, remove old versions: what `dateline serve` does each night.

    How long versions are kept is in the settings, and whether articles expire: by default never.
    If anything is wrong, nothing else is done, and the exit code is 1.
    """
    folder, location = config_folder(config), root_location(root, config)
    with prefect_ready():
        from flows.maintenance import care_sheet, maintenance
        from flows.sheets import terminal_table

        cared = maintenance(root=location, config=str(folder))
    Console().print(terminal_table(care_sheet(cared)))
