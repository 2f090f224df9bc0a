"""What people do with a root, done stage by stage in processes that may be killed: runs, backfills, upgrades, and
pages that are forgotten.

Both processes of an act read some of the same pages and some of their own; partitions are shared. Doing an act again
does what is left of it.
"""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from schemas.orders import Choice
from tasks.store import Changes, Root
from tests.pages import PARAGRAPHS, html_page
from tests.stages import NOON, backfill_here, forget_here, run_here

VISITS: Final = (0, 1)
_SHARED: Final = "shared"
_LINKING: Final = "The plans are <a href='/plans'>on show in the town hall</a> until the end of the month, it says."


class Act(StrEnum):
    """What is done."""

    RUN = "run"
    BACKFILL_MISSING = "backfill missing"
    BACKFILL_ALL = "backfill all"
    UPGRADE = "upgrade"
    FORGET = "forget"


_CHOICES: Final = {Act.BACKFILL_MISSING: Choice.MISSING, Act.BACKFILL_ALL: Choice.ALL}


def perform(act: Act, root: Path, pages: Path, writer: int) -> None:
    """Does an act as one of two processes."""
    if act in _CHOICES:
        at = NOON + timedelta(days=len(VISITS))
        backfill_here(root, _CHOICES[act], run_id=str(act), staged_as=f"backfill-{writer}", at=at)
        return
    if act is Act.FORGET:
        forget_here(root, f"https://news.example/{_SHARED}/*", run_id=f"forget-{writer}", at=NOON + timedelta(days=3))
        return
    if act is Act.UPGRADE:
        Root.open(root).upgrade(f"upgrade-{writer}", "upgrade", lambda _: None)
        return
    for visit in VISITS:
        paths = [pages / f"{owner}-{visit}" for owner in (_SHARED, str(writer))]
        run_here(root, paths, run_id=f"{act}-{writer}-{visit}", at=NOON + timedelta(days=visit))


def write_visits(pages: Path, writers: tuple[int, ...]) -> Path:
    """The pages each visit finds: articles that say something else the second time, one that moves, and no article."""
    for owner in (_SHARED, *map(str, writers)):
        for visit in VISITS:
            folder = pages / f"{owner}-{visit}"
            folder.mkdir(parents=True)
            for number in range(3):
                day = 1 + (number + visit * (number == 0)) % 3
                url = f"https://news.example/{owner}/{number}"
                published = f"2024-03-0{day}T09:30:00+01:00"
                page = html_page(f"{owner} {number} {visit or 'at first'}", url, published, (*PARAGRAPHS, _LINKING))
                (folder / f"{number}.html").write_text(page, encoding="utf-8")
            if owner != _SHARED:  # whose run is named in a reject would depend on who came first
                (folder / "nothing.html").write_text(f"<html><body><nav>{owner}</nav></body></html>")
    return pages


def underived_root(root: Path, pages: Path, writers: tuple[int, ...]) -> Path:
    """A root of the captures of those runs, nothing of which is derived yet."""
    derived = root.with_name(f"{root.name}-before")
    for writer in writers:
        perform(Act.RUN, derived, pages, writer)
    captures = Root.open(derived).snapshot().read("captures")
    Root.open(root).commit("import", "captures import", lambda _: Changes(appends={"captures": [captures]}))
    return root
