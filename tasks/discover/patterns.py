"""Patterns of sources: compiled with an error that helps, and searched for no longer than a moment.

`regex` rather than `re`: patterns are written by users and addresses by anybody, and of the two engines it is the one
that can be told when to stop. RE2 cannot run away, but lacks look-arounds, which exclude patterns live by.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import regex

from schemas.errors import ConfigError
from schemas.words import RejectReason
from tasks.discover.origin import rejected

_SECONDS: Final = 0.5
"""A search in an address of 2,000 characters takes microseconds unless the pattern is one that runs away."""


def first_match(patterns: Sequence[str], text: str) -> str | None:
    """The first of the patterns that is found in a text; None if none is.

    Raises:
        ConfigError: a pattern does not compile.
        RejectedRecord: a pattern takes too long.
    """
    return next((pattern for pattern in patterns if _found(pattern, text)), None)


def _found(pattern: str, text: str) -> bool:
    try:
        return _compiled(pattern).search(text, timeout=_SECONDS) is not None
    except TimeoutError as error:
        detail = f"{pattern!r} takes more than {_SECONDS} s for {text[:200]}; write it without repeats within repeats"
        raise rejected(RejectReason.PATTERN_TOO_SLOW, detail) from error


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        raise ConfigError(f"{pattern!r} is no regular expression: {error}") from error
