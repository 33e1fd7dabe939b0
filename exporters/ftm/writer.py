"""A graph as FollowTheMoney: entities as JSON lines, or statements as CSV, with data set and first and last seen.

What FollowTheMoney has no place for (claims, law, sources, further details of lists, versions that have ended) is
written to a side file, `OUT.rest.jsonl`, as lines of the dump: everything in the graph is in one of the two files.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha1
from itertools import pairwise
from pathlib import Path
from typing import Any

from ...graph.node_row import NodeRow
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import LATEST
from ...schema.family import FAMILIES
from ...schema.ftm_schema import ancestors, schema_of
from ..snapshot import Snapshot, dump_lines_of, known_on, snapshot
from .entities import FtmEntities
from .list_records import mapped
from .own_records import FtmStatements, parts_of, restored
from .seen_dates import SeenDates

COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
#: Types whose values are in no language.
_NO_LANGUAGE = frozenset(
    ("entity", "date", "checksum", "email", "phone", "gender", "mimetype", "topic", "url", "country", "language", "ip")
)
_ONCE = {"first_seen": min, "last_seen": max, "last_change": max, "origin": min}

#: Data set, property, value, language.
_Key = tuple[str, str, str, str | None]


@dataclass
class _Entity:
    """An entity, merged from all its records: each statement with its first and last seen dates.

    `sources` are the data sets of its statements, `datasets` those that it names, if it names some; `fields` what is
    not among its properties.
    """

    schema: str
    caption: str | None = None
    sources: set[str] = field(default_factory=set)
    datasets: set[str] = field(default_factory=set)
    statements: dict[_Key, tuple[str, str]] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write what stands, or stood on a day, and the side file. Equal graphs give equal files."""
    gathered = _Gathered(snapshot(graph), as_of, as_entities=form == "ftm")
    gathered.gather(progress)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        if form == "ftm":
            file.writelines(map(_entity_line, sorted(gathered.entities.items())))
        else:
            writer = csv.writer(file, dialect=csv.unix_dialect)
            writer.writerow(COLUMNS)
            for id_, entity in sorted(gathered.entities.items()):
                writer.writerows(_statement_rows(id_, entity))
    remaining = 0
    with out.with_name(f"{out.name}.rest.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for text in gathered.remainder():
            file.write(text + "\n")
            remaining += 1
    statements = sum(len(entity.statements) for entity in gathered.entities.values())
    return {"entities": len(gathered.entities), "statements": statements, "rest": remaining}


class _Gathered:
    """The entities of a graph, and which of its nodes they carry whole."""

    def __init__(self, snapshot: Snapshot, as_of: str | None, as_entities: bool) -> None:
        self.entities: dict[str, _Entity] = {}
        self._snapshot, self._as_of, self._as_entities = snapshot, as_of, as_entities
        self._things = FtmEntities(snapshot)
        self._seen = SeenDates(snapshot, as_of or LATEST)
        self._carried: set[str] = set()

    def gather(self, progress: Progress | None) -> None:
        """Add every record that stands, data set by data set."""
        for count, versions in enumerate(self._seen.current()):
            self._add(versions)
            if progress and count % 5000 == 0:
                progress(count)

    def remainder(self) -> Iterator[str]:
        """Yield the dump lines of all nodes that the entities do not represent completely."""
        remaining = known_on(self._snapshot, self._as_of) if self._as_of else self._snapshot
        for family in FAMILIES:
            for id_, row in sorted(remaining.nodes[family].items()):
                if family == "Entity" and self._things.key(id_) in self.entities:
                    continue
                if family != "Statement" or id_ not in self._carried:
                    yield from dump_lines_of(family, row)

    def _add(self, versions: list[NodeRow]) -> None:
        """Add a record: its current version, and those just before it, the newest first."""
        row = versions[0]
        record = self._statements(row)
        dataset = _dataset(row, record)
        since = {statement: row.text("since") for statement in record.statements}
        for later, earlier in pairwise(versions):
            day = later.text("since")
            for statement in set(self._statements(earlier).statements) & since.keys():
                if since[statement] == day:
                    since[statement] = earlier.text("since")
        first_edition = versions[-1].text("since")
        datasets = record.entity_fields.get("datasets", [])
        published = min(record.entity_fields.get("first_seen", ()), default=None)
        last = self._seen.last(row, datasets)
        complete = True
        for statement, day in since.items():
            # Of what is in the first edition that the graph has, the publisher may know an earlier day.
            seen_dates = (published if published and day == first_edition else day), last
            key = (dataset, statement.prop, statement.value, statement.lang)
            complete &= self._state(statement.entity, statement.schema, key, datasets, seen_dates)
        first = record.statements[0].entity if record.statements else ""
        if record.caption is not None and (entity := self.entities.get(first)):
            self._keep(entity, record)
        if complete and (self._as_entities or not self._more(record)):
            self._carried |= record.carried

    def _statements(self, row: NodeRow) -> FtmStatements:
        parts = parts_of(self._snapshot, row)
        if row.text("dataset").startswith("ftm:"):
            return restored(row, parts, self._things)
        source = next((end for type_, _, end in row.links if type_ == "IN"), None)
        return mapped(row, parts, self._things, self._snapshot.sources.get(source) if source else None)

    def _state(self, id: str, schema: str, key: _Key, datasets: list[str], seen_dates: tuple[str, str]) -> bool:
        """Add a statement; return False if the entity can have no such property.

        A file of entities keeps the values that a data set has beyond the schema that it names; as a statement they
        could not be read.
        """
        entity = self.entities.get(id) or _Entity(schema)
        if schema != entity.schema and entity.schema in ancestors(schema):
            entity.schema = schema
        if not (self._as_entities and schema == entity.schema) and key[1] not in schema_of(entity.schema).properties:
            return False
        if key[3] and schema_of(schema).properties.get(key[1]) in _NO_LANGUAGE:
            key = (*key[:3], None)
        if not entity.statements:
            self.entities[id] = entity
        if key[0] not in entity.sources:
            entity.sources.add(key[0])
            entity.datasets.update(datasets or [key[0]])
        first, last = entity.statements.get(key, seen_dates)
        entity.statements[key] = (min(first, seen_dates[0]), max(last, seen_dates[1]))
        return True

    def _keep(self, entity: _Entity, record: FtmStatements) -> None:
        entity.caption = entity.caption or record.caption
        for name, values in record.entity_fields.items():
            if name != "datasets":
                entity.fields[name].update(values)

    def _more(self, record: FtmStatements) -> bool:
        """Return whether an entity has fields that no statement can hold."""
        fields = record.entity_fields
        return bool(fields.keys() - {"datasets", "first_seen"}) or len(fields.get("datasets", ())) > 1


def _dataset(row: NodeRow, record: FtmStatements) -> str:
    """Return the data set of a record: the one that the entity names, else that of the file."""
    datasets = record.entity_fields.get("datasets", [])
    if len(datasets) == 1:
        return datasets[0]
    name = row.text("dataset")
    return name[4:] if name.startswith("ftm:") else re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")


def _entity_line(item: tuple[str, _Entity]) -> str:
    """Return an entity as OpenSanctions writes it."""
    id_, entity = item
    properties: dict[str, set[str]] = defaultdict(set)
    for _, prop, value, _ in entity.statements:
        properties[prop].add(value)
    caption = entity.caption or next(
        (min(properties[prop]) for prop in schema_of(entity.schema).caption if prop in properties), id_
    )
    line: dict[str, Any] = {
        "id": id_,
        "caption": caption,
        "schema": entity.schema,
        "properties": {prop: sorted(values) for prop, values in sorted(properties.items())},
        "datasets": sorted(entity.datasets),
        "referents": sorted(entity.fields.get("referents", ())),
        "first_seen": min((first for first, _ in entity.statements.values()), default=None),
        "last_seen": max((last for _, last in entity.statements.values()), default=None),
    }
    for name, values in sorted(entity.fields.items()):
        if name in _ONCE:
            line[name] = _ONCE[name](values)
        elif name in ("target", "external"):
            line[name] = "true" in values
        else:
            line[name] = sorted(values)
    return _ENCODE(line) + "\n"


#: Made once: a call of json.dumps with options makes one each time.
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _statement_rows(id_: str, entity: _Entity) -> Iterator[tuple[str | None, ...]]:
    """Yield the rows of an entity: its statements, and for each data set the one that marks this state of it."""
    types = schema_of(entity.schema).properties
    ids: dict[str, list[str]] = defaultdict(list)
    dates: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (dataset, prop, value, lang), (first, last) in sorted(
        entity.statements.items(), key=lambda item: repr(item[0])
    ):
        mark = _mark(dataset, id_, prop, value, lang)
        ids[dataset].append(mark)
        dates[dataset].append((first, last))
        type_ = types.get(prop, "string")
        yield id_, id_, prop, type_, entity.schema, value, dataset, None, lang, None, "f", first, last, mark
    for dataset, marks in sorted(ids.items()):
        state = sha1((entity.schema + "".join(sorted(marks))).encode(), usedforsecurity=False).hexdigest()
        first, last = min(f for f, _ in dates[dataset]), max(last for _, last in dates[dataset])
        mark = _mark(dataset, id_, "id", state, None)
        yield id_, id_, "id", "id", entity.schema, state, dataset, None, None, None, "f", first, last, mark


def _mark(dataset: str, id: str, prop: str, value: str, lang: str | None) -> str:
    """Return the id of a statement, as followthemoney makes it."""
    text = f"{dataset}.{id}.{prop}.{value}" + (f"@{lang}" if lang else "")
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
