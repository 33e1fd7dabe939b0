"""The law of `as_of`: what a question says of a graph as of a day, it says of the graph that was there on that day.

For every question of the catalogue and every function f that takes a day of knowledge, and every day D: f(graph,
as_of=D) is f(graph of D, as_of=D) is f(graph of D). The graph of D is what an export as of D holds; for a question
about the past of the statements themselves it is what had been said until D. Nothing that became known later may
show through, and nothing that was known then may be missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier.case import gather
from sanctionsgraph.exporters.registry import FORMS
from sanctionsgraph.exporters.snapshot import snapshot
from sanctionsgraph.graph.case_notes import add_note
from sanctionsgraph.graph.projection import Projection
from sanctionsgraph.graph.store import Graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.graph.withdrawal.ending import withdraw
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.queries.results.answer import plain
from sanctionsgraph.queries.results.result import Result
from sanctionsgraph.schema.dates import LATEST, long_form

from helpers import ftm_file, un_file
from helpers.engines import ENGINES, empty_on
from helpers.shipped import demo
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
    "2026-07-01",
)
STATION, ARMS, KIM, PUTIN = "sg:tumangang-station", "sg:kp-ru-munitions-2023", "wd:Q56226", "wd:Q7747"
EARLIEST = "2014-01-01"
NAMES = ["Kim Jong Un", "Angara", "Rason", "Sergei Shoigu"]


Snapshot = Callable[[Graph, str, Iterable[str]], Graph]


@dataclass(frozen=True)
class Case:
    """A question: `ask` takes a workspace and a day of knowledge or None."""

    ask: Callable[[sg.Workspace, str | None], Any]
    #: The graph of a day: what an export holds, or also what no longer stood, for questions about the past.
    then: Snapshot = exported
    #: Whether it needs its day: one that cuts the law, which an export holds whole, or that is part of the question.
    needs_day: bool = False
    days: tuple[str, ...] = DAYS


def asked(name: str) -> Case:
    example = {key: value for key, value in catalogue()[name].example().items() if key != "as_of"}
    then = loaded_until if name in PAST else exported
    return Case(lambda g, d: g.query(name, as_of=d, **example), then, name in NEEDS_DAY)


PAST = {"history", "came-back", "listed-ships"}
NEEDS_DAY = {"amendments", "came-back"}


def exporting(form: str) -> Case:
    def ask(g: sg.Workspace, day: str | None) -> dict[str, str]:
        with TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            g.export(form, out, as_of=day)
            files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
            return {path.name: path.read_text(encoding="utf-8") for path in files}

    # FollowTheMoney says when a thing was first seen, in versions that no longer stand too.
    return Case(ask, loaded_until if form.startswith("ftm") else exported, True, DAYS[::3])


def case_file(g: sg.Workspace, day: str | None) -> Any:
    """All but the map, whose marks a later statement may place: the page says so."""
    case = gather(g.graph, STATION, as_of=day)
    return [case.trace, case.assess, case.series, case.claims]


ASKED: dict[str, Case] = {
    # The catalogue, each question with its own example, and its methods with another one.
    **{f"query {name}": asked(name) for name in sorted(catalogue())},
    "ask.after_meeting": Case(lambda g, d: g.ask.after_meeting(a=KIM, b=PUTIN, days=400, as_of=d)),
    "ask.met_whom": Case(lambda g, d: g.ask.met_whom(person=PUTIN, on="2024-06-20", days=700, as_of=d)),
    "ask.confirmed_by": Case(
        lambda g, d: g.ask.confirmed_by(claim="report:csis-2023-10-06#supply", as_of=d), days=DAYS[5:]
    ),
    "ask.calls_of": Case(lambda g, d: g.ask.calls_of(ship="sg:angara", as_of=d)),
    "ask.rests_on": Case(lambda g, d: g.ask.rests_on(source="report:csis-2023-10-06", as_of=d)),
    "ask.amounts": Case(lambda g, d: g.ask.amounts(as_of=d)),
    "ask.ships_at": Case(lambda g, d: g.ask.ships_at(place="sg:rajin-port", as_of=d)),
    "ask.list_to_events": Case(lambda g, d: g.ask.list_to_events(list="US", as_of=d)),
    "ask.events_at": Case(
        lambda g, d: g.ask.events_at(place="iso:RU", since="2023-01-01", until="2024-12-31", as_of=d)
    ),
    "ask.events_by_month": Case(lambda g, d: g.ask.events_by_month(since="2016-01-01", until="2024-12-31", as_of=d)),
    "ask.shares": Case(lambda g, d: g.ask.shares(thing="sg:angara", as_of=d), days=DAYS[5:]),
    "ask.post_holders": Case(lambda g, d: g.ask.post_holders(country="iso:RU", as_of=d)),
    "ask.disputed": Case(lambda g, d: g.ask.disputed(event=ARMS, as_of=d)),
    "ask.alleged": Case(lambda g, d: g.ask.alleged(as_of=d)),
    "ask.amendments": Case(lambda g, d: g.ask.amendments(provision="unscr:1718/8(a)(ii)", as_of=d), needs_day=True),
    "ask.became_known": Case(lambda g, d: g.ask.became_known(since="2016-01-01", until="2024-02-01", as_of=d)),
    "ask.came_back": Case(lambda g, d: g.ask.came_back(as_of=d), loaded_until, True),
    "ask.claims": Case(lambda g, d: g.ask.claims(event="sg:tumangang-2023-10-05", as_of=d)),
    "ask.denials": Case(lambda g, d: g.ask.denials(as_of=d)),
    "ask.events_of_goods": Case(lambda g, d: g.ask.events_of_goods(goods="goods:arms", as_of=d)),
    "ask.exemptions": Case(lambda g, d: g.ask.exemptions(measure="un-dprk:textiles", on="2018-06-01", as_of=d)),
    "ask.history": Case(lambda g, d: g.ask.history(id=KIM, as_of=d), loaded_until),
    "ask.in_force": Case(lambda g, d: g.ask.in_force(programme="un-dprk", on="2017-09-12", as_of=d)),
    "ask.in_office": Case(lambda g, d: g.ask.in_office(country="iso:RU", on="2023-09-13", as_of=d)),
    "ask.links": Case(lambda g, d: g.ask.links(place="sg:khasan-station", as_of=d)),
    "ask.listed": Case(lambda g, d: g.ask.listed(list="UN", as_of=d)),
    "ask.listed_at": Case(lambda g, d: g.ask.listed_at(place="sg:dunay", as_of=d)),
    "ask.listed_ships": Case(lambda g, d: g.ask.listed_ships(event=ARMS, as_of=d), loaded_until),
    "ask.lists_disagree": Case(lambda g, d: g.ask.lists_disagree(a="UN", b="US", as_of=d)),
    "ask.measures": Case(
        lambda g, d: g.ask.measures(from_="iso:KP", to="iso:UG", goods="goods:arms", on="2016-05-01", as_of=d)
    ),
    "ask.meetings": Case(lambda g, d: g.ask.meetings(a=PUTIN, b=KIM, as_of=d)),
    "ask.met_before": Case(lambda g, d: g.ask.met_before(days=365, as_of=d)),
    "ask.near": Case(lambda g, d: g.ask.near(place=STATION, km=500, as_of=d)),
    "ask.one_source": Case(lambda g, d: g.ask.one_source(id=STATION, as_of=d)),
    "ask.rail_reach": Case(lambda g, d: g.ask.rail_reach(place=STATION, links=3, as_of=d)),
    "ask.reports": Case(lambda g, d: g.ask.reports(as_of=d)),
    "ask.roots": Case(lambda g, d: g.ask.roots(report="report:reuters-2023-10-06", as_of=d)),
    "ask.said_by": Case(lambda g, d: g.ask.said_by(speaker="iso:KP", as_of=d)),
    "ask.single_root": Case(lambda g, d: g.ask.single_root(as_of=d)),
    "ask.traffic": Case(lambda g, d: g.ask.traffic(place="sg:rajin-port", as_of=d)),
    "ask.within_hops": Case(lambda g, d: g.ask.within_hops(id=KIM, hops=2, as_of=d)),
    # The commands.
    "assess": Case(lambda g, d: g.assess(untouched=True, as_of=d), loaded_until, True, DAYS[5:6]),
    "assess event": Case(lambda g, d: g.assess(ARMS, as_of=d), loaded_until),
    "assess measure": Case(lambda g, d: g.assess(measure="un-dprk:arms-export", as_of=d), loaded_until),
    "assess between": Case(lambda g, d: g.assess(ARMS, between=(EARLIEST, d or LATEST)), loaded_until, True),
    "trace": Case(lambda g, d: g.trace(STATION, as_of=d), loaded_until),
    "trace event": Case(lambda g, d: g.trace(ARMS, as_of=d), loaded_until),
    "trace between": Case(lambda g, d: g.trace(STATION, between=(EARLIEST, d or LATEST)), loaded_until, True),
    "dossier": Case(case_file, loaded_until, True, DAYS[::3]),
    "exposed": Case(lambda g, d: g.exposed(on="2023-06-01", as_of=d), loaded_until, True),
    "exposure": Case(lambda g, d: g.exposure("ftm:owned", on="2023-06-01", as_of=d), loaded_until, True),
    "paths": Case(lambda g, d: g.paths(STATION, ARMS, as_of=d)),
    "neighbours": Case(lambda g, d: g.neighbours("Angara", as_of=d)),
    "neighbours on": Case(lambda g, d: g.neighbours(KIM, on="2023-10-05", as_of=d)),
    "paths on": Case(lambda g, d: g.paths(KIM, "iso:RU", on="2023-10-05", as_of=d)),
    "brokers": Case(lambda g, d: g.brokers("iso:KP", "iso:RU", as_of=d)),
    "communities": Case(lambda g, d: g.communities(as_of=d)),
    "project": Case(lambda g, d: g.project(as_of=d)),
    "project on": Case(lambda g, d: g.project(on="2023-10-05", as_of=d)),
    "route": Case(lambda g, d: g.route(STATION, "sg:khasan-station", as_of=d)),
    "traffic": Case(lambda g, d: g.traffic(STATION, as_of=d)),
    "screen": Case(lambda g, d: g.screen(NAMES, as_of=d), exported_with_names, True, DAYS[::2]),
    "screen country": Case(lambda g, d: g.screen("Kim", country="KP", as_of=d), exported_with_names, True, DAYS[::2]),
    "changes": Case(lambda g, d: g.changes(EARLIEST, "2026-11-24", as_of=d), loaded_until, True),
    "notes": Case(lambda g, d: g.notes(as_of=d)),
    "history": Case(lambda g, d: g.history(ARMS, as_of=d), loaded_until),
    "listed": Case(lambda g, d: g.listed("un:KPe.020", on="2019-06-30", as_of=d), loaded_until),
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
    """The shipped case, and lists in several editions: entries that came, went, were amended and came back.

    A report and two editions are withdrawn.
    """
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
    add_note(graph, STATION, by="A. Analyst", status="to check", noted_on="2023-10-06")
    add_note(graph, STATION, by="A. Analyst", text="Read", status="closed", noted_on="2024-05-01")
    withdraw(graph, "report:rferl-2023-10-06", "2024-02-01")
    withdraw(graph, "edition:ftm:2023-09-20@2023-09-20", "2025-06-01")
    withdraw(graph, "edition:un@2026-02-27", "2026-06-01")
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
    kept = subjects() & set(snapshot(world).entities)
    return cache(lambda snapshot, day: snapshot(world, day, kept))


@pytest.fixture(scope="session")
def then_answers(graph_of: Callable[[Snapshot, str], Graph]) -> Callable[[str, str], Any]:
    """What the graph of a day answers to the question of a name, or None where it does not bear what is asked for."""

    @cache
    def answer(name: str, day: str) -> Any:
        case = ASKED[name]
        try:
            return shown(case.ask(sg.Workspace(graph_of(case.then, day)), day), day)
        except sg.NotFound:
            # A list, source or thing that the graph of that day does not bear is an error there: it may be a slip.
            return None

    return answer


@pytest.fixture(scope="module", params=ENGINES)
def whole(request: pytest.FixtureRequest, world: Graph) -> Iterator[Graph]:
    """The world on each engine. The graphs of a day are in memory: a server has one database."""
    if request.param == "embedded":
        yield world
        return
    with empty_on(request) as opened:
        copy_graph(world, opened)
        yield opened


def test_the_law_is_tried_on_every_question_and_command() -> None:
    methods = {name: getattr(sg.Workspace, name) for name in dir(sg.Workspace) if not name.startswith("_")}
    commands = {name for name, f in methods.items() if callable(f) and "as_of" in signature(f).parameters}
    assert commands - {"query", "export"} <= ASKED.keys()
    assert {f"ask.{name.replace('-', '_')}" for name in catalogue()} <= ASKED.keys()
    assert len([name for name, case in ASKED.items() if len(case.days) >= 8]) >= 60


#: A question and the days on which it is asked: each third day at first, the others where all tests run.
SOME = [(name, case.days[::3]) for name, case in ASKED.items()]
OTHERS = [(name, tuple(day for day in case.days if day not in case.days[::3])) for name, case in ASKED.items()]
HELD = [pytest.param(name, days, id=name) for name, days in SOME] + [
    pytest.param(name, days, id=f"{name} on the other days") for name, days in OTHERS if days
]


def test_each_question_is_tried_on_each_of_its_days() -> None:
    tried = Counter((name, day) for name, days in [*SOME, *OTHERS] for day in days)
    assert tried == Counter((name, day) for name, case in ASKED.items() for day in case.days)


@pytest.mark.parametrize(("name", "days"), HELD)
def test_as_of(
    world: Graph,
    whole: Graph,
    graph_of: Callable[[Snapshot, str], Graph],
    then_answers: Callable[[str, str], Any],
    name: str,
    days: tuple[str, ...],
) -> None:
    case, compared = ASKED[name], 0
    for day in days:
        expected = then_answers(name, day)
        if expected is None:
            continue
        compared += 1
        answer = shown(case.ask(sg.Workspace(whole), day), day)
        assert answer == expected, f"{name} as of {day}: something later shows through"
        if whole is world and not case.needs_day:
            then = sg.Workspace(graph_of(case.then, day))
            assert answer == shown(case.ask(then, None), day), f"{name} as of {day}: something known then is missing"
    assert compared, "no day says anything"
