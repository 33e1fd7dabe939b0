"""A list is not said to lack a thing while an entry of it that is joined to nothing bears its name or its number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.editions.editions import load_edition
from sanctionsgraph.graph.identity.decisions import decide
from sanctionsgraph.graph.identity.links import Judgement
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.queries.timeline.listed import ListAnswer, listed
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.sources import Edition
from sanctionsgraph.schema.statements import Identification, Listing, Profile

from helpers.engines import ENGINES, empty_neo4j

DAY = "2021-03-01"


def entry(key: str, name: str, number: str | None = None) -> Listing:
    papers = [Identification(id=f"made:{key}/id", name=number, number=number)] if number else []
    return Listing(
        id="", name=name, dataset="made", key=key, list="Made", reference=key, listType="T", entryType="entity",
        about=f"made:{key}", parts_=papers,
    )  # fmt: skip


def load(graph: sg.Graph) -> None:
    """Bring in a list of a person and a ship, and a register of things that the list is not joined to."""
    listings = [entry("1", "SEROV, Anton"), entry("2", "NIGHT WIND", "IMO 9271234")]
    things = [Entity.named("made:1", "Person", "SEROV, Anton"), Entity.named("made:2", "Vessel", "NIGHT WIND")]
    register = [
        Entity.named("sg:serov", "Person", "Anton Serov"),
        Entity.named("sg:firm", "Company", "Serov Anton"),
        Entity.named("reg:serov", "Person", "Anton Serov"),
        Entity.named("sg:dawn", "Vessel", "Dawn"),
        Entity.named("sg:other", "Person", "Boris Serov"),
    ]
    number = Identification(id="reg:dawn/id", name="IMO 9271234", number="IMO 9271234")
    profile = Profile(
        id="", name="Dawn", dataset="reg", key="dawn", about="sg:dawn", ftmSchema="Vessel", parts_=[number]
    )
    with graph.writing() as tx:
        for dataset, records, entities in (("made", listings, things), ("reg", [profile], register)):
            edition = Edition(id=f"edition:{dataset}@{DAY}", name=dataset, dataset=dataset, date=DAY)
            account = LoadReport(dataset, dataset)
            load_edition(tx, edition, records, entities, [], account)


@pytest.fixture(params=ENGINES)
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sg.Graph]:
    embedded = request.param == "embedded"
    with open_graph(":memory:") if embedded else empty_neo4j(request.getfixturevalue("neo4j_uri")) as opened:
        load(opened)
        yield opened


def by_made(graph: sg.Graph, thing: str) -> ListAnswer:
    (answer,) = listed(graph, thing, on="2021-03-20").things
    (by,) = answer.lists
    return by


def test_a_namesake_on_the_list_makes_a_no_unknown(graph: sg.Graph) -> None:
    by = by_made(graph, "sg:serov")
    assert by.answer == "unknown"
    assert "entry made:1 SEROV, Anton of that list has the same name and is not matched to it" in by.reasons[-1].says
    assert by_made(graph, "sg:other").answer == "no"
    assert by_made(graph, "sg:firm").answer == "no", "a company is no person"


def test_a_number_on_the_list_makes_a_no_unknown(graph: sg.Graph) -> None:
    by = by_made(graph, "sg:dawn")
    assert by.answer == "unknown"
    assert "has the number IMO 9271234" in by.reasons[-1].says


def test_a_decision_makes_it_firm_again(graph: sg.Graph) -> None:
    decide(graph, "sg:serov", "made:1", Judgement.DIFFERENT, reason="another birth", by="a person", on="2021-03-02")
    assert by_made(graph, "sg:serov").answer == "no"
    decide(graph, "made:1", "reg:serov", Judgement.DIFFERENT, reason="another birth", by="a person", on="2021-03-02")
    assert by_made(graph, "reg:serov").answer == "no", "of whichever of the two the decision is"
    decide(graph, "sg:dawn", "made:2", Judgement.SAME, reason="the number", by="a person", on="2021-03-02")
    assert by_made(graph, "sg:dawn").answer == "yes"


def test_only_a_namesake_of_that_day_leaves_it_open() -> None:
    with open_graph(":memory:") as graph:
        load(graph)
        edition = Edition(id="edition:made@2021-06-01", name="made", dataset="made", date="2021-06-01")
        other = entry("3", "DAWN").model_copy(update={"list": "Other", "dataset": "other", "about": "sg:dawn"})
        with graph.writing() as tx:
            load_edition(tx, edition, [entry("2", "NIGHT WIND")], [], [], LoadReport("made", "made"))
            later = Edition(id="edition:other@2021-01-01", name="other", dataset="other", date="2021-01-01")
            load_edition(tx, later, [other], [], [], LoadReport("other", "other"))
        for on, answer in (("2021-03-20", "unknown"), ("2021-06-10", "no")):
            (serov,) = listed(graph, "sg:serov", on=on).things
            assert {by.list_name: by.answer for by in serov.lists}["Made"] == answer
        (gone,) = listed(graph, "made:1", on="2021-06-10").things
        assert [by.answer for by in gone.lists] == ["no", "unknown"]
        assert gone.answer == "no", "of the lists that had it"
