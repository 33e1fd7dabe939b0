"""What FollowTheMoney's schemata mean here: which kind of thing each is, or which record, and what links it.

A schema that extends Thing is a thing. All others (ownerships, family ties, sanctions, papers …) are said of things.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..schema.vocabulary import KINDS
from .ftm_table import TABLE

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

    `entities` are all properties that hold ids of entities, `identifiers` those whose values become parts.
    """

    name: str
    known: bool
    kind: str | None
    entities: frozenset[str] = frozenset()
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
    entities = [prop for schema in above for prop in TABLE[schema][2]]
    subjects, objects = _ends(name, above)
    return Schema(
        name=name,
        known=True,
        kind=_kind(above) if thing else None,
        entities=frozenset(entities),
        subjects=subjects,
        objects=objects,
        identifiers=frozenset(prop for schema in above for prop in TABLE[schema][3])
        if thing or _PAPERS in above
        else frozenset(),
        caption=tuple(dict.fromkeys(("name", *(prop for schema in above for prop in TABLE[schema][4])))),
        ship="Vessel" in above,
    )


def ancestors(name: str) -> list[str]:
    """A schema and all that it extends, the nearest first."""
    found = [name]
    for schema in found:
        found += [wider for wider in TABLE[schema][0] if wider not in found]
    return found


def _ends(name: str, above: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The source and target of the edge; without an edge, the first of its own entities, and the others of them."""
    for schema in above:
        if edge := TABLE[schema][1]:
            return (edge[0],), (edge[1],)
    if THING in above:
        return (), ()
    own = next((TABLE[schema][2] for schema in above if TABLE[schema][2] and schema != "Interval"), ())
    return own[:1], own[1:]


def _kind(above: list[str]) -> str:
    for schema in above:
        kind = _KINDS.get(schema, schema)
        if kind in KINDS:
            return kind
    return THING
