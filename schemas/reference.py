"""Row models in, the reference page docs/datasets.md out: `python -m schemas.reference` writes it to standard output.

What a column means is said on its field, what a word means beside the word; nothing is said here a second time.
"""

import inspect
import sys
from collections.abc import Iterator
from typing import Final, get_args, get_type_hints

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.datasets import DATASETS, SURFACES, Dataset
from schemas.row import Record, since_of
from schemas.versions import SCHEMA_VERSION
from schemas.words import Word

_OPENING: Final = f"""\
<!-- Made from schemas/ by `make docs`; edit the fields there. -->
# The datasets

Every dataset is a folder of plain Parquet files under one root (`data/` after `make run`), partitioned the way Hive
does it: `articles/published_date=2024-03-01/part-0.parquet`. This page describes schema version
{SCHEMA_VERSION}. Every file names in its metadata the version in which its dataset got the columns it has; what was
not there from version 1 on says so."""

_CUT_OUT: Final = ", ".join(
    f"`{name}.{f'{one.parts}.' if one.parts else ''}{one.text}`" for name, all in SURFACES.items() for one in all
)
_RULES: Final = f"""\
## Rules every dataset keeps

**Offsets are code points.** `start` and `end` count Unicode code points of `articles.article_body`, as Python and
Polars strings do, not bytes and not UTF-16 units. `article_body[start:end]` is exactly the text of the span; no row
that breaks this is written. What is cut out so is
{_CUT_OUT};
where a row holds several, their offsets are named after them. In SQL, which counts from 1:
`substring(article_body, start + 1, "end" - start)`.

**Instants are UTC.** Each is a `timestamp[us, tz=UTC]`. `date_...` is what the publisher stated, and its
`..._precision` tells a day from a minute; the offset the publisher gave stands beside it in `..._offset`, so local time
can be had back. `..._at` is an instant of our own.

**`payload_digest` says what a row was derived from.** Each derived row has the SHA-256 of the bytes it came from and
the `extractor_version` that read them: find the capture with the same digest, and the row can be made again.

**`published_date` is the UTC day of `date_published`.** Where the page states no date it is the UTC day of the capture,
and `date_published` stays null: no date is ever made up. An article lives in one partition; if a better date moves it,
its old row goes in the same commit, and its revisions and all that goes with it move along.

**A version is a stretch of captures that say the same.** An article's captures are taken in the order they were
received (of those received at once the longer body is the later, then the higher `record_id`); each time one says
something else than the one before, a version begins, with the row of that capture. White space, keywords, links and
advertisements make none. `revisions.captures` names every capture of a version, so each capture with an article is
there once, and all others are in `rejects`. The order in which captures were stored makes no difference: one that comes
in late takes its place in time, and the versions after it are counted anew. Captures are compared only if the same
`extractor_version` read them; where it did not, those stored are derived again first.

**Null means that the page does not say.** Text is never empty, and lists are empty rather than null. The agency
(`source_organization`), the people (`author`), the words on the page (`byline`), the publication (`publisher`) and the
place of filing (`dateline`) are five columns and never mixed up."""

_READING: Final = """\
## Reading them

| with | |
| --- | --- |
| pandas | `pd.read_parquet("data/articles")` |
| Polars | `pl.scan_parquet("data/articles/**/*.parquet", hive_partitioning=True)` |
| DuckDB | `SELECT * FROM read_parquet('data/articles/*/*.parquet', hive_partitioning = true)` |
| Spark | `spark.read.parquet("data/articles")` |
| dateline | `dateline query "SELECT headline FROM articles"` |

The partition column stands in the folders' names and not in the files, and each reader gives it a type of its own: a
category in pandas, a date in Polars, DuckDB and Spark. `article_id` joins articles with everything that came out of
them, `payload_digest` joins any of it with captures."""


def reference() -> str:
    """The whole page."""
    parts = [_OPENING, _overview(), *map(_dataset, DATASETS.values()), _words(), _RULES, _READING]
    return "\n\n".join(parts) + "\n"


