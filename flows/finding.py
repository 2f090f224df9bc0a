"""A site's address in, a source's file out: its feeds and sitemaps found, tried and written down.

What a site states of itself is read in `tasks.discover.sites`. Only what answers with candidates is written.
"""

import asyncio
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from rich.table import Table
from rich.text import Text

from flows.settings import Settings
from flows.source_policies import policy_of
from flows.stages import guard_limits
from flows.terminal import plain
from schemas.candidates import Discovered, SiteOrigin
from schemas.errors import ConfigError, DatelineError, RejectedRecord
from schemas.sources import SOURCE_NAME, Requests, Source
from schemas.words import OriginKind, OriginSaid
from tasks.discover.discovery import discover
from tasks.discover.origin import Origin
from tasks.discover.pages import site_of
from tasks.discover.sites import site_origins
from tasks.fetch import Fetcher, FetchPolicy, FetchRequest, Politeness, Unchanged, Unfetched
from tasks.fetch import Origin as Received
from tasks.guard import guarded

TRIED: Final = 12
"""Feeds and sitemaps that are tried, the likeliest first."""
_ENOUGH: Final = {OriginKind.FEED: 2, OriginKind.SITEMAP: 1}
"""How many of each are written: more of them mostly name the same pages again."""


@dataclass(frozen=True)
class Tried:
    """A feed or sitemap that was asked for, and what it names or why it names nothing."""

    origin: SiteOrigin
    discovered: Discovered | None
    why_not: str | None

    @property
    def names(self) -> int:
        """How many candidates and further sitemaps it names."""
        return len(self.discovered.candidates) + len(self.discovered.further) if self.discovered else 0


@dataclass(frozen=True)
class Look:
    """What a look at a site came to."""

    url: str
    title: str | None
    tried: Sequence[Tried]
    is_private: bool

    def chosen(self, kind: OriginKind) -> list[str]:
        """The addresses to write: the likeliest that name anything."""
        named = [one.origin.url for one in self.tried if one.origin.kind is kind and one.names]
        return named[: _ENOUGH[kind]]


def look_at(url: str, settings: Settings, *, allow_private: bool) -> Look:
    """What feeds and sitemaps a site has; a feed's or sitemap's own address is taken for what it is.

    Raises:
        ConfigError: the address is none.
        DatelineError: the site cannot be had.
    """
    policy = _policy(url, settings, allow_private=allow_private)

    async def look() -> tuple[Received, str | None, list[tuple[SiteOrigin, Received | Unchanged | Unfetched]]]:
        async with Fetcher(Politeness(), lambda: datetime.now(UTC)) as fetcher:
            home = await fetcher.fetch_origin(FetchRequest(url), policy)
            if not isinstance(home, Received):
                detail = f"{home.reason}: {home.detail}" if isinstance(home, Unfetched) else "it has not changed"
                raise DatelineError(f"{url} cannot be had: {detail}")
            if own := _as_origin(home):
                return home, None, [(own, home)]
            robots = await fetcher.fetch_origin(FetchRequest(urljoin(home.final_url, "/robots.txt")), policy)
            text = robots.payload.decode("utf-8", "replace") if isinstance(robots, Received) else None
            named = site_origins(Origin(OriginKind.PAGE, home.final_url, home.payload, home.charset), text)[:TRIED]
            came = [(one, await fetcher.fetch_origin(FetchRequest(one.url), policy)) for one in named]
            return home, _title(home), came

    home, title, came = asyncio.run(look())
    return Look(home.final_url, title, _tried(came, settings), allow_private)


def found_table(look: Look) -> Table:
    """One row a feed or sitemap that was tried."""
    table = Table(show_edge=False)
    for column in ("kind", "address", "names", "newest", "such as"):
        table.add_column(column, overflow="fold")
    for one in look.tried:
        if one.discovered is None and one.origin.said is OriginSaid.USUAL:
            continue  # it was only a guess
        table.add_row(one.origin.kind, Text(plain(one.origin.url)), *map(Text, _seen(one)))
    return table


def write_source(folder: Path, look: Look, name: str | None, title: str | None) -> Path:
    """The file of the new source.

    Raises:
        ConfigError: there is one of that name already, or nothing was found to write.
    """
    feeds, sitemaps = look.chosen(OriginKind.FEED), look.chosen(OriginKind.SITEMAP)
    if not feeds and not sitemaps:
        raise ConfigError(
            f"{look.url}: no feed or sitemap was found; if the site has a page that lists articles, write a source "
            "with [[pages]] by hand: see docs/collecting.md"
        )
    chosen = name or re.sub(r"[^a-z0-9]+", "-", site_of(look.url).rpartition(".")[0].lower()).strip("-") or "site"
    path = file_of(folder, chosen)
    content = _toml(title or look.title or chosen, feeds, sitemaps, look)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError as error:
        raise _is_there(path) from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from error
    return path


