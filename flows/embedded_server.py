"""Prefect's server for as long as a command runs, where the user has none.

Prefect can start one by itself, but in our process group, where Ctrl-C ends the server before the run it serves, and
without a tie to us, so that it outlives a killed run. This one has a session of its own and ends when our end of its
standard input closes, however we ended.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import httpx

from schemas.errors import DatelineError

START_SECONDS: Final = 180
"""The first start makes Prefect's database, which takes a busy machine long."""

_HOST: Final = "127.0.0.1"
_ANY_PORT: Final = 0
_BARE: Final = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}


class ServerError(DatelineError):
    """Prefect's embedded server does not start."""


@dataclass(frozen=True)
class Server:
    """A server that was started here."""

    url: str
    """The address of its API."""
    has_ended: Callable[[], bool]


@contextmanager
def embedded_server(port: int | None = None) -> Iterator[Server]:
    """A server that runs as long as the block, or this process, does.

    With a port it has a UI and starts what is scheduled; without, it takes any port and has neither.

    Raises:
        ServerError: it does not start; the message has its last words.
    """
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.embedded_server", str(_free(port) if port else _ANY_PORT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, **_environment(port), "PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
            start_new_session=True,
        )
        try:
            yield Server(_address(process, log), lambda: process.poll() is not None)
        finally:
            for pipe in filter(None, (process.stdin, process.stdout)):
                pipe.close()
            process.terminate()
            process.wait()


def serve(port: int) -> None:
    """What the server's process runs: says its port, serves, and ends when its standard input does."""
    import uvicorn
    from prefect.server.api.server import create_app

    with socket.create_server((_HOST, port)) as listening:
        config = uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on")
        threading.Thread(target=_end_with_input, daemon=True).start()
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=[listening])


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 1024):  # not through sys.stdin: its lock would be held when the process ends
        pass
    os._exit(0)


def _environment(port: int | None) -> Mapping[str, str]:
    if not port:
        return _BARE
    return {
        **{"PREFECT_UI_ENABLED": "1", "PREFECT__SERVER_FINAL": "1"},
        "PREFECT_UI_API_URL": f"http://{_HOST}:{port}/api",  # what the pages of the UI ask is on the same port
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # what is older than 90 days goes
        # Runs are planned ten minutes ahead, or three of them: each is rows to write, and a line in the UI.
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT10M",
    }


def _free(port: int) -> int:
    try:
        with socket.create_server((_HOST, port)):
            return port
    except OSError as error:
        raise ServerError(
            f"port {port} cannot be had ({error.strerror}): end what has it, or give another with --port"
        ) from error


def _address(process: "subprocess.Popen[bytes]", log: IO[bytes]) -> str:
    assert process.stdout is not None  # a pipe, as it was asked for
    port = process.stdout.readline().decode().strip()
    url = f"http://{_HOST}:{port}/api"
    waited_until = time.monotonic() + START_SECONDS
    while port and process.poll() is None and time.monotonic() < waited_until:
        if _is_up(url):
            return url
        time.sleep(0.1)
    log.seek(0)
    lines = log.read().decode("utf-8", "replace").splitlines()
    said = [line for line in lines if line and not line[0].isspace()] or ["it said nothing"]
    raise ServerError(
        f"Prefect's embedded server did not start: {said[-1]}. Set PREFECT_HOME to a folder that can be written, "
        "or PREFECT_API_URL to a server that runs"
    )


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    serve(int(sys.argv[1]))
