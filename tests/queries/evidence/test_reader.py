"""What the reader finds at the roots of claims, as known on a day."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.evidence.reader import EvidenceReader

LINKS = 6
HEAD = """\
publishers: [{id: "pub:paper", name: "The papers (made up)"}]
things:
  - {id: "sg:paper", kind: Organization, name: "The papers (made up)"}
"""
REPORT = """\
  - id: "report:paper-N"
    title: "Trucks, N"
    publisher: "pub:paper"
    published: 2024-05-0N
    url: "https://example.org/N"
    seen: primary
    accessed: 2024-06-01
    claims:
      - {id: trucks, about: "sg:silo-N", property: quantity, value: 9, unit: trucks, stance: asserts, basis: imagery,
         speaker: "sg:paper", locator: "page 1", rests_on: [BASE]}
"""


def carriers(path: Path) -> Path:
    """Write reports of which each carries the one before, each about a thing of its own."""
    things = [f'  - {{id: "sg:silo-{n}", kind: Observation, name: "Silo {n}"}}\n' for n in range(1, LINKS + 1)]
    reports = [
        REPORT.replace("-N", f"-{n}")
        .replace("/N", f"/{n}")
        .replace("0N", f"0{n}")
        .replace("BASE", f'"report:paper-{n - 1}#trucks"' if n > 1 else "")
        for n in range(1, LINKS + 1)
    ]
    path.write_text("".join([HEAD, *things, "reports:\n", *reports]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> sg.Graph:
    graph = open_graph(":memory:")
    account = load(graph, "reports", carriers(tmp_path_factory.mktemp("chain") / "reports.yaml"))
    assert not account.rejected, account.rejections
    return graph


def test_a_long_chain_of_reports_has_one_root(chain: sg.Graph) -> None:
    """Only the end of the chain is asked for; each report on the way is about a thing of its own."""
    reader = EvidenceReader(chain, "2024-12-31")
    (last,) = reader.claims(["sg:silo-6"])["sg:silo-6"]
    assert (last.rests_on, last.origins) == (("report:paper-5#trucks",), frozenset({"report:paper-1"}))
    assert reader.root_reports([last.id]) == ["report:paper-1"]
    assert reader.independence([last.id]) == ("one root", "")
    assert list(reader.tree([last.id])) == [f"report:paper-{n}#trucks" for n in range(1, LINKS + 1)]


def test_a_claim_that_was_not_known_yet_is_left_out(chain: sg.Graph) -> None:
    claims = EvidenceReader(chain, "2024-05-03").claims([f"sg:silo-{n}" for n in range(1, LINKS + 1)])
    assert [len(claims[f"sg:silo-{n}"]) for n in range(1, LINKS + 1)] == [1, 1, 1, 0, 0, 0]


def test_a_source_has_a_number_from_when_it_is_cited(chain: sg.Graph) -> None:
    reader = EvidenceReader(chain, "2024-12-31")
    (second,), (first,) = reader.claims(["sg:silo-2", "sg:silo-1"]).values()
    assert reader.citations.sources() == ()
    assert [reader.cite(claim).source for claim in (second, first, second)] == [1, 2, 1]
    assert second.source == 0
    assert [(s.n, s.id) for s in reader.citations.sources()] == [(1, "report:paper-2"), (2, "report:paper-1")]
