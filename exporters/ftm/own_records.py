"""Records that came from FollowTheMoney, as the entities that they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...graph.node_row import NodeRow
from ...schema.ftm_schema import Schema, schema_of
from ..snapshot import Contents
from .entities import FtmEntities, Stated, about

#: What an entity has beside its properties.
BESIDE = frozenset(
    ("datasets", "referents", "first_seen", "last_change", "target", "origin", "key_prefix", "messages", "external")
)
_FIELDS = ("role", "percentage", "startDate", "endDate")
_LISTING = {"programs": "program", "measures": "provisions", "listedOn": "listingDate", "reason": "reason"}


@dataclass
class FtmStatements:
    """What a record says in FollowTheMoney's terms, and which statements of the graph say nothing that this does not.

    `beside` is what its entity has beside properties, `caption` how it is shown.
    """

    stated: list[Stated] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)
    caption: str | None = None
    beside: dict[str, list[str]] = field(default_factory=dict)


def restored(row: NodeRow, parts: Iterable[NodeRow], things: FtmEntities) -> FtmStatements:
    """The entity that a record was, with every value that the file had."""
    key, dataset = str(row.properties["key"]), str(row.properties["dataset"])
    schema = _schema(row)
    values: dict[str, list[str]] = defaultdict(list)
    for text in _texts(row, "values"):
        prop, _, value = text.partition("=")
        values[prop].append(value)
    for prop, ends in _links(row, schema, things, dataset).items():
        values[prop] += ends
    for name in _FIELDS:
        values[name] += _texts(row, name)
    if "Listing" in row.labels:
        for name, prop in _LISTING.items():
            values[prop] += _texts(row, name)
        values["authority"] += [text for text in _texts(row, "list") if text != dataset]
        values["authorityId"] += [text for text in _texts(row, "reference") if text != key]
    carried = {row.id}
    for part in parts:
        carried.add(part.id)
        prop, number = str(part.properties["documentType"]), str(part.properties["number"])
        if prop == "IMO number":
            prop = "imoNumber"
            # Where the file writes it otherwise, it is among the values.
            number = next((text for text in values[prop] if number in text), f"IMO{number}")
        values[prop].append(number)
    beside = {prop: values.pop(prop) for prop in BESIDE & values.keys()}
    stated = [
        Stated(key, schema.name, prop, text) for prop, texts in values.items() for text in sorted(dict.fromkeys(texts))
    ]
    return FtmStatements(stated, carried, str(row.properties["name"]), beside)


def _schema(row: NodeRow) -> Schema:
    named = row.properties.get("ftmSchema")
    return schema_of(str(named) if named else "Sanction" if "Listing" in row.labels else "Occupancy")


def _links(row: NodeRow, schema: Schema, things: FtmEntities, dataset: str) -> dict[str, list[str]]:
    """Ends of links under the properties that they were; those that are kept as values are not repeated."""
    if "Listing" in row.labels:
        return {"entity": [things.key(about(row), dataset)]}
    ends: dict[str, list[str]] = defaultdict(list)
    if "Profile" in row.labels:
        return ends
    props = {"SUBJECT": schema.subjects, "OBJECT": schema.objects, "HOLDER": ("holder",), "POST": ("post",)}
    for type_, _, id_ in row.links:
        if len(props.get(type_, ())) == 1:
            ends[props[type_][0]].append(things.key(id_, dataset))
    return ends


def _texts(row: NodeRow, name: str) -> list[str]:
    value = row.properties.get(name, [])
    return list(map(str, value)) if isinstance(value, list) else [str(value)]


def parts_of(held: Contents, row: NodeRow) -> list[NodeRow]:
    """The parts of a record, in order."""
    return [held["Statement"][end] for type_, _, end in sorted(row.links) if type_ == "PART"]
