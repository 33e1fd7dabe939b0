"""Traces and assessments as networks, for drawings: things as nodes, what is claimed of them as lines with words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..queries.assessment.answer import Assessment, AssessmentSet
from ..queries.evidence.words import element_words
from ..queries.trace.answer import NamedValue, Trace

if TYPE_CHECKING:
    import networkx

    Network = networkx.MultiDiGraph[str]


def trace_network(trace: Trace) -> Network:
    """Return what a trace links: the subject, observations, meetings, alleged transfers, and measures."""
    import networkx

    network: Network = networkx.MultiDiGraph()
    subject = trace.what.id
    network.add_node(subject, name=trace.what.name, kind=trace.what.kind)
    for event in trace.seen:
        _add(network, event.event, event.name, "Observation", subject, "observed at", [c.id for c in event.claims])
    for station in trace.leads_to:
        _add(network, station.station, station.name, "RailStation")
        network.add_edge(subject, station.station, relation="leads to", statements=list(station.statements))
    for meeting in trace.before:
        days = f"{meeting.days_before} days before"
        _add(network, meeting.event, meeting.name, "Meeting", trace.focus or subject, days, meeting.statements)
    for transfer in trace.may_be:
        _add(network, transfer.event, transfer.name, "Transfer", subject, transfer.link, [])
        for element in transfer.elements:
            for value in element.things:
                words = f"{element_words(element.element)}: {element.status}"
                _link(network, transfer.event, value, words, element.claims)
    for measure in trace.forbidden_by:
        _add(network, measure.measure, measure.name, "Measure")
        network.add_edge(measure.event, measure.measure, relation="forbidden by, if as claimed", statements=[])
    return network


def assessment_network(answer: AssessmentSet) -> Network:
    """Return each event with its measures, the elements that decide, and who says what of them."""
    import networkx

    network: Network = networkx.MultiDiGraph()
    for assessment in answer.assessments:
        _add(network, assessment.event, assessment.name, "Event")
        _add(network, assessment.measure, assessment.measure_name, "Measure")
        network.add_edge(assessment.event, assessment.measure, relation=f"outcome: {assessment.outcome}", statements=[])
        _add_elements(network, assessment, answer)
    return network


def _add_elements(network: Network, assessment: Assessment, answer: AssessmentSet) -> None:
    for element in assessment.elements:
        id_ = f"{assessment.event} {assessment.measure} {element.element}"
        words = element_words(element.element)
        network.add_node(id_, name=f"{words}: {element.status}", kind="Element")
        network.add_edge(id_, assessment.measure, relation="element of", statements=[])
        for claim in (answer.claims[key] for key in element.claims if key in answer.claims):
            _add(network, claim.speaker_id, claim.speaker, "Speaker")
            network.add_edge(claim.speaker_id, id_, relation=str(claim.stance), statements=[claim.id])


def _add(
    network: Network, id_: str, name: str, kind: str, end: str = "", relation: str = "", statements: Iterable[str] = ()
) -> None:
    """Add a node, and a line to another one where that is named."""
    if id_ not in network or not network.nodes[id_].get("name"):
        network.add_node(id_, name=name, kind=kind)
    if end and end != id_:
        network.add_edge(id_, end, relation=relation, statements=list(statements))


def _link(network: Network, start: str, end: NamedValue, relation: str, claims: tuple[str, ...]) -> None:
    _add(network, end.id, end.name, "")
    network.add_edge(start, end.id, relation=relation, statements=list(claims))
