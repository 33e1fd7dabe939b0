"""Goods that a text names, by the lexicon of the press's phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import GoodsLexicon, GoodsWords, lexicon


@dataclass(frozen=True, slots=True)
class GoodsPhrase:
    """Words from `start` to `end` of a text that mean goods, by one entry of the lexicon."""

    start: int
    end: int
    entry: GoodsWords


def goods_of(text: str) -> Iterator[GoodsPhrase]:
    """Yield the goods that a text names, in order; of phrases that overlap the longest."""
    pattern, entries = _table()
    for match in pattern.finditer(text):
        entry = entries[_folded(match.group())]
        after = _AFTER.match(text, match.end())
        if after is None or after.group(1).lower() not in entry.not_before:
            yield GoodsPhrase(match.start(), match.end(), entry)


_AFTER = re.compile(r"[\s-]+((?:of mass)|[^\W\d_]+)")


def _folded(phrase: str) -> str:
    return re.sub(r"[\s-]+", " ", phrase.lower())


@cache
def _table() -> tuple[re.Pattern[str], dict[str, GoodsWords]]:
    """A pattern of all phrases, singular and plural, and the entry of each."""
    entries: dict[str, GoodsWords] = {}
    for entry in lexicon(GoodsLexicon, "goods").goods:
        for phrase in entry.words:
            for form in (_folded(phrase), _plural(_folded(phrase))):
                entries[form] = entry
    longest_first = sorted(entries, key=lambda phrase: (-len(phrase), phrase))
    choices = "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in longest_first)
    # Blanks, of which a text without its menus is full, are passed over at once.
    return re.compile(rf"(?=\w)(?<![\w-])(?:{choices})(?![\w])", re.IGNORECASE), entries


def _plural(phrase: str) -> str:
    if phrase.endswith(("s", "sh", "ch")):
        return (
            phrase
            if phrase.endswith(("ss", "goods", "arms", "oods")) or not phrase.endswith(("sh", "ch"))
            else phrase + "es"
        )
    return phrase[:-1] + "ies" if phrase.endswith("y") and phrase[-2] not in "aeiou" else phrase + "s"
