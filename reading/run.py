"""Rows of words in capitals: what may be a name, without titles, months and the words that open a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from .span import TABLES, SpannedText


def runs(text: SpannedText) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each row of words in capitals that no title, month or word of a thing is part of."""
    words = text.words
    first = None
    index = 0
    while index < len(words):
        word = words[index]
        skipped = _skipped(text, index)
        if first is not None and _joining(text, index):
            index += 1
            continue
        # Where there are no capitals, each word is a name or none.
        if first is not None and (skipped or not word.capital or not word.joins or word.is_uncased):
            yield first, index
            first = None
        if not skipped and word.capital and first is None:
            first = index
        index += max(1, skipped)
    if first is not None:
        yield first, len(words)


def _joining(text: SpannedText, index: int) -> bool:
    """Whether a small word joins two words of one name: `Osama bin Laden`, `Jean de la Cruz`."""
    words = text.words
    after = index
    while after < len(words) and words[after].low in TABLES.forms.particles and words[after].joins:
        if words[after].capital:
            return False
        after += 1
    return index < after < len(words) and words[after].capital and words[after].joins and not _skipped(text, after)


def _skipped(text: SpannedText, index: int) -> int:
    """How many words from a place belong to no name."""
    word = text.words[index]
    if word.headline:
        return 0 if _is_state(text, index) else 1
    if count := text.titles.get(index, 0):
        return count
    if not word.capital:
        return 0
    if _is_state(text, index):
        return 0
    opens = word.initial or word.low in ("the", "a", "an", "this")
    if opens and word.low in TABLES.forms.openers:
        return 1
    if word.low in TABLES.forms.calendar:
        return 1
    return TABLES.things.at(text.words, index)


def _is_state(text: SpannedText, index: int) -> bool:
    return text.words[index].capital and text.state_at(index) is not None
