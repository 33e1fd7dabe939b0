"""One FollowTheMoney entity as a record: a thing with its profile, or what is said between things.

Every value is kept once: in a field of the record, as a number among its parts, as a link, or in `values` as
`property=value`, beside what OpenSanctions adds to an entity (`datasets`, `first_seen`, `referents` …). Only
`last_seen` is kept elsewhere, because it changes with every export: see ftm.py. White space is collapsed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from ...graph.editions.record_version import RecordVersion
from ...graph.identity.naming import Named
from ...graph.node_row import NodeRow
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.ftm_schema import TABLE, Schema, schema_of
from ...schema.names import clean, name_keys
from ...schema.node import Value
from ...schema.statements import Directorship, Identification, Listing, Occupancy, Ownership, Profile, Record, Relation
from ..common.listing_parts import imo

#: Properties under whose values a thing is found.
NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
#: What an entity has beside its properties, as FollowTheMoney and OpenSanctions write it.
BESIDE = frozenset(
    ("datasets", "referents", "first_seen", "last_change", "target", "origin", "key_prefix", "messages", "external")
)
_READ = frozenset(("id", "schema", "caption", "properties", "last_seen"))
_ID = re.compile(r"[^\s\x00-\x1f\ud800-\udfff]{1,190}\Z")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*\Z")
#: Words of ASCII with one space between them.
_CLEAN = re.compile(r"[!-~]+(?: [!-~]+)*\Z")
_PROPERTY = re.compile(r"[^=\s\x00-\x1f\ud800-\udfff]{1,100}\Z")

_MODELS: dict[str, type[Record]] = {"Ownership": Ownership, "Directorship": Directorship}
_OCCUPANCY = (("HOLDER", "holder"), ("POST", "post"))

Texts = dict[str, list[str]]


@dataclass
class Noticed:
    """What is to be said of a file as a whole: what the schema table does not know, counted; ids referred to."""

    schemata: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    referred: set[str] = field(default_factory=set)


def graph_id(key: str) -> str:
    """The id of an entity here; Wikidata's ids are the graph's own."""
    return f"wd:{key}" if key[0] == "Q" and _WIKIDATA.match(key) else f"ftm:{key}"


def key_of(entity: dict[str, Any]) -> str:
    """The id of an entity as the file has it. Raises ValueInvalid where it cannot be one."""
    key = entity.get("id")
    if not isinstance(key, str) or not _ID.match(key):
        raise ValueInvalid("`id` is missing" if key is None else f"not an id: {str(key)[:80]!r}")
    return key


def read_entity(dataset: str, entity: dict[str, Any], noticed: Noticed) -> tuple[RecordVersion, list[Entity | Named]]:
    """The record of an entity, and the thing itself where it is one. Raises ValueInvalid."""
    key, name = key_of(entity), entity.get("schema")
    if not isinstance(name, str) or not (name in TABLE or _PROPERTY.match(name)):
        raise ValueInvalid("`schema` is missing" if name is None else f"not a schema: {str(name)[:80]!r}")
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        raise ValueInvalid("`properties` is not an object")
    schema = schema_of(name)
    if not schema.in_table:
        noticed.schemata[name] = noticed.schemata.get(name, 0) + 1
    said: Texts = {}
    clean_text = _CLEAN.match
    for prop, given in properties.items():
        # Nearly all properties have one clean text.
        one = given[0] if type(given) is list and len(given) == 1 else None
        if type(one) is str and clean_text(one) and prop.isidentifier():
            said[prop] = given
        elif texts := _texts(prop, given):
            said[prop] = texts
    caption = entity.get("caption")
    shown = clean(caption) if isinstance(caption, str) else None
    if shown is None:
        shown = next((said[prop][0] for prop in schema.caption if prop in said), None)
    for prop in entity.keys() - _READ:
        if prop not in BESIDE:
            noticed.beside[prop] = noticed.beside.get(prop, 0) + 1
        elif entity[prop] == []:
            continue
        if texts := _texts(prop, entity[prop]):
            said[prop] = sorted({*said[prop], *texts}) if prop in said else texts
    if schema.kind is None:
        return _between(dataset, key, schema, shown, said, noticed.referred), []
    id_ = graph_id(key)
    shown = shown or key
    names = {shown}
    for prop in NAMES:
        if prop in said:
            names.update(said[prop])
    sorted_ = sorted(names)
    thing = Named(id_, schema.kind, shown, sorted_, name_keys(sorted_))
    links = [("ABOUT", id_)]
    if not schema.entities.isdisjoint(said):
        links += [("REFERS_TO", end) for end in _ends(said, schema.entities, noticed.referred, keep=True)]
    parts = _numbers(dataset, key, schema, said)
    profile = _record(Profile, dataset, key, shown, said, links, parts, ftmSchema=name)
    return profile, [thing]


def _between(
    dataset: str, key: str, schema: Schema, shown: str | None, said: Texts, referred: set[str]
) -> RecordVersion:
    """The record of an entity that is said of others."""
    name = shown or schema.name
    if schema.name == "Sanction" and _one(said, "entity"):
        return _listing(dataset, key, name, said, referred)
    dates = _interval(said)
    if schema.name == "Occupancy" and _one(said, "holder") and _one(said, "post"):
        links = [(type_, end) for type_, prop in _OCCUPANCY for end in _ends(said, (prop,), referred)]
        return _record(Occupancy, dataset, key, name, said, links, [], **dates)
    role, percentage = _only(said, "role"), _only(said, "percentage")
    links = [
        *(("SUBJECT", end) for end in _ends(said, schema.subjects, referred)),
        # Where several properties lead to objects, the values say which of them each was.
        *(("OBJECT", end) for end in _ends(said, schema.objects, referred, keep=len(schema.objects) > 1)),
        *(("REFERS_TO", end) for end in _ends(said, schema.entities, referred, keep=True)),
    ]
    parts = _numbers(dataset, key, schema, said)
    stated = {"ftmSchema": schema.name, "role": role, "percentage": percentage, **dates}
    return _record(_MODELS.get(schema.name, Relation), dataset, key, name, said, links, parts, **stated)


def _listing(dataset: str, key: str, name: str, said: Texts, referred: set[str]) -> RecordVersion:
    """A Sanction as an entry of its authority's list; without an authority, of the data set."""
    programs = said.pop("program", [])
    stated = {
        # What reads like the name that stands in for it stays a value, so that it is known to be said.
        "list": (said.get("authority") != [dataset] and _only(said, "authority")) or dataset,
        "reference": (said.get("authorityId") != [key] and _only(said, "authorityId")) or key,
        "listType": programs[0] if len(programs) == 1 else "Sanction",
        "entryType": "sanction",
        "listedOn": _only(said, "listingDate"),
        "programs": programs,
        "measures": said.pop("provisions", []),
        "reason": _only(said, "reason"),
    }
    links = [("ABOUT", end) for end in _ends(said, ("entity",), referred)]
    return _record(Listing, dataset, key, name, said, links, [], **stated)


