"""`dateline serve`: sources run when it is time, and nothing stays when it is ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from command_line import dateline
from pages import html_page, write_pages

from flows.embedded_server import ServerError, embedded_server
from flows.serve import prefect_schedule
from flows.serve_leftovers import SERVED
from schemas.schedules import Schedule
from tasks.schedules import ANCHOR
from tasks.store import Root

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


class Served:
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
def served(tmp_path: Path, serverless: dict[str, str]) -> Iterator[Served]:
    """Two sources, one with a page that takes minutes, each every ten seconds."""
    write_config(tmp_path / "config")
    write_pages(tmp_path / "pier", 1)
    (tmp_path / "quay").mkdir()
    slow = "<p " + " ".join(f"a{number}=''" for number in range(600_000)) + ">"
    page = html_page("A slow page", "https://news.example/slow").replace("<h1>", f"{slow}<h1>")
    (tmp_path / "quay" / "slow.html").write_text(page)
    one = Served(tmp_path, serverless)
    yield one
    if one.process.poll() is None:
        os.killpg(one.process.pid, signal.SIGKILL)


@NEEDS_PROC
def test_sources_run_side_by_side_on_their_schedules_until_they_are_told_to_end(served: Served, tmp_path: Path) -> None:
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


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        with pytest.raises(ServerError, match=f"port {port} cannot be had"), embedded_server(port):
            pass


def test_nothing_to_serve_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_config(tmp_path / "config", "")
    assert dateline("serve", "--root", tmp_path / "root", "--config", config) == 2
    assert "is enabled" in capsys.readouterr().err


def test_a_schedule_means_the_same_to_prefect() -> None:
    interval = prefect_schedule(Schedule(every=timedelta(minutes=30)))
    assert (interval.interval, interval.anchor_date) == (timedelta(minutes=30), ANCHOR)
    cron = prefect_schedule(Schedule(cron="30 6 * * mon-fri", timezone="Europe/Berlin"))
    assert (cron.cron, cron.timezone) == ("30 6 * * mon-fri", "Europe/Berlin")
