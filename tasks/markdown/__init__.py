"""Articles in Markdown or plain text into HTML pages that say in standard markup what their shape says."""

from tasks.characters import clean_characters
from tasks.markdown.blocks import parse_blocks
from tasks.markdown.front_matter import split_front_matter
from tasks.markdown.page import render_page
from tasks.markdown.paragraphs import open_paragraphs
from tasks.markdown.shape import recognise

__all__ = ["render_markdown"]


def render_markdown(text: str) -> str:
    """A whole HTML page of the article: JSON-LD of what is stated, and an `<article>` of what is to be read."""
    front, rest = split_front_matter(clean_characters(text))
    blocks = parse_blocks(open_paragraphs(rest))
    return render_page(front, recognise(blocks, front))
