"""The commit log read entry by entry: what is wrong with it, and what the kept commits name.

Nothing is mended here, and no Parquet is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemas.errors import DamagedLogError
from schemas.findings import Finding, Rule
from tasks.store import log
from tasks.store.layout import CHECKPOINTS, LOG, OLDEST, TEMPORARY
from tasks.store.log import Manifest, State
from tasks.store.needs import Needs
from tasks.store.storage import Storage


@dataclass
class LogReading:
    """What the log says, as far as it can be read."""

    findings: list[Finding] = field(default_factory=list)
    needs: Needs = field(default_factory=Needs)
    """The files of every kept version that could be folded."""
    oldest: int | None = None
    """The oldest of them; 0 if that can be asked for."""
    state: State | None = None
    """The state at the newest version; None if it could not be folded."""
    unkept: dict[int, State] = field(default_factory=dict)
    """The states whose checkpoint is not there or not right."""
    newest: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every kept version could be folded."""
        return all(one.rule.is_note or one.rule is Rule.CHECKPOINT_DIFFERS for one in self.findings)


def read_log(storage: Storage) -> LogReading:
    """The log of a root.

    Raises:
        NewerRootError: a newer dateline wrote it.
    """
    reading = LogReading()
    try:
        floor = log.oldest(storage)
    except DamagedLogError as error:
        reading.findings.append(Finding(Rule.LOG_DAMAGED, OLDEST, str(error)))
        return reading
    reading.newest = log.newest(storage)
    _fold(storage, floor, reading)
    reading.findings += _leftovers(storage, floor)
    return reading


def _fold(storage: Storage, floor: int, reading: LogReading) -> None:
    first = max(floor, 1)
    there, kept = set(log.versions(storage, LOG)), set(log.versions(storage, CHECKPOINTS))
    state, needs = _start(storage, first, kept, reading), reading.needs
    if state is not None:
        reading.oldest = floor
        needs.change(first, {}, state)
    before: Manifest | None = None
    for version in range(first, reading.newest + 1):
        manifest = _entry(storage, version, there, reading)
        if state is not None and manifest is not None:
            needs.change(version, state, manifest.changes)
            state = log.fold(state, [manifest.changes])
        elif state is not None:
            needs.lose(version, state)
            state = None
        if manifest is not None:
            reading.findings += _order(manifest, version, before)
            before = manifest
        folded, state = state, _checkpoint(storage, version, kept, state, reading)
        if state is None:
            needs.skip(version)
        elif folded is None:
            needs.change(version, {}, state)
            reading.oldest = version if reading.oldest is None else reading.oldest
    reading.state = state
    for version in sorted(one for one in kept if one > reading.newest):
        says = f"of version {version}; the newest commit is {reading.newest}"
        reading.findings.append(Finding(Rule.CHECKPOINT_DIFFERS, log.entry(CHECKPOINTS, version), says))


def _start(storage: Storage, first: int, kept: set[int], reading: LogReading) -> State | None:
    """The state under the oldest kept commit."""
    if first == 1:
        return {}
    key = log.entry(CHECKPOINTS, first - 1)
    if first - 1 not in kept:
        reading.findings.append(Finding(Rule.LOG_GAP, key, "the state under the oldest kept commit is not there"))
        return None
    return _state(storage, first - 1, reading)


def _entry(storage: Storage, version: int, there: set[int], reading: LogReading) -> Manifest | None:
    key = log.entry(LOG, version)
    if version not in there:
        reading.findings.append(Finding(Rule.LOG_GAP, key, f"version {version} has no log entry"))
        return None
    try:
        return log.read_manifest(storage, version)
    except DamagedLogError as error:
        reading.findings.append(Finding(Rule.LOG_DAMAGED, key, str(error)))
        return None


def _order(manifest: Manifest, version: int, before: Manifest | None) -> Iterator[Finding]:
    key = log.entry(LOG, version)
    if (manifest.version, manifest.parent) != (version, version - 1):
        says = f"calls itself version {manifest.version}, following {manifest.parent}"
        yield Finding(Rule.LOG_ORDER, key, says)
    if before is not None and manifest.committed_at < before.committed_at:
        says = f"committed at {manifest.committed_at.isoformat()}, before the one it follows"
        yield Finding(Rule.LOG_ORDER, key, says)


def _checkpoint(
    storage: Storage, version: int, kept: set[int], state: State | None, reading: LogReading
) -> State | None:
    """The state at a version: folded, or as its checkpoint has it where the log has a gap."""
    key = log.entry(CHECKPOINTS, version)
    if version not in kept:
        if state is not None and version % log.CHECKPOINT_EVERY == 0:
            reading.findings.append(Finding(Rule.CHECKPOINT_MISSING, key, f"version {version} has no checkpoint"))
            reading.unkept[version] = state
        return state
    stated = _state(storage, version, reading, folded=state)
    if state is not None and stated is not None and stated != state:
        reading.findings.append(Finding(Rule.CHECKPOINT_DIFFERS, key, f"version {version} is not what it says"))
        reading.unkept[version] = state
    return stated if state is None else state


def _state(storage: Storage, version: int, reading: LogReading, folded: State | None = None) -> State | None:
    """What a checkpoint says; None, and a finding, if it cannot be read."""
    try:
        return log.read_checkpoint(storage, version)
    except DamagedLogError as error:
        # One that can be written anew costs nothing but folding; without it the log has a gap.
        rule = Rule.LOG_DAMAGED if folded is None else Rule.CHECKPOINT_DIFFERS
        reading.findings.append(Finding(rule, log.entry(CHECKPOINTS, version), str(error)))
        if folded is not None:
            reading.unkept[version] = folded
        return None


def _leftovers(storage: Storage, floor: int) -> Iterator[Finding]:
    outdated = dict.fromkeys(log.outdated(storage, floor), "older than the oldest kept commit")
    known = {log.entry(folder, one) for folder in (LOG, CHECKPOINTS) for one in log.versions(storage, folder)}
    for stored in (*storage.listing(LOG), *storage.listing(CHECKPOINTS)):
        if stored.key in outdated or stored.key not in known:
            yield Finding(Rule.LEFTOVER, stored.key, outdated.get(stored.key, "no log entry, no checkpoint"))
    for stored in storage.listing(TEMPORARY):
        yield Finding(Rule.LEFTOVER, stored.key, "half-made, unless somebody is committing")
