"""Direct relationships: what is laid and what is not, kept up by each kind of write, and no part of the truth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.direct_laying import lay_anew, switch_off
from sanctionsgraph.graph.identity.decisions import decide, undo
from sanctionsgraph.graph.info import direct_layer
from sanctionsgraph.graph.protocols import Transaction
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.graph.writing import write_links, write_nodes
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import catalogue, query
from sanctionsgraph.schema.direct import DIRECT_TYPES, LINES, lines_of, relation_type
from sanctionsgraph.schema.generated import RELATIONSHIPS
from sanctionsgraph.schema.node import concrete, fields
from sanctionsgraph.schema.statements import Record
from sanctionsgraph.schema.vocabulary import Stance

from helpers import direct_rows, ftm_file, small_graph, un_file

ALL_STANCES = """
boat :Vessel
land :Country
other :Country
who :Person
r :Report
asserted :Claim property=flag stance=asserts ABOUT>boat VALUE>land SAID_BY>who IN>r
suggested :Claim property=flag stance=suggests earliest=2024-01-01 ABOUT>boat VALUE>other SAID_BY>who IN>r
"""


def of(graph: sg.Graph, type_: str) -> list[tuple[str, str]]:
    rows = graph.read(f"MATCH (a:Entity)-[r:{type_}]->(b) RETURN a.id AS a, b.id AS b ORDER BY a, b").rows
    return [(row["a"], row["b"]) for row in rows]


def put(tx: Transaction, text: str) -> None:
    rows = small_graph.small_graph(text)
    write_nodes(tx, rows)
    write_links(tx, rows)


def is_kept_up(graph: sg.Graph) -> int:
    rows = direct_rows.laid(graph)
    assert rows == direct_rows.asked_for(graph)
    assert direct_layer(graph).current
    return len(rows)


# -- what is laid ------------------------------------------------------------------------------------


def test_the_case_has_one_for_each_statement_that_names_two_things(case: sg.Graph) -> None:
    assert is_kept_up(case) > 700
    assert ("sg:angara", "iso:RU") in of(case, "FLAG")
    assert ("wd:Q56226", "wd:Q56876342") in of(case, "HOLDS_POST")


@pytest.mark.parametrize("stance", sorted(set(Stance) - {"asserts", "suggests"}))
def test_what_is_not_put_forward_is_no_relationship(graph: sg.Graph, stance: str) -> None:
    with graph.writing() as tx:
        put(tx, ALL_STANCES + f"no :Claim property=flag stance={stance} ABOUT>boat VALUE>who IN>r\n")
    assert of(graph, "FLAG") == [("boat", "land"), ("boat", "other")]
    assert is_kept_up(graph) == 2


def test_each_bears_its_statement_and_its_times(graph: sg.Graph) -> None:
    with graph.writing() as tx:
        put(tx, ALL_STANCES)
    rows = graph.read(
        "MATCH (:Entity:Vessel)-[r:FLAG]->(c:Entity) WITH r, r.statement AS id MATCH (s:Statement {id: id}) "
        "RETURN s.id AS id, r.since AS since, r.stance AS stance, r.earliest AS earliest ORDER BY id"
    ).rows
    assert rows == [
        {"id": "asserted", "since": "2024-01-01", "stance": "asserts", "earliest": None},
        {"id": "suggested", "since": "2024-01-01", "stance": "suggests", "earliest": "2024-01-01"},
    ]


def test_who_met_is_told_from_who_took_part(graph: sg.Graph) -> None:
    with graph.writing() as tx:
        put(
            tx,
            """
            a :Person
            b :Person
            talks :Summit
            parade :Event
            town :Settlement
            e :Edition dataset=made date=2024-01-01
            o1 :Occurrence dataset=made key=1 ABOUT>talks PARTICIPANT>a PARTICIPANT>b PLACE>town IN>e
            o2 :Occurrence dataset=made key=2 ABOUT>parade PARTICIPANT>a IN>e
            """,
        )
    assert of(graph, "MET_AT") == [("a", "talks"), ("b", "talks")]
    assert of(graph, "TOOK_PART_IN") == [("a", "parade")]
    assert of(graph, "TOOK_PLACE_AT") == [("talks", "town")]


def test_a_new_class_of_records_has_lines_by_its_roles() -> None:
    for model in concrete(Record):
        roles = {rel.type for rel in fields(model).relationships.values() if rel.family == "Entity"} - {"ABOUT"}
        if roles and model.labels[-1] != "Identity" and "Relation" not in model.labels:
            laid = {role for line in LINES if line.label == model.labels[-1] for role in (line.start, line.end)}
            assert roles <= laid, model.labels


def test_a_relation_that_the_table_lacks_is_a_link() -> None:
    assert relation_type("SomethingNew") == "LINKED_TO"
    assert [line.type for line in lines_of(["Statement", "Record", "Relation", "Ownership"], "Ownership")] == ["OWNS"]
    assert lines_of(["Statement", "Record", "Identity"], None) == ()
    assert not set(DIRECT_TYPES) & {"ABOUT", "VALUE", "IN", "SAID_BY", "SUBJECT", "OBJECT"}
    assert set(RELATIONSHIPS) & set(DIRECT_TYPES) <= {"COUNTRY", "REFERS_TO"}


# -- kept up -----------------------------------------------------------------------------------------


def test_editions_in_any_order_keep_it_up(graph: sg.Graph, tmp_path: Path) -> None:
    first = un_file.write(tmp_path / "a.xml", un_file.entry(""), un_file.entry("", "KPi.902", "PAK"), day="2020-01-01")
    second = un_file.write(tmp_path / "b.xml", un_file.entry("<COMMENTS1>x</COMMENTS1>"), day="2021-01-01")
    third = un_file.write(tmp_path / "c.xml", un_file.entry(""), un_file.entry("", "KPi.902", "PAK"), day="2022-01-01")
    for path in (third, first, second):
        load(graph, "un-list", path, allow_shrink=True)
        assert is_kept_up(graph)
    ends = graph.read("MATCH (:Entity)-[r:LISTED_IN]->() RETURN r.until AS until ORDER BY until").rows
    assert len({row["until"] for row in ends}) == 3


def test_relations_and_deltas_keep_it_up(graph: sg.Graph, tmp_path: Path) -> None:
    firm, owner = ftm_file.entity("firm", "Company", name="Firm"), ftm_file.entity("owner", name="Owner")
    owns = ftm_file.entity("o", "Ownership", owner=["owner"], asset=["firm"], percentage="60")
    load(graph, "ftm", ftm_file.write(tmp_path / "e.ftm.json", [firm, owner, owns]), edition="2024-01-01")
    assert [a.partition(":")[0] for a, _ in of(graph, "OWNS")] == ["ftm"] or of(graph, "OWNS")
    is_kept_up(graph)
    load(graph, "ftm", ftm_file.write(tmp_path / "e.ftm.json", [firm, owner]), edition="2024-02-01", allow_shrink=True)
    (row,) = graph.read("MATCH (:Entity)-[r:OWNS]->(:Entity) RETURN r.until AS until").rows
    assert row["until"] == "2024-02-01"
    is_kept_up(graph)


def test_joins_and_undoing_them_keep_it_up(graph: sg.Graph, tmp_path: Path) -> None:
    people = [ftm_file.entity(id_, name="Pak") for id_ in ("a", "b", "c")]
    family = ftm_file.entity("f", "Family", person=["a"], relative=["b"])
    load(graph, "ftm", ftm_file.write(tmp_path / "e.ftm.json", [*people, family]), edition="2024-01-01")
    before = direct_rows.laid(graph)
    ids = [thing.id for thing in graph.find("Pak")]
    made = decide(graph, ids[1], ids[2], "same", "An Analyst", "2024-03-01", "one birth")
    assert is_kept_up(graph) == len(before)
    undo(graph, made.id)
    is_kept_up(graph)
    assert direct_rows.laid(graph) == before
    own = decide(graph, ids[0], ids[1], "same", "An Analyst", "2024-03-01", "one birth")
    assert is_kept_up(graph) == len(before) - 1  # Nobody is related to himself.
    undo(graph, own.id)
    assert direct_rows.laid(graph) == before


def test_a_write_that_fails_leaves_it(graph: sg.Graph, tmp_path: Path) -> None:
    with graph.writing() as tx:
        put(tx, ALL_STANCES)
    before = direct_rows.laid(graph)
    with pytest.raises(ZeroDivisionError), graph.writing() as tx:
        _put_and_fail(tx)
    assert direct_rows.laid(graph) == before


def _put_and_fail(tx: Transaction) -> None:
    put(tx, ALL_STANCES.replace("asserted", "another"))
    raise ZeroDivisionError


# -- no part of the truth ----------------------------------------------------------------------------


def test_it_is_derived_and_can_be_left_out(graph: sg.Graph, embedded_case: sg.Graph) -> None:
    copy_graph(embedded_case, graph)
    digest, state, info, before = graph.digest(), graph.state(), graph.info(), direct_rows.laid(graph)
    assert not any("HOLDS_POST" in line or "MET_AT" in line for line in graph.dump())
    # A server plans each question anew: it is asked some of them.
    asked = list(catalogue().items())[:: 6 if graph.writes_in_steps else 1]
    answers = {name: query(graph, name, **q.example()).rows for name, q in asked}
    paths = sg.Workspace(graph).paths("Kim Jong Un", "Tumangang").to_dict()
    graph.derive(switch_off)
    assert direct_rows.laid(graph) == []
    assert direct_layer(graph).on is False
    assert (graph.digest(), graph.state()) == (digest, state)
    assert graph.info().relationships == info.relationships
    assert graph.info().nodes == info.nodes
    assert {name: query(graph, name, **q.example()).rows for name, q in asked} == answers
    assert sg.Workspace(graph).paths("Kim Jong Un", "Tumangang").to_dict() == paths
    graph.derive(lay_anew)
    assert direct_rows.laid(graph) == before
    assert graph.state() == state


def test_off_stays_off_until_it_is_laid_anew(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, "un-list", un_file.write(tmp_path / "a.xml", un_file.entry(""), day="2020-01-01"))
    g = sg.Workspace(graph)
    assert g.direct(off=True).relationships == {}
    load(graph, "un-list", un_file.write(tmp_path / "b.xml", un_file.entry(""), day="2021-01-01"))
    assert direct_rows.laid(graph) == []
    with open_graph(":memory:") as other:
        copy_graph(graph, other)
        assert direct_layer(other).on is False
    assert g.direct(rebuild=True).current
    assert is_kept_up(graph)
    with pytest.raises(sg.SanctionsGraphError, match="give one"):
        g.direct(rebuild=True, off=True)


def test_a_copy_has_it(case: sg.Graph, tmp_path: Path) -> None:
    with open_graph(tmp_path / "copy.kgl") as other:
        copy_graph(case, other)
        assert direct_rows.laid(other) == direct_rows.laid(case)


def without_the_mark(graph: sg.Graph) -> None:
    with graph._engine.write(()) as tx:
        tx.run("MATCH (m:Meta {id: 'direct'}) DELETE m")
        tx.run("MATCH (:Entity)-[r:FLAG]->() DELETE r")
        tx.run("MATCH (a:Entity {id: 'boat'}) MATCH (b:Entity {id: 'land'}) CREATE (a)-[:PROJECTED]->(b)")


@pytest.mark.parametrize("write", [lambda g: g.direct(rebuild=True), None])
def test_a_graph_of_an_earlier_version_gets_it(graph: sg.Graph, write: Callable[[sg.Workspace], object] | None) -> None:
    with graph.writing() as tx:
        put(tx, ALL_STANCES)
    without_the_mark(graph)
    assert not direct_layer(graph).current
    assert len(list(graph.dump())) == len([line for line in graph.dump() if "PROJECTED" not in line])
    if write:
        write(sg.Workspace(graph))
    else:
        with graph.writing() as tx:
            put(tx, "more :Country")
    assert is_kept_up(graph) == 2
