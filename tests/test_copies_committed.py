"""Clusters after commits: those of the articles that are there, whatever runs they came in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from invented_text import edited, paragraphs
from rows import article, article_id, table

from schemas.articles import Article
from tasks.copies import copies_after
from tasks.store import Changes, Commit, Root, Snapshot

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
WIRE = paragraphs(1)


def printed(number: int, text: Sequence[str], *, days: int = 0, agency: str | None = None) -> Article:
    """An article of a publisher of its own, printed so many days after noon."""
    at = NOON + timedelta(days=days, minutes=number)
    changes = {
        "article_body": "\n\n".join(text),
        "sections": (),
        "date_published": at,
        "published_date": at.date(),
        "publisher_domain": f"paper{number}.example",
        "source_organization": (agency,) if agency else (),
    }
    return article(number, at.date()).model_copy(update=changes)


def commit(root: Root, *articles: Article, gone: Sequence[int] = (), most_holders: int = 300) -> Commit:
    """Puts articles and takes others away, with what that means for copies."""
    put, ids = table("articles", *articles), [article_id(number) for number in gone]

    def build(snapshot: Snapshot) -> Changes:
        copies = copies_after(snapshot, put, ids, most_holders)
        return Changes({"articles": put, **copies.puts}, drops={"articles": copies.drops["sketches"], **copies.drops})

    return root.commit("run", "test", build)


def clusters(root: Root) -> list[list[int]]:
    """The articles of each cluster, in the order of time."""
    numbers = {article_id(number): number for number in range(100)}
    found: dict[str, list[int]] = {}
    for row in root.snapshot().read("copies").to_pylist():
        found.setdefault(row["cluster_id"], []).append(numbers[row["article_id"]])
    return sorted(sorted(one) for one in found.values())


def test_a_copy_joins_a_wire_of_an_earlier_run(tmp_path: Path) -> None:
    root = Root.open(tmp_path)
    commit(root, printed(1, WIRE, agency="AFP"), printed(2, paragraphs(2)))
    assert clusters(root) == []
    commit(root, printed(3, WIRE[:4], days=1))
    assert clusters(root) == [[1, 3]]
    assert {row["agency"] for row in root.snapshot().read("copies").to_pylist()} == {"AFP"}


@pytest.mark.parametrize("most_holders", [300, 2])
def test_the_clusters_are_the_same_whatever_runs_the_articles_came_in(most_holders: int, tmp_path: Path) -> None:
    articles = [
        *(printed(number, edited(WIRE, 9 + number)[: 3 + number], days=number % 4) for number in range(7)),
        *(printed(10 + number, paragraphs(2)[: 4 + number], days=2 * number) for number in range(5)),
        *(printed(20 + number, [*WIRE[:6], *paragraphs(2)[:4]], days=number) for number in range(2)),
        printed(30, paragraphs(3)),
    ]
    whole, pieces = Root.open(tmp_path / "whole"), Root.open(tmp_path / "pieces")
    commit(whole, *articles, most_holders=most_holders)
    shuffled = Random(7).sample(articles, len(articles))
    for start in range(0, len(shuffled), 4):
        commit(pieces, *shuffled[start : start + 4], most_holders=most_holders)
    assert len(clusters(whole)) > 1
    for dataset in ("copies", "sketches"):
        assert pieces.snapshot().read(dataset).equals(whole.snapshot().read(dataset))


def test_an_article_that_goes_leaves_a_cluster_as_if_it_had_never_been_there(tmp_path: Path) -> None:
    root, without = Root.open(tmp_path / "root"), Root.open(tmp_path / "without")
    rest = [printed(2, WIRE[:5], days=3), printed(3, WIRE[:7], days=6)]
    commit(root, printed(1, WIRE), *rest)
    commit(root, gone=[1])
    commit(without, *rest)
    for dataset in ("copies", "sketches"):
        assert root.snapshot().read(dataset).equals(without.snapshot().read(dataset))


def test_the_last_article_of_a_cluster_is_no_copy(tmp_path: Path) -> None:
    root = Root.open(tmp_path)
    commit(root, printed(1, WIRE), printed(2, WIRE))
    commit(root, gone=[1])
    assert clusters(root) == []


def test_an_article_that_is_written_anew_leaves_its_cluster(tmp_path: Path) -> None:
    root = Root.open(tmp_path)
    commit(root, printed(1, WIRE), printed(2, WIRE), printed(3, WIRE))
    commit(root, printed(2, paragraphs(2)))
    assert clusters(root) == [[1, 3]]


def test_an_article_that_moves_to_another_day_takes_its_rows_along(tmp_path: Path) -> None:
    root = Root.open(tmp_path)
    commit(root, printed(1, WIRE), printed(2, WIRE))
    commit(root, printed(2, WIRE, days=2))
    assert clusters(root) == [[1, 2]]
    commit(root, printed(2, WIRE, days=9))
    assert clusters(root) == []


def test_a_run_leaves_the_clusters_of_other_texts_alone(tmp_path: Path) -> None:
    root = Root.open(tmp_path)
    commit(root, printed(1, WIRE), printed(2, WIRE))
    committed = commit(root, printed(3, paragraphs(2), days=1), printed(4, paragraphs(2), days=1))
    assert clusters(root) == [[1, 2], [3, 4]]
    assert committed.partitions["copies"] == ("2024-03-06",)


def test_articles_of_the_first_and_the_last_day_there_is_are_committed(tmp_path: Path) -> None:
    root = Root.open(tmp_path)
    days = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
    commit(
        root,
        *(
            printed(at.year % 7, WIRE).model_copy(update={"date_published": at, "published_date": at.date()})
            for at in days
        ),
    )
    assert clusters(root) == []


def test_an_article_without_a_sketch_is_alone_until_it_is_put_again(tmp_path: Path) -> None:
    root, old = Root.open(tmp_path), printed(1, WIRE)
    root.commit("old", "before there were sketches", lambda _: Changes({"articles": table("articles", old)}))
    commit(root, printed(2, WIRE))
    assert clusters(root) == []
    commit(root, old)
    assert clusters(root) == [[1, 2]]


def test_a_notice_that_too_many_pages_are_is_no_text_until_fewer_are(tmp_path: Path) -> None:
    root, notice = Root.open(tmp_path), paragraphs(5, 3)
    others = (printed(number, WIRE, days=1) for number in (8, 9))
    commit(root, *(printed(number, notice) for number in range(3)), *others, most_holders=3)
    assert clusters(root) == [[0, 1, 2], [8, 9]]
    commit(root, printed(3, notice), most_holders=3)
    assert clusters(root) == [[8, 9]]
    commit(root, gone=[1], most_holders=3)
    assert clusters(root) == [[0, 2, 3], [8, 9]]
