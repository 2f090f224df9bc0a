"""Names of sources and paths in, the sources and the files a run reads out."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from flows.settings import INPUT, load_sources
from schemas.errors import ConfigError
from schemas.sources import Source
from tasks.read.inputs import Found, find_inputs


def chosen(folder: Path, names: Sequence[str], *, every: bool) -> list[Source]:
    """The sources named; without names every enabled one, if `every`.

    Raises:
        ConfigError: a source is not configured, or its file is wrong.
    """
    known = load_sources(folder)
    for name in names:
        if name not in known:
            there = ", ".join(known) or "none"
            raise ConfigError(f"there is no source {name!r} in {folder / 'sources'}; there are: {there}")
    if names:
        return [known[name] for name in dict.fromkeys(names)]
    return [source for source in known.values() if source.enabled] if every else []


def files_of(sources: Sequence[Source], inputs: Sequence[str]) -> Found:
    """The files of the sources, and the inputs.

    Raises:
        ConfigError: a path does not exist.
    """
    found = [
        find_inputs(_paths(source), source=source.name, base=Path(source.folder).parent)
        for source in sources
        if source.paths
    ]
    if inputs:
        found.append(find_inputs([Path(path) for path in inputs], source=INPUT, base=None))
    skipped = sum((Counter(one.skipped) for one in found), Counter[str]())
    return Found(tuple(file for one in found for file in one.files), skipped)


def _paths(source: Source) -> list[Path]:
    return [(Path(source.folder) / path).resolve() for path in source.paths]
