"""Records that came from FollowTheMoney, restored to the entities that they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...graph.node_row import NodeRow
from ...schema.ftm_schema import Schema, schema_of
from ..snapshot import Snapshot
from .entities import FtmEntities, Stated, about

#: The fields of an entity that are not among its properties.
ENTITY_FIELDS = frozenset(
    ("datasets", "referents", "first_seen", "last_change", "target", "origin", "key_prefix", "messages", "external")
)
_FIELDS = ("role", "percentage", "startDate", "endDate")
_AUTHORITY, _AUTHORITY_ID = "authority", "authorityId"
_OCCURRENCE = {"summary": "summary", "topics": "keywords", "url": "sourceUrl"}
_LISTING = {"programs": "program", "measures": "provisions", "listedOn": "listingDate", "reason": "reason"}


@dataclass
class FtmStatements:
    """A record as statements of FollowTheMoney. `carried` are the ids of nodes that these represent completely.

    `entity_fields` are the fields of its entity that are not properties, `caption` how it is shown.
    """

    statements: list[Stated] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)
    caption: str | None = None
    entity_fields: dict[str, list[str]] = field(default_factory=dict)


def restored(row: NodeRow, parts: Iterable[NodeRow], things: FtmEntities) -> FtmStatements:
    """Return the entity that a record was, with every value of its file."""
    key, dataset = row.text("key"), row.text("dataset")
    schema = _schema(row)
    values: dict[str, list[str]] = defaultdict(list)
    for text in row.texts("values"):
        prop, _, value = text.partition("=")
        values[prop].append(value)
    for prop, ends in _links(row, schema, things, dataset).items():
        values[prop] += ends
    for name in _FIELDS:
        values[name] += row.texts(name)
    if "Occurrence" in row.labels:
        for name, prop in _OCCURRENCE.items():
            values[prop] += row.texts(name)
    if "Listing" in row.labels:
        for name, prop in _LISTING.items():
            values[prop] += row.texts(name)
        values[_AUTHORITY] += [text for text in row.texts("list") if text != dataset]
        values[_AUTHORITY_ID] += [text for text in row.texts("reference") if text != key]
    carried = {row.id}
    for part in parts:
        carried.add(part.id)
        prop, number = part.text("documentType"), part.text("number")
        if prop == "IMO number":
            prop = "imoNumber"
            # Where the file writes it otherwise, it is among the values.
            number = next((text for text in values[prop] if number in text), f"IMO{number}")
        values[prop].append(number)
    entity_fields = {prop: values.pop(prop) for prop in ENTITY_FIELDS & values.keys()}
    statements = [
        Stated(key, schema.name, prop, text) for prop, texts in values.items() for text in sorted(dict.fromkeys(texts))
    ]
    return FtmStatements(statements, carried, row.text("name"), entity_fields)


def _schema(row: NodeRow) -> Schema:
    return schema_of(row.text("ftmSchema") or ("Sanction" if "Listing" in row.labels else "Occupancy"))


def _links(row: NodeRow, schema: Schema, things: FtmEntities, dataset: str) -> dict[str, list[str]]:
    """Return ends of links by their property; those that are kept as values are not repeated."""
    if "Listing" in row.labels:
        return {"entity": [things.key(about(row), dataset)]}
    ends: dict[str, list[str]] = defaultdict(list)
    if "Profile" in row.labels or "Occurrence" in row.labels:
        return ends
    props = {"SUBJECT": schema.subjects, "OBJECT": schema.objects, "HOLDER": ("holder",), "POST": ("post",)}
    for type_, _, id_ in row.links:
        if len(props.get(type_, ())) == 1:
            ends[props[type_][0]].append(things.key(id_, dataset))
    return ends


def parts_of(snapshot: Snapshot, row: NodeRow) -> list[NodeRow]:
    """Return the parts of a record, in order."""
    return [snapshot.statements[end] for type_, _, end in sorted(row.links) if type_ == "PART"]
