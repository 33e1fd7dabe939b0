"""Border stations, crossings, ports and spaceports: a JSON list of places, or the CSV of Trainline or UN/LOCODE.

Two forms, one shape. A file of facts without dated sources is one edition of a data set; a file whose
places each name their `source` gives statements that are known from that source's date. A place is what
its entry says it is: a station is not its settlement, a port not a cosmodrome.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...graph.editions.documents import store, store_entities
from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.countries import is_code
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import slug
from ...schema.names import clean
from ...schema.node import Node
from ...schema.sources import Edition, Publisher, Report
from ...schema.statements import Alias, Code, Location, Part, RailLink, Record
from ..common.csv_rows import first_row
from ..common.load import Found, Rows, UnreadKeys, close, edition_date, read_json, reason, store_rows, texts, unique
from ..curated.forms import ReportForm
from ..curated.yaml_file import known_from, report_of
from . import trainline, unlocode

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


_BROKEN = (ValueError, KeyError, TypeError, AttributeError)


@dataclass
class _Place:
    """An entry of the file, where it stands, and the thing that it is about."""

    where: str
    entry: dict[str, Any]
    thing: Entity
    country: str | None

    @property
    def id(self) -> str:
        return self.thing.id


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a file of places. `edition` dates a file whose places name no dated source.

    A `.csv` is Trainline's or UN/LOCODE's, by its first row; a folder is a release of UN/LOCODE.
    """
    if path.is_dir():
        return unlocode.load(graph, path, edition, progress)
    if path.suffix.lower() == ".csv":
        return _load_csv(graph, path, edition, progress)
    account = LoadReport("stations", str(path))
    content = read_json(path)
    if not isinstance(content, list):
        raise InputError(str(path), "not a list of places", "Give a JSON list of stations and crossings.")
    places = list(_places(path, content, account))
    if any("source" in place.entry for place in places):
        return _store_sourced(graph, account, places)
    date = edition_date(path, edition, None, [json.dumps(content)], account)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Border stations, as of {date}",
        dataset=DATASET,
        date=date,
        publisher=_PUBLISHER.id,
    )
    found: list[Found] = []
    for place in places:
        account.read += 1
        try:
            neighbours: list[Entity] = []
            made = [_location(place, "", ""), *_neighbours(place, places, neighbours)]
        except _BROKEN as error:
            account.reject(place.where, reason(error), place.entry.get("name"))
        else:
            account.read += len(made) - 1
            found += [(place.where, record, _things(record, places, neighbours)) for record in made]
    unread = UnreadKeys(under={""} if account.rejections else set())
    rows = unique(account, found, Rows(state, stubs=[_PUBLISHER], unread=unread))
    return store_rows(graph, rows, account)


def _load_csv(graph: Graph, path: Path, edition: str | None, progress: Progress | None) -> LoadReport:
    if unlocode.is_release(first_row(path, ",")):
        return unlocode.load(graph, path, edition, progress)
    if trainline.is_stations(first_row(path, trainline.DELIMITER)):
        return trainline.load(graph, path, edition, progress)
    raise InputError(
        f"{path}:1",
        "neither the header of Trainline's stations nor a row of UN/LOCODE",
        "Give one of these, or a JSON list of stations and crossings.",
    )


def _store_sourced(graph: Graph, account: LoadReport, places: list[_Place]) -> LoadReport:
    """Places whose statements have a source each: documents, known from their source's date."""
    records: dict[str, Record] = {}
    basics: dict[str, list[Node]] = {}

    def stated(where: str, source: object, make: Callable[[Report], Record]) -> None:
        account.read += 1
        try:
            report, publisher = _source(source)
            record = make(report)
            if record.id in records:
                raise ValueInvalid(f"{record.id} is stated twice by the same source")
        except _BROKEN as error:
            account.reject(where, reason(error))
        else:
            records[record.id] = record
            basics[report.id] = [*publisher, report]

    for place in places:
        entry, where = place.entry, place.where
        stated(where, entry.get("source"), lambda report, place=place: _located(place, report))  # type: ignore[misc]
        for link in entry.get("links") or []:
            stated(
                f"{where}, link to {link.get('to')}",
                link.get("source", entry.get("source")),
                lambda report, place=place, link=link: _linked(place, link, report, places),  # type: ignore[misc]
            )
    with graph.writing() as tx:
        store_entities(tx, [thing for record in records.values() for thing in _things(record, places, [])])
        store(tx, {node.id: node for nodes in basics.values() for node in nodes}.values())
        changed = store(tx, records.values())
        for record in records.values():
            if changed[record.family, record.id]:
                account.written += 1
            else:
                account.unchanged += 1
        close(tx, account)
    return account


def _places(path: Path, content: list[Any], account: LoadReport) -> Iterator[_Place]:
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
            if country is not None and not is_code(str(country)):
                raise ValueInvalid(f"country {country!r} is not an ISO 3166-1 alpha-2 code")
            names = [*map(str, (entry.get("names") or {}).values()), *texts(entry, "aka_in_reports")]
            full = id_ if ":" in id_ else f"{DATASET}:{id_}"
            thing = Entity.named(full, kind, str(entry["name"]), names)
        except _BROKEN as error:
            account.read += 1
            account.reject(where, reason(error), json.dumps(entry, ensure_ascii=False))
            continue
        yield _Place(f"{where} ({id_})", entry, thing, f"iso:{country}" if country else None)


