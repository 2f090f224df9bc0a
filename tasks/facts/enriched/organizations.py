"""Which mentions of organizations are one: names in, the fullest name of each out."""

from collections.abc import Iterable, Sequence
from typing import Final

from tasks.facts.gazetteer.names import fold
from tasks.facts.gazetteer.table import gazetteer

_FIRMS: Final = frozenset(
    {"inc", "corp", "corporation", "co", "company", "ltd", "plc", "llc", "group", "holdings", "ag", "sa"}
)
_SMALL: Final = frozenset(["of", "the", "and", "for", "in", "on", "de", "la"])


def full_names(names: Iterable[str]) -> dict[str, str]:
    """By name as written, the fullest name of that organization; its own where two would fit."""
    known = {name: tuple(fold(name).split()) for name in names}
    ordered = sorted(known, key=lambda name: (-len(known[name]), name))
    return {name: _fullest(name, parts, ordered, known) for name, parts in known.items()}


def _fullest(name: str, parts: tuple[str, ...], ordered: Sequence[str], known: dict[str, tuple[str, ...]]) -> str:
    fits = [other for other in ordered if _is_short_for(name, parts, known[other], other)]
    whole = [other for other in fits if not any(_is_tail(known[other], known[more]) for more in fits if more != other)]
    return whole[0] if len({known[other] for other in whole}) == 1 else name


def _is_short_for(name: str, parts: tuple[str, ...], whole: tuple[str, ...], other: str) -> bool:
    return _is_tail(parts, whole) or _is_initials(name, other) or _is_trade_name(parts, whole)


def _is_tail(parts: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """`the defense ministry` of `the Russian defense ministry`: it leaves out whose it is."""
    rest = len(whole) - len(parts)
    return (
        rest > 0 and whole[rest:] == parts and bool(gazetteer().place(" ".join(whole[:rest])) or _is_of(whole[:rest]))
    )


def _is_of(words: tuple[str, ...]) -> bool:
    return gazetteer().country(" ".join(words)) is not None


def _is_trade_name(parts: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(whole) == len(parts) + 1 and whole[:-1] == parts and whole[-1] in _FIRMS


def _is_initials(name: str, other: str) -> bool:
    """`FBI` of `Federal Bureau of Investigation`."""
    letters = name.replace(".", "")
    words = [word for word in other.replace("-", " ").split() if word.casefold() not in _SMALL]
    return (
        letters.isupper()
        and len(letters) > 1
        and len(words) == len(letters)
        and all(word[0] == letter for word, letter in zip(words, letters, strict=True))
    )
