"""A snapshot in, every rule that its rows break out: day by day, and captures against outcomes.

No more is in memory than the columns needed of one day, or of the keys of all captures. Files, log and plain files are
the store's to check.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, ONE_AN_ARTICLE, WITH_ARTICLE
from schemas.findings import Finding, Rule
from tasks.check_captures import bytes_findings, outcome_findings, payload_findings
from tasks.check_copies import OF_CLUSTERS, cluster_findings
from tasks.check_tables import day_findings, row_findings
from tasks.check_values import value_findings
from tasks.store import Follow, Snapshot, batches, filled

Partition = tuple[str, str]
"""A dataset and a value of its partition column."""

OF_ARTICLES: Final = ("articles", "revisions", *WITH_ARTICLE, *ONE_AN_ARTICLE)
"""Datasets whose rows of one article lie on the same day."""
INSTANTS: Final[Mapping[str, str]] = MappingProxyType(
    {"captures": "captured_at", "rejects": "rejected_at", "runs": "started_at", "takedowns": "forgotten_at"}
)
"""The column whose UTC day is the partition, for the other datasets."""

_ONLY_DEEP: Final = ("payload", "diff", "revisions.article_body")


def snapshot_findings(
    snapshot: Snapshot, unreadable: Collection[Partition], follow: Follow, *, deep: bool
) -> Iterator[Finding]:
    """The rules broken, by partition; what rests on an unreadable one is only named."""
    yield from _article_findings(snapshot, {day for name, day in unreadable if name in OF_ARTICLES}, follow, deep=deep)
    for name, instant in INSTANTS.items():
        yield from _other_findings(snapshot, name, instant, unreadable, follow)
    if not any(name == "copies" for name, _ in unreadable):
        yield from cluster_findings(snapshot.read("copies", OF_CLUSTERS))
    lost = sorted({name for name, _ in unreadable} & {"captures", "revisions", "rejects"})
    if lost:
        yield Finding(
            Rule.UNCHECKED, "captures", f"outcomes were not looked at: {', '.join(lost)} cannot be read whole"
        )
    else:
        yield from _capture_findings(snapshot, follow, deep=deep)


def _article_findings(snapshot: Snapshot, unread: Collection[str], follow: Follow, *, deep: bool) -> Iterator[Finding]:
    days = sorted({day for name in OF_ARTICLES for day in snapshot.partitions(name)})
    for day in follow(days, "checking articles"):
        where = f"published_date={day}"
        if day in unread:
            yield Finding(Rule.UNCHECKED, f"articles/{where}", "articles and what belongs to them were not looked at")
            continue
        tables = {name: snapshot.read(name, _columns(name, deep=deep), [day]) for name in OF_ARTICLES}
        yield from (replace(one, where=f"{one.where}/{where}") for one in row_findings(tables, complete=True))


def _other_findings(
    snapshot: Snapshot, name: str, instant: str, unreadable: Collection[Partition], follow: Follow
) -> Iterator[Finding]:
    partition = DATASETS[name].partition
    days = [day for day in sorted(snapshot.partitions(name)) if (name, day) not in unreadable]
    for day in follow(days, f"checking {name}"):
        rows = snapshot.read(name, _columns(name, deep=False), [day])
        found = (*value_findings(name, rows), *day_findings(name, rows, partition, rows[instant]))
        yield from (replace(one, where=f"{name}/{partition}={day}") for one in found)


def _capture_findings(snapshot: Snapshot, follow: Follow, *, deep: bool) -> Iterator[Finding]:
    captures = snapshot.read("captures", ["record_id", "payload_digest", "payload_bytes", "captured_at"])
    revisions = snapshot.read("revisions", ["captures"])
    rejects = snapshot.read("rejects", ["record_id", "payload_digest"])
    yield from outcome_findings(captures, revisions, rejects)
    if deep:
        yield from bytes_findings(captures, None)
        yield from payload_findings(_payloads(snapshot, follow))
    else:
        yield from bytes_findings(captures, filled(snapshot, "captures", "payload"))


def _payloads(snapshot: Snapshot, follow: Follow) -> Iterator[pa.Table]:
    columns = ["record_id", "payload_digest", "payload_bytes", "payload"]
    for day in follow(sorted(snapshot.partitions("captures")), "checking payloads"):
        yield from batches(snapshot, "captures", columns, day)


def _columns(dataset: str, *, deep: bool) -> list[str]:
    names = arrow_schema(DATASETS[dataset]).names
    return [name for name in names if deep or not {name, f"{dataset}.{name}"} & set(_ONLY_DEEP)]
