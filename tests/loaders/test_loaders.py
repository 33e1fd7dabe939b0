"""Each loader on its real and its shipped files: what it reads, what it leaves, and that order does not count."""

from __future__ import annotations

import csv
import itertools
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders import LOADERS
from sanctionsgraph.loaders.curated.shipped import DATA, files, load_shipped
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.schema.countries import state_id
from sanctionsgraph.schema.errors import InputError, NotFound

from helpers.ofac_file import entries_400
from helpers.shipped import demo

SHIPPED = files()
LEADERS, TRIPS, STATIONS = (
    Path("leaders/world_leaders_2022_wikidata.csv"),
    Path("summits/kim_trips.json"),
    Path("places/border_stations.json"),
)
STATION_DAY = "2026-11-23"


def sums(account: sg.LoadReport) -> bool:
    return account.read == account.written + account.unchanged + account.rejected


def ids(graph: sg.Graph, statement: str, **parameters: object) -> set[str]:
    return {row["id"] for row in graph.read(statement, **parameters).rows}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- leaders ---------------------------------------------------------------------------------------


def state_of_row(row: dict[str, str]) -> str:
    """The State under its ISO code, where its name or number has one; seven of the file have none."""
    return state_id(row["country"]) or f"wd:{row['countryid']}"


def test_leaders_every_row_is_one_occupancy(graph: sg.Graph, shared: Path) -> None:
    rows = rows_of(shared / LEADERS)
    account = load_file(graph, "leaders", shared / LEADERS)
    assert (account.read, account.written, account.rejected) == (424, 424, 0)
    assert len(rows) == 424
    counts = graph.info().nodes
    assert counts["Occupancy"] == 424
    assert counts["Person"] == len({row["officeholder"] for row in rows})
    assert counts["Position"] == len({row["position"] for row in rows})
    assert counts["Country"] == len({row["countryid"] for row in rows})
    stored = graph.read(
        "MATCH (h:Entity)<-[:HOLDER]-(o:Statement:Occupancy)-[:POST]->(p:Entity), (o)-[:COUNTRY]->(c:Entity) "
        "RETURN h.id AS holder, p.id AS post, c.id AS country, coalesce(o.startDate, '') AS start, "
        "coalesce(o.endDate, '') AS end"
    ).rows
    assert sorted(tuple(row.values()) for row in stored) == sorted(
        (f"wd:{r['officeholder']}", f"wd:{r['position']}", state_of_row(r), r["start_year"], r["end_year"])
        for r in rows
    )


def test_leaders_the_latest_year_in_the_file_dates_it_and_the_account_says_so(graph: sg.Graph, shared: Path) -> None:
    account = load_file(graph, "leaders", shared / LEADERS)
    latest = max(year for row in rows_of(shared / LEADERS) for year in (row["start_year"], row["end_year"]) if year)
    assert account.edition == f"{latest}-12-31"
    assert len(account.notes) == 1
    assert "--edition" in account.notes[0]


def test_leaders_an_open_term_has_no_end_and_a_closed_one_has(shared: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "leaders", shared / LEADERS, edition="2022-12-31")
        rows = graph.read(
            "MATCH (h:Entity {id: $id})<-[:HOLDER]-(o:Statement:Occupancy) "
            "RETURN o.startDate AS start, o.earliest AS earliest, o.endDate AS end, o.latest AS latest ORDER BY start",
            id="wd:Q727132",
        ).rows
    assert {"start": "2017", "earliest": "2017-01-01", "end": "2022", "latest": "2022-12-31"} in rows


HEADER = "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year\n"
OLD = HEADER + "Q1,Land,Q2,Head,Q3,Ann,2015,\nQ1,Land,Q4,Chair,Q5,Bo,2016,\n"
NEW = HEADER + "Q1,Land,Q2,Head,Q3,Anna,2015,2020\nQ1,Land,Q2,Head,Q6,Cy,2020,\n"


@pytest.fixture
def leader_editions(tmp_path: Path) -> dict[str, Path]:
    made = {}
    for day, text in (("2018-01-01", OLD), ("2021-01-01", NEW)):
        made[day] = tmp_path / f"{day}.csv"
        made[day].write_text(text, encoding="utf-8")
    return made


