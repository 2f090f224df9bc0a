"""A body in, a sample of its shingles out: a few hundred bytes by which two texts are compared without reading them.

A shingle is a few words in a row; of all that a text has, those with a small hash are kept, so that two sketches hold
the same ones of what their texts share. What words mean, and which texts are compared, is not known here.
"""

import re
from typing import Final
from zlib import crc32

from tasks.clean import UNSPACED

WORDS: Final = 4
"""Words of a shingle: fewer are common in any news, more are lost to each word that an editor changes."""
CHARACTERS: Final = 8
"""Characters of a shingle in scripts that set no spaces between words."""
MOST: Final = 160
"""Shingles a sketch holds at most: those with the smallest hashes."""

_SAMPLED: Final = 1 << 31
"""Of hashes of 32 bits, those below are kept: every other one."""
_FEWEST_WORDS: Final = 40
"""With fewer outside of quotations, a text is one quotation: then that is compared."""

_TOKEN: Final = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_UNSPACED: Final = re.compile(rf"[{UNSPACED}]")
# What was said in public may stand in every report of it. A mark that is never closed ends with its paragraph.
_QUOTED: Final = re.compile(
    r'"[^"\n]{2,600}"|[“„][^“”„\n]{2,600}[“”]|«[^«»\n]{2,600}»|»[^«»\n]{2,600}«|「[^「」\n]{2,600}」'
)


def sketch(body: str) -> tuple[int, ...]:
    """The sample of a text, in ascending order; empty for one too short to be told from others.

    Words are compared without case and punctuation, and what stands in quotation marks is left out. Sampling by the
    smallest hashes is Broder's; keeping all below a bound lets a long text be compared with a short one.
    """
    text = body.casefold()
    own = _TOKEN.findall(_QUOTED.sub(" ", text))
    tokens = own if len(own) >= _FEWEST_WORDS else _TOKEN.findall(text)
    width = CHARACTERS if 2 * len(_UNSPACED.findall(text)) > len(tokens) else WORDS
    words = [token.encode() for token in tokens]
    hashes = {crc32(b" ".join(words[start : start + width])) for start in range(len(words) - width + 1)}
    return tuple(sorted(one for one in hashes if one < _SAMPLED)[:MOST])
