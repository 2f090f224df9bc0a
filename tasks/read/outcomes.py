"""What reading ends with besides captures, and the limits it keeps."""

from dataclasses import dataclass

from schemas.words import RejectReason


@dataclass(frozen=True)
class ReadLimits:
    """How much is read of one payload, decompressed."""

    payload_bytes: int


@dataclass(frozen=True)
class Unread:
    """One file or archive record that never became a capture, and why."""

    target_uri: str
    source: str
    reason: RejectReason
    detail: str


class ReadError(Exception):
    """The bytes of one file or record cannot be had; the reason and detail of its `Unread`."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def unreadable(detail: str) -> ReadError:
    """The error for bytes that cannot be opened or end too early."""
    return ReadError(RejectReason.UNREADABLE, detail)


def too_large(limits: ReadLimits) -> ReadError:
    """The error for a payload above the limit."""
    return ReadError(RejectReason.TOO_LARGE, f"more than {limits.payload_bytes} bytes")
