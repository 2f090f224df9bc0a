"""`dateline run` itself, under Prefect, killed at a moment of its own, two at once; then run to the end.

In: a seed and an empty folder. Out: what was wrong. When a page was read is another time in each run: what is compared
is what the rows say.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.acts import write_visits
from benchmarks.killing import WRITERS, Findings
from benchmarks.whole import faults_of
from tasks.store import Root

SAYS: Final = {
    "captures": ["record_id", "payload_digest", "payload"],
    "articles": ["article_id", "headline", "article_body", "published_date"],
    "links": ["article_id", "position", "url", "text"],
    "rejects": ["record_id", "reason"],
}
LONGEST_WAIT: Final = 25.0
"""Seconds: about as long as a command takes."""


def try_commands(seed: int, folder: Path) -> Findings:
    """Two commands, killed once, looked at, and run to the end."""
    random, found = Random(seed), Findings()
    pages, root = write_visits(folder / "pages", WRITERS), folder / "root"
    running = [_command(root, pages, writer, folder) for writer in WRITERS]
    for process in running:
        time.sleep(random.uniform(0, LONGEST_WAIT / len(running)))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            found.kills["at random, dateline run"] += 1
        process.wait()
    found.faults += [f"commands {seed}, killed: {fault}" for fault in faults_of(root)]
    ended = [_command(root, pages, writer, folder).wait() for writer in WRITERS]
    found.faults += [f"commands {seed}: ended with {code}" for code in ended if code]
    found.faults += [f"commands {seed}, at the end: {fault}" for fault in faults_of(root)]
    whole = folder / "whole"
    for writer in WRITERS:
        _command(whole, pages, writer, folder).wait()
    if _said(root) != _said(whole):
        found.faults.append(f"commands {seed}: the rows say something else than those of uninterrupted commands")
    return found


def _command(root: Path, pages: Path, writer: int, folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PREFECT_HOME": str(folder / f"prefect-{writer}"), "DATELINE_PROCESSES__WORKERS": "1"}
    environment.pop("PREFECT_API_URL", None)
    command = [str(Path(sys.executable).with_name("dateline")), "run", "--root", str(root)]
    for owner in ("shared", str(writer)):
        command += ["--input", str(pages / f"{owner}-0")]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment, start_new_session=True)


def _said(root: Path) -> dict[str, list[str]]:
    snapshot = Root.open(root).snapshot()
    return {name: sorted(map(repr, snapshot.read(name, columns).to_pylist())) for name, columns in SAYS.items()}
