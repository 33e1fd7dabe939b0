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
from ...schema.countries import state_id
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.ftm_schema import TABLE, Schema, schema_of
from ...schema.names import clean, name_keys
from ...schema.node import Value
from ...schema.statements import (
    Directorship,
    Identification,
    Listing,
    Occupancy,
    Occurrence,
    Ownership,
    Profile,
    Record,
    Relation,
)
from ..common.listing_parts import imo
from .cited import Cited
from .events import PARTICIPANTS, PLACES, DocumentedEvent, documented, kind_of_event, kind_words

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
#: Properties that name States, and how a profile leads to them; codes of two letters, as FollowTheMoney writes them.
_STATES = {"nationality": "NATIONAL_OF", "citizenship": "NATIONAL_OF", "flag": "FLAG_STATE"}
_STATES |= dict.fromkeys(("country", "jurisdiction", "mainCountry"), "COUNTRY")
_OCCUPANCY = (("HOLDER", "holder"), ("POST", "post"))

Texts = dict[str, list[str]]


@dataclass
class Noticed:
    """What is to be said of a file as a whole: what the schema table does not know, counted; ids referred to.

    `cited` are the documents of the file with what they are cited for, `events` those that documents tell of.
    """

    schemata: dict[str, int] = field(default_factory=dict)
    extra_keys: dict[str, int] = field(default_factory=dict)
    referred: set[str] = field(default_factory=set)
    cited: Cited = field(default_factory=Cited)
    events: list[DocumentedEvent] = field(default_factory=list)
    states: set[str] = field(default_factory=set)


def graph_id(key: str) -> str:
    """The id of an entity here; Wikidata's ids are the graph's own, but for States, which are known by ISO code."""
    if key[0] == "Q" and _WIKIDATA.match(key):
        return state_id(key) or f"wd:{key}"
    return f"ftm:{key}"


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
    by_property: Texts = {}
    clean_text = _CLEAN.match
    for prop, raw in properties.items():
        # Nearly all properties have one clean text.
        single = raw[0] if type(raw) is list and len(raw) == 1 else None
        if type(single) is str and clean_text(single) and prop.isidentifier():
            by_property[prop] = raw
        elif texts := _texts(prop, raw):
            by_property[prop] = texts
    caption = entity.get("caption")
    shown = clean(caption) if isinstance(caption, str) else None
    if shown is None:
        shown = next((by_property[prop][0] for prop in schema.caption if prop in by_property), None)
    for prop in entity.keys() - _READ:
        if prop not in BESIDE:
            noticed.extra_keys[prop] = noticed.extra_keys.get(prop, 0) + 1
        elif entity[prop] == []:
            continue
        if texts := _texts(prop, entity[prop]):
            by_property[prop] = sorted({*by_property[prop], *texts}) if prop in by_property else texts
    if schema.kind is None:
        return _between(dataset, key, schema, shown, by_property, noticed), []
    id_ = graph_id(key)
    shown = shown or key
    names = {shown}
    for prop in NAMES:
        if prop in by_property:
            names.update(by_property[prop])
    sorted_ = sorted(names)
    kind = kind_of_event(schema.kind, kind_words(by_property)) if schema.event else schema.kind
    thing = Named(id_, kind, shown, sorted_, name_keys(sorted_))
    if schema.event:
        return _occurrence(dataset, key, id_, schema, shown, by_property, noticed), [thing]
    links = [("ABOUT", id_)]
    if not schema.entities.isdisjoint(by_property):
        links += [("REFERS_TO", end) for end in _ends(by_property, schema.entities, noticed.referred, keep=True)]
    if not _STATES.keys().isdisjoint(by_property):
        links += _states(by_property, noticed.states)
    parts = _numbers(dataset, key, schema, by_property)
    locator = noticed.cited.locator(key)
    profile = _record(Profile, dataset, key, shown, by_property, links, parts, ftmSchema=name, locator=locator)
    return profile, [thing]


