"""Words of a headline with capitals throughout that are part of no name: texts beside it write them small."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

#: A word with what stands before it, by which it is seen whether it begins a sentence.
_WORD = re.compile(r"(?P<before>[^\w]*)(?P<word>[^\W\d_](?:[\w'\u2019-]*\w)?)")
_SENTENCE_END = re.compile(r"[.!?:\u201c\"(]|\n")
#: So many of the longer words of a headline have capitals where all do that may have.
_SHARE, _LONGER = 0.75, 3


class SmallWords:
    """The words that texts write small more often than with a capital, where no sentence begins."""

    def __init__(self, texts: Iterable[str]) -> None:
        small, large = Counter[str](), Counter[str]()
        for text in texts:
            for match in _WORD.finditer(text):
                if match["word"][0].islower():
                    small[match["word"]] += 1
                elif match.start() and not _SENTENCE_END.search(match["before"]):
                    large[match["word"].lower()] += 1
        self._words = {word for word, count in small.items() if count > large[word]}

    def small(self, headline: str) -> str:
        """Return a headline that has capitals throughout with such words in small letters, each in its place."""
        longer = [match["word"] for match in _WORD.finditer(headline) if len(match["word"]) > _LONGER]
        if not longer or sum(word[0].isupper() for word in longer) < _SHARE * len(longer):
            return headline
        return _WORD.sub(self._written, headline)

    def _written(self, match: re.Match[str]) -> str:
        word = match["word"]
        # A first word may begin a sentence, and tells nothing.
        small = word.lower()
        plain = match.start("word") > 0 and word[1:].islower() and small in self._words and len(small) == len(word)
        return match["before"] + (small if plain else word)
