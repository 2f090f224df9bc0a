"""A root in, every finding out: what the store finds, and what the rows of its newest version break.

What is mended, and how, is the store's business; what a rule means stands in `schemas.findings`.
"""

from collections.abc import Sequence
from datetime import datetime

from schemas.findings import Finding, Rule
from tasks.check_snapshot import snapshot_findings
from tasks.store import Follow, Root


def root_findings(root: Root, now: datetime, follow: Follow, *, deep: bool) -> Sequence[Finding]:
    """Everything that is wrong with a root, in the order of the rules.

    Raises:
        NewerRootError: a newer dateline wrote it.
        StoreError: it cannot be read.
    """
    checked = root.check(now, follow, deep=deep)
    rows = (
        () if checked.snapshot is None else snapshot_findings(checked.snapshot, checked.unreadable, follow, deep=deep)
    )
    order = list(Rule)
    return sorted([*checked.findings, *rows], key=lambda one: (order.index(one.rule), one.where, one.detail))
