"""A connection's stream, with the socket at hand.

The client asks at each request, for each connection it keeps, whether its socket has something to read (one that has
is closed or out of step). The stream it brings along looks the socket up anew each time: a fifth of a page's CPU time.
"""

import select
import ssl
from typing import Protocol

import httpcore2


class WatchedStream(httpcore2.AsyncNetworkStream):
    """A stream like the one it wraps."""

    def __init__(self, inner: httpcore2.AsyncNetworkStream) -> None:
        self._inner = inner
        self._socket = inner.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes as they come; none at the end."""
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends all of the bytes."""
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """Closes it."""
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        """The same connection, encrypted."""
        return WatchedStream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        """What the client wants to know of the stream."""
        return _has_news(self._socket) if info == "is_readable" else self._inner.get_extra_info(info)


class _Socket(Protocol):
    """A socket, or what anyio shows of one."""

    def fileno(self) -> int:
        """Its number; -1 once it is closed."""


def _has_news(socket: _Socket) -> bool:
    """Whether there is something to read, or the other side has closed."""
    number = socket.fileno()
    if number < 0:
        return True
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))
