"""Which words of two names go together, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA, Levenshtein

from .chinese import two_names
from .given_names import are_arabic_given_names
from .korean import as_cyrillic
from .names import Name
from .wordlists import GLUED_PARTICLES
from .words import Word, one_character
from .words import word as made_word

#: Words less alike than this are two words.
PAIRED = 0.6
#: Shorter words are one word only if they sound alike.
SHORT = 3
#: How alike words are, and by how many letters they differ, where all that is left of one is few consonants.
FRAMES = {1: (0.7, 0.5), 2: (0.8, 0.25)}
#: Words in two scripts whose consonants agree are one word if they are as alike as this, by how many consonants.
ACROSS = {0: 1.0, 1: 1.0, 2: 0.4}
MANY_CONSONANTS = 0.25
#: One letter in so many may be wrong where words are run together.
TYPO = 8
#: Words that make up another have at least so many letters together.
WHOLE = 4
#: An acronym has at least so many letters.
LETTERS = 3
#: Words of the same consonants are one word if they are as alike as this: Muhammad and Mehmed, not Hassan and Hosseini.
VOWELS = 0.55
#: Consonants that a name without vowels has at least.
WITHOUT_VOWELS = 6
#: Letters of a word that may be contracted to some of its consonants.
CONTRACTED = 6
#: Words that pair but differ in more letters than this together may be one text with a slip where they are divided.
UNLIKE = 2.0
#: Korean syllables of which more than one sound differs are two syllables.
ONE_SOUND = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of two names that go together; `edits` says in how many letters they differ, halves for mere spelling."""

    left: str
    right: str
    edits: float = 0.0
    alike: float = 1.0


@dataclass(slots=True)
class Pairing:
    """The pairs, and the words of each name that found no partner.

    `moved`: the pairs stand in another order; `fathered`: so that an Arabic given name and that of the father changed
    places, while what follows them stands where it stood.
    """

    pairs: list[Pair] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    initials: list[Pair] = field(default_factory=list)
    moved: bool = False
    fathered: bool = False


@dataclass(frozen=True, slots=True)
class PairingSettings:
    """How words are compared.

    `vowelless`: one of the names comes from an abjad; `native`: both are in logograms; `scripts`: they are in two
    scripts; `at_least`: how alike two words must be to be one; `kind`: of what they are names; `pinyin`: both are
    short Chinese names.
    """

    vowelless: bool = False
    native: bool = False
    scripts: bool = False
    at_least: float = PAIRED
    kind: str = "person"
    pinyin: bool = False


def pair_words(a: Name, b: Name) -> Pairing:
    """Pair the words of two names: equal ones, run-together ones, the most alike, initials, and at last all as one."""
    native = a.native and b.native
    if a.korean and b.korean:
        pairing = _korean_pairing(a, b, native)
    else:
        settings = PairingSettings(
            a.abjad != b.abjad, native, a.script != b.script, kind=a.kind, pinyin=_in_pinyin(a, b)
        )
        pairing = _Words(a.words, b.words, settings).paired()
    if pairing.left or pairing.right or not pairing.pairs or sum(pair.edits for pair in pairing.pairs) > UNLIKE:
        return _as_one(a, b, native, pairing) or pairing
    return pairing


def _in_pinyin(a: Name, b: Name) -> bool:
    """Whether both are short Chinese names in pinyin. Of a character nobody knows which of its readings is meant."""
    return a.chinese and b.chinese and a.script == b.script == "LATIN"


