"""The options that commands share, and what they stand for."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flows.settings import config_folder, full_location, load_settings

if TYPE_CHECKING:
    from tasks.store import Snapshot

RootOption = Annotated[
    str | None,
    typer.Option("--root", metavar="DIR|URL", help="Where the datasets are: a folder, or s3://bucket/prefix."),
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

DAY_FORMATS: Final = ["%Y-%m-%d"]
"""How options name a day."""
DAY_WRITTEN: Final = "YYYY-MM-DD"
"""The same as help shows it."""


class Format(StrEnum):
    """How a command that finds something shows it."""

    TABLE = "table"
    JSON = "json"


def root_location(root: str | None, config: Path | None) -> str:
    """Where the datasets are: as given, or by the settings.

    Raises:
        ConfigError: the settings are wrong.
    """
    return full_location(root or load_settings(config_folder(config)).root)


def day_of(stated: datetime | None) -> date | None:
    """The day that an option names."""
    return stated.replace(tzinfo=UTC).date() if stated is not None else None


def snapshot_at(root: str | None, config: Path | None, at: str | None) -> "Snapshot":
    """The datasets at the version or time given, or at the newest version.

    Raises:
        ConfigError: the settings are wrong, or `at` is neither a version nor a time.
        StoreError: there is no such version, or the root cannot be read.
    """
    from flows.history import version_or_time
    from tasks.store import Root

    return Root.open(root_location(root, config)).snapshot(version_or_time(at) if at is not None else None)
