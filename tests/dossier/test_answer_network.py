"""Traces and assessments as drawings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier.answer_network import assessment_network, trace_network

from helpers.shipped import demo


@pytest.fixture(scope="module")
def g() -> Iterator[sg.Workspace]:
    with sg.Workspace(demo()) as workspace:
        yield workspace


@pytest.mark.parametrize("subject", ["Tumangang", "Angara", "Kim Jong Un", "sg:dhow-monterey-2021"])
def test_a_trace_is_drawn_with_names_and_words(g: sg.Workspace, subject: str) -> None:
    trace = g.trace(subject)
    network = trace_network(trace)
    assert trace.what.id in network
    assert all(network.nodes[node]["name"] for node in network)
    assert all(words for *_, words in network.edges(data="relation"))
    assert {transfer.event for transfer in trace.may_be} <= set(network)
    assert {measure.measure for measure in trace.forbidden_by} <= set(network)
    picture = sg.draw(trace)
    assert trace.what.name in picture.html
    assert len(repr(picture)) < 100


def test_an_assessment_is_drawn_with_its_elements_and_who_speaks_to_them(g: sg.Workspace) -> None:
    answer = g.assess("sg:tumangang-2023-10-05", measure="un-dprk:arms-export", as_of="2023-10-06")
    network = assessment_network(answer)
    (assessment,) = answer.assessments
    kinds = [kind for _, kind in network.nodes(data="kind")]
    assert kinds.count("Element") == len(assessment.elements)
    assert kinds.count("Speaker") >= 1
    assert network.edges[assessment.event, assessment.measure, 0]["relation"] == f"outcome: {assessment.outcome}"
    assert "arms export ban" in sg.draw(answer).html