def _as_one(a: Name, b: Name, native: bool, pairing: Pairing) -> Pairing | None:
    """Return the pairing of two names as one word each: the same letters, first letters, or a slip in many letters."""
    if a.whole == b.whole and not native:
        return Pairing([Pair(a.whole, b.whole)])
    apart = (pairing.left and pairing.right) or not pairing.pairs
    if apart and a.kind != "person" and (_stands_for(a, b) or _stands_for(b, a)):
        return Pairing([Pair(a.whole, b.whole, 1.0, 0.9)])
    if not native and a.kind == "person" and _same_consonants(a, b):
        return Pairing([Pair(a.whole, b.whole, 0.5, 0.9)])
    if native or _opposed(a, b) or not (apart or sum(pair.edits for pair in pairing.pairs) > UNLIKE):
        return None
    longest = max(len(a.whole), len(b.whole))
    edits = OSA.distance(a.whole, b.whole, score_cutoff=longest // TYPO)
    if longest and edits <= longest // TYPO:
        return Pairing([Pair(a.whole, b.whole, float(edits), 1 - edits / longest)])
    return None


def _same_consonants(a: Name, b: Name) -> bool:
    """Whether two names have the same consonants, many of them, and one of the two is written with few vowels."""
    if a.consonants != b.consonants or len(a.consonants) < WITHOUT_VOWELS:
        return False
    few, many = sorted(len(name.whole) - len(name.consonants) for name in (a, b))
    return 2 * few <= many


def _opposed(a: Name, b: Name) -> bool:
    """Whether one has a word, such as East, whose opposite the other has, or each a name that the other lacks."""
    if (a.given - b.given and b.given - a.given) or _in_pinyin(a, b):
        return True
    kinds = [pole.partition(":")[0] for pole in a.poles ^ b.poles]
    return len(kinds) != len(set(kinds))


def _korean_pairing(a: Name, b: Name, native: bool) -> Pairing:
    """Return the best pairing of two Korean names, each of which may have its family name at either end."""
    cyrillic = "CYRILLIC" in (a.script, b.script) and a.script != b.script
    settings = PairingSettings(native=native, at_least=ONE_SOUND)
    readings = [(a.korean, b.korean), (a.turned, b.korean), (a.korean, b.turned)]
    best: Pairing | None = None
    for turned, (x, y) in enumerate(readings):
        if not (x and y):
            continue
        if cyrillic:
            x, y = tuple(map(_as_cyrillic, x)), tuple(map(_as_cyrillic, y))
        pairing = _korean(x, y, settings)
        pairing.moved = pairing.moved or bool(turned)
        if best is None or len(pairing.left) + len(pairing.right) < len(best.left) + len(best.right):
            best = pairing
        if not (best.left or best.right):
            break
    return best or Pairing()


def _as_cyrillic(syllable: Word) -> Word:
    return made_word(as_cyrillic(syllable.text), syllable.native, syllable.shown)


def _stands_for(short: Name, long: Name) -> bool:
    """Whether the one word of a name is made of the first letters of another's."""
    if len(short.words) != 1 or len(long.words) < LETTERS:
        return False
    return short.words[0].text == "".join(word.text[0] for word in long.words)


def _korean(x: Sequence[Word], y: Sequence[Word], settings: PairingSettings) -> Pairing:
    """Syllables of two Korean names: a family name pairs with a family name or with nothing."""
    if x[0].text == y[0].text:
        return _Words(x, y, settings).paired()
    for turned_x, turned_y in ((x[-1], *x[:-1]), y), (x, (y[-1], *y[:-1])):
        if [word.text for word in turned_x] == [word.text for word in turned_y]:
            pairing = _Words(turned_x, turned_y, settings).paired()
            pairing.moved = True
            return pairing
    pairing = _Words(x[1:], y[1:], settings).paired()
    pairing.left.insert(0, str(x[0]))
    pairing.right.insert(0, str(y[0]))
    return pairing


class _Words:
    """The words of two names while they are being paired; `left` and `right` are places of those without partner."""

    def __init__(self, x: Sequence[Word], y: Sequence[Word], how: PairingSettings) -> None:
        self.x, self.y, self.how = x, y, how
        self.left, self.right = list(range(len(x))), list(range(len(y)))
        self.places: list[tuple[int, int]] = []
        self.found = Pairing()

    def paired(self) -> Pairing:
        """All steps, each on what the ones before have left."""
        for step in (self._equal, self._run_together, self._alike, self._initials):
            step()
            if not (self.left and self.right):
                break
        self.found.left = [str(self.x[i]) for i in self.left]
        self.found.right = [str(self.y[j]) for j in self.right]
        order = [j for _, j in sorted(self.places)]
        self.found.moved = order != sorted(order)
        self.found.fathered = self.found.moved and self.how.kind == "person" and self._fathered()
        return self.found

    def _fathered(self) -> bool:
        """Whether what moved are Arabic given names at the beginning of both names, the one before the other."""
        places = sorted(self.places)
        while len(places) > 1 and places[-1][1] == max(j for _, j in places):
            places.pop()
        order = [j for _, j in places]
        first = order.index(min(order))
        turned = order[first:] + order[:first] == sorted(order) and len(places) < len(self.places)
        words = [self.x[i] for i, _ in places]
        several = len({word.form for word in words}) == len(words)
        return turned and several and are_arabic_given_names([word.text for word in words])

    def _take(self, i: int, j: int, edits: float, alike: float) -> Pair:
        pair = Pair(str(self.x[i]), str(self.y[j]), edits, alike)
        self.found.pairs.append(pair)
        self.places.append((i, j))
        self.left.remove(i)
        self.right.remove(j)
        return pair

    def _equal(self) -> None:
        native = self.how.native
        for i, word in enumerate(self.x):
            for j in self.right:
                other = self.y[j]
                if word.text == other.text and (not native or word.native == other.native):
                    self._take(i, j, 0.0, 1.0)
                    break

    def _run_together(self) -> None:
        """Words that the one name writes as one and the other as two or three."""
        for i, start, stop, edits in _together(self.x, self.left, self.y, self.right, self.how):
            more = " ".join(self.y[j].text for j in self.right[start:stop])
            self.found.pairs.append(Pair(str(self.x[i]), more, edits, 0.98))
            self.left.remove(i)
            del self.right[start:stop]
        for j, start, stop, edits in _together(self.y, self.right, self.x, self.left, self.how):
            more = " ".join(self.x[i].text for i in self.left[start:stop])
            self.found.pairs.append(Pair(more, str(self.y[j]), edits, 0.98))
            self.right.remove(j)
            del self.left[start:stop]

    def _alike(self) -> None:
        scored = []
        for i in self.left:
            for j in self.right:
                alike, edits = likeness(self.x[i], self.y[j], self.how)
                if alike >= self.how.at_least:
                    scored.append((-alike, edits, i, j))
        for alike, edits, i, j in sorted(scored):
            if i in self.left and j in self.right:
                self._take(i, j, edits, -alike)

    def _initials(self) -> None:
        if self.how.native or self.how.kind == "thing":
            return
        for i in list(self.left):
            for j in self.right:
                x, y = self.x[i].text, self.y[j].text
                if x[0] == y[0] and 1 in (len(x), len(y)):
                    self.found.initials.append(self._take(i, j, 0.0, 0.8))
                    break


def _together(
    x: Sequence[Word], left: Sequence[int], y: Sequence[Word], right: Sequence[int], settings: PairingSettings
) -> Iterator[tuple[int, int, int, float]]:
    """Places of single words of x, and of two or three neighbours left in y that make them up, with the letters wrong.

    The caller takes them out of both lists before the next is looked for.
    """
    if len(right) < 2:
        return
    runs = list(_runs(y, right))
    for i in list(left):
        word, size = x[i].text, len(x[i].text)
        for start, stop, length in runs:
            wrong = length // TYPO
            if not settings.vowelless and not -wrong <= length - size <= wrong:
                continue
            text = "".join(y[j].text for j in right[start:stop])
            edits = float(OSA.distance(word, text, score_cutoff=wrong))
            if settings.vowelless and len(_frame(x[i], made_word(text))) >= SHORT:
                edits = 0.5
            elif edits > wrong:
                continue
            yield i, start, stop, edits
            runs = list(_runs(y, right))
            break


def _runs(y: Sequence[Word], right: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the places in `right` of two and of three neighbours in y: start, stop, and their letters together."""
    for start in range(len(right) - 1):
        length = len(y[right[start]].text)
        for stop in (start + 2, start + 3):
            if stop > len(right) or right[stop - 1] - right[start] != stop - 1 - start:
                break
            length += len(y[right[stop - 1]].text)
            if length >= WHOLE:
                yield start, stop, length


def _frame(a: Word, b: Word) -> str:
    """What is left of both words in an abjad, where that is the same; else nothing."""
    return next((frame for frame in a.frames if frame in b.frames), "")


def likeness(a: Word, b: Word, settings: PairingSettings) -> tuple[float, float]:
    """Return how alike two words are (0 to 1), and in how many letters they differ."""
    if settings.native and a.native and b.native:
        # A character carries about as much as three letters.
        edits = _characters(a.native, b.native)
        return max(0.0, 1 - edits / max(len(a.native), len(b.native))), 3 * edits
    if a.text == b.text:
        return 1.0, 0.0
    if a.pole and b.pole and a.pole != b.pole:
        return 0.0, 0.0
    if settings.pinyin and two_names(a.text, b.text):
        return 0.0, 0.0
    if a.sound == b.sound:
        return 0.95, 0.5
    if a.form == b.form:
        return 0.9, 0.5
    if a.given and b.given:
        return 0.0, 0.0
    if (
        settings.vowelless
        and (frame := _frame(a, b))
        and (len(frame) > 1 or max(len(a.text), len(b.text)) <= SHORT + 1)
    ):
        return FRAMES.get(len(frame), (0.9, 0.25))
    x, y = a.text, b.text
    longest = max(len(x), len(y))
    if len(x) < SHORT or len(y) < SHORT:
        return 0.0, 0.0
    if a.vowelless != b.vowelless and (edits := _without_vowels(a, b, settings.kind)):
        return 0.9, edits
    if x[-1] == y[-1] and (x.endswith(y) or y.endswith(x)) and settings.kind == "person" and _glued(x, y):
        return 0.9, 0.5
    same_bones = len(a.bones) > 2 and a.bones == b.bones
    # Words that differ in more letters than this are too little alike, unless their consonants are the same.
    most = longest if same_bones or settings.scripts else int((1 - settings.at_least) * longest)
    edits = float(min(OSA.distance(x, y, score_cutoff=most), OSA.distance(a.sound, b.sound, score_cutoff=most) + 0.5))
    alike = max(0.0, 1 - edits / longest)
    if (
        settings.scripts
        and not settings.vowelless
        and a.trace == b.trace
        and alike >= ACROSS.get(len(a.trace), MANY_CONSONANTS)
    ):
        return 0.9, 0.75
    if same_bones and alike >= VOWELS:
        edits = min(edits, 0.75)
        alike = max(0.0, 1 - edits / longest)
    return alike, edits


def _without_vowels(a: Word, b: Word, kind: str) -> float:
    """Return in how many letters a word written without vowels differs from the other; 0 where they are two words.

    In names of bodies consonants may be missing too: `shpg` is shipping, `svcs` services.
    """
    short, long = (a, b) if a.vowelless else (b, a)
    if short.skeleton == long.skeleton:
        return 0.25 if len(short.skeleton) > SHORT or len(long.text) - len(short.text) > 1 else 0.75
    same_end = short.text[-1] == long.text[-1]
    contracted = (
        kind != "person" and same_end and len(long.text) >= CONTRACTED and _within(short.skeleton, long.skeleton)
    )
    return 0.75 if contracted else 0.0


def _within(short: str, long: str) -> bool:
    """Whether the letters of one text stand in the other in their order, the first at its beginning."""
    letters = iter(long)
    return short[:1] == long[:1] and all(letter in letters for letter in short)


def _glued(x: str, y: str) -> bool:
    """Whether one word is the other with a particle before it: Alkhalidi and Khalidi."""
    short, long = sorted((x, y), key=len)
    return len(short) > SHORT and long[: -len(short)] in GLUED_PARTICLES


def _characters(a: str, b: str) -> float:
    if len(a) != len(b):
        return float(Levenshtein.distance(a, b))
    return sum(0.1 if one_character(x, y) else 1.0 for x, y in zip(a, b, strict=True) if x != y)
