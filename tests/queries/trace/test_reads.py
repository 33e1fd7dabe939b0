"""How often a question reads the graph: on a server at a distance each read takes its time."""

from __future__ import annotations

from collections import Counter

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.trace.comparison import compare_traces
from sanctionsgraph.queries.trace.trace import trace

from helpers.counting import counting


@pytest.mark.parametrize(
    ("subject", "most"),
    # What is itself an event is assessed.
    [("Tumangang", 27), ("sg:kp-ru-munitions-2023", 24), ("sg:kim-putin-2023-09-13", 35), ("Angara", 24)],
)
def test_a_trace_reads_the_graph_in_batches(embedded_case: sg.Graph, subject: str, most: int) -> None:
    graph, engine = counting(embedded_case)
    assert trace(graph, subject, as_of="2024-06-01") == trace(embedded_case, subject, as_of="2024-06-01")
    assert len(engine.reads) <= most
    assert [read for read, times in Counter(engine.reads).items() if times > 1] == []


def test_a_comparison_reads_the_law_once(embedded_case: sg.Graph) -> None:
    graph, engine = counting(embedded_case)
    compare_traces(graph, "Tumangang", "2023-10-06", "2024-06-01")
    assert len(engine.reads) <= 42
    assert [read for read, times in Counter(engine.reads).items() if times > 1] == []
