"""Quotations in English: invented sentences, and what they say was said by whom."""

import pytest

from schemas.words import QuotationType, SpeakerKind
from tasks.facts.quotations.found import FoundQuotation, Span
from tasks.facts.quotations.scan import find_quotations

SAID = "They will be back by spring"


def text(body: str, span: Span | None) -> str | None:
    return body[span.start : span.end] if span is not None else None


def only(body: str) -> FoundQuotation:
    (found,) = find_quotations(body, "en")
    return found


def contents(body: str, language: str | None = "en") -> list[str]:
    return [" | ".join(body[one.start : one.end] for one in each.segments) for each in find_quotations(body, language)]


def mentions(body: str) -> list[str | None]:
    return [text(body, one.speaker_mention) for one in find_quotations(body, "en")]


@pytest.mark.parametrize(
    ("body", "mention", "cue"),
    [
        (f'"{SAID}," Mara Olsen said.', "Mara Olsen", "said"),
        (f'"{SAID}," said Mara Olsen.', "Mara Olsen", "said"),
        (f'"{SAID}", said Mara Olsen.', "Mara Olsen", "said"),
        (f"“{SAID},” the harbour master told reporters.", "the harbour master", "told"),
        (f"‘{SAID},’ she said.", "she", "said"),
        (f"'{SAID},' she said.", "she", "said"),
        (f"''{SAID},'' she said.", "she", "said"),
        (f'Mara Olsen said: "{SAID}."', "Mara Olsen", "said"),
        (f'In a letter on Friday, Mara Olsen wrote, "{SAID}."', "Mara Olsen", "wrote"),
        (f'"{SAID}," said Mara Olsen, the mayor of Halden, on Friday.', "Mara Olsen", "said"),
        (f'"{SAID}," Mara Olsen, the mayor of Halden, said on Friday.', "Mara Olsen", "said"),
        (f'"{SAID}," Mara Olsen, who runs the mill, told the council.', "Mara Olsen", "told"),
        (f'"{SAID}," said Sen. J.P. Holt (R-Ohio).', "Sen. J.P. Holt", "said"),
        (f'"{SAID}," according to the harbour office.', "the harbour office", "according to"),
        (f'"{SAID}," as one keeper put it.', "one keeper", "put it"),
        (f'Olsen: "{SAID}."', "Olsen", ":"),
        (f'"{SAID}." — Mara Olsen', "Mara Olsen", "—"),
        (f'"{SAID}?" Olsen asked.', "Olsen", "asked"),
        (f'Olsen shrugged and said, "{SAID}."', "Olsen", "said"),
        (f'"{SAID}," a spokesman for the ministry has said.', "a spokesman for the ministry", "has said"),
        (f'But, Olsen added, "{SAID}."', "Olsen", "added"),
        (f'He\'s saying "{SAID}."', "He", "saying"),
    ],
)
def test_quoted_words_have_the_speaker_their_cue_names(body: str, mention: str, cue: str) -> None:
    one = only(body)
    assert (contents(body)[0].rstrip("?."), one.type) == (SAID, QuotationType.DIRECT)
    assert (text(body, one.speaker_mention), text(body, one.cue)) == (mention, cue)


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ('The mayor said the pier was "quite unsafe" in winter.', "the pier was | quite unsafe | in winter"),
        ('The pier is "quite unsafe," the mayor told reporters.', "The pier is | quite unsafe"),
        ('The mayor praised the "patience" of the crew.', "the | patience"),
        ('The mayor told the council that the pier is "a disgrace."', "the pier is | a disgrace"),
        ('The mayor said on Friday that "rust" ate the pier.', "rust | ate the pier"),
    ],
)
def test_a_mixed_quotation_is_the_whole_clause(body: str, content: str) -> None:
    one = only(body)
    assert (contents(body), one.type) == ([content], QuotationType.MIXED)
    assert [each.verbatim for each in one.segments] == [f'"{each}' in body for each in content.split(" | ")]


