"""Invented pages: a ferry that does not run, told in paragraphs no two of which are alike."""

from typing import Final

from tasks.clean import CleanedPage, clean_page
from tasks.page import parse_page

PARAGRAPHS: Final = (
    "The ferry between Oldport and the island of Brask did not run for a third day, the harbour office said on Monday.",
    "Nobody was hurt when the bow door jammed, but forty lorries with fish were left on the quay until the evening.",
    "Engineers from the mainland are to look at the hinge, which was last replaced eleven years ago after a storm.",
    "Until then a smaller boat takes passengers without cars, twice in the morning and once shortly before sunset.",
    "Shopkeepers on the island said that bread and milk would last the week, and that they had seen worse winters.",
)
"""Enough prose that trafilatura takes the page for an article."""


def page(*blocks: str, head: str = "", after: str = "", tag: str = "article") -> str:
    """A page whose article holds the blocks given."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Ferry stands still</title>{head}</head>"
        f"<body><{tag}><h1>Ferry stands still</h1>{''.join(blocks)}</{tag}>{after}</body></html>"
    )


def prose(count: int = len(PARAGRAPHS)) -> str:
    """The first paragraphs as HTML."""
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:count])


def rest(start: int) -> str:
    """The later paragraphs as HTML."""
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[start:])


def cleaned(*blocks: str, after: str = "", tag: str = "article") -> CleanedPage:
    """That page, cleaned."""
    return clean_page(parse_page(page(*blocks, after=after, tag=tag)))


def cleaned_within(*blocks: str) -> CleanedPage:
    """The blocks between the second and the third paragraph of an article, cleaned."""
    return cleaned(prose(2), *blocks, rest(2))
