"""CPU seconds a page takes through dateline, against trafilatura's own extraction with metadata, in one run.

    python -m benchmarks.speed FOLDER [--rounds N]

Both get the same decoded pages in one process, turn about, so that what else the machine does weighs on both alike.
The ratio of the medians is reported. trafilatura gives a text and a day; dateline gives all columns, links and images.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from tasks.extract.article import derive
from tasks.read.captures import ReadLimits, read_captures
from tasks.read.inputs import find_inputs
from tasks.render import page_html


def main() -> None:
    """Reads the arguments and writes the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    captures = _pages(given.folder)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(given.rounds):
        ours.append(_seconds(_dateline, captures))
        theirs.append(_seconds(_trafilatura, captures))
    mine, other = statistics.median(ours), statistics.median(theirs)
    out = f"{len(captures)} pages, {given.rounds} rounds: dateline {1000 * mine / len(captures):.1f} ms a page, "
    sys.stdout.write(f"{out}trafilatura {1000 * other / len(captures):.1f} ms, ratio {mine / other:.2f}\n")


def _pages(folder: Path) -> list[Capture]:
    files = find_inputs([folder], source="benchmark", base=folder).files
    read = (one for file in files for one in read_captures(file, received_at=datetime.now(UTC), limits=_LIMITS))
    return [one for one in read if isinstance(one, Capture) and one.media_type == "text/html"]


def _seconds(work: Callable[[Capture], object], captures: Sequence[Capture]) -> float:
    began = time.process_time()
    for capture in captures:
        work(capture)
    return time.process_time() - began


def _dateline(capture: Capture) -> object:
    try:
        return derive(capture)
    except RejectedRecord as rejected:
        return rejected


def _trafilatura(capture: Capture) -> object:
    try:
        return trafilatura.extract(page_html(capture).html, output_format="json", with_metadata=True)
    except RejectedRecord as rejected:
        return rejected


_LIMITS = ReadLimits(50_000_000)

if __name__ == "__main__":
    main()
