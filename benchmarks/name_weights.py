"""Fit the weights of `queries/screening/compare.py` to labelled name pairs, and say how well they do on pairs not seen.

    .venv/bin/python benchmarks/name_weights.py [--write] [PAIRS.csv]

The procedure, which is seeded and gives the same weights at every run:

1. Each pair becomes the amounts of the differences that `queries.screening.compare.differences` finds in it.
2. A logistic regression on them with an L2 penalty of 1. No weight may be above its limit (LIMITS): a difference
   never adds to a score, and where an analyst must not be misled (father and son, ship 1 and ship 2) it costs at
   least what the limit says, whatever the labels say.
3. Five times five folds, stratified by label: each pair is scored by weights that were fitted without it. The
   threshold of each fold is chosen on the other four.
4. The threshold that is kept is the middle of the range in which F1 on the scores of step 3 is within 0.005 of its
   best; the weights that are kept are fitted to all pairs.

The csv has the columns case_group, schema, name1, name2, is_match, quality. It is not part of the project.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sanctionsgraph.queries.screening.compare import differences
from sanctionsgraph.queries.screening.names import normalize_name
from sanctionsgraph.queries.screening.words import script

Floats = NDArray[np.float64]

PROJECT = Path(__file__).resolve().parent.parent
PAIRS = PROJECT.parent / "shared" / "data" / "names" / "name_pairs_dev.csv"
WRITTEN = PROJECT / "queries" / "screening" / "weights.py"
SEED, FOLDS, REPEATS, PENALTY = 1718, 5, 5, 1.0
GRID = np.arange(0.2, 0.9, 0.005)
#: The most that a weight may be, and what the difference is.
LIMITS = {
    "other": (-0.5, "each name has a word that the other lacks: 1, and the share of such words"),
    "extra": (-0.3, "a person's name has words more: their share"),
    "single": (-3.0, "of a person's names only one word pairs, and one name has more"),
    "extra word": (-0.3, "another name, or a Korean one, has words more: one half, and their share"),
    "extra inexact": (-1.2, "words more, and those that pair are not all the same"),
    "spelling": (-0.1, "letters that differ in words that pair, more in a short word"),
    "letters": (-0.1, "letters that differ beyond two in the whole name"),
    "apart": (-1.5, "no whole word and no number in common"),
    "initial": (-0.3, "an initial stands for a word"),
    "order": (-0.3, "the words of a person's name in another order"),
    "lineage": (-2.5, "the words round a `son of` in another order: father and son"),
    "number": (-4.5, "numbers differ: their share beside the words that pair"),
    "number in one": (-2.2, "a number in one name only; one half for a 1, which may be left out"),
    "form": (-0.5, "legal forms of two families"),
    "cut off": (-0.5, "the last word is cut off"),
    "short": (-1.0, "one over the letters of the shorter name: a short name tells less"),
}


@dataclass(frozen=True)
class Pairs:
    """Labelled pairs: their rows, the amount of each difference, and 1 where they match."""

    rows: list[dict[str, str]]
    amounts: Floats
    match: Floats


def read(path: Path) -> Pairs:
    """The pairs of a csv with the amounts of their differences, a column for each of LIMITS."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {what: place for place, what in enumerate(LIMITS)}
    amounts = np.zeros((len(rows), len(columns)))
    for place, row in enumerate(rows):
        both = (normalize_name(row[name], row["schema"]) for name in ("name1", "name2"))
        for what, amount, _, _ in differences(*both):
            amounts[place, columns[what]] += amount
    return Pairs(rows, amounts, np.array([float(row["is_match"] == "true") for row in rows]))


def fit(amounts: Floats, match: Floats) -> Floats:
    """Base and weights, by Newton steps on one weight after the other, none of them above its limit."""
    table = np.c_[np.ones(len(amounts)), amounts]
    limit = np.array([np.inf, *(most for most, _ in LIMITS.values())])
    penalty = np.array([0.0, *(PENALTY for _ in LIMITS)])
    weights = np.minimum(0.0, limit)
    total = table @ weights
    for _ in range(500):
        largest = 0.0
        for j in range(len(weights)):
            said = 1 / (1 + np.exp(-total))
            slope = table[:, j] @ (said - match) + penalty[j] * weights[j]
            bend = (table[:, j] ** 2) @ (said * (1 - said)) + penalty[j]
            moved = min(weights[j] - slope / bend, limit[j])
            step, weights[j] = moved - weights[j], moved
            total += table[:, j] * step
            largest = max(largest, abs(step))
        if largest < 1e-6:
            break
    return weights


def scores(weights: Floats, amounts: Floats) -> Floats:
    """What the weights make of amounts."""
    said: Floats = 1 / (1 + np.exp(-(weights[0] + amounts @ weights[1:])))
    return said


def f1(alert: NDArray[np.bool_], match: Floats) -> float:
    """The harmonic mean of precision and recall; 0 where there is no alert and no match."""
    both = float(alert.sum() + match.sum())
    return 2 * float(match[alert].sum()) / both if both else 0.0


def threshold(said: Floats, match: Floats) -> float:
    """The middle of the range of thresholds that are as good as the best within 0.005."""
    reached = np.array([f1(said >= at, match) for at in GRID])
    return float(GRID[reached >= reached.max() - 0.005].mean())


