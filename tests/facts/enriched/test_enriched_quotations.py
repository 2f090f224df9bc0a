"""Who said what in invented texts, found in parses that were recorded."""

from itertools import pairwise

import pytest
from facts.enriched.recorded import parse, recorded

from schemas.words import QuotationType, SpeakerKind
from tasks.facts.enriched.mentions import find_mentions
from tasks.facts.enriched.quotations import find_quotations
from tasks.facts.quotations.found import FoundQuotation
from tasks.facts.quotations.scan import find_quotations as by_rule


def quotations(body: str) -> tuple[FoundQuotation, ...]:
    read = parse(body)
    return find_quotations(read, find_mentions(read), by_rule(body, "en"))


def only(body: str) -> FoundQuotation:
    (found,) = quotations(body)
    return found


def said(body: str, one: FoundQuotation) -> list[str]:
    return [body[segment.start : segment.end] for segment in one.segments]


@pytest.mark.parametrize(
    ("body", "content", "speaker"),
    [
        ("Olena Hrytsenko said the bridge would open in May.", ["the bridge would open in May"], "Olena Hrytsenko"),
        ("The bridge, Olena Hrytsenko said, will open in May.", ["The bridge", "will open in May"], "Olena Hrytsenko"),
        ("The bridge will open in May, according to the Danish navy.", ["The bridge will open in May"], "Danish navy"),
        ("Olena Hrytsenko urged drivers to stay at home.", ["drivers to stay at home"], "Olena Hrytsenko"),
        ("Olena Hrytsenko called on the council to pay for it.", ["the council to pay for it"], "Olena Hrytsenko"),
        ("Olena Hrytsenko called for a new bridge.", ["a new bridge"], "Olena Hrytsenko"),
        (
            "Olena Hrytsenko warned that the ice was thin, adding that the lake would stay closed.",
            ["the lake would stay closed"],
            "Olena Hrytsenko",
        ),
        (
            "A video released by the Danish navy showed that the ferry was empty.",
            ["the ferry was empty"],
            "Danish navy",
        ),
    ],
)
def test_what_is_reported_is_found_with_its_speaker(body: str, content: list[str], speaker: str) -> None:
    assert (content, speaker) in [(said(body, one), one.speaker) for one in quotations(body)]


@pytest.mark.parametrize(
    "body",
    [
        "Olena Hrytsenko did not say when the bridge would open.",
        "Olena Hrytsenko would urge drivers to stay at home.",
        "Drivers were told that the bridge was closed.",
        "Olena Hrytsenko painted the bridge red.",
    ],
)
def test_what_nobody_said_is_not_reported(body: str) -> None:
    assert quotations(body) == ()


@pytest.mark.parametrize(
    ("body", "speakers"),
    [
        (
            "Olena Hrytsenko opened the bridge. “It is safe for all of us,” she said.",
            ["Olena Hrytsenko"],
        ),
        (
            "“It is safe for all of us,” said Olena Hrytsenko.\n\nThe mayor of Leeds, Thomas Ellwood, disagreed. "
            "“I would not walk across it today,” he said.",
            ["Olena Hrytsenko", "Thomas Ellwood"],
        ),
        (
            "Mrs. Hrytsenko met Thomas Ellwood.\n\nMr. Ellwood smiled. “We have all that we need now,” she said.",
            ["Hrytsenko"],
        ),
        (
            "Thomas Ellwood, the mayor of Leeds, arrived late. “The road was blocked again,” the mayor said.",
            ["Thomas Ellwood"],
        ),
        (
            "Thomas Ellwood arrived late. “The road was blocked again,” Ellwood said.",
            ["Thomas Ellwood"],
        ),
        (
            "The Danish defense ministry denied it. “No aircraft was there at that time,” the defense ministry said.",
            ["Danish defense ministry"],
        ),
        ("“No aircraft was there at that time,” Moscow said.", ["Moscow"]),
        ("No aircraft was there, according to the navy's director, Olena Hrytsenko.", ["Olena Hrytsenko"]),
        ("They waited for hours. “The road was blocked again,” he said.", [None]),
    ],
)
def test_a_speaker_is_who_the_words_stand_for(body: str, speakers: list[str | None]) -> None:
    assert [one.speaker for one in quotations(body)] == speakers


def test_the_subject_of_the_cue_is_its_speaker_however_far_away_it_stands() -> None:
    body = "Olena Hrytsenko, 59, of Leeds, who watched the opening from a boat, said the wind was “a bit too much.”"
    assert only(body).speaker == "Olena Hrytsenko"


def test_a_place_of_filing_is_no_speaker() -> None:
    body = "SEOUL: South Korea's military said on Sunday that North Korea fired several missiles."
    assert only(body).speaker == "South Korea's military"


def test_a_speaker_bears_the_role_the_article_gives_elsewhere() -> None:
    body = "Harbour spokesman Piet Vandermeer met the crews.\n\n“We have all that we need now,” Vandermeer said."
    found = only(body)
    assert (found.speaker, found.speaker_kind, found.speaker_role) == (
        "Piet Vandermeer",
        SpeakerKind.PERSON,
        "Harbour spokesman",
    )


def test_words_in_marks_within_a_report_are_verbatim() -> None:
    body = "Olena Hrytsenko stressed that the “new” bridge was older than the mayor."
    found = only(body)
    assert found.type is QuotationType.MIXED
    assert [(text, one.verbatim) for text, one in zip(said(body, found), found.segments, strict=True)] == [
        ("the", False),
        ("new", True),
        ("bridge was older than the mayor", False),
    ]


def test_an_account_that_goes_on_behind_its_source_is_one_quotation() -> None:
    body = "The Danish navy lost the signal, according to Olena Hrytsenko, and offered to send a ship at once."
    found = only(body)
    assert found.speaker == "Olena Hrytsenko"
    assert said(body, found) == ["The Danish navy lost the signal", "offered to send a ship at once"]


def test_quotations_stand_in_order_inside_the_body_and_touch_nowhere() -> None:
    for body in recorded():
        spans = [(part.start, part.end) for one in quotations(body) for part in one.segments]
        assert all(0 <= start < end <= len(body) for start, end in spans)
        assert all(end < start for (_, end), (start, _) in pairwise(sorted(spans)))
        firsts = [one.segments[0].start for one in quotations(body)]
        assert firsts == sorted(firsts)
