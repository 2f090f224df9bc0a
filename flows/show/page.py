"""An article with its facts as one HTML page that asks nothing of anybody: no script, no request, all text escaped."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from flows.show.found import Shown
from flows.show.marks import Kind, Mark, Piece, marks_of, pieces
from flows.show.markup import NOTHING, Markup, joined, style, tag, text, void
from flows.show.sheet import STYLE_SHEET
from flows.show.values import cells, columns_of, facts_about, label, offsets
from schemas.articles import Article
from schemas.row import Record

SWITCHES: Final = (Kind.QUOTATION, Kind.MENTION, Kind.TIME, Kind.QUANTITY)
"""The kinds that can be switched off; speakers and cues go with quotations, roles with mentions."""

_WITH: Final = {Kind.SPEAKER: Kind.QUOTATION, Kind.CUE: Kind.QUOTATION, Kind.ROLE: Kind.MENTION}
_DIGEST: Final = base64.b64encode(hashlib.sha256(STYLE_SHEET.encode()).digest()).decode()
_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"


def page(shown: Shown) -> str:
    """The whole page."""
    article = shown.article
    marks = marks_of(shown.facts)
    head = (
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        tag("title", text(article.headline)),
        style(STYLE_SHEET),
    )
    body = (
        tag("h1", text(article.headline), dir="auto"),
        tag("dl", *(_said(name, value) for name, value in facts_about(article))),
        _legend(marks),
        tag("article", *_blocks(article, marks), lang=article.in_language),
        *(_table(name, rows) for name, rows in shown.facts.items() if rows),
    )
    return f"<!doctype html>\n{tag('html', tag('head', *head), tag('body', *body), lang='en')}\n"


def _said(name: str, value: str) -> Markup:
    is_address = name == "url" and value.startswith(("http://", "https://"))
    said = tag("a", text(value), href=value, rel="noreferrer noopener") if is_address else text(value)
    return joined((tag("dt", text(name)), tag("dd", said)))


def _legend(marks: Sequence[Mark]) -> Markup:
    met = {_WITH.get(mark.kind, mark.kind) for mark in marks}
    if not met:
        return tag("p", text("No facts were found in the text."), class_="note")
    switches = [
        tag(
            "label",
            void("input", type="checkbox", checked="", id=f"show-{kind}"),
            tag("span", text(kind), class_=f"f {kind}", title=kind.meaning),
        )
        for kind in SWITCHES
        if kind in met
    ]
    parts = [tag("span", text(kind), class_=f"f {kind}", title=kind.meaning) for kind in _WITH if _is_met(kind, marks)]
    return tag("div", *switches, *parts, class_="legend")


def _is_met(kind: Kind, marks: Sequence[Mark]) -> bool:
    return any(mark.kind is kind for mark in marks)


def _blocks(article: Article, marks: Sequence[Mark]) -> Iterator[Markup]:
    """The paragraphs and sub-headings, marked."""
    headings = {one.start: one.end for one in article.sections}
    firsts: dict[str, int] = {}
    for mark in marks:
        firsts.setdefault(mark.label, mark.start)
    start = 0
    for block in article.article_body.split("\n\n"):
        end = start + len(block)
        name = "h2" if headings.get(start) == end else "p"
        cut = [_piece(article.article_body, one, firsts) for one in pieces(start, end, marks)]
        yield tag(name, *cut, dir="auto")
        start = end + 2


def _piece(body: str, piece: Piece, firsts: dict[str, int]) -> Markup:
    """A piece of the text: its innermost mark leads to its row, what ends here and is not innermost by a label."""
    made = text(body[piece.start : piece.end])
    for depth, mark in enumerate(reversed(piece.marks)):
        is_first = firsts[mark.label] == piece.start
        made = tag(
            "span" if depth else "a",
            made,
            class_=f"f {mark.kind}",
            id=f"{mark.label}-text" if is_first else None,
            href=None if depth else f"#{mark.label}",
            title=None if depth else f"{mark.label}: {mark.says}",
        )
        if is_first:
            firsts[mark.label] = -1
    ending = (mark for mark in piece.marks if mark.end == piece.end)
    return joined((made, *(_label(mark) for mark in ending if _needs_label(mark, piece))))


def _needs_label(mark: Mark, piece: Piece) -> bool:
    """Long ones, whose inside may all lead elsewhere, and those another one covers."""
    return mark.kind is Kind.QUOTATION or (mark is not piece.marks[-1] and mark.kind not in _WITH)


def _label(mark: Mark) -> Markup:
    return tag("sup", tag("a", text(mark.label), href=f"#{mark.label}", title=mark.says))


def _table(name: str, rows: Sequence[Record]) -> Markup:
    columns = columns_of(rows)
    head = tag("tr", *(tag("th", text(one)) for one in ("", *columns, "offsets")))
    table = tag("table", tag("thead", head), tag("tbody", *(_row(name, row, columns) for row in rows)))
    title = tag("h2", text(f"{name} "), tag("small", text(f"({len(rows)})")))
    return tag("section", title, tag("div", table, class_="scroll"))


def _row(name: str, row: Record, columns: Sequence[str]) -> Markup:
    own = label(name, row)
    link = tag("a", text(own), href=f"#{own}-text", title="in the text")
    values = zip(columns, cells(row, columns), strict=True)
    said = [tag("td", text(value) if value else NOTHING, data_of=column, dir="auto") for column, value in values]
    where = tag("td", text(offsets(row)), class_="n", data_of="offsets")
    return tag("tr", tag("td", link, class_="n"), *said, where, id=own)
