"""What a run's captures mean for the articles that are stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import NEXT_DAY, NOON, article, article_id, digest_of, link, table

from schemas.arrow import to_rows
from schemas.articles import Article
from schemas.datasets import DATASETS
from schemas.revisions import Revision
from schemas.words import Part
from tasks.merge import Fate, Merged, Stored, children_of, first_rows, merge_articles


def captured(hours: int, headline: str = "A bridge opens", number: int = 1, **changes: object) -> Article:
    """An example article as captured some hours after noon."""
    when = {"captured_at": NOON + timedelta(hours=hours), "record_id": f"<urn:uuid:{number}.{hours}>"}
    return article(number, headline=headline).model_copy(update=when | changes)


class Desk:
    """Articles and revisions as a store would hold them, and every capture to derive again from."""

    def __init__(self, *captures: Article) -> None:
        self.articles: Mapping[str, Article] = {}
        self.revisions: Sequence[Revision] = ()
        self.captures: dict[str, Article] = {}
        self.derived_again: Counter[str] = Counter()
        for one in captures:
            self.add(one)

    def add(self, *fresh: Article, without: Sequence[str] = ()) -> Counter[Fate]:
        """Merges and stores a run's articles; what became of its own captures."""
        self.captures |= {one.record_id: one for one in fresh}
        merged = self._merged(fresh, without)
        while merged.missing:
            self.derived_again.update(merged.missing)
            there = tuple(self.captures[one] for one in sorted(merged.missing) if one in self.captures)
            without = [*without, *(one for one in merged.missing if one not in self.captures)]
            fresh = (*fresh, *there)
            merged = self._merged(fresh, without)
        self._store(merged)
        return Counter(fate for record, fate in merged.fates.items() if not self.derived_again[record])

    def _merged(self, fresh: Sequence[Article], without: Sequence[str]) -> Merged:
        stored = Stored(table("articles", *self.articles.values()), table("revisions", *self.revisions))
        return merge_articles(table("articles", *fresh), stored, without)

    def _store(self, merged: Merged) -> None:
        put = {one.article_id: one for one in to_rows(Article, merged.articles)}
        kept = {name: one for name, one in self.articles.items() if name not in merged.gone}
        self.articles = dict(sorted({**kept, **put}.items()))
        new = to_rows(Revision, merged.revisions)
        ids = {*merged.gone, *(one.article_id for one in new)}
        rows = [*(one for one in self.revisions if one.article_id not in ids), *new]
        self.revisions = sorted(rows, key=lambda one: (one.article_id, one.version))

    def versions(self) -> list[tuple[str, int]]:
        """The headlines of the revisions, and their numbers."""
        return [(one.headline, one.version) for one in self.revisions]

    def current(self) -> list[tuple[str, int]]:
        """The headlines of the articles, and their versions."""
        return [(one.headline, one.version) for one in self.articles.values()]


def test_an_unknown_article_is_new_and_its_own_first_revision() -> None:
    desk = Desk()
    assert desk.add(captured(0), captured(0, number=2)) == {Fate.NEW: 2}
    assert desk.current() == desk.versions() == [("A bridge opens", 1), ("A bridge opens", 1)]
    (first, _) = desk.revisions
    assert (first.changed, first.changed_share, first.diff) == ((), None, ())
    assert [one.record_id for one in first.captures] == [first.record_id]


def test_the_same_content_captured_again_adds_no_row_and_is_noted_with_its_version() -> None:
    desk = Desk(captured(0))
    before = desk.articles
    assert desk.add(captured(1, keywords=("bridge",))) == {Fate.UNCHANGED: 1}
    assert desk.articles == before
    (revision,) = desk.revisions
    assert [one.record_id for one in revision.captures] == ["<urn:uuid:1.0>", "<urn:uuid:1.1>"]


def test_white_space_alone_makes_no_version() -> None:
    body = article(1).article_body.replace(" ", "\u00a0 ").replace("\n\n", "\n")
    assert Desk(captured(0)).add(captured(1, article_body=body)) == {Fate.UNCHANGED: 1}


