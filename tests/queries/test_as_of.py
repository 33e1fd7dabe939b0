"""The law of `as_of`: what a question says of a graph as of a day, it says of the graph that was there on that day.

For every question of the catalogue and every function f that takes a day of knowledge, and every day D: f(graph,
as_of=D) is f(graph of D, as_of=D) is f(graph of D). The graph of D is what an export as of D holds; for a question
about the past of the statements themselves it is what had been said until D. Nothing that became known later may
show through, and nothing that was known then may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sanctionsgraph.dossier.case import gather
from sanctionsgraph.exporters.registry import FORMS, export
from sanctionsgraph.exporters.snapshot import contents
from sanctionsgraph.graph.projection import Projection, project
from sanctionsgraph.graph.store import Graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.loaders.curated.shipped import demo
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.assessment.comparison import assess_between
from sanctionsgraph.queries.catalogue import law, listings, meetings, places, sources
from sanctionsgraph.queries.catalogue.registry import catalogue, query
from sanctionsgraph.queries.network.measures import brokers, communities
from sanctionsgraph.queries.network.paths import chains, within_hops
from sanctionsgraph.queries.ownership.exposure import exposure
from sanctionsgraph.queries.results.answer import plain
from sanctionsgraph.queries.results.result import Result
from sanctionsgraph.queries.screening.screen import screen
from sanctionsgraph.queries.timeline.changes import changes
from sanctionsgraph.queries.timeline.history import history
from sanctionsgraph.queries.timeline.listed import listed
from sanctionsgraph.queries.trace.comparison import compare_traces
from sanctionsgraph.queries.trace.trace import trace
from sanctionsgraph.queries.traffic.series import links, series, traffic
from sanctionsgraph.schema.dates import long_form

from helpers import ftm_file, un_file
from helpers.engines import ENGINES, empty_on
from helpers.snapshots import exported, exported_with_names, loaded_until

DAYS = (
    "2015-01-01",
    "2017-12-22",
    "2019-06-30",
    "2022-11-03",
    "2023-09-13",
    "2023-10-06",
    "2023-10-14",
    "2024-06-01",
    "2025-09-28",
)
STATION, ARMS, KIM, PUTIN = "sg:tumangang-station", "sg:kp-ru-munitions-2023", "wd:Q56226", "wd:Q7747"
EARLIEST = "2014-01-01"
NAMES = ["Kim Jong Un", "Angara", "Rason", "Sergei Shoigu"]


Snapshot = Callable[[Graph, str, Iterable[str]], Graph]


@dataclass(frozen=True)
class Case:
    """A question: `ask` takes a graph and a day of knowledge or None."""

    ask: Callable[[Graph, str | None], Any]
    #: The graph of a day: what an export holds, or also what no longer stood, for questions about the past.
    then: Snapshot = exported
    #: Whether it needs its day: one that cuts the law, which an export holds whole, or that is part of the question.
    needs_day: bool = False
    days: tuple[str, ...] = DAYS


def asked(name: str) -> Case:
    example = {key: value for key, value in catalogue()[name].example().items() if key != "as_of"}
    then = loaded_until if name in PAST else exported
    return Case(lambda graph, day: query(graph, name, day, **example), then, name in NEEDS_DAY)


PAST = {"history", "came-back", "listed-ships"}
NEEDS_DAY = {"amendments", "came-back"}


def exporting(form: str) -> Case:
    def ask(graph: Graph, day: str | None) -> dict[str, str]:
        with TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            export(graph, form, out, as_of=day)
            files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
            return {path.name: path.read_text(encoding="utf-8") for path in files}

    # FollowTheMoney says when a thing was first seen, in versions that no longer stand too.
    return Case(ask, loaded_until if form.startswith("ftm") else exported, True, DAYS[::3])


def case_file(graph: Graph, day: str | None) -> Any:
    """All but the map, whose marks a later statement may place: the page says so."""
    case = gather(graph, STATION, as_of=day)
    return [case.trace, case.assess, case.series, case.claims]


ASKED: dict[str, Case] = {
    # The catalogue, each question with its own example, and its typed functions with another one.
    **{f"query {name}": asked(name) for name in sorted(catalogue())},
    "after_meeting": Case(lambda g, d: meetings.after_meeting(g, KIM, PUTIN, 400, as_of=d)),
    "alleged": Case(lambda g, d: law.alleged(g, as_of=d)),
    "amendments": Case(lambda g, d: law.amendments(g, "unscr:1718/8(a)(ii)", as_of=d), needs_day=True),
    "became_known": Case(lambda g, d: sources.became_known(g, "2016-01-01", "2024-02-01", as_of=d)),
    "came_back": Case(lambda g, d: listings.came_back(g, as_of=d), loaded_until, True),
    "claims": Case(lambda g, d: sources.claims(g, "sg:tumangang-2023-10-05", as_of=d)),
    "denials": Case(lambda g, d: sources.denials(g, as_of=d)),
    "events_of_goods": Case(lambda g, d: law.events_of_goods(g, "goods:arms", as_of=d)),
    "exemptions": Case(lambda g, d: law.exemptions(g, "un-dprk:textile-export", "2018-06-01", as_of=d)),
    "history": Case(lambda g, d: sources.history(g, KIM, as_of=d), then=loaded_until),
    "in_force": Case(lambda g, d: law.in_force(g, "un-dprk", "2017-09-12", as_of=d)),
    "in_office": Case(lambda g, d: meetings.in_office(g, "iso:RU", "2023-09-13", as_of=d)),
    "links": Case(lambda g, d: links(g, "sg:khasan-station", as_of=d)),
    "listed": Case(lambda g, d: listings.listed(g, "UN", as_of=d)),
    "listed_at": Case(lambda g, d: listings.listed_at(g, "sg:dunay", as_of=d)),
    "listed_ships": Case(lambda g, d: listings.listed_ships(g, ARMS, as_of=d), then=loaded_until),
    "lists_disagree": Case(lambda g, d: listings.lists_disagree(g, "UN", "US", as_of=d)),
    "measures": Case(lambda g, d: law.measures(g, "iso:KP", "iso:UG", "goods:arms", "2016-05-01", as_of=d)),
    "meetings": Case(lambda g, d: meetings.meetings(g, PUTIN, KIM, as_of=d)),
    "met_before": Case(lambda g, d: meetings.met_before(g, 365, as_of=d)),
    "near": Case(lambda g, d: places.near(g, STATION, 500, as_of=d)),
    "one_source": Case(lambda g, d: sources.one_source(g, STATION, as_of=d)),
    "rail_reach": Case(lambda g, d: places.rail_reach(g, STATION, 3, as_of=d)),
    "reports": Case(lambda g, d: sources.reports(g, as_of=d)),
    "roots": Case(lambda g, d: sources.roots(g, "report:reuters-2023-10-06", as_of=d)),
    "said_by": Case(lambda g, d: sources.said_by(g, "iso:KP", as_of=d)),
    "single_root": Case(lambda g, d: sources.single_root(g, as_of=d)),
    "traffic": Case(lambda g, d: traffic(g, "sg:rajin-port", as_of=d)),
    "within_hops": Case(lambda g, d: within_hops(g, KIM, 2, as_of=d)),
    # The answers.
    "assess": Case(lambda g, d: assess(g, as_of=d), loaded_until, days=DAYS[::4]),
    "assess event": Case(lambda g, d: assess(g, event=ARMS, as_of=d), then=loaded_until),
    "assess measure": Case(lambda g, d: assess(g, measure="un-dprk:arms-export", as_of=d), then=loaded_until),
    "assess_between": Case(lambda g, d: assess_between(g, EARLIEST, d, event=ARMS), loaded_until, True),
    "trace": Case(lambda g, d: trace(g, STATION, as_of=d), then=loaded_until),
    "trace event": Case(lambda g, d: trace(g, ARMS, as_of=d), then=loaded_until),
    "compare_traces": Case(lambda g, d: compare_traces(g, STATION, since=EARLIEST, until=d), loaded_until, True),
    "case file": Case(case_file, loaded_until, True, DAYS[::3]),
    "exposure": Case(lambda g, d: exposure(g, "ftm:owned", as_of=d, on="2023-06-01"), loaded_until, True),
    "chains": Case(lambda g, d: chains(g, STATION, ARMS, as_of=d)),
    "chains on": Case(lambda g, d: chains(g, KIM, "iso:RU", as_of=d, on="2023-10-05")),
    "brokers": Case(lambda g, d: brokers(g, "iso:KP", "iso:RU", as_of=d)),
    "communities": Case(lambda g, d: communities(g, as_of=d)),
    "project": Case(lambda g, d: project(g, as_of=d)),
    "project on": Case(lambda g, d: project(g, as_of=d, on="2023-10-05")),
    "series": Case(lambda g, d: series(g, STATION, as_of=d)),
    "screen": Case(lambda g, d: screen(g, NAMES, as_of=d), exported_with_names, True),
    "screen country": Case(lambda g, d: screen(g, "Kim", country="KP", as_of=d), exported_with_names, True),
    "changes": Case(lambda g, d: changes(g, EARLIEST, "2026-11-24", as_of=d), loaded_until, True),
    "history of a thing": Case(lambda g, d: history(g, ARMS, as_of=d), then=loaded_until),
    "listed on a day": Case(lambda g, d: listed(g, "un:KPe.020", on="2019-06-30", as_of=d), then=loaded_until),
    **{f"export {form}": exporting(form) for form in FORMS if form != "neo4j-admin"},
}


def shown(answer: Any, day: str) -> Any:
    """An answer as plain values, without the day that it was asked for."""
    if isinstance(answer, Result):
        answer = answer.rows
    elif isinstance(answer, Projection):
        answer = [answer.things, *answer.relations]
    elif hasattr(answer, "to_dict"):
        answer = answer.to_dict()
    return without_day(plain(answer), day)


def without_day(value: Any, day: str) -> Any:
    if isinstance(value, dict):
        return {key: without_day(item, day) for key, item in value.items() if key != "as_of"}
    if isinstance(value, list):
        return [without_day(item, day) for item in value]
    return value.replace(f"As known on {long_form(day)}", "As known now") if isinstance(value, str) else value


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The shipped case, and lists in several editions: entries that came, went, were amended and came back."""
    folder = tmp_path_factory.mktemp("world")
    graph = demo()
    amended = "<COMMENTS1>Moved.</COMMENTS1>"
    ships = ("KPe.020", "OCEAN MARITIME MANAGEMENT COMPANY", "ENTITY")
    editions = {
        "2016-12-05": [un_file.entry("", *ships), un_file.entry("", "KPi.905", "RI CHOL")],
        "2018-10-29": [un_file.entry(amended, "KPi.905", "RI CHOL")],
        "2023-10-01": [un_file.entry("", *ships), un_file.entry("", "KPi.906", "PAK SU")],
        "2026-02-27": [un_file.entry("", "KPi.906", "PAK SU"), un_file.entry("", "KPi.905", "RI CHOL")],
    }
    for day, entries in editions.items():
        load(graph, "un-list", un_file.write(folder / f"consolidated-{day}.xml", *entries, day=day))
    owner = ftm_file.entity("holder", name="Holder", topics="sanction")
    company = ftm_file.entity("owned", "Company", name="Owned Company")
    held = ftm_file.entity("own", "Ownership", owner="holder", asset="owned", percentage="60")
    listing = ftm_file.entity("listing", "Sanction", entity="holder", program="DPRK", programId="UN-SC1718")
    for day, entities in {
        "2016-01-01": [owner, company],
        "2019-01-01": [owner, company, held, listing],
        "2023-09-20": [company, held | {"properties": held["properties"] | {"percentage": ["40"]}}, owner],
        "2025-01-01": [owner, company, held, listing],
    }.items():
        path = ftm_file.write(folder / day / "entities.ftm.json", entities)
        load(graph, "ftm", path, edition=day)
    return graph


