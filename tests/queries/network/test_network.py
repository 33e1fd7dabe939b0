"""Brokers and communities, on networks whose answer is known by hand and on the case.

test_projection.py compares them on both engines.
"""

from __future__ import annotations

import networkx as nx
import pytest
import rdflib
import sanctionsgraph as sg
from sanctionsgraph.graph.projection import project
from sanctionsgraph.graph.writing import write_links, write_nodes
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.network.measures import brokers, communities
from sanctionsgraph.queries.results.result import Result
from sanctionsgraph.schema.rdf import node_iri

from helpers import small_graph


def bridge() -> nx.Graph:
    """a1, a2 and a3 reach b1 and b2 only over `door`; a3 also over `gap`, a further thing of neither network."""
    graph: nx.Graph = nx.Graph()
    for n, (start, end) in enumerate(
        [("a1", "door"), ("a2", "door"), ("a3", "gap"), ("gap", "b1"), ("door", "b1"), ("door", "b2"), ("A", "a1")]
    ):
        graph.add_edge(start, end, statements=[f"s{n}"])
    graph.nodes["door"].update(name="The door", kind="Company")
    return graph


def test_who_stands_between_and_by_how_much() -> None:
    found = brokers(bridge(), ["a1", "a2", "a3"], ["b1", "b2"])
    rows = {row.id: row for row in found.brokers}
    # Of the six pairs, four run over the door alone, one over the gap (a3-b1); a3-b2 goes gap, b1, door, b2.
    assert rows["door"].share == pytest.approx(5 / 6, abs=1e-4)
    assert rows["gap"].share == pytest.approx(2 / 6, abs=1e-4)
    assert rows["b1"].share == pytest.approx(1 / 6, abs=1e-4)
    assert set(rows) == {"door", "gap", "b1"}
    assert found.brokers[0].id == "door"
    assert (rows["door"].name, rows["door"].kind) == ("The door", "Company")
    assert rows["b1"].networks == ("second",)
    assert rows["gap"].way == ("a3", "gap", "b1")
    assert rows["gap"].statements == ("s2", "s3")
    turned = {by.id: by.share for by in brokers(bridge(), ["b1", "b2"], ["a1", "a2", "a3"]).brokers}
    assert turned == {id_: by.share for id_, by in rows.items()}


def test_each_way_is_a_shortest_one_through_its_broker() -> None:
    graph = bridge()
    ranked = brokers(graph, ["a1", "a2", "a3"], ["b1", "b2"]).brokers
    for broker in ranked:
        assert broker.id in broker.way
        assert len(broker.way) - 1 == nx.shortest_path_length(graph, broker.way[0], broker.way[-1])
        assert {broker.way[0][0], broker.way[-1][0]} == {"a", "b"}
    assert brokers(graph, ["a1", "a2", "a3"], ["b1", "b2"], limit=2).brokers == ranked[:2]


def test_a_member_of_both_through_which_no_way_runs_is_in_the_answer() -> None:
    graph: nx.Graph = nx.Graph([("a", "b"), ("m", "a"), ("m", "m")])
    (both,) = brokers(graph, ["a", "m"], ["b", "m"]).brokers
    assert (both.id, both.share, both.networks, both.way) == ("m", 0.0, ("first", "second"), ())


def test_a_thing_that_is_listed_is_passed_through_whatever_its_kind() -> None:
    graph: nx.Graph = nx.Graph([("a", "state"), ("state", "b"), ("b", "c")])
    graph.nodes["state"]["kind"] = "Country"
    assert [by.id for by in brokers(graph, ["a", "state"], ["c"]).brokers] == ["b", "state"]
    assert not brokers(graph, ["a"], ["c"]).brokers


def test_a_member_of_both_networks_is_told_though_no_way_needs_it() -> None:
    graph: nx.Graph = nx.Graph([("x", "both"), ("both", "y"), ("x", "p"), ("y", "q")])
    rows = {by.id: by for by in brokers(graph, "x", "y", exclude_kinds=()).brokers}
    assert rows["both"].networks == ("first", "second")


def test_things_that_join_everything_are_not_passed_through() -> None:
    graph: nx.Graph = nx.Graph([("a", "state"), ("state", "b"), ("a", "c"), ("c", "d"), ("d", "b")])
    graph.nodes["state"]["kind"] = "Country"
    assert {by.id for by in brokers(graph, ["a"], ["b"]).brokers} == {"c", "d"}
    assert [by.id for by in brokers(graph, ["a"], ["b"], exclude_kinds=()).brokers] == ["state"]


def test_networks_of_two_states_in_the_case(embedded_case: sg.Graph) -> None:
    found = brokers(embedded_case, "North Korea", "Russia", as_of="2024-03-01").to_result()
    rows = {row["id"]: row for row in found}
    assert {"sg:khasan-station", "sg:rajin-port"} <= set(rows)
    assert all(0 <= row["share"] <= 1 for row in found)
    assert not {"Country", "Goods"} & {row["kind"] for row in found}
    for row in found:
        for (start, end), statement in zip(
            zip(row["way"], row["way"][1:], strict=False), row["statements"], strict=True
        ):
            for one in statement.split("; "):
                told = embedded_case.read(
                    "MATCH (s:Statement {id: $s})-->(e:Entity) RETURN collect(e.id) AS ids", s=one
                ).rows
                assert start in told[0]["ids"] or end in told[0]["ids"]
    assert embedded_case.read(found.cypher, **found.parameters).rows


