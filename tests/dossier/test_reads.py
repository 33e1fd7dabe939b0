"""How often a case file reads the graph."""

from __future__ import annotations

from collections import Counter

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier.case import gather

from helpers.counting import counting


@pytest.mark.parametrize("subject", ["Tumangang", "sg:angara", "sg:kp-ru-munitions-2023"])
def test_a_case_file_reads_the_graph_in_batches(embedded_case: sg.Graph, subject: str) -> None:
    graph, engine = counting(embedded_case)
    gather(graph, subject, as_of="2024-06-01")
    assert len(engine.reads) <= 83
    assert [read for read, times in Counter(engine.reads).items() if times > 1] == []


def test_every_source_of_a_case_has_one_number(embedded_case: sg.Graph) -> None:
    case = gather(embedded_case, "sg:angara", as_of="2024-06-01")
    numbers = {source.id: source.n for source in case.sources}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert all(numbers[source.id] == source.n for source in case.trace.sources)
    cited = [(claim.report, claim.source) for claim in case.claims.values()]
    cited += [(answer.report, answer.source) for each in case.assess.assessments for answer in each.answers]
    cited += [(place.report, place.source) for place in case.places if place.report]
    assert cited
    assert all(numbers[report] == n for report, n in cited)
