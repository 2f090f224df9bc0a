"""Any text gives a tree that is small enough to walk and keeps what the page says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import PARAGRAPHS, page, prose
from lxml.html import HtmlElement

from tasks.clean import clean_page
from tasks.page import MOST_ATTRIBUTES, fold, letters_of, parse_page


@given(st.text())
def test_any_text_gives_a_document(text: str) -> None:
    tree = parse_page(text)
    assert isinstance(tree, HtmlElement)
    assert tree.tag == "html"


@pytest.mark.parametrize("text", ["", " \n", "<!-- nothing -->", "<?php nothing ?>", "<!DOCTYPE html>", "\x00"])
def test_a_page_that_says_nothing_is_an_empty_document(text: str) -> None:
    assert fold("".join(parse_page(text).itertext())) == ""


def test_control_characters_are_dropped_and_nothing_after_them_is_lost() -> None:
    assert fold("".join(parse_page("<p>Bra\x00sk \x01and\ud800 Old\ufffeport</p>").itertext())) == "Brask and Oldport"


def test_an_encoding_named_inside_the_text_is_not_believed() -> None:
    declared = '<?xml version="1.0" encoding="iso-8859-1"?><html><head><meta charset="koi8-r"></head><p>Bræsk – ☃</p>'
    assert fold("".join(parse_page(declared).itertext())) == "Bræsk – ☃"


def test_tens_of_thousands_of_attributes_become_a_few() -> None:
    many = " ".join(f"a{number}=''" for number in range(20_000))
    tree = parse_page(f"<div id='first' {many}>{prose()}</div>")
    (div,) = tree.iter("div")
    assert len(div.attrib) == MOST_ATTRIBUTES
    assert div.get("id") == "first"


@pytest.mark.parametrize("line_break", ["<br>", "<br>\n  ", "<br/>&nbsp;"])
def test_a_run_of_line_breaks_becomes_two(line_break: str) -> None:
    tree = parse_page(f"<p>Before{line_break * 50_000}after<br>the end</p>")
    assert len(list(tree.iter("br"))) == 3
    assert letters_of("".join(tree.itertext())) == "beforeaftertheend"


def test_line_breaks_with_words_between_them_all_stay() -> None:
    assert len(list(parse_page("<p>one<br>two<br>three<br>four</p>").iter("br"))) == 3


def test_an_article_under_three_hundred_nested_elements_keeps_its_body() -> None:
    deep = page(f"{'<div>' * 300}{prose()}{'</div>' * 300}")
    assert clean_page(parse_page(deep)).body.endswith(PARAGRAPHS[-1])


def test_folding_leaves_single_spaces_and_no_soft_hyphens() -> None:
    assert fold(" the\u00a0fer\u00adry \n\t runs\u200b ") == "the ferry runs"


def test_letters_stay_the_same_however_a_text_is_set() -> None:
    assert letters_of("“The Ferry”, again – STRASSE") == letters_of("the ferry again straße")
