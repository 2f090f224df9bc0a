"""Rows of `revisions`: versions in, a table of what each says and how it differs from the one before out.

Which captures make a version is not decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS
from tasks.revise import CONTENT, BodyChange, body_change, changed_parts
from tasks.sightings import Seen, Version

SEEN: Final = ("record_id", "captured_at", "payload_digest", "extractor_version")
"""Columns that name a capture and the rules that read it."""
KEPT: Final = ("article_id", *SEEN, *CONTENT, "word_count")
"""Columns that a revision has from the article of its first capture."""


@dataclass(frozen=True)
class VersionRow:
    """One version and the one before it."""

    article_id: str
    number: int
    version: Version
    before: Version | None


def revision_table(rows: pa.Table, versions: Sequence[VersionRow], days: Mapping[str, object]) -> pa.Table:
    """The revisions, their content taken from `rows` (of `KEPT`), in the partitions that `days` has by article."""
    versions = sorted(versions, key=lambda one: _row(one.version))
    taken = rows_at(rows, [_row(one.version) for one in versions])
    changes = [_change(rows, one) for one in versions]
    columns: Mapping[str, Sequence[object]] = {
        "version": [one.number for one in versions],
        "changed": [[] if one.before is None else _parts(one) for one in versions],
        "changed_share": [change.share if change else None for change in changes],
        "diff": [[one.model_dump() for one in change.diff] if change else [] for change in changes],
        "captures": [[_sighting(seen) for seen in one.version.captures] for one in versions],
        "published_date": [days[one.article_id] for one in versions],
    }
    schema = arrow_schema(DATASETS["revisions"])
    arrays = [
        pa.array(columns[field.name], field.type) if field.name in columns else taken.column(field.name)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def rows_at(table: pa.Table, places: Sequence[int]) -> pa.Table:
    """The rows at some places, each once and in order.

    `take` would copy all text of a column into one array, which ends at two gigabytes.
    """
    if len(places) == table.num_rows:
        return table
    numbers = pa.array(range(table.num_rows), pa.int64())
    return table.filter(pc.is_in(numbers, value_set=pa.array(places, pa.int64())))


def _change(rows: pa.Table, one: VersionRow) -> BodyChange | None:
    if one.before is None:
        return None
    bodies, counts = rows.column("article_body"), rows.column("word_count")
    before, after = _row(one.before), _row(one.version)
    return body_change(bodies[before].as_py(), bodies[after].as_py(), counts[before].as_py() + counts[after].as_py())


def _parts(one: VersionRow) -> Sequence[str]:
    assert one.before is not None
    return changed_parts(one.before.first.said, one.version.first.said)


def _row(version: Version) -> int:
    assert version.first.row is not None  # nothing is missing any more
    return version.first.row


def _sighting(seen: Seen) -> Mapping[str, object]:
    return {name: getattr(seen, name) for name in SEEN}
