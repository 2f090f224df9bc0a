"""A list of addresses in, its candidates out: text with an address a line, or CSV with a column `url`.

Lines that hold none are named by their number. What the addresses lead to is not known here.
"""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from schemas.candidates import Candidate, Discovered
from schemas.words import FlawReason, RejectReason
from tasks.discover.contents import contents, is_html
from tasks.discover.origin import Flaws, Origin, rejected
from tasks.discover.said import NOTHING, candidate, fit_address

_HEADER: Final = re.compile(r"[\"']?[\w .-]{1,40}[\"']?([,;\t][\"']?[\w .-]{0,40}[\"']?)*")
_URL_COLUMNS: Final = ("url", "urls", "link", "address")
_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
_FIELD_CHARACTERS: Final = 1_000_000


def discover_list(origin: Origin) -> Discovered:
    """The candidates of a list, in its order.

    Raises:
        RejectedRecord: it is no list of addresses.
    """
    flaws = Flaws()
    text = contents(origin, flaws)
    if is_html(text):
        raise rejected(RejectReason.HTML_INSTEAD, "a web page; name it as a page whose links are read")
    first = next(line for line in text.split("\n") if line.strip())
    is_table = not _SCHEME.search(first) and not first.startswith("#") and _HEADER.fullmatch(first.strip()) is not None
    found = tuple(_table(text, origin, flaws) if is_table else read_lines(text, origin, flaws, origin.entries))
    return Discovered(title=None, candidates=found, further=(), flaws=flaws.rows(), skipped=())


def read_lines(text: str, origin: Origin, flaws: Flaws, most: int) -> Iterator[Candidate]:
    """The candidates of a text with an address a line; `#` begins a comment."""
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    stated = ((number, line) for number, line in lines if line and not line.startswith("#"))
    for number, line in islice(stated, most):
        yield from _of_line(line.split(" #")[0].strip(), number, origin, flaws)
    if left := sum(1 for _ in stated):
        flaws.add(FlawReason.TOO_MANY, f"the first {most} lines are read", left)


def _table(text: str, origin: Origin, flaws: Flaws) -> Iterator[Candidate]:
    header = text.partition("\n")[0]
    between = max(",;\t", key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=between), [])]
    column = next((names.index(name) for name in _URL_COLUMNS if name in names), None)
    if column is None:
        raise rejected(RejectReason.NOT_A_LIST, f"no column `url` among {', '.join(names)[:200]}")
    csv.field_size_limit(_FIELD_CHARACTERS)
    reader = csv.reader(text.split("\n")[1:], delimiter=between)
    try:
        for row in islice(reader, origin.entries):
            stated = row[column].strip() if len(row) > column else ""
            if row:
                yield from _of_line(stated, reader.line_num + 1, origin, flaws)
    except csv.Error as error:
        flaws.add(FlawReason.BAD_ENTRY, f"line {reader.line_num + 1}: {error}; the rest was left")


def _of_line(stated: str, number: int, origin: Origin, flaws: Flaws) -> Iterator[Candidate]:
    """The candidate of a line. An address in a list is whole: nothing says what another would be relative to."""
    if not _SCHEME.match(stated) or fit_address(stated, origin.url) is None:
        shown = f"{stated[:100]!r} is no http(s) address" if stated else "no address"
        flaws.add(FlawReason.BAD_ADDRESS, f"line {number}: {shown}")
        return
    if (found := candidate(origin, stated, NOTHING, flaws)) is not None:
        yield found
