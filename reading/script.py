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


#: What stands behind a noun in Korean, and how nouns end in the cases of Russian: so much is cut, so much put there.
_PARTICLE = re.compile("(?:에서|에게|으로|까지|부터|은|는|이|가|을|를|의|에|로|와|과|도)\\Z")
_CASES = (
    ("ией", "ия"), ("ии", "ия"), ("ию", "ия"), ("ой", "а"), ("ом", ""), ("ем", ""), ("ы", "а"), ("у", "а"), ("е", "а"),
    ("а", ""), ("у", ""), ("е", ""), ("ю", "й"), ("я", "й"), ("и", "ь"), ("и", "я"),
)  # fmt: skip


def base_forms(word: str, shortest: int = 2) -> tuple[str, ...]:
    """Return what a Korean or Russian noun may be without its particle or case; nothing for words of other scripts.

    A noun of fewer than `shortest` syllables is none in Korean.
    """
    if re.search("[\uac00-\ud7a3]", word):
        cut = _PARTICLE.sub("", word)
        return (cut,) if len(cut) >= shortest and cut != word else ()
    if re.search("[\u0400-\u04ff]", word):
        forms = (
            word.removesuffix(end) + base for end, base in _CASES if word.endswith(end) and len(word) > len(end) + 2
        )
        return tuple(dict.fromkeys(forms))
    return ()


def script_of(text: str) -> Script:
    """Return the script that most letters of a text are of; Latin where it has none."""
    sample = text[:SAMPLE]
    counts = Counter({name: len(letters.findall(sample)) for name, letters in _RANGES})
    name, count = counts.most_common(1)[0]
    return Script(name) if count else Script.LATIN
