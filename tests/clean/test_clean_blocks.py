"""Blocks of text are found again in the page they came from."""

import pytest
from invented import PARAGRAPHS, page, prose, rest

from tasks.blocks import Block, readable, text_blocks
from tasks.page import parse_page


def blocks_of(text: str) -> list[Block]:
    return text_blocks(readable(parse_page(text)))


def block(blocks: list[Block], beginning: str) -> Block:
    (found,) = [one for one in blocks if one.text.startswith(beginning)]
    return found


def test_each_paragraph_is_found_with_its_element_and_attributes() -> None:
    marked = "".join(f"<p class='n{number}'>{text}</p>" for number, text in enumerate(PARAGRAPHS))
    classes = [one.element.get("class") for one in blocks_of(page(marked)) if one.element is not None]
    assert [name for name in classes if name] == ["n0", "n1", "n2", "n3", "n4"]


def test_a_paragraph_with_markup_inside_is_one_block_and_is_found() -> None:
    marked = (
        "<p id='wind'>The <b>wind</b> had <a href='/turned'>turned</a>\n <i>north</i> by noon, the office said.</p>"
    )
    found = block(blocks_of(page(prose(2), marked, rest(2))), "The wind")
    assert found.text == "The wind had turned north by noon, the office said."
    assert found.element is not None and found.element.get("id") == "wind"


def test_the_same_words_twice_are_given_out_in_page_order() -> None:
    line = "The boat leaves the old quay at seven."
    twice = f"<p id='one'>{line}</p><p>{PARAGRAPHS[2]}</p><blockquote id='two'>{line}</blockquote>"
    found = [one.element for one in blocks_of(page(prose(2), twice, rest(3))) if one.text == line]
    assert [element.get("id") for element in found if element is not None][:1] == ["one"]


def test_a_heading_of_the_page_is_a_heading() -> None:
    found = blocks_of(page(prose(2), "<h2>What the crew says</h2>", rest(2)))
    assert block(found, "What the crew").is_heading
    assert not block(found, PARAGRAPHS[0][:20]).is_heading


def test_paragraphs_parted_by_line_breaks_are_blocks_of_their_own() -> None:
    found = blocks_of(page(f"<div>{'<br><br>'.join(PARAGRAPHS)}</div>"))
    assert [one.text for one in found if one.text in PARAGRAPHS] == list(PARAGRAPHS)


def test_scripts_and_styles_are_not_read_and_the_page_itself_is_not_changed() -> None:
    tree = parse_page(page(prose(), "<script>var ferry = 'late';</script>"))
    assert "var ferry" not in "".join(readable(tree).itertext())
    assert "var ferry" in "".join(tree.itertext())


def test_a_quotation_in_a_sentence_is_part_of_it_in_quotation_marks() -> None:
    marked = "<p>The mayor told the crowd <q>we will <b>build</b> it now</q> and then left by the back door.</p>"
    found = block(blocks_of(page(prose(2), marked, rest(2))), "The mayor")
    assert found.text == "The mayor told the crowd “we will build it now” and then left by the back door."


def test_a_quotation_in_a_quotation_has_single_marks_and_one_with_marks_gets_no_more() -> None:
    marked = "<p>The mayor said <q>she said <q>soon</q> twice</q>, and the crowd said <q>“never”</q> at once.</p>"
    found = block(blocks_of(page(prose(2), marked, rest(2))), "The mayor")
    assert found.text == "The mayor said “she said ‘soon’ twice”, and the crowd said “never” at once."


@pytest.mark.parametrize("tag", ["code", "kbd", "samp", "tt"])
def test_code_in_a_sentence_is_words_like_others(tag: str) -> None:
    marked = (
        f"<p>Install with <{tag}>pip install ferry</{tag}> now, said <a href='/l'>Lin</a> of the harbour office.</p>"
    )
    found = block(blocks_of(page(prose(2), marked, rest(2))), "Install with")
    assert found.text == "Install with pip install ferry now, said Lin of the harbour office."
    assert found.element is not None and found.element.find("a") is not None


def test_text_beside_paragraphs_is_found_with_the_element_it_stands_in() -> None:
    lead = "The boat was <b>late</b> again on Monday, said the office."
    found = block(blocks_of(page(f"{lead}{prose()}")), "The boat was late")
    assert found.element is not None and found.element.tag == "article"


def test_what_trafilatura_discards_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert blocks_of("<html><body><p></p></body></html>") == []
    assert not caplog.records


def test_a_page_without_text_has_no_blocks() -> None:
    assert blocks_of("<html><body><img src='/a.jpg'></body></html>") == []
