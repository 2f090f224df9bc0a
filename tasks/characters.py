"""Characters that markup and Parquet readers cannot hold, taken out of text."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")


def clean_characters(text: str) -> str:
    """The text with line ends as `\\n`, without control characters, lone surrogates and U+FEFF at its start."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text)).removeprefix("\ufeff")
