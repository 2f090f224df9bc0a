"""JSON as sites really publish it: wrapped in comments, escaped as HTML, with raw newlines and trailing commas.

In: the text of a script. Out: a JSON value, or None where nothing can be made of it. What it says is not read here.
"""

import html
import json
import re
from typing import Final, TypeAlias

from json_repair import repair_json

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"

_LONGEST: Final = 4_000_000  # live blogs state a few hundred kB
_LONGEST_REPAIR: Final = 100_000  # the repairing parser is pure Python: about 0.2 s for this much
_DEEPEST_REPAIR: Final = 400  # opening brackets in a row, past which it would recurse too deep
_SPACE: Final = "\ufeff \t\r\n"
_WRAPPING_CHARACTERS: Final = 40
_OPENING: Final = re.compile(r"^(//\s*)?(/\*\s*)?(<!\[CDATA\[|<!--)\s*(\*/)?")
_CLOSING: Final = re.compile(r"(//\s*)?(/\*\s*)?(\]\]>|-->)\s*(\*/)?\s*$")
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")


def parse_json(text: str) -> JsonValue:
    """The value a script's text holds, repaired where it is broken; None if there is none to find."""
    if len(text) > _LONGEST:
        return None
    text = _unwrapped(text.strip(_SPACE)).strip(_SPACE).rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text), html.unescape(text)):
        try:
            value: JsonValue = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return _repaired(text)


def _unwrapped(text: str) -> str:
    """The text without the CDATA or comment marks some templates put around it; only its ends are looked at."""
    text = _OPENING.sub("", text[:_WRAPPING_CHARACTERS]) + text[_WRAPPING_CHARACTERS:]
    return text[:-_WRAPPING_CHARACTERS] + _CLOSING.sub("", text[-_WRAPPING_CHARACTERS:])


def _repaired(text: str) -> JsonValue:
    if len(text) > _LONGEST_REPAIR or text.count("[") + text.count("{") > _DEEPEST_REPAIR or text[:1] not in ("{", "["):
        return None
    try:
        value: JsonValue = repair_json(text, return_objects=True, skip_json_loads=True)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list | dict) else None