@pytest.mark.parametrize(
    ("body", "content", "mention"),
    [
        ("The ministry has said no ferry will sail.", "no ferry will sail", "The ministry"),
        ("Olsen said that no ferry would sail.", "no ferry would sail", "Olsen"),
        ("Olsen said that no ferry would sail, and demanded calm.", "no ferry would sail", "Olsen"),
        ("OSLO/HALDEN, May 3 (Agency) - Three boats sank, Olsen said.", "Three boats sank", "Olsen"),
        ("Olsen told reporters on Friday that no ferry would sail.", "no ferry would sail", "Olsen"),
        ("No ferry would sail before noon, Olsen said on Friday.", "No ferry would sail before noon", "Olsen"),
        ("Three boats sank in the storm, according to the harbour office.", "Three boats sank in the storm", None),
        ("A boat sank, according to the harbour office, and was lost.", "A boat sank | was lost", None),
        ("According to the harbour office, three boats sank.", "three boats sank", None),
        ("HALDEN, May 3 (Agency) - Three boats sank, Olsen said.", "Three boats sank", "Olsen"),
        ("The keeper says that is a problem.", "that is a problem", "The keeper"),
        ("Berg, of Halden, Conn., said he had fled.", "he had fled", "Berg"),
        ("The pier's chief, Phil Lund, said he cannot pay.", "he cannot pay", "The pier's chief, Phil Lund"),
        ("According to a film released by Halden, a boat sank.", "a boat sank", "a film released by Halden"),
        ("The boats, he noted, were old and leaky.", "The boats | were old and leaky", "he"),
    ],
)
def test_words_of_the_writer_that_a_cue_gives_to_somebody_are_indirect(
    body: str, content: str, mention: str | None
) -> None:
    one = only(body)
    assert (contents(body), one.type) == ([content], QuotationType.INDIRECT)
    assert text(body, one.speaker_mention) == (mention or "the harbour office")


@pytest.mark.parametrize(
    "body",
    [
        'The so-called "ghost ship" lay off the coast.',
        'He is reading "The Keeper of the Northern Light" to the children.',
        'She read the book "The Quiet Tide" on the ferry.',
        "The reports were late and the claims were paid.",
        "She was told to wait at the gate for the others.",
        "The plan announced on Friday is dead.",
        "The workers' hut and the sailors' home burned down.",
        "The cook's '90s songs and rock 'n' roll were loud.",
        "The mayor did not say whether the pier was safe.",
        'A 6\'2" man carried a 12" lamp.',
    ],
)
def test_terms_titles_and_words_that_only_look_like_cues_are_no_quotations(body: str) -> None:
    assert contents(body) == []


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ('"We wait," he said, "and we hope."', "We wait | and we hope"),
        ('"We wait here," he said. "We hope."', "We wait here | We hope."),
        ('"We wait here." "We hope," he said.', "We wait here. | We hope"),
        ('"We wait here.\n"We hope," he said.', "We wait here. | We hope"),
        ('He said: "We wait here. We hope.\n"And we sing."', "We wait here. We hope. | And we sing."),
        ('The paper reports:\n"We wait here and we hope."', "We wait here and we hope."),
    ],
)
def test_a_quotation_that_breaks_off_is_one_quotation(body: str, content: str) -> None:
    assert contents(body) == [content]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('"We wait," Olsen said. "We hope," Berg said.', [("We wait", "Olsen"), ("We hope", "Berg")]),
        (
            'Olsen said the pier was shut, adding that "nobody" would miss it.',
            [("the pier was shut", "Olsen"), ("nobody | would miss it", "Olsen")],
        ),
        (
            'Olsen said the pier was shut, but Berg said it was "open to all."',
            [("the pier was shut", "Olsen"), ("it was | open to all", "Berg")],
        ),
        ('Olsen called it "a wreck" and Berg called it "a gem".', [("it | a wreck", "Olsen"), ("it | a gem", "Berg")]),
    ],
)
def test_each_speaker_of_a_sentence_has_a_quotation(body: str, found: list[tuple[str, str]]) -> None:
    assert list(zip(contents(body), mentions(body), strict=True)) == found


