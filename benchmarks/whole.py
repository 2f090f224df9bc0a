"""Is a root whole, and does it hold what it should? The product's own check, of every version that is kept.

In: where a root is, nobody writing to it. Out: what is wrong, in words; and what it holds, in a form to compare.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from schemas.errors import StoreError
from schemas.findings import Finding, Rule
from tasks.check_root import root_findings
from tasks.check_snapshot import snapshot_findings
from tasks.store import Root, Snapshot

ItemT = TypeVar("ItemT")
Content = dict[str, dict[str, list[str]]]


def unseen(items: Sequence[ItemT], what: str) -> Sequence[ItemT]:
    """The items, and no progress shown."""
    return items


def faults_of(location: object, *, but: Collection[Rule] = ()) -> list[str]:
    """What `dateline check --deep` finds once a root has been opened, and what the rows of older versions break.

    `but` names rules that nobody has kept yet.
    """
    try:
        root = Root.open(str(location))
        found = {"now": root_findings(root, datetime.now(UTC), unseen, deep=True)}
        if _told(found, but):
            return _told(found, but)
        for one in root.history()[1:]:
            older = snapshot_findings(root.snapshot(one.version), (), unseen, deep=True)
            found[f"version {one.version}"] = list(older)
    except StoreError as error:
        return [f"it cannot be opened: {error}"]
    return _told(found, but)


def store_faults_of(location: object) -> list[str]:
    """What the store finds, where the rows are none that a run would write."""
    checked = Root.open(str(location)).check(datetime.now(UTC), unseen, deep=True)
    return _told({"now": checked.findings})


def content_of(location: object, *, but: Sequence[str] = ()) -> Content:
    """What the newest version holds, by dataset and partition: the digests of files.

    How captures are spread over files depends on who came first: of their partitions it is the rows' digest.
    """
    snapshot = Root.open(str(location)).snapshot()
    names = {
        dataset: {value: sorted(entry.digest for entry in entries) for value, entries in sorted(partitions.items())}
        for dataset, partitions in sorted(snapshot.state.items())
        if dataset not in (*but, "captures")
    }
    captures = {value: [_digest(snapshot, "captures", value)] for value in sorted(snapshot.partitions("captures"))}
    return names | {"captures": captures}


def _digest(snapshot: Snapshot, dataset: str, partition: str) -> str:
    """The SHA-256 of a partition's rows, in the order of their keys."""
    rows = snapshot.read(dataset, partitions=[partition]).to_pylist()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _told(found: dict[str, Sequence[Finding]], but: Collection[Rule] = ()) -> list[str]:
    return [
        f"{when}: {one.rule}: {one.where}: {one.detail}"
        for when, findings in found.items()
        for one in findings
        if not one.rule.is_note and one.rule not in but
    ]
