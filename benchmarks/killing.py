"""One seed of the fault test: two writers on the same partitions, killed, looked at, and run to the end.

In: a seed and an empty folder. Out: what was killed where, and what was wrong afterwards. The same seed makes the same
choices; what they meet depends on the machine's clock.
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.whole import content_of, faults_of
from benchmarks.writers import Control, Orders, work
from tasks.store.crash import Step

WRITERS: Final = (0, 1)
COMMITS: Final = tuple(range(4))
ROUNDS: Final = 3
AT_RANDOM: Final = "at random, after "
PATIENCE_SECONDS: Final = 120


@dataclass
class Findings:
    """What a number of seeds came to."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Counts another seed in."""
        self.kills += other.kills
        self.faults += other.faults


def processes() -> ForkServerContext:
    """Processes that start in some milliseconds, their imports done once."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.killing", "pandas", *({"pytest"} & sys.modules.keys())])
    return context


def uninterrupted(folder: Path, control: Control | None = None) -> dict[str, dict[str, list[str]]]:
    """What the writers come to when one follows the other and none is killed."""
    for writer in WRITERS:
        start(Orders(folder, writer, COMMITS, clean_up=True, control=control)).join(PATIENCE_SECONDS)
    return content_of(folder)


def try_seed(seed: int, root: Path, expected: object, control: Control | None = None) -> Findings:
    """Rounds of killing, then a run to the end."""
    random, found = Random(seed), Findings()
    for attempt in range(ROUNDS + 1):
        last = attempt == ROUNDS
        kills, faults = _round(random, root, control, kill=not last)
        found.add(Findings(kills, [f"seed {seed}, round {attempt}: {fault}" for fault in [*faults, *faults_of(root)]]))
        if found.faults:
            return found
    if content_of(root) != expected:
        found.faults.append(f"seed {seed}: another content than that of an uninterrupted run")
    return found


def _round(random: Random, root: Path, control: Control | None, *, kill: bool) -> tuple[Counter[str], list[str]]:
    """Both writers at once; which step each was killed at, and how those ended that were not."""
    orders = [
        Orders(
            root,
            writer,
            COMMITS,
            clean_up=True,
            control=control,
            step_file=root.with_name(f"{root.name}-{writer}.step"),
        )
        for writer in WRITERS
    ]
    if kill and random.random() < 0.5:
        doomed = random.randrange(len(orders))
        at = f"{random.choice(list(Step))}:{random.randint(1, 4)}"
        orders[doomed] = replace(orders[doomed], crash_at=at)
        return _ended(orders, [start(one) for one in orders])
    running = [start(one) for one in orders]
    if kill:
        _kill(random, running)
    return _ended(orders, running)


def _kill(random: Random, running: Sequence[ForkServerProcess]) -> None:
    for process in random.sample(running, random.randint(1, len(running))):
        time.sleep(random.uniform(0.05, 1.5))
        process.kill()


def _ended(orders: Sequence[Orders], running: Sequence[ForkServerProcess]) -> tuple[Counter[str], list[str]]:
    kills, faults = Counter[str](), []
    for order, process in zip(orders, running, strict=True):
        process.join(PATIENCE_SECONDS)
        if process.exitcode == -9:
            kills[order.crash_at.split(":")[0] if order.crash_at else AT_RANDOM + _read(order.step_file)] += 1
        elif process.exitcode != 0:
            process.kill()
            faults.append(f"writer {order.writer} ended with {process.exitcode}: {_read(order.error_file)}")
    return kills, faults


def _read(path: Path | None) -> str:
    """The last line of a file."""
    return ((path.read_text().splitlines() if path and path.exists() else []) or ["nothing yet"])[-1]


def start(orders: Orders) -> ForkServerProcess:
    """A writer at work."""
    for path in (orders.step_file, orders.error_file):
        if path:
            path.unlink(missing_ok=True)
    process = processes().Process(target=work, args=(orders,))
    process.start()
    return process