def file_of(folder: Path, name: str) -> Path:
    """The file of a new source.

    Raises:
        ConfigError: there is one of that name already, or the name is none: its file would be read as no source.
    """
    if not re.fullmatch(SOURCE_NAME, name):
        raise ConfigError(f"{name!r} is no name of a source: small letters, digits and hyphens, such as harbour-herald")
    path = folder / "sources" / f"{name}.toml"
    if path.exists():
        raise _is_there(path)
    return path


def _is_there(path: Path) -> ConfigError:
    return ConfigError(f"{path} is there already: give another --name")


def _policy(url: str, settings: Settings, *, allow_private: bool) -> FetchPolicy:
    try:
        parts = urlsplit(url)
        ports = (parts.port,) if parts.port else ()
    except ValueError as error:
        raise ConfigError(f"{url} is no web address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{url} is no web address: write it whole, such as https://news.example/")
    requests = Requests(ports=ports, allow_private_addresses=allow_private)
    source = Source(name="new", title="new", feeds=(url,), requests=requests, folder="")
    return policy_of(source, settings, os.environ)


def _as_origin(home: Received) -> SiteOrigin | None:
    """The feed or sitemap that was given; None for a page."""
    for kind in (OriginKind.FEED, OriginKind.SITEMAP):
        try:
            discover(Origin(kind, home.final_url, home.payload, home.charset))
        except RejectedRecord:
            continue
        return SiteOrigin(url=home.final_url, kind=kind, title=None, said=OriginSaid.LINK)
    return None


def _tried(came: Sequence[tuple[SiteOrigin, Received | Unchanged | Unfetched]], settings: Settings) -> list[Tried]:
    had = [(one, got) for one, got in came if isinstance(got, Received)]
    origins = [Origin(one.kind, got.final_url, got.payload, got.charset) for one, got in had]
    read = iter(list(guarded(discover, origins, guard_limits(settings)))) if origins else iter(())
    tried: list[Tried] = []
    for one, got in came:
        if isinstance(got, Received):
            outcome = next(read).outcome
            if isinstance(outcome, RejectedRecord):
                tried.append(Tried(one, None, str(outcome)))
            else:
                tried.append(Tried(one, outcome, None))
        else:
            tried.append(Tried(one, None, f"{got.reason}: {got.detail}" if isinstance(got, Unfetched) else "unchanged"))
    return tried


def _seen(one: Tried) -> tuple[str, str, str]:
    """How much it names, its newest date and a headline."""
    if one.discovered is None:
        return "nothing", "", plain(one.why_not or "")
    dates = [c.date_published or c.date_modified for c in one.discovered.candidates]
    newest = max((date for date in dates if date), default=None)
    headline = next((c.headline for c in one.discovered.candidates if c.headline), None)
    further = f", {len(one.discovered.further):,} sitemaps" if one.discovered.further else ""
    named = f"{len(one.discovered.candidates):,} pages{further}"
    return named, newest.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if newest else "", plain(headline or "")


def _title(home: Received) -> str | None:
    found = re.search(rb"<title[^>]*>([^<]{1,200})", home.payload[:200_000], re.IGNORECASE)
    return " ".join(plain(found[1].decode("utf-8", "replace")).split()) if found else None


def _toml(title: str, feeds: Sequence[str], sitemaps: Sequence[str], look: Look) -> str:
    """A file to read and change: what it says by default stands beside it, commented out."""
    lines = [
        f"title = {_quoted(title)}",
        *([f"feeds = {_listed(feeds)}"] if feeds else []),
        *([f"sitemaps = {_listed(sitemaps)}"] if sitemaps else []),
        '# language = "en"            # leaves out articles stated to be in another one',
        "",
        "[only]",
        "newer_than_days = 7           # older pages of the sitemap: `dateline collect NAME --from DATE`",
        "# include = ['/news/']        # regular expressions that addresses must match",
        "# exclude = ['/video/']",
        "",
        "[politeness]",
        "seconds_between_requests = 1.0",
        "",
    ]
    port = urlsplit(look.url).port
    if look.is_private or port:
        lines += ["[requests]", *([f"ports = [{port}]"] if port else [])]
        lines += ["allow_private_addresses = true"] if look.is_private else []
    return "\n".join(lines).rstrip() + "\n"


def _listed(addresses: Sequence[str]) -> str:
    return "[" + ", ".join(map(_quoted, addresses)) + "]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON escapes, TOML reads
