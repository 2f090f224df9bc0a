"""The commands over versions: arguments in, text out. Part of the command line in `flows.cli`."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import typer
from rich.console import Console

from flows.options import AtOption, ConfigOption, RootOption, existing_root, snapshot_at

app = typer.Typer()


@app.command()
def files(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="A dataset, such as articles.")],
    root: RootOption = None,
    at: AtOption = None,
    config: ConfigOption = None,
) -> None:
    """List the files of a dataset at one version, for readers that need whole commits.

    They stay as they are while runs commit, until `dateline clean-up` removes their version.
    """
    from flows.history import file_lines, known_dataset

    for line in file_lines(snapshot_at(root, config, at), known_dataset(dataset)):
        typer.echo(line)


@app.command()
def log(
    root: RootOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many commits, the newest first.")] = 20,
    config: ConfigOption = None,
) -> None:
    """Show the commits: when, by which run, and what they changed."""
    from flows.history import log_table

    Console().print(log_table(existing_root(root, config).history(limit)))


@app.command()
def rollback(
    version: Annotated[
        int,
        typer.Argument(metavar="VERSION", min=0, help="The version whose content to go back to; see `dateline log`."),
    ],
    root: RootOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigOption = None,
) -> None:
    """Put every dataset back to what it was at a version.

    This is a new commit, not the loss of the later ones: a rollback can itself be rolled back.
    """
    from flows.history import rollback_words

    opened = existing_root(root, config)
    words = rollback_words(opened.snapshot(), opened.snapshot(version))
    if not yes:
        typer.confirm(f"Roll {opened.location} back {words}?", abort=True)
    commit = opened.rollback(version, f"rollback-{uuid4()}", f"rollback to version {version}")
    Console().print(
        f"version {commit.version} of {opened.location} is rolled back {words}", markup=False, highlight=False
    )


@app.command()
def upgrade(
    root: RootOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be written anew.")] = False,
    config: ConfigOption = None,
) -> None:
    """Write the files of older schema versions anew, with the columns of today. No row changes.

    Small roots need no upgrade: their next run brings them along. Earlier versions can be queried as before.
    """
    from flows.history import upgraded_words
    from flows.terminal import byte_bar

    opened = existing_root(root, config)
    older = opened.older()
    if not dry_run:
        with byte_bar("writing files anew", older.bytes) as advance:
            opened.upgrade(f"upgrade-{uuid4()}", "upgrade", lambda file: advance(file.bytes))
    Console().print(upgraded_words(older, dry_run=dry_run), markup=False, highlight=False)


@app.command("clean-up")
def clean_up(
    keep_days: Annotated[float, typer.Option("--keep-days", min=0, help="Keep what was current in these days.")] = 30,
    keep_commits: Annotated[int, typer.Option("--keep-commits", min=1, help="Keep at least so many commits.")] = 10,
    root: RootOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
    config: ConfigOption = None,
) -> None:
    """Remove the files that only old commits need, and what dead runs left. The newest data stays as it is.

    Versions before the oldest kept one can no longer be queried or rolled back to. A commit is kept for at least an
    hour after the next one, for those who are reading it.
    """
    from flows.history import cleaned_words
    from tasks.store import Keep

    keep = Keep(commits=keep_commits, days=keep_days)
    cleaned = existing_root(root, config).clean_up(keep, datetime.now(UTC), dry_run=dry_run)
    Console().print(cleaned_words(cleaned, dry_run=dry_run), markup=False, highlight=False)
