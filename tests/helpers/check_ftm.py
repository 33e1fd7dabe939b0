"""Run by the interpreter of followthemoney's own environment: what followthemoney makes of the files of an export.

    check_ftm.py TASK=FILE …     a JSON list, one answer a task

entities    each entity against its schema, each value against its type: what is wrong
statements  each row as a statement: does its id follow from it; do the rows of an entity make one
of          the statements that followthemoney itself makes of a file of entities
model       its schemata
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.exc import InvalidData
from followthemoney.statement import CSV, Statement, StatementEntity, read_path_statements


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Entities; followthemoney would read a value that is not in a list letter by letter."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        data["properties"] = {k: v if isinstance(v, list) else [v] for k, v in data["properties"].items()}
        yield data


def entities(path: Path) -> dict[str, Any]:
    wrong: list[str] = []
    count = 0
    for data in read(path):
        count += 1
        schema = model.get(data["schema"])
        if schema is None:
            wrong.append(f"{data['id']}: no schema {data['schema']}")
            continue
        try:
            schema.validate(data)
        except InvalidData as error:
            wrong.append(f"{data['id']}: {error} {json.dumps(error.errors, sort_keys=True)}")
        for name, values in data["properties"].items():
            prop = schema.get(name)
            if prop is None:
                wrong.append(f"{data['id']}: {schema.name} has no {name}")
                continue
            wrong += [f"{data['id']}: {name}={v}" for v in values if prop.type.clean(v, format=prop.format) is None]
    return {"count": count, "wrong": sorted(wrong)}


def statements(path: Path) -> dict[str, Any]:
    wrong: list[str] = []
    found = list(read_path_statements(path, CSV))
    groups: dict[str, list[Statement]] = {}
    for stmt in found:
        if stmt.id != stmt.generate_key() or not (stmt.first_seen and stmt.last_seen and stmt.dataset):
            wrong.append(repr(stmt))
        groups.setdefault(stmt.canonical_id, []).append(stmt)
    dataset = Dataset.make({"name": "all"})
    for group in groups.values():
        StatementEntity.from_statements(dataset, group)
    said = [[s.entity_id, s.schema, s.prop, s.value] for s in found if s.prop != "id"]
    return {"count": len(found), "wrong": wrong, "said": sorted(said), "ids": sorted(str(s.id) for s in found)}


def of(path: Path) -> dict[str, Any]:
    said, ids = [], []
    for data in read(path):
        entity = StatementEntity(Dataset.make({"name": (data.get("datasets") or ["unnamed"])[0]}), data)
        for stmt in entity.statements:
            ids.append(stmt.id)
            if stmt.prop != "id":
                said.append([stmt.entity_id, stmt.schema, stmt.prop, stmt.value])
    return {"said": sorted(said), "ids": sorted(map(str, ids))}


def schemata(_: Path) -> dict[str, Any]:
    return {
        schema.name: {
            "above": sorted(parent.name for parent in schema.schemata),
            "properties": {prop.name: prop.type.name for prop in schema.properties.values() if not prop.stub},
            "edge": [schema.source_prop.name, schema.target_prop.name]
            if schema.source_prop and schema.target_prop
            else [],
        }
        for schema in model
    }


if __name__ == "__main__":
    tasks = {"entities": entities, "statements": statements, "of": of, "model": schemata}
    asked = [argument.partition("=") for argument in sys.argv[1:]]
    print(json.dumps([tasks[task](Path(file)) for task, _, file in asked]))
