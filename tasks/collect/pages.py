"""Pages that are due in, captures and rejects out, as they come.

Each capture has with it what its origins said of it. A page that has not changed leaves nothing.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from schemas.captures import Capture
from schemas.rejects import Reject
from tasks.due import Due
from tasks.fetch import Fetched, Fetcher, FetchPolicy, Outcome, Unfetched
from tasks.rejects import reject_of_unfetched
from tasks.stamp import Stamp


@dataclass
class Came:
    """What some pages came to: one outcome for each, but for those left when there were bytes enough."""

    captures: list[Capture] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    unchanged: int = 0
    left: tuple[Due, ...] = ()

    def counted(self) -> Counter[str]:
        """How many pages came to what; rejects by reason."""
        counts = Counter(f"rejects_{reject.reason}" for reject in self.rejects)
        return counts + Counter(captures=len(self.captures), unchanged=self.unchanged)


async def fetch_pages(
    pages: Sequence[Due], fetcher: Fetcher, policy: FetchPolicy, stamp: Stamp, most_bytes: int
) -> Came:
    """The outcome of each page, until the captures have more than `most_bytes`."""
    came = Came()
    waiting, held_bytes = {due.request: due for due in pages}, 0
    async with aclosing(fetcher.fetch_all(list(waiting), policy)) as outcomes:
        async for outcome in outcomes:
            _take(came, waiting.pop(outcome.request), outcome, stamp)
            held_bytes += outcome.capture.payload_bytes if isinstance(outcome, Fetched) else 0
            if held_bytes > most_bytes:
                break
    came.left = tuple(waiting.values())
    return came


def _take(came: Came, due: Due, outcome: Outcome, stamp: Stamp) -> None:
    if isinstance(outcome, Fetched):
        came.captures.append(outcome.capture.model_copy(update={"stated": (due.candidate,)}))
    elif isinstance(outcome, Unfetched):
        came.rejects.append(reject_of_unfetched(outcome, stamp))
    else:
        came.unchanged += 1
