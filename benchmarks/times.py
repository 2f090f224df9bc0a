"""Time expressions of a set of annotated texts, by the real finder.

    python -m benchmarks.times TEXTS.jsonl OUT.jsonl

TEXTS.jsonl holds a JSON object a line with `id`, `text` and `published`. OUT.jsonl gets
{"id", "dates": [{"start", "end", "type", "value"}]} a line, and the words per CPU second are printed.
"""

import argparse
import json
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tasks.facts.times.scan import find_times


def main() -> None:
    """Reads the arguments, writes the predictions and prints the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    texts = [json.loads(line) for line in given.texts.read_text(encoding="utf-8").splitlines()]
    begun = time.process_time()
    predictions = [_prediction(one) for one in texts]
    seconds = time.process_time() - begun
    given.out.write_text("".join(f"{json.dumps(one)}\n" for one in predictions), encoding="utf-8")
    words = sum(len(one["text"].split()) for one in texts)
    print(f"{len(texts)} texts, {words} words, {words / max(seconds, 1e-9):,.0f} words per CPU second")


def _prediction(one: Mapping[str, str]) -> Mapping[str, object]:
    published = date.fromisoformat(one["published"][:10]) if one.get("published") else None
    found = find_times(one["text"], "en", published)
    spans = [{"start": each.start, "end": each.end, "type": each.type, "value": each.value} for each in found]
    return {"id": one["id"], "dates": spans}


if __name__ == "__main__":
    main()
