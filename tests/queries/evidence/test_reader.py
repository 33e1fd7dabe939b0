"""What the reader finds at the roots of claims, as known on a day."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import query
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


def carriers(path: Path, links: int = LINKS) -> Path:
    """Write reports of which each carries the one before, each about a thing of its own."""
    things = [f'  - {{id: "sg:silo-{n}", kind: Observation, name: "Silo {n}"}}\n' for n in range(1, links + 1)]
    reports = [
        REPORT.replace("-N", f"-{n}")
        .replace("/N", f"/{n}")
        .replace("0N", f"{n:02}")
        .replace("BASE", f'"report:paper-{n - 1}#trucks"' if n > 1 else "")
        for n in range(1, links + 1)
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


def test_a_chain_is_followed_over_eight_reports(tmp_path: Path) -> None:
    """As the questions of the catalogue follow it; of a longer chain the last that was reached stands for the root."""
    with open_graph(":memory:") as graph:
        load(graph, "reports", carriers(tmp_path / "reports.yaml", 10))
        for last, root in (("sg:silo-9", "report:paper-1"), ("sg:silo-10", "report:paper-2")):
            (claim,) = EvidenceReader(graph, "2024-12-31").claims([last])[last]
            assert claim.origins == {root}
        rows = query(graph, "roots", report="report:paper-9").rows
        assert [(row["hops"], row["root_report"]) for row in rows] == [(8, "report:paper-1")]


SCENES = """\
publishers: [{id: "pub:paper", name: "The papers (made up)"}]
things:
  - {id: "sg:paper", kind: Organization, name: "The papers (made up)"}
  - {id: "sg:other", kind: Organization, name: "Another paper (made up)"}
  - {id: "sg:yard", kind: Observation, name: "A yard"}
reports:
  - id: "report:a"
    title: "A"
    publisher: "pub:paper"
    published: 2024-05-01
    url: "https://example.org/a"
    seen: primary
    accessed: 2024-06-01
    claims:
      - {id: one, about: "sg:yard", property: quantity, value: 9, unit: trucks, stance: asserts, basis: imagery,
         speaker: "sg:paper", locator: "page 1", evidence: [FIRST]}
      - {id: two, about: "sg:yard", property: quantity, value: 9, unit: trucks, stance: asserts, basis: imagery,
         speaker: "sg:paper", locator: "page 2", evidence: ["scene-2"]}
  - id: "report:b"
    title: "B"
    publisher: "pub:paper"
    published: 2024-05-02
    url: "https://example.org/b"
    seen: primary
    accessed: 2024-06-01
    claims:
      - {id: three, about: "sg:yard", property: quantity, value: 9, unit: trucks, stance: asserts, basis: imagery,
         speaker: "sg:other", locator: "page 1", evidence: [LAST]}
"""


@pytest.mark.parametrize(
    ("first", "last", "independent"),
    [
        ("scene-1", "scene-1", False),
        ("scene-1", "scene-2", False),
        ("scene-1", "scene-3", True),
    ],
)
def test_a_report_stands_on_all_that_its_claims_show(tmp_path: Path, first: str, last: str, independent: bool) -> None:
    """Two reports that share a picture are not independent, whichever of their claims shows it."""
    path = tmp_path / "reports.yaml"
    path.write_text(SCENES.replace("FIRST", f'"{first}"').replace("LAST", f'"{last}"'), encoding="utf-8")
    with open_graph(":memory:") as graph:
        account = load(graph, "reports", path)
        assert not account.rejected, account.rejections
        reader = EvidenceReader(graph, "2024-12-31")
        claims = reader.claims(["sg:yard"])["sg:yard"]
        said, _ = reader.independence([claim.id for claim in claims])
    assert (said == "independence shown") is independent, said