def _record(
    model: type[Record],
    dataset: str,
    key: str,
    name: str,
    said: Texts,
    links: list[tuple[str, str]],
    parts: list[NodeRow],
    **stated: str | list[str] | None,
) -> RecordVersion:
    """A record as rows; what they hold is the model's, as a test checks."""
    properties: dict[str, Value] = {"name": name, "dataset": dataset, "key": key}
    for field_, value in stated.items():
        if value:
            properties[field_] = value
    if values := sorted([f"{prop}={text}" for prop, texts in said.items() for text in texts]):
        properties["values"] = values
    ends = [(type_, "Entity", end) for type_, end in links] + [("PART", "Statement", part.id) for part in parts]
    return RecordVersion.by(key, NodeRow(model.labels, properties, ends), parts)


def _texts(prop: str, given: object) -> list[str]:
    """The values of a property, cleaned, sorted, each once."""
    if not _PROPERTY.match(prop):
        raise ValueInvalid(f"not a property: {prop[:80]!r}")
    found = []
    for value in given if isinstance(given, list) else [given]:
        if type(value) is str:
            if text := value if _CLEAN.match(value) else clean(value):
                found.append(text)
            continue
        if isinstance(value, bool):
            value = "true" if value else "false"
        elif isinstance(value, int | float):
            value = str(value)
        elif isinstance(value, dict | list):
            if isinstance(value, dict) and "schema" in value:
                raise ValueInvalid(f"`{prop}` holds a whole entity: give entities.ftm.json, not a nested file")
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        if value and (text := clean(str(value))):
            found.append(text)
    return found if len(found) < 2 else sorted(set(found))


def _one(said: Texts, prop: str) -> bool:
    """Whether a property names one thing."""
    return len(said.get(prop, ())) == 1 and _ID.match(said[prop][0]) is not None


def _only(said: Texts, prop: str) -> str | None:
    """The value of a property that has just one; several stay among the values."""
    return said.pop(prop)[0] if len(said.get(prop, ())) == 1 else None


def _ends(said: Texts, props: tuple[str, ...] | frozenset[str], referred: set[str], keep: bool = False) -> list[str]:
    """Ids of the things under properties; unless they are kept, they are not among the values then.

    What cannot be an id stays a value, and leads nowhere.
    """
    found: list[str] = []
    for prop in props:
        if prop in said:
            keys = [key for key in said[prop] if _ID.match(key)]
            found += map(graph_id, keys)
            if not keep:
                said[prop] = [key for key in said[prop] if key not in keys]
    referred.update(found)
    return found if len(found) < 2 else sorted(set(found))


def _interval(said: Texts) -> dict[str, str | None]:
    """Start and end as stated, and the days that they may mean at the widest; dates may bear a time of day."""
    earliest = [day.earliest for text in said.get("startDate", ()) if (day := _day(text))]
    latest = [day.latest for text in said.get("endDate", ()) if (day := _day(text))]
    return {
        "startDate": _only(said, "startDate"),
        "endDate": _only(said, "endDate"),
        "earliest": min(earliest, default=None),
        "latest": max(latest, default=None),
    }


def _day(text: str) -> HalfDate | None:
    try:
        return HalfDate.parse(text[:10])
    except ValueInvalid:
        return None


def _numbers(dataset: str, key: str, schema: Schema, said: Texts) -> list[NodeRow]:
    """Registration numbers and papers as parts: stated, never ids. An IMO number is checked."""
    found: list[NodeRow] = []
    if schema.identifiers.isdisjoint(said):
        return found
    for prop in sorted(schema.identifiers & said.keys()):
        for number in said.pop(prop):
            mark = blake2b(f"{prop}={number}".encode(), digest_size=6).hexdigest()
            id_ = f"{dataset}:{key}#identification-{mark}"
            if schema.ship and prop == "imoNumber":
                part = imo(number).model_copy(update={"id": id_})
                if number != f"IMO{part.number}":
                    # As it is written in this file, which the part does not say.
                    said.setdefault(prop, []).append(number)
                found.append(NodeRow.of(part))
            else:
                properties: dict[str, Value] = {
                    "id": id_,
                    "name": f"{prop} {number}",
                    "documentType": prop,
                    "number": number,
                }
                found.append(NodeRow(Identification.labels, properties))
    return found
