"""Pages into outcomes, each in a process that can be killed: one page never takes down a batch.

A page that runs out of time costs its own time limit and one worker process; the other pages of its batch go on in the
other workers meanwhile, and in a fresh one afterwards. What is done with a page is given as a function.
"""

import multiprocessing
import os
import resource
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as PageTimeoutError
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Final, Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from schemas.errors import RejectedRecord
from schemas.words import RejectReason, Stage
from tasks.lifeline import end_with_parent

PageT = TypeVar("PageT")
ResultT = TypeVar("ResultT")

PRELOADED: Final = ("__main__", "tasks.warm_up", "tasks.discover.discovery")
"""Imported once in the fork server, so that a fresh worker costs milliseconds, not the seconds trafilatura takes."""
_PAGES_A_WORKER: Final = 2_000
"""After so many pages a worker is replaced: lxml and regular expressions keep memory they once needed."""


@dataclass(frozen=True)
class GuardLimits:
    """What one page may use, and how many pages are worked on side by side."""

    page_seconds: float
    page_bytes: int
    workers: int
    preloaded: tuple[str, ...] = ()
    """More modules that the fork server imports, if it is these limits that start it."""


@dataclass(frozen=True)
class Guarded(Generic[PageT, ResultT]):
    """One page's outcome: a result, or why it was rejected."""

    page: PageT
    outcome: ResultT | RejectedRecord
    seconds: float | None
    """Wall-clock seconds it was worked on; unknown if its worker died."""


def guarded(
    work: Callable[[PageT], ResultT], pages: Sequence[PageT], limits: GuardLimits, stage: Stage = Stage.EXTRACT
) -> Iterator[Guarded[PageT, ResultT]]:
    """Each page's outcome, in the order given, as it becomes known.

    `work` is a module-level function: it runs in other processes. `stage` is what a page is stopped in that uses up
    its limits or crashes the code.
    """
    with ProcessPool(
        max_workers=min(limits.workers, max(len(pages), 1)),
        max_tasks=_PAGES_A_WORKER,
        initializer=_confine,
        initargs=[limits.page_bytes],
        context=_context(limits.preloaded),
    ) as pool:
        waiting = [(page, pool.schedule(_run, args=[work, page, stage], timeout=limits.page_seconds)) for page in pages]
        for page, future in waiting:
            yield _guarded(page, future, limits, stage)


def _run(work: Callable[[PageT], ResultT], page: PageT, stage: Stage) -> tuple[ResultT | RejectedRecord, float]:
    began = time.monotonic()
    outcome = _outcome(work, page, stage)
    return outcome, time.monotonic() - began


def _outcome(work: Callable[[PageT], ResultT], page: PageT, stage: Stage) -> ResultT | RejectedRecord:
    """The per-page guard: whatever a page brings about ends here, as an outcome."""
    try:
        return work(page)
    except RejectedRecord as rejected:
        return rejected
    except MemoryError:
        return RejectedRecord(stage, RejectReason.OUT_OF_MEMORY, "the page needs more memory than it may use")
    except Exception as error:  # noqa: BLE001 - the one place: a crash on a page becomes its reject
        return RejectedRecord(stage, RejectReason.CRASHED, _last_line(error))


def _guarded(
    page: PageT, future: "ProcessFuture[tuple[ResultT | RejectedRecord, float]]", limits: GuardLimits, stage: Stage
) -> Guarded[PageT, ResultT]:
    try:
        outcome, seconds = future.result()
    except PageTimeoutError:
        detail = f"more than {limits.page_seconds:g} seconds"
        return Guarded(page, RejectedRecord(stage, RejectReason.TIMED_OUT, detail), limits.page_seconds)
    except ProcessExpired as expired:
        detail = f"the worker died with exit code {expired.exitcode}"
        return Guarded(page, RejectedRecord(stage, RejectReason.CRASHED, detail), None)
    return Guarded(page, outcome, seconds)


def _last_line(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
    return f"{type(error).__name__} in {where}: {error}"[:500]


def _confine(page_bytes: int) -> None:
    """Ties a worker to its run, and bounds its address space, where the platform lets it be bounded."""
    end_with_parent()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (page_bytes, hard))
    except (OSError, ValueError):  # macOS refuses: the time limit still holds there
        return


def _context(preloaded: tuple[str, ...]) -> BaseContext:
    """Workers come from a fork server: forking a process with Prefect's threads in it can deadlock.

    There are as many workers as there are cores to use, so each does its linear algebra in one thread.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED, *preloaded])
    return context
