"""HTML that cannot hold what was not escaped: text and attributes in, markup out."""

import html
from collections.abc import Iterable
from typing import NewType

Markup = NewType("Markup", str)
"""Markup of ours, with all else in it escaped. Only this module makes it."""

NOTHING = Markup("")


def text(value: str) -> Markup:
    """A text, escaped."""
    return Markup(html.escape(value))


def joined(parts: Iterable[Markup]) -> Markup:
    """Markup one after the other."""
    return Markup("".join(parts))


def tag(element: str, /, *content: Markup, **attributes: str | None) -> Markup:
    """An element; an attribute's trailing underscore is left out, and the attribute if its value is None."""
    return Markup(f"{_start(element, attributes)}{''.join(content)}</{element}>")


def void(element: str, /, **attributes: str | None) -> Markup:
    """An element that never has content."""
    return _start(element, attributes)


def style(rules: str) -> Markup:
    """A style sheet of ours: the one text that is not escaped."""
    return Markup(f"<style>{rules}</style>")


def _start(element: str, attributes: dict[str, str | None]) -> Markup:
    said = (
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{element}{''.join(said)}>")
