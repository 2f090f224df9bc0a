"""One seed of the fault test: two writers on the same partitions, killed, looked at, and run to the end.

In: a trial, a seed and an empty folder. Out: what was killed where, and what was wrong afterwards. The same seed makes
the same choices; what they meet depends on the machine's clock.
"""

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.whole import Content, content_of, faults_of
from benchmarks.writers import Control, Orders, work
from schemas.findings import Rule

WRITERS: Final = (0, 1)
NO_SERVER: Final[Mapping[str, str]] = {}
AT_RANDOM: Final = "at random, after "
PATIENCE_SECONDS: Final = 120


@dataclass(frozen=True)
class Trial:
    """What two processes do at once, and the root they find, if any."""

    orders: tuple[Orders, ...]
    before: Path | None = None
    incomparable: tuple[str, ...] = ()
    """Datasets that state when and by whom something was done."""
    until_done: tuple[Rule, ...] = ()
    """What is wrong with the root they find: that is what they are to mend."""
    rounds: int = 3
    """How often they are killed before they may end."""


@dataclass(frozen=True)
class Expected:
    """What a trial comes to when one process follows the other and none is killed."""

    content: Content
    steps: tuple[str, ...]
    """The named steps that the process comes to which has most to do, in order."""
    seconds: float
    """How long a process takes."""


COMMITS: Final = Trial(tuple(Orders(Path(), writer, commits=tuple(range(4)), clean_up=True) for writer in WRITERS))
"""Two writers that commit and clean up, as quickly as they can."""


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


def uninterrupted(
    root: Path | str,
    control: Control | None = None,
    environment: Mapping[str, str] = NO_SERVER,
    trial: Trial = COMMITS,
) -> Expected:
    """What a trial comes to when nobody is killed."""
    _begin(trial, root)
    with TemporaryDirectory() as folder:
        orders = _orders(trial, root, control, environment, Path(folder))
        began = time.monotonic()
        for one in orders:
            start(one).join(PATIENCE_SECONDS)
        seconds = (time.monotonic() - began) / len(orders)
        steps = max((_lines(one.step_file) for one in orders), key=len)
    return Expected(content_of(root, but=trial.incomparable), steps, seconds)


def try_seed(
    seed: int,
    root: Path | str,
    expected: Expected,
    control: Control | None = None,
    environment: Mapping[str, str] = NO_SERVER,
    trial: Trial = COMMITS,
) -> Findings:
    """Rounds of killing, then a run to the end."""
    _begin(trial, root)
    with TemporaryDirectory() as folder:
        found = _rounds(seed, _orders(trial, root, control, environment, Path(folder)), expected, trial)
    if trial.until_done:
        found.faults += [f"seed {seed}, at the end: {one}" for one in faults_of(root) if one.startswith("now: ")]
    if not found.faults and content_of(root, but=trial.incomparable) != expected.content:
        found.faults.append(f"seed {seed}: another content than that of an uninterrupted run")
    return found


def _rounds(seed: int, orders: Sequence[Orders], expected: Expected, trial: Trial) -> Findings:
    random, found, root = Random(seed), Findings(), orders[0].root
    for attempt in range(trial.rounds + 1):
        kills, faults = _round(random, list(orders), None if attempt == trial.rounds else expected)
        faults += faults_of(root, but=trial.until_done)
        found.add(Findings(kills, [f"seed {seed}, round {attempt}: {fault}" for fault in faults]))
        if found.faults:
            break
    return found


def _begin(trial: Trial, root: Path | str) -> None:
    if trial.before is not None:
        # Links keep the plain files the same as the immutable ones; nothing of a root is ever written in place.
        shutil.copytree(trial.before, root, copy_function=os.link)


def _orders(
    trial: Trial, root: Path | str, control: Control | None, environment: Mapping[str, str], folder: Path
) -> list[Orders]:
    common = {"root": root, "control": control, "environment": environment}
    return [
        replace(one, **common, step_file=folder / f"{number}.step")  # type: ignore[arg-type]
        for number, one in enumerate(trial.orders)
    ]


def _round(random: Random, orders: list[Orders], kill: Expected | None) -> tuple[Counter[str], list[str]]:
    """All at once; which step each was killed at, and how those ended that were not."""
    if kill is not None and random.random() < 0.5:
        doomed = random.randrange(len(orders))
        orders[doomed] = replace(orders[doomed], crash_at=_any_step(random, kill.steps))
        return _ended(orders, [start(one) for one in orders])
    running = [start(one) for one in orders]
    if kill is not None:
        _kill(random, running, kill.seconds)
    return _ended(orders, running)


def _any_step(random: Random, steps: Sequence[str]) -> str:
    """Some step that a process comes to, each as likely as the others, and for which time it is to die there."""
    step = random.choice(sorted(set(steps)))
    return f"{step}:{random.randint(1, min(steps.count(step), 4))}"


def _kill(random: Random, running: Sequence[ForkServerProcess], seconds: float) -> None:
    for process in random.sample(running, random.randint(1, len(running))):
        time.sleep(random.uniform(0.05, seconds))
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
    return (_lines(path) or ("nothing yet",))[-1]


def _lines(path: Path | None) -> tuple[str, ...]:
    return tuple(path.read_text().splitlines()) if path and path.exists() else ()


def start(orders: Orders) -> ForkServerProcess:
    """A writer at work."""
    for path in (orders.step_file, orders.error_file):
        if path:
            path.unlink(missing_ok=True)
    process = processes().Process(target=work, args=(orders,))
    process.start()
    return process
