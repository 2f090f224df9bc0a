"""The settings and sources of a run, read in this one place and passed down as values.

Order of precedence: arguments, `DATELINE_...` environment variables, `settings.toml`, the defaults below.
"""

import os
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from flows.config_errors import explain
from schemas.errors import ConfigError
from schemas.schedules import Interval, Schedule
from schemas.sources import Source
from schemas.words import FactsLevel

CONFIG_VARIABLE: Final = "DATELINE_CONFIG"
INPUT: Final = "input"
"""Source name of files given on the command line."""

FEWEST_DAYS: Final = {"articles_days": 7, "runs_days": 90}
"""What is kept for less time would make sources look as if they had brought too little, or had never run."""

_CHECKOUT: Final = Path(__file__).resolve().parent.parent / "config"
_STRICT: Final = ConfigDict(frozen=True, extra="forbid")


class Limits(BaseModel):
    """What one page may cost."""

    model_config = _STRICT
    payload_bytes: int = Field(default=20_000_000, ge=1)
    page_seconds: float = Field(default=20.0, gt=0)
    page_memory_bytes: int = Field(default=4_000_000_000, ge=500_000_000)


class Batches(BaseModel):
    """How much is handed from stage to stage at once."""

    model_config = _STRICT
    pages: int = Field(default=200, ge=1)
    bytes: int = Field(default=64_000_000, ge=1)


class Processes(BaseModel):
    """How many processes work on pages."""

    model_config = _STRICT
    workers: int = Field(default=0, ge=0, le=256)

    def count(self) -> int:
        """The number of workers; 0 in the settings stands for one a core."""
        return self.workers or os.cpu_count() or 1


class Facts(BaseModel):
    """How the facts of a text are found."""

    model_config = _STRICT
    level: FactsLevel = FactsLevel.DEFAULT


class Fetching(BaseModel):
    """How pages are fetched, of whatever source."""

    model_config = _STRICT
    user_agent: str = Field(default="dateline/0.1", min_length=1, max_length=300)
    hosts: int = Field(default=32, ge=1, le=512)
    sources: int = Field(default=4, ge=1, le=64)
    origins: int = Field(default=500, ge=1, le=50_000)


class Schedules(BaseModel):
    """When sources are run, and when that is too late."""

    model_config = _STRICT
    every: Interval = timedelta(hours=1)
    grace: Interval = timedelta(minutes=15)
    sources_side_by_side: int = Field(default=2, ge=1, le=64)
    longest_run: Interval = timedelta(hours=6)

    def schedule_of(self, source: Source) -> Schedule:
        """When a source is run: by its own schedule, or by the one of all that have none."""
        return source.schedule or Schedule(every=self.every)


class Maintenance(BaseModel):
    """When a root is cared for, and what of its past is kept."""

    model_config = _STRICT
    enabled: bool = True
    schedule: Schedule = Schedule(cron="30 4 * * *")
    keep_days: float = Field(default=30, ge=0)
    keep_commits: int = Field(default=10, ge=1)
    deep_check: bool = False


class Expiry(BaseModel):
    """After how many days articles and runs are taken away; 0: never."""

    model_config = _STRICT
    articles_days: int = Field(default=0, ge=0, le=100_000)
    runs_days: int = Field(default=0, ge=0, le=100_000)

    @field_validator("articles_days", "runs_days")
    @classmethod
    def _keep_what_is_looked_at(cls, days: int, field: ValidationInfo) -> int:
        fewest = FEWEST_DAYS[str(field.field_name)]
        if 0 < days < fewest:
            raise ValueError(f"give 0 for never, or at least {fewest}: so far back a source's health and runs are told")
        return days


class Report(BaseModel):
    """Where maintenance writes the report, and the address people see it at; empty: not at all."""

    model_config = _STRICT
    file: str = ""
    url: str = Field(default="", pattern=r"^(https?://[^\s()]+)?$")


class Settings(BaseSettings):
    """The settings of a run."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )
    root: str = Field(default="data", min_length=1)
    limits: Limits = Limits()
    batches: Batches = Batches()
    processes: Processes = Processes()
    facts: Facts = Facts()
    fetching: Fetching = Fetching()
    schedules: Schedules = Schedules()
    maintenance: Maintenance = Maintenance()
    expiry: Expiry = Expiry()
    report: Report = Report()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before what `load_settings` gives, the file's values."""
        return env_settings, init_settings


def config_folder(given: Path | None = None) -> Path:
    """The folder with `settings.toml` and `sources/`: as given, by DATELINE_CONFIG, `./config`, or the checkout's.

    Raises:
        ConfigError: the folder given has no settings.toml.
    """
    named = given or (Path(os.environ[CONFIG_VARIABLE]) if os.environ.get(CONFIG_VARIABLE) else None)
    if named is not None and not (named / "settings.toml").is_file():
        raise ConfigError(f"{named} has no settings.toml: name a folder like the checkout's config/")
    here = Path("config")
    return named or (here if (here / "settings.toml").is_file() else _CHECKOUT)


def full_location(root: str) -> str:
    """What names a root from wherever: an absolute path, or the URL it is."""
    return root if "://" in root else os.path.abspath(os.path.expanduser(root))  # noqa: PTH100, PTH111 - links stay


def load_settings(folder: Path) -> Settings:
    """The settings by the environment and `settings.toml`.

    Raises:
        ConfigError: a setting is wrong; the message names file, key and remedy.
    """
    path = folder / "settings.toml"
    values = _read_toml(path)
    _check_variables(os.environ)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise ConfigError(explain(f"{path} or a DATELINE_ variable", error, Settings)) from error
    except SettingsError as error:
        raise ConfigError(f"a DATELINE_ variable cannot be read: {error}; correct or unset it") from error


def _check_variables(environment: Mapping[str, str]) -> None:
    known = {f"DATELINE_{name}".upper() for name in Settings.model_fields}
    for name in sorted(environment):
        if name.startswith("DATELINE_") and name != CONFIG_VARIABLE and name.partition("__")[0] not in known:
            raise ConfigError(f"{name} is no setting; there are {', '.join(sorted({CONFIG_VARIABLE, *known}))}")


def load_sources(folder: Path) -> Mapping[str, Source]:
    """Every source by name, in order of name.

    Raises:
        ConfigError: a source file is wrong; the message names file, key and remedy.
    """
    return {path.stem: _load_source(path) for path in sorted((folder / "sources").glob("*.toml"))}


def _load_source(path: Path) -> Source:
    try:
        return Source.model_validate({**_read_toml(path), "name": path.stem, "folder": str(path.parent)})
    except ValidationError as error:
        raise ConfigError(explain(str(path), error, Source)) from error


def _read_toml(path: Path) -> dict[str, Any]:  # TOML values are checked by the models they are given to
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}: correct the file") from error
