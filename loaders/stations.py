"""Border stations, crossings, ports and spaceports: a JSON list of places.

Two forms, one shape. A file of facts without dated sources is one edition of a data set; a file whose
places each name their `source` gives statements that are known from that source's date. A place is what
its entry says it is: a station is not its settlement, a port not a cosmodrome.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..graph.account import Account
from ..graph.documents import store, store_entities
from ..graph.editions import edition_id
from ..graph.store import Graph
from ..schema.entities import Entity
from ..schema.errors import InputError, ValueInvalid
from ..schema.ids import slug
from ..schema.node import Node
from ..schema.sources import Edition, Publisher, Report
from ..schema.statements import Alias, Code, Location, Part, RailLink, Record
from .base import Progress, Rows, close, edition_date, read_json, reason, store_rows, unique
from .yaml_file import known_from, report_of

DATASET = "stations"
#: Places whose statements have a source of their own; they are no edition of a data set.
SOURCED = "places"
KINDS = {
    "railway station": "RailStation",
    "settlement": "Settlement",
    "rail bridge": "BorderCrossing",
    "border crossing": "BorderCrossing",
    "port": "Port",
    "naval port": "Port",
    "port+rail": "Port",
    "spaceport": "Spaceport",
    "cosmodrome": "Spaceport",
    "depot": "Facility",
    "ammunition depot": "Facility",
    "facility": "Facility",
}
_PUBLISHER = Publisher(id="pub:stations-file", name="Compiled facts on border stations")
_KM = re.compile(r"([\d.]+)\s*km(?:\s+by\s+([^;,)]+))?")


@dataclass
class _Place:
    """An entry of the file and where it stands."""

    where: str
    entry: dict[str, Any]
    id: str
    kind: str
    country: str | None


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> Account:
    """Load a file of places. `edition` dates a file whose places name no dated source."""
    account = Account("stations", str(path))
    content = read_json(path)
    if not isinstance(content, list):
        raise InputError(str(path), "not a list of places", "Give a JSON list of stations and crossings.")
    places = list(_places(path, content, account))
    entities = {place.id: _entity(place) for place in places}
    countries = {p.country for p in places if p.country}
    entities |= {c: Entity.named(c, "Country", c.partition(":")[2]) for c in countries}
    if any("source" in place.entry for place in places):
        return _store_sourced(graph, path, account, places, entities)
    date = edition_date(path, edition, None, [json.dumps(content)], account)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Border stations, as of {date}",
        dataset=DATASET,
        date=date,
        publisher=_PUBLISHER.id,
    )
    records: list[tuple[str, Record]] = []
    for place in places:
        account.read += 1
        try:
            made = [_location(place, "", ""), *_neighbours(place, places, entities)]
        except (ValidationError, ValueInvalid, ValueError, TypeError, AttributeError) as error:
            account.reject(place.where, reason(error), place.entry.get("name"))
        else:
            account.read += len(made) - 1
            records += [(place.where, record) for record in made]
    kept = unique(account, records)
    used = {end for record in kept for _, family, end in record.relationships() if family == "Entity"}
    return store_rows(graph, Rows(state, kept, [entities[i] for i in sorted(used)], [_PUBLISHER]), account)


def _store_sourced(
    graph: Graph, path: Path, account: Account, places: list[_Place], entities: dict[str, Entity]
) -> Account:
    basics: dict[str, Node] = {}
    records: dict[str, Record] = {}

    def stated(where: str, source: object, make: Any) -> None:
        account.read += 1
        try:
            report = _source(source, basics)
            record: Record = make(report)
            if record.id in records:
                raise ValueInvalid(f"{record.id} is stated twice by the same source")
            records[record.id] = record
        except (ValidationError, ValueInvalid, ValueError, KeyError, TypeError, AttributeError) as error:
            why = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else reason(error)
            account.reject(where, why)

    for place in places:
        entry, where = place.entry, place.where
        stated(where, entry.get("source"), lambda report, p=place: _located(p, report))
        for link in entry.get("links") or []:
            stated(
                f"{where}, link to {link.get('to')}",
                link.get("source", entry.get("source")),
                lambda report, p=place, link=link: _linked(p, link, report, entities),
            )
    with graph.writing() as tx:
        store_entities(tx, entities.values())
        store(tx, basics.values())
        changed = store(tx, records.values())
        for record in records.values():
            if changed[record.family, record.id]:
                account.written += 1
            else:
                account.unchanged += 1
        close(tx, account)
    return account


def _places(path: Path, content: list[Any], account: Account) -> Iterator[_Place]:
    for number, entry in enumerate(content):
        where = f"{path}: entry {number + 1}"
        try:
            id_ = str(entry["id"])
            kind = KINDS.get(str(entry["kind"]))
            if kind is None:
                raise ValueInvalid(f"kind {entry['kind']!r} is none of {', '.join(KINDS)}")
            if not entry.get("name"):
                raise ValueInvalid("no name")
            country = entry.get("country")
            if country is not None and not re.fullmatch(r"[A-Z]{2}", str(country)):
                raise ValueInvalid(f"country {country!r} is not an ISO 3166-1 alpha-2 code")
        except (KeyError, TypeError, ValueInvalid) as error:
            account.read += 1
            why = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else reason(error)
            account.reject(where, why, json.dumps(entry, ensure_ascii=False))
            continue
        full = id_ if ":" in id_ else f"{DATASET}:{id_}"
        yield _Place(f"{where} ({id_})", entry, full, kind, f"iso:{country}" if country else None)


def _entity(place: _Place) -> Entity:
    entry = place.entry
    names = [str(n) for n in [*(entry.get("names") or {}).values(), *(entry.get("aka_in_reports") or [])]]
    return Entity.named(place.id, place.kind, str(entry["name"]), names)


def _location(place: _Place, id_: str, since: str) -> Location:
    entry = place.entry
    parts: list[Part] = []
    for lang, name in sorted((entry.get("names") or {}).items()):
        parts.append(Alias(id=f"{place.id}#name-{slug(lang)}-{slug(name)}", name=str(name), lang=str(lang)))
    for name in entry.get("aka_in_reports") or []:
        parts.append(Alias(id=f"{place.id}#name-{slug(name)}", name=str(name), quality="in reports"))
    for system, code in sorted((entry.get("codes") or {}).items()):
        if code:
            parts.append(
                Code(
                    id=f"{place.id}#code-{slug(system)}-{slug(str(code))}",
                    name=f"{system} {code}",
                    system=system,
                    value=str(code),
                )
            )
    latitude, longitude = entry.get("lat"), entry.get("lon")
    if latitude is not None and not -90 <= float(latitude) <= 90:
        raise ValueInvalid(f"latitude {latitude} is not within -90 and 90 degrees")
    if longitude is not None and not -180 <= float(longitude) <= 180:
        raise ValueInvalid(f"longitude {longitude} is not within -180 and 180 degrees")
    return Location(
        id=id_,
        name=str(entry["name"]),
        dataset=DATASET,
        key=place.id.removeprefix(f"{DATASET}:"),
        since=since,
        latitude=latitude,
        longitude=longitude,
        located=entry.get("location"),
        opened=entry.get("opened") or entry.get("opened_dual_gauge"),
        lines=[str(line) for line in entry.get("line") or []],
        gauges=[int(g) for g in entry.get("gauge_mm") or []],
        note=entry.get("note"),
        about=place.id,
        country=place.country,
        parts_=parts,
    )


def _located(place: _Place, report: Report) -> Location:
    key = f"{place.id}/{report.id}"
    location = _location(place, f"location:{key}", known_from(report))
    for part in location.parts_:
        part.id = f"{part.id}@{report.id.partition(':')[2]}"
    return location.model_copy(update={"dataset": SOURCED, "key": key, "source": report.id})


def _linked(place: _Place, link: dict[str, Any], report: Report, entities: dict[str, Entity]) -> RailLink:
    to = str(link["to"])
    if to not in entities:
        raise ValueInvalid(f"link to {to!r}, which is no place of this file")
    key = f"{place.id}/{to}/{report.id}"
    return RailLink(
        id=f"raillink:{key}",
        name=f"{entities[place.id].name} to {entities[to].name}",
        dataset=SOURCED,
        key=key,
        since=known_from(report),
        source=report.id,
        gauges=[int(g) for g in link.get("gauge_mm") or []],
        km=link.get("km"),
        border=bool(link.get("border")),
        note=link.get("note"),
        ends=[place.id, to],
        over=link.get("over"),
    )


def _neighbours(place: _Place, places: list[_Place], entities: dict[str, Entity]) -> Iterator[RailLink]:
    """Rail links as the compiled file writes them: `Khasan (5 km by ru-wiki; 2.3 km by …)`, `connects`."""
    by_name = {p.entry["name"]: p for p in places if p.kind == "RailStation"}
    by_id = {p.id: p for p in places}
    if place.entry.get("connects"):
        ends = [by_id[f"{DATASET}:{end}"] for end in place.entry["connects"]]
        yield _neighbour_link(ends, None, None, place)
    for text in place.entry.get("neighbours") or []:
        name = text.partition("(")[0].strip()
        other = by_name.get(name)
        if other is None:
            id_ = f"{DATASET}:{slug(name)}"
            entities.setdefault(id_, Entity.named(id_, "RailStation", name))
            other = _Place(place.where, {"name": name}, id_, "RailStation", None)
        for km, by in _KM.findall(text) or [(None, None)]:
            yield _neighbour_link([place, other], float(km) if km else None, by or None, None)


def _neighbour_link(ends: list[_Place], km: float | None, by: str | None, over: _Place | None) -> RailLink:
    first, second = ends
    key = "/".join(filter(None, (first.id, second.id, str(km) if km else None, over.id if over else None)))
    gauges = set(first.entry.get("gauge_mm") or []) & set(second.entry.get("gauge_mm") or [])
    return RailLink(
        id="",
        name=f"{first.entry['name']} to {second.entry['name']}",
        dataset=DATASET,
        key=key.replace(f"{DATASET}:", ""),
        gauges=sorted(gauges),
        km=km,
        border=bool(first.country and second.country and first.country != second.country),
        note=f"length by {by}" if by else ("gauges that both stations have" if gauges else None),
        ends=[first.id, second.id],
        over=over.id if over else None,
    )


def _source(source: object, basics: dict[str, Node]) -> Report:
    if not isinstance(source, dict):
        raise ValueInvalid("no source: every fact needs its source, with publisher, date and address")
    said = dict(source)
    publisher = said.pop("publisher")
    if isinstance(publisher, dict):
        basics[publisher["id"]] = Publisher(**publisher)
        publisher = publisher["id"]
    report = report_of({**said, "publisher": publisher})
    basics[report.id] = report
    return report
