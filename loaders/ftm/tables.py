"""Two tables of FollowTheMoney entities: a file of statements, and OpenSanctions' simple table of targets.

A file of statements (`statements.csv`, docs at https://followthemoney.tech/docs/statements) has one value of one
property of one entity in a row, with the data set that says it. The simple table (`targets.simple.csv`) has an entity
in a row, with several values in a cell parted by semicolons. Both become entities as JSON lines have them.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from ...graph.load_report import LoadReport
from ...schema.errors import InputError
from ...schema.ftm_schema import TABLE, ancestors
from ..common.csv_rows import FIELD
from ..common.open_file import opened_text

_STATEMENTS = ("canonical_id", "prop", "schema", "value", "dataset")
_TARGETS = ("id", "schema", "name", "aliases")
#: Columns of the simple table, with FollowTheMoney's property.
_COLUMNS = {
    "name": "name",
    "aliases": "alias",
    "birth_date": "birthDate",
    "countries": "country",
    "addresses": "address",
    "identifiers": "idNumber",
    "phones": "phone",
    "emails": "email",
    "program_ids": "programId",
    "sanctions": "sanctions",
}


@dataclass
class _StatedEntity:
    """What the rows of a file of statements say of one entity."""

    place: str
    schemata: Counter[str] = field(default_factory=Counter)
    properties: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    datasets: set[str] = field(default_factory=set)
    referents: set[str] = field(default_factory=set)
    first_seen: str | None = None
    last_seen: str | None = None

    def content(self, key: str) -> dict[str, Any]:
        """Return the entity as a JSON line has it."""
        times = {"first_seen": self.first_seen, "last_seen": self.last_seen}
        return {
            "id": key,
            "schema": max(self.schemata, key=lambda name: (_depth(name), self.schemata[name], name)),
            "properties": dict(self.properties),
            "datasets": sorted(self.datasets),
            "referents": sorted(self.referents - {key}),
            **{name: time for name, time in times.items() if time},
        }


def is_table(start: bytes) -> bool:
    """Whether a file that begins so is one of the two tables."""
    header = set(start.decode("utf-8", "replace").removeprefix("\ufeff").partition("\n")[0].replace('"', "").split(","))
    return header.issuperset(_STATEMENTS) or header.issuperset(_TARGETS)


def table_entities(path: Path, account: LoadReport) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each entity with its place. A row that breaks off is an entity without an id, which is rejected."""
    rows = _rows(path)
    _, header = next(rows)
    return _targets(rows, account) if "canonical_id" not in header else _statements(rows, account)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    csv.field_size_limit(FIELD)
    line = 1
    try:
        with opened_text(path) as file, TextIOWrapper(file, "utf-8-sig", "replace", newline="") as text:
            reader = csv.DictReader(text, restval="")
            yield f"{path}:1", dict.fromkeys(reader.fieldnames or (), "")
            for row in reader:
                line = reader.line_num
                yield f"{path}:{line}", row
    except csv.Error as error:
        raise InputError(f"{path}:{line}", f"not CSV ({error})", "Fetch it again.") from error


def _targets(rows: Iterator[tuple[str, dict[str, str]]], account: LoadReport) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, row in rows:
        account.read += 1
        values = {prop: _values(row.get(column, ""), prop) for column, prop in _COLUMNS.items()}
        dataset = row.get("dataset", "")
        yield (
            place,
            {
                "id": row["id"],
                "schema": row["schema"],
                "caption": row["name"],
                "properties": {prop: texts for prop, texts in values.items() if texts},
                **({"datasets": [dataset]} if dataset else {}),
                **{time: row[time] for time in ("first_seen", "last_seen") if row.get(time)},
            },
        )


def _values(cell: str, prop: str) -> list[str]:
    if prop == "name":
        return [cell] if cell.strip() else []
    texts = next(csv.reader([cell], delimiter=";", skipinitialspace=True), [])
    return [text.strip() for text in texts if text.strip()]


def _statements(
    rows: Iterator[tuple[str, dict[str, str]]], account: LoadReport
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Put the statements of each entity together: their order in the file says nothing."""
    entities: dict[str, _StatedEntity] = {}
    for place, row in rows:
        entity = entities.setdefault(row["canonical_id"], _StatedEntity(place))
        entity.schemata[row["schema"]] += 1
        entity.datasets.update([row["dataset"]] if row["dataset"] else ())
        entity.referents.update([row["entity_id"]] if row.get("entity_id") else ())
        if row["prop"] != "id" and row["value"] not in entity.properties[row["prop"]]:
            entity.properties[row["prop"]].append(row["value"])
        first, last = row.get("first_seen") or None, row.get("last_seen") or None
        entity.first_seen = min(filter(None, (entity.first_seen, first)), default=None)
        entity.last_seen = max(filter(None, (entity.last_seen, last)), default=None)
    for key, entity in entities.items():
        account.read += 1
        entity.properties.pop("id", None)
        yield entity.place, entity.content(key)


def _depth(schema: str) -> int:
    """Return how far a schema is from its widest: of several, an entity is of the narrowest."""
    return len(ancestors(schema)) if schema in TABLE else 0
