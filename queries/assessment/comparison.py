"""What assessments say on one day that they did not say on an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...graph.store import Graph
from ...schema.dates import DayLike, day
from ...schema.errors import NothingClaimed, SanctionsGraphError
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from .answer import (
    Assessment,
    AssessmentComparison,
    Element,
    ElementAfter,
    ElementBefore,
    ElementMove,
    OutcomeChange,
    shown,
)
from .assess import Assessor
from .regime import Regimes


def compare_assessments(
    graph: Graph, subject: str | None = None, *, since: DayLike, until: DayLike, measure: str | None = None
) -> AssessmentComparison:
    """Return what an assessment says as known on `until` that it did not say on `since`.

    Without `measure` it is about the measures that an event touches on one of the two days. Subject and measure are
    those of `assess`. Raises what it raises for the later day, and SanctionsGraphError where
    `since` is after `until`.
    """
    first, last = day(since), day(until)
    if first > last:
        raise SanctionsGraphError(f"{first} is after {last}: give the earlier day first.")
    regimes = Regimes(graph, last)
    end = Assessor(graph, EvidenceReader(graph, last), regimes).assess(subject, measure)
    try:
        start = (
            Assessor(graph, EvidenceReader(graph, first), regimes.known_by(first)).assess(subject, measure).assessments
        )
    except NothingClaimed:
        start = ()
    touched = {(each.event, each.measure) for each in (*shown(start), *shown(end.assessments))}
    if measure is None:
        start = tuple(each for each in start if (each.event, each.measure) in touched)
        end = replace(end, assessments=tuple(e for e in end.assessments if (e.event, e.measure) in touched))
    assessed_before = {(assessment.event, assessment.measure): assessment for assessment in start}
    pairs = [(assessed_before.pop((after.event, after.measure), None), after) for after in end.assessments]
    changes = [
        _change(after, before, after) for before, after in pairs if not before or before.outcome is not after.outcome
    ]
    return AssessmentComparison(
        what=end.what,
        since=first,
        until=last,
        # What is left of the earlier day is no longer assessed: the event's date moved out of the measure's time.
        outcomes=(*changes, *(_change(before, before, None) for before in assessed_before.values())),
        moved=tuple(move for before, after in pairs for move in _moves(before, after, end.claims, first)),
        claims=end.claims,
        sources=end.sources,
    )


def _change(named: Assessment, before: Assessment | None, after: Assessment | None) -> OutcomeChange:
    return OutcomeChange(
        *(named.event, named.name, named.measure, named.measure_name),
        before=before.outcome if before else None,
        after=after.outcome if after else None,
    )


def _moves(
    before: Assessment | None, after: Assessment, claims: Mapping[str, CitedClaim], since: str
) -> Iterator[ElementMove]:
    """Yield the elements whose status or number of roots changed, with the claims that came between."""
    elements_before = {element.element: element for element in before.elements} if before else {}
    for element in after.elements:
        state = _state(elements_before.get(element.element))
        if state != _state(element):
            yield ElementMove(
                *(after.event, after.name, after.measure, after.measure_name, element.element),
                before=state,
                after=ElementAfter(element.status, len(element.roots), element.because),
                through=tuple(claim for claim in element.claims if claim in claims and claims[claim].since > since),
            )


def _state(element: Element | None) -> ElementBefore:
    return ElementBefore(element.status, len(element.roots)) if element else ElementBefore(None, 0)
