"""One page's way through the datasets: found by address, path or id, and shown stage by stage."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.terminal import plain
from schemas.arrow import texts_of
from schemas.datasets import WITH_ARTICLE
from tasks.extract.urls import clean_url
from tasks.store import Snapshot

Row = Mapping[str, object]

SHOWN: Final = 200
"""Characters of a value that are shown."""

_CAPTURE: Final = (
    *("record_id", "target_uri", "final_url", "source_path", "captured_at", "captured_date", "status"),
    *("media_type", "charset", "payload_bytes", "payload_digest", "source", "fetch_mode"),
)
ADDRESSES: Final = ("record_id", "target_uri", "final_url", "source_path", "payload_digest")
"""The columns by which a capture is named."""
_VERSION: Final = ("article_id", "version", "changed", "changed_share", "captures", "published_date")
_COPY: Final = ("article_id", "cluster_id", "origin_id", "agency", "from_origin", "of_origin", "articles")
_NOT_VALUES: Final = frozenset({"article_id", "record_id", "payload_digest", "extractor_version", "methods", "source"})


@dataclass(frozen=True)
class Trace:
    """One capture (None for what never became one) and what came of it."""

    capture: Row | None
    versions: Sequence[Row]
    articles: Sequence[Row]
    rejects: Sequence[Row]
    children: Mapping[str, int]
    partitions: Sequence[str]
    copies: Sequence[Row] = ()


def find_traces(snapshot: Snapshot, what: str) -> list[Trace]:
    """The captures `what` names, by address, path, record, digest or article, each with its outcome."""
    names = names_of(what)
    captures = snapshot.read("captures", _CAPTURE)
    articles = snapshot.read("articles")
    rejects = snapshot.read("rejects")
    named = rows_named(articles, names, "article_id", "url", "record_id", "payload_digest")
    wanted = set(named.column("article_id").to_pylist())
    versions = snapshot.read("revisions", _VERSION).to_pylist()
    seen = (one["record_id"] for row in versions if row["article_id"] in wanted for one in row["captures"])
    ids = {*names, *named.column("record_id").to_pylist(), *seen}
    found = rows_named(captures, ids, *ADDRESSES).to_pylist()
    never = rows_named(rejects.filter(pc.is_null(rejects.column("record_id"))), names, "target_uri").to_pylist()
    return [
        *(_trace(snapshot, capture, articles, rejects, versions) for capture in found),
        *(Trace(None, (), (), (reject,), {}, ()) for reject in never),
    ]


def show_trace(trace: Trace, console: Console) -> None:
    """Prints a trace."""
    if trace.capture is not None:
        _show(console, "captured", trace.capture.items())
    for reject in trace.rejects:
        _show(console, f"rejected at {reject['stage']}: {reject['reason']}", reject.items())
    for version in trace.versions:
        captures = _listed(version["captures"])
        _show(console, f"says version {version['version']}", {**version, "captures": len(captures)}.items())
    for article in trace.articles:
        found = {one["column"]: one["method"] for one in _listed(article["methods"])}
        values = ((name, value) for name, value in article.items() if name not in _NOT_VALUES)
        _show(console, f"article {article['article_id']}", values, found)
    if trace.articles:
        children = ((name, f"{rows} rows") for name, rows in trace.children.items())
        for copy in trace.copies:
            _show(console, f"one of {copy['articles']} articles with one text", copy.items())
        _show(console, "written", (*children, *(("partition", where) for where in trace.partitions)))


def _trace(snapshot: Snapshot, capture: Row, articles: pa.Table, rejects: pa.Table, versions: Sequence[Row]) -> Trace:
    record = {str(capture["record_id"])}
    mine = rows_named(articles, record, "record_id").to_pylist()
    ids = {row["article_id"] for row in mine}
    return Trace(
        capture,
        [row for row in versions if any(one["record_id"] in record for one in _listed(row["captures"]))],
        mine,
        rows_named(rejects, record, "record_id").to_pylist(),
        {name: rows_named(snapshot.read(name, ["article_id"]), ids, "article_id").num_rows for name in WITH_ARTICLE},
        [f"{snapshot.storage.location}/articles/published_date={row['published_date']}" for row in mine],
        rows_named(snapshot.read("copies", _COPY), ids, "article_id").drop_columns("article_id").to_pylist(),
    )


def names_of(what: str) -> set[str]:
    """All the ways the datasets may write what the user wrote."""
    path = Path(os.path.abspath(what))  # noqa: PTH100 - Path.resolve() would follow links
    names = (
        what,
        what.strip("<>").lower(),
        f"sha256:{what.lower()}",
        str(path),
        path.as_uri(),
        clean_url(what) or what,
    )
    return {os.fsencode(name).decode("utf-8", "backslashreplace") for name in names}  # as in source_path


def rows_named(table: pa.Table, names: set[str], *columns: str) -> pa.Table:
    """The rows in which one of the columns is one of the names."""
    wanted = texts_of(names)
    matches = [pc.is_in(table.column(column), value_set=wanted) for column in columns]
    either = matches[0]
    for match in matches[1:]:
        either = pc.or_(either, match)
    return table.filter(either)


def _show(
    console: Console, title: str, values: Iterable[tuple[str, object]], found: Mapping[str, str] | None = None
) -> None:
    table = Table(title=Text(plain(title), style="bold"), title_justify="left", show_header=False, show_edge=False)
    for _ in range(3 if found is not None else 2):
        table.add_column(overflow="fold")
    for name, value in values:
        if value is not None and value != []:
            where = [Text(found.get(name, ""), style="dim")] if found is not None else []
            table.add_row(name, Text(_short(value)), *where)
    console.print(table, "")


def _short(value: object) -> str:
    text = plain(", ".join(map(str, value)) if isinstance(value, list) else str(value)).replace("\n", " ")
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}… ({len(text):,} characters)"


def _listed(value: object) -> Sequence[Mapping[str, str]]:
    return value if isinstance(value, list) else ()
