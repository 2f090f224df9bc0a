"""Parses of the invented texts of these tests, as the model gave them: the rules are tested without a model.

`DATELINE_RECORD=1 pytest tests/facts/enriched`, with the model installed, parses the texts that are new.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

from tasks.facts.enriched.model import installed, load
from tasks.facts.enriched.parse import Name, Parse, Token

needs_the_model = pytest.mark.skipif("en" not in installed(), reason="the model is not installed: make enrich")

FILE = Path(__file__).with_name("parses.json")


class Recorded(TypedDict):
    tokens: list[tuple[int, str, str, str, int, bool]]
    names: list[tuple[int, int, str]]


@cache
def recorded() -> dict[str, Recorded]:
    found: dict[str, Recorded] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return found


def as_recorded(parse: Parse) -> Recorded:
    return {
        "tokens": [(t.start, t.text, t.tag, t.dep, t.head, t.first) for t in parse.tokens],
        "names": [(name.first, name.last, name.label) for name in parse.names],
    }


def parse(body: str) -> Parse:
    if body not in recorded() and os.environ.get("DATELINE_RECORD"):
        recorded()[body] = as_recorded(next(load("en").parse([body])))
        lines = (f"{json.dumps(text)}: {json.dumps(recorded()[text])}" for text in sorted(recorded()))
        FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    found = recorded()[body]
    tokens = [
        Token(start, start + len(text), text, tag, dep, head, first)
        for start, text, tag, dep, head, first in found["tokens"]
    ]
    return Parse(body, tuple(tokens), tuple(Name(*name) for name in found["names"]))
