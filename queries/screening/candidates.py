"""Which names of a graph may be a name that is asked for: an index of the sounds of words, kept while the graph stays.

The names are read from the graph once; after that no name is looked at for a question that shares no word with it.
A word is indexed by what every script keeps of it, so that other romanisations and lost vowels find it; a name also as
a whole, so that words run together or apart find it, and a Korean name by its syllables.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nlargest
from itertools import combinations
from math import log

from .korean import as_cyrillic
from .names import korean_syllables, particles, split_unspaced_name
from .wordlists import ABBREVIATIONS
from .words import latin, rest_of, split

#: So many names at most are weighed for what one word of a question alone finds, or two together.
MANY = 600
#: Where rare words alone find a name that shares so much, frequent ones need not be tried.
ENOUGH = 0.6
#: Of the frequent words of a question only the rarest so many are tried in pairs.
IN_PAIRS = 3


class Candidates:
    """An index of names; each has a place, the number of its turn.

    Kept elsewhere, it is the places by key, how many names there are, and the weight of each name.
    """

    def __init__(self, places: Mapping[str, array[int]], count: int, totals: array[float]) -> None:
        self.places, self._count, self.totals = places, count, totals
        self._sets: dict[str, set[int]] = {}

    @classmethod
    def of(cls, names: Iterable[str]) -> Candidates:
        """Return the index of names."""
        places: dict[str, array[int]] = {}
        keys_of_name = [keys(name) for name in names]
        for place, name_keys in enumerate(keys_of_name):
            for key in name_keys:
                places.setdefault(key, array("i")).append(place)
        count = len(keys_of_name)
        weights = {key: _weight(count, len(bearers)) for key, bearers in places.items()}
        totals = array("f", (sum(weights[key] for key in name_keys) for name_keys in keys_of_name))
        return cls(places, count, totals)

    def __len__(self) -> int:
        return self._count

    def find(self, name: str, most: int) -> list[int]:
        """The places of the names that share most with a name, best first."""
        asked_keys = [key for key in keys(name) if key in self.places]
        asked_keys.sort(key=lambda key: len(self.places[key]))
        weights: dict[int, float] = {}
        frequent: list[str] = []
        for key in asked_keys:
            places, weight = self.places[key], self._weight(key)
            if len(weights) + len(places) <= MANY:
                for place in places:
                    weights[place] = weights.get(place, 0.0) + weight
            else:
                frequent.append(key)
        self._weigh(weights, frequent)
        total = sum(map(self._weight, asked_keys)) or 1.0
        if not weights or max(self._shares(weights, total))[0] < ENOUGH:
            met = {place: 0.0 for place in self._meetings(frequent) if place not in weights}
            self._weigh(met, frequent)
            weights |= met
        return [-place for _, place in nlargest(most, self._shares(weights, total))]

    def _weight(self, key: str) -> float:
        return _weight(self._count, len(self.places[key]))

    def _weigh(self, weights: dict[int, float], frequent: list[str]) -> None:
        for key in frequent:
            weight = self._weight(key)
            for place in self._set(key).intersection(weights):
                weights[place] += weight

    def _shares(self, weights: dict[int, float], total: float) -> list[tuple[float, int]]:
        """The share of what is common in both names, by weight: a cosine without its root; and the place, negative."""
        totals = self.totals
        return [(weight * weight / (total * totals[place]), -place) for place, weight in weights.items()]

    def _meetings(self, frequent: list[str]) -> set[int]:
        """Names that have two of the frequent words, or three where two are still too frequent."""
        sets = [self._set(key) for key in frequent if key[0] == LOOSE]
        if len(sets) == 1 or (len(frequent) == 1 and not sets):
            return set(self.places[frequent[0]][:MANY])
        met: set[int] = set()
        for first, second in combinations(sets[:IN_PAIRS], 2):
            both = first & second
            if len(both) > MANY:
                third = next((more for more in sets if more is not first and more is not second), None)
                both = both & third if third else both
            met.update(both if len(both) <= MANY else sorted(both)[:MANY])
        return met

    def _set(self, key: str) -> set[int]:
        if key not in self._sets:
            self._sets[key] = set(self.places[key])
        return self._sets[key]


def _weight(count: int, bearers: int) -> float:
    return log(1 + count / bearers)


def keys(name: str) -> set[str]:
    """Under which keys a name is found."""
    tokens = split_unspaced_name([(text, native) for text, native in _tokens(name) if text])
    texts = [text for text, _ in tokens if text not in particles(tokens)]
    keys_of_name: set[str] = set()
    for text in texts:
        keys_of_name.update(_keys(text))
    if texts:
        keys_of_name.add("=" + rest_of("".join(texts)[:60]))
    for turned in (False, True):
        korean = [as_cyrillic(key) for _, key in korean_syllables(name, tokens, turned)]
        if not korean:
            break
        keys_of_name.update(("한" + "".join(korean), "한" + "".join(korean[1:])))
    return keys_of_name


def _tokens(name: str) -> Iterator[tuple[str, str]]:
    for text, native in split(name.replace(".", " ")):
        yield latin(text), native


#: Articles that are written together with a name of so many letters: Alkhalidi.
ARTICLES_OF_NAMES, GLUED = ("al", "el"), 6
#: Begins the key of a word by what every script keeps of it.
LOOSE = "-"


@lru_cache(maxsize=1 << 17)
def _keys(text: str) -> tuple[str, ...]:
    """What every script keeps of a word, and its letters in the order of the alphabet, which a slip leaves as it is."""
    text = ABBREVIATIONS.get(text, text)
    letters = "".join(sorted(text))
    sounds = rest_of(text) if text.isalpha() else ""
    if len(sounds) < 2:
        return (LOOSE + letters,)
    if text.startswith(ARTICLES_OF_NAMES) and len(text) >= GLUED and len(bare := rest_of(text[2:])) > 1:
        return LOOSE + sounds, letters, LOOSE + bare
    return LOOSE + sounds, letters
