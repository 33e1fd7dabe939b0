"""The entries of one edition by their names and reference numbers: to which one entry a stated name leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ...schema.names import name_key
from ...schema.statements import Alias, Listing, parts_of

#: Words of a name at most, where it is looked for in a text.
LONGEST = 12
#: Letters of an acronym, and of a single word that is a name, at least.
_ACRONYM, _WORD = 3, 6
_WEAK = ("weak", "low")

#: Keys of names to the ids of the things that bear them.
_Level = dict[str, set[str]]


class EntryIndex:
    """Names of the listings of one edition, the firmest first: as written, folded, of aliases, in another order."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._to_read = list(listings)
        self._written: _Level = defaultdict(set)
        self._folded: _Level = defaultdict(set)
        self._aliases: _Level = defaultdict(set)
        self._weak: _Level = defaultdict(set)
        self._words: _Level = defaultdict(set)
        self._references: _Level = defaultdict(set)
        #: The first words of the names that are looked for in a text.
        self._first_words: set[str] = set()

    def _read(self) -> None:
        """Read the listings when a name is first looked up: most editions of some lists state no link."""
        for listing in self._to_read:
            self._add(listing)
        if self._to_read:
            self._first_words = {key.partition(" ")[0] for level in (self._folded, self._aliases) for key in level}
        self._to_read = []

    def named(self, name: str) -> set[str]:
        """Return the things that a name means: those that bear it on the firmest level on which any does."""
        self._read()
        key = name_key(name)
        levels = (
            (self._references, name),
            (self._written, name),
            (self._folded, key),
            (self._aliases, key),
            (self._weak, key),
            (self._words, _sorted(key)),
        )
        return next((there for level, asked in levels if asked and (there := level.get(asked))), set())

    def beginning(self, words: Sequence[str]) -> tuple[str, set[str]]:
        """Return the longest name with which a text begins, and the things that bear it; ("", {}) for none.

        A single word counts only where it is written as an acronym or a proper name, and no such word follows.
        """
        self._read()
        first = next(filter(None, map(name_key, words[:LONGEST])), "")
        if first.partition(" ")[0] not in self._first_words:
            return "", set()
        keys = [name_key(word) for word in words[:LONGEST]]
        for length in range(len(keys), 0, -1):
            if bearers := self._bearing(" ".join(filter(None, keys[:length]))):
                text = " ".join(words[:length])
                more = words[length][:1].isupper() if length < len(words) and text[-1:].isalnum() else False
                if length > 1 or (_proper(text) and not more):
                    return text, bearers
        return "", set()

    def exactly(self, name: str) -> set[str]:
        """Return the things that bear a whole text as name; of one word only an acronym counts."""
        self._read()
        there = self._bearing(name_key(name))
        return there if there and (" " in name or (name.isupper() and _proper(name))) else set()

    def _bearing(self, key: str) -> set[str]:
        """Return the things that bear a name of a key, the name of an entry before an alias."""
        return self._folded.get(key) or self._aliases.get(key) or set()

    def _add(self, listing: Listing) -> None:
        about = listing.about
        self._written[listing.name].add(about)
        self._references[listing.reference].add(about)
        keys = [name_key(name) for name in _ways(listing.name)]
        for key in filter(None, keys):
            self._folded[key].add(about)
        self._words[_sorted(keys[0])].add(about)
        for alias in parts_of(listing.parts_, Alias):
            quality = (alias.quality or "").casefold()
            level = self._weak if any(word in quality for word in _WEAK) else self._aliases
            for key in filter(None, map(name_key, _ways(alias.name))):
                level[key].add(about)


def _ways(name: str) -> Iterator[str]:
    """Yield a name, and `LAST, First` as it is said."""
    yield name
    last, sign, first = name.partition(", ")
    if sign:
        yield f"{first} {last}"


def _sorted(key: str) -> str:
    return " ".join(sorted(key.split()))


def _proper(word: str) -> bool:
    bare = word.strip(".,;:()'\"\u201c\u201d\u2018\u2019")
    return (len(bare) >= _ACRONYM and bare.isupper()) or (len(bare) >= _WORD and bare[:1].isupper())
