"""In which script a text is written: the rules of reading are for English, and say so of anything else."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

_RANGES = (
    ("Latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("Hangul", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("Cyrillic", re.compile("[\u0400-\u04ff]")),
    ("Han", re.compile("[\u3040-\u30ff\u4e00-\u9fff]")),
    ("Arabic", re.compile("[\u0590-\u06ff]")),
)
#: So much of a text is looked at.
SAMPLE = 100_000


class Script(StrEnum):
    """The script that most letters of a text are of."""

    LATIN = "Latin"
    HANGUL = "Hangul"
    CYRILLIC = "Cyrillic"
    HAN = "Han"
    ARABIC = "Arabic"

    @property
    def is_read(self) -> bool:
        """Whether the rules read sentences in it, and not numbers and names alone."""
        return self is Script.LATIN


def script_of(text: str) -> Script:
    """Return the script that most letters of a text are of; Latin where it has none."""
    sample = text[:SAMPLE]
    counts = Counter({name: len(letters.findall(sample)) for name, letters in _RANGES})
    name, count = counts.most_common(1)[0]
    return Script(name) if count else Script.LATIN
