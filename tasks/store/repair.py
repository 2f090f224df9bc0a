"""What can be mended without losing anything: checkpoints, lost files that the view holds, the view, leftovers.

A file that is whole nowhere stays as it is, and so does whatever is not ours.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from schemas.findings import Finding
from tasks.store import log, view
from tasks.store.attempts import LOCK_SECONDS
from tasks.store.check_files import LOSSES, hashed
from tasks.store.check_log import read_log
from tasks.store.clean_up import finish_cuts, sweep
from tasks.store.layout import CHECKPOINTS, digest_of
from tasks.store.snapshot import Snapshot
from tasks.store.storage import Storage, writing


def repair(storage: Storage, findings: Collection[Finding], now: datetime) -> None:
    """Mends what of the findings can be mended; another check tells what that was.

    Raises:
        StoreError: the root cannot be written.
    """
    with storage.working(LOCK_SECONDS), writing(storage.location):
        reading = read_log(storage)
        for version, state in reading.unkept.items():
            storage.remove(log.entry(CHECKPOINTS, version))
            log.write_checkpoint(storage, version, state)
        if not reading.is_whole or reading.state is None:
            return
        snapshot = Snapshot(storage, reading.newest, reading.state)
        _mend(snapshot, {one.where for one in findings if one.rule in LOSSES}, now)
    finish_cuts(storage, LOCK_SECONDS)


def _mend(snapshot: Snapshot, lost: Collection[str], now: datetime) -> None:
    storage, links = snapshot.storage, _links_of(snapshot)
    left = {key for key in sorted(lost) if not _restore(storage, key, links)}
    current = {file.key for name in snapshot.state for files in snapshot.files(name).values() for file in files}
    if not current & left:
        view.update(snapshot)
    if not left:
        sweep(storage, log.oldest(storage), now)


def _links_of(snapshot: Snapshot) -> Mapping[str, str]:
    """The plain file of each immutable one."""
    return {target: link for link, target in view.wanted_files(snapshot)}


def _restore(storage: Storage, key: str, links: Mapping[str, str]) -> bool:
    """Whether a lost file is there again, with the bytes it is named for."""
    link = links.get(key)
    if link is None or not storage.exists(link) or hashed(storage, link) != digest_of(key):
        return False
    storage.copy(link, key)
    return hashed(storage, key) == digest_of(key)
