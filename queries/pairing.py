"""Which words of two names go together, and how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA, Levenshtein

from .names import Name
from .words import Word, one_character

#: Words less alike than this are two words.
PAIRED = 0.5
#: Shorter words are one word only if they sound alike.
SHORT = 3
#: Words in two scripts whose consonants agree are one word if they are as alike as this, by how many consonants.
ACROSS = {0: 1.0, 1: 1.0, 2: 0.4}
MANY_CONSONANTS = 0.25
#: An acronym has at least so many letters.
LETTERS = 3
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
    """The pairs, and the words of each name that found no partner."""

    pairs: list[Pair] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    initials: list[Pair] = field(default_factory=list)
    moved: bool = False


def pair_words(a: Name, b: Name) -> Pairing:
    """Pair the words of two names: equal ones, run-together ones, the most alike, initials, and at last all as one."""
    if a.korean and b.korean:
        found = _korean(a.korean, b.korean, a.native and b.native)
    else:
        found = _paired(a.words, b.words, a.abjad != b.abjad, a.native and b.native, a.script != b.script)
    if (found.left and found.right) or not found.pairs:
        if a.kind != "person" and (_stands_for(a, b) or _stands_for(b, a)):
            return Pairing([Pair(a.whole, b.whole, 1.0, 0.9)])
        longest = max(len(a.whole), len(b.whole))
        edits = OSA.distance(a.whole, b.whole, score_cutoff=longest // 8)
        if longest and edits <= longest // 8 and not (a.native and b.native):
            return Pairing([Pair(a.whole, b.whole, float(edits), 1 - edits / longest)])
    return found


def _stands_for(short: Name, long: Name) -> bool:
    """Whether the one word of a name is made of the first letters of another's."""
    if len(short.words) != 1 or len(long.words) < LETTERS:
        return False
    return short.words[0].text == "".join(word.text[0] for word in long.words)


def _korean(x: Sequence[Word], y: Sequence[Word], native: bool) -> Pairing:
    """Syllables of two Korean names: a family name pairs with a family name or with nothing."""
    if x[0].text != y[0].text:
        for one, other in ((x[-1], *x[:-1]), y), (x, (y[-1], *y[:-1])):
            if [w.text for w in one] == [w.text for w in other]:
                found = _paired(one, other, False, native, False, ONE_SOUND)
                found.moved = True
                return found
        found = _paired(x[1:], y[1:], False, native, False, ONE_SOUND)
        found.left.insert(0, str(x[0]))
        found.right.insert(0, str(y[0]))
        return found
    return _paired(x, y, False, native, False, ONE_SOUND)


def _paired(
    x: Sequence[Word], y: Sequence[Word], vowelless: bool, native: bool, scripts: bool, at_least: float = PAIRED
) -> Pairing:
    found = Pairing()
    places: list[tuple[int, int]] = []
    left, right = list(range(len(x))), list(range(len(y)))

    def take(i: int, j: int, edits: float, alike: float) -> Pair:
        pair = Pair(str(x[i]), str(y[j]), edits, alike)
        found.pairs.append(pair)
        places.append((i, j))
        left.remove(i)
        right.remove(j)
        return pair

    for i in range(len(x)):
        for j in right:
            if x[i].text == y[j].text and (not native or x[i].native == y[j].native):
                take(i, j, 0.0, 1.0)
                break
    if left and right:
        _run_together(found, x, y, left, right, False)
        _run_together(found, y, x, right, left, True)
        scored = []
        for i in left:
            for j in right:
                alike, edits = likeness(x[i], y[j], vowelless, native, scripts)
                if alike >= at_least:
                    scored.append((-alike, edits, i, j))
        for alike, edits, i, j in sorted(scored):
            if i in left and j in right:
                take(i, j, edits, -alike)
        for i in list(left):
            for j in list(right):
                if 1 in (len(x[i].text), len(y[j].text)) and x[i].text[0] == y[j].text[0] and not native:
                    found.initials.append(take(i, j, 0.0, 0.8))
                    break
    found.left, found.right = [str(x[i]) for i in left], [str(y[j]) for j in right]
    found.moved = any(j > k for (_, j), (_, k) in zip(sorted(places), sorted(places)[1:], strict=False))
    return found


def likeness(a: Word, b: Word, vowelless: bool, native: bool, scripts: bool) -> tuple[float, float]:
    """How alike two words are (0 to 1), and in how many letters they differ.

    `vowelless`: one of them comes from an abjad; `native`: both are in logograms; `scripts`: they are in two scripts.
    """
    if native and a.native and b.native:
        # A character carries about as much as three letters.
        edits = _characters(a.native, b.native)
        return max(0.0, 1 - edits / max(len(a.native), len(b.native))), 3 * edits
    if a.text == b.text:
        return 1.0, 0.0
    if a.sound == b.sound:
        return 0.95, 0.5
    if vowelless and a.frame == b.frame and len(a.frame) > 1:
        return (0.9, 0.75) if len(a.frame) > 2 else (0.8, 1.0)
    if len(a.text) < SHORT or len(b.text) < SHORT:
        return 0.0, 0.0
    edits = float(min(OSA.distance(a.text, b.text), OSA.distance(a.sound, b.sound) + 0.5))
    alike = max(0.0, 1 - edits / max(len(a.text), len(b.text)))
    if scripts and a.trace == b.trace and alike >= ACROSS.get(len(a.trace), MANY_CONSONANTS):
        return 0.9, 0.75
    if len(a.bones) > 2 and a.bones == b.bones:
        edits = min(edits, 0.75)
        alike = max(0.0, 1 - edits / max(len(a.text), len(b.text)))
    return alike, edits


def _characters(a: str, b: str) -> float:
    if len(a) != len(b):
        return float(Levenshtein.distance(a, b))
    return sum(0.1 if one_character(x, y) else 1.0 for x, y in zip(a, b, strict=True) if x != y)


def _run_together(
    found: Pairing, x: Sequence[Word], y: Sequence[Word], left: list[int], right: list[int], swapped: bool
) -> None:
    """Words that the one name writes as one and the other as two or three."""
    for i in list(left):
        for start in range(len(right) - 1):
            for stop in range(start + 2, min(len(right), start + 3) + 1):
                if right[stop - 1] - right[start] != stop - 1 - start:
                    break
                parts = [y[j].text for j in right[start:stop]]
                text = "".join(parts)
                if len(text) < 4 or abs(len(text) - len(x[i].text)) > len(text) // 8:
                    continue
                edits = OSA.distance(x[i].text, text)
                if edits <= len(text) // 8:
                    one, more = str(x[i]), " ".join(parts)
                    left_, right_ = (more, one) if swapped else (one, more)
                    found.pairs.append(Pair(left_, right_, float(edits), 0.98))
                    left.remove(i)
                    del right[start:stop]
                    break
            else:
                continue
            break
