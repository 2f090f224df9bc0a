"""The plain files held against the newest snapshot: which are missing, other, or of nobody's.

What `tasks.store.view` would mend is found by it; here it only gets its name.
"""

from collections.abc import Collection, Iterator

from schemas.datasets import DATASETS
from schemas.errors import StoreError
from schemas.findings import Finding, Rule
from tasks.store import log
from tasks.store.check_files import hashed
from tasks.store.layout import digest_of
from tasks.store.snapshot import Snapshot
from tasks.store.storage import HeldElsewhere, Storage
from tasks.store.view import lag_of, wanted_files

PATIENCE_SECONDS = 60
"""How long somebody who is committing is waited for, before plain files that lag behind are called wrong."""


def view_findings(snapshot: Snapshot, lost: Collection[str], *, deep: bool) -> list[Finding]:
    """What is wrong with the plain files, but for those of lost files. Looked at again once nobody is committing.

    Raises:
        StoreError: the log cannot be read.
    """
    found, storage = list(_findings(snapshot, lost, deep=deep)), snapshot.storage
    if not found:
        return found
    try:
        with storage.working(PATIENCE_SECONDS):
            newer = log.newest(storage) > snapshot.version
            return list(_findings(Snapshot.at(storage) if newer else snapshot, lost, deep=deep))
    except HeldElsewhere:
        return []  # whoever commits brings them up to date
    except StoreError:  # a root that can only be read: nobody commits
        return found


def _findings(snapshot: Snapshot, lost: Collection[str], *, deep: bool) -> Iterator[Finding]:
    lag, storage = lag_of(snapshot), snapshot.storage
    there = {one.key for name in DATASETS for one in storage.listing(name)}
    wanted = dict(wanted_files(snapshot))
    for link, target in sorted(wanted.items()):
        if target in lost:
            continue
        if link not in there:
            yield Finding(Rule.VIEW_MISSING, link, f"of {target}")
        elif link in lag.missing or deep:
            yield from _shown(storage, link, target, is_its=link not in lag.missing)
    for key in sorted(there - wanted.keys()):
        yield Finding(Rule.VIEW_STRAY, key, "a file of no commit")
    homes = {link.rpartition("/")[0] for link in wanted}
    for folder in sorted(set(lag.hollow) - homes):
        yield Finding(Rule.VIEW_STRAY, folder, "an empty folder")


def _shown(storage: Storage, link: str, target: str, *, is_its: bool) -> Iterator[Finding]:
    """What is wrong with the bytes of a plain file."""
    if hashed(storage, link) != digest_of(target):
        yield Finding(Rule.VIEW_DIFFERS, link, f"is not {target}")
    elif not is_its:
        yield Finding(Rule.VIEW_APART, link, f"has the bytes of {target}")