def _occurrence(
    dataset: str, key: str, id_: str, schema: Schema, shown: str, by_property: Texts, noticed: Noticed
) -> RecordVersion:
    """The record of an event: its days, its places where they are entities, and who took part."""
    participants = _ends(by_property, PARTICIPANTS, noticed.referred, keep=True)
    places = _ends(by_property, PLACES, noticed.referred, keep=True)
    if key in noticed.cited.places:
        noticed.events.append(documented(key, id_, by_property, participants))
    dates = _interval(by_property, event=True)
    fields_ = {"summary": _only(by_property, "summary"), "url": _only(by_property, "sourceUrl"), **dates}
    links = [
        ("ABOUT", id_),
        *(("PLACE", end) for end in places),
        *(("PARTICIPANT", end) for end in participants),
    ]
    # What else it names stays in its values, and is known as a thing of the file.
    _ends(by_property, schema.entities, noticed.referred, keep=True)
    fields_ |= {"locator": noticed.cited.locator(key), "ftmSchema": schema.name}
    topics = by_property.pop("keywords", [])
    return _record(Occurrence, dataset, key, shown, by_property, links, [], topics=topics, **fields_)


def _between(
    dataset: str, key: str, schema: Schema, shown: str | None, by_property: Texts, noticed: Noticed
) -> RecordVersion:
    """The record of an entity that is said of others."""
    name, referred = shown or schema.name, noticed.referred
    if schema.name == "Sanction" and _one(by_property, "entity"):
        return _listing(dataset, key, name, by_property, referred)
    dates = _interval(by_property)
    if schema.name == "Occupancy" and _one(by_property, "holder") and _one(by_property, "post"):
        links = [(type_, end) for type_, prop in _OCCUPANCY for end in _ends(by_property, (prop,), referred)]
        return _record(Occupancy, dataset, key, name, by_property, links, [], **dates)
    role, percentage = _only(by_property, "role"), _only(by_property, "percentage")
    links = [
        *(("SUBJECT", end) for end in _ends(by_property, schema.subjects, referred)),
        # Where several properties lead to objects, the values say which of them each was.
        *(("OBJECT", end) for end in _ends(by_property, schema.objects, referred, keep=len(schema.objects) > 1)),
        *(("REFERS_TO", end) for end in _ends(by_property, schema.entities, referred, keep=True)),
    ]
    parts = _numbers(dataset, key, schema, by_property)
    locator = noticed.cited.locator(key)
    fields_ = {"ftmSchema": schema.name, "role": role, "percentage": percentage, "locator": locator, **dates}
    return _record(_MODELS.get(schema.name, Relation), dataset, key, name, by_property, links, parts, **fields_)


def _listing(dataset: str, key: str, name: str, by_property: Texts, referred: set[str]) -> RecordVersion:
    """A Sanction as an entry of its authority's list; without an authority, of the data set."""
    programs = by_property.pop("program", [])
    fields_ = {
        # What reads like the name that stands in for it stays a value, so that it is known to be said.
        "list": (by_property.get("authority") != [dataset] and _only(by_property, "authority")) or dataset,
        "reference": (by_property.get("authorityId") != [key] and _only(by_property, "authorityId")) or key,
        "listType": programs[0] if len(programs) == 1 else "Sanction",
        "entryType": "sanction",
        "listedOn": _only(by_property, "listingDate"),
        "programs": programs,
        "measures": by_property.pop("provisions", []),
        "reason": _only(by_property, "reason"),
    }
    links = [("ABOUT", end) for end in _ends(by_property, ("entity",), referred)]
    return _record(Listing, dataset, key, name, by_property, links, [], **fields_)


def _record(
    model: type[Record],
    dataset: str,
    key: str,
    name: str,
    by_property: Texts,
    links: list[tuple[str, str]],
    parts: list[NodeRow],
    **fields_: str | list[str] | None,
) -> RecordVersion:
    """A record as rows; what they hold is the model's, as a test checks."""
    properties: dict[str, Value] = {"name": name, "dataset": dataset, "key": key}
    for field_, value in fields_.items():
        if value:
            properties[field_] = value
    if values := sorted([f"{prop}={text}" for prop, texts in by_property.items() for text in texts]):
        properties["values"] = values
    ends = [(type_, "Entity", end) for type_, end in links] + [("PART", "Statement", part.id) for part in parts]
    return RecordVersion.by(key, NodeRow(model.labels, properties, ends), parts)


