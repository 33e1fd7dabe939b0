"""An extract of OpenStreetMap: stations, halts, yards, border crossings, ports and ferry terminals, and rail links.

Extracts are published at https://download.geofabrik.de and elsewhere, as PBF (`.osm.pbf`) or XML (`.osm`), under the
Open Database License. Each area is a data set of its own, named by its file or by `--edition NAME@DAY`. The number of
an element is its lasting key. A link between neighbouring stations is worked out along the tracks (network.py): the map
states the tracks, their gauges and the border, and no link.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.countries import is_code
from ...schema.dates import day
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.further_records import RailLink
from ...schema.names import clean
from ...schema.sources import Edition, Publisher
from ...schema.statements import Alias, Code, Location, Part, Record, Value
from ..common.csv_rows import join_texts, part_id
from ..common.load import Found, Rows, compact, edition_date, reason, store_rows, unique
from .borders import Borders
from .extract import Extract, OsmPlace, read_extract
from .geometry import Point, metres
from .network import OsmLink, RailNetwork, build_network, links
from .tags import codes_of, names_of

#: Ends of names of the files that are extracts.
ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.gz")
#: What links are between, in a word.
_STOPS = frozenset({"station", "halt", "yard"})
#: Metres within which two elements of one kind and name are one place, and a crossing is that of a track.
_ONE_PLACE, _AT_CROSSING = 500.0, 1500.0
_PUBLISHER = Publisher(
    id="pub:openstreetmap", name="OpenStreetMap contributors", url="https://www.openstreetmap.org/copyright"
)
_GIVEN = re.compile(r"(?:(?P<name>[^@]*)@)?(?P<day>[^@]*)\Z")
_DATED = re.compile(r"[-_.](?:latest|internal|\d{6,8}|\d{4}-\d\d-\d\d)\Z")


def is_extract(path: Path) -> bool:
    """Whether a file is an extract, by its name."""
    return path.name.lower().endswith(ENDINGS)


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load an extract. `edition` is a day, or NAME@DAY; else the header's time dates it, or its newest element."""
    account = LoadReport("stations", str(path))
    parts = _GIVEN.match(edition or "")
    name = _named((parts["name"] if parts else None) or _area(path))
    edition_day = parts["day"] if parts else edition
    extract = read_extract(path, progress)
    borders = Borders(extract)
    places = _places(extract, account)
    stops = [place for place in places if place.word in _STOPS]
    network = build_network(extract, stops, borders)
    state = _edition(name, edition_date(path, edition_day or None, extract.timestamp, [extract.newest], account))
    numbers = {place.key: number for number, place in enumerate(stops)}
    located = (_located(place, state.dataset, extract, borders, network, numbers) for place in places)
    linked = _linked(network, stops, places, state.dataset, extract, borders)
    records: list[Found] = []
    for rows in (_checked(located, account), _checked(linked, account)):
        records += compact(rows)
    if not records:
        raise InputError(str(path), "no station, port or crossing in it", "Give an extract of an area with railways.")
    _notes(extract, borders, stops, network, account)
    return store_rows(graph, unique(account, records, Rows(state, stubs=[_PUBLISHER])), account)


def _edition(name: str, date: str) -> Edition:
    dataset = f"osm:{name}"
    return Edition(
        id=edition_id(dataset, date),
        name=f"OpenStreetMap, {name}, as of {date}",
        dataset=dataset,
        date=day(date),
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )


def _area(path: Path) -> str:
    name = path.name.lower()
    ending = next((ending for ending in ENDINGS if name.endswith(ending)), path.suffix)
    return _DATED.sub("", name.removesuffix(ending))


