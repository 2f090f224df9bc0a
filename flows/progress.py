"""Progress of long work: a bar on a terminal, a Prefect artifact in the UI."""

from threading import Lock
from types import TracebackType
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from flows.artifacts import if_reachable


class Progress:
    """Shows how much of `total` is done while its block runs; nothing on a terminal that is none.

    A part of other work moves that work's bar and has none of its own on the terminal.
    """

    def __init__(self, what: str, total: int, part_of: "Progress | None" = None) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        is_shown = console.is_terminal and part_of is None
        self._bar = Bar(*columns, console=console, transient=True, disable=not is_shown)
        self._what, self._total, self._done = what, total, 0
        self._whole, self._lock = part_of, Lock()
        self._row = self._bar.add_task(what, total=total)
        self._artifact: UUID | None = None

    def __enter__(self) -> "Progress":
        self._artifact = if_reachable(self._created)
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def _created(self) -> UUID:
        return UUID(str(create_progress_artifact(0.0, description=self._what)))  # typed as if it might be a coroutine

    def advance(self, number: int) -> None:
        """Says that so many more are done; parts of one whole may say so at once."""
        with self._lock:
            self._done = min(self._done + number, self._total)
            self._bar.update(self._row, completed=self._done)
            percent = 100.0 * self._done / max(self._total, 1)
        if (artifact := self._artifact) is not None:
            if_reachable(lambda: update_progress_artifact(artifact, percent))
        if self._whole is not None:
            self._whole.advance(number)
