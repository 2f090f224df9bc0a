"""Names of sources and paths in, the files a run reads out."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from flows.settings import INPUT, Source, load_sources
from schemas.errors import ConfigError
from tasks.read.inputs import Found, find_inputs


def discover(folder: Path, sources: Sequence[str], inputs: Sequence[str]) -> Found:
    """The files of the sources named, or of all enabled ones if neither sources nor inputs are given, and the inputs.

    Raises:
        ConfigError: a source is not configured, or a path does not exist.
    """
    found = [
        find_inputs(source.input_paths(), source=source.name, base=source.folder.parent)
        for source in _chosen(folder, sources, every=not inputs)
    ]
    if inputs:
        found.append(find_inputs([Path(path) for path in inputs], source=INPUT, base=None))
    skipped = sum((Counter(one.skipped) for one in found), Counter[str]())
    return Found(tuple(file for one in found for file in one.files), skipped)


def _chosen(folder: Path, names: Sequence[str], *, every: bool) -> list[Source]:
    known = load_sources(folder)
    for name in names:
        if name not in known:
            there = ", ".join(known) or "none"
            raise ConfigError(f"there is no source {name!r} in {folder / 'sources'}; there are: {there}")
    if names:
        return [known[name] for name in dict.fromkeys(names)]
    return [source for source in known.values() if source.enabled] if every else []
