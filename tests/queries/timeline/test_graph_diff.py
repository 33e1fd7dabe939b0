"""Two graphs compared by their dumps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.timeline.graph_diff import diff
from sanctionsgraph.schema.errors import InputError

from helpers.shipped import demo


def things(folder: Path, *names: str, file: str = "things.yaml") -> Path:
    path = folder / file
    lines = [f'  - {{id: "sg:{name.lower()}", kind: Vessel, name: {name}}}' for name in names]
    path.write_text("decided: 2024-01-01\nthings:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_equal_graphs_have_no_difference(case: sg.Graph, embedded_case: sg.Graph) -> None:
    answer = diff(case, embedded_case)
    assert answer.equal
    content = answer.to_dict()
    assert content["counts"] == {"added": {}, "removed": {}, "changed": {}}
    assert answer.rows() == answer.kind_rows() == []


def test_added_removed_and_changed_are_told_apart(case: sg.Graph) -> None:
    with demo() as other:
        with other.writing() as tx:
            tx.run("MATCH (e:Entity {id: 'sg:angara'}) SET e.name = 'Angara 2'")
            tx.run("MATCH (s:Statement {id: 'listing:US/sg:angara/report:rusi-2023-10-16'}) DETACH DELETE s")
            tx.run("MERGE (e:Entity {id: 'sg:new'}) SET e:Vessel, e.name = 'New'")
            tx.run("MATCH (c:Statement {id: 'report:rusi-2023-10-16#sea-angara'})-[r:VALUE]->(:Entity) DELETE r")
        answer = diff(case, other)
    assert not answer.equal
    content = answer.to_dict()
    assert content["counts"] == {
        "added": {"Entity": {"Vessel": 1}},
        "removed": {"Statement": {"Listing": 1}},
        "changed": {"Entity": {"Vessel": 1}, "Statement": {"Claim": 1}},
    }
    assert content["added"] == [{"family": "Entity", "kind": "Vessel", "id": "sg:new", "name": "New"}]
    renamed, claim = content["changed"]
    assert renamed["properties"] == [{"property": "name", "before": "Angara", "after": "Angara 2"}]
    assert claim["properties"] == []
    assert claim["links"] == {"added": [], "removed": [{"type": "VALUE", "family": "Entity", "id": "sg:angara"}]}
    assert json.loads(json.dumps(content)) == content
    assert {row["says"] for row in answer.rows()} == {
        *("", "name: Angara → Angara 2", "removed VALUE sg:angara"),
    }
    assert {"family": "Entity", "kind": "Vessel", "added": 1, "removed": 0, "changed": 1} in answer.kind_rows()


def test_a_graph_in_which_a_node_says_otherwise_is_not_equal(tmp_path: Path) -> None:
    with open_graph(tmp_path / "a.kgl") as a, open_graph(tmp_path / "b.kgl") as b:
        load(a, "identities", things(tmp_path, "Angara"))
        load(b, "identities", things(tmp_path, "Angara"))
        with b.writing() as tx:
            tx.run("MATCH (e:Entity {id: 'sg:angara'}) SET e.name = 'Angara 2'")
        answer = diff(a, b)
    assert (answer.equal, answer.added, answer.removed) == (False, (), ())
    assert [list(node.says()) for node in answer.changed] == [["name: Angara → Angara 2"]]


def test_the_other_way_round_added_and_removed_change_places(tmp_path: Path) -> None:
    with open_graph(tmp_path / "a.kgl") as a, open_graph(tmp_path / "b.kgl") as b:
        load(a, "identities", things(tmp_path, "Angara"))
        load(b, "identities", things(tmp_path, "Angara", "Maria"))
        there, back = diff(a, b), diff(b, a)
    assert there.added == back.removed != ()
    assert there.removed == back.added == ()


def test_a_dump_stands_for_its_graph(embedded_case: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    path.write_text("".join(f"{line}\n" for line in embedded_case.dump()), encoding="utf-8")
    assert diff(embedded_case, path).equal
    assert diff(path, embedded_case).before == str(path)
    path.write_text("no dump\n", encoding="utf-8")
    with pytest.raises(InputError, match="dump"):
        diff(embedded_case, path)
    with pytest.raises(InputError, match="not a dump"):
        diff(embedded_case, tmp_path / "nowhere.jsonl")


def test_a_link_from_a_node_that_no_dump_has_is_said(embedded_case: sg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    path.write_text('["Statement", "s:1", "ABOUT", "Entity", "sg:angara"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="a link leads from s:1"):
        diff(path, embedded_case)
