"""Compare two names: what differs between them, what each difference costs, and the score that is left.

    compare_names("Kim Jong Un", "김정은").score
    print(compare_names("Siemens AG", "Siemens Aktiengesellschaft", "Company").explanation)

The score is a logistic sum of ten or so weights in weights.py, fitted to labelled pairs by benchmarks/name_weights.py.
It is an order, not a probability: it says how well two names go together, not how likely two bearers are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from typing import Final

from .names import Name, prepare
from .pairing import pair_words
from .weights import BASE, THRESHOLD, WEIGHTS
from .wordlists import CHILD_OF, GENERATIONS


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that adds to a score or takes from it; `points` are on the logistic scale, 0 where nothing is lost.

    `what` is a name of weights.py (or `same`, `base`); `left` and `right` what it is about in each name.
    """

    what: str
    left: str
    right: str
    points: float

    @property
    def told(self) -> str:
        """The part in words."""
        about = self.left if self.left == self.right else " / ".join(filter(None, (self.left, self.right)))
        return f"{SAID.get(self.what, self.what)}{': ' if about else ''}{about}"

    def __str__(self) -> str:
        return f"{self.points:+.2f}  {self.told}"

    def to_dict(self) -> dict[str, str | float]:
        """For JSON."""
        return {"what": self.what, "left": self.left, "right": self.right, "points": round(self.points, 2)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How well two names go together: `score` from 0 to 1, and the parts that it is the sum of."""

    left: str
    right: str
    score: float
    parts: tuple[Part, ...]

    @property
    def explanation(self) -> str:
        """The parts as text, one a line."""
        verdict = "alert" if self.score >= THRESHOLD else "no alert"
        head = f"{self.score:.3f}  {verdict} (from {THRESHOLD:.2f}): {self.left} / {self.right}"
        return "\n".join([head, *(f"  {part}" for part in self.parts)])

    def __str__(self) -> str:
        return self.explanation


#: What each part is called where it is shown.
SAID: Final = {
    "base": "two names that agree",
    "same": "same word",
    "apart": "no whole word in common",
    "other": "different words",
    "extra": "more words in one",
    "extra word": "more words in one",
    "single": "one word alone in common",
    "extra inexact": "more words in one, and the others are not quite the same",
    "spelling": "spelt differently",
    "letters": "more than two letters differ",
    "initial": "initial only",
    "order": "other order",
    "lineage": "father and son",
    "number": "different numbers",
    "number in one": "number in one only",
    "form": "different legal forms",
    "short": "little to compare",
    "empty": "no name to compare",
}

Difference = tuple[str, float, str, str]


def differences(a: Name, b: Name) -> list[Difference]:
    """What differs between two names: the weight it goes by, how much of it (0 up), and what it is about in each."""
    found: list[Difference] = []
    paired = pair_words(a, b)
    pairs, left, right = paired.pairs, paired.left, paired.right
    edits = 0.0
    for pair in pairs:
        edits += pair.edits
        if pair.edits:
            scale = 1.5 if a.abjad and b.abjad else 1.0
            length = max(len(pair.left), len(pair.right))
            found.append(("spelling", min(pair.edits * scale * (1 + 3 / length), 8.0), pair.left, pair.right))
    if a.abjad and b.abjad:
        edits *= 1.5
    if edits > 2:
        found.append(("letters", min(edits - 2, 4.0), "", ""))
    if left and right:
        count = min(len(left), len(right))
        share = count / max(1, min(len(left), len(right)) + len(pairs))
        found.append(("other", 1 + share, " ".join(left), " ".join(right)))
    if len(left) != len(right):
        share = abs(len(left) - len(right)) / (len(pairs) + max(len(left), len(right)))
        longer = (" ".join(left), "") if len(left) > len(right) else ("", " ".join(right))
        if a.kind == "person" and not (a.korean and b.korean):
            found.append(("extra", share, *longer))
            if len(pairs) == 1 and " " not in pairs[0].left + pairs[0].right:
                found.append(("single", 1.0, "", ""))
        else:
            found.append(("extra word", 0.5 + share, *longer))
        if not (left and right) and any(pair.edits >= 1 for pair in pairs):
            found.append(("extra inexact", 1.0, "", ""))
    if len(pairs) == len(paired.initials) and not (a.numbers and a.numbers == b.numbers):
        found.append(("apart", 1.0, "", ""))
    for pair in paired.initials:
        found.append(("initial", 1.0, pair.left, pair.right))
    if paired.moved and a.kind == "person":
        lineage = a.small & b.small & CHILD_OF
        found.append(("lineage" if lineage else "order", 1.0, "", ""))
    elif (x := a.small & GENERATIONS) and (y := b.small & GENERATIONS) and x != y:
        found.append(("lineage", 1.0, " ".join(sorted(x)), " ".join(sorted(y))))
    if a.numbers != b.numbers:
        one, other = " ".join(a.numbers), " ".join(b.numbers)
        if one and other:
            found.append(("number", 1 / (1 + len(pairs)), one, other))
        else:
            # What has no number may be the first.
            found.append(("number in one", 0.5 if one + other == "1" else 1.0, one, other))
    if a.forms and b.forms and not (a.forms & b.forms or "any" in a.forms | b.forms):
        found.append(("form", 1.0, " ".join(sorted(a.forms)), " ".join(sorted(b.forms))))
    found.append(("short", 1 / (1 + min(len(a.whole), len(b.whole))), "", ""))
    return found


def score_names(a: Name, b: Name) -> float:
    """The score of two names made ready, without its explanation."""
    if not a.whole or not b.whole:
        return 0.0
    total = BASE
    for what, amount, _, _ in differences(a, b):
        total += WEIGHTS[what] * amount
    return 1 / (1 + exp(-total))


def score_of(parts: Iterable[Part]) -> float:
    """The score that parts add up to; 0 where there is nothing to compare."""
    total = sum(part.points for part in parts)
    return 1 / (1 + exp(-total)) if total else 0.0


def compare_ready(x: Name, y: Name) -> Comparison:
    """Compare two names made ready, with the explanation."""
    if not x.whole or not y.whole:
        return Comparison(x.original, y.original, 0.0, (Part("empty", x.original, y.original, 0.0),))
    parts = [Part("base", "", "", BASE)]
    parts += [Part("same", pair.left, pair.right, 0.0) for pair in pair_words(x, y).pairs if not pair.edits]
    parts += [Part(what, left, right, WEIGHTS[what] * amount) for what, amount, left, right in differences(x, y)]
    return Comparison(x.original, y.original, score_of(parts), tuple(parts))


class CompareNames:
    """Compares names; `threshold` is the score from which a person should look at a pair."""

    threshold: float = THRESHOLD

    def __call__(self, a: str, b: str, schema: str = "Person") -> Comparison:
        """Compare two names of things of one schema. Raises ValueInvalid for an unknown schema."""
        return compare_ready(prepare(a, schema), prepare(b, schema))


compare_names = CompareNames()
