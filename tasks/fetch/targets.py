"""Addresses as text in, what is asked of whom out.

A URL is taken apart once, here: what is checked is what is connected to and what is asked for, so that no two readings
of one address can differ. Spellings that other programs read in other ways are refused. Nothing is resolved here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from schemas.words import RejectReason
from tasks.fetch.outcomes import FetchError

_LONGEST: Final = 8_000  # servers refuse longer ones
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_MISREAD: Final = re.compile(r"[\x00-\x20\x7f\\]")  # white space and backslashes: browsers take some for slashes
_NAME: Final = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,62})?\.)*[a-z0-9]([a-z0-9-]{0,62})?\.?")
_NUMBER: Final = re.compile(r"(0x[0-9a-f]*|\d+)\.?")
_PATH: Final = "/%!$&'()*+,;=:@~-._"
_QUERY: Final = f"{_PATH}?[]|"


@dataclass(frozen=True)
class Target:
    """One address, taken apart: `host` is a name in ASCII or an IP address in its one proper spelling."""

    scheme: str
    host: str
    port: int
    path: str
    """Path and query as asked for."""

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: who is trusted with what is sent."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.origin}{self.path}"

    def sibling(self, path: str) -> "Target":
        """Another path of the same origin."""
        return Target(self.scheme, self.host, self.port, path)

    def to_core(self) -> httpcore2.URL:
        """The address for the client, which takes it as it is."""
        return httpcore2.URL(scheme=self.scheme, host=self.host, port=self.port, target=self.path)


def target_of(url: str, ports: Collection[int]) -> Target:
    """The target of an address.

    Raises:
        FetchError: it is not http(s), holds credentials, is spelled oddly, or names a port that is not allowed.
    """
    if len(url) > _LONGEST or _MISREAD.search(url):
        raise forbidden("longer than 8,000 characters, or with white space or backslashes in it")
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme.lower(), parts.port
        named = parts.hostname or ""
    except ValueError as error:
        raise forbidden("no address that can be read") from error
    if scheme not in _DEFAULT_PORTS:
        raise forbidden(f"not http(s) but {scheme[:20] or 'no scheme at all'}")
    if "@" in parts.netloc:
        raise forbidden("a user name or password in the address; put them into the source's headers")
    port = _DEFAULT_PORTS[scheme] if port is None else port
    if port not in ports:
        raise forbidden(f"port {port} is not one of the source's ports")
    host = str(_ip_v6(named)) if "[" in parts.netloc else _host(named)
    return Target(scheme, host, port, _path(parts.path, parts.query))


def redirect_target(here: Target, location: str, ports: Collection[int]) -> Target:
    """The target of a Location header.

    Raises:
        FetchError: as `target_of`.
    """
    try:
        joined = urljoin(here.url, location.strip().replace(" ", "%20"))
    except ValueError as error:
        raise forbidden("redirects to no address that can be read") from error
    return target_of(joined, ports)


def forbidden(detail: str) -> FetchError:
    """The error for an address that is not asked."""
    return FetchError(RejectReason.FORBIDDEN_ADDRESS, detail)


def _host(named: str) -> str:
    try:
        name = named.lower().encode("ascii" if named.isascii() else "idna").decode("ascii")
    except UnicodeError as error:
        raise forbidden("a host name that is none") from error
    if not _NAME.fullmatch(name):
        raise forbidden("a host name that is none")
    name = name.rstrip(".")
    return _ip_v4(name) if _NUMBER.fullmatch(name.rpartition(".")[2]) else name


def _ip_v4(name: str) -> str:
    """The address; one with fewer parts, or in octal or hexadecimal, is refused, as programs differ on it."""
    try:
        return str(IPv4Address(name))
    except ValueError as error:
        raise forbidden("an IP address in an odd spelling") from error


def _ip_v6(name: str) -> IPv6Address:
    try:
        address = IPv6Address(name)
    except ValueError as error:
        raise forbidden("an IP address in an odd spelling") from error
    if address.scope_id is not None:
        raise forbidden("an IP address with a zone")
    return address


def _path(path: str, query: str) -> str:
    escaped = quote(path or "/", safe=_PATH, errors="replace")
    escaped = escaped if escaped.startswith("/") else f"/{escaped}"
    if not query:
        return escaped
    return f"{escaped}?{quote(query, safe=_QUERY, errors='replace')}"
