"""FollowTheMoney out: what followthemoney itself makes of it, round trips of any file, dates, and the side file."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters.ftm.entities import FtmEntities, safe_id
from sanctionsgraph.exporters.ftm.writer import COLUMNS
from sanctionsgraph.exporters.registry import export
from sanctionsgraph.exporters.snapshot import snapshot
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.node import FAMILIES

from helpers.engines import UN_EDITIONS, empty_neo4j

Ask = Callable[..., list[Any]]
Statement = tuple[str, str, str, str]


def entity(id: str, schema: str = "Person", **properties: Any) -> dict[str, Any]:
    listed = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    return {
        "id": id,
        "caption": f"shown {id}",
        "schema": schema,
        "properties": listed,
        "datasets": ["made"],
        "referents": [],
        "first_seen": "2023-05-05T01:02:03",
        "last_seen": "2024-01-01T00:00:00",
    }


#: Everything that the loader keeps in a place of its own, and what it might lose there.
MADE = [
    {
        **entity("p1", name=["Ann", "Anna"], passportNumber="X1", addressEntity="a1"),
        "target": True,
        "referents": ["p0"],
    },
    {**entity("p2", name='Bob, "B"\n(line)', birthDate="1970"), "datasets": ["made", "other"]},
    entity("a1", "Address", full="1 Quay", country="ru"),
    entity("c1", "Company", name="Acme", registrationNumber=["1", "2"]),
    entity("v1", "Vessel", name="Ship", imoNumber=["IMO9179842", "9179843", "none"]),
    entity("o1", "Ownership", owner="p1", asset=["c1", "c2"], startDate="2020-03", percentage="50"),
    entity("d1", "Directorship", director="p1", organization="c1", role=["chair", "member"]),
    entity("f1", "Family", person="p1", relative="Q42", relationship="aunt"),
    entity("h1", "Occupancy", holder="p1", post="Q30", startDate="2020-01-01T10:00:00"),
    entity("h2", "Occupancy", holder="p1", endDate=["2020", "2021"]),
    entity("s1", "Sanction", entity="p1", authority="UNSC", authorityId="s1", program=["A", "B"], provisions="freeze"),
    entity("s2", "Sanction", entity="p1", authority="ftm:made", authorityId="7", reason="because", listingDate="2017"),
    entity("s3", "Sanction", entity=["p1", "p2"], program="A"),
    entity("i1", "Passport", holder="p1", number="X1", country="ru"),
    entity("e1", "EconomicActivity", contract="x1", declarant="p1", sender="c1", receiver="c2"),
    entity("t1", "Event", name="Fair", involved=["p1", "c1"], date="2020"),
]


def write(path: Path, entities: Iterable[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities), encoding="utf-8")
    return path


def statements(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, dialect=csv.unix_dialect)
        assert reader.fieldnames == list(COLUMNS)
        return list(reader)


def said(rows: list[list[str]]) -> set[Statement]:
    """Statements with white space as the loader leaves it."""
    return {(id_, schema, prop, " ".join(value.split())) for id_, schema, prop, value in rows}


def rest(path: Path) -> list[Any]:
    text = path.with_name(f"{path.name}.rest.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def memory() -> Iterator[sg.Graph]:
    with open_graph(":memory:") as graph:
        yield graph


def both(graph: sg.Graph, folder: Path) -> tuple[Path, Path]:
    """The graph as entities and as statements."""
    entities, rows = folder / "out.ftm.json", folder / "out.csv"
    export(graph, "ftm", entities)
    export(graph, "ftm-statements", rows)
    return entities, rows


# -- round trips -----------------------------------------------------------------------------------


def test_a_made_file_comes_back_as_it_was(memory: sg.Graph, tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "made.ftm.json", MADE)
    assert load(memory, "ftm", path).rejected == 0
    again = tmp_path / "out" / "made.ftm.json"
    again.parent.mkdir()
    counted = export(memory, "ftm", again)
    assert counted["entities"] == len(MADE)
    found = {line["id"]: line for line in map(json.loads, again.read_text(encoding="utf-8").splitlines())}
    for wanted in MADE:
        got = found[wanted["id"]]
        texts = {prop: sorted(" ".join(v.split()) for v in vs) for prop, vs in wanted["properties"].items()}
        assert got["properties"] == texts
        assert {k: got[k] for k in wanted if k != "properties"} == {k: wanted[k] for k in wanted if k != "properties"}
    with open_graph(":memory:") as other:
        load(other, "ftm", again)
        assert other.digest() == memory.digest()
    # The side file has the edition, and the things of which the file says no more than their ids, and States.
    kinds = {tuple(line["labels"]) for line in rest(again) if isinstance(line, dict)}
    assert kinds == {("Edition", "Source"), ("Entity",), ("Country", "Entity")}


@pytest.mark.parametrize("name", ["pep_sample.ftm.json", "parteispenden/entities.ftm.json", "t1/entities.ftm.json"])
def test_a_real_file_keeps_every_statement(
    shared: Path, memory: sg.Graph, followthemoney: Ask, tmp_path: Path, name: str
) -> None:
    path = shared / "ftm" / name
    load(memory, "ftm", path)
    entities, rows = both(memory, tmp_path)
    before, after, as_rows, was, found = followthemoney(
        ("of", path), ("of", entities), ("statements", rows), ("entities", path), ("entities", entities)
    )
    assert said(after["said"]) >= said(before["said"])
    assert said(as_rows["said"]) == said(after["said"])
    assert as_rows["wrong"] == []
    # Of one entity the sample of politicians has six keys beside its properties that are names of properties.
    assert len(said(after["said"]) - said(before["said"])) == (6 if name.startswith("pep") else 0)
    assert found["count"] == was["count"]
    assert len(found["wrong"]) <= len(was["wrong"])
    if name.startswith("t1"):
        assert as_rows["ids"] == before["ids"]


def test_deltas_come_back_too(shared: Path, memory: sg.Graph, tmp_path: Path) -> None:
    load(memory, "ftm", shared / "ftm" / "t1" / "entities.ftm.json")
    load(memory, "ftm", shared / "ftm" / "t2" / "delta.json")
    entities, _ = both(memory, tmp_path)
    lines = [json.loads(line) for line in entities.read_text(encoding="utf-8").splitlines()]
    standing = memory.read("MATCH (r:Record) WHERE r.until = '9999-12-31' RETURN r.key AS key").rows
    assert sorted(line["id"] for line in lines) == sorted(row["key"] for row in standing)
    ended = memory.read("MATCH (r:Record) WHERE r.until < '9999-12-31' RETURN r.id AS id").rows
    assert {row["id"] for row in ended} <= {line["id"] for line in rest(entities) if isinstance(line, dict)}


@pytest.mark.neo4j
def test_both_engines_write_the_same(shared: Path, memory: sg.Graph, neo4j_uri: str, tmp_path: Path) -> None:
    files = [("ftm", shared / "ftm" / "t1" / "entities.ftm.json"), ("ftm", shared / "ftm" / "t2" / "delta.json")]
    files += [("ftm", write(tmp_path / "made.ftm.json", MADE))]
    written = []
    with empty_neo4j(neo4j_uri) as server:
        for graph, name in ((server, "server"), (memory, "memory")):
            for source, file in files:
                load(graph, source, file)
            (tmp_path / name).mkdir()
            written.append([p.read_bytes() for p in both(graph, tmp_path / name)])
    assert written[0] == written[1]


# -- what is not FollowTheMoney's ------------------------------------------------------------------


def test_the_shipped_case_is_valid_and_nothing_is_in_neither_file(
    embedded_case: sg.Graph, followthemoney: Ask, tmp_path: Path
) -> None:
    entities, rows = both(embedded_case, tmp_path)
    found, as_rows, of = followthemoney(("entities", entities), ("statements", rows), ("of", entities))
    assert found["wrong"] == []
    assert as_rows["wrong"] == []
    assert said(as_rows["said"]) == said(of["said"])
    lines = [json.loads(line) for line in entities.read_text(encoding="utf-8").splitlines()]
    assert {"Person", "Position", "Occupancy", "Sanction", "Vessel", "Event"} <= {line["schema"] for line in lines}
    # What is not in the side file is an entity, or a statement of a kind that FollowTheMoney has.
    ids = {line["id"] for line in lines}
    things = FtmEntities(snapshot(embedded_case))
    nodes = {_node(line): line for line in map(json.loads, embedded_case.dump()) if isinstance(line, dict)}
    left = {_node(line): line for line in rest(entities) if isinstance(line, dict)}
    assert left.items() <= nodes.items()
    for (family, id_), line in nodes.items():
        if (family, id_) not in left:
            assert things.key(id_) in ids if family == "Entity" else {"Record", "Part"} & set(line["labels"])
    kinds = {label for line in left.values() for label in line["labels"]}
    assert kinds >= {"Claim", "Provision", "Report", "RailLink", "Identity", "Goods"}
    assert len(left) < len(nodes)


def _node(line: dict[str, Any]) -> tuple[str, str]:
    return next(family for family in FAMILIES if family in line["labels"]), line["id"]


@pytest.mark.skipif(not UN_EDITIONS["2018-10-29"].exists(), reason="the UN lists are not here (../shared/data)")
def test_two_editions_of_the_un_list(memory: sg.Graph, followthemoney: Ask, tmp_path: Path) -> None:
    for day in ("2018-10-29", "2026-02-27"):
        load(memory, "un-list", UN_EDITIONS[day])
    entities, rows = both(memory, tmp_path)
    found, as_rows = followthemoney(("entities", entities), ("statements", rows))
    assert (found["wrong"], as_rows["wrong"]) == ([], [])
    told = {line["id"]: line for line in map(json.loads, entities.read_text(encoding="utf-8").splitlines())}
    standing = memory.read("MATCH (l:Listing) WHERE l.until = '9999-12-31' RETURN count(l) AS n").rows[0]["n"]
    assert sum(line["schema"] == "Sanction" for line in told.values()) == standing == 1003
    bank = told["un-KPe.013"]
    assert (bank["caption"], bank["schema"]) == ("BANK OF EAST LAND", "Organization")
    assert told["sanction-un-KPe.013"]["properties"]["authorityId"] == ["KPe.013"]
    by_value = {(r["entity_id"], r["prop"], r["value"]): r for r in statements(rows)}
    listed = by_value["sanction-un-KPe.013", "authorityId", "KPe.013"]
    assert (listed["dataset"], listed["first_seen"], listed["last_seen"]) == ("un", "2018-10-29", "2026-02-27")
    # Of the day on which only the first edition was out.
    export(memory, "ftm-statements", rows, as_of="2020-01-01")
    then = statements(rows)
    assert {r["last_seen"] for r in then} == {"2018-10-29"}
    assert len({r["entity_id"] for r in then if r["schema"] == "Sanction"}) == 1093


def test_when_each_value_was_first_and_last_seen(memory: sg.Graph, tmp_path: Path) -> None:
    first = [entity("p1", name="Ann"), entity("p2", name="Bob", alias="B")]
    second = [entity("p1", name="Ann", alias="Annie"), entity("p2", name="Bob")]
    third = [entity("p2", name="Bob", alias="B")]
    for day, rows in (("2024-02-01", first), ("2024-03-01", second), ("2024-04-01", third)):
        stated = [{**row, "last_seen": f"{day}T08:00:00"} for row in rows]
        load(memory, "ftm", write(tmp_path / f"made-{day}.json", stated))
    out = tmp_path / "out.csv"

    def seen(as_of: str | None) -> dict[tuple[str, str], tuple[str, str]]:
        export(memory, "ftm-statements", out, as_of=as_of)
        rows = [row for row in statements(out) if row["prop"] != "id"]
        return {(r["entity_id"], r["value"]): (r["first_seen"], r["last_seen"]) for r in rows}

    own = "2023-05-05T01:02:03"
    # Ann is gone; B was away for a month, and is new again.
    assert seen(None) == {
        ("p2", "Bob"): (own, "2024-04-01T08:00:00"),
        ("p2", "B"): ("2024-04-01", "2024-04-01T08:00:00"),
    }
    assert seen("2024-03-15") == {
        ("p1", "Ann"): (own, "2024-03-01T08:00:00"),
        ("p1", "Annie"): ("2024-03-01", "2024-03-01T08:00:00"),
        ("p2", "Bob"): (own, "2024-03-01T08:00:00"),
    }


def test_a_thing_that_two_sources_tell_of_is_one_entity_with_two_data_sets(memory: sg.Graph, tmp_path: Path) -> None:
    from sanctionsgraph.loaders.curated.shipped import DATA

    header = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year\n"
    leaders = tmp_path / "leaders.csv"
    leaders.write_text(f"{header}Q423,North Korea,Q1,Head,Q56226,Kim Jong-un,2011,\n", encoding="utf-8")
    load(memory, "leaders", leaders, edition="2022-12-31")
    load(memory, "ftm", write(tmp_path / "made.ftm.json", [entity("Q56226", name="Kim Chong Un", country="kp")]))
    shutil.copy(DATA / "identities" / "countries.yaml", tmp_path)
    load(memory, "identities", tmp_path / "countries.yaml")
    entities, _ = both(memory, tmp_path)
    told = {line["id"]: line for line in map(json.loads, entities.read_text(encoding="utf-8").splitlines())}
    assert told["Q56226"]["datasets"] == ["leaders", "made"]
    assert set(told["Q56226"]["properties"]["name"]) >= {"Kim Chong Un"}
    assert told["Q1"]["properties"]["country"] == ["kp"]
    (held,) = [line for line in told.values() if line["schema"] == "Occupancy"]
    assert (held["properties"]["holder"], held["properties"]["post"]) == (["Q56226"], ["Q1"])


def test_ids_are_of_the_form_that_followthemoney_wants() -> None:
    assert safe_id("un:KPe.068") == "un-KPe.068"
    made = [safe_id(id_) for id_ in ("un:a/b", "un:a-b", "un-a:b", "un:a(b)", "un:Zoë", "un:-", "un:a b")]
    assert len(set(made)) == len(made)
    assert all(one.isascii() and set(one) <= set("-.") | set(map(chr, range(48, 123))) for one in made)
