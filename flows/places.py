"""Where the articles of a source are looked for: its feeds, sitemaps, pages and lists, or its archive of some days.

In: a source, and days if a past is asked for. Out: places, none of which has been asked yet; a list that is a file here
has been read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from flows.source_policies import wanted_of
from schemas.errors import ConfigError
from schemas.sources import Source
from schemas.words import OriginKind
from tasks.collect.origins import Place
from tasks.discover.dated_addresses import archive_addresses
from tasks.discover.origin import Wanted

_LIST_BYTES: Final = 50_000_000


@dataclass(frozen=True)
class Window:
    """The days a past is collected of; without them, what is new."""

    first: date | None = None
    last: date | None = None


def places_of(source: Source, window: Window, now: datetime) -> Iterator[Place]:
    """Where the articles of a source are looked for: now, or for days that are past.

    Raises:
        ConfigError: a list is not there, or the days are turned round.
    """
    wanted = wanted_of(source, now, window.first, window.last)
    linked = partial(_linked, source)
    if window.first is not None:
        last = window.last or now.date()
        for template in source.archive.pages:
            for address in archive_addresses(template, window.first, last):
                yield Place(address, OriginKind.PAGE, linked(source.archive.links))
        for template in source.archive.sitemaps:
            for address in archive_addresses(template, window.first, last):
                yield Place(address, OriginKind.SITEMAP, wanted)
    else:
        yield from (Place(url, OriginKind.FEED, wanted) for url in source.feeds)
        for page in source.pages:
            yield Place(page.url, OriginKind.PAGE, linked(page.links), pages=page.most_pages)
    yield from (Place(url, OriginKind.SITEMAP, wanted) for url in source.sitemaps)
    yield from (_list(source, stated, wanted) for stated in source.lists)


def _linked(source: Source, links: str) -> Wanted:
    return Wanted(include=(links,), other_sites=source.only.other_sites)


def _list(source: Source, stated: str, wanted: Wanted) -> Place:
    if "://" in stated:
        return Place(stated, OriginKind.LIST, wanted)
    path = (Path(source.folder) / stated).resolve()
    try:
        with path.open("rb") as file:
            payload = file.read(_LIST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"source {source.name}: the list {path} cannot be read: {error.strerror}") from error
    if len(payload) > _LIST_BYTES:
        raise ConfigError(f"source {source.name}: the list {path} is over {_LIST_BYTES:,} bytes; cut it in two")
    return Place(Path(path).as_uri(), OriginKind.LIST, wanted, payload)
