"""Pages a second and CPU seconds a page of fetching, against trafilatura's and news-please's own downloads.

    python -m benchmarks.fetching [--pages N] [--rounds N] [--bytes N] [--news-please PYTHON]

A server in a process of its own serves the pages on loopback, gzipped where that is accepted. Each contestant runs in a
process of its own too and fetches them all, 16 at once, with no pause between requests, turn about with the others.
Counted is from the first request to the last page held in memory, imports aside. dateline asks for robots.txt and
tdmrep.json first, checks every address and makes a capture with its digest of each page; the others give a decoded
text. news-please is not among dateline's dependencies: name the Python of an environment that has it.
"""

import argparse
import asyncio
import gzip
import json
import multiprocessing
import statistics
import subprocess
import sys
import time
from contextlib import aclosing
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from tasks.fetch import Fetched, Fetcher, FetchPolicy, FetchRequest, Politeness

AT_ONCE = 16

_NEWS_PLEASE = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from newsplease.crawler.simple_crawler import SimpleCrawler
port, pages, at_once = map(int, sys.argv[1:])
urls = [f"http://127.0.0.1:{port}/{number}" for number in range(pages)]
began, cpu = time.perf_counter(), time.process_time()
with ThreadPoolExecutor(at_once) as threads:
    came = sum(text is not None for text in threads.map(SimpleCrawler.fetch_url, urls))
print(json.dumps([came, time.perf_counter() - began, time.process_time() - cpu]))
"""


def main() -> None:
    """Reads the arguments and writes the figures and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bytes", type=int, default=60_000)
    parser.add_argument("--news-please", metavar="PYTHON")
    parser.add_argument("--contestant", nargs=2, metavar=("NAME", "PORT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contestant:
        name, port = given.contestant
        sys.stdout.write(json.dumps({"dateline": _dateline, "trafilatura": _trafilatura}[name](int(port), given.pages)))
        return
    near, far = multiprocessing.get_context("spawn").Pipe()
    site = multiprocessing.get_context("spawn").Process(target=_serve, args=(far, given.bytes), daemon=True)
    site.start()
    _compare(near.recv(), given.pages, given.rounds, given.news_please)
    site.kill()


def _compare(port: int, pages: int, rounds: int, news_please: str | None) -> None:
    own = [sys.executable, "-m", "benchmarks.fetching", "--pages", str(pages), "--contestant"]
    commands = {"dateline": [*own, "dateline", str(port)], "trafilatura": [*own, "trafilatura", str(port)]}
    if news_please:
        commands["news-please"] = [news_please, "-c", _NEWS_PLEASE, str(port), str(pages), str(AT_ONCE)]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            came, seconds, cpu = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            assert came == pages, f"{name} got {came} pages of {pages}"
            found[name].append((pages / seconds, 1000 * cpu / pages))
    ours = _medians(found["dateline"])
    for name, runs in found.items():
        rate, cpu = _medians(runs)
        ratio = f"dateline's: {ours[0] / rate:.2f} times the pages, {ours[1] / cpu:.2f} times the CPU"
        sys.stdout.write(f"{name}: {rate:.0f} pages a second, {cpu:.2f} ms CPU a page; {ratio}\n")


def _medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(rate for rate, _ in runs), statistics.median(cpu for _, cpu in runs)


def _dateline(port: int, pages: int) -> tuple[int, float, float]:
    policy = FetchPolicy(
        source="benchmark",
        user_agent="dateline/1.0 (+https://owner.example/bot)",
        seconds_between_requests=0,
        requests_at_once=AT_ONCE,
        ports=frozenset({port}),
        allow_private=True,
    )

    async def run() -> int:
        requests = [FetchRequest(f"http://127.0.0.1:{port}/{number}") for number in range(pages)]
        async with (
            Fetcher(Politeness(), lambda: datetime.now(UTC)) as fetcher,
            aclosing(fetcher.fetch_all(requests, policy)) as outcomes,
        ):
            return sum([isinstance(outcome, Fetched) async for outcome in outcomes])

    began, cpu = time.perf_counter(), time.process_time()
    came = asyncio.run(run())
    return came, time.perf_counter() - began, time.process_time() - cpu


def _trafilatura(port: int, pages: int) -> tuple[int, float, float]:
    from trafilatura.downloads import buffered_downloads
    from trafilatura.settings import DEFAULT_CONFIG, Extractor

    DEFAULT_CONFIG["DEFAULT"]["SSRF_PROTECTION"] = "off"  # else loopback is refused
    options = Extractor(config=DEFAULT_CONFIG)
    urls = [f"http://127.0.0.1:{port}/{number}" for number in range(pages)]
    began, cpu = time.perf_counter(), time.process_time()
    came = sum(text is not None for _, text in buffered_downloads(urls, AT_ONCE, options=options))
    return came, time.perf_counter() - began, time.process_time() - cpu


def _serve(ready: Connection, size: int) -> None:
    asyncio.run(_site(ready, size))


async def _site(ready: Connection, size: int) -> None:
    words = " ".join(f"word{number * 7919 % 10_007}" for number in range(size // 9))
    page = f"<!doctype html><title>Page</title><p>{words}".encode()
    answers = {packed: _answer(page, packed) for packed in (False, True)}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                is_page = head.startswith(b"GET /") and head[5:6].isdigit()
                writer.write(answers[b"gzip" in head] if is_page else _MISSING)
                await writer.drain()
                if b"connection: close" in head.lower():
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1_000)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


_MISSING = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"


def _answer(page: bytes, packed: bool) -> bytes:
    body = gzip.compress(page) if packed else page
    encoding = "content-encoding: gzip\r\n" if packed else ""
    head = f"content-type: text/html; charset=utf-8\r\n{encoding}content-length: {len(body)}\r\n\r\n"
    return b"HTTP/1.1 200 OK\r\n" + head.encode() + body


if __name__ == "__main__":
    main()
