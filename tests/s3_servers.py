"""S3 servers on this machine for tests and benchmarks: moto's, and SeaweedFS where it is installed.

moto keeps its objects in memory and, as started here, answers one request at a time: it looks for an object and writes
it in two steps, and what is tested here are dateline's promises, not moto's.

    python tests/s3_servers.py [FAULT]     # moto until standard input closes, its port on standard output
"""

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any, Final

import obstore
from obstore.store import S3Store

BUCKET: Final = "news"
KEY, SECRET = "test-key", "test-secret-of-nobody"
REQUESTS: Final = "/requests-so-far"
PATIENCE_SECONDS: Final = 60

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Fault(StrEnum):
    """What a server does wrong."""

    NO_CONDITIONS = "no-conditions"
    """It takes conditional writes and ignores the condition."""
    LOST_ANSWERS = "lost-answers"
    """It makes the first log entry of each number, and says that it could not."""
    NO_COPIED_METADATA = "no-copied-metadata"
    """Its copies do not say what they are copies of."""


@dataclass(frozen=True)
class Server:
    """A server that is up, with an empty bucket."""

    name: str
    port: int

    @property
    def environment(self) -> Mapping[str, str]:
        """What dateline, and any AWS tool, has to know of it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "us-east-1",
        }

    def requests(self) -> int:
        """How many requests it has answered, where it counts them."""
        connection = HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", REQUESTS)
        return int(connection.getresponse().read())


@contextmanager
def moto(fault: Fault | None = None) -> Iterator[Server]:
    """moto's server in a process of its own."""
    command = [sys.executable, __file__, *([fault] if fault else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        try:
            server = Server("moto", int(process.stdout.readline()))
            yield server
        finally:
            process.stdin.close()
            process.wait(PATIENCE_SECONDS)


def weed() -> str | None:
    """SeaweedFS's program, beside Python's or on the path; None if it is not installed."""
    beside = Path(sys.executable).parent / "weed"
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def seaweedfs(program: str) -> Iterator[Server]:
    """SeaweedFS with its master, volumes, filer and S3 gateway in one process."""
    with TemporaryDirectory() as folder:
        master = _free_ports()
        config = Path(folder, "s3.json")
        credentials = [{"accessKey": KEY, "secretKey": SECRET}]
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        config.write_text(json.dumps({"identities": [{"name": "t", "credentials": credentials, "actions": actions}]}))
        options = {
            "dir": folder,
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "master.telemetry": "false",
            "master.volumeSizeLimitMB": "64",
            "volume.max": "100",
            "s3.port.iceberg": "0",
            "s3.port.lance": "0",
            "filer.localSocket": f"{folder}/filer.sock",
            "s3.config": str(config),
            **{f"{name}.port": str(master + place) for place, name in enumerate(("master", "volume", "filer", "s3"))},
        }
        command = [program, "server", "-filer", "-s3", *(f"-{name}={value}" for name, value in options.items())]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            server = Server("SeaweedFS", master + 3)
            _await(server)
            yield server
        finally:
            process.kill()
            process.wait(PATIENCE_SECONDS)


def _await(server: Server) -> None:
    """Waits until the server takes an object. SeaweedFS makes the bucket for it."""
    options = {"aws_endpoint": server.environment["AWS_ENDPOINT_URL"], "aws_region": "us-east-1"}
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET}
    client = S3Store(BUCKET, config={**options, **keys}, client_options={"allow_http": True})  # type: ignore[typeddict-item]
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            obstore.put(client, "ready", b"")
            return obstore.delete(client, "ready")
        except (obstore.exceptions.BaseError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _free_ports() -> int:
    """The first of four ports in a row that are free, as are those 10,000 above, which SeaweedFS takes too."""
    for first in range(20_000 + os.getpid() % 500 * 10, 30_000, 10):
        with suppress(OSError):
            for port in (first + place + above for place in range(4) for above in (0, 10_000)):
                with socket.socket() as one:
                    one.bind(("127.0.0.1", port))
            return first
    raise OSError("no free ports")


def _serve(fault: str | None) -> None:
    """moto's server until standard input closes: a test that is killed leaves none behind."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    one_at_a_time = OneAtATime(DomainDispatcherApplication(create_backend_app), fault)
    server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True, request_handler=MotoRequestHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request("PUT", f"/{BUCKET}")
    assert connection.getresponse().status == 200
    print(server.port, flush=True)  # noqa: T201 - whoever started this reads it
    sys.stdin.read()


@dataclass
class OneAtATime:
    """A server's answers, one after the other and counted, with something wrong if that is asked for."""

    application: Wsgi
    fault: str | None

    def __post_init__(self) -> None:
        self._lock, self._answered, self._lost = Lock(), 0, set[str]()

    def __call__(self, request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """One answer."""
        if request["PATH_INFO"] == REQUESTS:
            start("200 OK", [])
            return [str(self._answered).encode()]
        if self.fault == Fault.NO_CONDITIONS:
            for name in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
                request.pop(name, None)
        if self.fault == Fault.NO_COPIED_METADATA and "HTTP_X_AMZ_COPY_SOURCE" in request:
            request["HTTP_X_AMZ_METADATA_DIRECTIVE"] = "REPLACE"
        with self._lock:
            self._answered += 1
            answer = list(self.application(request, start if not self._loses(request) else lambda *_: None))
        if self._loses(request):
            self._lost.add(request["PATH_INFO"])
            start("503 Slow Down", [])
            return [b""]
        return answer

    def _loses(self, request: dict[str, Any]) -> bool:
        path = request["PATH_INFO"]
        is_entry = request["REQUEST_METHOD"] == "PUT" and "/.dateline/log/" in path
        return self.fault == Fault.LOST_ANSWERS and is_entry and path not in self._lost


if __name__ == "__main__":
    _serve(*sys.argv[1:] or [None])