def test_leaders_two_editions_in_either_order_are_one_graph(graph: sg.Graph, leader_editions: dict[str, Path]) -> None:
    days = sorted(leader_editions)
    accounts = [load_file(graph, "leaders", leader_editions[day], edition=day) for day in reversed(days)]
    assert [(a.read, a.written, a.ended) for a in accounts] == [(2, 2, 0), (2, 2, 0)], "an older edition ends nothing"
    with open_graph(":memory:") as other:
        accounts = [load_file(other, "leaders", leader_editions[day], edition=day) for day in days]
        assert [(a.read, a.written, a.ended) for a in accounts] == [(2, 2, 0), (2, 2, 1)]
        assert list(graph.dump()) == list(other.dump())
    assert graph.entity("wd:Q3").name == "Anna"
    assert graph.entity("Ann").id == "wd:Q3"


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        ("2017-12-31", []),
        ("2018-01-01", [("wd:Q3", None), ("wd:Q5", None)]),
        ("2020-12-31", [("wd:Q3", None), ("wd:Q5", None)]),
        ("2021-01-01", [("wd:Q3", "2020"), ("wd:Q6", None)]),
    ],
)
def test_leaders_as_of_a_day_are_what_the_edition_of_that_day_says(
    leader_editions: dict[str, Path], as_of: str, known: list[tuple[str, str | None]]
) -> None:
    with open_graph(":memory:") as graph:
        for day, path in leader_editions.items():
            load_file(graph, "leaders", path, edition=day)
        rows = graph.read(
            "MATCH (o:Statement:Occupancy)-[:HOLDER]->(h:Entity) WHERE o.since <= $day AND $day < o.until "
            "RETURN h.id AS id, o.endDate AS end ORDER BY id",
            day=as_of,
        ).rows
    assert [(row["id"], row["end"]) for row in rows] == known


# -- trips -----------------------------------------------------------------------------------------


def test_trips_every_trip_and_the_visit_are_one_occurrence_each(graph: sg.Graph, shared: Path) -> None:
    content = json.loads((shared / TRIPS).read_text(encoding="utf-8"))
    account = load_file(graph, "events", shared / TRIPS)
    assert account.read == account.written == len(content["trips"]) + 1 == 13
    occurrences = graph.read(
        "MATCH (o:Statement:Occurrence)-[:ABOUT]->(e:Entity:Trip) "
        "RETURN o.startDate AS start, o.endDate AS end, e.id AS event ORDER BY event"
    ).rows
    expected = [(trip["start"], trip["end"]) for trip in [*content["trips"], content["putin_to_dprk"]]]
    assert sorted((row["start"], row["end"] or "") for row in occurrences) == sorted((s, e or "") for s, e in expected)
    assert len({row["event"] for row in occurrences}) == 13
    met = {name for trip in content["trips"] for name in trip["met"]} | {"Kim Jong Un", "Vladimir Putin"}
    assert {row["name"] for row in graph.read("MATCH (p:Entity:Person) RETURN p.name AS name").rows} == met
    countries = {trip["country"] for trip in content["trips"]} | {"KP"}
    assert ids(graph, "MATCH (c:Entity:Country) RETURN c.id AS id") == {f"iso:{code}" for code in countries}


def test_trips_a_row_with_three_places_is_one_trip_to_three(shared: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "events", shared / TRIPS)
        found = graph.read(
            "MATCH (e:Entity:Trip)<-[:ABOUT]-(o:Statement:Occurrence)-[:PLACE]->(p:Entity) "
            "WHERE o.startDate = '2023-09-12' RETURN p.name AS name ORDER BY name"
        ).rows
        assert [row["name"] for row in found] == [
            "Komsomolsk-on-Amur aircraft plant",
            "Vladivostok",
            "Vostochny Cosmodrome",
        ]


def test_trips_a_month_stands_for_its_days(shared: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "events", shared / TRIPS)
        rows = graph.read(
            "MATCH (o:Statement:Occurrence) WHERE o.startDate = '2018-06' RETURN o.earliest AS a, o.latest AS b"
        ).rows
    assert rows == [{"a": "2018-06-01", "b": "2018-06-30"}]


def test_trips_met_given_as_one_name_is_one_person_or_a_rejection(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"trips": [{"start": "2020-01-01", "place": "Hanoi", "met": "Xi Jinping"}]}))
    with open_graph(":memory:") as graph:
        account = load_file(graph, "events", path)
        people = {row["name"] for row in graph.read("MATCH (p:Entity:Person) RETURN p.name AS name").rows}
    assert account.rejected == 1 or people == {"Kim Jong Un", "Xi Jinping"}


