"""The released roots, unpacked for a test."""

import tarfile
from pathlib import Path

HERE = Path(__file__).parent
VERSIONS = sorted(int(path.name.removeprefix("v").removesuffix(".tar.xz")) for path in HERE.glob("v*.tar.xz"))


def unpack(version: int, folder: Path) -> Path:
    """The root of a schema version, in a folder of its own."""
    with tarfile.open(HERE / f"v{version}.tar.xz") as archive:
        archive.extractall(folder, filter="tar")
    return folder / "root"
