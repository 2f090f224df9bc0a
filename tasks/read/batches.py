"""Captures into groups of bounded number and size, in the order they come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.captures import Capture


@dataclass(frozen=True)
class BatchLimits:
    """How much goes into one batch of captures."""

    pages: int
    bytes: int


def in_batches(captures: Iterable[Capture], limits: BatchLimits) -> Iterator[list[Capture]]:
    """The captures in lists that keep the limits; a capture above the limit alone is a list of its own."""
    group: list[Capture] = []
    size = 0
    for capture in captures:
        if group and (len(group) >= limits.pages or size + capture.payload_bytes > limits.bytes):
            yield group
            group, size = [], 0
        group.append(capture)
        size += capture.payload_bytes
    if group:
        yield group