def subjects() -> set[str]:
    """The things that the questions ask about."""
    named = {
        str(parameter.example)
        for question in catalogue().values()
        for parameter in question.parameters
        if parameter.kind == "entity"
    }
    return (
        named
        | {ARMS, KIM, PUTIN, STATION, "ftm:owned", "un:KPe.020", "iso:KP", "iso:RU", "iso:UG", "sg:dunay"}
        | {"sg:khasan-station", "sg:tumangang-2023-10-05", "goods:arms"}
    )


@pytest.fixture(scope="session")
def graph_of(world: Graph) -> Callable[[Snapshot, str], Graph]:
    """The graph of a day, made once."""
    kept = subjects() & set(contents(world)["Entity"])
    return cache(lambda snapshot, day: snapshot(world, day, kept))


@pytest.fixture(scope="module", params=ENGINES)
def whole(request: pytest.FixtureRequest, world: Graph) -> Iterator[Graph]:
    """The world on each engine. The graphs of a day are in memory: a server has one database."""
    if request.param == "embedded":
        yield world
        return
    with empty_on(request) as opened:
        copy_graph(world, opened)
        yield opened


def test_the_law_is_tried_on_enough() -> None:
    assert len([name for name, case in ASKED.items() if len(case.days) >= 8]) >= 60


@pytest.mark.parametrize("name", ASKED)
def test_as_of(world: Graph, whole: Graph, graph_of: Callable[[Snapshot, str], Graph], name: str) -> None:
    case = ASKED[name]
    for day in case.days:
        then = graph_of(case.then, day)
        told = shown(case.ask(whole, day), day)
        assert told == shown(case.ask(then, day), day), f"{name} as of {day}: something later shows through"
        if whole is world and not case.needs_day:
            assert told == shown(case.ask(then, None), day), f"{name} as of {day}: something known then is missing"
