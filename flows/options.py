"""The options that commands share, and what they stand for."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flows.settings import config_folder, full_location, load_settings
from schemas.errors import ConfigError

if TYPE_CHECKING:
    from tasks.store import Root, Snapshot

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


def existing_root(root: str | None, config: Path | None, *, heal: bool = True) -> "Root":
    """The root of a command that works on what is there: a mistyped name is no empty root.

    Raises:
        ConfigError: the settings are wrong, or nothing was ever written there.
        StoreError: the root cannot be read.
    """
    from tasks.store import Root

    opened = Root.open(root_location(root, config), heal=heal)
    if not opened.is_begun():
        raise ConfigError(
            f"nothing was ever written to {opened.location}: name another root with --root or DATELINE_ROOT, "
            "or fill this one with `dateline run`"
        )
    return opened


def awaited_root(root: str | None, config: Path | None) -> "Root":
    """The root of a command that says how sources stand: one that the settings name may have had no run yet.

    Raises:
        ConfigError: the settings are wrong, or nothing was ever written to the root that `root` names.
        StoreError: the root cannot be read.
    """
    from tasks.store import Root

    return Root.open(root_location(None, config), heal=False) if root is None else existing_root(root, None, heal=False)


def day_of(stated: datetime | None) -> date | None:
    """The day that an option names."""
    return stated.replace(tzinfo=UTC).date() if stated is not None else None


def snapshot_at(root: str | None, config: Path | None, at: str | None) -> "Snapshot":
    """The datasets at the version or time given, or at the newest version.

    Raises:
        ConfigError: the settings are wrong, nothing is there, or `at` is neither a version nor a time.
        StoreError: there is no such version, or the root cannot be read.
    """
    from flows.history import version_or_time

    return existing_root(root, config).snapshot(version_or_time(at) if at is not None else None)