def test_as_rdf_it_points_at_the_things_of_the_graph(embedded_case: sg.Graph) -> None:
    found = brokers(embedded_case, "North Korea", "Russia", as_of="2024-03-01", limit=5).to_result()
    made = found.to_rdf(embedded_case)
    columns = rdflib.Namespace("urn:sanctionsgraph:result:brokers#")
    for n, row in enumerate(found, 1):
        node = columns[f"row-{n}"]
        assert made.value(node, columns["id"]) == rdflib.URIRef(node_iri("Entity", row["id"]))
        assert set(made.objects(node, columns["statements"])) == {
            rdflib.Literal(cell) if "; " in cell else rdflib.URIRef(node_iri("Statement", cell))
            for cell in row["statements"]
        }
        assert made.value(node, columns["share"]).toPython() == row["share"]


@pytest.mark.parametrize(
    ("first", "second", "error"),
    [
        ("nobody of that name", "Russia", "no entity"),
        (["sg:nothing"], "Russia", "not in the network: sg:nothing"),
        ("North Korea", "North Korea", "the same"),
        ([], "Russia", "nothing is joined"),
    ],
)
def test_what_cannot_be_asked_is_said(embedded_case: sg.Graph, first: object, second: str, error: str) -> None:
    with pytest.raises(sg.SanctionsGraphError, match=error):
        brokers(embedded_case, first, second)  # type: ignore[arg-type]


def test_a_projection_is_of_its_own_day(embedded_case: sg.Graph) -> None:
    made = project(embedded_case, as_of="2024-03-01")
    whole = brokers(embedded_case, "North Korea", "Russia", as_of="2024-03-01", bare_places=True)
    assert brokers(made, "North Korea", "Russia") == whole
    with pytest.raises(sg.SanctionsGraphError, match="of its own day"):
        brokers(made, "North Korea", "Russia", as_of="2023-01-01")


def test_bare_places_and_what_hangs_on_a_state_alone_are_left_out(graph: sg.Graph) -> None:
    text = """
    land :Country
    firm :Company
    owner :Person
    yard :Port
    bare :Place
    gate :Place
    e :Edition dataset=made date=2024-01-01
    r :Report
    at :Location dataset=made key=1 ABOUT>bare COUNTRY>land IN>e
    port :Location dataset=made key=2 ABOUT>yard COUNTRY>land IN>e
    there :Location dataset=made key=3 ABOUT>gate COUNTRY>land IN>r
    call :PortCall
    c :Claim property=place stance=asserts ABOUT>call VALUE>yard SAID_BY>owner IN>r
    own :Ownership dataset=made key=4 ftmSchema=Ownership SUBJECT>owner OBJECT>firm IN>e
    """
    with graph.writing() as tx:
        rows = small_graph.small_graph(text)
        write_nodes(tx, rows)
        write_links(tx, rows)
    described = project(graph, bare_places=False)
    assert set(project(graph).things) - set(described.things) == {"bare"}
    assert [edge for edge in project(graph).relations if edge.start != "bare"] == described.relations
    assert {row["id"] for row in communities(graph).to_result().rows} == {"call", "yard", "owner", "firm"}
    everything = communities(graph, exclude_kinds=(), bare_places=True).to_result().rows
    assert {"bare", "gate", "land"} <= {row["id"] for row in everything}
    with pytest.raises(sg.NotFound, match="no entity of that name"):
        brokers(graph, "nobody", "land")


def test_two_cliques_are_two_communities() -> None:
    graph: nx.Graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4))
    graph = nx.relabel_nodes(graph, {n: f"n{n}" for n in graph})
    graph.add_edge("n0", "n5")
    graph.add_edge("n0", "n0")
    graph.add_edge("n8", "alone")
    graph.add_node("apart")
    found = communities(graph).to_result()
    parts: dict[int, set[str]] = {}
    for row in found:
        parts.setdefault(row["community"], set()).add(row["id"])
    assert [len(part) for part in parts.values()] == [5, 5]
    ranked = [(row["community"], -row["inside"], row["id"]) for row in found]
    assert ranked == sorted(ranked)
    assert {"n0", "n1", "n2", "n3", "n4"} in parts.values()
    assert "apart" not in {row["id"] for row in found}
    bridge_ = next(row for row in found if row["id"] == "n0")
    assert (bridge_["inside"], bridge_["outside"]) == (4, 1)


def test_communities_are_the_same_each_time(embedded_case: sg.Graph) -> None:
    found = communities(embedded_case, as_of="2024-03-01", seed=3).to_result()
    assert found.rows == communities(embedded_case, as_of="2024-03-01", seed=3).to_result().rows
    sizes = [row["size"] for row in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len({row["id"] for row in found}) == len(found)
    small = communities(embedded_case, as_of="2024-03-01", seed=3, resolution=5.0).to_result()
    assert max(row["size"] for row in small) < max(sizes)


def test_a_result_is_a_network_too(embedded_case: sg.Graph) -> None:
    result: Result = query(embedded_case, "links", place="sg:khasan-station")
    found = communities(result).to_result()
    assert {"sg:tumangang-station"} <= {row["id"] for row in found}
    assert found.cypher == result.cypher
