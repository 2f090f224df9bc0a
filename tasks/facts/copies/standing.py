"""The sketches of one day in, the shingles out that so many of them hold that they say nothing of any.

Consent notices, paywalls and error pages are the whole text of many pages that have nothing else in common. Comparing
each of them with each would also take for ever.
"""

from collections.abc import Collection
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

MOST_HOLDERS: Final = 300
"""Articles of one day that hold a shingle: more than print the same wire."""


def standing(sketches: pa.Array, most_holders: int = MOST_HOLDERS) -> frozenset[int]:
    """The shingles that more lists hold; each holds one once."""
    counted = pc.value_counts(pc.list_flatten(sketches))
    often = pc.greater(counted.field("counts"), most_holders)
    return frozenset(counted.field("values").filter(often).to_pylist())


def without(sketches: pa.Array, gone: Collection[int]) -> pa.Array:
    """The lists without some shingles."""
    if not gone:
        return sketches
    left = [[one for one in sketch if one not in gone] for sketch in sketches.to_pylist()]
    return pa.array(left, sketches.type)


def holding(sketches: pa.Array, some: Collection[int]) -> pa.Array:
    """The places of the lists that hold any of some shingles."""
    held = pc.is_in(pc.list_flatten(sketches), value_set=pa.array(sorted(some), pa.int64()))
    return pc.unique(pc.list_parent_indices(sketches).filter(held))
