"""FollowTheMoney entities: real files counted by another reader, deltas, editions in any order, bad input."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.ftm.file import state_of
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.errors import InputError
from sanctionsgraph.schema.ftm_schema import TABLE, VERSION, ancestors, schema_of

from helpers.ftm_file import Entity, entity, op, write

DELTAS = ("20240527194702-wnk", "20240528014702-pfh", "20240528074703-npf", "20240528134729-3iv")


@pytest.fixture
def memory() -> Iterator[sg.Graph]:
    with open_graph(":memory:") as graph:
        yield graph


def standing(graph: sg.Graph, day: str) -> dict[str, tuple[str, str]]:
    """What stood on a day: key to name and digest."""
    rows = graph.read(
        "MATCH (r:Statement) WHERE r:Record AND r.since <= $day AND $day < r.until "
        "RETURN r.key AS key, r.name AS name, r.digest AS digest",
        day=day,
    ).rows
    return {row["key"]: (row["name"], row["digest"]) for row in rows}


# -- the table of schemata -------------------------------------------------------------------------


def test_every_schema_has_a_kind_or_two_ends() -> None:
    for name in TABLE:
        schema = schema_of(name)
        assert schema.in_table
        assert (schema.kind is not None) == ("Thing" in ancestors(name))
    assert schema_of("Company").kind == "Company"
    assert schema_of("Vessel").ship
    assert schema_of("Address").kind == "PostalAddress"
    assert schema_of("License").kind == "Asset"
    assert (schema_of("Ownership").subjects, schema_of("Ownership").objects) == (("owner",), ("asset",))
    assert (schema_of("Passport").subjects, schema_of("Passport").objects) == (("holder",), ())
    assert schema_of("Unheard").kind == "Thing"
    assert not schema_of("Unheard").in_table


def test_the_table_is_the_one_that_followthemoney_publishes(followthemoney: Callable[..., list[Any]]) -> None:
    (theirs,) = followthemoney(("model", Path()))
    assert set(theirs) == set(TABLE), VERSION
    for name, schema in theirs.items():
        mine = schema_of(name)
        assert sorted(ancestors(name)) == schema["above"]
        assert dict(mine.properties) == schema["properties"]
        assert mine.entities == {prop for prop, type_ in schema["properties"].items() if type_ == "entity"}
        if schema["edge"]:
            assert [*mine.subjects, *mine.objects] == schema["edge"]


# -- real files ------------------------------------------------------------------------------------


def as_text(value: Any) -> str:
    """A JSON value as the loader writes it: white space collapsed, objects as sorted JSON."""
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def values_of(path: Path) -> Counter[tuple[str, str]]:
    """Every value of a file, as (id, `property=value`), counted without anything of the project."""
    found: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        content = json.loads(line)
        beside = {k: v for k, v in content.items() if k not in ("id", "schema", "caption", "properties", "last_seen")}
        said = set()
        for given in (content["properties"], beside):
            for key, values in given.items():
                said |= {f"{key}={as_text(v)}" for v in (values if isinstance(values, list) else [values]) if v != ""}
        found.update((content["id"], text) for text in said)
    return found


def values_in(graph: sg.Graph) -> Counter[tuple[str, str]]:
    """The same from the graph: values, numbers, ends and fields of every record, back under their properties."""
    found: Counter[tuple[str, str]] = Counter()
    for row in graph.read("MATCH (r:Statement) WHERE r:Record RETURN r AS r").rows:
        said = row["r"]["properties"]
        found.update((said["key"], value) for value in said.get("values", []))
        fields = ("role", "percentage", "startDate", "endDate", "reason", "listedOn")
        found.update((said["key"], f"{name}={said[name]}") for name in fields if name in said)
    for row in graph.read(
        "MATCH (r:Statement)-[:PART]->(i:Identification) "
        "RETURN r.key AS key, i.documentType AS type, i.number AS number"
    ).rows:
        found[row["key"], f"{row['type']}={row['number']}"] += 1
    for row in graph.read(
        "MATCH (r:Statement)-[l:SUBJECT|OBJECT|HOLDER|POST]->(e:Entity) "
        "RETURN r.key AS key, coalesce(r.ftmSchema, 'Occupancy') AS schema, type(l) AS type, e.id AS id"
    ).rows:
        schema = schema_of(row["schema"])
        props = schema.subjects if row["type"] in ("SUBJECT", "HOLDER") else schema.objects
        assert len(props) == 1
        found[row["key"], f"{props[0]}={row['id'].partition(':')[2]}"] += 1
    return found


@pytest.mark.parametrize("name", ["pep_sample.ftm.json", "parteispenden/entities.ftm.json", "t1/entities.ftm.json"])
def test_a_real_file_loads_whole_and_no_value_is_lost(shared: Path, memory: sg.Graph, name: str) -> None:
    path = shared / "ftm" / name
    account = load(memory, "ftm", path)
    assert account.read == account.written == path.read_bytes().count(b'"schema"')
    assert account.rejected == 0
    assert values_in(memory) == values_of(path)
    again = load(memory, "ftm", path)
    assert (again.unchanged, again.written) == (account.read, 0)


def test_the_sample_of_politicians(shared: Path, memory: sg.Graph) -> None:
    path = shared / "ftm" / "pep_sample.ftm.json"
    account = load(memory, "ftm", path)
    text = path.read_text(encoding="utf-8")
    assert account.edition == "2024-03-14"
    nodes = memory.info().nodes
    for schema in ("Person", "Position"):
        assert nodes[schema] == len(re.findall(rf'"schema": ?"{schema}"', text))
    assert nodes["Profile"] == nodes["Person"] + nodes["Position"]
    # Wikidata's ids are the graph's own, so that other sources speak of the same thing.
    assert memory.entity("wd:Q183187").kind == "Person"
    # Occupancies that say no post are relations.
    assert nodes["Relation"] == 1565 - nodes["Profile"]
    seen = memory.read("MATCH (e:Source:Edition) RETURN e.lastSeen AS seen").rows[0]["seen"]
    assert seen == ["sa_wiki_peps_v2 2024-03-14T11:31:42"]


def last_state(shared: Path) -> list[Entity]:
    """The whole file after all deltas, worked out by hand."""
    base = (shared / "ftm" / "t1" / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    state = {content["id"]: content for content in map(json.loads, base)}
    for version in DELTAS:
        for line in (shared / "ftm" / "t2" / version / "entities.delta.json").read_text(encoding="utf-8").splitlines():
            change = json.loads(line)
            if change["op"] == "DEL":
                del state[change["entity"]["id"]]
            else:
                state[change["entity"]["id"]] = change["entity"]
    return list(state.values())


def test_base_and_deltas_are_the_whole_file_of_the_last_state(shared: Path, memory: sg.Graph, tmp_path: Path) -> None:
    base = shared / "ftm" / "t1" / "entities.ftm.json"
    load(memory, "ftm", base)
    account = load(memory, "ftm", shared / "ftm" / "t2" / "delta.json")
    assert (account.read, account.written, account.ended) == (6, 6, 1)
    whole = write(tmp_path / "sanctions" / DELTAS[-1] / "entities.ftm.json", last_state(shared))
    with open_graph(":memory:") as other:
        load(other, "ftm", base)
        load(other, "ftm", whole)
        assert standing(memory, "2024-05-28") == standing(other, "2024-05-28")
        query = "MATCH (e:Source:Edition) WHERE e.date = '2024-05-28' RETURN e.digest AS digest"
        assert memory.read(query).rows == other.read(query).rows
    # To the graph made of deltas the whole file is nothing new, nor is any of what it is made of.
    before = memory.digest()
    assert load(memory, "ftm", whole).written == 0
    for path in (base, shared / "ftm" / "t2" / "delta.json", shared / "ftm" / "t2" / DELTAS[1] / "entities.delta.json"):
        account = load(memory, "ftm", path)
        assert (account.read, account.written) == (account.unchanged, 0)
    assert memory.digest() == before


def test_deltas_one_by_one_are_the_index_of_them(shared: Path, memory: sg.Graph) -> None:
    load(memory, "ftm", shared / "ftm" / "t1" / "entities.ftm.json")
    for version in DELTAS:
        load(memory, "ftm", shared / "ftm" / "t2" / version / "entities.delta.json")
    with open_graph(":memory:") as other:
        load(other, "ftm", shared / "ftm" / "t1" / "entities.ftm.json")
        load(other, "ftm", shared / "ftm" / "t2" / "delta.json")
        assert other.digest() == memory.digest()


# -- what becomes of an entity ---------------------------------------------------------------------


def test_things_and_what_is_said_between_them(memory: sg.Graph, tmp_path: Path) -> None:
    rows = [
        entity("p1", name=["Ann", "Anna"], passportNumber="X1", addressEntity="a1"),
        entity("a1", "Address", full="1 Quay"),
        entity("c1", "Company", name="Acme"),
        entity("v1", "Vessel", name="Ship", imoNumber="IMO9179842"),
        entity("v2", "Vessel", name="Boat", imoNumber="IMO9179843"),
        entity("o1", "Ownership", owner="p1", asset="c1", startDate="2020-03", endDate="2021", percentage="50"),
        entity("d1", "Directorship", director="p1", organization="c1", role=["chair", "member"]),
        entity("f1", "Family", person="p1", relative="Q42", relationship="aunt"),
        entity("h1", "Occupancy", holder="p1", post="Q30", startDate="2020-01-01T10:00:00"),
        entity("s1", "Sanction", entity="p1", authority="UNSC", program="UN-SC1718", listingDate="2017-06-02"),
        entity("i1", "Passport", holder="p1", number="X1", country="ru"),
        entity("z1", "Zeppelin", name="Hindenburg", owner="p1"),
    ]
    account = load(memory, "ftm", write(tmp_path / "made.ftm.json", rows))
    assert (account.read, account.written, account.edition) == (12, 12, "2024-01-01")
    assert "unknown schemata, kept as they are: Zeppelin (1)" in account.notes
    assert memory.entity("ftm:z1").kind == "Thing"

    def records(label: str) -> list[Entity]:
        return [row["r"]["properties"] for row in memory.read(f"MATCH (r:{label}) RETURN r").rows]

    (owned,) = records("Ownership")
    assert (owned["startDate"], owned["earliest"], owned["latest"]) == ("2020-03", "2020-03-01", "2021-12-31")
    assert owned["percentage"] == "50"
    (directs,) = records("Directorship")
    assert "role" not in directs
    assert {"role=chair", "role=member"} <= set(directs["values"])
    (held,) = records("Occupancy")
    assert (held["startDate"], held["earliest"]) == ("2020-01-01T10:00:00", "2020-01-01")
    (listed,) = records("Listing")
    assert (listed["list"], listed["listedOn"], listed["programs"]) == ("UNSC", "2017-06-02", ["UN-SC1718"])
    numbers = {row["name"]: row.get("note") for row in records("Identification")}
    assert set(numbers) == {"passportNumber X1", "number X1", "IMO number 9179842", "IMO number 9179843"}
    assert numbers["IMO number 9179842"] is None
    assert "check digit" in (numbers["IMO number 9179843"] or "")
    refers = memory.read("MATCH (:Entity {id: 'ftm:p1'})<-[:ABOUT]-(:Profile)-[:REFERS_TO]->(e) RETURN e.name AS name")
    assert [row["name"] for row in refers.rows] == ["1 Quay"]
    # A thing that nothing tells of bears its id, and says of itself no more than that it is one.
    (other,) = memory.read("MATCH (e:Entity {id: 'wd:Q42'}) RETURN e.name AS name, labels(e) AS labels").rows
    assert (other["name"], other["labels"]) == ("Q42", ["Entity"])


def test_when_a_source_was_last_looked_at_makes_no_version(memory: sg.Graph, tmp_path: Path) -> None:
    first = [entity("p1", name="Ann"), entity("p2", name="Bob"), {**entity("p3", name="Eve"), "last_seen": "2023"}]
    later = [{**row, "last_seen": "2024-02-02T00:00:00"} for row in first[:2]] + first[2:]
    load(memory, "ftm", write(tmp_path / "made-2024-01-05.ftm.json", first))
    account = load(memory, "ftm", write(tmp_path / "made-2024-02-05.ftm.json", later))
    assert (account.written, account.unchanged) == (0, 3)
    seen = memory.read("MATCH (e:Source:Edition) RETURN e.date AS date, e.lastSeen AS seen ORDER BY date").rows
    assert [row["date"] for row in seen] == ["2024-01-05", "2024-02-05"]
    assert [row["seen"] for row in seen] == [
        ["#p3 2023", f"made {day}T00:00:00"] for day in ("2024-01-01", "2024-02-02")
    ]


def test_editions_in_any_order(tmp_path: Path) -> None:
    editions = [
        [entity("p1", name="Ann"), entity("p2", name="Bob"), entity("f1", "Family", person="p1", relative="p2")],
        [entity("p1", name="Ann", alias="Annie"), entity("p2", name="Bob")],
        [entity("p1", name="Ann"), entity("f1", "Family", person="p1", relative="p2"), entity("p2", name="Rob")],
    ]
    files = [write(tmp_path / f"made-2024-0{n}-01.ftm.json", rows) for n, rows in enumerate(editions, 1)]
    digests = set()
    for order in itertools.permutations(files):
        with open_graph(":memory:") as graph:
            for file in order:
                load(graph, "ftm", file)
            digests.add(graph.digest())
    assert len(digests) == 1


def test_who_tells_of_a_thing_names_it_in_any_order(tmp_path: Path) -> None:
    told = write(tmp_path / "made-2024-01-01.json", [entity("p1", name="Ann"), entity("p2", name="Bob")])
    only = write(tmp_path / "made-2024-02-01.json", [entity("f1", "Family", person="p1", relative="p2")])
    digests = set()
    for order in ((told, only), (only, told)):
        with open_graph(":memory:") as graph:
            for file in order:
                load(graph, "ftm", file)
            digests.add(graph.digest())
    assert len(digests) == 1


def test_which_state_of_which_data_set_a_file_is(shared: Path, tmp_path: Path) -> None:
    def state(path: str, edition: str | None = None) -> tuple[str, str | None, str | None]:
        found = state_of(tmp_path / path, edition)
        return found.dataset, found.version, found.date

    assert state("eu_fsf/entities.ftm.json") == ("ftm:eu_fsf", None, None)
    assert state("eu_fsf-2024-05-01.ftm.json") == ("ftm:eu_fsf", None, "2024-05-01")
    assert state("20240613/eu_fsf.json") == ("ftm:eu_fsf", None, None)
    version = "20240527194702-wnk"
    assert state(f"sanctions/{version}/entities.delta.json") == ("ftm:sanctions", version, "2024-05-27")
    assert state("x.json", f"sanctions@{version}") == ("ftm:sanctions", version, "2024-05-27")
    assert state("x.json", "2024-05-01") == ("ftm:x", None, "2024-05-01")
    with pytest.raises(InputError, match="--edition"):
        state("x.json", "sanctions@May")
    found = state_of(shared / "ftm" / "t1" / "entities.ftm.json", None)
    assert (found.dataset, found.version) == ("ftm:sanctions", "20240527134702-zbn")


# -- deltas that do not fit ------------------------------------------------------------------------

BASE, NEXT, LAST = "20240101000000-aaa", "20240102000000-bbb", "20240103000000-ccc"


@pytest.fixture
def based(memory: sg.Graph, tmp_path: Path) -> sg.Graph:
    rows = [entity("p1", name="Ann"), entity("p2", name="Bob")]
    load(memory, "ftm", write(tmp_path / "made" / BASE / "entities.ftm.json", rows))
    return memory


def delta(tmp_path: Path, version: str, *operations: Entity) -> Path:
    return write(tmp_path / "made" / version / "entities.delta.json", operations)


def test_a_delta_without_its_base_is_refused(memory: sg.Graph, tmp_path: Path) -> None:
    path = delta(tmp_path, NEXT, op("ADD", entity("p3", name="Eve")))
    with pytest.raises(InputError, match="no edition of it"):
        load(memory, "ftm", path)
    assert memory.info().nodes == {}


def test_operations_on_things_never_seen(based: sg.Graph, tmp_path: Path) -> None:
    path = delta(tmp_path, NEXT, op("MOD", entity("p3", name="Eve")), op("DEL", {"id": "p9"}), op("DEL", {"id": "p2"}))
    account = load(based, "ftm", path)
    assert (account.read, account.written, account.rejected, account.ended) == (3, 2, 1, 1)
    assert "never had" in account.rejections[0].reason
    assert account.rejections[0].place.endswith(":2")
    assert any("taken as ADD" in note for note in account.notes)
    assert set(standing(based, "2024-01-02")) == {"p1", "p3"}
    assert set(standing(based, "2024-01-01")) == {"p1", "p2"}


def test_a_delta_that_comes_too_late_is_refused(based: sg.Graph, tmp_path: Path) -> None:
    load(based, "ftm", delta(tmp_path, LAST, op("DEL", {"id": "p1"})))
    before = based.digest()
    with pytest.raises(InputError, match="made without this delta"):
        load(based, "ftm", delta(tmp_path, NEXT, op("DEL", {"id": "p2"})))
    assert based.digest() == before


def test_an_index_with_a_gap_is_refused_whole(based: sg.Graph, tmp_path: Path) -> None:
    delta(tmp_path, LAST, op("DEL", {"id": "p1"}))
    address = "https://example.org/artifacts/made/{}/entities.delta.json"
    index = {"versions": {version: address.format(version) for version in (BASE, NEXT, LAST)}}
    path = tmp_path / "made" / "delta.json"
    path.write_text(json.dumps(index, indent=1), encoding="utf-8")
    with pytest.raises(InputError, match=NEXT):
        load(based, "ftm", path)
    delta(tmp_path, NEXT, op("MOD", entity("p2", name="Rob")))
    assert load(based, "ftm", path).written == 2
    assert {key: name for key, (name, _) in standing(based, "2024-01-03").items()} == {"p2": "Rob"}


def test_two_deltas_of_one_day_are_its_last_state(based: sg.Graph, tmp_path: Path) -> None:
    load(based, "ftm", delta(tmp_path, NEXT, op("ADD", entity("p3", name="Eve")), op("MOD", entity("p1", name="An"))))
    evening = "20240102180000-ddd"
    load(based, "ftm", delta(tmp_path, evening, op("DEL", {"id": "p3"}), op("MOD", entity("p1", name="Ann"))))
    rows = based.read("MATCH (p:Profile) RETURN p.key AS key, p.since AS since, p.until AS until").rows
    assert sorted((row["key"], row["until"]) for row in rows) == [("p1", "9999-12-31"), ("p2", "9999-12-31")]
    assert [edition.date for edition in based.info().editions] == ["2024-01-01", "2024-01-02"]


def test_broken_operations_are_rejected_and_the_rest_counts(based: sg.Graph, tmp_path: Path) -> None:
    broken = [{"op": "PUT", "entity": entity("p4", name="X")}, {"op": "DEL", "entity": {}}, {"op": "ADD"}]
    account = load(based, "ftm", delta(tmp_path, NEXT, op("ADD", entity("p3", name="Eve")), *broken))
    assert (account.read, account.written, account.rejected) == (4, 1, 3)


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON|nested too deeply"),
        ("7", "not an object"),
        ('{"schema": "Person", "properties": {}}', "`id` is missing"),
        ('{"id": "a b", "schema": "Person", "properties": {}}', "not an id"),
        ('{"id": "x", "properties": {}}', "`schema` is missing"),
        ('{"id": "x", "schema": "Person"}', "`properties` is not"),
        ('{"id": "x", "schema": "Person", "properties": {"a=b": ["c"]}}', "not a property"),
        (
            '{"id": "x", "schema": "Person", "properties": {"addressEntity": [{"id": "y", "schema": "Address"}]}}',
            "nested",
        ),
        ('{"op": "DEL", "entity": {"id": "x"}}', "an operation"),
        ('{"id": "good", "schema": "Person", "properties": {"name": ["Again"]}}', "used twice"),
    ],
)
def test_a_broken_line_is_rejected_with_its_place(memory: sg.Graph, tmp_path: Path, line: str, why: str) -> None:
    path = write(tmp_path / "made.json", [entity("good", name="Good"), line, entity("p2", name="Bob")])
    account = load(memory, "ftm", path)
    assert (account.read, account.written, account.rejected) == (3, 2, 1)
    assert account.rejections[0].place.endswith("made.json:2")
    assert re.search(why, account.rejections[0].reason)


def test_latin_1_and_a_cut_off_line_leave_what_stood_as_it_was(memory: sg.Graph, tmp_path: Path) -> None:
    rows = [entity("p1", name="Ann"), entity("p2", name="Bob"), entity("p3", name="Zoë")]
    load(memory, "ftm", write(tmp_path / "made-2024-01-01.json", rows))
    path = write(tmp_path / "made-2024-02-01.json", [rows[0], {**rows[2], "caption": "Zoë"}])
    path.write_bytes(
        path.read_bytes().replace("Zoë".encode(), "Zoë".encode("latin-1")) + b'{"id": "p2", "schema": "Per'
    )
    account = load(memory, "ftm", path)
    assert (account.unchanged, account.rejected, account.ended) == (1, 2, 0)
    assert set(standing(memory, "2024-02-01")) == {"p1", "p2", "p3"}


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (b" \n\n", "empty"), (b'[{"id": "x"}]', "array"), (b"\x00\x01", "no entity could be read")],
)
def test_a_file_that_is_none_is_refused(memory: sg.Graph, tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "made.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=why):
        load(memory, "ftm", path)
    assert memory.info().nodes == {}


def test_a_file_without_any_date_is_refused(memory: sg.Graph, tmp_path: Path) -> None:
    path = write(tmp_path / "made.json", [{"id": "x", "schema": "Person", "properties": {"name": ["Ann"]}}])
    with pytest.raises(InputError, match="no date"):
        load(memory, "ftm", path)
    assert load(memory, "ftm", path, edition="2024-01-01").written == 1


def test_two_whole_files_of_one_day_that_differ_are_refused(memory: sg.Graph, tmp_path: Path) -> None:
    load(memory, "ftm", write(tmp_path / "made-2024-01-01.json", [entity("p1", name="Ann")]))
    (tmp_path / "b").mkdir()
    with pytest.raises(InputError, match="reads otherwise"):
        load(memory, "ftm", write(tmp_path / "b" / "made-2024-01-01.json", [entity("p1", name="Anne")]))


def test_names_that_are_hostile_are_kept_as_far_as_they_can_be_shown(memory: sg.Graph, tmp_path: Path) -> None:
    names = ["x" * 100_000, "Ann\u0000a", "evil\u202eeman", "\ud800half", "  two   words "]
    rows = [json.dumps(entity(f"p{n}", name=name)) for n, name in enumerate(names)]
    account = load(memory, "ftm", write(tmp_path / "made.json", rows))
    assert (account.read, account.written) == (5, 5)
    found = memory.read("MATCH (p:Profile) RETURN p.name AS name ORDER BY p.key").rows
    assert [row["name"] for row in found] == ["x" * 100_000, "Anna", "evileman", "half", "two words"]


def test_a_load_that_is_cut_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tmp_path / "graph.kgl"
    path = write(tmp_path / "made.json", [entity("p1", name="Ann")])

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sanctionsgraph.loaders.common.load.close", stop)
    with open_graph(graph) as opened, pytest.raises(KeyboardInterrupt):
        load(opened, "ftm", path)
    monkeypatch.undo()
    assert not os.path.exists(graph)
    with open_graph(graph) as opened:
        assert load(opened, "ftm", path).written == 1
