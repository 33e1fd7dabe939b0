"""Records of lists, registers and curated files in FollowTheMoney's terms, as far as it has them.

What a record says beyond them is not forced into a property that means something else: the record then stands whole
in the side file too. docs/ftm-export.md has the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from ...graph.node_row import NodeRow
from ...schema.ftm_schema import schema_of
from .entities import ENTITY_ID, FtmEntities, Stated, about, safe_id
from .own_records import FtmStatements

#: Quality of an alias in a publisher's words to the property; any other is an alias.
_ALIASES = {"low": "weakAlias", "weak": "weakAlias", "f.k.a.": "previousName"}
#: Documents by words of their kind, and the property of the thing that holds their number.
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
#: Signs that a value of a type may have in FollowTheMoney; of any other 250.
_LONGEST = {"identifier": 64, "name": 384, "string": 1024, "text": 65_000, "url": 4096}
#: What names a record and says when it stood: the entity has its id, each statement its dates.
_KEPT = frozenset(("id", "name", "dataset", "key", "digest", "since", "until"))


class _Mapping:
    """What one record says, gathered; a value that a property cannot hold is left to the side file."""

    def __init__(self, row: NodeRow, things: FtmEntities, source: NodeRow | None) -> None:
        self.row, self.things, self.source = row, things, source
        self.dataset = str(row.properties["dataset"])
        self.said = FtmStatements()
        self._left = {row.id: set(row.properties) - _KEPT}

    def state(self, entity: str, schema: str, prop: str, value: object, lang: str | None = None) -> bool:
        """Say one value; False where the schema has no such property, or the value is none for it."""
        type_ = schema_of(schema).properties.get(prop)
        text = self._fit(type_, str(value)) if type_ else None
        if text is None:
            return False
        self.said.stated.append(Stated(entity, schema, prop, text, lang))
        return True

    def take(self, entity: str, schema: str, **props: str) -> None:
        """Say fields of the record: the property for each."""
        for name, prop in props.items():
            values = self.row.properties.get(name, [])
            done = [
                self.state(entity, schema, prop, value) for value in (values if isinstance(values, list) else [values])
            ]
            if all(done):
                self._left[self.row.id].discard(name)

    def part(self, part: NodeRow, told: set[str]) -> None:
        """Note which properties of a part were told."""
        if all(name in _KEPT or name in told for name in part.properties):
            self.said.carried.add(part.id)

    def thing(self, id: str) -> tuple[str, str] | None:
        """A thing by its key and schema, with the name that it bears; None where FollowTheMoney has none such."""
        schema = self.things.schema(id)
        if schema is None:
            return None
        key = self.things.key(id, self.dataset)
        if not any(stated.entity == key and stated.prop == "name" for stated in self.said.stated):
            self.state(key, schema, "name", self.things.name(id))
        return key, schema

    def between(self, schema: str) -> str:
        """The id of an entity that stands for the record itself."""
        record = f"{self.dataset}:{self.row.properties['key']}"
        return f"{schema.lower()}-{safe_id(record)}"

    def links(self, entity: str, schema: str, **props: str) -> None:
        """Say the ends of relationships: the property for each type. An end that is no entity there is left."""
        for type_, _, id_ in sorted(self.row.links):
            if type_ in props:
                end = self.thing(id_)
                if end is None or not self.state(entity, schema, props[type_], end[0]):
                    self._left[self.row.id].add(type_)

    def published(self, entity: str, schema: str) -> None:
        """Say where it was published."""
        if self.source and "url" in self.source.properties:
            self.state(entity, schema, "sourceUrl", self.source.properties["url"])

    def end(self) -> FtmStatements:
        """What was gathered; the record is carried where nothing of it is left."""
        if not self._left[self.row.id]:
            self.said.carried.add(self.row.id)
        return self.said

    def _fit(self, type_: str, text: str) -> str | None:
        """The value as the type has it; None where it is none, or too long for one."""
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
                # Each has a form of its own, which lists do not keep to.
                return None
            case _:
                return text or None


def mapped(row: NodeRow, parts: Iterable[NodeRow], things: FtmEntities, source: NodeRow | None) -> FtmStatements:
    """What a record says. Records that are neither of a listing, a post nor an event say nothing there."""
    mapping = _Mapping(row, things, source)
    for label, tell in _RECORDS.items():
        if label in row.labels:
            tell(mapping, list(parts))
            return mapping.end()
    return mapping.said


def _listing(mapping: _Mapping, parts: list[NodeRow]) -> None:
    """The thing with what the entry says of it, and a Sanction that is about it."""
    row = mapping.row
    schema = mapping.things.schema(about(row))
    if schema is None:
        return
    key = mapping.things.key(about(row), mapping.dataset)
    mapping.state(key, schema, "name", row.properties["name"])
    mapping.state(key, schema, "topics", "sanction")
    mapping.take(key, schema, comments="notes", originalScript="alias", honorifics="title", gender="gender")
    for part in parts:
        if tell := _teller(part.labels):
            tell(mapping, key, schema, part)
    sanction = mapping.between("Sanction")
    mapping.state(sanction, "Sanction", "entity", key)
    mapping.take(sanction, "Sanction", list="authority", reference="authorityId", listedOn="listingDate")
    mapping.take(
        sanction, "Sanction", measures="provisions", reason="reason", dataId="recordId", amendedOn="modifiedAt"
    )
    mapping.take(sanction, "Sanction", **{"programs" if row.properties.get("programs") else "listType": "program"})
    mapping.published(sanction, "Sanction")


@cache
def _teller(labels: tuple[str, ...]) -> Callable[[_Mapping, str, str, NodeRow], None] | None:
    """What tells of a part; None where FollowTheMoney has nothing for it."""
    return next((_PARTS[label] for label in labels if label in _PARTS), None)


def _occupancy(mapping: _Mapping, parts: list[NodeRow]) -> None:
    ends = {type_: id_ for type_, _, id_ in mapping.row.links}
    if mapping.things.schema(ends["HOLDER"]) is None or mapping.things.schema(ends["POST"]) is None:
        return
    entity = mapping.between("Occupancy")
    mapping.links(entity, "Occupancy", HOLDER="holder", POST="post")
    mapping.take(entity, "Occupancy", startDate="startDate", endDate="endDate")
    mapping.published(entity, "Occupancy")
    if "COUNTRY" in ends and (post := mapping.thing(ends["POST"])):
        mapping.state(*post, "country", ends["COUNTRY"])


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
    quality, lang = str(part.properties.get("quality", "")), str(part.properties.get("lang", ""))
    known = lang if _LANGUAGE.match(lang) else None
    told = mapping.state(key, schema, _ALIASES.get(quality.lower(), "alias"), part.properties["name"], known)
    mapping.part(part, {"lang"} if told and known else set())


def _birth(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    date = str(part.properties.get("birthDate", ""))
    if mapping.state(key, schema, "birthDate", date) and date == part.properties["name"]:
        # An exact date says by itself which days it may mean.
        mapping.part(part, {"birthDate", "earliest", "latest"})


def _number(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    kind, number = str(part.properties.get("documentType", "")), part.properties.get("number")
    words = kind.lower()
    prop = kind if kind in schema_of(schema).properties else None
    prop = prop or next((prop for known, prop in _NUMBERS if any(word in words for word in known)), None)
    # The note of an IMO number says why it can be none.
    if number and prop and not (prop == "imoNumber" and "note" in part.properties):
        mapping.state(key, schema, prop, number)
    if number and schema == "Person":
        paper = "Passport" if prop == "passportNumber" else "Identification"
        entity = f"{paper.lower()}-{safe_id(part.id)}"
        if not mapping.state(entity, paper, "number", number):
            return
        mapping.state(entity, paper, "holder", key)
        said = {"documentType": "type", "issuingCountry": "country", "issueDate": "startDate", "note": "summary"}
        told = {
            name
            for name, prop in said.items()
            if name in part.properties and mapping.state(entity, paper, prop, part.properties[name])
        }
        mapping.part(part, told | {"number"})


def _value(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
    prop, value = str(part.properties["property"]), part.properties["value"]
    if mapping.state(key, schema, prop, value):
        mapping.part(part, {"property", "value"})


def _as(*props: str) -> Callable[[_Mapping, str, str, NodeRow], None]:
    """A part whose name is the value of the first of the properties that the schema has."""

    def tell(mapping: _Mapping, key: str, schema: str, part: NodeRow) -> None:
        prop = next((prop for prop in props if prop in schema_of(schema).properties), None)
        if prop and mapping.state(key, schema, prop, part.properties["name"]):
            mapping.part(part, set())

    return tell


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
