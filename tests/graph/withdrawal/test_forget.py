"""Withdrawing and removing: what is undone leaves the graph that was, what is purged the graph that never had it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import sanctionsgraph as sg
from hypothesis import given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.editions.editions import load_edition
from sanctionsgraph.graph.identity.decisions import decide
from sanctionsgraph.graph.load_report import LoadReport
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.graph.withdrawal.ending import undo, withdraw
from sanctionsgraph.graph.withdrawal.purge import purge
from sanctionsgraph.graph.withdrawal.report import withdrawn_targets
from sanctionsgraph.loaders.curated.shipped import load_shipped
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import InputError, NotFound, ValueInvalid
from sanctionsgraph.schema.sources import Edition, Publisher
from sanctionsgraph.schema.statements import Alias, Listing

from helpers import direct_rows, ftm_file, un_file

DAY = "2026-11-29"
FIRST = """
publishers: [{id: "pub:first", name: First Institute}]
reports:
  - id: "report:first"
    publisher: "pub:first"
    title: Lorries at the bridge
    url: "https://example.org/first"
    published: "2024-03-01"
    seen: primary
    claims:
      - {id: there, about: "sg:lorries", property: exists, value: true, stance: asserts, basis: imagery,
         speaker: "sg:first", locator: p. 1}
      - {id: many, about: "sg:lorries", property: quantity, value: 12, unit: lorries, stance: asserts, basis: imagery,
         speaker: "sg:first", locator: p. 1}
things:
  - {id: "sg:lorries", kind: Observation, name: Lorries at the bridge}
  - {id: "sg:first", kind: Organization, name: First Institute}
"""
SECOND = """
publishers: [{id: "pub:second", name: Second Paper}]
reports:
  - id: "report:second"
    publisher: "pub:second"
    title: Lorries counted
    url: "https://example.org/second"
    published: "2024-03-05"
    seen: primary
    claims:
      - {id: again, about: "sg:lorries", property: quantity, value: 12, unit: lorries, stance: asserts,
         basis: imagery, speaker: "sg:second", locator: p. 2RESTS}
things:
  - {id: "sg:lorries", kind: Observation, name: Lorries at the bridge}
  - {id: "sg:second", kind: Organization, name: Second Paper}
