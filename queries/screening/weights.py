"""The weights of name comparison; `benchmarks/name_weights.py --write` made this file from labelled pairs.

Fitted to 413 pairs; F1 on pairs that were not seen 0.946 (0.943 to 0.948).
A score is 1 / (1 + e^-s) with s = BASE + the sum of weight times amount over the differences that
`compare.differences` finds.
"""

from __future__ import annotations

#: What two names have between which nothing differs.
BASE = 2.67
#: From this score a person should look at a pair.
THRESHOLD = 0.70
WEIGHTS: dict[str, float] = {
    # Each name has a word that the other lacks: 1, and the share of such words.
    "other": -3.41,
    # A person's name has words more: their share.
    "extra": -0.30,
    # Of a person's names only one word pairs, and one name has more.
    "single": -3.00,
    # Another name, or a Korean one, has words more: one half, and their share.
    "extra word": -2.70,
    # Words more, and those that pair are not all the same.
    "extra inexact": -1.20,
    # Letters that differ in words that pair, more in a short word.
    "spelling": -0.42,
    # Letters that differ beyond two in the whole name.
    "letters": -2.01,
    # No whole word and no number in common.
    "apart": -1.50,
    # An initial stands for a word.
    "initial": -0.44,
    # The words of a person's name in another order.
    "order": -0.47,
    # The words round a `son of` in another order: father and son.
    "lineage": -2.50,
    # Numbers differ: their share beside the words that pair.
    "number": -4.50,
    # A number in one name only; one half for a 1, which may be left out.
    "number in one": -2.20,
    # Legal forms of two families.
    "form": -1.35,
    # The last word is cut off.
    "cut off": -0.50,
    # One over the letters of the shorter name: a short name tells less.
    "short": -1.00,
}
