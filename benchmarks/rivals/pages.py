"""Page extractors against dateline on the same annotated pages, turn about in one run: predictions, failures and CPU.

    python -m benchmarks.rivals.pages GOLD.jsonl OUT_FOLDER [--rounds N] [--tool NAME=PYTHON]...

NAME is one of page_tools.py, PYTHON the interpreter of an environment that has it; dateline and trafilatura are always
there. OUT_FOLDER gets NAME.jsonl as benchmarks/pages.py writes it, for the same scorer. Each tool runs in a process of
its own; the median round counts, what is loaded at first use does not. CPU is told as a ratio to dateline's.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.rivals import page_tools


def main() -> None:
    """Reads the arguments, runs all tools and writes a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool", action="append", default=[], metavar="NAME=PYTHON")
    given = parser.parse_args()
    pythons = {"dateline": sys.executable, "trafilatura": sys.executable} | dict(
        one.split("=", 1) for one in given.tool
    )
    given.out.mkdir(parents=True, exist_ok=True)
    runs: dict[str, list[dict[str, object]]] = {name: [] for name in pythons}
    for _ in range(given.rounds):
        for name, python in pythons.items():
            command = [python, page_tools.__file__, name, str(given.gold), str(given.out / f"{name}.jsonl")]
            ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            runs[name].append(json.loads(ran.stdout.splitlines()[-1]))
    own = _milliseconds(runs["dateline"])
    for name, rounds in runs.items():
        took = _milliseconds(rounds)
        failures = rounds[-1]["failures"]
        print(f"{name} {rounds[-1]['versions']}: {took:.1f} ms a page, {took / own:.2f} times dateline's CPU")
        print("".join(f"  failed: {one}\n" for one in failures), end="")


def _milliseconds(rounds: list[dict[str, object]]) -> float:
    return statistics.median(one["ms"] for one in rounds)


if __name__ == "__main__":
    main()
