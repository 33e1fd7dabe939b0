"""Border stations, crossings, ports and spaceports: JSON, the CSV of Trainline or UN/LOCODE, or OpenStreetMap.

Two forms, one shape. A file of facts without dated sources is one edition of a data set; a file whose
places each name their `source` gives statements that are known from that source's date. A place is what
its entry says it is: a station is not its settlement, a port not a cosmodrome.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from ...graph.editions.documents import store, store_entities
from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.further_records import RailLink
from ...schema.ids import slug
from ...schema.names import clean
from ...schema.node import Node
from ...schema.sources import Edition, Publisher, Report
from ...schema.statements import Alias, Code, Location, Part, Record
from ..common.csv_rows import first_row
from ..common.load import Found, Rows, UnreadKeys, close, edition_date, read_json, store_rows, unique
from ..common.open_file import suffix_of
from ..common.state_entity import state_entity
from ..curated.form import problems
from ..curated.forms import PublisherForm, ReportForm
from ..curated.yaml_file import known_from, report_of
from ..osm import load as osm
from . import trainline, unlocode
from .forms import KINDS, LinkForm, PlaceForm, PlaceSourceForm

#: Of the sources that this one reads, only a release of UN/LOCODE is in several files.
companions = unlocode.companions

DATASET = "stations"
#: Places whose statements have a source of their own; they are no edition of a data set.
SOURCED = "places"
_PUBLISHER = Publisher(id="pub:stations-file", name="Compiled facts on border stations")
_KM = re.compile(r"([\d.]+)\s*km(?:\s+by\s+([^;,)]+))?")


@dataclass(frozen=True)
class _Place:
    """An entry of the file, its position, and the entity that it is about."""

    position: str
    form: PlaceForm
    thing: Entity
    country: str | None

    @property
    def id(self) -> str:
        return self.thing.id

    @property
    def names(self) -> list[tuple[str, str]]:
        """Language and name, sorted."""
        return [(lang, clean(name) or lang) for lang, name in sorted(self.form.names.items())]


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a file of places. `edition` dates a file whose places name no dated source.

    A `.csv` is Trainline's or UN/LOCODE's, by its first row; a folder is a release of UN/LOCODE; `.osm.pbf` and `.osm`
    are extracts of OpenStreetMap.
    """
    if osm.is_extract(path):
        return osm.load(graph, path, edition, progress)
    if path.is_dir():
        return unlocode.load(graph, path, edition, progress)
    if suffix_of(path) == ".csv":
        return _load_csv(graph, path, edition, progress)
    account = LoadReport("stations", str(path))
    content = read_json(path)
    if not isinstance(content, list):
        raise InputError(str(path), "not a list of places", "Give a JSON list of stations and crossings.")
    places = list(_places(path, content, account))
    if any(isinstance(entry, dict) and "source" in entry for entry in content):
        return _store_sourced(graph, account, places)
    date = edition_date(path, edition, None, [str(content)], account)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Border stations, as of {date}",
        dataset=DATASET,
        date=date,
        publisher=_PUBLISHER.id,
    )
    parsed_records: list[Found] = []
    for place in places:
        account.read += 1
        try:
            neighbours: list[Entity] = []
            records = [_location(place, places, "", ""), *_neighbours(place, places, neighbours)]
        except ValueInvalid as error:
            account.reject(place.position, str(error), place.form.name)
        else:
            account.read += len(records) - 1
            parsed_records += [(place.position, record, _things(record, places, neighbours)) for record in records]
    unread = UnreadKeys(under={""} if account.rejections else set())
    rows = unique(account, parsed_records, Rows(state, stubs=[_PUBLISHER], unread=unread))
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

    def add(position: str, source: PlaceSourceForm | None, make: Callable[[Report], Record]) -> None:
        account.read += 1
        try:
            report, publishers = _source(source)
            record = make(report)
            if record.id in records:
                raise ValueInvalid(f"{record.id} is stated twice by the same source")
        except ValueInvalid as error:
            account.reject(position, str(error))
        else:
            records[record.id] = record
            basics[report.id] = [*publishers, report]

    for place in places:
        form = place.form
        add(place.position, form.source, partial(_located, place, places))
        for link in form.links:
            add(
                f"{place.position}, link to {link.to}",
                link.source or form.source,
                partial(_linked, place, link, places),
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


def _places(path: Path, content: list[object], account: LoadReport) -> Iterator[_Place]:
    for number, entry in enumerate(content, 1):
        position = f"{path}: entry {number}"
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            position += f" ({entry['id'][:80]})"
        try:
            form = PlaceForm.model_validate(entry)
            names = [*form.names.values(), *form.aka_in_reports]
            id_ = form.id if ":" in form.id else f"{DATASET}:{form.id}"
            thing = Entity.named(id_, KINDS[form.kind], form.name, names)
        except ValidationError as error:
            account.read += 1
            account.reject(position, "; ".join(problems(entry, error)), entry)
        except ValueInvalid as error:
            account.read += 1
            account.reject(position, str(error), entry)
        else:
            country = f"iso:{form.country}" if form.country else None
            yield _Place(position, form, thing, country)


def _things(record: Record, places: list[_Place], more: list[Entity]) -> list[Entity]:
    """What a record speaks of: places of the file, States, and neighbours outside the file."""
    ends = {end for _, family, end in record.relationships() if family == "Entity"}
    states = [state_entity(end) for end in sorted(ends) if end.startswith("iso:")]
    return [*(thing for thing in (*(p.thing for p in places), *more) if thing.id in ends), *states]


def _location(place: _Place, places: list[_Place], id_: str, since: str) -> Location:
    form = place.form
    ids = {p.form.id: p.id for p in places} | {p.id: p.id for p in places}
    if unknown := [wider for wider in form.part_of if wider not in ids]:
        raise ValueInvalid(f"part_of {unknown[0]!r}, which is no place of this file")
    parts: list[Part] = [
        *(Alias(id=f"{place.id}#name-{slug(lang)}-{slug(name)}", name=name, lang=lang) for lang, name in place.names),
        *(
            Alias(id=f"{place.id}#name-{slug(name)}", name=clean(name) or "-", quality="in reports")
            for name in form.aka_in_reports
        ),
        *(
            Code(id=f"{place.id}#code-{slug(system)}-{slug(code)}", name=f"{system} {code}", system=system, value=code)
            for system, code in sorted(form.codes.items())
        ),
    ]
    return Location(
        id=id_,
        name=place.thing.name,
        dataset=DATASET,
        key=place.id.removeprefix(f"{DATASET}:"),
        since=since,
        latitude=form.lat,
        longitude=form.lon,
        located=form.location,
        opened=form.opened or form.opened_dual_gauge,
        lines=form.line,
        gauges=form.gauge_mm,
        note=form.note,
        about=place.id,
        country=place.country,
        within=[ids[wider] for wider in form.part_of],
        parts_=parts,
    )


def _located(place: _Place, places: list[_Place], report: Report) -> Location:
    key = f"{place.id}/{report.id}"
    location = _location(place, places, f"location:{key}", known_from(report))
    for part in location.parts_:
        part.id = f"{part.id}@{report.id.partition(':')[2]}"
    return location.model_copy(update={"dataset": SOURCED, "key": key, "source": report.id})


def _linked(place: _Place, link: LinkForm, places: list[_Place], report: Report) -> RailLink:
    other = next((p.thing for p in places if p.id == link.to), None)
    if other is None:
        raise ValueInvalid(f"link to {link.to!r}, which is no place of this file")
    key = f"{place.id}/{link.to}/{report.id}"
    return RailLink(
        id=f"raillink:{key}",
        name=f"{place.thing.name} to {other.name}",
        dataset=SOURCED,
        key=key,
        since=known_from(report),
        source=report.id,
        gauges=link.gauge_mm,
        km=link.km,
        border=link.border,
        note=link.note,
        ends=[place.id, link.to],
        over=link.over,
    )


def _neighbours(place: _Place, places: list[_Place], outside: list[Entity]) -> Iterator[RailLink]:
    """Rail links as the compiled file writes them: `Khasan (5 km by ru-wiki; 2.3 km by …)`, `connects`.

    Neighbours that are no place of the file are added to `outside`.
    """
    by_name = {p.thing.name: p for p in places if p.thing.kind == "RailStation"}
    by_id = {p.id: p for p in places}
    if place.form.connects:
        first, second = (by_id.get(f"{DATASET}:{end}") for end in place.form.connects)
        if first is None or second is None:
            raise ValueInvalid(f"connects {place.form.connects}, which are not both places of this file")
        yield _neighbour_link(first, second, None, None, place)
    for text in place.form.neighbours:
        name = text.partition("(")[0].strip()
        other = by_name.get(name)
        if other is None:
            thing = Entity.named(f"{DATASET}:{slug(name)}", "RailStation", name)
            outside.append(thing)
            other = _Place(place.position, PlaceForm(id=thing.id, name=name, kind="railway station"), thing, None)
        for km, by in _KM.findall(text) or [(None, None)]:
            yield _neighbour_link(place, other, float(km) if km else None, by or None, None)


def _neighbour_link(first: _Place, second: _Place, km: float | None, by: str | None, over: _Place | None) -> RailLink:
    key = "/".join(filter(None, (first.id, second.id, str(km) if km else None, over.id if over else None)))
    gauges = set(first.form.gauge_mm) & set(second.form.gauge_mm)
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


def _source(form: PlaceSourceForm | None) -> tuple[Report, list[Publisher]]:
    """Return the report that a statement names, and its publisher where it is described there."""
    if form is None:
        raise ValueInvalid("no source: every fact needs its source, with publisher, date and address")
    described = form.publisher if isinstance(form.publisher, PublisherForm) else None
    content = form.model_dump(exclude_none=True) | {"publisher": described.id if described else form.publisher}
    return report_of(ReportForm.model_validate(content)), [Publisher(**described.model_dump())] if described else []
