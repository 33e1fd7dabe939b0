"""The words of a text with their places in it: which begin with a capital, begin a sentence, or stand in a headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern

from ..schema.countries import state_of
from .lexicon import FormWords, Seats, lexicon

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}(?![^\W\d_])|[^\W\d_](?:[^\W_]|[\u2019'.\u2011\u2013/-](?=[^\W_]))*|\d(?:[\d,.]*\d)?"
)
_POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])\Z", re.IGNORECASE)
_ARTICLED = re.compile(r"(?:al|el|ul|as|an|ad|ar)-[^\W\d_a-z]")
_ENDS = re.compile(r"[.!?:;\n\u2022|]|[\"\u201c\u00ab\u2018(\[]\Z")
#: Such a gap joins two words of one name: a space, or the end of a line that goes on.
_JOINING = re.compile(r"[ \t\u00a0]+|[ \t]*\n[ \t]*|-")
_SHORTENED = frozenset(
    (
        "rep",
        "sen",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "adm",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "brig",
        "gov",
        "sgt",
    )
)
#: A line or quotation is a headline where so many of its longer words, and at least so many, begin with a capital.
_SHARE, _COUNT = 0.75, 5
_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d\n]{20,200})[\"\u201d]|^([^\n]{19,200}[^\n.!?:;,])$", re.MULTILINE)
_LONGER = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word from `start` to `end` of its text, without a possessive ending; `gap` stands between it and the last."""

    start: int
    end: int
    text: str
    gap: str
    capital: bool
    initial: bool
    headline: bool

    @property
    def low(self) -> str:
        """Return the word in small letters."""
        return self.text.lower()

    @property
    def is_uncased(self) -> bool:
        """Whether its script has no capitals, as Hangul has none."""
        return self.text[0].isalpha() and self.text == self.text.lower() == self.text.upper()

    @property
    def joins(self) -> bool:
        """Whether it can go on with a name that the word before it belongs to."""
        return bool(_JOINING.fullmatch(self.gap))


def words_of(text: str) -> list[TextWord]:
    """Return the words of a text in order, offsets in code points of the text as it is."""
    headlines = _headlines(text)
    words: list[TextWord] = []
    end = 0
    for start, stop in _pieces(text):
        shown = text[start:stop]
        gap = text[end:start]
        capital = shown[0].isupper() or bool(_ARTICLED.match(shown)) or (shown[0].isalpha() and not shown[0].islower())
        shortened = bool(words) and (words[-1].low in _SHORTENED or len(words[-1].text) == 1)
        if shortened and gap.strip() == ".":
            gap = " "
        initial = not words or bool(_ENDS.search(gap.rstrip(" \t\u00a0")) or "\n" in gap)
        # A long text has few words that differ: each is kept once.
        shown, gap = intern(shown), intern(gap)
        words.append(TextWord(start, stop, shown, gap, capital, initial, _within(headlines, start)))
        end = stop
    return words


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    """Yield the bounds of each word; names joined by a hyphen apart."""
    for match, after in _with_next(_WORD.finditer(text)):
        start, end = match.span()
        shown = text[start:end]
        possessive = _POSSESSIVE.search(shown)
        if possessive and possessive.start():
            end = start + possessive.start()
            shown = text[start:end]
        parts = re.split("[-\u2013\u2011/]", shown)
        if len(parts) > 1 and _apart(parts, after.group().lower() if after else ""):
            for part in parts:
                yield start, start + len(part)
                start += len(part) + 1
        else:
            yield start, end


def _with_next(matches: Iterator[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Yield each match with the one after it; None behind the last."""
    before = next(matches, None)
    for match in matches:
        if before:
            yield before, match
        before = match
    if before:
        yield before, None


def _apart(parts: Sequence[str], after: str) -> bool:
    """Whether each part of a hyphenated word is a name of its own: `Kim-Putin summit`, `DPRK-Russia`."""
    forms = lexicon(FormWords, "forms")
    if parts[-1] in forms.endings and parts[0][:1].isupper():
        return True
    if not all(len(part) > 1 and part[0].isupper() for part in parts):
        return False
    return after in forms.together or any(is_state_word(part) for part in parts)


@cache
def is_state_word(word: str) -> bool:
    """Whether a single word means a State: its name, a nationality, a short form or a seat of government."""
    seats = lexicon(Seats, "seats")
    if word in seats.short or word in seats.states():
        return True
    return len(word) > 3 and state_of(word) is not None


def _headlines(text: str) -> list[tuple[int, int]]:
    bounds = []
    for match in _QUOTED.finditer(text):
        longer = _LONGER.findall(match.group())
        capitals = sum(word[0].isupper() for word in longer)
        if len(longer) >= _COUNT and capitals >= _SHARE * len(longer):
            bounds.append(match.span())
    return bounds


def _within(bounds: Sequence[tuple[int, int]], position: int) -> bool:
    index = bisect_right(bounds, (position, 1 << 62)) - 1
    return index >= 0 and bounds[index][0] <= position < bounds[index][1]


class PhraseTable:
    """Phrases of small letters, looked up at a place in a row of words; the longest counts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in sorted(phrases, key=lambda p: -len(p.split())):
            split = tuple(phrase.split())
            self._by_first[split[0]].append(split)

    def at(self, words: Sequence[TextWord], index: int) -> int:
        """Return how many words the longest phrase has that begins at a word; 0 where none does."""
        if index < 0 or index >= len(words):
            return 0
        for phrase in self._by_first.get(words[index].low, ()):
            window = words[index : index + len(phrase)]
            if [word.low for word in window] == [*phrase] and all(word.joins for word in window[1:]):
                return len(phrase)
        return 0

    def ending(self, words: Sequence[TextWord], index: int, longest: int = 3) -> int:
        """Return how many words the longest phrase has that ends with the word before a place; 0 where none does."""
        counts = range(min(longest, index), 0, -1)
        return next((count for count in counts if self.at(words, index - count) == count), 0)
