"""SQL in, rows out as a table, CSV or JSON."""

import csv
import json
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isfinite
from typing import Final, TextIO

import duckdb
from rich.table import Table
from rich.text import Text

from flows.terminal import plain, wide_console
from schemas.errors import ConfigError
from tasks.store import Snapshot, connect

CELL: Final = 300
"""Characters of a value a table shows; CSV and JSON have all of it."""


@dataclass(frozen=True)
class Result:
    """The rows of a query."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def select(snapshot: Snapshot, sql: str) -> Result:
    """The rows of one SELECT statement over the snapshot's datasets.

    Raises:
        ConfigError: the statement is wrong, or does something other than select.
    """
    connection = connect(snapshot)
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in (
            duckdb.StatementType.SELECT,
            duckdb.StatementType.EXPLAIN,
        ):
            raise ConfigError("`dateline query` takes one SELECT statement; the datasets are changed by runs only")
        cursor = connection.execute(statements[0])
        return Result([column[0] for column in cursor.description or ()], cursor.fetchall())
    except duckdb.Error as error:
        raise ConfigError(f"DuckDB: {error}") from error
    finally:
        connection.close()


def write_table(result: Result, out: TextIO) -> None:
    """The rows as a table."""
    table = Table(show_edge=False)
    for column in result.columns:
        table.add_column(Text(plain(column)), overflow="fold")
    for row in result.rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    wide_console(out).print(table)


def write_csv(result: Result, out: TextIO) -> None:
    """The rows as CSV with a header; nested values as JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_text(value) for value in row] for row in result.rows)


def write_json(result: Result, out: TextIO) -> None:
    """The rows as one JSON array of objects, a row a line; instants in ISO 8601, bytes in base64."""
    names = _distinct(result.columns)
    lines = (
        json.dumps(dict(zip(names, map(_finite, row), strict=True)), default=_json, ensure_ascii=False)
        for row in result.rows
    )
    out.write("[" + ",\n ".join(lines) + "]\n")


def _distinct(columns: Sequence[str]) -> list[str]:
    """The names with a number behind those that stood before: an object has each once."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for column in columns:
        seen[column] += 1
        names.append(column if seen[column] == 1 else f"{column}_{seen[column]}")
    return names


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not isfinite(value) else value  # JSON has no word for the others


def _cell(value: object) -> str:
    text = plain(_text(value))
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date | bytes):
        return _json(value)
    return json.dumps(value, default=_json, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _json(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else str(value)
