"""Where articles come from: one source, as a file of config/sources/ states it.

In: the values of a TOML file. Out: a checked, frozen source; what is wrong with one is named key by key. Nothing is
read or fetched here, and no `${NAME}` is looked up.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from types import NoneType
from typing import Annotated, Final, Self, get_args, get_origin
from urllib.parse import urlsplit

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from schemas.articles import Article
from schemas.schedules import Schedule

_STRICT: Final = ConfigDict(frozen=True, extra="forbid")
SOURCE_NAME: Final = r"^[a-z0-9][a-z0-9-]*$"
"""What a source may be called: its file has that name."""

SECRET: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_PLACEHOLDER: Final = re.compile(r"\{(yyyy|yy|mm|m|dd|d)\}")


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no web address: write it whole, such as https://news.example/rss")
    if parts.username or parts.password:
        raise ValueError(
            'holds a user name or password: take it out, and send it as a header, "${NAME}" for the secret'
        )
    return value


def _file_or_web_address(value: str) -> str:
    return _web_address(value) if "://" in value else value


def _pattern(value: str) -> str:
    try:
        regex.compile(value)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return value


def _by_day(value: str) -> str:
    _web_address(value)
    if not _PLACEHOLDER.search(value):
        raise ValueError("names no day: put {yyyy}, {mm} and {dd} where the address has them")
    return value


def _may_be_empty(value: str) -> str:
    if value in FILLABLE:
        return value
    if value in Article.model_fields:
        raise ValueError("is filled in every article: take it out")
    near = get_close_matches(value, FILLABLE, 1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(FILLABLE)}"
    raise ValueError(f"is no column of articles that can be empty: {meant}")


FILLABLE: Final = tuple(
    name
    for name, field in Article.model_fields.items()
    if NoneType in get_args(field.annotation) or get_origin(field.annotation) is tuple
)
"""The columns of an article that can be empty: null, or a list without elements."""

WebAddress = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_web_address)]
ListPlace = Annotated[str, StringConstraints(min_length=1, max_length=2_000), AfterValidator(_file_or_web_address)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_pattern)]
DayAddress = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_by_day)]
Fillable = Annotated[str, AfterValidator(_may_be_empty)]
Share = Annotated[float, Field(ge=0, le=1)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class IndexPage(BaseModel):
    """A page that lists articles."""

    model_config = _STRICT
    url: WebAddress
    links: Pattern = Field(description="The addresses of articles, as a regular expression found in them.")
    most_pages: int = Field(default=1, ge=1, le=1_000, description="How far its link to the next page is followed.")


class Archive(BaseModel):
    """Pages or sitemaps by day, for `dateline collect --from`."""

    model_config = _STRICT
    pages: tuple[DayAddress, ...] = Field(
        default=(), description="Index pages with {yyyy}, {mm}, {dd} in their addresses."
    )
    sitemaps: tuple[DayAddress, ...] = ()
    links: Pattern = Field(default=".", description="As of an index page.")


class Only(BaseModel):
    """Which of the addresses found are wanted: those that match one of `include`, if any, and none of `exclude`."""

    model_config = _STRICT
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    other_sites: bool = Field(default=False, description="Whether links of index pages may lead to other sites.")
    most_a_run: int = Field(
        default=2_000, ge=1, description="Addresses fetched in one run; the rest comes in the next."
    )
    newer_than_days: float | None = Field(
        default=None, gt=0, description="Older ones are left out, where a date is stated."
    )


class Politeness(BaseModel):
    """What a host is asked for. Of several sources on one host, the slowest counts."""

    model_config = _STRICT
    seconds_between_requests: float = Field(default=1.0, ge=0, le=3_600)
    concurrent_requests: int = Field(default=2, ge=1, le=64)


class Requests(BaseModel):
    """How a host is asked."""

    model_config = _STRICT
    user_agent: str | None = Field(default=None, min_length=1, max_length=300)
    headers: dict[str, str] = Field(
        default_factory=dict, description='Sent to the source\'s own hosts; "${NAME}" is taken from the environment.'
    )
    ports: tuple[int, ...] = Field(default=(), description="Ports other than 80 and 443 that may be asked.")
    allow_private_addresses: bool = Field(default=False, description="True only for a site in your own network.")


class Revisit(BaseModel):
    """How long and how often articles that are there already are asked for again, for corrections."""

    model_config = _STRICT
    for_days: float = Field(default=2, ge=0, description="After it was first captured; 0: never.")
    every_hours: float = Field(default=6, gt=0)

    @property
    def age(self) -> timedelta:
        """For how long."""
        return timedelta(days=self.for_days)

    @property
    def pause(self) -> timedelta:
        """How long at least between two captures."""
        return timedelta(hours=self.every_hours)


class Expect(BaseModel):
    """What is expected of a source's articles: `dateline sources check` fails below it."""

    model_config = _STRICT
    min_articles_per_day: float | None = Field(default=None, gt=0, description="New ones, over a week.")
    min_fill: Mapping[Fillable, Share] = Field(
        default_factory=dict, description="By column of articles, the share of its articles in which it is filled."
    )


class Source(BaseModel):
    """One source of articles: files, addresses, or both."""

    model_config = _STRICT
    name: Annotated[str, StringConstraints(pattern=SOURCE_NAME)]
    title: str
    enabled: bool = True
    language: Language | None = Field(
        default=None, description="Articles stated to be in another language are left out."
    )
    paths: tuple[str, ...] = Field(
        default=(), description="Files, folders and WARC files, relative to the source's file."
    )
    lists: tuple[ListPlace, ...] = Field(default=(), description="Lists of addresses: files, or web addresses.")
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    pages: tuple[IndexPage, ...] = ()
    archive: Archive = Archive()
    only: Only = Only()
    politeness: Politeness = Politeness()
    requests: Requests = Requests()
    revisit: Revisit = Revisit()
    expect: Expect = Expect()
    schedule: Schedule | None = Field(default=None, description="When it is to be run; the settings' if none.")
    folder: str = Field(exclude=True, description="Where its file lies: what its paths are relative to.")

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if not any(
            (self.paths, self.lists, self.feeds, self.sitemaps, self.pages, self.archive.pages, self.archive.sitemaps)
        ):
            raise ValueError("names no place: give at least one of paths, feeds, sitemaps, pages, lists or archive")
        return self

    @property
    def is_on_the_web(self) -> bool:
        """Whether a run fetches it; an archive alone is fetched by `dateline collect`."""
        return any((self.lists, self.feeds, self.sitemaps, self.pages))

    def origins(self) -> str:
        """How many places of each kind it names."""
        counted = {name: len(getattr(self, name)) for name in ("paths", "lists", "feeds", "sitemaps", "pages")}
        counted["archive"] = len(self.archive.pages) + len(self.archive.sitemaps)
        return ", ".join(f"{number} {name}" for name, number in counted.items() if number)
