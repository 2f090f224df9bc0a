"""Connections to checked addresses only.

In: a host and port. Out: a stream to one of the host's addresses, all of which were checked just before. The client
above knows the name only (it goes into Host and into the TLS handshake), so no second look-up can lead elsewhere.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Any, Final

import httpcore2

from schemas.words import RejectReason
from tasks.fetch.networks import is_allowed
from tasks.fetch.outcomes import FetchError
from tasks.fetch.streams import WatchedStream
from tasks.fetch.targets import forbidden

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The IP addresses of a host name; OSError if it has none."""

Dial = Callable[[str, int, float | None], Awaitable[httpcore2.AsyncNetworkStream]]
"""A stream to an IP address and port, within so many seconds."""

_MOST_TRIED: Final = 4  # addresses of one host, one after another
_NAMES_AT_ONCE: Final = 16  # look-ups wait in threads: a dead name server must not hold up every other name
_lookups: Final = ThreadPoolExecutor(_NAMES_AT_ONCE, "look-up")


async def system_addresses(host: str) -> Sequence[str]:
    """The addresses the operating system knows for a name, in the order it prefers them."""
    return await asyncio.get_running_loop().run_in_executor(_lookups, _look_up, host)


async def dial(address: str, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
    """A TCP connection."""
    return await httpcore2.AnyIOBackend().connect_tcp(address, port, timeout=timeout)


class CheckedConnections(httpcore2.AsyncNetworkBackend):
    """Where the client gets its connections from."""

    def __init__(self, resolve: Resolve, dial: Dial, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._dial = dial
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # as httpcore2 types it; the client sets none
    ) -> httpcore2.AsyncNetworkStream:
        """A stream to one of the host's addresses.

        Raises:
            FetchError: the name has no address, or one that is not allowed; then none of them is connected to.
        """
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._addresses(host)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout from error
        failed: Exception | None = None
        for address in addresses[:_MOST_TRIED]:
            try:
                return WatchedStream(await self._dial(address, port, timeout))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed or _not_resolved()

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,  # as above
    ) -> httpcore2.AsyncNetworkStream:
        """Refused: nothing fetched lives in a socket of this machine."""
        raise forbidden("a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """A pause."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str) -> Sequence[str]:
        try:
            addresses = [host] if _is_ip(host) else await self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise _not_resolved() from error
        for address in addresses:
            if not is_allowed(address, allow_private=self._allow_private):
                raise forbidden(f"leads to {address}, which is no public address")
        if not addresses:
            raise _not_resolved()
        return addresses


def _look_up(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _not_resolved() -> FetchError:
    return FetchError(RejectReason.NAME_NOT_RESOLVED, "the name stands for no address")