def _texts(prop: str, raw: object) -> list[str]:
    """The values of a property, cleaned, sorted, each once."""
    if not _PROPERTY.match(prop):
        raise ValueInvalid(f"not a property: {prop[:80]!r}")
    results = []
    for value in raw if isinstance(raw, list) else [raw]:
        if type(value) is str:
            if text := value if _CLEAN.match(value) else clean(value):
                results.append(text)
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
            results.append(text)
    return results if len(results) < 2 else sorted(set(results))


def _one(by_property: Texts, prop: str) -> bool:
    """Whether a property names one thing."""
    return len(by_property.get(prop, ())) == 1 and _ID.match(by_property[prop][0]) is not None


def _only(by_property: Texts, prop: str) -> str | None:
    """The value of a property that has just one; several stay among the values."""
    return by_property.pop(prop)[0] if len(by_property.get(prop, ())) == 1 else None


def _ends(
    by_property: Texts, props: tuple[str, ...] | frozenset[str], referred: set[str], keep: bool = False
) -> list[str]:
    """Ids of the things under properties; unless they are kept, they are not among the values then.

    What cannot be an id stays a value, and leads nowhere.
    """
    results: list[str] = []
    for prop in props:
        if prop in by_property:
            keys = [key for key in by_property[prop] if _ID.match(key)]
            results += map(graph_id, keys)
            if not keep:
                by_property[prop] = [key for key in by_property[prop] if key not in keys]
    referred.update(results)
    return results if len(results) < 2 else sorted(set(results))


def _states(by_property: Texts, noticed: set[str]) -> list[tuple[str, str]]:
    """Links to the States whose codes stand under properties; the values stay, with what is no code among them."""
    pairs = {
        (type_, state)
        for prop, type_ in _STATES.items()
        for text in by_property.get(prop, ())
        if (state := state_id(text))
    }
    noticed.update(state for _, state in pairs)
    return sorted(pairs)


def _interval(by_property: Texts, event: bool = False) -> dict[str, str | None]:
    """Start and end as stated, and the days that they may mean at the widest; dates may bear a time of day.

    An event without an end ended on the day on which it was; `date` is that day where it has no start.
    """
    starts = by_property.get("startDate", ())
    ends = by_property.get("endDate", ())
    if event:
        starts = [*starts, *by_property.get("date", ())]
        ends = ends or starts
    earliest = [day.earliest for text in starts if (day := _day(text))]
    latest = [day.latest for text in ends if (day := _day(text))]
    return {
        "startDate": _only(by_property, "startDate"),
        "endDate": _only(by_property, "endDate"),
        "earliest": min(earliest, default=None),
        "latest": max(latest, default=None),
    }


def _day(text: str) -> HalfDate | None:
    try:
        return HalfDate.parse(text[:10])
    except ValueInvalid:
        return None


def _numbers(dataset: str, key: str, schema: Schema, by_property: Texts) -> list[NodeRow]:
    """Registration numbers and papers as parts: stated, never ids. An IMO number is checked."""
    results: list[NodeRow] = []
    if schema.identifiers.isdisjoint(by_property):
        return results
    for prop in sorted(schema.identifiers & by_property.keys()):
        for number in by_property.pop(prop):
            mark = blake2b(f"{prop}={number}".encode(), digest_size=6).hexdigest()
            id_ = f"{dataset}:{key}#identification-{mark}"
            if schema.ship and prop == "imoNumber":
                part = imo(number).model_copy(update={"id": id_})
                if number != f"IMO{part.number}":
                    # As it is written in this file, which the part does not say.
                    by_property.setdefault(prop, []).append(number)
                results.append(NodeRow.of(part))
            else:
                properties: dict[str, Value] = {
                    "id": id_,
                    "name": f"{prop} {number}",
                    "documentType": prop,
                    "number": number,
                }
                results.append(NodeRow(Identification.labels, properties))
    return results
