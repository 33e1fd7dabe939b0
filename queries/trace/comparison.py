"""What a trace says on one day that it did not say on an earlier one, and what that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...graph.store import Graph
from ...schema.dates import DayLike, day
from ...schema.errors import SanctionsGraphError
from ..assessment.regime import Regimes
from ..evidence.claims import CitedClaim
from ..evidence.reader import EvidenceReader
from .answer import ElementState, MovedTransferElement, NewEvent, Trace, TraceComparison, TransferElement
from .trace import trace_entity


def compare_traces(graph: Graph, subject: str, since: DayLike, until: DayLike) -> TraceComparison:
    """Return what a trace of a thing (id or name) says as known on `until` that it did not say on `since`.

    Raises NotFound or Ambiguous for the name, SanctionsGraphError where `since` is after `until`.
    """
    first, last = day(since), day(until)
    if first > last:
        raise SanctionsGraphError(f"{first} is after {last}: give the earlier day first.")
    entity = graph.entity(subject)
    regimes = Regimes(graph, first)
    start = trace_entity(EvidenceReader(graph, first), entity, regimes)
    end = trace_entity(EvidenceReader(graph, last), entity, regimes.known_by(last))
    claims_before = {claim.id for claim in start.claims()}
    events_before = _events(start)
    arrived = tuple(claim for claim in end.claims() if claim.id not in claims_before and claim.since > first)
    return TraceComparison(
        what=entity,
        since=first,
        until=last,
        arrived=arrived,
        events=tuple(event for event in _events(end) if event not in events_before),
        moved=tuple(_moved(start, end, arrived)),
        sources=end.sources,
    )


def _events(trace: Trace) -> list[NewEvent]:
    observed = [NewEvent(event.event, event.name) for event in trace.seen]
    return observed + [NewEvent(transfer.event, transfer.name) for transfer in trace.may_be]


def _moved(start: Trace, end: Trace, arrived: Iterable[CitedClaim]) -> Iterator[MovedTransferElement]:
    """Yield the elements of alleged transfers whose status or roots changed."""
    through: dict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in arrived:
        through[claim.event, claim.property].append(claim.id)
    elements_before = {(t.event, element.element): element for t in start.may_be for element in t.elements}
    for transfer in end.may_be:
        for element in transfer.elements:
            key = (transfer.event, element.element)
            before, after = _state(elements_before.get(key)), _state(element)
            if before != after:
                yield MovedTransferElement(
                    *(transfer.event, transfer.name, element.element, before, after), through=tuple(through[key])
                )


def _state(element: TransferElement | None) -> ElementState:
    return ElementState(element.status, len(element.roots)) if element else ElementState(None, 0)
