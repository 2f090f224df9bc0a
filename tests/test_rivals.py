"""The comparison with other tools runs on any annotated pages, and gives what a scorer reads."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.rivals import pages

_PAGE = """<html lang="en"><head><title>Ferry to run on tides</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry to run on tides",
"datePublished": "2024-03-05T08:30:00+02:00", "author": {"@type": "Person", "name": "Ilse Varga"}}</script></head>
<body><article><h1>Ferry to run on tides</h1><p>The island's ferry will follow the tides from Monday, its owner said.
Nobody on the quay was surprised by the news, for it had been late all winter.</p><p>A new timetable hangs in
the harbour office, where two clerks answer what it leaves open.</p></article></body></html>"""


def _gold(folder: Path, *ids: str) -> Path:
    lines = []
    for one in ids:
        (folder / f"{one}.html.gz").write_bytes(gzip.compress(_PAGE.encode()))
        lines.append({"id": one, "file": f"{one}.html.gz", "url": f"https://www.lake.example/{one}"})
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return gold


def test_each_tool_gives_a_prediction_a_page(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", pages.__name__, str(_gold(tmp_path, "first", "second")), str(out), "--rounds", "1"]
    ran = subprocess.run(command, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True)
    for tool in ("dateline", "trafilatura"):
        found = [json.loads(line) for line in (out / f"{tool}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [one["id"] for one in found] == ["first", "second"]
        assert {one["headline"] for one in found} == {"Ferry to run on tides"}
        assert all("follow the tides" in one["body"] for one in found)
        assert f"{tool} {{" in ran.stdout
    own = json.loads((out / "dateline.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (own["author"], own["date_published"]) == (["Ilse Varga"], "2024-03-05T08:30:00+02:00")
    assert "1.00 times dateline's CPU" in ran.stdout
    assert "failed" not in ran.stdout
