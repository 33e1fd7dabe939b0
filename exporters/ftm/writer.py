"""FollowTheMoney of a graph: entities as JSON lines, or statements as CSV, each with its data set and when it was seen.

What FollowTheMoney has no place for (claims, law, sources, what a list says beyond its properties, versions that stand
no more) is written beside it, `OUT.rest.jsonl`, in the lines of a dump: nothing of the graph is in neither file.
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
from ..snapshot import Contents, contents, known, lines
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
    """An entity as all its records tell it: when each statement was first and last seen.

    `sources` are the data sets of its statements, `datasets` those that it names, where it names some.
    """

    schema: str
    caption: str | None = None
    sources: set[str] = field(default_factory=set)
    datasets: set[str] = field(default_factory=set)
    statements: dict[_Key, tuple[str, str]] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write what stands, or stood on a day, and the side file. Equal graphs give equal files."""
    gathered = _Gathered(contents(graph), as_of, beside=form == "ftm")
    gathered.gather(progress)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        if form == "ftm":
            file.writelines(map(_entity_line, sorted(gathered.entities.items())))
        else:
            writer = csv.writer(file, dialect=csv.unix_dialect)
            writer.writerow(COLUMNS)
            for id_, entity in sorted(gathered.entities.items()):
                writer.writerows(_statement_rows(id_, entity))
    rest = 0
    with out.with_name(f"{out.name}.rest.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for text in gathered.rest():
            file.write(text + "\n")
            rest += 1
    told = sum(len(entity.statements) for entity in gathered.entities.values())
    return {"entities": len(gathered.entities), "statements": told, "rest": rest}


class _Gathered:
    """The entities of a graph, and which of its nodes they carry whole."""

    def __init__(self, held: Contents, as_of: str | None, beside: bool) -> None:
        self.entities: dict[str, _Entity] = {}
        self._held, self._as_of, self._beside = held, as_of, beside
        self._things = FtmEntities(held)
        self._seen = SeenDates(held, as_of or LATEST)
        self._carried: set[str] = set()

    def gather(self, progress: Progress | None) -> None:
        """Every record that stands, data set by data set."""
        for count, versions in enumerate(self._seen.standing()):
            self._add(versions)
            if progress and count % 5000 == 0:
                progress(count)

    def rest(self) -> Iterator[str]:
        """The lines of all nodes that the entities do not carry whole."""
        held = known(self._held, self._as_of) if self._as_of else self._held
        for family in FAMILIES:
            for id_, row in sorted(held[family].items()):
                if family == "Entity" and self._things.key(id_) in self.entities:
                    continue
                if family != "Statement" or id_ not in self._carried:
                    yield from lines(family, row)

    def _add(self, versions: list[NodeRow]) -> None:
        """A record: its version that stands, and those just before it, the newest first."""
        row = versions[0]
        said = self._said(row)
        dataset = _dataset(row, said)
        since = {stated: str(row.properties["since"]) for stated in said.stated}
        for later, earlier in pairwise(versions):
            day = str(later.properties["since"])
            for stated in set(self._said(earlier).stated) & since.keys():
                if since[stated] == day:
                    since[stated] = str(earlier.properties["since"])
        first_held = str(versions[-1].properties["since"])
        named, own = said.beside.get("datasets", []), min(said.beside.get("first_seen", ()), default=None)
        last = self._seen.last(row, named)
        whole = True
        for stated, day in since.items():
            # Of what the first edition that is held has already, the publisher may know an earlier day.
            seen = (own if own and day == first_held else day), last
            key = (dataset, stated.prop, stated.value, stated.lang)
            whole &= self._state(stated.entity, stated.schema, key, named, seen)
        if said.caption is not None and said.stated and (entity := self.entities.get(said.stated[0].entity)):
            self._keep(entity, said)
        if whole and (self._beside or not self._more(said)):
            self._carried |= said.carried

    def _said(self, row: NodeRow) -> FtmStatements:
        parts = parts_of(self._held, row)
        if str(row.properties["dataset"]).startswith("ftm:"):
            return restored(row, parts, self._things)
        source = next((end for type_, _, end in row.links if type_ == "IN"), None)
        return mapped(row, parts, self._things, self._held["Source"].get(source) if source else None)

    def _state(self, id: str, schema: str, key: _Key, named: list[str], seen: tuple[str, str]) -> bool:
        """Add a statement; False where the entity can have no such property.

        A file of entities keeps what a data set says beyond the schema that it names; as a statement it cannot be read.
        """
        entity = self.entities.get(id) or _Entity(schema)
        if schema != entity.schema and entity.schema in ancestors(schema):
            entity.schema = schema
        if not (self._beside and schema == entity.schema) and key[1] not in schema_of(entity.schema).properties:
            return False
        if key[3] and schema_of(schema).properties.get(key[1]) in _NO_LANGUAGE:
            key = (*key[:3], None)
        if not entity.statements:
            self.entities[id] = entity
        if key[0] not in entity.sources:
            entity.sources.add(key[0])
            entity.datasets.update(named or [key[0]])
        known = entity.statements.get(key)
        entity.statements[key] = (min(known[0], seen[0]), max(known[1], seen[1])) if known else seen
        return True

    def _keep(self, entity: _Entity, said: FtmStatements) -> None:
        entity.caption = entity.caption or said.caption
        for name, values in said.beside.items():
            if name != "datasets":
                entity.beside[name].update(values)

    def _more(self, said: FtmStatements) -> bool:
        """Whether an entity has beside its properties what no statement can hold."""
        return bool(said.beside.keys() - {"datasets", "first_seen"}) or len(said.beside.get("datasets", ())) > 1


def _dataset(row: NodeRow, said: FtmStatements) -> str:
    """The data set of what a record says: the one that the entity names, else that of the file."""
    named = said.beside.get("datasets", [])
    if len(named) == 1:
        return named[0]
    name = str(row.properties["dataset"])
    return name[4:] if name.startswith("ftm:") else re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")


def _entity_line(item: tuple[str, _Entity]) -> str:
    """An entity as OpenSanctions writes it."""
    id_, entity = item
    properties: dict[str, set[str]] = defaultdict(set)
    for _, prop, value, _ in entity.statements:
        properties[prop].add(value)
    caption = entity.caption or next(
        (min(properties[prop]) for prop in schema_of(entity.schema).caption if prop in properties), id_
    )
    said: dict[str, Any] = {
        "id": id_,
        "caption": caption,
        "schema": entity.schema,
        "properties": {prop: sorted(values) for prop, values in sorted(properties.items())},
        "datasets": sorted(entity.datasets),
        "referents": sorted(entity.beside.get("referents", ())),
        "first_seen": min((first for first, _ in entity.statements.values()), default=None),
        "last_seen": max((last for _, last in entity.statements.values()), default=None),
    }
    for name, values in sorted(entity.beside.items()):
        if name in _ONCE:
            said[name] = _ONCE[name](values)
        elif name in ("target", "external"):
            said[name] = "true" in values
        else:
            said[name] = sorted(values)
    return _ENCODE(said) + "\n"


#: Made once: a call of json.dumps with options makes one each time.
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _statement_rows(id_: str, entity: _Entity) -> Iterator[tuple[str | None, ...]]:
    """The rows of an entity: its statements, and for each data set the one that marks this state of it."""
    types = schema_of(entity.schema).properties
    ids: dict[str, list[str]] = defaultdict(list)
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (dataset, prop, value, lang), (first, last) in sorted(
        entity.statements.items(), key=lambda item: repr(item[0])
    ):
        mark = _mark(dataset, id_, prop, value, lang)
        ids[dataset].append(mark)
        seen[dataset].append((first, last))
        type_ = types.get(prop, "string")
        yield id_, id_, prop, type_, entity.schema, value, dataset, None, lang, None, "f", first, last, mark
    for dataset, marks in sorted(ids.items()):
        state = sha1((entity.schema + "".join(sorted(marks))).encode(), usedforsecurity=False).hexdigest()
        first, last = min(f for f, _ in seen[dataset]), max(last for _, last in seen[dataset])
        mark = _mark(dataset, id_, "id", state, None)
        yield id_, id_, "id", "id", entity.schema, state, dataset, None, None, None, "f", first, last, mark


def _mark(dataset: str, id: str, prop: str, value: str, lang: str | None) -> str:
    """The id of a statement, as followthemoney makes it."""
    text = f"{dataset}.{id}.{prop}.{value}" + (f"@{lang}" if lang else "")
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
