"""Text that nobody wrote, for tests of what texts share."""

from collections.abc import Sequence
from random import Random

SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fen",
    "gar",
    "hul",
    "iri",
    "jo",
    "kem",
    "lin",
    "mar",
    "nok",
    "osi",
    "pra",
    "rus",
    "ste",
)


def paragraphs(seed: int, number: int = 10) -> list[str]:
    """Paragraphs of 30 words that no other seed has."""
    random = Random(seed)
    words = ["".join(random.choices(SYLLABLES, k=random.randint(1, 3))) for _ in range(30 * number)]
    return [" ".join(words[start : start + 30]) for start in range(0, len(words), 30)]


def edited(text: Sequence[str], every: int) -> list[str]:
    """The paragraphs with every so-manieth word another one."""
    return [
        " ".join("changed" if place % every == 0 else word for place, word in enumerate(one.split(), 1)) for one in text
    ]
