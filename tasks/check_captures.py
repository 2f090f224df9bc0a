"""Captures, and what is said of them elsewhere, in; the rules they break out.

Each capture has one outcome, in a version of an article or in a reject; of those with the same bytes one holds them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from schemas.findings import Finding, Rule
from tasks.check_spans import broken_rows


def outcome_findings(captures: pa.Table, revisions: pa.Table, rejects: pa.Table) -> Iterator[Finding]:
    """The captures without exactly one outcome, and the outcomes that are of no capture, or of another.

    Columns needed: `record_id`, `payload_digest`, `captured_at`; `captures`; `record_id`, `payload_digest`.
    """
    rejects = rejects.filter(pc.is_valid(rejects["record_id"]))  # what never became a capture has none
    outcomes = {"revisions": _sightings(revisions), "rejects": rejects}
    records = pa.chunked_array([chunk for one in outcomes.values() for chunk in one["record_id"].chunks], pa.string())
    settled = pc.is_in(captures["record_id"], value_set=records.combine_chunks())
    yield from broken_rows(Rule.NO_OUTCOME, "captures", captures, pc.invert(settled), "captures have no outcome")
    counted = pc.value_counts(records)
    several = pa.table({"record_id": counted.field("values"), "outcomes": counted.field("counts")})
    twice = pc.greater(several["outcomes"], 1)
    yield from broken_rows(Rule.TWO_OUTCOMES, "captures", several, twice, "captures have several outcomes")
    for name, table in outcomes.items():
        yield from _of_captures(name, table, captures)


def bytes_findings(captures: pa.Table, payloads: int | None) -> Iterator[Finding]:
    """Whether there can be one payload for each digest, told from their number if it is given; and captures of one
    digest that state other lengths.

    Columns needed: `payload_digest`, `payload_bytes`.
    """
    grouped = captures.group_by("payload_digest").aggregate([("payload_bytes", "min"), ("payload_bytes", "max")])
    if payloads is not None and payloads != grouped.num_rows:
        rule = Rule.PAYLOAD_LOST if payloads < grouped.num_rows else Rule.PAYLOAD_TWICE
        yield Finding(rule, "captures", f"{payloads} payloads are held for {grouped.num_rows} digests")
    unlike = pc.not_equal(grouped["payload_bytes_min"], grouped["payload_bytes_max"])
    says = "payload_bytes differs among captures of one digest"
    yield from broken_rows(Rule.PAYLOAD_DIFFERS, "captures", grouped, unlike, says)


def payload_findings(batches: Iterable[pa.Table]) -> Iterator[Finding]:
    """Whether one capture holds the bytes of each digest, and whether they are those; taken from all captures.

    Columns needed: `record_id`, `payload_digest`, `payload_bytes`, `payload`.
    """
    holders, wrong = Counter[str](), list[str]()
    for batch in batches:
        for record, digest, length, payload in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            holders[digest] += payload is not None
            if payload is not None and (f"sha256:{hashlib.sha256(payload).hexdigest()}", len(payload)) != (
                digest,
                length,
            ):
                wrong.append(record)
    yield from _listed(Rule.PAYLOAD_LOST, "digests have no bytes", [one for one, held in holders.items() if held < 1])
    yield from _listed(Rule.PAYLOAD_TWICE, "digests are held twice", [one for one, held in holders.items() if held > 1])
    yield from _listed(Rule.PAYLOAD_DIFFERS, "payloads are not those of their rows", wrong)


def _listed(rule: Rule, detail: str, values: list[str]) -> Iterator[Finding]:
    if values:
        yield Finding(rule, "captures", f"{detail}: {len(values)}, such as {min(values)}")


def _sightings(revisions: pa.Table) -> pa.Table:
    seen = [chunk.flatten() for chunk in revisions["captures"].chunks]
    names = ("record_id", "payload_digest", "captured_at")
    types = (pa.string(), pa.string(), pa.timestamp("us", "UTC"))
    columns = [
        pa.chunked_array([one.field(name) for one in seen], kind) for name, kind in zip(names, types, strict=True)
    ]
    return pa.table(columns, names)


def _of_captures(name: str, outcomes: pa.Table, captures: pa.Table) -> Iterator[Finding]:
    places = pc.index_in(outcomes["record_id"], value_set=captures["record_id"].combine_chunks())
    yield from broken_rows(Rule.LOST_CAPTURE, name, outcomes, pc.is_null(places), "the capture named is not there")
    mine, places = outcomes.filter(pc.is_valid(places)), places.filter(pc.is_valid(places))
    for column in ("payload_digest", "captured_at"):
        if column in mine.column_names:
            other = pc.not_equal(mine[column], captures[column].take(places))
            yield from broken_rows(Rule.OTHER_CAPTURE, name, mine, other, f"{column} is not the capture's")