def _named(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-")[:80] or "unnamed"


def _checked(rows: Iterable[tuple[str, Record | ValueInvalid, list[Entity]]], account: LoadReport) -> Iterator[Found]:
    for place, record, entities in rows:
        account.read += 1
        if isinstance(record, ValueInvalid):
            account.reject(place, reason(record))
        else:
            yield place, record, entities


def _places(extract: Extract, account: LoadReport) -> list[OsmPlace]:
    """Return the places, without those that are one with another, and those whose nodes the file does not hold."""
    kept: list[OsmPlace] = []
    named: dict[tuple[str, str], list[Point]] = defaultdict(list)
    twice = nowhere = 0
    for place in sorted(extract.places, key=lambda place: (place.key[0], int(place.key[1:]))):
        if place.point is None:
            nowhere += 1
            continue
        here = named[place.kind, place.tags.get("name", "")]
        if place.tags.get("name") and any(metres(place.point, there) <= _ONE_PLACE for there in here):
            twice += 1
            continue
        here.append(place.point)
        kept.append(place)
    for count, says in (
        (twice, f"elements of a kind and name that another within {_ONE_PLACE:.0f} m has: that one is taken"),
        (nowhere, "places are left out whose nodes the file does not hold"),
        (extract.relations, "places that are relations are left out"),
    ):
        if count:
            account.notes.append(f"{count} {says}")
    return kept


def _notes(
    extract: Extract, borders: Borders, stops: list[OsmPlace], network: RailNetwork, account: LoadReport
) -> None:
    kilometres = sum(stretch.length for stretch in network.stretches) / 1000
    account.notes.append(f"{len(extract.tracks)} tracks of {kilometres:,.0f} km between junctions and stations")
    alone = sum(-number - 1 not in network.at for number in range(len(stops)))
    if alone:
        account.notes.append(f"{alone} of {len(stops)} stations, halts and yards are at no track")
    if not borders.any_border:
        account.notes.append("no border of a State is in the file: whether a link crosses one is not known")
    elif extract.clipped:
        account.notes.append("a State's border is not whole in the file: what lies beyond its box is not known")


def _located(
    place: OsmPlace,
    dataset: str,
    extract: Extract,
    borders: Borders,
    network: RailNetwork,
    numbers: dict[str, int],
) -> tuple[str, Record | ValueInvalid, list[Entity]]:
    """Return the record of a place."""
    position = f"{extract.path}: {place.key}"
    owner = f"{dataset}:{place.key}"
    names = list(names_of(place.tags))
    name = names[0][0] if names else f"{place.word} {place.key}"
    tracks = [network.tracks[network.stretches[n].track] for n in network.at.get(-numbers.get(place.key, -1) - 1, ())]
    country = borders.state(place.point) if place.point else None
    address = place.tags.get("addr:country", "").upper()
    country = country or (address if is_code(address) else None)
    try:
        thing = Entity.named(_id(place.key), place.kind, name, [text for text, _, _ in names])
        record = Location(
            id="",
            name=name,
            dataset=dataset,
            key=place.key,
            latitude=round(place.point[0], 6) if place.point else None,
            longitude=round(place.point[1], 6) if place.point else None,
            functions=["rail", place.word] if place.word in _STOPS else [place.word],
            gauges=sorted({gauge for track in tracks for gauge in track.gauges}),
            opened=clean(place.tags.get("start_date")),
            status=place.state,
            note=None if names else "the map gives it no name",
            about=thing.id,
            country=f"iso:{country}" if country else None,
            parts_=list(_parts(owner, name, place, {track.electrified for track in tracks})),
        )
    except ValueInvalid as error:
        return position, error, []
    states = [Entity.named(f"iso:{country}", "Country", country)] if country else []
    return position, record, [thing, *states]


def _parts(owner: str, name: str, place: OsmPlace, power: set[str | None]) -> Iterator[Part]:
    written: set[tuple[str, str | None]] = {(name, None)}
    for text, lang, quality in names_of(place.tags):
        if (text, lang) not in written:
            written.add((text, lang))
            yield Alias(id=part_id(owner, "alias", lang or "", text), name=text, lang=lang, quality=quality)
    for system, code in dict.fromkeys(codes_of(place.tags)):
        yield Code(id=part_id(owner, "code", system, code), name=f"{system} {code}", system=system, value=code)
    values = {"operator": clean(place.tags.get("operator")), "network": clean(place.tags.get("network"))}
    values["electrified"] = power.pop() if len(power) == 1 else None
    for prop, value in values.items():
        if value:
            yield Value(id=part_id(owner, "value", prop, value), name=value, property=prop, value=value)


def _id(key: str) -> str:
    return f"osm:{key}"


def _linked(
    network: RailNetwork,
    stops: list[OsmPlace],
    places: list[OsmPlace],
    dataset: str,
    extract: Extract,
    borders: Borders,
) -> Iterator[tuple[str, Record | ValueInvalid, list[Entity]]]:
    """Yield the links between stations, each after the bridge by which it crosses a border, where that has a name."""
    crossings = [place for place in places if place.kind == "BorderCrossing"]
    bridges: set[str] = set()
    for link in links(network, len(stops)):
        first, second = (stops[number] for number in link.ends)
        over = _over(link, crossings)
        position = f"{extract.path}: {first.key} to {second.key}"
        if over and over.startswith("osm:w") and over not in bridges and not any(_id(p.key) == over for p in crossings):
            bridges.add(over)
            yield _bridge(link, over, dataset, extract)
        yield position, _rail_link(link, first, second, over, dataset), []


def _over(link: OsmLink, crossings: list[OsmPlace]) -> str | None:
    """Return the id of what a link crosses a border by: a named bridge, else the nearest crossing on the map."""
    if link.bridge and link.bridge.bridge:
        return _id(f"w{link.bridge.way}")
    at = link.crossed_at
    near = [(metres(at, place.point), place.key) for place in crossings if at and place.point]
    distance, key = min(near, default=(_AT_CROSSING + 1, ""))
    return _id(key) if distance <= _AT_CROSSING else None


def _bridge(link: OsmLink, id_: str, dataset: str, extract: Extract) -> tuple[str, Record | ValueInvalid, list[Entity]]:
    track, at = link.bridge, link.crossed_at
    name = (track.bridge if track else None) or id_
    thing = Entity.named(id_, "BorderCrossing", name)
    record = Location(
        id="",
        name=name,
        dataset=dataset,
        key=id_.removeprefix("osm:"),
        latitude=round(at[0], 6) if at else None,
        longitude=round(at[1], 6) if at else None,
        functions=["rail", "bridge"],
        gauges=list(track.gauges) if track else [],
        note="where the track crosses the border",
        about=id_,
    )
    return f"{extract.path}: {thing.id}", record, [thing]


def _rail_link(link: OsmLink, first: OsmPlace, second: OsmPlace, over: str | None, dataset: str) -> RailLink:
    names = [next((text for text, _, _ in names_of(place.tags)), place.key) for place in (first, second)]
    changing = f"the gauge changes on the way: {', '.join(map(str, link.changing))}" if link.changing else None
    unknown = "whether it crosses a border is not known from this file" if link.border is None else None
    return RailLink(
        id="",
        name=f"{names[0]} to {names[1]}",
        dataset=dataset,
        key=f"{first.key}/{second.key}",
        gauges=list(link.gauges),
        km=round(link.length / 1000, 3),
        border=link.border,
        status=link.state,
        electrified=link.electrified,
        note=join_texts(["worked out along the tracks", changing, unknown]),
        ends=[_id(first.key), _id(second.key)],
        over=over,
    )
