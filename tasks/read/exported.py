"""What a WARC record of ours says beside what WARC has words for, so that reading it gives the same capture again.

The field is an extension, as the standard allows: other tools pass over it. It is believed only of the very bytes it
was written for.
"""

from typing import Final

from pydantic import ValidationError

from schemas.captures import Capture, StoredCapture

FIELD: Final = "Dateline-Capture"
"""Name of the record header: the capture's row as JSON, all ASCII, without the payload."""


def field_of(capture: Capture) -> str:
    """The header's value for a capture."""
    row = capture.model_dump_json(exclude={"payload"})
    return "".join(one if " " <= one <= "~" else _escaped(one) for one in row)


def capture_in(field: str | None, payload: bytes, digest: str) -> Capture | None:
    """The capture a header's value stands for; None if it is none of ours, or of other bytes."""
    if field is None:
        return None
    try:
        row = StoredCapture.model_validate_json(field[:-1] + ',"payload":null}')
    except ValidationError:
        return None
    if (row.payload_digest, row.payload_bytes) != (digest, len(payload)):
        return None
    return Capture.model_validate({**dict(row), "payload": payload})


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
