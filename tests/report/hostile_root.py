"""A root with a little of everything that a report tells of, some of it hostile."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from rows import article, capture, digest_of, reject, revision, table
from test_earlier_runs import run

from flows.report.figures import Figures, figures_of
from flows.settings import Settings
from schemas.mentions import Mention
from schemas.runs import PageDuration, StageCount, StageDuration
from schemas.sources import Source
from schemas.words import MentionType, RejectReason, RunStatus, Stage
from tasks.store import Changes, Root

NOW: Final = datetime(2024, 3, 20, 12, tzinfo=UTC)
TODAY: Final = NOW.date()
HOSTILE: Final = "<script>document.title = 'mine'</script><img src=//mine.example/a.png onerror=alert(1)>&\"'"
MENTION: Final = Mention(
    article_id="0" * 32,
    position=0,
    type=MentionType.PERSON,
    subtype=None,
    surface="Opening",
    start=0,
    end=7,
    name="Ana Bell",
    role=None,
    role_start=None,
    role_end=None,
    country=None,
    latitude=None,
    longitude=None,
    payload_digest=digest_of("1"),
    extractor_version="1.0.0",
    published_date=date(2024, 3, 1),
)
LONG: Final = "w" * 300


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def fill(path: Path) -> Root:
    """The root, filled."""
    made = [article(number, day(number % 20), headline=f"{HOSTILE} {LONG}") for number in range(40)]
    made = [one.model_copy(update={"source": ("pier", HOSTILE)[number % 2]}) for number, one in enumerate(made)]
    made[0] = made[0].model_copy(update={"url": "javascript:alert(1)"})
    later = revision(0, 2, TODAY).model_copy(update={"headline": f"{HOSTILE} {LONG}", "changed_share": 0.4})
    lasting = capture(1, TODAY).model_copy(update={"final_url": f"https://news.example/{HOSTILE}{LONG}"})
    running = capture(2, TODAY).model_copy(update={"final_url": "javascript:alert(2)", "source": HOSTILE})
    began = NOW - timedelta(hours=1)
    ran = run("ran").model_copy(
        update={
            **{"started_at": began, "finished_at": NOW, "run_date": TODAY, "parameters": '{"sources": ["pier"]}'},
            "durations": (StageDuration(stage=Stage.EXTRACT, seconds=3),),
            "slowest_pages": tuple(
                PageDuration(record_id=one.record_id, captured_date=TODAY, seconds=seconds)
                for one, seconds in ((lasting, 20.0), (running, 1.25))
            ),
            "counts": (StageCount(stage=Stage.READ, name="captures", count=6),),
        }
    )
    failed = ran.model_copy(update={"run_id": "bad", "started_at": NOW, "status": RunStatus.FAILED, "error": HOSTILE})
    slow = {"reason": RejectReason.TIMED_OUT, "target_uri": f"https://news.example/{HOSTILE}{LONG}", "source": HOSTILE}
    puts = {
        "articles": table("articles", *made),
        "revisions": table("revisions", *(revision(number, 1, day(number % 20)) for number in range(40)), later),
        "rejects": table("rejects", reject(1, TODAY), reject(2, TODAY).model_copy(update=slow)),
        "runs": table("runs", ran, failed),
    }
    named = {"name": HOSTILE, "published_date": made[1].published_date, "article_id": made[1].article_id}
    puts["mentions"] = table("mentions", MENTION.model_copy(update=named))
    received = {"captures": [table("captures", lasting, running)]}
    root = Root.open(path)
    root.commit("run", "test", lambda _: Changes(puts=puts, appends=received))
    return root


def figures(root: Root, days: int = 30) -> Figures:
    """What a report of the root says, with one source that is never run again."""
    source = Source.model_validate({"name": "quay", "title": HOSTILE, "paths": ["."], "folder": "."})
    return figures_of(root, [source], Settings(), NOW, days)
