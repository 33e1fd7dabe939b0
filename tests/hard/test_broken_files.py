"""Files of every loader, broken at random: an account that adds up, or one line of an error and nothing written."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters.registry import export
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import SanctionsGraphError

from helpers import (
    archigos_file,
    eu_file,
    ftm_file,
    ofac_file,
    timeline_file,
    trainline_file,
    uk_file,
    un_file,
    vessels_file,
)
from helpers.effort import Effort
from helpers.engines import ROOT
from helpers.mutations import mutated
from helpers.samples import widgets

DAY = "2026-02-28"


@dataclass(frozen=True)
class Seed:
    """A file that loads, and the source that it is of."""

    source: str
    path: Path
    content: bytes


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Seed]:
    folder = tmp_path_factory.mktemp("seeds")
    ann = ftm_file.entity("a", name="Ann", nationality="kp", birthDate="1960-02-03", notes="=1+1")
    owner = ftm_file.entity("o", "Ownership", owner="a", asset="c", percentage="60", startDate="2020")
    firm = ftm_file.entity("c", "Company", name="Firm", jurisdiction="ru")
    body = (
        "<DESIGNATION><VALUE>General</VALUE></DESIGNATION><INDIVIDUAL_ADDRESS><COUNTRY>X</COUNTRY></INDIVIDUAL_ADDRESS>"
    )
    widgets(folder)
    paths = [
        ("un-list", un_file.write(folder / "un.xml", un_file.entry(body), un_file.entry("", "KPi.902", "KIM B"))),
        ("un-vessels", vessels_file.put(folder, vessels_file.page(vessels_file.ship()))),
        ("ofac", ofac_file.xml(folder)),
        ("eu", eu_file.put(folder, eu_file.text(eu_file.ANGARA, eu_file.MARIA), "32014R0833.csv")),
        ("uk", uk_file.put(folder, uk_file.text(*uk_file.ROWS), "UK-Sanctions-List-2026-02-13.csv")),
        ("ftm", ftm_file.write(folder / "entities.ftm.json", [ann, firm, owner])),
        ("leaders", archigos_file.put(folder, "a.dta", startdate=["1990-01-01", "2002-01-01"])),
        ("stations", trainline_file.put(folder, trainline_file.GOOD, "stations.csv")),
        ("events", timeline_file.put(folder, timeline_file.row(), timeline_file.row())),
        ("law", folder / "law.yaml"),
        ("reports", folder / "widgets.yaml"),
    ]
    for name in ("identities/states.yaml", "leaders.yaml", "things.yaml", "stations.json"):
        for file in [*ROOT.glob(f"data/{name}"), *ROOT.glob(f"data/*/{name}")][:1]:
            source = {"identities/states.yaml": "identities", "things.yaml": "identities"}.get(name, file.stem)
            paths.append((source, Path(shutil.copy(file, folder / f"own-{file.name}"))))
    with open_graph(":memory:") as small:
        load(small, "ftm", folder / "entities.ftm.json")
        for form, name in (("nquads", "g.nq"), ("turtle", "g.ttl")):
            export(small, form, folder / name)
            paths.append(("rdf", folder / name))
    return [Seed(source, path, path.read_bytes()) for source, path in paths]


def loaded(graph: sg.Graph, seed: Seed, path: Path) -> LoadReport | None:
    """The report of a load; None where it was refused as errors should be. Raises what is none of ours."""
    before = graph.state()
    try:
        report = load(graph, seed.source, path, edition=DAY)
    except SanctionsGraphError as refused:
        message = str(refused)
        report = None
    if report is None:
        assert "\n" not in message, f"an error of several lines: {message}"
        assert graph.state() == before, "a load that was refused has changed the graph"
        return None
    adds_up = report.written + report.unchanged + report.rejected
    assert report.read == adds_up, f"read {report.read}, and accounted for {adds_up}"
    return report


def test_broken_files(seeds: list[Seed], tmp_path: Path) -> None:
    effort = Effort("broken-files", few=250, share=0.4)
    for chance in effort.cases():
        seed = chance.choice(seeds)
        content = mutated(seed.content, chance)
        path = tmp_path / seed.path.name
        path.write_bytes(content)
        with open_graph(":memory:") as graph:
            try:
                report = loaded(graph, seed, path)
                if report is not None and not report.rejected:
                    digest, again = graph.digest(), loaded(graph, seed, path)
                    assert again is not None, "a file that loads is refused when it is loaded again"
                    assert graph.digest() == digest, "loaded again, it changes the graph"
            except AssertionError as wrong:
                effort.lose(f"{seed.source} {path.name}: {str(wrong).splitlines()[0]}", content, path.suffix)
            except Exception as crashed:
                effort.lose(
                    f"{seed.source} {path.name}: {type(crashed).__name__}: {crashed}"[:300], content, path.suffix
                )
    effort.close()


def test_the_seeds_load_as_they_are(seeds: list[Seed]) -> None:
    for seed in seeds:
        with open_graph(":memory:") as graph:
            assert loaded(graph, seed, seed.path) is not None, seed.path
