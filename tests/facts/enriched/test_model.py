"""The model itself, where it is installed; the tests of the rules use what it gave once."""

import pytest
from facts.enriched.recorded import as_recorded, needs_the_model, parse, recorded

from tasks.facts.enriched.model import installed, load


@needs_the_model
def test_the_model_still_gives_the_parses_that_were_recorded() -> None:
    bodies = sorted(recorded())
    assert [as_recorded(one) for one in load("en").parse(bodies)] == [as_recorded(parse(body)) for body in bodies]


@needs_the_model
def test_every_token_is_what_its_offsets_say_and_no_sentence_runs_across_paragraphs() -> None:
    body = "  Rain fell on 🌧 Oslo\n\nCrews \tworked all night \n\n"
    (found,) = load("en").parse([body])
    assert [body[token.start : token.end] for token in found.tokens] == [token.text for token in found.tokens]
    assert next(token for token in found.tokens if token.text == "Crews").first


@needs_the_model
@pytest.mark.parametrize("body", ["", " \n\t\n ", "\N{ZERO WIDTH SPACE}", "\x00", "«»" * 50])
def test_a_body_without_words_has_a_parse(body: str) -> None:
    assert [one.body for one in load("en").parse([body, "Rain fell."])] == [body, "Rain fell."]


def test_a_language_without_a_model_is_said_to_have_none() -> None:
    assert "tlh" not in installed()
