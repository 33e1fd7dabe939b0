"""Compare two names: what differs between them, what each difference costs, and the score that is left.

    compare_names("Kim Jong Un", "김정은").score
    print(compare_names("Siemens AG", "Siemens Aktiengesellschaft", "Company").explanation)

The score is a logistic sum of the few weights in weights.py, fitted to labelled pairs by benchmarks/name_weights.py.
It is an order, not a probability: it says how well two names go together, not how likely two bearers are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any, ClassVar, Final

from ...schema.argument import text_argument
from ..results.answer import Answer, text_of
from .names import CUT_OFF, Name, kind_of_schema, normalized
from .pairing import Pairing, pair_words
from .short_forms import read_by
from .variants import names_compared
from .weights import BASE, THRESHOLD, WEIGHTS
from .wordlists import CHILD_OF, GENERATIONS, SERVANT
from .words import latin


@dataclass(frozen=True, slots=True)
class NamePart:
    """One thing that adds to a score or takes from it; `points` are on the logistic scale, 0 where nothing is lost.

    `what` is a name of weights.py (or `same`, `base`); `left` and `right` what it is about in each name.
    """

    what: str
    left: str
    right: str
    points: float

    @property
    def text(self) -> str:
        """Return the part in words."""
        about = self.left if self.left == self.right else " / ".join(filter(None, (self.left, self.right)))
        return f"{LABELS.get(self.what, self.what)}{': ' if about else ''}{about}"

    def __str__(self) -> str:
        return f"{self.points:+.2f}  {self.text}"

    def to_dict(self) -> dict[str, str | float]:
        """Return the part for JSON, its points with two digits."""
        return {"what": self.what, "left": self.left, "right": self.right, "points": round(self.points, 2)}


@dataclass(frozen=True, repr=False)
class NameComparison(Answer):
    """How well two names go together: `score` from 0 to 1, and the parts that it is the sum of."""

    name_of_result: ClassVar[str] = "compare"
    columns: ClassVar[Sequence[str]] = ("what", "left", "right", "points")

    left: str
    right: str
    score: float
    parts: tuple[NamePart, ...]

    @property
    def explanation(self) -> str:
        """Return the parts as text, one a line."""
        verdict = "alert" if self.score >= THRESHOLD else "no alert"
        head = f"{self.score:.3f}  {verdict} (from {THRESHOLD:.2f}): {self.left} / {self.right}"
        return "\n".join([head, *(f"  {part}" for part in self.parts)])

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each part of the score."""
        return [part.to_dict() for part in self.parts]


@text_of.register
def _comparison_text(comparison: NameComparison, _width: int) -> str:
    return comparison.explanation


Difference = tuple[str, float, str, str]
#: What each part is called where it is shown.
LABELS: Final = {
    "base": "two names that agree",
    "same": "same word",
    "apart": "no whole word in common",
    "other": "different words",
    "extra": "more words in one",
    "extra word": "more words in one",
    "single": "one word alone in common",
    "extra inexact": "more words in one, and the others are not quite the same",
    "spelling": "spelling differs",
    "letters": "more than two letters differ",
    "initial": "initial only",
    "order": "other order",
    "lineage": "father and son",
    "number": "different numbers",
    "number in one": "number in one only",
    "form": "different legal forms",
    "cut off": "cut off",
    "short": "little to compare",
    "empty": "no name to compare",
    "weak alias": "weak alias",
}


def completed(a: Name, b: Name) -> tuple[Name, Name, Difference | None]:
    """Return two names, ambiguous abbreviations read as in the other, the last word of the shorter one whole where it
    was cut off, and that difference."""
    a, b = read_by(a, b), read_by(b, a)
    if len(a.written) > len(b.written):
        longer, shorter, difference = completed(b, a)
        return shorter, longer, difference and (*difference[:2], difference[3], difference[2])
    if len(a.written) < CUT_OFF or len(a.written) == len(b.written) or not b.written.startswith(a.written):
        return a, b, None
    before = letters = 0
    for match in _WORD.finditer(b.original):
        before, letters = letters, letters + len(latin(match.group()))
        if letters > len(a.written):
            break
    cut = a.written[before:]
    if not cut or letters == len(a.written):
        return a, b, None
    whole = normalized(b.original[: match.end()], a.kind)
    return whole, b, ("cut off", 1.0, cut, match.group())


