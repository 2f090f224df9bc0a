"""A name as it is looked up: what differs by accents, case, apostrophes or points only is one name."""

import unicodedata

_PLAIN = str.maketrans(
    {"’": "", "‘": "", "'": "", "ʼ": "", ".": "", "-": " ", "–": " ", "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
)


def fold(name: str) -> str:
    """The name in plain small letters."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
