"""One thing that did not become a row."""

from datetime import date

from pydantic import Field

from schemas.row import Digest, Instant, Record, Text
from schemas.words import RejectReason, Stage


class Reject(Record):
    """One thing that did not become a row, and why."""

    reject_id: Text = Field(
        description="Hash of what was rejected, where, why and by which extractor version: kept once."
    )
    stage: Stage = Field(description="Where it was stopped.")
    reason: RejectReason = Field(description="Why, as a fixed word.")
    detail: Text | None = Field(description="What exactly; null if the reason says it all.")
    target_uri: Text = Field(
        description="Address or `file:` URI of what was rejected; of what is `forgotten`, `urn:dateline:takedown:<id>`."
    )
    record_id: Text | None = Field(description="The capture; null if it never became one.")
    payload_digest: Digest | None = Field(description="The capture's payload; null if it never became one.")
    source: Text = Field(description="Name of the configured source, or `input`.")
    extractor_version: Text = Field(description="Version of the rules that rejected it.")
    run_id: Text = Field(description="The run that first rejected it.")
    rejected_at: Instant = Field(description="When that run started.")
    run_date: date = Field(description="UTC day of `rejected_at`.")
