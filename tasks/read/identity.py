"""Digests and record ids."""

import hashlib
import uuid
from typing import Final

_NAMESPACE: Final = uuid.UUID("5f0c2a4e-93d1-5b7e-8a63-0d1f7c9be214")


def payload_digest(payload: bytes) -> str:
    """`sha256:` and the SHA-256 of the payload in hex."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


def record_id(*parts: str) -> str:
    """A name-based `urn:uuid:` of the parts in order: equal parts, equal id."""
    return uuid.uuid5(_NAMESPACE, "\n".join(f"{len(part)}:{part}" for part in parts)).urn