# -- stations --------------------------------------------------------------------------------------


def test_stations_every_place_is_one_location(graph: sg.Graph, shared: Path) -> None:
    content = json.loads((shared / STATIONS).read_text(encoding="utf-8"))
    account = load_file(graph, "stations", shared / STATIONS, edition=STATION_DAY)
    assert sums(account)
    assert account.rejected == 0
    assert account.edition == STATION_DAY
    located = graph.read(
        "MATCH (l:Statement:Location)-[:ABOUT]->(e:Entity) RETURN e.id AS id, l.latitude AS lat, l.longitude AS lon"
    ).rows
    expected = {f"stations:{entry['id']}": (entry.get("lat"), entry.get("lon")) for entry in content}
    assert {row["id"]: (row["lat"], row["lon"]) for row in located} == expected
    assert len(located) == len(content) == 8
    codes = {
        (f"stations:{entry['id']}", system, code)
        for entry in content
        for system, code in (entry.get("codes") or {}).items()
        if code
    }
    stored = graph.read(
        "MATCH (c:Statement:Code)<-[:PART]-(:Statement:Location)-[:ABOUT]->(e:Entity) "
        "RETURN e.id AS id, c.system AS system, c.value AS value"
    ).rows
    assert {(row["id"], row["system"], row["value"]) for row in stored} == codes
    names = {
        (f"stations:{e['id']}", n)
        for e in content
        for n in [*(e.get("names") or {}).values(), *(e.get("aka_in_reports") or [])]
    }
    aliases = graph.read(
        "MATCH (a:Statement:Alias)<-[:PART]-(:Statement:Location)-[:ABOUT]->(e:Entity) "
        "RETURN e.id AS id, a.name AS name"
    ).rows
    assert {(row["id"], row["name"]) for row in aliases} == names
    assert account.read == len(content) + graph.info().nodes["RailLink"]


def test_stations_lengths_that_two_sources_state_are_both_kept(shared: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "stations", shared / STATIONS, edition=STATION_DAY)
        rows = graph.read(
            "MATCH (:Entity {id: 'stations:kp-tumangang'})<-[:ENDS_AT]-(l:Statement:RailLink)-[:ENDS_AT]->"
            "(:Entity {id: 'stations:ru-khasan'}) WHERE l.km IS NOT NULL "
            "RETURN l.km AS km, l.border AS border ORDER BY km"
        ).rows
    assert rows == [{"km": 2.3, "border": True}, {"km": 5.0, "border": True}]


def test_stations_a_file_without_a_date_needs_one(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps([{"id": "x", "name": "X", "kind": "port"}]), encoding="utf-8")
    with open_graph(":memory:") as graph, pytest.raises(InputError, match="--edition"):
        load_file(graph, "stations", path)


def test_stations_two_editions_in_either_order_are_one_graph(shared: Path, tmp_path: Path) -> None:
    content = json.loads((shared / STATIONS).read_text(encoding="utf-8"))
    changed = [{**entry, "lat": 1.0} if entry["id"] == "kp-rajin" else entry for entry in content][:-1]
    other = tmp_path / "s.json"
    other.write_text(json.dumps(changed), encoding="utf-8")
    digests = set()
    for order in itertools.permutations([(shared / STATIONS, "2020-01-01"), (other, "2021-01-01")]):
        with open_graph(":memory:") as graph:
            for path, day in order:
                load_file(graph, "stations", path, edition=day)
            digests.add(graph.digest())
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("one", "kind", "other", "other_kind"),
    [
        ("sg:vostochny-port", "Port", "sg:vostochny-cosmodrome", "Spaceport"),
        ("sg:tumangang-station", "RailStation", "sg:tumangang-dong", "Settlement"),
        ("sg:khasan-station", "RailStation", "sg:khasan", "Settlement"),
    ],
)
def test_places_that_share_a_name_stay_two(one: str, kind: str, other: str, other_kind: str, shared: Path) -> None:
    with demo() as graph:
        load_file(graph, "stations", shared / STATIONS, edition=STATION_DAY)
        load_file(graph, "events", shared / TRIPS)
        assert graph.entity(one).kind == kind
        assert graph.entity(other).kind == other_kind
        both = "MATCH (s:Statement:Record)-[:ABOUT]->(e:Entity {id: $id}) RETURN s.id AS id"
        assert not ids(graph, both, id=one) & ids(graph, both, id=other)


