"""Reports at the roots of claims, and whether they are independent of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Root:
    """A report at the root of claims: who speaks in it, and the evidence that it names."""

    report: str
    speakers: frozenset[str]
    evidence: frozenset[str]


def independence(roots: Iterable[Root]) -> tuple[str, str]:
    """Return whether roots are independent of each other, and why: shown, not shown, or excluded.

    `one root` and `no root` where there is nothing to compare. Shown means: for at least one pair.
    """
    ordered = sorted(roots, key=lambda root: root.report)
    if len(ordered) < 2:
        return ("one root" if ordered else "no root"), ""
    silent: str | None = None
    shared = ""
    for first, second in combinations(ordered, 2):
        pair = f"{first.report} and {second.report}"
        if common := first.evidence & second.evidence:
            shared = f"{pair} stand on the same: {', '.join(sorted(common))}"
        elif common := first.speakers & second.speakers:
            shared = f"{pair} have one speaker: {', '.join(sorted(common))}"
        elif first.evidence and second.evidence:
            evidence = " and ".join(", ".join(sorted(root.evidence)) for root in (first, second))
            return "independence shown", f"{pair} each name their own: {evidence}"
        elif silent is None:
            silent = next(root.report for root in (first, second) if not root.evidence)
    if silent:
        return "independence not shown", f"{silent} does not name what it stands on"
    return "independence excluded", shared
