"""The report as a file: a root and its configuration in, one HTML file out, whole or not at all."""

from datetime import datetime
from pathlib import Path
from typing import Final

from flows.report.figures import figures_of
from flows.report.page import page
from flows.settings import load_settings, load_sources
from flows.whole_files import whole_file
from tasks.store import Root

DAYS: Final = 60
"""How many days a report looks at unless asked otherwise."""


def write_report(root: Root, config: Path, out: Path, now: datetime, days: int = DAYS) -> int:
    """The bytes that were written.

    Raises:
        ConfigError: settings or a source are wrong, or the file cannot be written.
        StoreError: the root cannot be read.
    """
    sources = list(load_sources(config).values())
    written = page(figures_of(root, sources, load_settings(config), now, days))
    with whole_file(out) as temporary:
        temporary.write_text(written, "utf-8")
    return len(written.encode())
