"""Who rests on whom, event by event: reports as a tree, with the roots first.

However many carry a statement, it counts once. The tree is drawn for each event by itself, because a report may be
the root of a count and at the same time repeat others on something else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .case import Case, bases, report_of


@dataclass
class Origin:
    """A report in the tree of an event, how many of its statements rest on no other report, and who rests on it."""

    report: str
    publisher: str
    cites: tuple[int, ...]
    own: int
    carried: list[Origin] = field(default_factory=list)
    #: What rests on it is drawn elsewhere in the tree.
    again: bool = False


@dataclass
class Tree:
    """The roots of what is said of one event."""

    event: str
    name: str
    carried: list[Origin]
    alone: list[Origin]


def trees(case: Case) -> list[Tree]:
    """One tree an event, in the order in which the trace tells them."""
    names = {e["event"]: e["name"] for part in ("seen", "may_be") for e in case.trace[part]}
    names |= {e["event"]: e["name"] for e in case.assess["assessments"] if e["event"] not in names}
    found = []
    for event, name in names.items():
        claims = [claim["id"] for claim in case.claims.values() if claim["event"] == event]
        roots = _roots(case, claims)
        if roots:
            found.append(Tree(event, name, [r for r in roots if r.carried], [r for r in roots if not r.carried]))
    return found


def _roots(case: Case, claims: list[str]) -> list[Origin]:
    rests = bases(case)
    own: dict[str, int] = {}
    below: dict[str, set[str]] = {}
    above: dict[str, set[str]] = {}
    for claim in claims:
        report = report_of(case, claim)
        others = {report_of(case, base) for base in rests.get(claim, ())} - {report}
        own[report] = own.get(report, 0) + (not others)
        above.setdefault(report, set()).update(others)
        for other in others:
            below.setdefault(other, set()).add(report)
            above.setdefault(other, set())
            own.setdefault(other, 0)
    drawn: set[str] = set()

    def order(report: str) -> tuple[int, int, str]:
        return -len(below.get(report, ())), case.number(report) or 0, report

    def grow(report: str, path: frozenset[str]) -> Origin:
        made = Origin(report, case.publisher(report), tuple(case.cite([report])), own[report])
        children = below.get(report, set()) - path - {report}
        made.again = report in drawn and bool(children)
        if report not in drawn:
            drawn.add(report)
            made.carried = [grow(child, path | {report}) for child in sorted(children, key=order)]
        return made

    found = [grow(root, frozenset()) for root in sorted((r for r in above if not above[r]), key=order)]
    # What rests on each other in a ring has no root of its own and must not be lost.
    return found + [grow(report, frozenset()) for report in sorted(above, key=order) if report not in drawn]
