"""An article with its facts as one HTML page that asks nothing of anybody.

In: what is shown. Out: HTML, by the template beside this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from markupsafe import Markup, escape

from flows.self_contained import self_contained
from flows.show.found import Shown
from flows.show.marks import Kind, Mark, Piece, marks_of, pieces
from flows.show.values import cells, columns_of, facts_about, label, offsets
from schemas.articles import Article
from schemas.row import Record

SWITCHES: Final = (Kind.QUOTATION, Kind.MENTION, Kind.TIME, Kind.QUANTITY)
"""The kinds that can be switched off, each with those that go with it."""

_WITH: Final[Mapping[Kind, Kind]] = MappingProxyType(
    {Kind.SPEAKER: Kind.QUOTATION, Kind.CUE: Kind.QUOTATION, Kind.ROLE: Kind.MENTION}
)
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """One row of a dataset: its label and its values, offsets last."""

    label: str
    values: Sequence[str]


@dataclass(frozen=True)
class Table:
    """The rows of one dataset."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]


def page(shown: Shown) -> str:
    """The page as HTML; the same for the same article."""
    article, marks = shown.article, marks_of(shown.facts)
    met = {mark.kind for mark in marks}
    values = {
        "article": article,
        "about": facts_about(article),
        "address": _web_address(article.url),
        "switches": [kind for kind in SWITCHES if kind in met | {_WITH[one] for one in met if one in _WITH}],
        "others": [kind for kind in _WITH if kind in met],
        "blocks": list(_blocks(article, marks)),
        "tables": [_table(name, rows) for name, rows in shown.facts.items() if rows],
    }
    return self_contained(_HERE, values)


def _web_address(url: str | None) -> str | None:
    """The address, if a click on it opens a web page and runs nothing."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _blocks(article: Article, marks: Sequence[Mark]) -> Iterator[tuple[str, Markup]]:
    """The paragraphs and sub-headings, marked, each with the name of its element."""
    headings = {one.start: one.end for one in article.sections}
    firsts: dict[str, int] = {}
    for mark in marks:
        firsts.setdefault(mark.label, mark.start)
    start = 0
    for block in article.article_body.split("\n\n"):
        end = start + len(block)
        cut = [_piece(article.article_body, one, firsts) for one in pieces(start, end, marks)]
        yield "h2" if headings.get(start) == end else "p", Markup("").join(cut)
        start = end + 2


def _piece(body: str, piece: Piece, firsts: dict[str, int]) -> Markup:
    """A piece of the text: its innermost mark leads to its row, what ends here and is not innermost by a label."""
    made = escape(body[piece.start : piece.end])
    for depth, mark in enumerate(reversed(piece.marks)):
        place = Markup("")
        if firsts.get(mark.label) == piece.start:
            place = Markup(' id="{}-text"').format(mark.label)
            del firsts[mark.label]
        if depth:
            made = Markup('<span class="f {}"{}>{}</span>').format(mark.kind, place, made)
        else:
            link = Markup('<a class="f {}"{} href="#{}" title="{}: {}">{}</a>')
            made = link.format(mark.kind, place, mark.label, mark.label, mark.says, made)
    ending = (mark for mark in piece.marks if mark.end == piece.end and _needs_label(mark, piece))
    return made + Markup("").join(map(_label, ending))


def _needs_label(mark: Mark, piece: Piece) -> bool:
    """Long ones, whose inside may all lead elsewhere, and those another one covers."""
    return mark.kind is Kind.QUOTATION or (mark is not piece.marks[-1] and mark.kind not in _WITH)


def _label(mark: Mark) -> Markup:
    return Markup('<sup><a href="#{}" title="{}">{}</a></sup>').format(mark.label, mark.says, mark.label)


def _table(name: str, rows: Sequence[Record]) -> Table:
    columns = columns_of(rows)
    made = [Row(label(name, row), [*cells(row, columns), offsets(row)]) for row in rows]
    return Table(name, [*columns, "offsets"], made)
