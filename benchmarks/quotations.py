"""Quotations of a set of annotated texts, by the real finder.

    python -m benchmarks.quotations TEXTS.jsonl OUT.jsonl

TEXTS.jsonl holds a JSON object a line with `id` and `text`. OUT.jsonl gets
{"id", "quotes": [{"spans": [[start, end], ...], "speaker": [start, end] or null}]} a line, and the words per CPU
second are printed.
"""

import argparse
import json
import time
from collections.abc import Mapping
from pathlib import Path

from tasks.facts.quotations.found import FoundQuotation
from tasks.facts.quotations.scan import find_quotations


def main() -> None:
    """Reads the arguments, writes the predictions and prints the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    texts = [json.loads(line) for line in given.texts.read_text(encoding="utf-8").splitlines()]
    begun = time.process_time()
    found = [find_quotations(one["text"], "en") for one in texts]
    seconds = time.process_time() - begun
    lines = [
        {"id": text["id"], "quotes": [_prediction(one) for one in quotations]}
        for text, quotations in zip(texts, found, strict=True)
    ]
    given.out.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    words = sum(len(one["text"].split()) for one in texts)
    print(f"{len(texts)} texts, {words} words, {words / max(seconds, 1e-9):,.0f} words per CPU second")


def _prediction(one: FoundQuotation) -> Mapping[str, object]:
    who = one.speaker_mention
    return {
        "spans": [[segment.start, segment.end] for segment in one.segments],
        "speaker": [who.start, who.end] if who else None,
    }


if __name__ == "__main__":
    main()