def test_the_cosmodrome_is_not_found_as_the_port(shared: Path) -> None:
    with demo() as graph:
        load_file(graph, "stations", shared / STATIONS, edition=STATION_DAY)
        load_file(graph, "events", shared / TRIPS)
        assert graph.entity("Vostochny Cosmodrome").id == "sg:vostochny-cosmodrome"
        assert graph.entity("Vostochny Port").id == "sg:vostochny-port"
        places = graph.read(
            "MATCH (o:Statement:Occurrence)-[:PLACE]->(p:Entity) WHERE p.name CONTAINS 'Vostochny' "
            "RETURN DISTINCT p.id AS id"
        ).rows
        assert places == [{"id": "sg:vostochny-cosmodrome"}]


@pytest.mark.parametrize(
    ("name", "kind"), [("두만강역", "RailStation"), ("두만강동", "Settlement"), ("Хасан", "RailStation")]
)
def test_a_place_is_found_by_its_name_in_any_script(name: str, kind: str, shared: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "stations", shared / STATIONS, edition=STATION_DAY)
        assert [row.kind for row in graph.find(name)] == [kind]


# -- every real and shipped file -------------------------------------------------------------------

Cut = Callable[[Path, Path], Path]


def rows_300(path: Path, folder: Path) -> Path:
    """The header and 300 rows."""
    with path.open(encoding="utf-8", newline="") as file:
        (folder / path.name).write_text("".join(itertools.islice(file, 301)), encoding="utf-8")
    return folder / path.name


@dataclass(frozen=True)
class Real:
    """A real file; `read` and `rejected` as counted by other means (10 stations, 4 links); too long ones are cut."""

    source: str
    file: str
    read: int
    edition: str | None = None
    rejected: int = 0
    before: str | None = None
    cut: Cut | None = None


#: The whole of the three that are cut is loaded on the embedded engine in the test modules of their loaders.
REAL = [
    Real("un-list", "un_list/un_2018-10-29.xml", 703 + 390),
    Real("un-vessels", "vessels/un_1718_vessels.html", 59),
    Real("un-vessels", "vessels/un_1718_vessels.csv", 59, "2020-06-04"),
    Real("ofac", "ofac/sdn.csv", 400, "2019-01-16", cut=entries_400),
    Real("eu", "eu/32017R1509.csv", 157 + 94 + 75),
    Real("eu", "eu/32014R0833.csv", 1746),
    Real("ftm", "ftm/pep_sample.ftm.json", 1565),
    Real("ftm", "ftm/parteispenden/entities.ftm.json", 475),
    Real("ftm", "ftm/t2/delta.json", 6, before="ftm/t1/entities.ftm.json"),
    Real("leaders", str(LEADERS), 424),
    Real("leaders", "leaders/Archigos_4.1_stata14.dta", 3409),
    Real("events", str(TRIPS), 13),
    Real("events", "summits/dprk_russia_timeline.json", 277),
    Real("stations", str(STATIONS), 10 + 4, STATION_DAY),
    Real("stations", "places/trainline_stations_2016-11-29.csv", 300, cut=rows_300),
    Real("stations", "places/unlocode/subset_kp_ru_cn.csv", 36),
]


@pytest.mark.parametrize("real", REAL, ids=lambda real: Path(real.file).name)
def test_a_real_file_is_one_graph_on_both_engines_and_a_second_load_changes_nothing(
    graph: sg.Graph, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real: Real
) -> None:
    monkeypatch.chdir(tmp_path)  # a server's rejections go to the working folder
    path = real.cut(shared / real.file, tmp_path) if real.cut else shared / real.file
    with open_graph(":memory:") as other:
        for each in (graph, other):
            if real.before:
                load_file(each, real.source, shared / real.before)
        first = load_file(graph, real.source, path, edition=real.edition)
        assert (first.read, first.rejected, first.unchanged) == (real.read, real.rejected, 0)
        assert sums(first)
        digest = graph.digest()
        again = load_file(graph, real.source, path, edition=real.edition)
        assert (again.unchanged, again.written, again.ended) == (first.written, 0, 0)
        assert again.edition == first.edition
        assert graph.digest() == digest
        reference = load_file(other, real.source, path, edition=real.edition)
        assert {**reference.to_dict(), "rejections": None} == {**first.to_dict(), "rejections": None}
        assert other.digest() == digest


