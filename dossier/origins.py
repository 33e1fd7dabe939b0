"""Which report rests on which, event by event: reports as a tree, with the roots first.

However many carry a statement, it counts once. The tree is drawn for each event by itself, because a report may be
the root of a count and at the same time repeat others on something else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .case import Case


@dataclass
class Origin:
    """A report in the tree of an event, how many of its statements rest on no other report, and what rests on it.

    `again`: what rests on it is drawn elsewhere in the tree.
    """

    report: str
    publisher: str
    cites: tuple[int, ...]
    first_hand: int
    carried: list[Origin] = field(default_factory=list)
    again: bool = False


@dataclass
class Tree:
    """The roots of what is said of one event."""

    event: str
    name: str
    carried: list[Origin]
    alone: list[Origin]


def trees(case: Case) -> list[Tree]:
    """Return a tree for each event, in the order of the trace."""
    names = {event.event: event.name for event in case.trace.seen}
    names |= {transfer.event: transfer.name for transfer in case.trace.may_be}
    names |= {each.event: each.name for each in case.assess.assessments if each.event not in names}
    trees = []
    for event, name in names.items():
        roots = _roots(case, [claim.id for claim in case.claims.values() if claim.event == event])
        if roots:
            carried = [root for root in roots if root.carried]
            trees.append(Tree(event, name, carried, [root for root in roots if not root.carried]))
    return trees


def _roots(case: Case, claims: list[str]) -> list[Origin]:
    first_hand: dict[str, int] = {}
    below: dict[str, set[str]] = {}
    above: dict[str, set[str]] = {}
    for claim in claims:
        report = case.report_of(claim)
        bases = {case.report_of(base) for base in case.bases.get(claim, ())} - {report}
        first_hand[report] = first_hand.get(report, 0) + (not bases)
        above.setdefault(report, set()).update(bases)
        for base in bases:
            below.setdefault(base, set()).add(report)
            above.setdefault(base, set())
            first_hand.setdefault(base, 0)
    drawn: set[str] = set()

    def order(report: str) -> tuple[int, int, str]:
        return -len(below.get(report, ())), case.number(report) or 0, report

    def grow(report: str, path: frozenset[str]) -> Origin:
        origin = Origin(report, case.publisher(report), case.cite([report]), first_hand[report])
        children = below.get(report, set()) - path - {report}
        origin.again = report in drawn and bool(children)
        if report not in drawn:
            drawn.add(report)
            origin.carried = [grow(child, path | {report}) for child in sorted(children, key=order)]
        return origin

    roots = [grow(root, frozenset()) for root in sorted((r for r in above if not above[r]), key=order)]
    # Reports that rest on each other in a ring have no root and must not be lost.
    return roots + [grow(report, frozenset()) for report in sorted(above, key=order) if report not in drawn]
