"""`dateline serve`: sources run when it is time, and nothing stays when it is ended."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import prefect
import pytest
from command_line import dateline
from filelock import FileLock
from pages import html_page, write_pages
from prefect.client.orchestration import get_client
from prefect.runner import Runner
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, PREFECT_HOME, temporary_settings
from rows import article, articles

from flows.deployments import deployments
from flows.embedded_server import ServerError, embedded_server
from flows.serve import START_RETRIES, Served, first_cause, prefect_schedule, set_up
from flows.serve_leftovers import SERVED, forget_removed
from flows.settings import load_settings
from flows.sources import chosen
from schemas.schedules import Schedule
from tasks.schedules import ANCHOR
from tasks.store import Changes, Root

PATIENCE_SECONDS = 180
NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/environ").is_file(), reason="needs /proc to find processes")


def write_config(folder: Path, names: str = "pier quay") -> Path:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(
        '[schedules]\nevery = "10s"\n[limits]\npage_seconds = 300\n[maintenance]\nenabled = false\n'
    )
    for name in names.split():
        (folder / "sources" / f"{name}.toml").write_text(f"title = '{name}'\npaths = ['../../{name}']\n")
    return folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


def wait_for(true: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert process.poll() is None and time.monotonic() < until, log.read_text()
        time.sleep(0.2)


def processes_with(text: str) -> list[str]:
    """The processes in whose environment a text stands, or whose it was when they were started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if text.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


