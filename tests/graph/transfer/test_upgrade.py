"""A graph of the version before is upgraded to the one that a fresh load makes; others are refused with a remedy."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.identity.decisions import decide_all, decisions, undo
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer import upgrade as upgrades
from sanctionsgraph.graph.transfer.upgrade import upgrade
from sanctionsgraph.loaders.curated.decisions import read_decisions
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import GraphVersion
from sanctionsgraph.schema.family import FAMILIES
from sanctionsgraph.schema.generated import SCHEMA_VERSION

from helpers.commands import run

#: What version 1 wrote: its file, and the dump of it.
OLD = Path(__file__).parents[1] / "data" / "version-1"
LOADS = (
    ("un-list", "un-2020-01-01.xml"),
    ("un-list", "un-2021-01-01.xml"),
    ("identities", "things.yaml"),
    ("identities", "identities.yaml"),
    ("reports", "report.yaml"),
)


def fresh() -> sg.Graph:
    """What this program makes of the same files."""
    graph = open_graph(":memory:")
    for source, name in LOADS:
        assert not load(graph, source, OLD / name).rejected
    decide_all(graph, read_decisions(OLD / "decisions.yaml"))
    return graph


def write_old(graph: sg.Graph, version: int = 1) -> None:
    """Write the dump of version 1 into a graph, as that version stored it."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for line in (OLD / "graph.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if isinstance(item, list):
            family, start, type_, end_family, end = item
            links[family, type_, end_family].append({"a": start, "b": end})
        else:
            labels = item.pop("labels")
            first = next(family for family in FAMILIES if family in labels)
            nodes[":".join([first, *sorted({*labels} - {first})])].append(item)
    with graph._engine.write(()) as tx:
        for path, rows in nodes.items():
            family, _, others = path.partition(":")
            more = f"SET n:{others} " if others else ""
            tx.run(f"UNWIND $rows AS row MERGE (n:{family} {{id: row.id}}) {more}SET n += row", {"rows": rows})
        for (start, type_, end), rows in links.items():
            tx.run(
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
                f"CREATE (a)-[:{type_}]->(b)",
                {"rows": rows},
            )
        mark = {"name": "schema", "version": version, "state": "before"}
        tx.run("MERGE (m:Meta {id: 'schema'}) SET m += $mark", {"mark": mark})


def test_an_old_graph_becomes_the_one_that_a_fresh_load_makes(graph: sg.Graph) -> None:
    write_old(graph)
    with pytest.raises(GraphVersion, match=r"schema version 1.*upgrade"):
        graph.read("MATCH (n:Entity) RETURN n.id AS id")
    report = upgrade(graph)
    assert (report.before, report.after) == (1, SCHEMA_VERSION)
    assert list(graph.dump()) == list(fresh().dump())
    assert graph.state() != "before"
    assert upgrade(graph).nodes == 0


LAW = """\
things: [{id: "iso:XA", kind: Country, name: Atlantis}]
goods: [{id: "goods:made", name: Made, within: [],
  source: {publisher: A, title: B, url: "https://x.org/", published: 2000}}]
programme: {id: made, name: Made, target: "iso:XA"}
resolutions: [{id: "made:1", name: One, symbol: 1, adopted: 2010-01-01, url: "https://x.org/", accessed: 2020-01-01}]
provisions: [{id: "made:1/1", resolution: "made:1", paragraph: "1", force: decides, summary: S, since: 2010-01-01,
  checked: unchecked, number_seen: false, accessed: 2020-01-01}]
measures: [{id: "made:ban", name: Ban, steps: [{since: 2010-01-01, by: ["made:1/1"], direction: from,
  goods: ["goods:made"], summary: S, duties: [{bearer: target, act: cease-export, nexus: []},
  {bearer: states, act: prevent-supply, nexus: [flag]}, {bearer: flag-states, act: inspect, nexus: []},
  {bearer: states, act: repatriate, nexus: []}]}]}]
"""


def test_the_duties_of_version_2_get_what_their_words_mean(graph: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(LAW, encoding="utf-8")
    assert not load(graph, "law", path).rejected
    digest = graph.digest()
    with graph._engine.write(()) as tx:
        names = ("who", "through", "events", "shownBy", "acting", "answeredBy", "bans")
        tx.run(f"MATCH (d:Law:Duty) REMOVE {', '.join(f'd.{name}' for name in names)}")
        tx.run("MATCH (m:Meta {id: 'schema'}) SET m.version = 2")
    assert upgrade(graph).nodes == 4
    assert graph.digest() == digest


def test_the_file_of_an_old_program_is_upgraded_in_place(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / "graph.kgl", tmp_path / "case.kgl"))
    with open_graph(path) as graph:
        loads = upgrade(graph) and graph.info().loads
        assert graph.digest() == fresh().digest()
        assert [entry.source for entry in loads] == [source for source, _ in LOADS]
        undo(graph, *[decision.id for decision in decisions(graph)])
        assert graph.entity("Pier 4").id == "sg:pier-4"
        assert graph.entity("Pier Four").id == "x:pier-four"


def test_the_command_upgrades_and_every_other_says_so(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / "graph.kgl", tmp_path / "case.kgl"))
    for words in (["info"], ["dump"], ["trace", "Pier 4"], ["load", "reports", str(OLD / "report.yaml")]):
        refused = run(*words, graph=path)
        assert refused.returncode == 1
        assert f"Run `sanctionsgraph --graph {path} upgrade`" in refused.stderr
    done = run("upgrade", "--format", "json", graph=path)
    assert json.loads(done.stdout)["after"] == SCHEMA_VERSION
    assert run("info", graph=path).returncode == 0


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1])
def test_what_cannot_be_upgraded_is_refused_with_the_line_that_rebuilds_it(graph: sg.Graph, version: int) -> None:
    write_old(graph, version)
    before = graph._engine.read("MATCH (n) RETURN count(n) AS n", {}).rows
    with pytest.raises(GraphVersion, match=r"no upgrade from schema version .*`sanctionsgraph --graph NEW.kgl init`"):
        upgrade(graph)
    assert graph._engine.read("MATCH (n) RETURN count(n) AS n", {}).rows == before


def test_an_upgrade_that_breaks_off_can_be_run_again(graph: sg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    write_old(graph)
    with monkeypatch.context() as patch:
        patch.setattr(upgrades, "mark_write", lambda tx: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upgrade(graph)
    with pytest.raises(GraphVersion):
        graph.info()
    upgrade(graph)
    assert graph.digest() == fresh().digest()
