"""Quotations of a set of annotated texts, by the real finder.

    python -m benchmarks.quotations [--enriched] TEXTS.jsonl OUT.jsonl

TEXTS.jsonl holds a JSON object a line with `id` and `text`. OUT.jsonl gets
{"id", "quotes": [{"spans": [[start, end], ...], "speaker": [start, end] or null}]} a line, and the words per CPU
second are printed.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tasks.facts.enriched.mentions import find_mentions
from tasks.facts.enriched.model import load
from tasks.facts.enriched.quotations import find_quotations as find_in_parse
from tasks.facts.gazetteer.table import gazetteer
from tasks.facts.mentions.products import find_products
from tasks.facts.quotations.found import FoundQuotation
from tasks.facts.quotations.scan import find_quotations


def main() -> None:
    """Reads the arguments, writes the predictions and prints the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--enriched", action="store_true", help="with the language model: `make enrich`")
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    texts = [json.loads(line) for line in given.texts.read_text(encoding="utf-8").splitlines()]
    begun = time.process_time()
    bodies = [one["text"] for one in texts]
    if given.enriched:
        load("en")
        gazetteer()  # both once in a process, and no part of a text's cost
    found = _enriched(bodies) if given.enriched else [find_quotations(body, "en") for body in bodies]
    seconds = time.process_time() - begun
    lines = [
        {"id": text["id"], "quotes": [_prediction(one) for one in quotations]}
        for text, quotations in zip(texts, found, strict=True)
    ]
    given.out.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    words = sum(len(one["text"].split()) for one in texts)
    print(f"{len(texts)} texts, {words} words, {words / max(seconds, 1e-9):,.0f} words per CPU second")


def _enriched(bodies: Sequence[str]) -> list[tuple[FoundQuotation, ...]]:
    """With the model, and printed: the words per CPU second of each step."""
    words = sum(len(body.split()) for body in bodies)
    began = time.process_time()
    parses = list(load("en").parse(bodies))
    parsed = time.process_time()
    products = [find_products(body, "en") for body in bodies]
    named = time.process_time()
    mentions = [find_mentions(parse, of) for parse, of in zip(parses, products, strict=True)]
    mentioned = time.process_time()
    marked = [find_quotations(parse.body, "en") for parse in parses]
    found = [find_in_parse(*one) for one in zip(parses, mentions, marked, strict=True)]
    steps = {"parse": parsed - began, "mentions": mentioned - named, "quotations": time.process_time() - mentioned}
    for step, seconds in steps.items():
        print(f"{step}: {words / max(seconds, 1e-9):,.0f} words per CPU second")
    return found


def _prediction(one: FoundQuotation) -> Mapping[str, object]:
    who = one.speaker_mention
    return {
        "spans": [[segment.start, segment.end] for segment in one.segments],
        "speaker": [who.start, who.end] if who else None,
    }


if __name__ == "__main__":
    main()
