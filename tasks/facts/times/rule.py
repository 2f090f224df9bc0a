"""What a rule is: a pattern over the lower-case body, and the function that reads a match of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.facts.times.found import Place, Reading
from tasks.facts.times.words import written


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression; `read` says None where a match is none after all."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Place], Reading | None]


def rule(pattern: str, read: Callable[[re.Match[str], Place], Reading | None]) -> Rule:
    """A rule from a pattern in the short writing of `words`; it ends where a word ends."""
    return Rule(re.compile(rf"(?:{written(pattern)})(?!\w)"), read)
