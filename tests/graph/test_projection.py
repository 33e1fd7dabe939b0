"""A projection: what it joins, as of which day, on whose word."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.projection import _pairs, project
from sanctionsgraph.queries.network.measures import brokers, communities
from sanctionsgraph.schema.vocabulary import LINKING

DAY = "2023-10-06"


@pytest.fixture(scope="module")
def made(case: sg.Graph) -> sg.Projection:
    return project(case, as_of=DAY)


def test_both_engines_project_the_same(case: sg.Graph, made: sg.Projection, embedded_case: sg.Graph) -> None:
    for as_of, on in ((DAY, None), (None, None), (DAY, "2012-01-01")):
        ours, theirs = project(case, as_of=as_of, on=on), project(embedded_case, as_of=as_of, on=on)
        assert ours.relations == theirs.relations
        assert ours.things == theirs.things
    assert len(made) > 300


def test_each_statement_stood_and_names_both_ends(case: sg.Graph, made: sg.Projection) -> None:
    """Checked against the statements themselves, by a query that the projection does not use."""
    named: dict[str, set[str]] = {}
    rests: dict[str, set[str]] = {}
    stood: dict[str, bool] = {}
    for row in case.read("MATCH (s:Statement)-[x]->(e:Entity) WHERE type(x) <> 'SAID_BY' RETURN s, e.id AS e").rows:
        said = row["s"]["properties"]
        named.setdefault(said["id"], set()).add(row["e"])
        stance = said.get("stance")
        stood[said["id"]] = said["since"] <= DAY < said["until"] and (stance is None or stance in LINKING)
    for row in case.read("MATCH (c:Claim)-[:RESTS_ON]->(b:Claim) RETURN c.id AS c, b.id AS b").rows:
        rests.setdefault(row["c"], set()).add(row["b"])
    for edge in made.relations:
        assert edge.statements
        assert all(stood[one] for one in edge.statements)
        if edge.relation == "rests on":
            over = set().union(*(named[one] for one in edge.statements))
            assert {edge.start, edge.end} <= over
            assert any(rests.get(one, set()) & set(edge.statements) for one in edge.statements)
        else:
            assert all({edge.start, edge.end} <= named[one] for one in edge.statements)


def test_every_statement_that_names_two_things_is_in_it(case: sg.Graph, made: sg.Projection) -> None:
    """Claims and records about one thing that name another; nothing that stood is left out."""
    told = {one for edge in made.relations for one in edge.statements}
    wanted = case.read(
        "MATCH (a:Entity)<-[:ABOUT]-(s:Statement)-[y]->(b:Entity) WHERE a.id <> b.id AND type(y) <> 'SAID_BY' "
        "AND s.since <= $on AND $on < s.until AND (s:Record OR s.stance IN $stances) RETURN DISTINCT s.id AS id",
        on=DAY,
        stances=[str(stance) for stance in LINKING],
    ).rows
    assert len(wanted) > 200
    assert {row["id"] for row in wanted} <= told


def test_what_is_denied_or_doubted_joins_nothing(case: sg.Graph) -> None:
    rows = case.read(
        "MATCH (s:Statement:Claim)-[:VALUE]->(:Entity) WHERE s.stance IN ['denies', 'doubts', 'declines'] "
        "RETURN s.id AS id"
    ).rows
    alone = [e for e in project(case).relations if set(e.statements) & {r["id"] for r in rows}]
    assert rows
    assert alone == []


def test_dates_of_knowledge_and_stated_dates(case: sg.Graph, made: sg.Projection) -> None:
    earlier = {one for edge in project(case, as_of="2022-12-31").relations for one in edge.statements}
    later = {one for edge in made.relations for one in edge.statements}
    assert "report:csis-2023-10-06#place" not in earlier
    assert any(one.startswith("report:csis-2023-10-06#") for one in later - earlier)
    posts = [e for e in project(case, on="1995-06-01").relations if e.relation == "occupancy"]
    assert len(posts) < len([e for e in project(case).relations if e.relation == "occupancy"])
    with pytest.raises(sg.SanctionsGraphError, match="whole day"):
        project(case, as_of="2023")


def test_roles_decide_what_is_joined_and_which_way() -> None:
    def joined(*ends: tuple[str, str]) -> set[tuple[str, str]]:
        return {(a[1], b[1]) for a, b in _pairs(ends)}

    assert joined(("OBJECT", "firm"), ("SUBJECT", "a"), ("SUBJECT", "b")) == {("a", "firm"), ("b", "firm")}
    assert joined(("ENDS_AT", "x"), ("ENDS_AT", "y"), ("OVER", "z")) == {("x", "y"), ("x", "z"), ("y", "z")}
    assert joined(("VALUE", "ship"), ("ABOUT", "trip")) == {("trip", "ship")}
    assert joined(("PARTICIPANT", "p"), ("PLACE", "q"), ("ABOUT", "meeting")) == {("meeting", "p"), ("meeting", "q")}
    assert joined(("ABOUT", "x"), ("VALUE", "x")) == set()


def test_as_networkx(made: sg.Projection) -> None:
    graph = made.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == len(made)
    assert set(graph) == set(made.things)
    assert graph.nodes["sg:tumangang-station"] == {"name": "Tumangang Station", "kind": "RailStation"}
    held = graph["sg:khasan-station"]["sg:tumangang-station"]["raillink: ENDS_AT, ENDS_AT"]
    assert held["derived"] is True
    assert held["as_of"] == DAY
    assert held["statements"]
    assert nx.has_path(graph.to_undirected(), "wd:Q56226", "sg:tumangang-station")


def test_as_graphml(made: sg.Projection, tmp_path: Path) -> None:
    read = nx.read_graphml(made.to_graphml(tmp_path / "case.graphml"), force_multigraph=True)
    assert read.number_of_edges() == len(made)
    assert read.nodes["sg:tumangang-station"]["name"] == "Tumangang Station"
    assert {d["statements"] for *_, d in read.edges(data=True)} == {"; ".join(e.statements) for e in made.relations}


def test_what_is_worked_out_on_it_is_the_same_on_both_engines(case: sg.Graph, embedded_case: sg.Graph) -> None:
    pairs = [
        (brokers(g, "North Korea", "Russia", as_of="2024-03-01"), communities(g, as_of="2024-03-01", seed=3))
        for g in (case, embedded_case)
    ]
    for ours, theirs in zip(*pairs, strict=True):
        assert ours
        assert ours == theirs
        assert set(ours.to_result().to_rdf(case)) == set(theirs.to_result().to_rdf(embedded_case))


def test_it_says_what_it_is(made: sg.Projection) -> None:
    assert "2023-10-06" in repr(made)
    assert f"{len(made):,} relations" in made._repr_html_()