def _things(record: Record, places: list[_Place], more: list[Entity]) -> list[Entity]:
    """What a record speaks of: places of the file, States, and neighbours outside the file."""
    ends = {end for _, family, end in record.relationships() if family == "Entity"}
    states = [Entity.named(end, "Country", end[4:]) for end in sorted(ends) if end.startswith("iso:")]
    return [*(thing for thing in (*(p.thing for p in places), *more) if thing.id in ends), *states]


def _location(place: _Place, id_: str, since: str) -> Location:
    entry = place.entry
    parts: list[Part] = []
    for lang, name in sorted((entry.get("names") or {}).items()):
        shown = clean(str(name)) or lang
        parts.append(Alias(id=f"{place.id}#name-{slug(lang)}-{slug(shown)}", name=shown, lang=str(lang)))
    for name in texts(entry, "aka_in_reports"):
        shown = clean(name) or "-"
        parts.append(Alias(id=f"{place.id}#name-{slug(shown)}", name=shown, quality="in reports"))
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
        name=place.thing.name,
        dataset=DATASET,
        key=place.id.removeprefix(f"{DATASET}:"),
        since=since,
        latitude=latitude,
        longitude=longitude,
        located=entry.get("location"),
        opened=entry.get("opened") or entry.get("opened_dual_gauge"),
        lines=texts(entry, "line"),
        gauges=[int(gauge) for gauge in texts(entry, "gauge_mm")],
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


def _linked(place: _Place, link: dict[str, Any], report: Report, places: list[_Place]) -> RailLink:
    to = str(link["to"])
    other = next((p.thing for p in places if p.id == to), None)
    if other is None:
        raise ValueInvalid(f"link to {to!r}, which is no place of this file")
    key = f"{place.id}/{to}/{report.id}"
    return RailLink(
        id=f"raillink:{key}",
        name=f"{place.thing.name} to {other.name}",
        dataset=SOURCED,
        key=key,
        since=known_from(report),
        source=report.id,
        gauges=[int(gauge) for gauge in texts(link, "gauge_mm")],
        km=link.get("km"),
        border=bool(link.get("border")),
        note=link.get("note"),
        ends=[place.id, to],
        over=link.get("over"),
    )


def _neighbours(place: _Place, places: list[_Place], outside: list[Entity]) -> Iterator[RailLink]:
    """Rail links as the compiled file writes them: `Khasan (5 km by ru-wiki; 2.3 km by …)`, `connects`.

    Neighbours that are no place of the file are added to `outside`.
    """
    by_name = {p.thing.name: p for p in places if p.thing.kind == "RailStation"}
    by_id = {p.id: p for p in places}
    if place.entry.get("connects"):
        ends = [by_id.get(f"{DATASET}:{end}") for end in place.entry["connects"]]
        first, second = ends
        if first is None or second is None:
            raise ValueInvalid(f"connects {place.entry['connects']}, which are not both places of this file")
        yield _neighbour_link(first, second, None, None, place)
    for text in texts(place.entry, "neighbours"):
        name = text.partition("(")[0].strip()
        other = by_name.get(name)
        if other is None:
            thing = Entity.named(f"{DATASET}:{slug(name)}", "RailStation", name)
            outside.append(thing)
            other = _Place(place.where, {}, thing, None)
        for km, by in _KM.findall(text) or [(None, None)]:
            yield _neighbour_link(place, other, float(km) if km else None, by or None, None)


def _neighbour_link(first: _Place, second: _Place, km: float | None, by: str | None, over: _Place | None) -> RailLink:
    key = "/".join(filter(None, (first.id, second.id, str(km) if km else None, over.id if over else None)))
    gauges = set(first.entry.get("gauge_mm") or []) & set(second.entry.get("gauge_mm") or [])
    return RailLink(
        id="",
        name=f"{first.thing.name} to {second.thing.name}",
        dataset=DATASET,
        key=key.replace(f"{DATASET}:", ""),
        gauges=sorted(gauges),
        km=km,
        border=bool(first.country and second.country and first.country != second.country),
        note=f"length by {by}" if by else ("gauges that both stations have" if gauges else None),
        ends=[first.id, second.id],
        over=over.id if over else None,
    )


def _source(source: object) -> tuple[Report, list[Node]]:
    """The report that a statement names, and its publisher where it is described there."""
    if not isinstance(source, dict):
        raise ValueInvalid("no source: every fact needs its source, with publisher, date and address")
    said = dict(source)
    publisher = said.pop("publisher")
    described: list[Node] = []
    if isinstance(publisher, dict):
        described = [Publisher(**publisher)]
        publisher = publisher["id"]
    return report_of(ReportForm.model_validate({**said, "publisher": publisher})), described
