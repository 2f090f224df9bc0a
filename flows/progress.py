"""Progress of long work: a bar on a terminal, a Prefect artifact in the UI."""

from types import TracebackType
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from flows.artifacts import if_reachable


class Progress:
    """Shows how much of `total` is done while its block runs; nothing on a terminal that is none."""

    def __init__(self, what: str, total: int) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._what, self._total, self._done = what, total, 0
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
        """Says that so many more are done."""
        self._done = min(self._done + number, self._total)
        self._bar.update(self._row, completed=self._done)
        if (artifact := self._artifact) is not None:
            percent = 100.0 * self._done / max(self._total, 1)
            if_reachable(lambda: update_progress_artifact(artifact, percent))
