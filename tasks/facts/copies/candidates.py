"""Lists of shingles in, the pairs that may be linked out: as `links_of` finds them, over tables of any size.

Which of them are linked is not decided here.
"""

from collections.abc import Iterator
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from tasks.facts.copies.links import ASKED, LEAST_ASKED

_AT_ONCE: Final = 500
"""Lists that ask together: each may meet what many hold."""


def candidates(held: pa.ListArray, asking: pa.ListArray) -> Iterator[tuple[int, int]]:
    """The places in `asking` and in `held` of lists that may be linked, in order; each pair once."""
    whole, first = _flat(held, "held"), _flat(pc.list_slice(held, 0, ASKED), "held")
    for start in range(0, len(asking), _AT_ONCE):
        some = asking.slice(start, _AT_ONCE)
        found = {
            *_meeting(whole, _flat(pc.list_slice(some, 0, ASKED), "asking")),
            *_meeting(first, _flat(some, "asking")),
        }
        yield from ((start + asker, holder) for asker, holder in sorted(found))


def _flat(lists: pa.ListArray, name: str) -> pa.Table:
    return pa.table({name: pc.list_parent_indices(lists), "shingle": pc.list_flatten(lists)})


def _meeting(held: pa.Table, asking: pa.Table) -> Iterator[tuple[int, int]]:
    """The pairs that have enough shingles in common."""
    # In one thread: the tables are small, and threads that wait for each other cost more than they save.
    common = held.join(asking, "shingle", join_type="inner", use_threads=False)
    counted = common.group_by(["asking", "held"], use_threads=False).aggregate([([], "count_all")])
    enough = counted.filter(pc.greater_equal(counted.column("count_all"), LEAST_ASKED))
    return zip(enough.column("asking").to_pylist(), enough.column("held").to_pylist(), strict=True)
