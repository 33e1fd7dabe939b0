"""Summits, trips and announcements: the JSON of trips or of a timeline, and our own YAML with sources."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import InputError
from ...schema.ids import slug
from ...schema.sources import Edition, Publisher
from ...schema.statements import Occurrence
from ..common.load import Found, Rows, UnreadKeys, edition_date, read_json, store_rows, unique
from ..common.open_file import suffix_of
from ..common.state_entity import state_entity
from ..curated.form import problems
from ..curated.forms import EventForm, StatementForm
from ..curated.yaml_file import Nodes, YamlFile, known_from
from ..tables.cell_values import split_list
from ..tables.load import load_table
from ..tables.mapping import read_mapping
from .forms import TripForm, TripsFile

DATASET = "trips"
#: The file of trips is about one person, whom its rows leave out.
TRAVELLER = "Kim Jong Un"
#: The mapping by which a timeline is read: it is an event table.
TIMELINE = "dprk-russia-timeline"
_PUBLISHER = Publisher(id="pub:trips-file", name="Compiled list of Kim Jong Un's trips abroad")


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a trips file or a timeline (`.json`), or our own file of events (`.yaml`)."""
    if suffix_of(path) in (".yaml", ".yml"):
        return _load_curated(graph, path, progress)
    account = LoadReport("events", str(path))
    content = read_json(path)
    if isinstance(content, list) and content and isinstance(content[0], dict) and "headline" in content[0]:
        return load_table(graph, path, read_mapping(TIMELINE), edition, progress)
    return store_rows(graph, _trips(path, content, account, edition), account)


def _load_curated(graph: Graph, path: Path, progress: Progress | None) -> LoadReport:
    file = YamlFile(path, "events", ("events", "reports"))
    nodes: Nodes = []
    for item in file.items("events"):
        event = file.record(item, EventForm, lambda form: form.id, ("statements",))
        for number, statement in enumerate(file.listed(item, "statements") if event else (), 1):
            occurrence = file.record(statement, StatementForm, partial(_statement, file, event or "", number))
            if occurrence is not None:
                nodes.append((statement, occurrence))
        if progress:
            progress(len(nodes))
    with graph.writing() as tx:
        file.store_basics(tx)
        file.store_counted(tx, nodes)
        file.close(tx)
    return file.account


def _statement(file: YamlFile, event: str, number: int, form: StatementForm) -> Occurrence:
    report = file.cited(form)
    date = HalfDate.parse(form.date) if form.date else None
    return Occurrence(
        id=f"occurrence:{event.partition(':')[2]}@{report.id.partition(':')[2]}#{number}",
        name=(form.summary or event)[:120],
        dataset="events",
        key=f"{event}/{report.id}/{number}",
        since=known_from(report),
        locator=form.locator,
        source=report.id,
        startDate=date.earliest if date else None,
        endDate=date.latest if date else None,
        earliest=date.earliest if date else None,
        latest=date.latest if date else None,
        summary=form.summary,
        topics=form.topics,
        about=event,
        place=[form.place] if isinstance(form.place, str) else form.place or [],
        participants=form.participants,
    )


def _trips(path: Path, content: object, account: LoadReport, edition: str | None) -> Rows:
    try:
        file = TripsFile.model_validate(content)
    except ValidationError as error:
        remedy = "Give a trips file, a timeline, or our own events as .yaml."
        if not isinstance(content, dict) or not isinstance(content.get("trips"), list):
            raise InputError(str(path), "no list `trips` in it", remedy) from error
        raise InputError(str(path), "; ".join(problems(content, error)), remedy) from error
    records: list[Found] = []
    rows: list[tuple[str, str, object]] = [(f"trips[{n}]", TRAVELLER, row) for n, row in enumerate(file.trips)]
    if file.putin_to_dprk:
        visit = {"met": [TRAVELLER], "country": "KP", **file.putin_to_dprk}
        rows.append(("putin_to_dprk", "Vladimir Putin", visit))
    date = edition_date(path, edition, file.edition, [str(content)], account)
    unread = UnreadKeys()
    for position, traveller, row in rows:
        account.read += 1
        try:
            trip, entities = _trip(traveller, TripForm.model_validate(row))
        except ValueError as error:
            why = "; ".join(problems(row, error)) if isinstance(error, ValidationError) else str(error)
            account.reject(f"{path}: {position}", why, json.dumps(row, ensure_ascii=False))
            unread.add(None)
        else:
            records.append((f"{path}: {position}", trip, entities))
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"Trips of {TRAVELLER}, as of {date}",
        dataset=DATASET,
        date=date,
        publisher=_PUBLISHER.id,
    )
    return unique(account, records, Rows(state, stubs=[_PUBLISHER], unread=unread))


def _trip(traveller: str, form: TripForm) -> tuple[Occurrence, list[Entity]]:
    entities: dict[str, Entity] = {}
    start = HalfDate.parse(form.start)
    end = HalfDate.parse(form.end) if form.end else None
    place, country = form.place, form.country
    names = [re.sub(r"\s*\(.*?\)", "", name).strip() for name in split_list(place, ";")]
    event = f"trips:{start.text}-{slug(names[0])}"
    people = [traveller, *form.met]

    def thing(name: str, kind: str) -> str:
        id_ = f"trips:{slug(name)}"
        entities.setdefault(id_, Entity.named(id_, kind, name))
        return id_

    title = f"Trip of {traveller} to {names[0]}, {start.text}"
    entities.setdefault(event, Entity.named(event, "Trip", title))
    if country:
        entities.setdefault(f"iso:{country}", state_entity(country))
    occurrence = Occurrence(
        id="",
        name=title,
        dataset=DATASET,
        key=f"{traveller}/{start.text}/{names[0]}",
        startDate=start.text,
        endDate=end.text if end else None,
        earliest=start.earliest,
        latest=(end or start).latest,
        summary=place if place != names[0] else None,
        about=event,
        place=[thing(name, "Place") for name in names],
        participants=[thing(name, "Person") for name in people],
        country=f"iso:{country}" if country else None,
    )
    return occurrence, list(entities.values())
