"""Quantities and products of a set of texts, by the real finders.

    python -m benchmarks.quantities TEXTS.jsonl OUT.jsonl

TEXTS.jsonl holds a JSON object a line with `id`, `text` and perhaps `language`. OUT.jsonl gets
{"id", "quantities": [{"surface", "start", "end", ...}], "products": [...]} a line, and the words per CPU second of both
finders are printed.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from tasks.facts.mentions.found import FoundMention
from tasks.facts.mentions.products import find_products
from tasks.facts.quantities.found import FoundQuantity
from tasks.facts.quantities.scan import find_quantities

Found = TypeVar("Found", tuple[FoundQuantity, ...], tuple[FoundMention, ...])


def main() -> None:
    """Reads the arguments, writes the finds and prints the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    texts = [json.loads(line) for line in given.texts.read_text(encoding="utf-8").splitlines()]
    find_products("", "en")  # reads the lexicon
    quantities = _timed("quantities", texts, find_quantities)
    products = _timed("products", texts, find_products)
    lines = [
        {"id": one["id"], "quantities": _rows(one["text"], found), "products": _rows(one["text"], named)}
        for one, found, named in zip(texts, quantities, products, strict=True)
    ]
    given.out.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


def _timed(name: str, texts: Sequence[Mapping[str, str]], find: Callable[[str, str], Found]) -> list[Found]:
    begun = time.process_time()
    found = [find(one["text"], one.get("language", "en")) for one in texts]
    seconds = time.process_time() - begun
    words = sum(len(one["text"].split()) for one in texts)
    print(f"{name}: {sum(map(len, found))} in {words} words, {words / max(seconds, 1e-9):,.0f} words per CPU second")
    return found


def _rows(text: str, found: Sequence[FoundQuantity] | Sequence[FoundMention]) -> list[dict[str, object]]:
    return [{"surface": text[one.start : one.end], **asdict(one)} for one in found]


if __name__ == "__main__":
    main()