SMALL = [real for real in REAL if real.file in map(str, (LEADERS, TRIPS, STATIONS))]


@pytest.mark.parametrize("real", SMALL, ids=lambda real: Path(real.file).name)
def test_a_small_real_file_is_dated_by_hand_or_by_its_latest_day(shared: Path, real: Real) -> None:
    with open_graph(":memory:") as graph:
        account = load_file(graph, real.source, shared / real.file, edition="2026-11-23")
        assert account.edition == "2026-11-23"
        known = (
            "MATCH (r:Statement:Record) WHERE NOT r:Mention AND r.since <= $day AND $day < r.until RETURN r.id AS id"
        )
        assert len(ids(graph, known, day="2026-11-23")) == account.read
        assert ids(graph, known, day="2000-01-01") == set()


def test_the_shipped_files_are_all_loaded_and_each_once() -> None:
    # Coverage of lists, addresses of publishers, rules on owners, what is no cargo, pairs for merging, mappings of
    # event tables and words that suggest kinds: in no graph.
    apart = {
        DATA / f"{name}.yaml"
        for name in ("corpora", "crossings", "exposure", "licences", "no_cargo", "publishers", "truth/pairs")
    }
    apart |= {path for folder in ("mappings", "lexicons") for path in (DATA / folder).glob("*.yaml")}
    there = {path for path in DATA.rglob("*") if path.suffix in (".yaml", ".json")} - apart
    assert {path for _, path in SHIPPED} == there
    assert len(SHIPPED) == len(there)
    assert {source for source, _ in SHIPPED} <= set(LOADERS)


def test_shipped_files_twice_are_all_unchanged_and_no_record_is_rejected(graph: sg.Graph) -> None:
    first = list(load_shipped(graph))
    before = graph.digest()
    again = list(load_shipped(graph))
    assert all(sums(account) and account.rejected == 0 for account in first)
    assert sum(account.written for account in first) > 300
    assert [(a.unchanged, a.written, a.ended) for a in again] == [(a.read, 0, 0) for a in again]
    assert [a.read for a in again] == [a.read for a in first]
    assert graph.digest() == before


def items(content: Any, section: str) -> list[dict[str, Any]]:
    return list(content.get(section) or [])


COUNTS: dict[str, Callable[[Any], int]] = {
    "reports": lambda c: sum(1 + len(items(r, "claims")) for r in items(c, "reports")),
    "events": lambda c: sum(len(items(e, "statements")) for e in items(c, "events")),
    "leaders": lambda c: len(items(c, "occupancies")),
    "listings": lambda c: len(items(c, "listings")),
    "identities": lambda c: len(items(c, "identities")) + len(items(c, "things")),
}
LABELS = {"reports": "Claim", "events": "Occurrence", "leaders": "Occupancy", "listings": "Listing"}
YAML_FILES = [(source, path) for source, path in SHIPPED if path.suffix == ".yaml" and source in COUNTS]


@pytest.fixture(scope="module")
def shipped_graph() -> Iterator[sg.Graph]:
    """The shipped case in memory, of this module alone: its files are loaded again."""
    with demo() as graph:
        yield graph


@pytest.mark.parametrize(("source", "path"), YAML_FILES, ids=lambda v: v.name if isinstance(v, Path) else v)
def test_a_shipped_file_is_read_whole(source: str, path: Path, shipped_graph: sg.Graph) -> None:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    account = load_file(shipped_graph, source, path)
    assert account.read == account.unchanged == COUNTS[source](content)


def test_shipped_claims_are_as_many_as_the_files_have(embedded_case: sg.Graph) -> None:
    claims = 0
    for source, path in YAML_FILES:
        if source == "reports":
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            claims += sum(len(items(report, "claims")) for report in items(content, "reports"))
    assert embedded_case.info().nodes["Claim"] == claims > 100


