"""Tables in, the rows out whose columns do not go together or whose spans of the body do not hold what they say.

What goes together, and what is cut out of the body, `schemas.datasets` says.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from schemas.datasets import SURFACES, TOGETHER, Surface
from schemas.findings import Finding, Rule
from schemas.words import TimexAnchor
from tasks.check import cuts, is_joined

_AT_ONCE: Final = 20_000
"""Rows whose values are Python's at one time."""


def broken_rows(rule: Rule, name: str, table: pa.Table, wrong: pa.ChunkedArray, detail: str) -> Iterator[Finding]:
    """One finding if any row is wrong, or may be: how many, and the first column of one of them."""
    broken = table.column(0).filter(pc.fill_null(wrong, True))
    if len(broken):
        yield Finding(rule, name, f"{detail}: {len(broken)} rows, such as {broken[0]}")


def parents(rows: pa.Table, articles: pa.Table) -> pa.ChunkedArray:
    """For each row the place of its article in `articles`; null where it has none."""
    return pc.index_in(rows["article_id"], value_set=articles["article_id"].combine_chunks())


def together_findings(name: str, table: pa.Table) -> Iterator[Finding]:
    """The rows in which columns that are null together are not; columns that the table lacks are not looked at."""
    for first, *others in TOGETHER.get(name, ()):
        for other in others:
            if {first, other} <= set(table.column_names):
                apart = pc.not_equal(pc.is_null(table[first]), pc.is_null(table[other]))
                yield from broken_rows(
                    Rule.NULL_APART, name, table, apart, f"{first} and {other} are not null together"
                )


def span_findings(name: str, rows: pa.Table, articles: pa.Table) -> Iterator[Finding]:
    """The articles in whose bodies a text of the rows is not where they say; orphans are not looked at."""
    bodies = _Bodies(articles)
    for surface in SURFACES.get(name, ()):
        spans = _spans(rows, surface, articles)
        wrong = dict.fromkeys(
            place for place, start, end, text in spans if not cuts(bodies.at(place), start, end, text)
        )
        if wrong:
            example = articles["article_id"][next(iter(wrong))]
            what = surface.text if surface.parts is None else f"{surface.text} of {surface.parts}"
            detail = f"{what} is not its span of the body: {len(wrong)} articles, such as {example}"
            yield Finding(Rule.WRONG_SPAN, name, detail)


class _Bodies:
    """Bodies by the place of their article; the last is kept, for rows of one article mostly stand together."""

    def __init__(self, articles: pa.Table) -> None:
        self._bodies = articles["article_body"]
        self._place, self._body = -1, ""

    def at(self, place: int) -> str:
        if place != self._place:
            self._place, self._body = place, self._bodies[place].as_py()
        return self._body


def _spans(rows: pa.Table, surface: Surface, articles: pa.Table) -> Iterator[tuple[int, int, int, str | None]]:
    """The place of the article, start, end and text of each span."""
    column = surface.parts or surface.text
    names = dict.fromkeys(["article_id", column, *([] if surface.parts else [surface.start, surface.end])])
    for batch in rows.select(list(names)).to_batches(max_chunksize=_AT_ONCE):
        places = parents(pa.Table.from_batches([batch]), articles).combine_chunks()
        for place, start, end, text in zip(*_columns(batch, surface, places), strict=True):
            if place is not None and start is not None and end is not None:
                yield place, start, end, text


def _columns(batch: pa.RecordBatch, surface: Surface, places: pa.Array) -> Sequence[Sequence[object]]:
    if surface.parts is None:
        texts = [batch[name].to_pylist() for name in (surface.start, surface.end, surface.text)]
        return [places.to_pylist(), *texts]
    parts = batch[surface.parts]
    flat = parts.flatten()
    texts = [flat.field(name).to_pylist() for name in (surface.start, surface.end, surface.text)]
    return [places.take(pc.list_parent_indices(parts)).to_pylist(), *texts]


def fact_findings(name: str, rows: pa.Table) -> Iterator[Finding]:
    """What only one kind of fact has to keep."""
    if name == "quotations":
        yield from broken_rows(Rule.WRONG_CONTENT, name, rows, _unjoined(rows), "content is not its segments")
    elif name == "time_expressions":
        none = pc.equal(rows["anchored_on"], TimexAnchor.NONE.value)
        apart = pc.not_equal(pc.is_null(rows["anchor_date"]), none)
        detail = "anchor_date is null, and anchored_on is not none, or the other way round"
        yield from broken_rows(Rule.NULL_APART, name, rows, apart, detail)
    elif name == "quantities":
        later = pc.fill_null(pc.greater_equal(rows["conversion_of"], rows["position"]), False)
        yield from broken_rows(Rule.WRONG_CONVERSION, name, rows, later, "what is converted does not stand before")


def _unjoined(quotations: pa.Table) -> pa.ChunkedArray:
    chunks = [
        [
            not is_joined(
                row["content"], row["start"], row["end"], [(s["start"], s["end"], s["text"]) for s in row["segments"]]
            )
            for row in batch.to_pylist()
        ]
        for batch in quotations.select(["content", "start", "end", "segments"]).to_batches(max_chunksize=_AT_ONCE)
    ]
    return pa.chunked_array(chunks, pa.bool_())
