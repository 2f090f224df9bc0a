"""What differs between two versions of an article."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.words import Part
from tasks.clean import word_count
from tasks.page import unspaced
from tasks.revise import MOST_CHANGES, MOST_CHARACTERS, BodyChange, body_change, changed_parts, said_by

ROW = {
    "headline": "A bridge opens",
    "alternative_headline": None,
    "article_body": "One two three four.\n\nFive six seven eight.\n\nNine ten eleven twelve.",
    "author": ["Ana Bell"],
    "byline": "By Ana Bell",
    "source_organization": [],
    "date_published": None,
}
BODIES = st.lists(st.sampled_from(["One two.", "One three.", "Four five six.", "Seven"]), max_size=6).map("\n\n".join)


def changed(**changes: object) -> tuple[Part, ...]:
    return changed_parts(said_by(ROW), said_by(ROW | changes))


def compared(before: str, after: str) -> BodyChange:
    return body_change(before, after, word_count(before) + word_count(after))


def diff(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.op.value, one.before, one.after) for one in compared(before, after).diff]


def test_the_parts_that_differ_are_named() -> None:
    assert changed() == ()
    assert changed(headline="A bridge closes", author=["Tom Oak"]) == (Part.HEADLINE, Part.AUTHOR)
    assert changed(source_organization=["AFP"], byline=None) == (Part.BYLINE, Part.AGENCY)


def test_white_space_makes_no_difference_and_quotation_marks_do() -> None:
    assert (
        changed(headline="A\u00a0bridge  opens", author=["Ana  Bell"], article_body="".join(ROW["article_body"])) == ()
    )  # type: ignore[arg-type]
    assert changed(headline="A “bridge” opens") == (Part.HEADLINE,)


def test_a_paragraph_with_other_words_is_changed() -> None:
    assert diff("Same.\n\nThe vote is on Monday.", "Same.\n\nThe vote is on Friday.") == [
        ("changed", "The vote is on Monday.", "The vote is on Friday.")
    ]


def test_a_paragraph_with_nothing_in_common_is_removed_and_another_added() -> None:
    assert diff("Same.\n\nIt rained.", "Same.\n\nNobody came to see.") == [
        ("added", None, "Nobody came to see."),
        ("removed", "It rained.", None),
    ]


def test_changes_stand_in_the_order_of_the_body() -> None:
    before = "One two three.\n\nGone for good.\n\nFour five six.\n\nEnd."
    after = "One two four.\n\nFour five six.\n\nBrand new here.\n\nEnd."
    assert [op for op, _, _ in diff(before, after)] == ["changed", "removed", "added"]


def test_the_share_is_of_words_removed_and_added_among_all() -> None:
    assert compared("a b c d", "a b c e").share == 0.25
    assert compared("a b", "c d").share == 1.0
    assert compared("a b\n\nc d", "a b\n\nc d\n\ne f").share == 0.2
    assert compared("man bites dog", "dog bites man").share > 0
    assert compared("a b", "a  b") == compared("a", "a")


@given(BODIES, BODIES)
def test_the_share_is_between_0_and_1_and_0_without_a_diff(before: str, after: str) -> None:
    change = compared(before, after)
    assert 0 <= change.share <= 1
    assert change.diff or change.share == 0
    assert bool(change.diff) == (unspaced(before) != unspaced(after))


@given(BODIES, BODIES)
def test_a_diff_holds_what_is_new_and_what_is_gone(before: str, after: str) -> None:
    found = compared(before, after).diff
    new, gone = (
        set(after.split("\n\n")) - set(before.split("\n\n")),
        set(before.split("\n\n")) - set(after.split("\n\n")),
    )
    assert new - {""} <= {one.after for one in found}
    assert gone - {""} <= {one.before for one in found}


def test_a_diff_is_bounded() -> None:
    before = "\n\n".join(f"Paragraph {number}." for number in range(5_000))
    change = compared(before, "x" * 50_000)
    assert len(change.diff) == MOST_CHANGES
    assert max(len(one.after or "") for one in change.diff) <= MOST_CHARACTERS
    assert change.share == 1.0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a b"] * 5_000, ["a b", "b a", "a c"] * 3_000),
        ([" ".join(["a", "b"] * 70)] * 200, [" ".join(["a", "b", "b"] * 48)] * 200),
        ([" ".join("ab"[n % 2] for n in range(200_000))], [" ".join("abb"[n % 3] for n in range(200_000))]),
    ],
)
def test_bodies_made_to_cost_time_cost_little(before: list[str], after: list[str]) -> None:
    began = time.process_time()
    compared("\n\n".join(before), "\n\n".join(after))
    assert time.process_time() - began < 5
