"""Lines of a text into paragraphs Markdown understands.

In: text as typed or exported. Out: the same lines, with blank lines where a new paragraph begins and only a line end
said so. Nothing is dropped and nothing joined: Markdown joins the lines of a paragraph itself. A lone number before a
line (`3. Juni 2024`) is kept from becoming a list.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from tasks.markdown.dates import is_date_line
from tasks.markdown.lines import is_byline, is_original_label, is_related_line

_MARKED: Final = re.compile(r"\s*(?:[-*+>|#=`~]|\d{1,3}[.)]\s|<)")
_NUMBERED: Final = re.compile(r"[ \t]*(\d{1,9})[.)](?=\s)")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_INDENT: Final = re.compile(r"[ \t]{2,}|\t|\u3000|\u00a0{2,}")
_LONG_LINE: Final = 60  # characters: longer ones are body text, not a headline, byline or date
_HEAD_LINES: Final = 4  # headline, deck, byline, date


def open_paragraphs(text: str) -> str:
    """The text with a blank line before and after every paragraph that has only line ends around it."""
    opened: list[str] = []
    seen = 0
    for blank, run in groupby(_numbers_escaped(text.split("\n")), key=lambda line: not line.strip()):
        lines = list(run)
        if blank:
            opened += lines
            continue
        opened += _opened(lines, head_lines=max(0, _HEAD_LINES - seen))
        seen += len(lines)
    return "\n".join(opened)


def _numbers_escaped(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with a number at the start of one escaped unless the next or last number starts another."""
    numbers = {int(match[1]) for line in lines if (match := _NUMBERED.match(line))}
    for line in lines:
        match = _NUMBERED.match(line)
        listed = match is None or not numbers.isdisjoint((int(match[1]) - 1, int(match[1]) + 1))
        yield line if match is None or listed else f"{line[: match.end(1)]}\\{line[match.end(1) :]}"


def _opened(lines: Sequence[str], head_lines: int) -> Iterator[str]:
    """One run of lines without a blank line between them."""
    if len(lines) == 1:
        yield lines[0]
        return
    every = _is_paragraph_a_line(lines)
    indented = _is_first_line_indented(lines)
    for at, line in enumerate(lines):
        alone = _stands_alone(line, in_head=at < head_lines)
        begins = every or alone or (indented and _INDENT.match(line) is not None)
        if at and begins:
            yield ""
        yield line
        if alone and at + 1 < len(lines):
            yield ""


def _is_paragraph_a_line(lines: Sequence[str]) -> bool:
    """Whether most long lines end a sentence, as they do not where a text is wrapped at a width."""
    long = [line for line in lines if len(line) > _LONG_LINE and not _MARKED.match(line)]
    ended = sum(_SENTENCE_END.search(line) is not None for line in long)
    return len(lines) > 2 and bool(long) and ended * 10 >= len(long) * 6


def _is_first_line_indented(lines: Sequence[str]) -> bool:
    """Whether some lines are indented and more are not: typewritten paragraphs."""
    indented = sum(_INDENT.match(line) is not None for line in lines)
    return 0 < indented < len(lines) / 2 and not any(map(_MARKED.match, lines))


def _stands_alone(line: str, *, in_head: bool) -> bool:
    line = line.replace("\\", "")
    return is_original_label(line) or is_related_line(line) or (in_head and (is_byline(line) or is_date_line(line)))