@pytest.mark.parametrize(
    ("body", "speaker", "kind", "role"),
    [
        (f'"{SAID}," harbour master Mara Olsen said.', "Mara Olsen", SpeakerKind.PERSON, "harbour master"),
        (f'"{SAID}," lamp polisher Mara Olsen said.', "Mara Olsen", SpeakerKind.PERSON, "lamp polisher"),
        (f'"{SAID}," said Mara Olsen, the mayor of Halden.', "Mara Olsen", SpeakerKind.PERSON, "mayor of Halden"),
        (f'Mayor Mara Olsen waved.\n"{SAID}," Olsen said.', "Mara Olsen", SpeakerKind.PERSON, "Mayor"),
        (f'Mayor Mara Olsen waved.\n"{SAID}," Ms. Olsen said.', "Mara Olsen", SpeakerKind.PERSON, "Mayor"),
        (f'"{SAID}," said Mara Olsen, a nurse who came by boat.', "Mara Olsen", SpeakerKind.PERSON, "nurse"),
        (f'The mill\'s head, Captain Jon Berg, said "{SAID}."', "Jon Berg", SpeakerKind.PERSON, "mill's head, Captain"),
        (f'"{SAID}," said the head of the mill, Jon Berg.', "Jon Berg", SpeakerKind.PERSON, "head of the mill"),
        (f'"{SAID}," said the operator, Lund Lines.', "Lund Lines", "org", "operator"),
        (f'"{SAID}," said Ann Lund of the Harbour League.', "Ann Lund", SpeakerKind.PERSON, None),
        (
            f'The Norwegian trade ministry met.\n"{SAID}," the trade ministry said.',
            "Norwegian trade ministry",
            "org",
            None,
        ),
        (f'Elm Works Inc. was sold.\n"{SAID}," said Elm Works.', "Elm Works", "org", None),
        (f'"{SAID}," said Lund, who shrugged.\nPresident Lund left.', "Lund", SpeakerKind.PERSON, None),
        (f'"{SAID}," said Ann Lund, a U.S. envoy to Halden.', "Ann Lund", SpeakerKind.PERSON, "U.S. envoy to Halden"),
        (f'"{SAID}," said Secretary-General Ann Lund.', "Ann Lund", SpeakerKind.PERSON, "Secretary-General"),
        (f'"{SAID}," said Norway\'s Ann Lund.', "Ann Lund", SpeakerKind.PERSON, None),
        (f'"{SAID}," said the operator Lund Lines.', "Lund Lines", "org", "operator"),
        (
            f'Chief Ray Holm of the First Nation, which sued, said "{SAID}."',
            "Ray Holm",
            SpeakerKind.PERSON,
            "Chief",
        ),
        (f'A report seen by the Gazette said "{SAID}."', None, SpeakerKind.DOCUMENT, None),
        (f'"{SAID}," according to research.', None, None, None),
        (f'"{SAID}," the report said.', None, SpeakerKind.DOCUMENT, None),
        (f'"{SAID}," one official said.', None, SpeakerKind.UNNAMED, "official"),
        (f'It ran a clip in which people say, "{SAID}."', None, SpeakerKind.UNNAMED, "people"),
        (f'"{SAID}," said Comptroller Ana Bell.', "Ana Bell", SpeakerKind.PERSON, "Comptroller"),
        (
            f'"{SAID}," said Pier Trust Administrator Jon Berg.',
            "Jon Berg",
            SpeakerKind.PERSON,
            "Pier Trust Administrator",
        ),
        (f'Former area councillor, Jon Berg, said "{SAID}."', "Jon Berg", SpeakerKind.PERSON, "Former area councillor"),
        (f'Lumetra fell. Now Lumetra rose.\n"{SAID}," Lumetra said.', "Lumetra", None, None),
        (f'"{SAID}," she said.', None, SpeakerKind.PERSON, None),
        (f'"{SAID}," they said.', None, None, None),
        (f'Ann Lund and Eva Lund met.\n"{SAID}," Lund said.', "Lund", SpeakerKind.PERSON, None),
    ],
)
def test_a_speaker_is_resolved_as_far_as_the_article_tells(
    body: str, speaker: str | None, kind: SpeakerKind | str | None, role: str | None
) -> None:
    (one,) = find_quotations(body, "en")
    assert (one.speaker, one.speaker_role) == (speaker, role)
    assert one.speaker_kind == (SpeakerKind.ORGANIZATION if kind == "org" else kind)


def test_a_pronoun_is_who_spoke_last_in_this_paragraph_or_the_one_before() -> None:
    body = '"We wait," said Mara Olsen.\n"We hope," she said.\nIt rained.\nIt snowed.\n"We sing," she said.'
    assert [one.speaker for one in find_quotations(body, "en")] == ["Mara Olsen", "Mara Olsen", None]


def test_a_speaker_goes_on_in_the_next_paragraph_where_nobody_is_named() -> None:
    body = '"We wait," said Mara Olsen.\n"We hope that they will come."\nIt rained.\nIt snowed.\n"And yet we sing on."'
    found = find_quotations(body, "en")
    assert [one.speaker for one in found] == ["Mara Olsen", "Mara Olsen", None]
    assert [one.speaker_mention is None for one in found] == [False, True, True]


def test_quoted_words_that_are_no_title_are_said_of_the_work_before_them() -> None:
    body = 'He called the film "a long walk in the rain with no coat."'
    assert contents(body) == ["the film | a long walk in the rain with no coat"]
