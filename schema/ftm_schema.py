"""What FollowTheMoney's schemata mean here: which kind of thing each is, or which record, and what links it.

A schema that extends Thing is a thing. All others (ownerships, family ties, sanctions, papers …) are said of things.

What each schema extends, its edge, its own properties with their types and its captions are in ftm_table.json, which
tools/ftm_schema.py makes from the schema files of followthemoney (MIT licence, https://followthemoney.tech).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .vocabulary import KINDS

_FILE = json.loads(Path(__file__).with_name("ftm_table.json").read_text(encoding="utf-8"))
#: The version of followthemoney that the table is from.
VERSION: str = _FILE["version"]
#: Schema to what it says itself: `extends`, `edge` (source and target), `properties` (name to type), `caption`.
TABLE: dict[str, dict[str, Any]] = _FILE["schemata"]

THING = "Thing"
#: Schema to kind, where the kind has another name here, or is none that is nearer than Thing.
_KINDS = {
    "Address": "PostalAddress",
    "Territory": "Place",
    "Note": THING,
}
#: These stay with whoever they are about: numbers on papers, as the numbers of a thing are.
_PAPERS = "Identification"


@dataclass(frozen=True)
class Schema:
    """A schema: `kind` is None unless it is a thing; `subjects` and `objects` are the properties at its two ends.

    `properties` are all with their types; `entities` those that hold ids of entities, `identifiers` those whose values
    become parts.
    """

    name: str
    known: bool
    kind: str | None
    entities: frozenset[str] = frozenset()
    properties: Mapping[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    identifiers: frozenset[str] = frozenset()
    caption: tuple[str, ...] = ("name",)
    ship: bool = False


@cache
def schema_of(name: str) -> Schema:
    """A schema by its name. One that the table does not have is a thing of no nearer kind."""
    if name not in TABLE:
        return Schema(name, False, THING)
    above = ancestors(name)
    thing = THING in above
    properties = {prop: type_ for schema in reversed(above) for prop, type_ in TABLE[schema]["properties"].items()}
    subjects, objects = _ends(name, above)
    return Schema(
        name=name,
        known=True,
        kind=_kind(above) if thing else None,
        entities=frozenset(_of_type(properties, "entity")),
        properties=properties,
        subjects=subjects,
        objects=objects,
        identifiers=frozenset(_of_type(properties, "identifier") if thing or _PAPERS in above else ()),
        caption=tuple(dict.fromkeys(("name", *(prop for schema in above for prop in TABLE[schema]["caption"])))),
        ship="Vessel" in above,
    )


def ancestors(name: str) -> list[str]:
    """A schema and all that it extends, the nearest first."""
    found = [name]
    for schema in found:
        found += [wider for wider in TABLE[schema]["extends"] if wider not in found]
    return found


def _ends(name: str, above: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The source and target of the edge; without an edge, the first of its own entities, and the others of them."""
    for schema in above:
        if edge := TABLE[schema]["edge"]:
            return (edge[0],), (edge[1],)
    if THING in above:
        return (), ()
    ends = (_of_type(TABLE[schema]["properties"], "entity") for schema in above if schema != "Interval")
    own = next((props for props in ends if props), ())
    return own[:1], own[1:]


def _of_type(properties: Mapping[str, str], type_: str) -> tuple[str, ...]:
    return tuple(prop for prop, given in properties.items() if given == type_)


def _kind(above: list[str]) -> str:
    for schema in above:
        kind = _KINDS.get(schema, schema)
        if kind in KINDS:
            return kind
    return THING