class Serving:
    """A serving process, and what its server says of its runs."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port, self.home, self.log = free_port(), environment["PREFECT_HOME"], folder / "log"
        command = [Path(sys.executable).with_name("dateline"), "serve", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--root", folder / "root", "--config", folder / "config"],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def states(self) -> list[tuple[str, str]]:
        """Name of the source and of the state, of each run."""
        states = {"name": {"any_": ["Scheduled", "Running", "Completed"]}}
        wanted = {"flow_runs": {"state": states, "tags": {"all_": [SERVED]}}}
        try:
            runs = httpx.post(f"http://127.0.0.1:{self.port}/api/flow_runs/filter", json=wanted, timeout=30).json()
        except httpx.TransportError:
            return []
        return [(run["parameters"]["sources"][0], run["state_name"]) for run in runs]


@pytest.fixture
def served(tmp_path: Path, serverless: dict[str, str]) -> Iterator[Serving]:
    """Two sources, one with a page that takes minutes, each every ten seconds."""
    write_config(tmp_path / "config")
    write_pages(tmp_path / "pier", 1)
    (tmp_path / "quay").mkdir()
    slow = "<p " + " ".join(f"a{number}=''" for number in range(600_000)) + ">"
    page = html_page("A slow page", "https://news.example/slow").replace("<h1>", f"{slow}<h1>")
    (tmp_path / "quay" / "slow.html").write_text(page)
    one = Serving(tmp_path, serverless)
    yield one
    if one.process.poll() is None:
        os.killpg(one.process.pid, signal.SIGKILL)


@NEEDS_PROC
def test_sources_run_side_by_side_on_their_schedules_until_they_are_told_to_end(
    served: Serving, tmp_path: Path
) -> None:
    def is_under_way() -> bool:
        there = served.states()
        return ("pier", "Completed") in there and ("quay", "Running") in there and ("pier", "Scheduled") in there

    wait_for(is_under_way, served.process, served.log)
    assert [state for name, state in served.states() if name == "quay"].count("Running") == 1
    assert "UI" in served.log.read_text()
    assert httpx.get(f"http://127.0.0.1:{served.port}/", follow_redirects=True, timeout=30).status_code == 200
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=PATIENCE_SECONDS) == 0, served.log.read_text()
    until = time.monotonic() + 30
    while (there := processes_with(f"PREFECT_HOME={served.home}")) and time.monotonic() < until:
        time.sleep(0.1)
    assert there == []
    with socket.create_server(("127.0.0.1", served.port)):
        assert Root.open(tmp_path / "root").snapshot().rows("articles") == 1


@NEEDS_PROC
def test_its_own_server_killed_ends_it_at_once_and_its_runs_with_it(served: Serving) -> None:
    wait_for(lambda: ("quay", "Running") in served.states(), served.process, served.log)
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
    (server,) = [one for one in children if b"flows.embedded_server" in Path(f"/proc/{one}/cmdline").read_bytes()]
    os.kill(int(server), signal.SIGKILL)
    assert served.process.wait(timeout=15) == 1, served.log.read_text()
    said = served.log.read_text()
    assert said.count("dateline: Prefect's server does not answer any more") == 1
    assert "FlowRunCancellingObserver" not in said and "Service exceeded" not in said  # what the runner would tell
    until = time.monotonic() + 30
    while (there := processes_with(f"PREFECT_HOME={served.home}")) and time.monotonic() < until:
        time.sleep(0.1)
    assert there == []


def test_a_server_that_is_busy_at_first_is_asked_again(
    prefect: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, refused = httpx.AsyncHTTPTransport.handle_async_request, []

    async def busy(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/create_flow_run") and len(refused) < START_RETRIES:
            refused.append(request.url.path)
            return httpx.Response(httpx.codes.SERVICE_UNAVAILABLE, headers={"Retry-After": "0"})
        return await ask(transport, request)

    async def check() -> list[str]:
        async with get_client() as client:
            planned = await set_up(client, Runner("test", pause_on_shutdown=False), served)
            names = [one.full_name for one in planned.values()]
            await forget_removed(client, [])
        return names

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", busy)
    config = write_config(tmp_path / "config", "pier")
    (tmp_path / "pier").mkdir()
    planned = list(deployments(chosen(config, [], every=True), load_settings(config)))
    served = Served(planned, 2, str(tmp_path / "root"), str(config))
    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 2}):
        assert asyncio.run(check()) == ["ingest/pier", "backfill/backfill", "maintenance/maintenance"]
    assert len(refused) == START_RETRIES


def test_a_server_that_refuses_what_it_is_asked_is_an_error_and_no_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            version = self.path.endswith("/version")
            self.send_response(HTTPStatus.OK if version else HTTPStatus.NOT_FOUND)
            self.end_headers()
            self.wfile.write(json.dumps(prefect.__version__).encode())

        def do_POST(self) -> None:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    Root.open(tmp_path / "root").commit("run", "test", lambda _: Changes(puts=articles(article(1))))
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/api"
        with temporary_settings({PREFECT_API_URL: url, PREFECT_CLIENT_MAX_RETRIES: 0}):
            assert dateline("maintain", "--root", tmp_path / "root") == 1
        server.shutdown()
    assert "Prefect's server does not do its part: " in capsys.readouterr().err


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        with pytest.raises(ServerError, match=f"port {port} cannot be had"), embedded_server(port):
            pass


def test_a_second_one_is_refused_before_its_server_touches_the_database_of_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    config = write_config(tmp_path / "config")
    with (
        temporary_settings({PREFECT_HOME: tmp_path / "home"}),
        FileLock(tmp_path / "home" / "dateline-serve.lock"),
        socket.create_server(("127.0.0.1", 0)) as there,  # a server would be refused its port first
    ):
        port = there.getsockname()[1]
        assert dateline("serve", "--port", str(port), "--root", tmp_path / "root", "--config", config) == 1
    assert f"another dateline serve is at work with {tmp_path / 'home'}" in capsys.readouterr().err


def test_a_home_of_prefect_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_config(tmp_path / "config")
    (tmp_path / "file").touch()
    with temporary_settings({PREFECT_HOME: tmp_path / "file"}):
        assert dateline("serve", "--root", tmp_path / "root", "--config", config) == 1
    assert f"{tmp_path / 'file'} cannot be written" in capsys.readouterr().err


def test_of_errors_in_groups_the_first_is_told() -> None:
    told = first_cause(ExceptionGroup("tasks", [ExceptionGroup("loops", [RuntimeError("gone"), ValueError("late")])]))
    assert repr(told) == "RuntimeError('gone')"


def test_nothing_to_serve_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_config(tmp_path / "config", "")
    assert dateline("serve", "--root", tmp_path / "root", "--config", config) == 2
    assert "is enabled" in capsys.readouterr().err


def test_a_schedule_means_the_same_to_prefect() -> None:
    interval = prefect_schedule(Schedule(every=timedelta(minutes=30)))
    assert (interval.interval, interval.anchor_date) == (timedelta(minutes=30), ANCHOR)
    cron = prefect_schedule(Schedule(cron="30 6 * * mon-fri", timezone="Europe/Berlin"))
    assert (cron.cron, cron.timezone) == ("30 6 * * mon-fri", "Europe/Berlin")
