"""Makes the small root that stands for a schema version from its release on: `make root`.

In: the sample articles, and the dateline of this checkout. Out: `v<version>.tar.xz` beside this file, a root that two
runs of `dateline run` have written; between them one article changed. A released root is never made again.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from schemas.versions import SCHEMA_VERSION

HERE: Final = Path(__file__).parent
CONFIG: Final = HERE.parents[1] / "config"
SAMPLES: Final = ("capital-review", "coastal-times/strait-exercise.md", "crawl", "harbour-herald/crane-collapse.html")
"""An article and a page that is none, Markdown, a WARC file, and the article that changes."""

WORK: Final = Path(tempfile.gettempdir(), "dateline-samples")
"""Where the samples lie while they are read: captures keep the path, and it should be nobody's own."""

BEFORE: Final = "Nobody was killed. Three dock workers were treated"
AFTER: Final = "One docker was killed, and three were treated"


def main() -> None:
    """Makes the root."""
    target = HERE / f"v{SCHEMA_VERSION}.tar.xz"
    if target.exists():
        sys.exit(f"{target} is there: a released root is kept as it is")
    WORK.mkdir()
    try:
        _copy_samples()
        _run()
        page = WORK / "config" / "samples" / SAMPLES[-1]
        page.write_text(page.read_text().replace(BEFORE, AFTER))
        _run()
        with tarfile.open(target, "x:xz") as archive:  # keeps hard links, modes and times, which git does not
            archive.add(WORK / "root", "root", filter=_nobodys)
    finally:
        shutil.rmtree(WORK)


def _copy_samples() -> None:
    shutil.copytree(CONFIG, WORK / "config", ignore=shutil.ignore_patterns("samples"))
    for name in SAMPLES:
        source, copy = CONFIG / "samples" / name, WORK / "config" / "samples" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy)
        else:
            shutil.copy2(source, copy)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _run() -> None:
    command = ("from flows.cli import main; main()", "run", "samples")
    subprocess.run([sys.executable, "-c", *command, "--config", "config", "--root", "root"], cwd=WORK, check=True)


if __name__ == "__main__":
    main()
