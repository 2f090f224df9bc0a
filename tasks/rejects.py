"""Rows of `rejects`: from a capture that gave no article, or a file that gave no capture."""

import hashlib
from datetime import UTC, datetime

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.rejects import Reject
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RejectReason, Stage
from tasks.read.outcomes import Unread


def reject_of_capture(capture: Capture, rejected: RejectedRecord, run_id: str, started_at: datetime) -> Reject:
    """The reject of a capture."""
    return Reject(
        reject_id=_reject_id(capture.source, capture.record_id, rejected.stage, rejected.reason),
        stage=rejected.stage,
        reason=rejected.reason,
        detail=_plain(rejected.detail),
        target_uri=capture.target_uri,
        record_id=capture.record_id,
        payload_digest=capture.payload_digest,
        source=capture.source,
        extractor_version=EXTRACTOR_VERSION,
        run_id=run_id,
        rejected_at=started_at,
        run_date=started_at.astimezone(UTC).date(),
    )


def reject_of_input(unread: Unread, run_id: str, started_at: datetime) -> Reject:
    """The reject of what never became a capture."""
    return Reject(
        reject_id=_reject_id(unread.source, f"{unread.target_uri}\n{unread.detail}", Stage.READ, unread.reason),
        stage=Stage.READ,
        reason=unread.reason,
        detail=_plain(unread.detail),
        target_uri=unread.target_uri,
        record_id=None,
        payload_digest=None,
        source=unread.source,
        extractor_version=EXTRACTOR_VERSION,
        run_id=run_id,
        rejected_at=started_at,
        run_date=started_at.astimezone(UTC).date(),
    )


def reject_of_forgotten(source: str, what: str, takedown_id: str, run_id: str, started_at: datetime) -> Reject:
    """The reject of a page that a takedown covers. `what` names it to tell it from others; nothing of it is kept."""
    return Reject(
        reject_id=_reject_id(source, what, Stage.READ, RejectReason.FORGOTTEN),
        stage=Stage.READ,
        reason=RejectReason.FORGOTTEN,
        detail=takedown_id,
        target_uri=f"urn:dateline:takedown:{takedown_id}",
        record_id=None,
        payload_digest=None,
        source=source,
        extractor_version=EXTRACTOR_VERSION,
        run_id=run_id,
        rejected_at=started_at,
        run_date=started_at.astimezone(UTC).date(),
    )


def _reject_id(source: str, what: str, stage: Stage, reason: RejectReason) -> str:
    """32 hex digits that are the same whenever the same thing is rejected for the same reason by the same rules."""
    name = "\n".join((source, what, stage, reason, EXTRACTOR_VERSION))
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(detail: str) -> str | None:
    """The detail as text any reader takes: no U+0000, no lone surrogates."""
    return detail.replace("\x00", "").encode("utf-8", "replace").decode() or None