_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc`\u2018][^\W_]+)*")


def differences(a: Name, b: Name) -> list[Difference]:
    """Return what differs between two names: the weight it goes by, how much of it (0 up), and what it is about."""
    a, b, cut = completed(a, b)
    differing = _differences(a, b, pair_words(a, b))
    return [*differing, cut] if cut else differing


def _differences(a: Name, b: Name, paired: Pairing) -> list[Difference]:
    differing = _of_spelling(paired, LETTER_OF_ABJAD if a.abjad and b.abjad else 1.0)
    if paired.left or paired.right:
        differing += _of_words(paired, a.kind == "person" and not (a.korean and b.korean))
    differing += [("initial", 1.0, pair.left, pair.right) for pair in paired.initials]
    if len(paired.pairs) == len(paired.initials) and not (a.numbers and a.numbers == b.numbers):
        differing.append(("apart", 1.0, "", ""))
    if a.kind == "person":
        differing += _of_kin(a, b, paired)
    elif a.numbers != b.numbers:
        differing.append(_of_numbers(" ".join(a.numbers), " ".join(b.numbers), len(paired.pairs)))
    if a.forms and b.forms and not (a.forms & b.forms or "any" in a.forms | b.forms):
        differing.append(("form", 1.0, " ".join(sorted(a.forms)), " ".join(sorted(b.forms))))
    differing.append(("short", 1 / (1 + min(len(a.whole), len(b.whole))), "", ""))
    return differing


#: So much of it is father and son where no word says whose child one is: a list may have turned the names round.
UNSAID_FATHER = 0.5
#: Between two names without vowels a letter is more of the word.
LETTER_OF_ABJAD = 1.5


#: Words no more alike than this are not quite the same, however few letters they can be seen to differ in.
UNSURE = 0.8
#: Words that differ in so many letters differ in more than how one name is spelt.
INEXACT = 0.75


def _of_spelling(paired: Pairing, letter: float) -> list[Difference]:
    """Letters that differ in words that pair."""
    differing: list[Difference] = []
    edits = 0.0
    for pair in paired.pairs:
        if pair.edits:
            edits += pair.edits * letter
            length = max(len(pair.left), len(pair.right))
            differing.append(("spelling", min(pair.edits * letter * (1 + 3 / length), 8.0), pair.left, pair.right))
    if edits > 2:
        differing.append(("letters", min(edits - 2, 4.0), "", ""))
    return differing


def _of_words(paired: Pairing, patronymics: bool) -> list[Difference]:
    """Words without a partner. `patronymics`: names that may be left out, as most persons' may."""
    pairs, left, right = paired.pairs, paired.left, paired.right
    count, more = min(len(left), len(right)), abs(len(left) - len(right))
    differing: list[Difference] = []
    if count:
        differing.append(("other", 1 + count / (count + len(pairs)), " ".join(left), " ".join(right)))
    if not more:
        return differing
    share = more / (len(pairs) + count + more)
    ours, theirs = (" ".join(left), "") if len(left) > len(right) else ("", " ".join(right))
    differing.append(("extra", share, ours, theirs) if patronymics else ("extra word", 0.5 + share, ours, theirs))
    # Abd alone is no name.
    telling = [pair for pair in pairs if pair.left != SERVANT]
    if patronymics and len(telling) < 2 and not any(" " in pair.left + pair.right for pair in telling):
        differing.append(("single", 1.0, "", ""))
    if not count and any(pair.edits >= INEXACT or pair.alike <= UNSURE for pair in pairs):
        differing.append(("extra inexact", 1.0, "", ""))
    return differing


def _of_kin(a: Name, b: Name, paired: Pairing) -> list[Difference]:
    """The order of a person's names, which tells a father from a son where it is said whose child one is."""
    if paired.moved:
        if a.small & b.small & CHILD_OF:
            return [("lineage", 1.0, "", "")]
        return [("lineage", UNSAID_FATHER, "", "")] if paired.fathered else [("order", 1.0, "", "")]
    x, y = a.small & GENERATIONS, b.small & GENERATIONS
    return [("lineage", 1.0, " ".join(sorted(x)), " ".join(sorted(y)))] if x and y and x != y else []


def _of_numbers(left: str, right: str, pairs: int) -> Difference:
    if left and right:
        return ("number", 1 / (1 + pairs), left, right)
    # What has no number may be the first.
    return ("number in one", 0.5 if left + right == "1" else 1.0, left, right)


def score_names(a: Name, b: Name) -> float:
    """The score of two names made ready, without its explanation."""
    if not a.whole or not b.whole:
        return 0.0
    total = BASE
    for what, amount, _, _ in differences(a, b):
        total += WEIGHTS[what] * amount
    return 1 / (1 + exp(-total))


def score_of(parts: Iterable[NamePart]) -> float:
    """The score that parts add up to; 0 where there is nothing to compare."""
    parts = list(parts)
    if all(part.what == "empty" for part in parts):
        return 0.0
    return 1 / (1 + exp(-sum(part.points for part in parts)))


def compare_normalized(x: Name, y: Name) -> NameComparison:
    """Compare two names made ready, with the explanation."""
    if not x.whole or not y.whole:
        return NameComparison(x.original, y.original, 0.0, (NamePart("empty", x.original, y.original, 0.0),))
    left, right, cut = completed(x, y)
    paired = pair_words(left, right)
    parts = [NamePart("base", "", "", BASE)]
    parts += [NamePart("same", pair.left, pair.right, 0.0) for pair in paired.pairs if not pair.edits]
    differing = [*_differences(left, right, paired), *([cut] if cut else [])]
    parts += [NamePart(what, a, b, WEIGHTS[what] * n) for what, n, a, b in differing]
    return NameComparison(x.original, y.original, score_of(parts), tuple(parts))


class CompareNames:
    """Compares names; `threshold` is the score from which a person should look at a pair."""

    threshold: float = THRESHOLD

    def __call__(self, a: str, b: str, schema: str = "Person") -> NameComparison:
        """Compare two names of things of one schema. Raises ValueInvalid for an unknown schema."""
        kind = kind_of_schema(schema)
        texts = [text_argument(text, "a name to compare", "Ri Won Ho") for text in (a, b)]
        variants = [[normalized(name, kind) for name in names_compared(text, schema)] for text in texts]
        return max((compare_normalized(x, y) for x in variants[0] for y in variants[1]), key=lambda best: best.score)


compare_names = CompareNames()
