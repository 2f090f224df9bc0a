"""Which address an article is known by, the key made of it, and the publication's domain.

In: the page and the address it came from. Out: one canonical URL, one id, one registrable domain. Spelling of
addresses is `urls`' business.
"""

import hashlib
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from courlan import extract_domain
from lxml.html import HtmlElement

from tasks.extract.json_ld import Node, article_node, stated_addresses
from tasks.extract.urls import absolute_url, clean_url, is_home

_ID_DIGITS: Final = 32
_MAX_LINKS: Final = 5
_PATHS: Final = (
    ("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href", "html:rel=canonical"),
    ("//meta[@property='og:url' or @name='og:url']/@content", "meta:og:url"),
)


def stated_url(tree: HtmlElement, address: str | None, node: Node | None = None) -> tuple[str, str] | None:
    """The article's own address and its method: `rel=canonical`, `og:url` or JSON-LD, else where the page came from.

    A statement is not believed if it names a front page, or if the page came from another registrable domain than it
    names: a template's left-over, not the article's address.
    """
    for stated, method in _stated(tree, address, node):
        url = clean_url(absolute_url(stated, address))
        if url and not is_home(url) and _may_speak_for(url, address):
            return url, method
    url = clean_url(address)
    return (url, "url") if url else None


def article_id(url: str | None, *, source: str, source_path: str) -> str:
    """First 32 hex digits of the SHA-256 of the canonical URL, or of source and path where there is none."""
    name = url if url is not None else f"{source}\n{source_path}"
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def publisher_domain(url: str | None) -> str | None:
    """The registrable domain of an address, by the Public Suffix List that courlan brings along.

    A top-level domain that is not on the list counts as one public suffix, as the list's own rules have it.
    """
    if url is None:
        return None
    domain: str | None = extract_domain(url, fast=False)
    labels = (urlsplit(url).hostname or "").split(".")
    unlisted = len(labels) > 1 and labels[-1].isalpha()
    return domain or (".".join(labels[-2:]) if unlisted else None)


def _stated(tree: HtmlElement, address: str | None, node: Node | None) -> Iterator[tuple[str, str]]:
    for path, method in _PATHS:
        found = tree.xpath(path)
        yield from ((str(link), method) for link in (found[:_MAX_LINKS] if isinstance(found, list) else ()))
    node = node or article_node(tree, address)
    yield from ((url, "json_ld:url") for url in (stated_addresses(node) if node is not None else ()))


def _may_speak_for(url: str, address: str | None) -> bool:
    came_from = publisher_domain(address)
    return came_from is None or publisher_domain(url) == came_from