def _overview() -> str:
    rows = [f"| [{one.name}](#{one.name}) | {_doc(one.row)} | `{one.partition}=` |" for one in DATASETS.values()]
    return "\n".join(["| dataset | one row is | partition |", "| --- | --- | --- |", *rows])


def _dataset(dataset: Dataset) -> str:
    key = ", ".join(f"`{name}`" for name in dataset.key)
    facts = [
        f"One row is {_lowered(_doc(dataset.row))}",
        "",
        f"* **Partition**: `{dataset.partition}=`",
        f"* **Key**: {key}",
        f"* **Change**: {dataset.change}: {dataset.change.meaning}",
        *([f"* **Since**: schema version {dataset.since}"] if dataset.since > 1 else []),
    ]
    fields = list(arrow_schema(dataset))
    nested = [_nested(field, part) for field, part in _parts(dataset.row, fields)]
    return "\n\n".join([f"## {dataset.name}", "\n".join(facts), _table(dataset.row, fields), *nested])


def _parts(row: type[Record], fields: list[pa.Field]) -> Iterator[tuple[pa.Field, type[Record]]]:
    hints = get_type_hints(row)
    for field in fields:
        part = _named(hints[field.name])
        if part is not None and issubclass(part, Record):
            yield field, part


def _nested(field: pa.Field, part: type[Record]) -> str:
    opening = f"### {part.__name__}\n\nOne element of `{field.name}`: {_lowered(_doc(part))}"
    return f"{opening}\n\n{_table(part, list(field.type.value_type))}"


def _table(row: type[Record], fields: list[pa.Field]) -> str:
    hints = get_type_hints(row)
    rows = [
        f"| `{field.name}` | {_type(field.type, _named(hints[field.name]))} | {'yes' if field.nullable else ''} "
        f"| {_cell(_meaning(row, field.name))} |"
        for field in fields
    ]
    return "\n".join(["| column | type | null? | meaning |", "| --- | --- | --- | --- |", *rows])


def _meaning(row: type[Record], column: str) -> str:
    version = since_of(row, column)
    return (row.model_fields[column].description or "") + (f" Since schema version {version}." if version > 1 else "")


def _type(arrow: pa.DataType, named: type[Record] | type[Word] | None) -> str:
    """An Arrow type as the page shows it, with a link to what its records or words are."""
    plain = f"list<{arrow.value_type}>" if pa.types.is_list(arrow) else str(arrow)
    if named is None:
        return f"`{plain}`"
    link = f"[{named.__name__}](#{named.__name__.lower()})"
    return f"`list` of {link}" if issubclass(named, Record) else f"`{plain}`, {link}"


def _named(hint: object) -> type[Record] | type[Word] | None:
    """The record or fixed word somewhere in a type hint."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    if isinstance(hint, type) and issubclass(hint, Word):
        return hint
    return next((named for part in get_args(hint) if (named := _named(part)) is not None), None)


def _words() -> str:
    kinds = [
        "\n".join(
            [f"### {kind.__name__}", "", _doc(kind), "", "| word | meaning |", "| --- | --- |"]
            + [f"| `{word}` | {_cell(word.meaning)} |" for word in kind]
        )
        for kind in _kinds()
    ]
    return "\n\n".join(["## Fixed words", *kinds])


def _kinds() -> Iterator[type[Word]]:
    """The kinds of words the datasets hold, each once, in the order they are met."""
    met: dict[type[Word], None] = {}
    rows = [dataset.row for dataset in DATASETS.values()]
    for row in rows:
        for named in map(_named, get_type_hints(row).values()):
            if named is not None and issubclass(named, Word):
                met[named] = None
            elif named is not None:
                rows.append(named)
    yield from met


def _doc(described: type) -> str:
    return _cell(" ".join((inspect.getdoc(described) or "").split()))


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
