"""The bundled samples, as docs/samples.md describes them."""

import re
from datetime import UTC, datetime
from pathlib import Path

from schemas.captures import Capture
from tasks.read.captures import ReadLimits, read_captures
from tasks.read.inputs import find_inputs

HERE = Path(__file__).parents[2]
SAMPLES = HERE / "config" / "samples"
FOUND = find_inputs([SAMPLES], source="samples", base=SAMPLES)


def test_every_sample_is_described() -> None:
    described = re.findall(r"^\| `([^`]+)`", (HERE / "docs" / "samples.md").read_text(), re.M)
    assert sorted(described) == [file.source_path for file in FOUND.files]


def test_every_sample_is_read() -> None:
    now = datetime(2024, 6, 3, tzinfo=UTC)
    limits = ReadLimits(payload_bytes=100_000)
    outcomes = [outcome for file in FOUND.files for outcome in read_captures(file, received_at=now, limits=limits)]
    assert [type(outcome) for outcome in outcomes] == [Capture] * 17
    assert not FOUND.skipped