def test_shipped_law_is_as_the_files_have_it(embedded_case: sg.Graph) -> None:
    contents = [yaml.load(p.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for s, p in SHIPPED if s == "law"]
    counts = embedded_case.info().nodes
    for section, label in (("resolutions", "Resolution"), ("provisions", "Provision"), ("measures", "Measure")):
        assert counts[label] == sum(len(items(content, section)) for content in contents) > 0
    measures = [measure for content in contents for measure in items(content, "measures")]
    assert counts["Scope"] == sum(len(measure["steps"]) for measure in measures)
    # Of a measure, or of a file for several measures.
    assert counts["Exemption"] == sum(len(items(entry, "exemptions")) for entry in (*measures, *contents))
    goods = [good for content in contents for good in items(content, "goods")]
    assert counts["Goods"] >= len(goods) > 0
    assert counts["Classification"] == sum(len(good.get("within") or []) for good in goods)


def test_shipped_places_are_as_the_file_has_them(embedded_case: sg.Graph) -> None:
    entries = [e for s, p in SHIPPED if s == "stations" for e in json.loads(p.read_text(encoding="utf-8"))]
    counts = embedded_case.info().nodes
    assert counts["Location"] == len(entries) > 0
    assert counts["RailLink"] == sum(len(entry.get("links") or []) for entry in entries)


def test_every_shipped_statement_stands_in_a_source_and_from_a_day(embedded_case: sg.Graph) -> None:
    loose = "MATCH (s:Statement) WHERE NOT s:Part AND (s.since IS NULL OR NOT (s)-[:IN]->(:Source)) RETURN s.id AS id"
    assert ids(embedded_case, loose) == set()
    rows = embedded_case.read("MATCH (s:Statement) WHERE NOT s:Part RETURN s.since AS since, s.until AS until").rows
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["since"]) and row["since"] < row["until"] for row in rows)


def test_an_unknown_source_names_those_there_are() -> None:
    with open_graph(":memory:") as graph, pytest.raises(NotFound, match=r"no source 'gossip'.*un-list"):
        load_file(graph, "gossip", "x")


# -- identities ------------------------------------------------------------------------------------

PEOPLE = DATA / "identities" / "people.yaml"


def test_identities_point_records_to_the_one_thing(graph: sg.Graph, shared: Path) -> None:
    load_file(graph, "events", shared / TRIPS)
    about = "MATCH (o:Statement:Occurrence)-[:PARTICIPANT]->(:Entity {id: $id}) RETURN o.id AS id"
    trips = ids(graph, about, id="trips:kim-jong-un")
    assert len(trips) == 13
    account = load_file(graph, "identities", PEOPLE)
    assert account.rejected == 0
    assert ids(graph, about, id="wd:Q56226") == trips
    assert ids(graph, "MATCH (e:Entity {id: 'trips:kim-jong-un'}) RETURN e.id AS id") == set()
    assert graph.entity("김정은").id == "wd:Q56226"
    keys = graph.read("MATCH (o:Statement:Occurrence) RETURN o.key AS key").rows
    assert all(row["key"].startswith(("Kim Jong Un/", "Vladimir Putin/")) for row in keys), "the source's own key stays"


def step(source: str, path: Path, edition: str | None = None) -> Callable[[sg.Graph], None]:
    def load(graph: sg.Graph) -> None:
        assert load_file(graph, source, path, edition=edition).rejected == 0

    return load


def steps(shared: Path) -> dict[str, Callable[[sg.Graph], None]]:
    return {
        **{path.stem: step("identities", path) for path in sorted(PEOPLE.parent.glob("*.yaml"))},
        "trips": step("events", shared / TRIPS),
        "leaders": step("leaders", shared / LEADERS, "2022-12-31"),
        "stations": step("stations", shared / STATIONS, STATION_DAY),
    }


def known_things(graph: sg.Graph) -> None:
    """The things of ours that the decisions are about."""
    load_file(graph, "identities", DATA / "things.yaml")
    load_file(graph, "events", DATA / "events" / "summits.yaml")


def test_identities_before_or_after_the_records_give_one_graph(shared: Path) -> None:
    names = sorted(steps(shared))
    digests = {}
    for order in itertools.islice(itertools.permutations(names), 0, None, math.factorial(len(names)) // 9):
        with open_graph(":memory:") as graph:
            known_things(graph)
            for name in order:
                steps(shared)[name](graph)
            digests[order] = graph.digest()
    assert len(digests) >= 9
    assert len(set(digests.values())) == 1, digests


def test_identities_before_and_after_give_one_graph_on_each_engine(graph: sg.Graph, shared: Path) -> None:
    known_things(graph)
    for name in ("people", "trips", "stations"):
        steps(shared)[name](graph)
    with open_graph(":memory:") as other:
        known_things(other)
        for name in ("stations", "trips", "people"):
            steps(shared)[name](other)
        assert list(graph.dump()) == list(other.dump())


def test_identities_loaded_alone_make_no_person_of_a_place() -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "identities", PEOPLE)
        people = ids(graph, "MATCH (e:Entity:Person) RETURN e.id AS id")
    assert "wd:Q56226" in people
    assert not people & {"sg:beijing", "sg:tumangang-station", "sg:vostochny-cosmodrome", "sg:friendship-bridge"}


