"""Text from pages made fit to show on a terminal."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """The text without control characters: a page must not be able to move the cursor or set the title."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
