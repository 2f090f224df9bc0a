"""What becomes of each bundled sample, value by value.

The expected rows are in golden/, one file a capture, read by eye when they change. A capture that comes out otherwise
leaves what it gave in build/golden/: compare the two, and copy it over if the new one is right.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.captures import Capture
from schemas.errors import RejectedRecord
from tasks.derive import derive_checked
from tasks.read.captures import ReadLimits, read_captures
from tasks.read.inputs import find_inputs

CHECKOUT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
SAMPLES = CHECKOUT / "config" / "samples"
NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
LEFT_OUT = {"payload_digest", "record_id", "article_id", "extractor_version", "captured_at", "source", "version"}


def captures() -> Iterator[tuple[str, Capture]]:
    """Each sample by the name of its golden file."""
    for file in find_inputs([SAMPLES], source="samples", base=SAMPLES).files:
        for number, one in enumerate(read_captures(file, received_at=NOON, limits=ReadLimits(1_000_000))):
            assert isinstance(one, Capture)
            yield f"{file.source_path.replace('/', '.')}{f'.{number}' if number else ''}", one


def rows(capture: Capture) -> Mapping[str, object]:
    """What a capture gives, without what is the same for all or only a hash."""
    try:
        derived = derive_checked(capture)
    except RejectedRecord as rejected:
        return {"rejected": [rejected.stage, rejected.reason, rejected.detail]}
    article = derived.article.model_dump(mode="json", exclude=LEFT_OUT)
    article["methods"] = {one.column: one.method for one in derived.article.methods}
    article["article_body"] = derived.article.article_body.split("\n\n")
    article["sections"] = [section.heading for section in derived.article.sections]
    children = {"article_id", "payload_digest", "extractor_version", "published_date", "position"}
    return {
        "article": article,
        **{
            name: [row.model_dump(mode="json", exclude=children) for row in rows]
            for name, rows in derived.children.items()
        },
    }


@pytest.mark.parametrize(("name", "capture"), [pytest.param(name, one, id=name) for name, one in captures()])
def test_a_sample_gives_its_golden_rows(name: str, capture: Capture) -> None:
    found = json.loads(json.dumps(rows(capture)))
    path = GOLDEN / f"{name}.json"
    if not path.exists() or json.loads(path.read_text(encoding="utf-8")) != found:
        actual = CHECKOUT / "build" / "golden" / f"{name}.json"
        actual.parent.mkdir(parents=True, exist_ok=True)
        actual.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"differs: compare {path.relative_to(CHECKOUT)} with {actual.relative_to(CHECKOUT)}")


def test_every_golden_file_has_its_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {name for name, _ in captures()}
