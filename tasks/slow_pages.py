"""The pages that took longest, of a batch and of a run.

In: pages with their outcome, as the guard gives them. Out: a few of them, by capture.
"""

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Final

from schemas.captures import Capture
from schemas.runs import PageDuration
from tasks.extract.article import Derived
from tasks.guard import Guarded

_MOST: Final = 10
"""Pages that are named of a run."""


def durations(pages: Iterable[Guarded[Capture, Derived]]) -> Sequence[PageDuration]:
    """How long each page took, to the millisecond; those whose worker died are left out."""
    return [
        PageDuration(record_id=one.page.record_id, captured_date=one.page.captured_date, seconds=round(one.seconds, 3))
        for one in pages
        if one.seconds is not None
    ]


def slowest(pages: Iterable[PageDuration]) -> Sequence[PageDuration]:
    """The slowest first, ten at most."""
    return nsmallest(_MOST, pages, key=lambda one: (-one.seconds, one.record_id))