"""
Step = Callable[[sg.Graph], object]


def dump(graph: sg.Graph) -> list[str]:
    return list(graph.dump())


def built(*steps: Step) -> list[str]:
    graph = open_graph(":memory:")
    for step in steps:
        step(graph)
    return dump(graph)


def report(tmp_path: Path, name: str, text: str) -> Step:
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return lambda graph: _clean(load(graph, "reports", path))


def _clean(account: LoadReport) -> None:
    assert not account.rejections, account.rejections


@pytest.fixture
def first(tmp_path: Path) -> Step:
    return report(tmp_path, "first", FIRST)


@pytest.fixture
def second(tmp_path: Path) -> Step:
    return report(tmp_path, "second", SECOND.replace("RESTS", ""))


# -- reports ---------------------------------------------------------------------------------------


def test_a_withdrawn_report_counts_from_its_day_on(graph: sg.Graph, first: Step, second: Step) -> None:
    first(graph)
    second(graph)
    g = sg.Workspace(graph)
    before = dump(graph)

    def counted(day: str) -> list[object]:
        rows = g.ask.claims(event="sg:lorries", as_of=day).rows
        return [row["claim"] for row in rows]

    both, earlier = counted("2026-01-01"), counted("2024-03-02")
    done = withdraw(graph, "report:first", DAY, "retracted by the institute")
    assert (done.action, done.kind, done.statements, done.sources) == ("withdrawn", "report", 2, 1)
    assert counted("2026-01-01") == both
    assert counted("2024-03-02") == earlier
    assert counted(DAY) == ["report:second#again"]
    listed = withdrawn_targets(graph)
    assert [(w.target, w.since, w.reason, w.ended) for w in listed] == [
        ("report:first", DAY, "retracted by the institute", 2)
    ]
    assert undo(graph, "report:first").statements == 2
    assert dump(graph) == before


def test_a_withdrawn_report_is_not_loaded_again(graph: sg.Graph, first: Step) -> None:
    first(graph)
    withdraw(graph, "report:first", DAY)
    state = dump(graph)
    with pytest.raises(InputError, match=r"report:first was withdrawn on 2026-11-29.*forget report:first --undo"):
        first(graph)
    assert dump(graph) == state
    undo(graph, "report:first")
    first(graph)


def test_a_purged_report_was_never_there(graph: sg.Graph, first: Step, second: Step) -> None:
    second(graph)
    without = dump(graph)
    first(graph)
    done = purge(graph, "report:first")
    assert dump(graph) == without
    assert "sg:first" in done.ids
    assert "sg:lorries" not in done.ids
    first(graph)
    purge(graph, "report:first")
    purge(graph, "report:second")
    assert dump(graph) == []
    assert [load.source for load in graph.info().loads].count("purge") == 3


def test_a_purge_takes_a_withdrawal_back_first(graph: sg.Graph, first: Step, second: Step) -> None:
    second(graph)
    without = dump(graph)
    first(graph)
    withdraw(graph, "report:first", DAY)
    purge(graph, "report:first")
    assert dump(graph) == without
    assert not withdrawn_targets(graph)


def test_what_rests_on_it_is_said(graph: sg.Graph, tmp_path: Path, first: Step) -> None:
    first(graph)
    report(tmp_path, "resting", SECOND.replace("RESTS", ', rests_on: ["report:first#many"]'))(graph)
    assert withdraw(graph, "report:first", DAY).resting == ("report:second#again",)
    assert "1 claim of another report rests on it" in str(purge(graph, "report:first"))


def test_an_entity_that_another_file_defines_stays(graph: sg.Graph, tmp_path: Path, first: Step) -> None:
    things = tmp_path / "things.yaml"
    things.write_text('things: [{id: "sg:first", kind: Organization, name: First Institute}]', encoding="utf-8")
    load(graph, "identities", things)
    without = dump(graph)
    first(graph)
    assert purge(graph, "report:first").entities == 1
    assert dump(graph) == without


def test_a_publisher_takes_all_of_its_reports(graph: sg.Graph, tmp_path: Path, first: Step, second: Step) -> None:
    second(graph)
    without = dump(graph)
    first(graph)
    more = FIRST.replace("report:first", "report:more").replace("2024-03-01", "2024-04-01")
    report(tmp_path, "more", more)(graph)
    before = dump(graph)
    withdraw(graph, "report:first", "2026-01-01")
    assert withdraw(graph, "pub:first", DAY).statements == 2
    with pytest.raises(ValueInvalid, match="pub:first was withdrawn later"):
        undo(graph, "report:first")
    undo(graph, "pub:first")
    undo(graph, "report:first")
    assert dump(graph) == before
    withdraw(graph, "pub:first", DAY)
    purge(graph, "report:first")
    purge(graph, "pub:first")
    assert dump(graph) == without


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        ("report:firs", DAY, "Did you mean report:first"),
        ("report:first", "2024-02-29", "cannot be withdrawn on 2024-02-29, which is before"),
        ("identities", DAY, "decisions on identity"),
        ("pub:curators", DAY, "decisions on identity"),
        ("", DAY, "no report, edition, publisher or data set"),
        ("sg:lorries", DAY, "no report, edition, publisher or data set"),
    ],
)
def test_what_cannot_be_withdrawn(graph: sg.Graph, first: Step, name: str, day: str, says: str) -> None:
    first(graph)
    before = dump(graph)
    with pytest.raises((NotFound, ValueInvalid), match=says):
        withdraw(graph, name, day)
    assert dump(graph) == before


def test_withdrawing_twice_and_undoing_nothing(graph: sg.Graph, first: Step) -> None:
    first(graph)
    with pytest.raises(NotFound, match="report:first is not withdrawn"):
        undo(graph, "report:first")
    withdraw(graph, "report:first", DAY)
    with pytest.raises(ValueInvalid, match="withdrawn already"):
        withdraw(graph, "report:first", DAY)


# -- lists -----------------------------------------------------------------------------------------


def un(tmp_path: Path, day: str, *entries: str) -> Step:
    path = un_file.write(tmp_path / f"consolidated-{day}.xml", *entries, day=day)
    return lambda graph: load(graph, "un-list", path, allow_shrink=True)


A, B, C = (un_file.entry("", f"KPi.90{n}", name) for n, name in enumerate(("RI ONE", "RI TWO", "RI THREE")))
A_AMENDED = un_file.entry("<COMMENTS1>Moved.</COMMENTS1>", "KPi.900", "RI ONE SENIOR")


def answer(graph: sg.Graph, name: str, on: str, as_of: str | None = None) -> str:
    answers = {thing.answer.value for thing in sg.Workspace(graph).listed(name, on=on, as_of=as_of).things}
    assert len(answers) == 1
    return answers.pop()


def test_a_withdrawn_edition_says_nothing_and_the_one_before_stands_again(graph: sg.Graph, tmp_path: Path) -> None:
    un(tmp_path, "2026-10-01", A, B)(graph)
    un(tmp_path, "2026-11-01", A_AMENDED, C)(graph)
    before = dump(graph)
    assert [answer(graph, f"un:KPi.90{n}", "2026-11-10") for n in range(3)] == ["yes", "no", "yes"]
    done = withdraw(graph, "edition:un@2026-11-01", "2026-11-20")
    assert (done.statements, done.restored) == (2, 2)
    # As of a day before, as before; later the edition says nothing, whatever day is asked about.
    assert [answer(graph, f"un:KPi.90{n}", "2026-11-10", "2026-11-19") for n in range(3)] == ["yes", "no", "yes"]
    assert [answer(graph, f"un:KPi.90{n}", "2026-10-10", "2026-11-20") for n in range(2)] == ["yes", "yes"]
    standing = sg.Workspace(graph).ask.listed(list="UN", as_of="2026-11-20").rows
    assert {row["entity"] for row in standing} == {"un:KPi.900", "un:KPi.901"}
    with pytest.raises(InputError, match="edition:un@2026-11-01 was withdrawn on 2026-11-20"):
        un(tmp_path, "2026-11-15", A, B)(graph)
    undo(graph, "edition:un@2026-11-01")
    assert dump(graph) == before
    # What was withdrawn last is to be taken back first.
    withdraw(graph, "edition:un@2026-11-01", "2026-11-20")
    withdraw(graph, "un", "2026-11-21")
    with pytest.raises(InputError, match="un was withdrawn on 2026-11-21"):
        un(tmp_path, "2026-11-15", A, B)(graph)


def test_a_withdrawn_list_makes_nobody_listed_and_nobody_not_listed(graph: sg.Graph, tmp_path: Path) -> None:
    un(tmp_path, "2026-10-01", A, B)(graph)
    before = dump(graph)
    withdraw(graph, "un", "2026-11-20")
    assert answer(graph, "un:KPi.900", "2026-10-10", "2026-11-19") == "yes"
    assert answer(graph, "un:KPi.900", "2026-10-10") == "unknown"
    for path in tmp_path.glob("*.xml"):
        with pytest.raises(InputError, match="un was withdrawn on 2026-11-20"):
            load(graph, "un-list", path)
    undo(graph, "un")
    assert dump(graph) == before


def test_a_data_set_that_others_share_leaves_its_names_with_it(graph: sg.Graph, tmp_path: Path) -> None:
    """Two data sets of one id: what only the purged one calls the entity goes, and the other one names it."""
    other = ftm_file.write(tmp_path / "b" / "entities.ftm.json", [ftm_file.entity("x", name="Beta", alias="Common")])
    own = ftm_file.write(
        tmp_path / "a" / "entities.ftm.json", [ftm_file.entity("x", name="Alpha", alias=["Common", "Secret"])]
    )
    load(graph, "ftm", other, edition="b@2026-01-01")
    without = dump(graph)
    load(graph, "ftm", own, edition="a@2026-02-01")
    datasets = [e.dataset for e in graph.info().editions]
    assert len(datasets) == 2
    mine = next(d for d in datasets if d.endswith("a"))
    purge(graph, mine)
    assert dump(graph) == without


def test_joined_records_come_apart(graph: sg.Graph, tmp_path: Path) -> None:
    """A recorded decision on an id that is gone goes with it."""
    un(tmp_path, "2026-10-01", A)(graph)
    without = dump(graph)
    path = ftm_file.write(tmp_path / "b" / "entities.ftm.json", [ftm_file.entity("x", name="Ri Won", alias="Hidden")])
    load(graph, "ftm", path, edition="b@2026-01-01")
    decide(graph, "un:KPi.900", "ftm:x", "same", "Tester", "2026-11-01", "same birth date")
    name = next(e.dataset for e in graph.info().editions if e.dataset != "un")
    purge(graph, name)
    assert dump(graph) == without


# -- properties ------------------------------------------------------------------------------------

PUBLISHER = Publisher(id="pub:test", name="Test")
KEYS, SAYS = "abc", ("One", "Two", None)
HISTORY = st.dictionaries(
    st.sampled_from([f"2020-0{n}-01" for n in range(1, 6)]),
    st.fixed_dictionaries({key: st.sampled_from(SAYS) for key in KEYS}),
    min_size=1,
    max_size=5,
)


def edition(date: str, says: dict[str, str | None]) -> Step:
    def bring(graph: sg.Graph) -> None:
        records, things = [], []
        for key, name in says.items():
            if name is None:
                continue
            about = f"made:{key}"
            alias = Alias(id=f"{about}#{name}", name=f"{name} of {key}")
            fixed = {"dataset": "made", "list": "M", "listType": "T", "entryType": "entity"}
            records.append(
                Listing(id="", name=f"{key} {name}", key=key, reference=key, about=about, parts_=[alias], **fixed)
            )
            things.append(Entity.named(about, "Organization", f"{key} {name}", [alias.name]))
        state = Edition(id=f"edition:made@{date}", name=date, dataset="made", date=date, publisher=PUBLISHER.id)
        with graph.writing() as tx:
            load_edition(tx, state, records, things, [PUBLISHER], LoadReport("test", "test"))

    return bring


def editions(history: dict[str, dict[str, str | None]]) -> Sequence[Step]:
    return [edition(date, says) for date, says in sorted(history.items())]


@settings(max_examples=60, deadline=None)
@given(HISTORY, st.data())
def test_a_purged_edition_was_never_there(history: dict[str, dict[str, str | None]], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(history)))
    graph = open_graph(":memory:")
    for step in editions(history):
        step(graph)
    purge(graph, f"edition:made@{gone}")
    assert dump(graph) == built(*editions({day: says for day, says in history.items() if day != gone}))


@settings(max_examples=60, deadline=None)
@given(HISTORY, st.data())
def test_a_withdrawal_is_seen_from_its_day_on_and_can_be_undone(
    history: dict[str, dict[str, str | None]], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(history)))
    target = data.draw(st.sampled_from(["made", f"edition:made@{gone}", "pub:test"]))
    graph, never = open_graph(":memory:"), open_graph(":memory:")
    for step in editions(history):
        step(graph)
    for step in editions({day: says for day, says in history.items() if target.startswith("edition") and day != gone}):
        step(never)
    asked = "MATCH (l:Listing) WHERE l.since <= $day AND $day < l.until RETURN l.name AS name ORDER BY name"
    before, early = dump(graph), graph.read(asked, day="2020-05-31").rows
    withdraw(graph, target, "2020-06-01")
    g = sg.Workspace(graph)
    assert graph.read(asked, day="2020-05-31").rows == early
    assert graph.read(asked, day="2020-06-01").rows == never.read(asked, day="2020-06-01").rows

    def listed(workspace: sg.Workspace, day: str) -> dict[str, object]:
        things = [f"made:{key}" for key in KEYS]
        there = [t for t in things if workspace.graph.find(t)]
        return {t: workspace.listed(t, on=day).things[0].answer.value for t in there}

    then = sg.Workspace(never)
    for day in ("2020-02-15", "2020-04-15", "2020-06-02"):
        told, expected = listed(g, day), listed(then, day)
        assert {thing: told[thing] for thing in expected} == expected
        assert {told[thing] for thing in told.keys() - expected.keys()} <= {"unknown", "no"}
    undo(graph, target)
    assert dump(graph) == before


def test_direct_relationships_follow(graph: sg.Graph, tmp_path: Path, first: Step, second: Step) -> None:
    """What is derived from statements is what the statements that are left ask for."""
    person, firm = ftm_file.entity("p", name="Owner"), ftm_file.entity("f", "Company", name="Firm")
    owns = ftm_file.entity("o", "Ownership", owner="p", asset="f", percentage="60")
    load(graph, "ftm", ftm_file.write(tmp_path / "a" / "entities.ftm.json", [person, firm, owns]), edition="2026-01-01")
    load(graph, "ftm", ftm_file.write(tmp_path / "b" / "entities.ftm.json", [owns]), edition="2026-01-02")
    for step in (first, second, un(tmp_path, "2026-10-01", A, B), un(tmp_path, "2026-11-01", A_AMENDED, C)):
        step(graph)
    datasets = sorted({edition.dataset for edition in graph.info().editions})
    for target in ("report:first", "edition:un@2026-11-01", datasets[0]):
        before = direct_rows.laid(graph)
        assert before == direct_rows.asked_for(graph) != []
        withdraw(graph, target, DAY)
        assert direct_rows.laid(graph) == direct_rows.asked_for(graph)
        undo(graph, target)
        assert direct_rows.laid(graph) == before
        purge(graph, target)
        assert direct_rows.laid(graph) == direct_rows.asked_for(graph)
    (owner,) = graph.read("MATCH (a:Entity)-[:OWNS]->(b) RETURN a.name AS a, labels(a) AS labels").rows
    assert owner == {"a": "p", "labels": ["Entity"]}


def test_a_withdrawal_goes_along_as_rdf_and_as_a_copy(graph: sg.Graph, tmp_path: Path, first: Step) -> None:
    first(graph)
    un(tmp_path, "2026-10-01", A, B)(graph)
    un(tmp_path, "2026-11-01", A_AMENDED, C)(graph)
    before = graph.digest()
    withdraw(graph, "report:first", DAY, "retracted")
    withdraw(graph, "edition:un@2026-11-01", DAY)
    sg.Workspace(graph).export("trig", tmp_path / "graph.trig")
    read = open_graph(":memory:")
    load(read, "rdf", tmp_path / "graph.trig")
    assert read.digest() == graph.digest()
    undo(read, "report:first")
    undo(read, "edition:un@2026-11-01")
    assert read.digest() == before


def test_purging_a_shipped_report_keeps_what_others_say(graph: sg.Graph, embedded_case: sg.Graph) -> None:
    copy_graph(embedded_case, graph)
    before = dump(graph)
    target = "report:csis-2023-10-06"
    withdraw(graph, target, DAY)
    undo(graph, target)
    assert dump(graph) == before
    withdraw(graph, target, DAY)
    with pytest.raises(InputError, match=f"the shipped case: {target} is withdrawn"):
        list(load_shipped(graph))
    assert graph.state()
    done = purge(graph, target)
    after = dump(graph)
    assert not any(target in line for line in after)
    assert any('"sg:csis"' in line for line in after)
    assert done.statements > 5
    gone = {json.loads(line)["id"] for line in set(before) - set(after) if line.startswith("{")}
    assert gone <= set(done.ids) | {target}