def test_changed_content_is_the_next_version_and_says_what_changed() -> None:
    desk = Desk(captured(0), captured(1, "A bridge closes"))
    body = "Opening\n\nA bridge opened on Saturday.\n\nIt rained."
    assert desk.add(captured(2, "A bridge shuts", article_body=body, word_count=8)) == {Fate.CHANGED: 1}
    assert desk.current() == [("A bridge shuts", 3)]
    last = desk.revisions[-1]
    assert last.changed == (Part.HEADLINE, Part.BODY)
    assert [(one.op, one.before, one.after) for one in last.diff] == [
        ("changed", "A bridge opened on Friday.", "A bridge opened on Saturday."),
        ("added", None, "It rained."),
    ]
    assert last.changed_share == round(4 / 14, 6)


def test_going_back_to_what_was_said_before_is_another_version() -> None:
    assert Desk(captured(0), captured(1, "Wrong"), captured(2)).current() == [("A bridge opens", 3)]


def test_other_rules_replace_the_row_and_keep_its_version() -> None:
    desk = Desk(captured(0), captured(1, "A bridge closes"))
    assert desk.add(captured(1, "Bridge", extractor_version="9.0.0"), captured(0, extractor_version="9.0.0")) == {
        Fate.CHANGED: 2
    }
    assert desk.versions() == [("A bridge opens", 1), ("Bridge", 2)]


def test_what_other_rules_said_is_derived_again_before_it_is_called_changed() -> None:
    desk = Desk(captured(0, "Bridge | The Example"))
    desk.captures["<urn:uuid:1.0>"] = captured(0, "Bridge", extractor_version="9.0.0")
    assert desk.add(captured(1, "Bridge", extractor_version="9.0.0")) == {Fate.UNCHANGED: 1}
    assert desk.versions() == [("Bridge", 1)]


def test_an_older_capture_takes_its_place_in_time_and_counts_the_later_ones_anew() -> None:
    desk = Desk(captured(0))
    assert desk.add(captured(-5, "A bridge is planned")) == {Fate.OLDER: 1}
    assert desk.versions() == [("A bridge is planned", 1), ("A bridge opens", 2)]
    assert desk.current() == [("A bridge opens", 2)]


def test_a_capture_between_two_that_say_the_same_parts_them() -> None:
    desk = Desk(captured(0), captured(2, keywords=("late",)))
    assert desk.add(captured(1, "Wrong")) == {Fate.OLDER: 1}
    assert desk.derived_again == {"<urn:uuid:1.2>": 1}
    assert desk.versions() == [("A bridge opens", 1), ("Wrong", 2), ("A bridge opens", 3)]
    assert [one.keywords for one in desk.articles.values()] == [("late",)]


def test_captures_of_one_run_are_taken_in_the_order_they_were_received() -> None:
    desk = Desk()
    assert desk.add(captured(2, "Third"), captured(0, "First"), captured(1, "Second")) == {Fate.NEW: 1, Fate.CHANGED: 2}
    assert desk.versions() == [("First", 1), ("Second", 2), ("Third", 3)]


def test_of_captures_received_at_once_the_longer_body_is_the_later() -> None:
    teaser = captured(0, "Teaser", record_id="<urn:uuid:z>", article_body="Read on.")
    assert Desk(captured(0, "Whole"), teaser).current() == [("Whole", 2)]


def test_an_article_whose_only_capture_is_another_article_by_new_rules_is_gone() -> None:
    desk = Desk(captured(0))
    desk.add(captured(0, article_id=article_id(7), extractor_version="9.0.0"))
    assert list(desk.articles) == [article_id(7)]
    assert {one.article_id for one in desk.revisions} == {article_id(7)}


def test_an_article_falls_back_to_the_version_before_when_its_last_capture_is_none_any_more() -> None:
    desk = Desk(captured(0), captured(1, "Not found"))
    desk.add(without=["<urn:uuid:1.1>"])
    assert desk.current() == desk.versions() == [("A bridge opens", 1)]


