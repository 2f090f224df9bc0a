"""Rows of `rejects`: from a capture that gave no article, or a file or address that gave no capture."""

import hashlib
from datetime import UTC, datetime

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from schemas.rejects import Reject
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RejectReason, Stage
from tasks.fetch.outcomes import Unfetched
from tasks.read.outcomes import Unread
from tasks.stamp import Stamp


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
    rejected = RejectedRecord(Stage.READ, unread.reason, unread.detail)
    what = f"{unread.target_uri}\n{unread.detail}"
    return _of_address(unread.target_uri, rejected, unread.source, Stamp(run_id, started_at), what)


def reject_of_unfetched(unfetched: Unfetched, stamp: Stamp) -> Reject:
    """The reject of an address that gave nothing; one a day, as it may be asked again another day."""
    day = stamp.started_at.astimezone(UTC).date()
    rejected = RejectedRecord(Stage.FETCH, unfetched.reason, unfetched.detail)
    return _of_address(unfetched.request.url, rejected, unfetched.source, stamp, f"{unfetched.request.url}\n{day}")


def reject_of_origin(url: str, rejected: RejectedRecord, source: str, stamp: Stamp) -> Reject:
    """The reject of a feed, sitemap, page or list that could not be read; one a day."""
    day = stamp.started_at.astimezone(UTC).date()
    return _of_address(url, rejected, source, stamp, f"{url}\n{day}")


def _of_address(url: str, rejected: RejectedRecord, source: str, stamp: Stamp, what: str) -> Reject:
    return Reject(
        reject_id=_reject_id(source, what, rejected.stage, rejected.reason),
        stage=rejected.stage,
        reason=rejected.reason,
        detail=_plain(rejected.detail),
        target_uri=url,
        record_id=None,
        payload_digest=None,
        source=source,
        extractor_version=EXTRACTOR_VERSION,
        run_id=stamp.run_id,
        rejected_at=stamp.started_at,
        run_date=stamp.started_at.astimezone(UTC).date(),
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
