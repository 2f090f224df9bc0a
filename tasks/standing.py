"""What has become of captures so far: what `revisions` and `rejects` say of each.

In: a snapshot. Out: a table with a row for each capture that has an outcome. What is to be done about it is not
decided here.
"""

from collections.abc import Collection
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import texts_of
from schemas.versions import EXTRACTOR_VERSION
from schemas.words import RejectReason, Word
from tasks.store import Snapshot

TRIED_AGAIN: Final = (RejectReason.TIMED_OUT, RejectReason.OUT_OF_MEMORY, RejectReason.CRASHED)
"""What a busy machine can bring about: the page may do better in the next run."""


class Standing(Word):
    """What a capture has come to so far."""

    MISSING = "missing", "neither an article nor a reject"
    OLD_ARTICLE = "old_article", "an article by other rules than today's"
    OLD_REJECT = "old_reject", "a reject by other rules than today's"
    RETRY = "retry", "a reject for what a busy machine can bring about: time, memory, a crash"
    REJECT = "reject", "a reject by today's rules"
    ARTICLE = "article", "an article by today's rules"


OUTCOMES: Final = pa.schema(
    [("record_id", pa.string()), ("standing", pa.string()), ("published_date", pa.date32())],
)


def outcomes_of(
    snapshot: Snapshot, records: Collection[str] | None = None, version: str = EXTRACTOR_VERSION
) -> pa.Table:
    """The captures that have an outcome (of those named, or all), each once: a table of `OUTCOMES`.

    `published_date` is the partition of the capture's article; null for a reject. `version` is that of the rules that
    derive articles today; why a capture is rejected does not hang on the level of its facts.

    Raises:
        StoreError: a file cannot be read.
    """
    wanted = None if records is None else texts_of(records)
    articles = _named(_articles(snapshot, version), wanted)
    rejects = _named(_rejects(snapshot), wanted)
    settled = articles.column("record_id").combine_chunks()
    others = rejects.filter(pc.invert(pc.is_in(rejects.column("record_id"), value_set=settled)))
    return pa.concat_tables([articles, others])


def _articles(snapshot: Snapshot, version: str) -> pa.Table:
    rows = snapshot.read("revisions", ["captures", "published_date"])
    captures = rows.column("captures").combine_chunks()
    seen = captures.flatten()
    is_old = pc.not_equal(seen.field("extractor_version"), version)
    standing = pc.if_else(is_old, Standing.OLD_ARTICLE.value, Standing.ARTICLE.value)
    days = rows.column("published_date").take(pc.list_parent_indices(captures))
    return pa.table([seen.field("record_id"), standing, days], schema=OUTCOMES)


def _rejects(snapshot: Snapshot) -> pa.Table:
    rows = snapshot.read("rejects", ["record_id", "extractor_version", "reason"])
    rows = rows.filter(pc.is_valid(rows.column("record_id")))  # the others never became captures
    is_retried = pc.is_in(rows.column("reason"), value_set=pa.array(TRIED_AGAIN, pa.string()))
    is_old = pc.not_equal(rows.column("extractor_version"), EXTRACTOR_VERSION)
    today = pc.if_else(is_retried, Standing.RETRY.value, Standing.REJECT.value)
    standing = pc.if_else(is_old, Standing.OLD_REJECT.value, today)
    return pa.table([rows.column("record_id"), standing, pa.nulls(rows.num_rows, pa.date32())], schema=OUTCOMES)


def _named(rows: pa.Table, wanted: pa.Array | None) -> pa.Table:
    return rows if wanted is None else rows.filter(pc.is_in(rows.column("record_id"), value_set=wanted))
