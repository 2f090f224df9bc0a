"""Quantities of a set of texts, by the real finder.

    python -m benchmarks.quantities TEXTS.jsonl OUT.jsonl

TEXTS.jsonl holds a JSON object a line with `id`, `text` and perhaps `language`. OUT.jsonl gets
{"id", "quantities": [{"start", "end", "surface", ...}]} a line, and the words per CPU second are printed.
"""

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

from tasks.facts.quantities.scan import find_quantities


def main() -> None:
    """Reads the arguments, writes the finds and prints the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    texts = [json.loads(line) for line in given.texts.read_text(encoding="utf-8").splitlines()]
    begun = time.process_time()
    found = [find_quantities(one["text"], one.get("language", "en")) for one in texts]
    seconds = time.process_time() - begun
    lines = [
        {"id": one["id"], "quantities": [{"surface": one["text"][q.start : q.end], **asdict(q)} for q in quantities]}
        for one, quantities in zip(texts, found, strict=True)
    ]
    given.out.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    words = sum(len(one["text"].split()) for one in texts)
    count = sum(map(len, found))
    print(
        f"{len(texts)} texts, {words} words, {count} quantities, {words / max(seconds, 1e-9):,.0f} words per CPU second"
    )


if __name__ == "__main__":
    main()
