"""A collection of reports in FollowTheMoney: events, documents, what documents are cited for, and every relation."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.ftm.cited import symbol_of
from sanctionsgraph.loaders.ftm.events import corpus_of, kind_of_event
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError
from sanctionsgraph.schema.vocabulary import KINDS, kind_of

from helpers.corpus_file import EDGES, ENTITIES, as_lines, as_object, edge, node

NAME = "dprk-reports"


def loaded(graph: sg.Graph, path: Path, day: str = "2024-01-01", name: str = NAME) -> LoadReport:
    report = load(graph, "ftm", path, f"{name}@{day}")
    report.check()
    return report


def fresh(folder: Path, entities: list[Any] | None = None, edges: list[Any] | None = None) -> Path:
    return as_object(folder / "data.json", deepcopy(entities or ENTITIES), deepcopy(EDGES if edges is None else edges))


def claims(graph: sg.Graph, event: str) -> set[tuple[str, str, str, str, str]]:
    rows = graph.read(
        "MATCH (:Entity {id: $id})<-[:ABOUT]-(c:Statement:Claim)-[:IN]->(r:Source) "
        "OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
        "MATCH (c)-[:SAID_BY]->(s:Entity) RETURN c.property AS property, coalesce(v.id, c.value, '') AS value, "
        "c.locator AS locator, c.since AS since, r.id AS report, s.id AS speaker, c.basis AS basis",
        id=event,
    ).rows
    assert {(row["speaker"], row["basis"]) for row in rows} <= {("sg:panel-of-experts", "expert-body")}
    return {(row["property"], row["value"], row["locator"], row["since"], row["report"]) for row in rows}


def test_every_entity_and_every_edge_is_accounted_for(graph: sg.Graph, tmp_path: Path) -> None:
    report = loaded(graph, fresh(tmp_path))
    apart = 3  # of the Sanction, of the Passport and of the Event, which are entities themselves
    assert report.read == len(ENTITIES) + len(EDGES) - apart == report.written
    assert f"{apart} edges lead to or from an entity of their own schema, and are read with it" in report.notes
    rows = graph.read(
        "MATCH (r:Statement) WHERE r:Record RETURN coalesce(r.ftmSchema, 'Sanction') AS schema, labels(r) AS labels"
    ).rows
    counted = Counter(row["schema"] for row in rows)
    drawn = Counter(edge["schema"] for edge in EDGES) - Counter(("Sanction", "Passport", "Event"))
    drawn["UnknownLink"] += drawn.pop("Unheard")
    drawn["Documentation"] += drawn.pop("Source")
    assert counted == Counter(entity["schema"] for entity in ENTITIES) + drawn
    typed = {row["schema"]: set(row["labels"]) for row in rows}
    assert {"Ownership", "Relation"} <= typed["Ownership"]
    assert {"Directorship", "Relation"} <= typed["Directorship"]
    assert "Listing" in typed["Sanction"]
    assert "Occurrence" in typed["Event"] & typed["Trip"]
    assert "Relation" in typed["Family"] & typed["Membership"] & typed["UnknownLink"]


def test_an_event_has_its_kind_days_and_participants(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, fresh(tmp_path))
    rows = graph.read(
        "MATCH (o:Statement:Occurrence)-[:ABOUT]->(e:Entity) OPTIONAL MATCH (o)-[:PARTICIPANT]->(p:Entity) "
        "WITH o, e, p ORDER BY p.id RETURN e.id AS id, labels(e) AS labels, o.earliest AS earliest, "
        "o.latest AS latest, o.locator AS locator, collect(p.id) AS who ORDER BY id"
    ).rows
    read = {
        row["id"]: (kind_of(row["labels"]), row["earliest"], row["latest"], row["locator"], row["who"]) for row in rows
    }
    assert read == {
        "ftm:sts": ("Transfer", "2019-05-28", "2019-05-28", "S/2019/691, para. 12", ["ftm:acme", "ftm:dawn"]),
        "ftm:talk": ("Meeting", "2020-01-06", "2020-01-08", "S/2020/151, para. 41", ["ftm:ann", "ftm:bureau"]),
        "ftm:trip": ("Trip", "2019-11-01", "2019-11-30", "Annex of a reply", ["ftm:bob"]),
    }


def test_documents_are_reports_and_locators_are_kept(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, fresh(tmp_path))
    reports = graph.read("MATCH (r:Source:Report) RETURN r.id AS id, r.name AS name, r.published AS published").rows
    assert {(row["id"], row["name"], row["published"]) for row in reports} == {
        ("report:un-s-2019-691", "S/2019/691: Midterm report of the Panel", "2019-08-30"),
        ("report:un-s-2020-151", "Final report (S/2020/151)", "2020"),
        (f"report:ftm:{NAME}/dx", "Annex of a reply", None),
    }
    rows = graph.read(
        "MATCH (r:Statement:Profile) WHERE r.locator IS NOT NULL RETURN r.key AS key, r.locator AS at"
    ).rows
    assert {row["key"]: row["at"] for row in rows} == {
        "acme": "S/2020/151, para. 40; front company",
        "ann": "S/2019/691, annex 3",
        "dawn": "S/2019/691, Source",
    }


def test_events_are_claims_of_the_panel_with_their_paragraph(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, fresh(tmp_path))
    where = ("para. 12", "2019-08-30", "report:un-s-2019-691")
    assert claims(graph, "ftm:sts") == {
        ("exists", "", *where),
        ("date", "2019-05-28", *where),
        ("place", "East China Sea", *where),
        ("participant", "ftm:acme", *where),
        ("participant", "ftm:dawn", *where),
    }
    # A document without a day is known from the end of the year of its symbol.
    assert {(claim[0], claim[3]) for claim in claims(graph, "ftm:talk")} == {
        *(("exists", "2020-12-31"), ("date", "2020-12-31"), ("participant", "2020-12-31"))
    }
    # The annex of a Ministry is not the Panel's own.
    assert claims(graph, "ftm:trip") == set()


def test_of_an_unknown_collection_nothing_is_claimed(graph: sg.Graph, tmp_path: Path) -> None:
    report = loaded(graph, fresh(tmp_path), name="other")
    assert any("data/corpora.yaml does not say who speaks" in note for note in report.notes)
    assert graph.read("MATCH (c:Statement:Claim) RETURN count(c) AS n").rows == [{"n": 0}]
    assert graph.read("MATCH (o:Statement:Occurrence) RETURN count(o) AS n").rows == [{"n": 3}]
    assert graph.read("MATCH (r:Source:Report) RETURN count(r) AS n").rows == [{"n": 3}]


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    lines, whole = as_lines(tmp_path / "entities.ftm.json"), fresh(tmp_path, edges=[])
    with open_graph(":memory:") as first, open_graph(":memory:") as second:
        loaded(first, lines)
        loaded(second, whole)
        assert first.digest() == second.digest()


def test_it_can_be_assessed_and_traced_to_the_paragraph(graph: sg.Graph, tmp_path: Path) -> None:
    loaded(graph, fresh(tmp_path))
    with sg.Workspace(graph) as g:
        answer = g.assess("ftm:sts")
        assert answer.to_dict()
        rows = graph.read("MATCH (c:Statement:Claim)-[:ABOUT]->(:Transfer) RETURN DISTINCT c.locator AS at").rows
    assert rows == [{"at": "para. 12"}]


# -- editions ---------------------------------------------------------------------------------------


def later(folder: Path) -> Path:
    """An edition that moves a citation and takes another away."""
    entities, edges = deepcopy(ENTITIES), deepcopy(EDGES)
    entities[-1]["properties"]["role"] = ["para. 13"]
    return fresh(folder, entities, [e for e in edges if e["role"] != "para. 41"])


def test_a_later_edition_replaces_what_is_claimed_in_any_order(tmp_path: Path) -> None:
    first, second = fresh(tmp_path / "a"), later(tmp_path / "b")
    digests = set()
    for order in (((first, "2024-01-01"), (second, "2024-02-01")), ((second, "2024-02-01"), (first, "2024-01-01"))):
        with open_graph(":memory:") as graph:
            for path, day in order:
                loaded(graph, path, day)
            assert {claim[2] for claim in claims(graph, "ftm:sts")} == {"para. 13"}
            assert claims(graph, "ftm:talk") == set()
            digests.add(graph.digest())
    assert len(digests) == 1


def test_the_same_file_again_changes_nothing(graph: sg.Graph, tmp_path: Path) -> None:
    path = fresh(tmp_path)
    first = loaded(graph, path)
    before = graph.digest()
    again = loaded(graph, path)
    assert (again.unchanged, again.written) == (first.read, 0)
    assert graph.digest() == before


def test_it_is_exported_as_it_was(tmp_path: Path) -> None:
    path, out = as_lines(tmp_path / "entities.ftm.json"), tmp_path / "out.ftm.json"
    with sg.open(":memory:") as g:
        loaded(g.graph, path)
        g.export("ftm", out)
    read = {content["id"]: content for content in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    for entity in ENTITIES:
        assert read[entity["id"]]["schema"] == entity["schema"]
        stated = {prop: sorted(texts) for prop, texts in entity["properties"].items()}
        written = read[entity["id"]]["properties"]
        assert {prop: sorted(written.get(prop, [])) for prop in stated} == stated


# -- what is wrong with a file ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"entities": []}, "`edges` is missing"),
        ({"edges": []}, "`entities` is missing"),
        ({"entities": {}, "edges": []}, "`entities` is not a list"),
        ({"entities": [], "edges": []}, "`entities` is empty"),
        ({"version": 2, "entities": [1], "edges": "none"}, "`edges` is not a list"),
    ],
)
def test_a_malformed_collection_is_refused(graph: sg.Graph, tmp_path: Path, content: Any, problem: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        loaded(graph, path)
    assert graph.info().editions == ()


def test_a_file_that_breaks_off_names_the_line(graph: sg.Graph, tmp_path: Path) -> None:
    path = fresh(tmp_path)
    path.write_text(path.read_text(encoding="utf-8")[:-200].replace("}, {", "},\n{"), encoding="utf-8")
    with pytest.raises(InputError, match=r"data\.json:\d+: not JSON"):
        loaded(graph, path)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("edge", "not an edge"),
        ({"schema": "Family", "source": "ann"}, "without `target`"),
        ({"schema": "Family", "source": ["ann"], "target": "bob"}, "`source` is not a text"),
        ({"source": "ann", "target": "bob"}, "without `schema`"),
        (EDGES[0], "is used twice"),
    ],
)
def test_a_broken_edge_is_rejected_and_the_rest_is_read(
    graph: sg.Graph, tmp_path: Path, broken: Any, reason: str
) -> None:
    report = loaded(graph, fresh(tmp_path, edges=[*EDGES, broken]))
    assert report.rejected == 1
    assert report.rejections[0].place == f"{tmp_path / 'data.json'}: edges[{len(EDGES)}]"
    assert reason in report.rejections[0].reason
    assert report.read == report.written + 1


def test_a_broken_entity_is_rejected_and_the_rest_is_read(graph: sg.Graph, tmp_path: Path) -> None:
    broken = [7, {"id": "x"}, node("y", ""), {"id": "z", "schema": "Person", "properties": []}]
    report = loaded(graph, fresh(tmp_path, [*ENTITIES, *broken]))
    assert [rejection.place.rpartition(": ")[2] for rejection in report.rejections] == [
        f"entities[{len(ENTITIES) + n}]" for n in range(len(broken))
    ]


def test_an_edge_to_what_the_file_does_not_hold_leads_to_a_bare_thing(graph: sg.Graph, tmp_path: Path) -> None:
    report = loaded(graph, fresh(tmp_path, edges=[*EDGES, edge("Family", "ann", "nobody-here")]))
    assert report.rejected == 0
    assert "entities that are referred to and that the file does not hold: 1" in report.notes


# -- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("S/2019/691", "S/2019/691"),
        ("Report S/2021/777/Add.1 of the Panel", "S/2021/777/Add.1"),
        ("s_S_2010_571.pdf", "S/2010/571"),
        ("https://undocs.example/en/S/2014/147", "S/2014/147"),
        ("S/AC.49/2020/12", "S/AC.49/2020/12"),
        ("A/2020/11", "A/2020/11"),
        ("IS/2019/691", None),
        ("2019/691", None),
        ("S/19/691", None),
        ("Annex", None),
    ],
)
def test_symbols(text: str, symbol: str | None) -> None:
    assert symbol_of(text) == symbol


def test_kinds_of_events_by_their_words() -> None:
    assert kind_of_event("Event", ["Ship-to-Ship Transfer", "coal"]) == "Transfer"
    assert kind_of_event("Event", ["shipment", "launch"]) == "Event"
    assert kind_of_event("Event", []) == "Event"
    assert kind_of_event("Trip", ["shipment"]) == "Trip"


def test_the_table_of_collections() -> None:
    corpus = corpus_of("dprk_reports_ftm")
    assert corpus is not None
    assert corpus.speaker.kind in KINDS
    assert corpus_of("reports") is None