def test_a_capture_that_is_gone_takes_what_rests_on_it_along() -> None:
    desk = Desk(captured(0), captured(2))
    del desk.captures["<urn:uuid:1.2>"]
    desk.add(captured(1, "Wrong"))
    assert desk.versions() == [("A bridge opens", 1), ("Wrong", 2)]


def test_all_revisions_of_an_article_lie_in_its_partition() -> None:
    desk = Desk(captured(0))
    desk.add(captured(1, "Later").model_copy(update={"published_date": NEXT_DAY}))
    assert {one.published_date for one in desk.revisions} == {NEXT_DAY}


_CAPTURES = st.builds(
    lambda number, hours, headline, body, keyword, name: captured(
        hours, headline, number, article_body=body, keywords=(keyword,), record_id=f"<urn:uuid:{name}>"
    ),
    st.integers(1, 2),
    st.integers(0, 6),
    st.sampled_from(["One", "Two"]),
    st.sampled_from(["Body.", "Bo dy.", "Another body."]),
    st.sampled_from("ab"),
    st.integers(0, 10_000),
)


@settings(max_examples=150)
@given(
    captures=st.lists(_CAPTURES, min_size=1, max_size=9, unique_by=lambda one: one.record_id),
    seed=st.integers(0, 1_000),
)
def test_captures_in_any_order_and_any_batches_come_to_the_same(captures: list[Article], seed: int) -> None:
    at_once, random, one_by_one = Desk(), Random(seed), Desk()
    at_once.add(*captures)
    random.shuffle(captures)
    while captures:
        size = random.randint(1, 3)
        one_by_one.add(*captures[:size])
        captures = captures[size:]
    assert at_once.articles == one_by_one.articles
    assert at_once.revisions == one_by_one.revisions


@settings(max_examples=100)
@given(
    captures=st.lists(_CAPTURES, min_size=1, max_size=7, unique_by=lambda one: one.record_id),
    seed=st.integers(0, 1_000),
)
def test_deriving_all_anew_by_other_rules_comes_to_what_they_alone_would_give(
    captures: list[Article], seed: int
) -> None:
    random = Random(seed)
    anew = [
        one.model_copy(
            update={
                "extractor_version": "9.0.0",
                "headline": random.choice(["One", "Two"]),
                "article_id": article_id(random.randint(1, 3)),
            }
        )
        for one in captures
        if random.random() < 0.8
    ]
    rejected = sorted({one.record_id for one in captures} - {one.record_id for one in anew})
    fresh, backfilled = Desk(), Desk(*captures)
    fresh.add(*anew)
    backfilled.captures = {one.record_id: one for one in anew}
    random.shuffle(anew)
    half = len(anew) // 2
    backfilled.add(*anew[:half], without=rejected)
    backfilled.add(*anew[half:])
    assert backfilled.articles == fresh.articles
    assert backfilled.revisions == fresh.revisions


def test_children_follow_the_capture_that_was_kept() -> None:
    other = link(1, 0).model_copy(update={"payload_digest": digest_of("an older capture")})
    newer = link(1, 0).model_copy(update={"extractor_version": "9.0.0"})
    links = table("links", link(1, 0), other, newer, link(1, 0, NEXT_DAY), link(2, 0))
    kept = children_of(table("articles", article(1)), links)
    assert to_rows(type(link(1, 0)), kept) == [link(1, 0)]


def test_children_of_one_payload_captured_twice_are_kept_once() -> None:
    links = table("links", link(1, 0), link(1, 1), link(1, 0))
    key = DATASETS["links"].key
    assert first_rows(links, key).column("position").to_pylist() == [0, 1]
    assert first_rows(links.slice(0, 0), key).num_rows == 0


def test_no_articles_merge_to_none() -> None:
    result = merge_articles(table("articles"), Stored(table("articles"), table("revisions")))
    assert isinstance(result.articles, pa.Table)
    assert (result.articles.num_rows, result.revisions.num_rows, result.fates) == (0, 0, {})