def test_identities_in_an_empty_graph_before_or_after_the_records_give_one_graph(shared: Path) -> None:
    dumps = []
    for order in (("people", "trips", "stations"), ("stations", "trips", "people")):
        with open_graph(":memory:") as graph:
            for name in order:
                steps(shared)[name](graph)
            dumps.append(list(graph.dump()))
    assert dumps[0] == dumps[1]


def test_the_real_files_join_the_shipped_case_in_either_order(shared: Path) -> None:
    def case(graph: sg.Graph) -> None:
        assert all(account.rejected == 0 for account in load_shipped(graph))

    def real(graph: sg.Graph) -> None:
        for one in SMALL:
            load_file(graph, one.source, shared / one.file, edition=one.edition)

    with open_graph(":memory:") as graph, demo() as other:
        real(graph)
        case(graph)
        real(other)
        case(other)
        assert list(graph.dump()) == list(other.dump())


def test_records_of_a_united_thing_can_be_loaded_again(shared: Path) -> None:
    with open_graph(":memory:") as graph:
        load_file(graph, "events", shared / TRIPS)
        load_file(graph, "identities", PEOPLE)
        before = graph.digest()
        again = load_file(graph, "events", shared / TRIPS)
        assert again.unchanged == again.read
        assert load_file(graph, "identities", PEOPLE).written == 0
        assert graph.digest() == before


def test_a_new_edition_of_records_of_a_united_thing_stays_with_it(shared: Path, tmp_path: Path) -> None:
    content = json.loads((shared / TRIPS).read_text(encoding="utf-8"))
    content["trips"][0]["met"].append("Peng Liyuan")
    newer = tmp_path / "trips.json"
    newer.write_text(json.dumps(content), encoding="utf-8")
    with open_graph(":memory:") as graph:
        load_file(graph, "events", shared / TRIPS, edition="2025-12-31")
        load_file(graph, "identities", PEOPLE)
        account = load_file(graph, "events", newer, edition="2026-06-01")
        assert (account.written, account.unchanged) == (1, 12)
        assert ids(graph, "MATCH (e:Entity) WHERE e.id = 'trips:kim-jong-un' RETURN e.id AS id") == set()


def test_a_report_that_loses_a_claim_loses_it_in_the_graph(tmp_path: Path) -> None:
    text = (
        'publishers:\n  - {id: "pub:x", name: X}\nthings:\n  - {id: "sg:s", kind: Person, name: S}\n'
        'reports:\n  - id: "report:x"\n    title: T\n    publisher: "pub:x"\n    published: 2023-10-06\n    url: u\n'
        "    claims:\n"
    )
    claim = (
        '      - {{id: {0}, about: "sg:s", property: exists, stance: asserts, basis: imagery,'
        ' speaker: "sg:s", locator: p}}\n'
    )
    path = tmp_path / "r.yaml"
    with open_graph(":memory:") as graph, open_graph(":memory:") as fresh:
        path.write_text(text + claim.format("a") + claim.format("b"), encoding="utf-8")
        assert load_file(graph, "reports", path).written == 3
        path.write_text(text + claim.format("a"), encoding="utf-8")
        account = load_file(graph, "reports", path)
        assert (account.read, account.unchanged, account.ended) == (2, 2, 1)
        load_file(fresh, "reports", path)
        assert list(graph.dump()) == list(fresh.dump())


@pytest.mark.parametrize("year", ["2020", "'2020'", "2020-10", "2020-10-05"])
def test_a_report_may_be_dated_as_far_as_is_known(tmp_path: Path, year: str) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        'publishers:\n  - {id: "pub:x", name: X}\n'
        f'reports:\n  - {{id: "report:x", title: T, publisher: "pub:x", published: {year}, url: u}}\n',
        encoding="utf-8",
    )
    with open_graph(":memory:") as graph:
        account = load_file(graph, "reports", path)
        assert account.rejections == []
        assert graph.read("MATCH (r:Source:Report) RETURN r.published AS day").rows == [{"day": year.strip("'")}]
