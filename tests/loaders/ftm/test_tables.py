"""Tables of FollowTheMoney entities say what JSON lines of the same entities say."""

from __future__ import annotations

import json
from pathlib import Path

from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders import load

SEEN = {"first_seen": "2024-01-01T00:00:00", "last_seen": "2024-06-01T00:00:00"}
HEADER = (
    "canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang,original_value,external,first_seen,last_seen,id\n"
)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def loaded(path: Path) -> Graph:
    graph = open_graph(":memory:")
    assert load(graph, "ftm", path, "made@2024-06-01").rejected == 0
    return graph


def test_a_file_of_statements_is_the_same_graph_as_its_entities(tmp_path: Path) -> None:
    entities = [
        {
            "id": "a",
            "schema": "Company",
            "properties": {"name": ["Alfa"], "alias": ["A", "B"]},
            "datasets": ["d1", "d2"],
        },
        {"id": "p", "schema": "Person", "properties": {"name": ["Ann"], "birthDate": ["1970"]}, "datasets": ["d1"]},
        {"id": "o", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["a"]}, "datasets": ["d1"]},
    ]
    rows = []
    for entity in entities:
        for prop, values in {**entity["properties"], "id": ["x"]}.items():  # type: ignore[dict-item]
            for n, value in enumerate(values):
                dataset = entity["datasets"][n % len(entity["datasets"])]
                schema = "LegalEntity" if prop == "alias" else entity["schema"]
                rows.append(
                    f"{entity['id']},{entity['id']},{prop},,{schema},{value},{dataset},,,f,{','.join(SEEN.values())},1\n"
                )
    lines = "\n".join(json.dumps({**entity, **SEEN}) for entity in entities)
    whole = loaded(put(tmp_path, "entities.ftm.json", lines))
    assert loaded(put(tmp_path, "statements.csv", HEADER + "".join(rows))).digest() == whole.digest()
    assert loaded(put(tmp_path, "statements2.csv", HEADER + "".join(reversed(rows)))).digest() == whole.digest()


def test_the_simple_table_of_targets_is_read(tmp_path: Path) -> None:
    row = 'v-1,Vessel,MADE SHIP,"FIRST; ""SECOND; SHIP""",,pa;kp,,IMO9074729,Made list,,,made,2024-01-01,2024-06-01,\n'
    header = (
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,"
        "first_seen,last_seen,last_change\n"
    )
    graph = loaded(put(tmp_path, "targets.simple.csv", header + row))
    (profile,) = graph.read("MATCH (p:Profile) RETURN p.name AS name, p.values AS texts, p.ftmSchema AS schema").rows
    assert (profile["name"], profile["schema"]) == ("MADE SHIP", "Vessel")
    assert {"alias=FIRST", "alias=SECOND; SHIP", "country=kp", "country=pa"} <= set(profile["texts"])


def test_a_row_without_an_id_is_rejected_with_its_place(tmp_path: Path) -> None:
    rows = "a,a,name,name,Person,Ann,d,,,f,,,1\n,,name,name,Person,Bob,d,,,f,,,2\n"
    report = load(open_graph(":memory:"), "ftm", put(tmp_path, "statements.csv", HEADER + rows), "made@2024-06-01")
    assert (report.read, report.written, report.rejections[0].place[-17:]) == (2, 1, "/statements.csv:3")