@dataclass(frozen=True)
class Crossed:
    """Scores of pairs by weights that had not seen them (mean of the repeats), alerts likewise, and F1 a repeat."""

    said: Floats
    alerts: Floats
    f1: list[float]


def cross_validate(pairs: Pairs) -> Crossed:
    """Five times five stratified folds."""
    rng = np.random.default_rng(SEED)
    said, alerts = np.zeros((REPEATS, len(pairs.match))), np.zeros((REPEATS, len(pairs.match)))
    for repeat in range(REPEATS):
        fold = np.empty(len(pairs.match), int)
        for label in (0.0, 1.0):
            places = np.flatnonzero(pairs.match == label)
            rng.shuffle(places)
            fold[places] = np.arange(len(places)) % FOLDS
        for k in range(FOLDS):
            seen, unseen = fold != k, fold == k
            weights = fit(pairs.amounts[seen], pairs.match[seen])
            at = threshold(scores(weights, pairs.amounts[seen]), pairs.match[seen])
            said[repeat, unseen] = scores(weights, pairs.amounts[unseen])
            alerts[repeat, unseen] = said[repeat, unseen] >= at
    return Crossed(said.mean(0), alerts.mean(0), [f1(row > 0, pairs.match) for row in alerts])


def unseen(crossed: Crossed) -> str:
    """F1 on unseen pairs: the mean of the repeats, the least and the most."""
    return f"{np.mean(crossed.f1):.3f} ({min(crossed.f1):.3f} to {max(crossed.f1):.3f})"


def module(weights: Floats, at: float, pairs: Pairs, crossed: Crossed) -> str:
    """The text of queries/screening/weights.py."""
    lines = [
        '"""The weights of name comparison; `benchmarks/name_weights.py --write` made this file from labelled pairs.',
        "",
        f"Fitted to {len(pairs.rows)} pairs; F1 on pairs that were not seen {unseen(crossed)}.",
        "A score is 1 / (1 + e^-s) with s = BASE + the sum of weight times amount over the differences that",
        "`compare.differences` finds.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "#: What two names have between which nothing differs.",
        f"BASE = {weights[0]:.2f}",
        "#: From this score a person should look at a pair.",
        f"THRESHOLD = {at:.2f}",
        "WEIGHTS: dict[str, float] = {",
    ]
    for weight, (what, (_, meaning)) in zip(weights[1:], LIMITS.items(), strict=True):
        lines += [f"    # {meaning[0].upper()}{meaning[1:]}.", f'    "{what}": {weight:.2f},']
    return "\n".join([*lines, "}", ""])


def told(pairs: Pairs, crossed: Crossed) -> Iterable[str]:
    """On unseen pairs: F1 in all, by tier, group, schema, script and length; and how many match in bands of scores."""
    yield f"{len(pairs.rows)} pairs, F1 unseen {unseen(crossed)}"
    alert = crossed.alerts > 0.5
    for what, of in SLICES.items():
        groups: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(pairs.rows):
            groups[of(row)].append(place)
        for value, places in sorted(groups.items()):
            wrong = int((alert[places] != (pairs.match[places] > 0)).sum())
            means = [_mean(crossed.said[[p for p in places if pairs.match[p] == label]]) for label in (1, 0)]
            yield (
                f"{what:7} {value:16} {len(places):4} pairs  F1 {f1(alert[places], pairs.match[places]):.3f}  "
                f"wrong {wrong:2}  mean score of matches {means[0]}, of others {means[1]}"
            )
    for low in BANDS:
        inside = (crossed.said >= low) & (crossed.said < low + 0.2)
        matches = int(pairs.match[inside].sum())
        yield f"score   {low:.1f} to {low + 0.2:.1f}       {int(inside.sum()):4} pairs  of them matches {matches}"


BANDS = (0.0, 0.2, 0.4, 0.6, 0.8)
#: By what the pairs are told apart.
SLICES: dict[str, Callable[[dict[str, str]], str]] = {
    "quality": lambda row: row["quality"],
    "group": lambda row: row["case_group"],
    "schema": lambda row: row["schema"],
    "script": lambda row: "Latin both" if script(row["name1"]) == script(row["name2"]) == "LATIN" else "another",
    "letters": lambda row: _length(min(len(row["name1"]), len(row["name2"]))),
}


def _length(letters: int) -> str:
    return "1 to 11" if letters < 12 else "12 to 19" if letters < 20 else "20 or more"


def _mean(said: Floats) -> str:
    return f"{said.mean():.2f}" if len(said) else "-"


def main() -> int:
    """Fit, tell, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS, metavar="PAIRS.csv")
    parser.add_argument("--write", action="store_true", help=f"write {WRITTEN.relative_to(PROJECT)}")
    args = parser.parse_args()
    if not args.pairs.is_file():
        print(f"error: {args.pairs} is not here; give a csv of labelled pairs")
        return 2
    pairs = read(args.pairs)
    crossed = cross_validate(pairs)
    weights, at = fit(pairs.amounts, pairs.match), threshold(crossed.said, pairs.match)
    for line in told(pairs, crossed):
        print(line)
    text = module(weights, at, pairs, crossed)
    if args.write:
        WRITTEN.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
