"""Which pages of an archive of the whole web are a source's, by address alone: those of its own sites that it wants."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from schemas.sources import Source
from tasks.discover.dated_addresses import days_in
from tasks.discover.origin import Wanted
from tasks.discover.pages import site_of
from tasks.discover.patterns import first_match
from tasks.extract.urls import clean_url

Belongs = Callable[[str], bool]
"""Whether the page at an address is wanted."""


def belonging(source: Source, wanted: Wanted) -> Belongs:
    """Tells the wanted pages of a source's own sites from others.

    Raises:
        ConfigError: a pattern is none.
    """
    sites = {site_of(address) for address in _addresses(source)}

    def belongs(address: str) -> bool:
        url = clean_url(address)
        return url is not None and site_of(url) in sites and _is_wanted(url, wanted)

    return belongs


def hosts_of(source: Source) -> frozenset[str]:
    """The hosts of the web addresses a source names itself, in ASCII."""
    addresses = map(clean_url, (*_addresses(source), *source.lists))
    return frozenset(host for url in addresses if url and (host := urlsplit(url).hostname))


def _addresses(source: Source) -> Iterable[str]:
    yield from source.feeds
    yield from source.sitemaps
    yield from (page.url for page in source.pages)
    yield from source.archive.pages
    yield from source.archive.sitemaps


def _is_wanted(url: str, wanted: Wanted) -> bool:
    """By patterns, and by the day in the address, where it holds one."""
    if wanted.include and first_match(wanted.include, url) is None:
        return False
    if first_match(wanted.exclude, url) is not None:
        return False
    days = days_in(url)
    if days is None:
        return True
    is_early = wanted.first_day is not None and days[1] < wanted.first_day
    return not is_early and not (wanted.last_day is not None and days[0] > wanted.last_day)
