"""Whatever runs publish, in whatever order and batches, `dateline check` finds nothing wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import DAY, NEXT_DAY, NOON, capture, derived, link_of, rejected, table

from benchmarks.whole import faults_of
from flows.runs import Counts, run_row
from schemas.articles import Article
from schemas.captures import Capture
from schemas.datasets import WITH_ARTICLE
from schemas.runs import Run
from tasks.merge import Fate
from tasks.prefect_tasks import RunContext
from tasks.publish import publish
from tasks.store import Root

Said = tuple[int, int, str, bool]
"""An article, the hour it was captured in, what it says, and whether it says that it is of the next day."""

_SAID = st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from("AB"), st.booleans())


def received(said: Said) -> Capture:
    number, hour, word, _ = said
    of = capture(number, payload=word.encode())  # whatever article: the same bytes
    return of.model_copy(update={"record_id": f"<urn:{said}>", "captured_at": NOON + timedelta(hours=hour)})


def came_to(said: Said) -> Article | None:
    """The article of a capture; nothing of every fifth."""
    number, hour, word, later = said
    return derived(number, received(said), NEXT_DAY if later else DAY, word) if hour != 4 else None


def all_of(run: str, captures: Sequence[Said]) -> dict[str, pa.Table]:
    articles = [(one, came_to(one)) for one in captures]
    there = [article for _, article in articles if article is not None]
    rejects = [rejected(received(one), run) for one, article in articles if article is None]
    return {
        "articles": table("articles", *there),
        **{name: table(name) for name in WITH_ARTICLE},
        "links": table("links", *(link_of(one, 0) for one in there)),
        "rejects": table("rejects", *rejects),
    }


def do(root: Root, run: str, captures: Sequence[Said], known: Mapping[str, Said]) -> None:
    """A run that received these captures; `known` are all there ever were, by record."""
    batch = root.stage(run, "all", {"captures": table("captures", *map(received, captures)), **all_of(run, captures)})

    def make_run(_: Mapping[Fate, int]) -> Run:
        return run_row(RunContext(root.location, run, NOON), "any", Counts(files=0), {})

    def derive_again(again: Iterable[Capture]) -> Mapping[str, pa.Table]:
        return all_of(run, [known[one.record_id] for one in again])

    publish(root, run, "any", [batch], make_run, derive_again)
    root.discard_staging(run)


@settings(max_examples=8)
@given(st.lists(st.lists(_SAID, min_size=1, max_size=4, unique=True), min_size=1, max_size=3))
def test_whatever_runs_publish_is_clean(tmp_path_factory: pytest.TempPathFactory, runs: list[list[Said]]) -> None:
    root = Root.open(tmp_path_factory.mktemp("any") / "root")
    known = {received(one).record_id: one for captures in runs for one in captures}
    for number, captures in enumerate(runs):
        do(root, f"run-{number}", captures, known)
    assert faults_of(root.location) == []
