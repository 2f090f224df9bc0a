"""The options that commands share, and what they stand for."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.settings import config_folder, load_settings

if TYPE_CHECKING:
    from tasks.store import Snapshot

RootOption = Annotated[
    Path | None, typer.Option("--root", metavar="DIR", help="Folder of the datasets; by the settings unless given.")
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="DIR", help="Folder with settings.toml and sources/.")
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="VERSION|TIME", help="A version, or a time (UTC unless it says): the newest commit by then."
    ),
]


def root_folder(root: Path | None, config: Path | None) -> Path:
    """The folder of the datasets: as given, or by the settings.

    Raises:
        ConfigError: the settings are wrong.
    """
    return (root or load_settings(config_folder(config)).root).absolute()


def snapshot_at(root: Path | None, config: Path | None, at: str | None) -> "Snapshot":
    """The datasets at the version or time given, or at the newest version.

    Raises:
        ConfigError: the settings are wrong, or `at` is neither a version nor a time.
        StoreError: there is no such version, or the root cannot be read.
    """
    from flows.history import version_or_time
    from tasks.store import Root

    return Root.open(root_folder(root, config)).snapshot(version_or_time(at) if at is not None else None)
