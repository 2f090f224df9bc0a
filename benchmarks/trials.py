"""What is tried in the fault test: two processes at once with a run, a backfill, an upgrade, or pages to forget.

In: an empty folder. Out: trials, with the roots and pages they begin with.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.acts import Act, perform, underived_root, write_visits
from benchmarks.killing import WRITERS, Trial
from benchmarks.writers import Orders
from schemas.findings import Rule
from tests.roots.released import VERSIONS, unpack

ACTS: Final = tuple(Act)


def trial_of(act: Act, folder: Path) -> Trial:
    """Two processes with one act."""
    pages = write_visits(folder / "pages", WRITERS)
    orders = tuple(Orders(Path(), writer, act=act, pages=pages) for writer in WRITERS)
    until_done = (Rule.NO_OUTCOME,) if act is Act.BACKFILL_MISSING else ()
    return Trial(orders, _before(act, folder, pages), ("runs",), until_done)


def trials(folder: Path) -> Mapping[str, Trial]:
    """One for each act."""
    return {str(act): trial_of(act, folder / act.name) for act in ACTS}


def _before(act: Act, folder: Path, pages: Path) -> Path | None:
    if act is Act.UPGRADE:
        return unpack(min(VERSIONS), folder)
    if act is Act.BACKFILL_MISSING:
        return underived_root(folder / "underived", pages, WRITERS)
    if act in (Act.BACKFILL_ALL, Act.FORGET):
        for writer in WRITERS:
            perform(Act.RUN, folder / "run", pages, writer)
        return folder / "run"
    return None
