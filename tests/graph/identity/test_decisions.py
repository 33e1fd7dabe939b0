"""Decisions on identity: statements follow them, and undoing one gives the graph that would be without it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.editions.editions import load_edition
from sanctionsgraph.graph.identity.decisions import DecisionRequest, decide, decide_all, decisions, undo
from sanctionsgraph.graph.identity.links import Decision, Judgement, redirect_links, restore_links, targets
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import EntityRef, open_graph
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import NotFound, ValueInvalid
from sanctionsgraph.schema.sources import Edition, Publisher
from sanctionsgraph.schema.statements import Alias, Listing, Occurrence, Relation

from helpers.shipped import demo

PUBLISHER = Publisher(id="pub:test", name="Test")
DAY = "2026-11-28"
Step = Callable[[sg.Graph], object]


def listing(dataset: str, key: str, name: str, *aliases: str) -> tuple[Listing, Entity]:
    about = f"{dataset}:{key}"
    parts = [Alias(id=f"{about}#alias-{n}", name=alias) for n, alias in enumerate(aliases)]
    record = Listing(
        id="",
        name=name,
        dataset=dataset,
        key=key,
        list=dataset.upper(),
        reference=key,
        listType="T",
        entryType="entity",
        about=about,
        parts_=[*parts],
    )
    kind = "Company" if dataset == "ofac" else "Organization"
    return record, Entity.named(about, kind, name, list(aliases))


def edition(dataset: str, date: str, *rows: tuple[Listing, Entity]) -> Step:
    """A step that loads an edition of a list."""

    def load(graph: sg.Graph) -> None:
        state = Edition(id=f"edition:{dataset}@{date}", name=date, dataset=dataset, date=date, publisher=PUBLISHER.id)
        with graph.writing() as tx:
            records, things = [record for record, _ in rows], [thing for _, thing in rows]
            load_edition(tx, state, records, things, [PUBLISHER], LoadReport("test", "test"))

    return load


UN = edition("un", "2020-01-01", listing("un", "A", "Alpha", "Alfa"), listing("un", "B", "Beta"))
OFAC = edition("ofac", "2020-02-01", listing("ofac", "1", "ALPHA CO", "Alpha Trading"), listing("ofac", "2", "BETA"))
EU = edition("eu", "2020-03-01", listing("eu", "x", "Alpha Ltd"))
LATER_UN = edition("un", "2021-01-01", listing("un", "A", "Alpha (renamed)", "Alfa"), listing("un", "B", "Beta"))
LATER_OFAC = edition("ofac", "2021-02-01", listing("ofac", "1", "ALPHA CO", "Alpha Trading", "New Alias"))


def same(a: str, b: str) -> Step:
    return lambda graph: decide(graph, a, b, "same", "Tester", DAY, "they say so")


def built(*steps: Step) -> list[str]:
    """The dump of a graph in memory after some steps."""
    graph = open_graph(":memory:")
    for step in steps:
        step(graph)
    return list(graph.dump())


def test_merge_and_undo_leave_equal_dumps(graph: sg.Graph) -> None:
    for step in (UN, OFAC, EU):
        step(graph)
    before = list(graph.dump())
    assert before == built(UN, OFAC, EU)
    first = decide(graph, "ofac:1", "un:A", "same", "Tester", DAY, "one address")
    decide(graph, "eu:x", "ofac:1", "same", "Tester", DAY, "they say so")
    decide(graph, "un:B", "ofac:1", "different", "Tester", DAY, "two addresses")
    decide(graph, "un:B", "ofac:2", "undecided", "Tester", DAY, "names alone")
    assert graph.entity("eu:x") == EntityRef("un:A", "Company", "Alpha")
    rows = graph.read("MATCH (e:Entity {id: 'un:A'})<-[:ABOUT]-(l:Statement:Listing) RETURN l.key AS key ORDER BY key")
    assert [row["key"] for row in rows.rows] == ["1", "A", "x"]
    names = graph.read("MATCH (e:Entity {id: 'un:A'}) RETURN e.names AS names").rows[0]["names"]
    assert names == ["ALPHA CO", "Alfa", "Alpha", "Alpha Ltd", "Alpha Trading"]
    middle = built(UN, OFAC, EU, same("eu:x", "ofac:1"))
    undo(graph, first.id, "identity:un:B=ofac:1", "identity:un:B=ofac:2")
    assert list(graph.dump()) == middle
    undo(graph, "identity:ofac:1=eu:x")
    assert list(graph.dump()) == before
    assert decisions(graph) == []


def test_editions_that_come_after_a_decision_are_undone_with_it(graph: sg.Graph) -> None:
    for step in (OFAC, UN, same("ofac:1", "un:A"), LATER_UN, EU, LATER_OFAC):
        step(graph)
    assert graph.entity("ofac:1").name == "Alpha (renamed)"
    assert list(graph.dump()) == built(UN, OFAC, LATER_UN, LATER_OFAC, EU, same("un:A", "ofac:1"))
    undo(graph, "identity:un:A=ofac:1")
    assert list(graph.dump()) == built(LATER_OFAC, UN, EU, OFAC, LATER_UN)


def test_decisions_in_any_order_give_one_graph() -> None:
    choice = random.Random(7)
    steps = [same("un:A", "ofac:1"), same("ofac:1", "eu:x"), same("un:B", "ofac:2"), LATER_UN, LATER_OFAC]
    wanted = built(UN, OFAC, EU, *steps)
    for _ in range(12):
        order = choice.sample(steps, len(steps))
        assert built(EU, OFAC, UN, *order) == wanted


def test_random_decisions_and_undoings_leave_nothing_behind() -> None:
    choice = random.Random(11)
    ids = ["un:A", "un:B", "ofac:1", "ofac:2", "eu:x"]
    graph = open_graph(":memory:")
    for step in (UN, OFAC, EU):
        step(graph)
    before = list(graph.dump())
    for _ in range(40):
        standing = decisions(graph)
        if standing and choice.random() < 0.4:
            undo(graph, choice.choice(standing).id)
        else:
            a, b = choice.sample(ids, 2)
            decide(graph, a, b, choice.choice(["same", "undecided"]), "Tester", DAY, "chance")
    stand = [DecisionRequest(d.about, d.others[0], d.verdict, d.by, d.on, d.reason) for d in decisions(graph)]
    assert list(graph.dump()) == built(UN, OFAC, EU, lambda g: decide_all(g, stand))
    undo(graph, *(one.id for one in decisions(graph)))
    assert list(graph.dump()) == before


def test_a_statement_that_names_both_ids_finds_its_way_back(graph: sg.Graph) -> None:
    """A relation whose ends become one thing, and an event with two participants that become one."""
    relation = Relation(
        id="", name="owns", dataset="r", key="r1", ftmSchema="UnknownLink", subject=["un:A"], object=["ofac:1"]
    )
    event = Occurrence(id="", name="met", dataset="r", key="r2", about="sg:e", participants=["un:A", "ofac:1", "un:B"])
    things = [Entity.named("sg:e", "Event", "Meeting"), Entity.named("un:A", "Organization", "Alpha")]

    def links(graph: sg.Graph) -> None:
        state = Edition(id="edition:r@2020-04-01", name="r", dataset="r", date="2020-04-01", publisher=PUBLISHER.id)
        with graph.writing() as tx:
            load_edition(tx, state, [relation, event], things, [PUBLISHER], LoadReport("test", "test"))

    for step in (UN, OFAC, links):
        step(graph)
    before = list(graph.dump())
    decide(graph, "un:A", "ofac:1", "same", "Tester", DAY, "they say so")
    rows = graph.read("MATCH (s:Statement {key: 'r2'})-[:PARTICIPANT]->(e:Entity) RETURN e.id AS id ORDER BY id").rows
    assert [row["id"] for row in rows] == ["un:A", "un:B"]
    assert list(graph.dump()) == built(UN, OFAC, same("un:A", "ofac:1"), links)
    undo(graph, "identity:un:A=ofac:1")
    assert list(graph.dump()) == before


def test_a_thing_that_is_only_referred_to_is_joined_and_comes_back(graph: sg.Graph) -> None:
    relation = Relation(id="", name="owns", dataset="r", key="r1", ftmSchema="UnknownLink", subject=["r:x"])
    stub = Entity(id="r:x", kind="Organization", name="r:x")

    def refer(date: str) -> Step:
        state = Edition(id=f"edition:r@{date}", name="r", dataset="r", date=date, publisher=PUBLISHER.id)

        def load(graph: sg.Graph) -> None:
            with graph.writing() as tx:
                load_edition(tx, state, [relation], [], [PUBLISHER, stub], LoadReport("test", "test"))

        return load

    steps = (UN, refer("2020-04-01"))
    for step in (*steps, same("un:A", "r:x"), refer("2021-04-01")):
        step(graph)
    assert graph.entity("r:x").name == "Alpha"
    assert graph.read("MATCH (e:Entity) WHERE e.id STARTS WITH 'r:' RETURN e.id AS id").rows == []
    undo(graph, "identity:un:A=r:x")
    assert list(graph.dump()) == built(*steps, refer("2021-04-01"))


def test_what_cannot_be_decided_is_told(graph: sg.Graph) -> None:
    for step in (UN, OFAC, same("un:A", "ofac:1")):
        step(graph)
    decide(graph, "ofac:1", "ofac:2", "different", "Tester", DAY, "two numbers")
    before = list(graph.dump())
    with pytest.raises(ValueInvalid, match="ofac:1 and ofac:2 cannot be both different"):
        decide(graph, "un:A", "ofac:2", "same", "Tester", DAY, "looks alike")
    for case, message in (
        (("un:A", "un:A", "same", "T", DAY, "g"), "on two ids"),
        (("un:A", "ofac:2", "same", "", DAY, "g"), "who decides"),
        (("un:A", "ofac:2", "maybe", "T", DAY, "g"), "none of same, different, undecided"),
        (("un:A", "ofac:2", "same", "T", "2023", "g"), "whole day"),
    ):
        with pytest.raises(ValueInvalid, match=message):
            decide(graph, *case)
    with pytest.raises(NotFound, match="un:Z"):
        decide(graph, "un:A", "un:Z", "same", "T", DAY, "g")
    with pytest.raises(NotFound, match="identity:none"):
        undo(graph, "identity:none")
    assert list(graph.dump()) == before


def test_a_decision_of_the_curators_is_not_undone_here() -> None:
    graph = demo()
    curated = decisions(graph, all=True)
    assert curated
    assert not decisions(graph)
    with pytest.raises(ValueInvalid, match="stands in a file"):
        undo(graph, curated[0].id)


def test_curated_decisions_and_recorded_ones_together(tmp_path: Path) -> None:
    """A thing that the curators named keeps its id and name; a file read again changes nothing."""
    file = tmp_path / "identities.yaml"
    file.write_text(
        "identities:\n"
        "- {canonical: 'sg:alpha', kind: Company, name: The Alpha, names: [Alpha the First], same_as: ['un:A'],\n"
        "   reason: g, source: {publisher: P, url: 'https://example.org/a'}, decided: 2026-11-23, by: curators}\n",
        encoding="utf-8",
    )

    def curated(graph: sg.Graph) -> sg.LoadReport:
        return load_file(graph, "identities", file)

    graph = open_graph(":memory:")
    for step in (UN, OFAC, curated):
        step(graph)
    before = list(graph.dump())
    decide(graph, "un:A", "ofac:1", "same", "Tester", DAY, "they say so")
    assert graph.entity("ofac:1") == graph.entity("un:A") == EntityRef("sg:alpha", "Company", "The Alpha")
    assert curated(graph).unchanged == 1
    assert list(graph.dump()) == built(OFAC, UN, same("ofac:1", "un:A"), curated)
    undo(graph, "identity:un:A=ofac:1")
    assert list(graph.dump()) == before


def test_an_id_that_only_a_decision_names_is_found() -> None:
    """The id that a decision is about may lead elsewhere through the other id."""
    graph = open_graph(":memory:")
    for step in (UN, OFAC, EU, same("ofac:1", "eu:x"), same("eu:x", "un:A")):
        step(graph)
    assert {graph.entity(id_).id for id_ in ("un:A", "ofac:1", "eu:x")} == {"un:A"}


def test_targets_and_points_by_hand() -> None:
    def one(a: str, *others: str, recorded: bool = True) -> Decision:
        return Decision(f"{a}{others}", Judgement.SAME, a, others, "", "", DAY, None, recorded)

    assert targets([one("eu:1", "ofac:1"), one("ofac:1", "un:1")]) == {"eu:1": "un:1", "ofac:1": "un:1"}
    assert targets([one("eu:1", "ofac:1", recorded=False), one("ofac:1", "un:1")]) == {"ofac:1": "eu:1", "un:1": "eu:1"}
    for verdict in (Judgement.DIFFERENT, Judgement.UNDECIDED):
        assert targets([replace(one("eu:1", "ofac:1"), verdict=verdict)]) == {}, "only what is the same is joined"
    row = NodeRow(("Statement",), {"id": "s"}, [("A", "Entity", "x"), ("A", "Entity", "y"), ("B", "Entity", "y")])
    wanted = restore_links(row, {})
    redirect_links([row], {"y": "x"})
    assert row.links == [("A", "Entity", "x"), ("B", "Entity", "x")]
    assert row.properties["originalIds"] == ["A x", "A y", "B y"]
    back = restore_links(row, {"y": "x"})
    assert sorted(back.links) == sorted(wanted.links)
    assert "originalIds" not in back.properties
