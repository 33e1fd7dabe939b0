"""Records of lists, registers and curated files in FollowTheMoney's terms, as far as it has them.

A value without a property of its own is not forced into one that means something else: the whole record is then in
the side file too. docs/ftm-export.md has the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from ...graph.node_row import NodeRow
from ...schema.ftm_schema import schema_of
from .entities import ENTITY_ID, FtmEntities, Stated, about, safe_id
from .own_records import FtmStatements

#: Quality of an alias in a publisher's words to the property; any other is `alias`.
_ALIASES = {"low": "weakAlias", "weak": "weakAlias", "f.k.a.": "previousName"}
#: Documents by words of their kind, and the property that holds their number.
_NUMBERS = (
    (("imo number",), "imoNumber"),
    (("mmsi",), "mmsi"),
    (("call sign",), "callSign"),
    (("swift",), "swiftBic"),
    (("passport", "passeport", "pasaporte"), "passportNumber"),
    (("registration", "registry"), "registrationNumber"),
    (("tax",), "taxNumber"),
    (("national", "identification", "identity"), "idNumber"),
)
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")
_URL = re.compile(r"https?://[^\s<>\"]+\Z")
_EMAIL = re.compile(r"[^\s@]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\Z")
_LANGUAGE = re.compile(r"[a-z]{3}\Z")
#: Length limit of a value by its type in FollowTheMoney; 250 for other types.
_LONGEST = {"identifier": 64, "name": 384, "string": 1024, "text": 65_000, "url": 4096}
#: Properties that name and date a record: the entity has its id, each statement its dates.
_KEPT = frozenset(("id", "name", "dataset", "key", "digest", "since", "until"))


class _Mapping:
    """The statements of one record; a value that no property can hold is left to the side file."""

    def __init__(self, row: NodeRow, things: FtmEntities, source: NodeRow | None) -> None:
        self.row, self.things, self.source = row, things, source
        self.dataset = row.text("dataset")
        self.result = FtmStatements()
        self._left = {row.id: set(row.properties) - _KEPT}

    def state(self, entity: str, schema: str, prop: str, value: object, lang: str | None = None) -> bool:
        """Add one value; return False if the schema has no such property, or the value does not fit it."""
        type_ = schema_of(schema).properties.get(prop)
        text = self._fit(type_, str(value)) if type_ else None
        if text is None:
            return False
        self.result.statements.append(Stated(entity, schema, prop, text, lang))
        return True

    def take(self, entity: str, schema: str, **props: str) -> None:
        """Add fields of the record, each under the property that `props` names for it."""
        for name, prop in props.items():
            added = [self.state(entity, schema, prop, value) for value in self.row.texts(name)]
            if all(added):
                self._left[self.row.id].discard(name)

    def part(self, part: NodeRow, exported: set[str]) -> None:
        """Note which properties of a part were exported."""
        if all(name in _KEPT or name in exported for name in part.properties):
            self.result.carried.add(part.id)

    def thing(self, id: str) -> tuple[str, str] | None:
        """Return the key and schema of an entity, and state its name; None if FollowTheMoney has no such schema."""
        schema = self.things.schema(id)
        if schema is None:
            return None
        key = self.things.key(id, self.dataset)
        if not any(item.entity == key and item.prop == "name" for item in self.result.statements):
            self.state(key, schema, "name", self.things.name(id))
        return key, schema

    def between(self, schema: str) -> str:
        """Return the id of an entity that represents the record itself."""
        record = f"{self.dataset}:{self.row.text('key')}"
        return f"{schema.lower()}-{safe_id(record)}"

    def links(self, entity: str, schema: str, **props: str) -> None:
        """Add the ends of relationships, by the property for each type. An end without a schema is left out."""
        for type_, _, id_ in sorted(self.row.links):
            if type_ in props:
                end = self.thing(id_)
                if end is None or not self.state(entity, schema, props[type_], end[0]):
                    self._left[self.row.id].add(type_)

    def published(self, entity: str, schema: str) -> None:
        """Add the address of the publication."""
        if self.source and "url" in self.source.properties:
            self.state(entity, schema, "sourceUrl", self.source.text("url"))

    def end(self) -> FtmStatements:
        """Return the result; the record counts as carried if nothing of it is left."""
        if not self._left[self.row.id]:
            self.result.carried.add(self.row.id)
        return self.result

    def _fit(self, type_: str, text: str) -> str | None:
        """Return the value in the form of the type; None if it does not fit, or is too long."""
        if len(text) > _LONGEST.get(type_, 250):
            return None
        match type_:
            case "name" | "identifier":
                return text.strip("'\" ") or None
            case "date":
                return text if _DATE.match(text) else None
            case "url":
                return text if _URL.match(text) else None
            case "country":
                return self.things.code(text)
            case "gender":
                return text.lower() if text.lower() in ("male", "female") else None
            case "entity":
                return text if ENTITY_ID.match(text) else None
            case "email":
                return text if _EMAIL.match(text) else None
            case "language" | "number" | "phone" | "ip" | "checksum" | "mimetype":
                # Each has a strict form, which lists do not keep to.
                return None
            case _:
                return text or None


def mapped(row: NodeRow, parts: Iterable[NodeRow], things: FtmEntities, source: NodeRow | None) -> FtmStatements:
    """Return the statements of a record; none unless it is of a listing, a post or an event."""
    mapping = _Mapping(row, things, source)
    for label, export in _RECORDS.items():
        if label in row.labels:
            export(mapping, list(parts))
            return mapping.end()
    return mapping.result


def _listing(mapping: _Mapping, parts: list[NodeRow]) -> None:
    """Add the entity with the details of its entry, and a Sanction on it."""
    row = mapping.row
    schema = mapping.things.schema(about(row))
    if schema is None:
        return
    key = mapping.things.key(about(row), mapping.dataset)
    mapping.state(key, schema, "name", row.text("name"))
    mapping.state(key, schema, "topics", "sanction")
    mapping.take(key, schema, comments="notes", originalScript="alias", honorifics="title", gender="gender")
    for part in parts:
        if export := _exporter_of(part.labels):
            export(mapping, key, schema, part)
    sanction = mapping.between("Sanction")
    mapping.state(sanction, "Sanction", "entity", key)
    mapping.take(sanction, "Sanction", list="authority", reference="authorityId", listedOn="listingDate")
    mapping.take(
        sanction, "Sanction", measures="provisions", reason="reason", dataId="recordId", amendedOn="modifiedAt"
    )
    mapping.take(sanction, "Sanction", **{"programs" if row.properties.get("programs") else "listType": "program"})
    mapping.published(sanction, "Sanction")


@cache
def _exporter_of(labels: tuple[str, ...]) -> Callable[[_Mapping, str, str, NodeRow], None] | None:
    """Return the function for a part; None if FollowTheMoney has nothing for it."""
    return next((_PARTS[label] for label in labels if label in _PARTS), None)


def _occupancy(mapping: _Mapping, parts: list[NodeRow]) -> None:
    ends = {type_: id_ for type_, _, id_ in mapping.row.links}
    holder, post_id, country = (ends.get(type_, "") for type_ in ("HOLDER", "POST", "COUNTRY"))
    if mapping.things.schema(holder) is None or mapping.things.schema(post_id) is None:
        return
    entity = mapping.between("Occupancy")
    mapping.links(entity, "Occupancy", HOLDER="holder", POST="post")
    mapping.take(entity, "Occupancy", startDate="startDate", endDate="endDate")
    mapping.published(entity, "Occupancy")
    if country and (post := mapping.thing(post_id)):
        mapping.state(*post, "country", country)


def _occurrence(mapping: _Mapping, parts: list[NodeRow]) -> None:
    end = mapping.thing(about(mapping.row))
    if end is None:
        return
    mapping.take(*end, startDate="startDate", endDate="endDate", summary="summary", topics="keywords", url="sourceUrl")
    mapping.links(*end, PARTICIPANT="involved")
    for type_, _, id_ in sorted(mapping.row.links):
        if type_ == "PLACE":
            mapping.state(*end, "location", mapping.things.name(id_))
        elif type_ == "COUNTRY":
            mapping.state(*end, "country", id_)


def _alias(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    language = part.text("lang") if _LANGUAGE.match(part.text("lang")) else None
    prop = _ALIASES.get(part.text("quality").lower(), "alias")
    added = mapping.state(key, schema, prop, part.text("name"), language)
    mapping.part(part, {"lang"} if added and language else set())


def _birth(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    date = part.text("birthDate")
    if mapping.state(key, schema, "birthDate", date) and date == part.text("name"):
        # The interval of an exact date follows from it.
        mapping.part(part, {"birthDate", "earliest", "latest"})


def _number(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    kind, number = part.text("documentType"), part.text("number")
    words = kind.lower()
    prop = kind if kind in schema_of(schema).properties else None
    prop = prop or next((prop for marks, prop in _NUMBERS if any(mark in words for mark in marks)), None)
    # The note of an IMO number says why it may be false.
    if number and prop and not (prop == "imoNumber" and "note" in part.properties):
        mapping.state(key, schema, prop, number)
    if number and schema == "Person":
        paper = "Passport" if prop == "passportNumber" else "Identification"
        entity = f"{paper.lower()}-{safe_id(part.id)}"
        if not mapping.state(entity, paper, "number", number):
            return
        mapping.state(entity, paper, "holder", key)
        properties = {"documentType": "type", "issuingCountry": "country", "issueDate": "startDate", "note": "summary"}
        exported = {
            name
            for name, prop in properties.items()
            if name in part.properties and mapping.state(entity, paper, prop, part.text(name))
        }
        mapping.part(part, exported | {"number"})


def _value(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    if mapping.state(key, schema, part.text("property"), part.text("value")):
        mapping.part(part, {"property", "value"})


def _as(*props: str) -> Callable[[_Mapping, str, str, NodeRow], None]:
    """Return the function for a part whose name is the value of the first property that the schema has."""

    def export(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
        prop = next((prop for prop in props if prop in schema_of(schema).properties), None)
        if prop and mapping.state(key, schema, prop, part.text("name")):
            mapping.part(part, set())

    return export


_PARTS: dict[str, Callable[[_Mapping, str, str, NodeRow], None]] = {
    "Alias": _alias,
    "Birth": _birth,
    "BirthPlace": _as("birthPlace"),
    "Address": _as("address"),
    "Nationality": _as("nationality", "country"),
    "Designation": _as("position"),
    "Identification": _number,
    "Value": _value,
}
_RECORDS: dict[str, Callable[[_Mapping, list[NodeRow]], None]] = {
    "Listing": _listing,
    "Occupancy": _occupancy,
    "Occurrence": _occurrence,
}
