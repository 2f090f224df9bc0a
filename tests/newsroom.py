"""Captures of invented pages, published and forgotten as flows do it, in this process."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from pages import PARAGRAPHS, html_page
from rows import capture, table

from flows.runs import Counts, run_row
from schemas.captures import Capture
from schemas.datasets import WITH_ARTICLE
from schemas.errors import RejectedRecord
from schemas.row import Record
from tasks.derive import derive_checked
from tasks.forget import withdrawal
from tasks.forgotten import asked
from tasks.prefect_tasks import RunContext
from tasks.publish import Published, publish, withdraw
from tasks.read.identity import payload_digest
from tasks.rejects import reject_of_capture
from tasks.store import Commit, Root, StagedBatch

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
LATER = datetime(2024, 4, 1, tzinfo=UTC)


def page(url: str, text: str = "One") -> bytes:
    """A page with words of its own."""
    paragraphs = (f"{text} was said about {url.rsplit('/')[-1]} on Tuesday in the town hall.", *PARAGRAPHS)
    return html_page(f"{text} of Northport", url, paragraphs=paragraphs).encode()


def captured(number: int, url: str, payload: bytes, *, hours: int = 0) -> Capture:
    """A capture of an address some hours after noon."""
    at = NOON + timedelta(hours=hours)
    return capture(number, at.date(), payload).model_copy(
        update={
            **{
                "target_uri": url,
                "final_url": url,
                "captured_at": at,
                "captured_date": date(at.year, at.month, at.day),
            },
            "payload_digest": payload_digest(payload),
        }
    )


def stage(root: Root, captures: Sequence[Capture], run_id: str = "run") -> list[StagedBatch]:
    """The captures and what they come to."""
    return [
        root.stage(run_id, "captures", {"captures": table("captures", *captures)}),
        root.stage(run_id, "derived", derive_all(captures)),
    ]


def ingest(root: Root, *captures: Capture, run_id: str = "run") -> Published:
    """One run over some captures."""
    return publish_staged(root, stage(root, captures, run_id), run_id)


def publish_staged(root: Root, staged: Sequence[StagedBatch], run_id: str = "run") -> Published:
    """The commit of a run."""
    context = RunContext(root.location, run_id, NOON)
    row = run_row(context, "ingest", Counts(files=0), {})
    published = publish(root, run_id, "test", staged, lambda _: row, derive_all)
    root.discard_staging(run_id)
    return published


def forget(root: Root | Path, text: str) -> Commit:
    """Forgets what a text means."""
    opened = root if isinstance(root, Root) else Root.open(root)
    what = asked(text, wide=False)
    return withdraw(opened, "forget", "forget", lambda one: withdrawal(one, what, "asked to", LATER), derive_all)


def derive_all(captures: Iterable[Capture]) -> Mapping[str, pa.Table]:
    """One outcome a capture."""
    articles, rejects = [], []
    children: dict[str, list[Record]] = {name: [] for name in WITH_ARTICLE}
    for one in captures:
        try:
            derived = derive_checked(one)
        except RejectedRecord as error:
            rejects.append(reject_of_capture(one, error, "run", NOON))
            continue
        articles.append(derived.article)
        for name, rows in derived.children.items():
            children[name] += rows
    return {
        "articles": table("articles", *articles),
        **{name: table(name, *rows) for name, rows in children.items()},
        "rejects": table("rejects", *rejects),
    }
