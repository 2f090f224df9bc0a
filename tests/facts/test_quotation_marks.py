"""Quotation marks and dialogue dashes in many languages: invented sentences, and the quoted words in them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.facts.quotations.found import Segment
from tasks.facts.quotations.marks import paragraphs, quoted_in
from tasks.facts.quotations.scan import find_quotations

ALPHABET = "\"“”„‘’'«»‹›「」—–-,.:!?\n ()abS" + "\u00a0éß語"
ENGLISH = "said Mara Olsen he told according to that and who the adding ministry of Mr. as I has report it's"
WORDS = st.sampled_from([*ENGLISH.split(), *"\"“”'’‘—\n,.?:()«»"])


def quoted(body: str) -> list[str]:
    return [body[one.start : one.end] for start, end in paragraphs(body) for one in quoted_in(body, start, end)]


def contents(body: str, language: str) -> list[str]:
    return [" | ".join(body[one.start : one.end] for one in each.segments) for each in find_quotations(body, language)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('It is "old" and "wet".', ["old", "wet"]),
        ("It is “old” and ‘wet’.", ["old", "wet"]),
        ("It is „old“ and „wet”.", ["old", "wet"]),
        ("It is «old» and »wet« and ‹dry›.", ["old", "wet", "dry"]),
        ("It is ”old” and »wet».", ["old", "wet"]),
        ("それは「古い」と『青い』です。", ["古い", "青い"]),
        ("It is « old » here.", ["old"]),
        ("It is ``old'' and ''wet''.", ["old", "wet"]),
        ("“He said ‘no’ and “never” again,” she wrote.", ["He said ‘no’ and “never” again,"]),
        ("'It's the workers' hut,' he said.", ["It's the workers' hut,"]),
        ("The workers' hut is Olsen's.", []),
        ("“She said “never” and left.", ["She said “never” and left."]),
        ("He called it “old and “wet” and left.", ["old and “wet"]),
        ("\"She read “Waves” and left.", ["She read “Waves” and left."]),
        ("He left \"early. Then it rained.", ["early. Then it rained."]),
        ("A 12\" lamp and a 6'2\" man.", []),
        ('An empty "" pair.', []),
    ],
)  # fmt: skip
def test_marks_of_every_style_pair_up(body: str, found: list[str]) -> None:
    assert quoted(body) == found


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("de", "„Wir warten hier auf das Boot“, sagte Mara Olsen.", ["Wir warten hier auf das Boot"]),
        ("de-CH", "«Wir warten hier auf das Boot», sagte sie.", ["Wir warten hier auf das Boot"]),
        ("de", "Der „kleine Hafen“ ist zu.", []),
        ("fr", "« Nous attendons le bateau ici », dit-elle.", ["Nous attendons le bateau ici"]),
        ("fr", "— Nous attendons le bateau, dit Mara.", ["Nous attendons le bateau"]),
        ("es", "—Esperamos el barco aquí —dijo Mara—.", ["Esperamos el barco aquí"]),
        ("es", "—Esperamos el barco —dijo Mara—. Y cantamos.", ["Esperamos el barco | Y cantamos."]),
        ("ru", "— Мы ждём лодку, — сказала Мара. — И поём.", ["Мы ждём лодку | И поём."]),
        ("sv", "– Vi väntar på båten, säger Mara Olsen.", ["Vi väntar på båten"]),
        ("sv", "”Vi väntar på båten här”, säger hon.", ["Vi väntar på båten här"]),
        ("ru", "«Мы ждём лодку здесь», — сказала Мара.", ["Мы ждём лодку здесь"]),
        ("pl", "– Czekamy tutaj na łódź – powiedziała Mara.", ["Czekamy tutaj na łódź"]),
        ("ja", "「ここで船を待っています」とマラは言った。", ["ここで船を待っています"]),
        ("it", "«Aspettiamo qui la barca.\n«E cantiamo.»", ["Aspettiamo qui la barca. | E cantiamo."]),
        ("nl", "– vis\n– brood", []),
        ("sv", "- 2 dl mjölk\n- 1 ägg", []),
    ],
)
def test_other_languages_have_quotations_without_speakers(language: str, body: str, found: list[str]) -> None:
    assert contents(body, language) == found
    assert all(one.speaker_mention is None and one.cue is None for one in find_quotations(body, language))


def check_spans(body: str, language: str | None) -> None:
    segments: list[Segment] = [segment for one in find_quotations(body, language) for segment in one.segments]
    for one in segments:
        assert 0 <= one.start < one.end <= len(body)
        assert body[one.start : one.end].strip() == body[one.start : one.end]
    for one, following in pairwise(segments):
        assert one.end < following.start
    for found in find_quotations(body, language):
        for span in (found.cue, found.speaker_mention):
            assert span is None or 0 <= span.start < span.end <= len(body)


@settings(max_examples=60)
@given(st.text(alphabet=ALPHABET, max_size=120), st.sampled_from(["en", "de", "fr", "sv", None]))
def test_any_signs_give_spans_inside_in_order_and_apart(body: str, language: str | None) -> None:
    check_spans(body, language)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=40))
def test_any_words_give_spans_inside_in_order_and_apart(words: list[str]) -> None:
    check_spans(" ".join(words), "en")


@pytest.mark.parametrize(
    "hostile", ['"', "'a ", "‘s' ", '"a" he said, ', "x “a “b” ", "— a ", "Ann said ", "said ", "(a ", "according to "]
)
def test_a_hostile_body_takes_time_in_proportion(hostile: str) -> None:
    begun = time.process_time()
    find_quotations(hostile * (15_000 // len(hostile)), "en")
    assert time.process_time() - begun < 3
