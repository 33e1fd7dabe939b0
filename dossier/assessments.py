"""The assessments that a case file shows: of the subject's events, of what they may be, of what they are a leg of.

An event is matched with every measure in force on its day, and most have nothing to do with it. Shown are those that
may be touched. Where none is, shown are those closest to being met of the measures that other events of the case touch;
the others are counted by outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..graph.store import Graph
from ..queries.assessment.answer import Assessment, Element, ElementKind, Outcome, shown
from ..queries.assessment.assess import Assessor, settling_of
from ..queries.assessment.regime import Regimes
from ..queries.evidence.claims import CitedClaim
from ..queries.evidence.reader import EvidenceReader
from ..queries.evidence.rules import Status
from ..queries.evidence.settling import SettlingStep
from ..queries.trace.answer import Trace
from ..schema.dates import stood_in_cypher

_PARENTS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:VALUE]-(c:Statement:Claim)-[:ABOUT]->(t:Entity:Transfer) "
    f"WHERE c.property = 'leg' AND {stood_in_cypher('c')} MATCH (c)-[:IN]->(r:Source) "
    "RETURN DISTINCT e.id AS leg, t.id AS id, r.id AS report ORDER BY leg, id, report"
)
#: Of an event that no measure may touch, at most so many are shown.
_CLOSEST = 2
#: The weightiest outcome first.
_ORDER = (
    *(Outcome.MET, Outcome.EXEMPT, Outcome.PERMITTED, Outcome.CONTESTED, Outcome.CONTESTED_LAW),
    *(Outcome.SUGGESTED, Outcome.OPEN, Outcome.UNKNOWN, Outcome.NOT_MET),
)
#: Elements that decide first, then those that are shown beside.
_ELEMENTS = (
    *(ElementKind.ACT, ElementKind.OBJECT, ElementKind.DIRECTION, ElementKind.NEXUS, ElementKind.IN_FORCE),
    *(ElementKind.PARTY, ElementKind.THRESHOLD, ElementKind.CONDITIONS, ElementKind.APPLICATION),
    *(ElementKind.PLACE, ElementKind.DATE, ElementKind.QUANTITY, ElementKind.EXEMPTION),
)


@dataclass(frozen=True, slots=True)
class LegOf:
    """That a report calls an event a leg of the transfer `id`."""

    leg: str
    id: str
    report: str


@dataclass(frozen=True)
class CaseAssessments:
    """The assessments that are shown, in the order of their events; `left_out` counts the others by outcome.

    `tree` leads from each claim to those that it rests on.
    """

    as_of: str
    events: int
    assessments: tuple[Assessment, ...]
    left_out: Mapping[str, Mapping[str, int]]
    legs: tuple[LegOf, ...]
    settle: tuple[SettlingStep, ...]
    claims: Mapping[str, CitedClaim]
    tree: Mapping[str, tuple[str, ...]]


def assess_case(graph: Graph, trace: Trace, reader: EvidenceReader, regimes: Regimes) -> CaseAssessments:
    """Assess all events of a case, and choose what is shown."""
    close = [transfer.event for transfer in trace.close]
    subjects = [trace.what.id, *close]
    legs = tuple(graph.read_as(LegOf, _PARENTS, ids=subjects, as_of=trace.as_of))
    wholes = list(dict.fromkeys(leg.id for leg in legs))
    answer = Assessor(graph, reader, regimes).assess_with(trace.what, [*close, *wholes])
    own = [trace.what.id] if trace.of_event else []
    in_trace = [*own, *close, *([trace.focus] if trace.focus else []), *(transfer.event for transfer in trace.may_be)]
    order = dict.fromkeys([*in_trace, *wholes, *(each.event for each in answer.assessments)])
    touched = {each.measure for each in answer.assessments if each.touches}
    named: dict[str, set[str]] = {}
    for measure in trace.forbidden_by:
        named.setdefault(measure.event, set()).add(measure.measure)
    selected: list[Assessment] = []
    left_out: dict[str, Mapping[str, int]] = {}
    for event in order:
        of_event = [each for each in answer.assessments if each.event == event]
        kept = _kept(of_event, touched, named.get(event, frozenset()))
        selected += kept
        counts = Counter(each.outcome for each in of_event if each not in kept)
        if counts:
            left_out[event] = {outcome: counts[outcome] for outcome in _ORDER if counts[outcome]}
    return CaseAssessments(
        as_of=trace.as_of,
        events=len({each.event for each in answer.assessments}),
        assessments=tuple(selected),
        left_out=left_out,
        legs=legs,
        settle=settling_of(selected),
        claims=answer.claims,
        tree=answer.tree,
    )


def deciding_first(elements: Iterable[Element]) -> list[Element]:
    """Return the elements of an assessment in the order in which the page shows them."""
    return sorted(elements, key=lambda element: _ELEMENTS.index(element.element))


def _kept(of_event: Sequence[Assessment], touched: set[str], named: Collection[str]) -> list[Assessment]:
    """Return what is shown of an event: the measures that `assess` shows, and those that the trace names."""
    of_assess = shown(of_event)
    kept = [each for each in of_event if each in of_assess or each.measure in named]
    if not kept:
        possible = [each for each in of_event if each.measure in touched and each.outcome is not Outcome.NOT_MET]
        kept = sorted(possible, key=_closeness)[:_CLOSEST]
    return sorted(kept, key=lambda each: (_ORDER.index(each.outcome), _closeness(each)))


def _closeness(assessment: Assessment) -> tuple[int, str]:
    """Return a sort key: fewer open elements first."""
    return sum(element.status is Status.UNKNOWN for element in assessment.elements), assessment.measure
