"""FollowTheMoney's schemata in terms of the model: which kind of entity, or which record, each becomes.

A schema that extends Thing is an entity. All others (ownerships, family ties, sanctions, papers …) are statements.

What each schema extends, its edge, its own properties with their types and its captions are in ftm_table.json, which
tools/ftm_schema.py makes from the schema files of followthemoney (MIT licence, https://followthemoney.tech).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .vocabulary import KINDS


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema as its own file has it, without what it inherits; `edge` is empty, or its source and target."""

    extends: list[str]
    edge: list[str]
    #: Name to type.
    properties: dict[str, str]
    caption: list[str]


_FILE = json.loads(Path(__file__).with_name("ftm_table.json").read_text(encoding="utf-8"))
#: The version of followthemoney that the table is from.
VERSION: str = _FILE["version"]
TABLE: dict[str, SchemaFile] = {name: SchemaFile(**schema) for name, schema in _FILE["schemata"].items()}

THING = "Thing"
#: Schema to kind, where the kind has another name here, or there is none narrower than Thing.
_KINDS = {
    "Address": "PostalAddress",
    "Territory": "Place",
    "Note": THING,
}
#: The numbers of these become parts of their holder, as the numbers of an entity do.
_PAPERS = "Identification"


@dataclass(frozen=True)
class Schema:
    """A schema: `kind` is None unless it is an entity; `subjects` and `objects` are the properties at its two ends.

    `properties` are all with their types; `entities` those that hold ids of entities, `identifiers` those whose values
    become parts. `in_table` is False for a schema that this version does not know.
    """

    name: str
    in_table: bool
    kind: str | None
    entities: frozenset[str] = frozenset()
    properties: Mapping[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    identifiers: frozenset[str] = frozenset()
    caption: tuple[str, ...] = ("name",)
    ship: bool = False
    event: bool = False


@cache
def schema_of(name: str) -> Schema:
    """Return a schema by its name. One that the table lacks is a Thing."""
    if name not in TABLE:
        return Schema(name, False, THING)
    above = ancestors(name)
    thing = THING in above
    properties = {prop: type_ for schema in reversed(above) for prop, type_ in TABLE[schema].properties.items()}
    subjects, objects = _ends(name, above)
    return Schema(
        name=name,
        in_table=True,
        kind=_kind(above) if thing else None,
        entities=frozenset(_of_type(properties, "entity")),
        properties=properties,
        subjects=subjects,
        objects=objects,
        identifiers=frozenset(_of_type(properties, "identifier") if thing or _PAPERS in above else ()),
        caption=tuple(dict.fromkeys(("name", *(prop for schema in above for prop in TABLE[schema].caption)))),
        ship="Vessel" in above,
        event="Event" in above,
    )


def ancestors(name: str) -> list[str]:
    """Return a schema and all that it extends, the nearest first."""
    above = [name]
    for schema in above:
        above += [wider for wider in TABLE[schema].extends if wider not in above]
    return above


def _ends(name: str, above: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the source and target of the edge; without an edge, the first of its entity properties and the others."""
    for schema in above:
        if edge := TABLE[schema].edge:
            return (edge[0],), (edge[1],)
    if THING in above:
        return (), ()
    ends = (_of_type(TABLE[schema].properties, "entity") for schema in above if schema != "Interval")
    nearest = next((props for props in ends if props), ())
    return nearest[:1], nearest[1:]


def _of_type(properties: Mapping[str, str], type_: str) -> tuple[str, ...]:
    return tuple(prop for prop, prop_type in properties.items() if prop_type == type_)


def _kind(above: list[str]) -> str:
    for schema in above:
        kind = _KINDS.get(schema, schema)
        if kind in KINDS:
            return kind
    return THING
