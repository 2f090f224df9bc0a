"""Web sites of the tests' own, on loopback: any number of host names, plain, over TLS and in HTTP/2, with a log.

`Website.way` leads a fetcher there and nowhere else: names get public-looking addresses, which are dialled on this
machine only. Any other address that is dialled is noted and fails, so that a broken check sends nothing anywhere.
"""

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Self

import h2.config
import h2.connection
import h2.events
import httpcore2
import trustme

from tasks.fetch.client import Way

PUBLIC = "93.184.215.14"
"""What names stand for unless a test says otherwise."""

_OWN = ("/robots.txt", "/.well-known/tdmrep.json")
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    at: float
    host: str
    path: str
    headers: Mapping[str, str]
    version: str
    connection: int


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": _HTML})


Raw = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""Writes what it likes to the connection, which is closed after it."""

Handler = Callable[[Seen], Reply | Raw]


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(b"elsewhere", status, {"location": location})


class Website:
    """The sites, and what they were asked for. Each of `connecting_seconds` slows one connection down."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.dialled: list[tuple[str, int]] = []
        self.addresses: dict[str, Sequence[str]] = {}
        self.connections = 0
        self.connecting_seconds: list[float] = []
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._loop = asyncio.new_event_loop()
        self._ports: dict[int, int] = {}

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Self]:
        site = cls()
        thread = threading.Thread(target=site._loop.run_forever, daemon=True)
        thread.start()
        asyncio.run_coroutine_threadsafe(site._listen(), site._loop).result(10)
        try:
            yield site
        finally:
            asyncio.run_coroutine_threadsafe(_cancel_all(), site._loop).result(10)
            site._loop.call_soon_threadsafe(site._loop.stop)
            thread.join(10)

    @property
    def port(self) -> int:
        """The port of 127.0.0.1 that plain HTTP is served on, for whoever asks without `way`."""
        return self._ports[80]

    def serve(self, host: str, path: str, answer: Reply | Handler) -> str:
        """Its address, on plain HTTP. `*` stands for all other paths of the host but robots.txt and tdmrep.json."""
        self._handlers[host, path] = answer if callable(answer) else lambda seen: answer
        return f"http://{host}{path}"

    def asked(self, path: str | None = None, host: str | None = None) -> list[Seen]:
        """The requests for pages, or for one path; robots.txt and tdmrep.json are left out unless named."""
        found = [seen for seen in self.seen if (seen.path == path if path else seen.path not in _OWN)]
        return [seen for seen in found if host is None or seen.host == host]

    def way(self) -> Way:
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _authority().configure_trust(trust)
        return Way(self._resolve, self._dial, trust)

    async def _resolve(self, host: str) -> Sequence[str]:
        found = self.addresses.get(host, [PUBLIC] if host.endswith(".example") else None)
        if found is None:
            raise OSError(f"no such name: {host}")
        return found

    async def _dial(self, address: str, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        self.dialled.append((address, port))
        await asyncio.sleep(self.connecting_seconds.pop(0) if self.connecting_seconds else 0)
        if address not in (PUBLIC, "127.0.0.1"):
            raise httpcore2.ConnectError("the tests connect to this machine only")
        return await httpcore2.AnyIOBackend().connect_tcp("127.0.0.1", self._ports[port], timeout=timeout)

    async def _listen(self) -> None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _authority().issue_cert("secure.example", "http2.example").configure_cert(tls)
        tls.set_alpn_protocols(["h2", "http/1.1"])
        old_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("secure.example").configure_cert(old_tls)
        for port, context in ((80, None), (443, tls), (8443, old_tls)):
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
            self._ports[port] = server.sockets[0].getsockname()[1]
        self._ports[8080] = self._ports[80]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        secured = writer.get_extra_info("ssl_object")
        try:
            with suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError, ssl.SSLError):
                if secured is not None and secured.selected_alpn_protocol() == "h2":
                    await self._serve_h2(reader, writer, number)
                else:
                    await self._serve_h1(reader, writer, number)
        finally:
            writer.close()

    async def _serve_h1(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *fields = head.split("\r\n")[:-2]
            headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in fields)}
            answer = self._answer(line.split(" ")[1], headers["host"], headers, "1.1", number)
            if not isinstance(answer, Reply):
                await answer(writer)
                return
            has_length = answer.status == 304 or "content-length" in answer.headers
            length = {} if has_length else {"content-length": str(len(answer.body))}
            lines = [f"{name}: {value}" for name, value in {**answer.headers, **length}.items()]
            head = "\r\n".join([f"HTTP/1.1 {answer.status} X", *lines, "", ""])
            writer.write(head.encode("utf-8") + answer.body)
            await writer.drain()

    async def _serve_h2(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65_536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = dict(event.headers)
                    answer = self._answer(headers[":path"], headers[":authority"], headers, "2", number)
                    assert isinstance(answer, Reply), "written to a connection of many streams"
                    fields = [(":status", str(answer.status)), *answer.headers.items()]
                    connection.send_headers(event.stream_id, fields)
                    connection.send_data(event.stream_id, answer.body, end_stream=True)
            writer.write(connection.data_to_send())
            await writer.drain()

    def _answer(self, path: str, authority: str, headers: Mapping[str, str], version: str, number: int) -> Reply | Raw:
        seen = Seen(time.monotonic(), authority.partition(":")[0], path, headers, version, number)
        self.seen.append(seen)
        handler = self._handlers.get((seen.host, path)) or self._handlers.get((seen.host, "" if path in _OWN else "*"))
        return handler(seen) if handler else Reply(b"not here", 404)


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


async def _cancel_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
