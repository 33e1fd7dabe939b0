"""Assessments: each element in each status on small made-up regimes, then the shipped case on both engines.

Nothing in the first part leans on real names: the law, the States and the goods are made here, as files.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from jsonschema import validate
from sanctionsgraph import cli as command_line
from sanctionsgraph import dossier
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.queries.assessment.answer import (
    OUTCOMES,
    Assessment,
    AssessmentComparison,
    AssessmentSet,
    ElementKind,
    Outcome,
)
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.assessment.ceiling import period
from sanctionsgraph.queries.assessment.comparison import compare_assessments
from sanctionsgraph.queries.assessment.events import Interval
from sanctionsgraph.queries.assessment.goods import GoodsKinds
from sanctionsgraph.queries.assessment.law import Cap
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.queries.evidence.rules import Status, Weighed
from sanctionsgraph.queries.evidence.settling import SETTLING
from sanctionsgraph.queries.evidence.words import CHECKED, element_words
from sanctionsgraph.queries.results.answer import json_keys
from sanctionsgraph.schema.dates import LATEST
from sanctionsgraph.schema.errors import NotFound, NothingClaimed, SanctionsGraphError, ValueInvalid

from helpers.made_world import (
    ARMS,
    ATLANTIS,
    BAN,
    BLEFUSCU,
    BUYING,
    CARGO,
    DEAL,
    GRAIN,
    LETTER,
    LILLIPUT,
    OIL,
    RIFLES,
    Item,
    World,
    deal,
    elements,
    exemption,
    provision,
    said,
    statuses,
    step,
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# -- each element in each status -------------------------------------------------------------------


def test_a_sale_shown_by_papers_meets_every_element(world: World) -> None:
    made = world.law().told(*deal()).one()
    asked = {name: found for name, found in statuses(made).items() if name not in ("place", "quantity", "exemption")}
    assert asked == dict.fromkeys(("date", "act", "object", "direction", "nexus", "in-force"), "met")
    assert (made.outcome, made.on, made.touches) == ("met", "2020-03-01", True)
    assert made.provisions == ("1 para. 1",)
    assert "proven" not in made.sentence


def test_the_same_sale_on_a_word_is_no_more_than_suggested(world: World) -> None:
    word = {"basis": "official-statement"}
    made = world.law().told(*deal(exists=word, **{"from": word}, to=word, goods=word)).one()
    found = statuses(made)
    assert {found[name] for name in ("act", "object", "direction", "nexus")} == {"suggested"}
    assert (found["in-force"], made.outcome) == ("met", "suggested")


@pytest.mark.parametrize(
    ("missing", "element"), [("exists", "act"), ("goods", "object"), ("from", "direction"), ("date", "in-force")]
)
def test_what_nobody_says_is_unknown_and_so_is_the_outcome(world: World, missing: str, element: str) -> None:
    made = world.law().told(*deal(**{missing: None})).one()
    assert (statuses(made)[element], made.outcome) == ("unknown", "unknown")
    assert elements(made)[element].settle_by


@pytest.mark.parametrize("changed", [{}, {"goods": GRAIN}, {"from": LILLIPUT, "to": ATLANTIS}, {"date": None}])
def test_the_sentence_gives_the_elements_that_decide_and_no_others(world: World, changed: dict[str, Any]) -> None:
    """Place and quantity are seldom asked for; they decide nothing where no paragraph asks."""
    made = world.law().told(*deal(**changed)).one()
    given = {e.element for e in made.elements if f"{element_words(e.element)} {e.status} (" in made.sentence.lower()}
    deciding = {name for name, status in statuses(made).items() if status == made.outcome}
    assert given == deciding - {"place", "quantity"} != set()


@pytest.mark.parametrize(("prop", "element"), [("exists", "act"), ("goods", "object"), ("from", "direction")])
def test_a_denial_with_reach_contests_its_element_and_the_outcome(world: World, prop: str, element: str) -> None:
    value = {"exists": None, "goods": ARMS, "from": ATLANTIS}[prop]
    world.law().told(*deal()).told(said(DEAL, prop, value, stance="denies", basis="inspection"), on="2020-07-01")
    made = world.one()
    assert (statuses(made)[element], made.outcome) == ("contested", "contested")
    assert [answer.stance for answer in made.answers] == ["denies"]


def test_a_denial_of_the_sender_contests_whom_its_own_duty_reaches(world: World) -> None:
    world.law().told(*deal()).told(said(DEAL, "from", stance="denies", basis="document"), on="2020-07-01")
    assert world.status("nexus") == "contested"


def test_a_bare_denial_is_shown_and_changes_nothing(world: World) -> None:
    world.law().told(*deal()).told(said(DEAL, "exists", stance="denies", basis="official-statement"), on="2020-07-01")
    made = world.one()
    assert made.outcome == "met"
    assert [(a.stance, a.since) for a in made.answers] == [("denies", "2020-07-01")]


def test_a_claim_that_its_file_makes_no_longer_is_gone(world: World) -> None:
    files = world.law().told(*deal()).files
    world.told(said(DEAL, "goods", ARMS), said(DEAL, "exists", stance="denies", basis="document"), on="2020-07-01")
    assert world.status("act") == "contested"
    world.files = files
    world.told(said(DEAL, "goods", ARMS), on="2020-07-01")
    assert world.status("act") == "met"


def test_answers_come_in_the_order_of_their_days(world: World) -> None:
    denial = said(DEAL, "exists", stance="denies", basis="official-statement")
    report = {"id": "report:a", "title": "A", "publisher": "pub:made", "published": "2020-07-02", "seen": "primary"}
    report |= {"url": "https://example.org/", "claims": [{"id": "1", "speaker": "sg:scribe", **denial}]}
    world.law().told(*deal()).told(denial, on="2020-07-01")
    world.load("reports", {"publishers": [{"id": "pub:made", "name": "Made Press"}], "reports": [report]})
    assert [answer.since for answer in world.one().answers] == ["2020-07-01", "2020-07-02"]


def test_goods_of_another_kind_are_not_met(world: World) -> None:
    made = world.law().told(*deal(goods=GRAIN)).one()
    assert (statuses(made)["object"], made.outcome, made.touches) == ("not met", "not met", False)
    assert "Grain" in elements(made)["object"].because


def test_the_other_way_round_is_not_met(world: World) -> None:
    made = world.law().told(*deal(**{"from": LILLIPUT}, to=ATLANTIS)).one()
    assert (statuses(made)["direction"], made.outcome) == ("not met", "not met")


def test_an_event_of_another_kind_is_not_what_a_duty_is_about(world: World) -> None:
    world.law().told(said("sg:trip", "exists"), said("sg:trip", "date", "2020-03-01"))
    assert "kind Trip" in world.element("act", "sg:trip").because
    assert world.status("act", "sg:trip") == "not met"


def test_a_step_without_duties_leaves_the_act_open(world: World) -> None:
    assert world.law(step(duties=[])).told(*deal()).status("act") == "unknown"


def test_only_what_is_settled_has_nothing_to_settle_it(world: World) -> None:
    made = world.law().told(*deal(goods=None, exists={"basis": "inference"})).one()
    for element in made.elements:
        closed = element.status in ("met", "not met")
        assert bool(element.settle_by) is not closed or element.element == "place", element.element


# -- the date selects the law ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "status"),
    [
        ("2009-12-31", "not met"),
        ("2010-01-01", "met"),
        ("2014-12-31", "met"),
        ("2015-01-01", "not met"),
        ("2009-12", "not met"),
        ("2010", "met"),
        ("2009-12/2010-01", "unknown"),
        ("2014/2015", "unknown"),
        ("2000/2020", "unknown"),
    ],
)
def test_in_force_on_the_days_that_the_event_may_have_been(world: World, date: str, status: str) -> None:
    made = world.law(step(until="2015-01-01")).told(*deal(date=date)).one()
    assert statuses(made)["in-force"] == status
    assert made.outcome == {"met": "met", "unknown": "unknown", "not met": "not met"}[status]


def test_outside_of_all_steps_the_nearest_is_read(world: World) -> None:
    world.law(step("2010-01-01", until="2012-01-01"), step("2014-01-01", goods=[GRAIN]))
    world.told(*deal("sg:deal", date="2000-01-01")).told(*deal("sg:deal-2", date="2013-01-01"))
    for event in (DEAL, "sg:deal-2"):
        made = world.one(event)
        assert made.step == f"{BAN}@2010-01-01"
        assert (statuses(made)["in-force"], statuses(made)["object"]) == ("not met", "met")


def test_days_that_straddle_a_gap_between_steps_are_unknown(world: World) -> None:
    world.law(step("2010-01-01", until="2012-01-01"), step("2014-01-01")).told(*deal(date="2011/2014"))
    assert world.status("in-force") == "unknown"


def test_of_several_steps_that_the_days_touch_the_weakest_reading_counts(world: World) -> None:
    world.law(step("2010-01-01", goods=[GRAIN]), step("2020-02-01")).told(*deal(date="2020"))
    made = world.one()
    assert (made.step, made.outcome) == (f"{BAN}@2010-01-01", "not met")
    assert world.told(*deal("sg:deal-2", date="2020-02")).one("sg:deal-2").outcome == "met"


def test_a_date_on_a_better_basis_is_the_one_that_selects(world: World) -> None:
    rumour = said(DEAL, "date", "2005", basis="human-source")
    made = world.law().told(*deal()).told(rumour, on="2020-02-01").one()
    assert (made.on, statuses(made)["in-force"]) == ("2020-03-01", "met")


def test_dates_that_differ_on_equal_bases_are_an_interval(world: World) -> None:
    made = world.law().told(*deal()).told(said(DEAL, "date", "2009-05"), on="2020-07-01").one()
    assert (made.on, statuses(made)["in-force"]) == ("2009-05-01/2020-03-01", "unknown")


def test_what_only_calls_upon_states_binds_nobody(world: World) -> None:
    made = world.law(step(by=["made:1/3"])).told(*deal()).one()
    assert (statuses(made)["in-force"], made.outcome) == ("not met", "not met")
    assert "calls upon" in elements(made)["in-force"].because


def test_one_provision_that_decides_makes_a_step_bind(world: World) -> None:
    assert world.law(step(by=["made:1/3", "made:1/1"])).told(*deal()).status("in-force") == "met"


def test_an_undated_event_leaves_open_whether_the_law_stood(world: World) -> None:
    made = world.law().told(*deal(date=None)).one()
    assert (made.on, statuses(made)["in-force"], statuses(made)["date"]) == (None, "unknown", "unknown")


def test_a_disputed_return_is_contested_from_the_day_on_which_it_is_disputed(world: World) -> None:
    world.law(step(effect_of="sg:dispute")).told(*deal())
    world.told(said("sg:dispute", "in-force", True), on="2020-07-01")
    assert world.status("in-force") == "met"
    world.told(said("sg:dispute", "in-force", True, stance="denies", basis="official-statement"), on="2020-08-01")
    assert world.status("in-force", as_of="2020-07-31") == "met"
    found = world.element("in-force", as_of="2020-08-01")
    assert (found.status, len(found.claims)) == ("contested (law)", 2)
    assert world.one().outcome == "contested (law)"


# -- goods -----------------------------------------------------------------------------------------


def test_a_narrower_kind_is_met_and_says_how_it_matched(world: World) -> None:
    found = world.law().told(*deal(goods=RIFLES)).element("object")
    assert found.status == "met"
    assert "Rifles, within Arms" in found.because


def test_a_wider_kind_may_hold_the_goods_but_need_not(world: World) -> None:
    found = world.law().told(*deal(goods=CARGO)).element("object")
    assert (found.status, len(found.claims)) == ("unknown", 1)
    assert "Cargo" in found.because


def test_goods_named_in_words_only_are_unknown(world: World) -> None:
    found = world.law().told(*deal(goods="crates")).element("object")
    assert (found.status, found.because) == ("unknown", "named in words only")


def test_other_goods_that_are_only_suggested_leave_it_unknown_and_untouched(world: World) -> None:
    made = world.law().told(*deal(goods={"value": GRAIN, "basis": "inference"})).one()
    assert (statuses(made)["object"], made.touches) == ("unknown", False)


def test_what_may_hold_goods_of_the_step_is_unknown_beside_what_it_leaves_out(world: World) -> None:
    world.law(step(**{"except": [RIFLES]})).told(*deal(goods=RIFLES), said(DEAL, "goods", CARGO))
    assert world.status("object") == "unknown"


def test_goods_that_other_law_names_are_none_of_these(world: World) -> None:
    wine = {"goods": [{"id": "goods:made-wine", "name": "Wine", "source": LETTER}]}
    other = {"id": "made-regime:wine", "name": "Wine ban", "steps": [step(goods=["goods:made-wine"])]}
    world.load("law", wine)
    world.law(measures=(other,)).told(*deal(goods=None), said(DEAL, "goods", entity="goods:made-wine"))
    assert (world.status("object"), world.one(measure="made-regime:wine").outcome) == ("not met", "met")


def test_goods_beside_the_excepted_are_met(world: World) -> None:
    world.law(step(**{"except": [RIFLES]})).told(*deal())
    assert world.status("object") == "met"


def drone_law(published: str) -> Item:
    """A law file that classifies drones as arms by an annex of that day."""
    drone = {"id": "goods:made-drone", "name": "Drones", "within": [ARMS], "source": LETTER | {"published": published}}
    return {"goods": [drone | {"source": drone["source"] | {"title": "Made annex on drones"}}]}


def test_goods_count_as_of_a_kind_from_the_day_on_which_that_is_known(tmp_path: Path, graph: sg.Graph) -> None:
    world = World(tmp_path, graph).law()
    world.load("law", drone_law("2022-05-01"))
    world.told(*deal(goods=None), said(DEAL, "goods", entity="goods:made-drone"))
    found = {day: world.element("object", as_of=day) for day in ("2022-04-30", "2022-05-01")}
    assert {day: of.status for day, of in found.items()} == {"2022-04-30": "unknown", "2022-05-01": "met"}
    assert "Drones, within Arms" in found["2022-05-01"].because
    moved = compare_assessments(world.graph, DEAL, since="2022-04-30", until="2022-05-01", measure=BAN).moved
    assert ("object", "unknown", "met") in {(str(m.element), str(m.before.status), str(m.after.status)) for m in moved}


def test_what_a_word_means_it_meant_before_the_text_that_is_cited_for_it(tmp_path: Path, graph: sg.Graph) -> None:
    world, file = World(tmp_path, graph).law(), drone_law("2022-05-01")
    world.load("law", {"goods": [file["goods"][0] | {"always": True}]})
    world.told(*deal(goods=None), said(DEAL, "goods", entity="goods:made-drone"))
    assert world.element("object", as_of="2022-04-30").status == "met"
    assert_the_catalogue_follows(graph, "2022-04-30")


def test_goods_overlap_from_the_day_on_which_a_kind_is_known_to_lie_within_both(
    tmp_path: Path, graph: sg.Graph
) -> None:
    world = World(tmp_path, graph).law()
    world.load("law", drone_law("2022-05-01"))
    sensors = {"id": "goods:made-sensors", "name": "Sensors", "source": LETTER}
    world.load("law", {"goods": [sensors]})
    world.load("law", {"goods": [{**drone_law("2023-01-01")["goods"][0], "within": ["goods:made-sensors"]}]})
    world.told(*deal(goods=None), said(DEAL, "goods", entity="goods:made-sensors"))
    nothing = "nothing in the graph says of what kind these are: Sensors"
    assert world.element("object", as_of="2022-12-31").because == nothing
    overlaps = world.element("object", as_of="2023-01-01")
    assert (overlaps.status, "may hold such goods" in overlaps.because) == ("unknown", True)


#: Questions of the catalogue that follow goods, and what they call the kinds.
FOLLOWING = (("measures", "wider"), ("events-of-goods", "kinds"))


def assert_the_catalogue_follows(graph: sg.Graph, day: str) -> GoodsKinds:
    """The same classifications in Cypher and in Python, as known on a day: up for `measures`, down for the other."""
    goods, questions = GoodsKinds(graph, day), catalogue()
    wider = {kind: [kind, *goods.wider.get(kind, ())] for kind in goods.names}
    narrower = {kind: goods.within([kind]) for kind in goods.names}
    for (name, collected), expected in zip(FOLLOWING, (wider, narrower), strict=True):
        head, collects, _ = questions[name].cypher.rpartition(f" AS {collected}\n")
        for kind in goods.names:
            (row,) = graph.read(f"{head}{collects} RETURN {collected}", goods=kind, as_of=day).rows
            assert sorted(row[collected]) == sorted(expected[kind]), (name, kind, day)
    return goods


@pytest.mark.parametrize("day", ["2005-01-01", "2015-01-01", LATEST])
def test_the_catalogue_follows_goods_as_the_assessment_does(case: sg.Graph, day: str) -> None:
    assert assert_the_catalogue_follows(case, day).wider


def test_the_catalogue_follows_goods_over_five_levels_each_from_its_day(tmp_path: Path, graph: sg.Graph) -> None:
    world, levels = World(tmp_path, graph), [f"goods:made-level-{n}" for n in range(6)]
    world.load("law", {"goods": [{"id": levels[0], "name": "Level 0", "source": LETTER}]})
    for n in (5, 2, 4, 1, 3):
        letter = LETTER | {"title": f"Annex {n}", "published": f"201{n}-01-01"}
        known = {"name": f"Level {n}", "source": LETTER}
        world.load("law", {"goods": [{"id": levels[m], **known} for m in (n - 1, n)]})
        world.load("law", {"goods": [{"id": levels[n], **known, "within": [levels[n - 1]], "source": letter}]})
    for day in ("2010-12-31", "2011-01-01", "2012-01-01", "2013-01-01", "2014-01-01", "2014-12-31", "2015-01-01"):
        goods = assert_the_catalogue_follows(graph, day)
    assert goods.chain(levels[5], levels[0]) == tuple(reversed(levels))


# -- what is designated ----------------------------------------------------------------------------


def shipping(party: str = "sg:ship", prop: str = "carrier", **more: object) -> list[Item]:
    return [*deal(goods=None), said(DEAL, prop, party, **more)]


def listing(about: str, listed_on: str | None, **changes: object) -> Item:
    """A file with one listing under the made-up regime, known from 2021."""
    report = {"id": "report:list", "title": "List", "publisher": "pub:made", "published": "2021-01-01", "url": "u"}
    made = {"about": about, "list": "MADE", "list_type": "MADE", "entry": "any", "name": about, "source": "report:list"}
    return {
        "publishers": [{"id": "pub:made", "name": "Made Press"}],
        "reports": [report | {"seen": "primary"}],
        "listings": [made | {"locator": "1", "under": "made-regime", "listed_on": listed_on} | changes],
    }


DESIGNATED = step(goods=[], designated=["Vessel"], direction="both")


@pytest.mark.parametrize(
    ("listed_on", "status"),
    [
        ("2019-12-31", "met"),
        ("2020-03-01", "met"),
        ("2020-03-02", "not met"),
        ("2020-03", "unknown"),
        (None, "unknown"),
    ],
)
def test_what_is_designated_is_met_from_the_day_of_its_listing(
    world: World, listed_on: str | None, status: str
) -> None:
    """A listing without a day of its own, known from later on, may have stood before."""
    world.law(DESIGNATED).told(*shipping())
    world.load("listings", listing("sg:ship", listed_on))
    found = world.element("object")
    assert found.status == status
    says = {
        "met": "Ship is listed since",
        "not met": "Ship only since",
        "unknown": "whether Ship was listed then is not",
    }
    assert says[status] in found.because


def test_what_no_list_names_is_unknown(world: World) -> None:
    assert world.law(DESIGNATED).told(*shipping()).status("object") == "unknown"


def test_a_listing_that_is_not_known_yet_designates_nothing(world: World) -> None:
    world.law(DESIGNATED).told(*shipping())
    world.load("listings", listing("sg:ship", "2019-01-01"))
    assert world.status("object", as_of="2020-12-31") == "unknown"
    assert world.status("object", as_of="2021-01-01") == "met"


def test_a_listing_of_another_kind_or_programme_is_none(world: World) -> None:
    world.law(DESIGNATED).told(*shipping("sg:firm", "participant"))
    world.load("listings", listing("sg:firm", "2019-01-01"))
    assert world.status("object") == "unknown"
    world.load("listings", listing("sg:ship", "2019-01-01", under=None))
    assert world.told(said(DEAL, "carrier", "sg:ship")).status("object") == "unknown"


def test_designated_is_carried_no_further_than_that_it_took_part(world: World) -> None:
    world.law(DESIGNATED).told(*shipping(basis="human-source"))
    world.load("listings", listing("sg:ship", "2019-01-01"))
    assert world.status("object") == "suggested"


def un_list(day: str, *numbers: int) -> str:
    """An edition of the UN list with the persons of these numbers."""
    entries = "".join(
        f"<INDIVIDUAL><DATAID>{n}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>N{n}</FIRST_NAME>"
        f"<UN_LIST_TYPE>MADE</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.90{n}</REFERENCE_NUMBER>"
        "<LISTED_ON>2016-11-30</LISTED_ON></INDIVIDUAL>"
        for n in numbers
    )
    return f'<CONSOLIDATED_LIST dateGenerated="{day}"><INDIVIDUALS>{entries}</INDIVIDUALS></CONSOLIDATED_LIST>'


FREEZE = "un-made:freeze"


def freeze_on_persons(world: World) -> World:
    """The made-up regime, and another that freezes the assets of the persons on the UN list."""
    world.law()
    resolution = {"id": "made:2", "name": "Resolution 2", "symbol": "M/2", "adopted": "2010-01-01"}
    listed = step(by=["made:2/1"], goods=[], designated=["Person"], direction="both")
    world.load(
        "law",
        {
            "programme": {"id": "un-made", "name": "UN made", "target": ATLANTIS, "since": "2010-01-01"},
            "resolutions": [resolution | {"url": "https://example.org/", "accessed": "2024-01-01"}],
            "provisions": [{**provision("1"), "id": "made:2/1", "resolution": "made:2"}],
            "measures": [{"id": FREEZE, "name": "F", "steps": [listed]}],
        },
    )
    return world


def edition(world: World, day: str, *numbers: int) -> World:
    """Load an edition of the UN list."""
    path = world.folder / f"un-{day}.xml"
    path.write_text(un_list(day, *numbers))
    account = load_file(world.graph, "un-list", path)
    assert account.rejected == 0, account.rejections
    return world


def trip(world: World, date: str, number: int, on: str = "2019-07-01") -> World:
    """A trip of the person of that number."""
    person = said("sg:trip", "participant", entity=f"un:KPi.90{number}")
    return world.told(said("sg:trip", "exists"), said("sg:trip", "date", date), person, on=on)


def test_who_was_removed_between_two_editions_was_perhaps_listed(world: World) -> None:
    edition(edition(freeze_on_persons(world), "2018-01-01", 1, 2), "2021-01-01", 2)
    trip(world, "2019-06-01", 1)
    assert elements(world.one("sg:trip", FREEZE))["object"].status == "unknown"


def test_a_later_edition_does_not_change_what_an_earlier_day_knew(tmp_path: Path, graph: sg.Graph) -> None:
    world = edition(freeze_on_persons(World(tmp_path, graph)), "2018-02-01", 1, 2)
    trip(world, "2018-02-10", 2, on="2018-03-01")
    before = elements(world.one("sg:trip", FREEZE, "2019-01-01"))["object"]
    edition(world, "2020-05-01", 1)
    assert before.status == "met"
    assert elements(world.one("sg:trip", FREEZE, "2019-01-01"))["object"] == before
    assert elements(world.one("sg:trip", FREEZE, "2020-04-30"))["object"] == before
    assert elements(world.one("sg:trip", FREEZE, "2020-05-01"))["object"].status == "unknown"


def test_an_old_list_does_not_show_who_was_listed_when(world: World) -> None:
    edition(freeze_on_persons(world), "2018-01-01", 1)
    trip(world, "2018-05-05", 1, on="2019-07-01")
    found = elements(world.one("sg:trip", FREEZE))["object"]
    assert found.status == "unknown"
    assert "the newest edition of un here is of 1 Jan 2018, 4 months before the day asked" in found.because


def test_a_later_edition_does_not_show_that_somebody_was_on_no_list(tmp_path: Path, graph: sg.Graph) -> None:
    world = edition(freeze_on_persons(World(tmp_path, graph)), "2017-03-01", 1)
    party = said("sg:trip", "participant", "sg:envoy")
    world.told(said("sg:trip", "exists"), said("sg:trip", "date", "2018-02-10"), party, on="2018-03-01")
    edition(world, "2020-05-01", 1)
    found = {day: elements(world.one("sg:trip", FREEZE, day))["object"].status for day in ("2020-04-30", "2020-05-01")}
    assert found == {"2020-04-30": "unknown", "2020-05-01": "not met"}


# -- whom a duty reaches ---------------------------------------------------------------------------


def test_the_duty_of_the_target_reaches_it_by_the_direction(world: World) -> None:
    found = world.law().told(*deal()).element("nexus")
    assert found.status == "met"
    assert found.because.startswith("its own duty (cease-export)")


@pytest.mark.parametrize(
    ("duty", "claim", "how"),
    [
        (BUYING, said(DEAL, "to", LILLIPUT), "the State that acts"),
        ({**BUYING, "act": "prevent-supply"}, said(DEAL, "from", LILLIPUT), "the State that acts"),
        (BUYING, said(DEAL, "place", BLEFUSCU), "through territory"),
        ({**BUYING, "nexus": ["territory"]}, said(DEAL, "route", BLEFUSCU), "through territory"),
        ({**BUYING, "nexus": ["flag"]}, said(DEAL, "carrier", "sg:ship"), "by the flag"),
        ({**BUYING, "bearer": "flag-states", "nexus": []}, said(DEAL, "carrier", "sg:ship"), "by the flag"),
        ({**BUYING, "nexus": ["nationals"]}, said(DEAL, "participant", "sg:envoy"), "by nationals"),
    ],
)
def test_a_duty_of_states_reaches_by_what_it_names(world: World, duty: Item, claim: Item, how: str) -> None:
    world.law(step(duties=[duty], direction="both")).told(said(DEAL, "exists"), said(DEAL, "date", "2020-03-01"), claim)
    world.told(said("sg:ship", "flag", BLEFUSCU), said("sg:envoy", "nationality", LILLIPUT), on="2019-01-01")
    found = world.element("nexus")
    assert found.status == "met"
    assert found.because.startswith(how)


@pytest.mark.parametrize(
    ("nexus", "claim"),
    [
        (["flag"], said(DEAL, "participant", "sg:envoy")),
        (["nationals"], said(DEAL, "carrier", "sg:ship")),
        (["nationals", "flag"], said(DEAL, "place", BLEFUSCU)),
    ],
)
def test_a_duty_does_not_reach_by_what_it_does_not_name(world: World, nexus: list[str], claim: Item) -> None:
    world.law(step(duties=[{**BUYING, "nexus": nexus}])).told(*deal(to=None), claim)
    world.told(said("sg:ship", "flag", BLEFUSCU), said("sg:envoy", "nationality", LILLIPUT), on="2019-01-01")
    assert world.status("nexus") == "unknown"


def test_the_targets_own_people_and_ships_are_not_other_states(world: World) -> None:
    world.law(step(duties=[{**BUYING, "nexus": ["flag", "nationals"]}])).told(
        *deal(to=None), said(DEAL, "carrier", "sg:ship"), said(DEAL, "participant", "sg:envoy")
    )
    world.told(said("sg:ship", "flag", ATLANTIS), said("sg:envoy", "nationality", ATLANTIS), on="2019-01-01")
    assert world.status("nexus") == "unknown"


def test_a_flag_that_is_only_suggested_reaches_no_further(world: World) -> None:
    world.law(step(duties=[{**BUYING, "nexus": ["flag"]}])).told(*deal(to=None), said(DEAL, "carrier", "sg:ship"))
    world.told(said("sg:ship", "flag", BLEFUSCU, basis="human-source"), on="2019-01-01")
    world.told(said("sg:ship", "flag", LILLIPUT, stance="denies"), on="2019-01-02")
    assert world.status("nexus") == "suggested"
    assert [bearer.state for bearer in world.one().bearers] == [BLEFUSCU], "what is denied binds nobody"


# -- exemptions ------------------------------------------------------------------------------------

ASKED, GRANTED, RELIEF = "made-regime:relief#asked", "made-regime:relief#granted", "made-regime:relief"


def shown(condition: str, **more: object) -> Item:
    return said(DEAL, "exemption", True, condition=condition, **more)


@pytest.mark.parametrize(
    ("claims", "status", "outcome"),
    [
        ([], "not met", "met"),
        ([shown(RELIEF)], "suggested", "contested"),
        ([shown(RELIEF, stance="suggests", basis="official-statement")], "suggested", "contested"),
        ([shown(RELIEF, stance="denies")], "not met", "met"),
        ([shown(ASKED)], "suggested", "contested"),
        (
            [shown(ASKED, basis="official-statement"), shown(GRANTED, basis="official-statement")],
            "suggested",
            "contested",
        ),
        ([shown(ASKED), shown(GRANTED, basis="official-statement")], "suggested", "contested"),
        ([shown(ASKED), shown(GRANTED)], "met", "exempt"),
        ([shown(ASKED, stance="doubts")], "not met", "met"),
        ([shown(ASKED), shown(ASKED, stance="denies", basis="inspection")], "suggested", "contested"),
    ],
)
def test_an_exemption_applies_only_where_each_condition_is_shown(
    world: World, claims: list[Item], status: str, outcome: str
) -> None:
    made = world.law(step(), exemptions=(exemption(),)).told(*deal(), *claims).one()
    assert (made.exemption.status, made.outcome) == (status, outcome)
    assert statuses(made)["exemption"] == status
    (told,) = made.exemption.exemptions
    assert [condition.id for condition in told.conditions] == [ASKED, GRANTED]


def test_what_is_not_shown_of_an_exemption_is_told(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(), shown(ASKED))
    assert world.element("exemption").because == "Relief: invoked; not shown: It was granted."


def test_an_exemption_lifts_nothing_that_is_not_met_anyway(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(goods=GRAIN), shown(ASKED), shown(GRANTED))
    assert world.one().outcome == "not met"


def test_an_exemption_that_did_not_stand_then_is_not_told(world: World) -> None:
    world.law(step(), exemptions=(exemption(since="2021-01-01"),)).told(*deal(), shown(ASKED), shown(GRANTED))
    made = world.one()
    assert (made.exemption.exemptions, made.outcome) == ((), "met")


def test_an_exemption_of_another_measure_is_none_here(world: World) -> None:
    other = {"id": "made-regime:other", "name": "Other", "steps": [step()], "exemptions": [exemption()]}
    world.law(step(), measures=(other,)).told(*deal(), shown(ASKED), shown(GRANTED))
    assert world.one().outcome == "met"
    assert world.one(measure="made-regime:other").outcome == "exempt"


# -- conditions and ceilings -----------------------------------------------------------------------


def test_a_condition_in_words_is_met_only_where_a_claim_speaks_to_it(world: World) -> None:
    world.law(step(threshold="It is more than a gift.")).told(*deal())
    found = world.element("threshold")
    assert (found.status, found.because) == ("unknown", "not shown: It is more than a gift.")
    assert world.one().touches is False
    world.told(shown(f"{BAN}@2010-01-01"), on="2020-07-01")
    assert world.status("threshold") == "met"
    assert world.one().outcome == "met"


@pytest.mark.parametrize(("basis", "status"), [("document", "not met"), ("official-statement", "unknown")])
def test_a_condition_in_words_is_not_met_where_that_is_shown(world: World, basis: str, status: str) -> None:
    world.law(step(threshold="It is more than a gift."))
    world.told(*deal(), shown(f"{BAN}@2010-01-01", stance="denies", basis=basis))
    assert world.status("threshold") == status


CAPPED = step(
    direction="to",
    goods=[OIL],
    cap={"number": 100, "unit": "barrels", "months": 12, "from": "2020-01-01"},
    duties=[{"bearer": "states", "act": "cap-supply", "nexus": []}],
)


def supply(about: str, *amounts: Item, date: str = "2020-03-01", goods: str = OIL) -> list[Item]:
    return [*deal(about, date=date, **{"from": LILLIPUT}, to=ATLANTIS, goods=goods), *amounts]


def barrels(about: str, number: float, qualifier: str | None = None, **more: object) -> Item:
    return said(about, "quantity", number, **{"unit": "barrels", "qualifier": qualifier, **more})


@pytest.mark.parametrize(
    ("amounts", "status", "told"),
    [
        ([(60, None)], "not met", "60 of at most 100 barrels"),
        ([(100, None)], "not met", "100 of at most 100 barrels"),
        ([(101, "about")], "met", "101 of at most 100 barrels"),
        ([(101, "at least")], "met", "101 to more of at most"),
        ([(60, "at least")], "unknown", "60 to more of at most"),
        ([(100, "at least")], "unknown", "100 to more of at most"),
        ([(90, "up to")], "not met", "0 to 90 of at most"),
        ([(90, "at most")], "not met", "0 to 90 of at most"),
        ([(60, None), (160, None)], "contested", "60 to 160 of at most"),
        ([(110, None), (160, None)], "met", "110 to 160 of at most"),
        ([(60, "at least"), (160, None)], "unknown", "60 to more of at most"),
        ([], "unknown", "no amount in barrels is stated"),
    ],
)
def test_an_amount_is_a_range_over_its_sources(
    world: World, amounts: list[tuple[float, str | None]], status: str, told: str
) -> None:
    world.law(CAPPED).told(*supply(DEAL))
    for n, (number, qualifier) in enumerate(amounts, 1):
        world.told(barrels(DEAL, number, qualifier), on=f"2020-07-0{n}")
    found = world.element("threshold")
    assert (found.status, told in found.because) == (status, True), found.because


def test_amounts_of_one_period_are_summed_and_of_another_are_not(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60)))
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 60), date="2021-01-01"), on="2021-06-01")
    assert world.status("threshold") == "not met"
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 60), date="2020-12-31"), on="2021-07-01")
    # Two dates on equal bases: it may have been in either year, so it is in no period.
    assert world.status("threshold") == "not met"
    assert world.status("threshold", "sg:deal-2") == "unknown"


@pytest.mark.parametrize(("date", "status"), [("2020-01-01", "met"), ("2020-12-31", "met"), ("2021-01-01", "not met")])
def test_the_borders_of_an_accounting_period(world: World, date: str, status: str) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60)))
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 60), date=date), on="2021-06-01")
    assert world.status("threshold") == status


def test_a_sum_is_carried_no_further_than_its_weakest_part(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60)))
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 60, basis="official-statement")))
    assert world.status("threshold") == "suggested"


def test_another_unit_another_way_and_other_goods_are_not_counted(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60), barrels(DEAL, 900, unit="tonnes")))
    world.told(*deal("sg:deal-2", **{"from": LILLIPUT}, to=ATLANTIS, goods=GRAIN), barrels("sg:deal-2", 900))
    assert world.status("threshold") == "not met"
    world.told(*deal("sg:sight", goods=OIL), barrels("sg:sight", 900))
    assert "60 of at most 100 barrels" in world.element("threshold").because
    assert "tonnes" not in world.element("threshold").because, "that amount is stated in barrels too"
    world.told(*supply("sg:deal-3", barrels("sg:deal-3", 900, unit="bbl")), on="2020-07-01")
    assert "more is stated in bbl, which is not counted" in world.element("threshold").because


def test_the_legs_of_a_transfer_are_not_counted_beside_it(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 90), said(DEAL, "leg", "sg:deal-2")))
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 90)))
    for event in (DEAL, "sg:deal-2"):
        assert world.status("threshold", event) == "not met"
        assert "90 of at most 100 barrels" in world.element("threshold", event).because


@pytest.mark.parametrize(
    ("amount", "changes", "told"),
    [
        (60, {}, "60 of at most"),
        (70, {}, "60 to 130 of at most"),
        (None, {}, "60 of at most"),
        (60, {"carrier": "sg:firm"}, "120 of at most"),
        (60, {"carrier": None}, "120 of at most"),
        (60, {"date": "2020-03-02"}, "120 of at most"),
        (60, {"date": "2020-03"}, "120 of at most"),
        (60, {"goods": GRAIN}, "120 of at most"),
    ],
)
def test_a_delivery_of_which_two_events_tell_is_counted_once(
    world: World, amount: int | None, changes: Item, told: str
) -> None:
    world.law(CAPPED | {"goods": [OIL, GRAIN]})
    world.told(*supply(DEAL, barrels(DEAL, 60), said(DEAL, "carrier", "sg:ship")))
    carrier = changes.get("carrier", "sg:ship")
    more = [said("sg:deal-2", "carrier", carrier)] if carrier else []
    more += [barrels("sg:deal-2", amount)] if amount else []
    other = {"date": "2020-03-01"} | {key: value for key, value in changes.items() if key != "carrier"}
    world.told(*supply("sg:deal-2", *more, **other), on="2020-07-01")
    assert told in world.element("threshold").because


def test_a_delivery_is_carried_by_the_best_of_the_events_that_tell_of_it(world: World) -> None:
    word = barrels(DEAL, 160, basis="official-statement")
    world.law(CAPPED).told(*supply(DEAL, word, said(DEAL, "carrier", "sg:ship")))
    assert world.status("threshold") == "suggested"
    world.told(
        *supply("sg:deal-2", barrels("sg:deal-2", 160), said("sg:deal-2", "carrier", "sg:ship")), on="2020-07-01"
    )
    assert world.status("threshold") == "met"


def test_amounts_of_one_report_are_narrowed_by_each_other_and_those_of_several_are_not(world: World) -> None:
    least, most = barrels(DEAL, 110, "at least"), barrels(DEAL, 140, "at most")
    world.law(CAPPED).told(*supply(DEAL, least, most))
    assert "110 to 140 of at most" in world.element("threshold").because
    assert world.status("threshold") == "met"
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 10, "at least"), date="2021-03-01"), on="2021-06-01")
    world.told(barrels("sg:deal-2", 40, "at most"), on="2021-07-01")
    assert "0 to more of at most" in world.element("threshold", "sg:deal-2").because


def test_what_passed_before_or_after_a_step_is_not_in_its_sum(world: World) -> None:
    ceiling = {**CAPPED, "since": "2020-03-01", "until": "2020-09-01"}
    world.law(ceiling, {**CAPPED, "since": "2020-09-01", "cap": {**CAPPED["cap"], "number": 500}})
    for n, date in enumerate(("2020-02-29", "2020-03-01", "2020-08-31", "2020-09-01")):
        event = "sg:deal" if n == 0 else f"sg:deal-{n + 1}"
        world.told(*supply(event, barrels(event, 60), date=date), on=f"2020-10-0{n + 1}")
    assert "120 of at most 100 barrels" in world.element("threshold", "sg:deal-2").because
    assert "60 of at most 500 barrels" in world.element("threshold", "sg:deal-4").because


def test_an_amount_that_is_denied_or_doubted_only_is_not_counted(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60), barrels(DEAL, 900, stance="doubts", basis="inference")))
    assert world.status("threshold") == "not met"


def test_days_that_straddle_two_periods_are_in_none(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 900), date="2020-12/2021-01"), on="2021-06-01")
    assert world.status("threshold") == "unknown"


def test_a_ceiling_is_summed_the_same_for_one_event_and_for_all(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60))).told(*supply("sg:deal-2", barrels("sg:deal-2", 60)))
    alone = world.element("threshold")
    together = next(made for made in assess(world.graph).assessments if made.event == DEAL)
    assert alone == elements(together)["threshold"]
    assert "120 of at most 100 barrels" in alone.because


@pytest.mark.parametrize(
    ("months", "earliest", "latest", "found"),
    [
        (12, "2020-01-31", "2020-01-31", ("2020-01-31", "2021-01-31")),
        (1, "2020-02-01", "2020-02-28", ("2020-01-31", "2020-02-29")),
        (3, "2020-04-30", "2020-07-29", ("2020-04-30", "2020-07-31")),
        (12, "2020-01-30", "2020-01-31", None),
        (12, "2021-01-30", "2021-01-31", None),
    ],
)
def test_periods_from_the_end_of_a_month(
    months: int, earliest: str, latest: str, found: tuple[str, str] | None
) -> None:
    cap = Cap(1, "barrels", months, "2020-01-31")
    assert period(cap, Interval(earliest, latest, Weighed(Status.MET, ""))) == found


# -- sights, omissions -----------------------------------------------------------------------------


def sight(basis: str = "imagery-covered") -> list[Item]:
    return [
        said("sg:sight", "date", "2020-03-01", basis=basis),
        said("sg:sight", "place", ATLANTIS, basis=basis),
        said("sg:sight", "quantity", 73, unit="cars", basis=basis),
        said("sg:sight", "direction", "either way", stance="doubts", basis=basis),
    ]


def test_a_sight_alone_is_no_act(world: World) -> None:
    made = world.law().told(*sight()).one("sg:sight")
    found = statuses(made)
    assert {found[name] for name in ("act", "object", "direction")} == {"unknown"}
    assert {found[name] for name in ("place", "date", "quantity", "nexus", "in-force")} == {"met"}
    assert elements(made)["act"].because == "no source says that what was seen was such an act"
    assert elements(made)["direction"].because == "the observer could not tell the direction"
    assert (made.outcome, made.touches) == ("unknown", False)


def test_what_is_concluded_from_a_sight_is_its_act_and_object(world: World) -> None:
    world.law().told(*sight())
    (seen,) = {c.id for c in assess(world.graph, "sg:sight", measure=BAN).claims.values() if c.number == 73}
    inferred = {"basis": "inference", "stance": "suggests", "rests_on": [seen]}
    world.told(said(DEAL, "exists", **inferred), said(DEAL, "goods", ARMS, **inferred), said(DEAL, "from", ATLANTIS))
    made = world.one("sg:sight")
    found = statuses(made)
    assert (found["act"], found["object"], found["direction"]) == ("suggested", "suggested", "unknown")
    assert (made.outcome, made.touches) == ("unknown", True)
    assert elements(made)["act"].roots == elements(made)["quantity"].roots
    # Another, who does not conclude it from the sight, and another report of the same speaker say more of it.
    world.told(said(DEAL, "goods", GRAIN, **{**inferred, "rests_on": []}), speaker="sg:envoy")
    world.told(said(DEAL, "exists"), on="2020-07-01")
    claims = [said(DEAL, "exists", **inferred), said(DEAL, "exists", speaker="sg:envoy")]
    report = {"id": "report:two", "title": "Two", "publisher": "pub:made", "published": "2020-07-02", "url": "u"}
    report |= {"seen": "primary", "claims": [{"id": str(n), **claim} for n, claim in enumerate(claims)]}
    world.load("reports", {"publishers": [{"id": "pub:made", "name": "Made Press"}], "reports": [report]})
    assert {world.status(element, "sg:sight") for element in ("act", "object")} == {"suggested"}
    # The transfer itself has no date of its own: the day of what was seen is taken, and only suggests.
    assert world.one().on == "2020-03-01"
    assert statuses(world.one())["date"] == "suggested"


def test_what_others_say_of_the_transfer_without_the_sight_is_not_laid_on_it(world: World) -> None:
    world.law().told(*sight()).told(*deal())
    assert world.status("act", "sg:sight") == "unknown"


INSPECTION = step(goods=[CARGO], direction="both", duties=[{"bearer": "states", "act": "inspect", "nexus": []}])


def test_an_omission_must_be_shown_as_one(world: World) -> None:
    world.law(INSPECTION).told(*deal())
    found = world.element("act")
    assert (found.status, found.because) == (
        "unknown",
        "no source shows that the duty was not carried out",
    )
    assert [step for step in found.settle_by if "did nothing" in step] == list(found.settle_by)
    world.told(said(DEAL, "omission", LILLIPUT, basis="expert-body"), on="2020-07-01")
    assert world.status("act") == "met"


# -- as of a day -----------------------------------------------------------------------------------


def test_a_claim_counts_from_its_publication(world: World) -> None:
    world.law().told(*deal(goods=None), on="2020-06-01").told(said(DEAL, "goods", ARMS), on="2020-08-01")
    assert world.status("object", as_of="2020-07-31") == "unknown"
    assert world.status("object", as_of="2020-08-01") == "met"
    early = assess(world.graph, DEAL, measure=BAN, as_of="2020-07-31")
    assert all(claim.since <= "2020-07-31" for claim in early.claims.values())
    assert all(source.published <= "2020-07-31" for source in early.sources)


def test_roots_are_counted_and_their_independence_told(world: World) -> None:
    first, second = (said(DEAL, "goods", ARMS, evidence=[f"sample:{n}"]) for n in (1, 2))
    world.law().told(*deal(goods=None), first, on="2020-06-01")
    assert world.element("object").independence == "one root"
    world.told(second, on="2020-07-01", speaker="sg:envoy")
    found = world.element("object")
    assert (found.independence, len(found.roots)) == ("independence shown", 2)
    assert "sample:1 and sample:2" in found.why


def test_between_tells_the_element_and_the_claim_that_moved_it(world: World) -> None:
    world.law().told(*deal(goods=None), on="2020-06-01").told(said(DEAL, "goods", ARMS), on="2020-08-01")
    answer = compare_assessments(world.graph, DEAL, since="2020-07-01", until="2020-09-01", measure=BAN)
    (moved,) = answer.moved
    assert (moved.element, moved.before.status, moved.after.status) == ("object", "unknown", "met")
    assert [answer.claims[claim].property for claim in moved.through] == ["goods"]
    (outcome,) = answer.outcomes
    assert (outcome.before, outcome.after) == ("unknown", "met")
    told = str(answer)
    assert "goods of Deal, Made ban: unknown (0 origins) -> met (1 origin)" in " ".join(told.split())


def test_between_starts_from_nothing_where_nothing_was_known(world: World) -> None:
    world.law().told(*deal(), said(DEAL, "place", "sg:pier"))
    answer = compare_assessments(world.graph, "sg:pier", since="2019-01-01", until="2020-06-01", measure=BAN)
    assert [outcome.before for outcome in answer.outcomes] == [None]
    assert "not assessed -> met" in " ".join(str(answer).split())


def test_between_the_same_day_nothing_moves(world: World) -> None:
    answer = compare_assessments(world.law().told(*deal()).graph, since="2020-07-01", until="2020-07-01")
    assert (answer.outcomes, answer.moved) == ((), ())
    assert "MOVED nothing" in " ".join(str(answer).split())


# -- all events, all measures ----------------------------------------------------------------------


def test_every_event_is_assessed_by_every_measure_that_stood(world: World) -> None:
    other = {"id": "made-regime:late", "name": "Late", "steps": [step("2020-05-01")]}
    world.law(step("2010-01-01"), measures=(other,))
    world.told(*deal(date="2020-03-01"), *deal("sg:deal-2", date="2020-06-01"), said("sg:dispute", "exists"))
    answer = assess(world.graph)
    assert [(a.event, a.measure) for a in answer.assessments] == [
        (DEAL, BAN),
        ("sg:deal-2", BAN),
        ("sg:deal-2", "made-regime:late"),
    ]
    assert (answer.what, answer.events, answer.as_of) == (None, 2, LATEST)


def test_a_measure_that_is_asked_for_is_read_even_where_it_did_not_stand(world: World) -> None:
    world.law(step("2021-01-01")).told(*deal())
    assert assess(world.graph, DEAL).assessments == ()
    assert world.one().outcome == "not met"


def test_measures_and_events_go_by_name_too(world: World) -> None:
    world.law().told(*deal())
    assert assess(world.graph, "Deal", measure="Made ban") == assess(world.graph, DEAL, measure=BAN)


def test_what_closes_most_open_elements_is_looked_for_first(world: World) -> None:
    weak = {"basis": "inference"}
    answer = assess(
        world.law().told(*deal(exists=weak, goods=weak, **{"from": weak}, to=None)).graph, DEAL, measure=BAN
    )
    closes = [len(what.closes) for what in answer.settle]
    assert closes == sorted(closes, reverse=True)
    assert closes[0] > closes[-1] > 0
    open_ = {e.element for e in answer.assessments[0].elements if e.settle_by}
    assert {closed.split()[-1] for what in answer.settle for closed in what.closes} == open_


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"subject": "nobody"}, NotFound, "no entity of that name or id: 'nobody'"),
        ({"subject": ""}, NotFound, "no entity of that name"),
        ({"measure": "made-regime:none"}, NotFound, "no measure 'made-regime:none'. Did you mean made-regime:ban"),
        ({"measure": ""}, NotFound, "There are: made-regime:ban"),
        ({"subject": "sg:nowhere"}, NothingClaimed, r"nothing is claimed of an event with Nowhere \(sg:nowhere\)"),
        ({"as_of": "2020-02-30"}, ValueInvalid, "2020-02-30"),
        ({"as_of": "2020-02"}, ValueInvalid, "a whole day is needed"),
    ],
)
def test_unknown_names_and_days_are_clear_errors(
    world: World, arguments: Item, error: type[Exception], says: str
) -> None:
    world.law().told(*deal())
    with pytest.raises(error, match=says):
        assess(world.graph, **({"subject": DEAL} | arguments))


def test_between_needs_the_earlier_day_first(world: World) -> None:
    with pytest.raises(SanctionsGraphError, match="give the earlier day first"):
        compare_assessments(world.law().told(*deal()).graph, since="2020-07-02", until="2020-07-01")


def test_a_graph_without_law_or_events_has_nothing_to_assess() -> None:
    answer = assess(open_graph(":memory:"))
    assert (answer.assessments, answer.events, answer.settle) == ((), 0, ())


# -- the keys that others build on -----------------------------------------------------------------

CLAIM_KEYS = (
    "event, id, property, stance, value, number, unit, qualifier, hedge, likelihood, basis, since, locator, quote, "
    "note, earliest, latest, evidence, condition, entity, entity_name, speaker_id, speaker, report, rests_on, "
    "origins, source"
)
SOURCE_KEYS = "n, id, title, publisher, published, url, seen"
MADE_KEYS = (
    "event, name, measure, measure_name, step, summary, provisions, checked, on, outcome, touches, open_condition, "
    "elements (element, status, because, claims, roots, independence, why, settle_by), "
    "bearers (bearer, act, state, name, link, status, outcome, claims), warnings, "
    "exemption (status, exemptions (id, name, status, conditions (id, text, status, claims))), "
    "answers (id, event, property, stance, value, hedge, basis, speaker, since, report, source), as_of, sentence"
)
ELEMENT_ORDER = ["place", "date", "quantity", "act", "object", "direction", "nexus", "in-force"]
TWO_DAYS: Item = {"since": "2023-10-06", "until": "2024-06-01", "measure": "un-dprk:arms-export"}


@cache
def everything(graph: sg.Graph) -> AssessmentSet:
    """Every event by every measure, as known now: asked once of each graph, which is only read."""
    return assess(graph)


def test_the_keys_are_the_documented_ones_and_no_other(case: sg.Graph) -> None:
    assert json_keys(AssessmentSet) == (
        f"what (id, kind, name), as_of, events, assessments ({MADE_KEYS}), bearer, "
        "untouched (event, name, measures, left_out (element, status, measures), open, unsaid, sentence), "
        "settle (what, closes), "
        f"listed_only (id, name, list), claims ({CLAIM_KEYS}), tree, sources ({SOURCE_KEYS})"
    )
    answer = assess(case, "Tumangang", as_of="2024-06-01")
    for made in everything(case).assessments:
        names = [str(element.element) for element in made.elements]
        asked = [name for name in names if name not in ("threshold", "conditions", "party", "application")]
        assert asked == [*ELEMENT_ORDER, "exemption"]
        assert names == sorted(names, key=[*map(str, ElementKind)].index)
    assert all(step.what in {line.what for line in SETTLING} for step in answer.settle)
    as_dict = answer.to_dict()
    assert json.loads(json.dumps(as_dict)) == as_dict
    assert as_dict["assessments"][0]["sentence"] == answer.assessments[0].sentence
    validate(as_dict, AssessmentSet.json_schema())


def test_the_keys_of_what_moved_are_the_documented_ones(embedded_case: sg.Graph) -> None:
    named = "event, name, measure, measure_name"
    assert json_keys(AssessmentComparison) == (
        f"what (id, kind, name), since, until, outcomes ({named}, before, after), "
        f"moved ({named}, element, before (status, roots), after (status, roots, because), through), "
        f"claims ({CLAIM_KEYS}), sources ({SOURCE_KEYS})"
    )
    answer = compare_assessments(embedded_case, "Tumangang", **TWO_DAYS)
    validate(answer.to_dict(), AssessmentComparison.json_schema())


def test_an_outcome_is_never_stronger_than_an_element_that_counts(case: sg.Graph) -> None:
    rising = ["not met", "unknown", "open", "contested (law)", "contested", "suggested", "met"]
    outcomes = set()
    for made in everything(case).assessments:
        of = {name: s for name, s in statuses(made).items() if name not in ("place", "quantity", "exemption")}
        if {"threshold", "conditions"} <= of.keys():
            # A ceiling or a condition: one that is broken suffices.
            of["conditions"] = max(of.pop("threshold"), of["conditions"], key=rising.index)
        asked = list(of.values())
        weakest = min(asked, key=rising.index)
        outcomes.add(made.outcome)
        if made.outcome != "exempt":
            assert rising.index(made.outcome) <= rising.index(weakest), (made.event, made.measure)
        if made.exemption.status == "suggested":
            assert made.outcome in ("not met", "unknown", "open", "contested")
    assert {"met", "suggested", "contested", "unknown", "not met"} <= outcomes


# -- the shipped case, on both engines -------------------------------------------------------------

ARMS_EXPORT = "un-dprk:arms-export"
SEEN = "sg:tumangang-2023-10-05"


@pytest.fixture(scope="module")
def tumangang(embedded_case: sg.Graph) -> AssessmentSet:
    """Tumangang as known on 6 October 2023, under the arms export ban."""
    return assess(embedded_case, "Tumangang", measure=ARMS_EXPORT, as_of="2023-10-06")


def of_event(answer: AssessmentSet, event: str) -> Assessment:
    return next(made for made in answer.assessments if made.event == event)


@pytest.mark.parametrize("day", ["2023-10-06", "2024-06-01", None])
def test_both_engines_assess_the_same(case: sg.Graph, embedded_case: sg.Graph, day: str | None) -> None:
    here, there = (assess(graph, "Tumangang", measure=ARMS_EXPORT, as_of=day) for graph in (case, embedded_case))
    assert here == there
    assert str(here) == str(there)


def test_both_engines_assess_every_event_and_measure_the_same(case: sg.Graph, embedded_case: sg.Graph) -> None:
    here, there = everything(case), everything(embedded_case)
    assert len(here.assessments) > 1000
    assert here == there


def test_both_engines_tell_the_same_of_what_moved(case: sg.Graph, embedded_case: sg.Graph) -> None:
    here, there = (compare_assessments(graph, "Tumangang", **TWO_DAYS) for graph in (case, embedded_case))
    assert here == there


def test_place_date_and_count_are_met_with_one_root_however_many_carried_it(tumangang: AssessmentSet) -> None:
    found = elements(of_event(tumangang, SEEN))
    for name in ("place", "date", "quantity"):
        assert (found[name].status, found[name].roots) == ("met", ("report:csis-2023-10-06",))
        assert found[name].independence == "one root"
    carried = {tumangang.claims[claim].report for claim in found["quantity"].claims}
    assert len(carried) >= 3


def test_what_the_cars_carry_is_suggested_and_their_way_unknown(tumangang: AssessmentSet) -> None:
    made = of_event(tumangang, SEEN)
    found = statuses(made)
    assert (found["act"], found["object"], found["direction"]) == ("suggested", "suggested", "unknown")
    assert (found["in-force"], made.outcome, made.on) == ("met", "unknown", "2023-10-05")
    assert made.provisions == ("1718 para. 8(b)", "1874 para. 9")


@pytest.mark.parametrize("day", ["2023-10-06", "2023-10-08", "2023-10-14", "2023-11-02", "2024-06-01", "2024-12-31"])
def test_the_object_never_rises_above_suggested(embedded_case: sg.Graph, day: str) -> None:
    made = of_event(assess(embedded_case, "Tumangang", measure=ARMS_EXPORT, as_of=day), SEEN)
    assert statuses(made)["object"] == "suggested"
    assert statuses(made)["direction"] == "unknown"


def test_pyongyang_justifies_in_2023_and_denied_in_2022(tumangang: AssessmentSet) -> None:
    said_ = [answer for answer in of_event(tumangang, SEEN).answers if "North Korea" in answer.speaker]
    on_2023 = {answer.stance for answer in said_ if answer.event == "sg:kp-ru-munitions-2023"}
    assert on_2023 == {"justifies"}
    assert any("natural" in (answer.hedge or "") for answer in said_ if answer.stance == "justifies")
    denied = next(a for a in said_ if a.stance == "denies" and a.since == "2022-09-22")
    assert denied.event == "sg:kp-ru-munitions-2022"
    text = " ".join(str(tumangang).split())
    assert "denied" in text
    assert "22 Sep 2022" in text


def test_something_would_settle_it(tumangang: AssessmentSet) -> None:
    papers = tumangang.settle[0]
    assert papers.what.startswith("rail waybills")
    assert {f"{SEEN} {ARMS_EXPORT} {name}" for name in ("act", "object", "direction")} <= set(papers.closes)


def test_the_text_quotes_only_what_was_said(tumangang: AssessmentSet) -> None:
    text = " ".join(tumangang.to_text(100_000).split())
    said_ = [*tumangang.claims.values(), *(a for made in tumangang.assessments for a in made.answers)]
    assert set(re.findall("“(.*?)”", text)) <= {(one.hedge or "").replace('"', "") for one in said_}
    assert {int(n) for n in re.findall(r"\[(\d+)\]", text)} <= {source.n for source in tumangang.sources}
    assert "proven" not in text


@pytest.mark.parametrize("day", ["2023-10-06", "2024-03-01"])
def test_no_claim_answer_or_source_is_from_the_future(embedded_case: sg.Graph, day: str) -> None:
    answer = assess(embedded_case, as_of=day)
    assert answer.claims
    assert all(claim.since <= day for claim in answer.claims.values())
    assert all(said_.since <= day for made in answer.assessments for said_ in made.answers)
    assert all(source.published[:10] <= day for source in answer.sources if len(source.published) == 10)


def test_later_claims_move_the_act_through_the_reports_that_came(embedded_case: sg.Graph) -> None:
    answer = compare_assessments(embedded_case, "Tumangang", **TWO_DAYS)
    moved = {(move.event, move.element): move for move in answer.moved}
    act = moved[SEEN, "act"]
    assert (act.before.status, act.before.roots, act.after.status) == ("suggested", 2, "suggested")
    assert act.after.roots > 2
    assert "report:ap-2023-10-08#supply" in act.through
    for move in answer.moved:
        assert all("2023-10-06" < answer.claims[claim].since <= "2024-06-01" for claim in move.through)
    # Every element that moved says through what, or that nobody had assessed it before, or that none speaks to it.
    assert all(m.through or (m.before.status is None and not m.after.roots) for m in answer.moved)
    assert "because CSIS" in " ".join(str(answer).split())


def test_every_event_that_is_spoken_of_is_assessed(case: sg.Graph) -> None:
    """Every event of which something is claimed, except votes and announcements, by each measure of its day."""
    answer = everything(case)
    spoken = case.read(
        "MATCH (e:Entity:Event)<-[:ABOUT]-(c:Statement:Claim) WHERE NOT e:Vote AND NOT e:Announcement "
        "RETURN DISTINCT e.id AS id ORDER BY id"
    ).rows
    assert answer.events == len(spoken) >= 25
    assert {made.event for made in answer.assessments} <= {row["id"] for row in spoken}
    pairs = [(made.event, made.measure) for made in answer.assessments]
    assert len(set(pairs)) == len(pairs)
    standing = case.read(
        "MATCH (s:Law:Scope)-[:OF]->(m:Law:Measure) WHERE s.since <= $on AND $on < s.until RETURN m.id AS id",
        on="2023-10-05",
    ).rows
    assert {measure for event, measure in pairs if event == SEEN} == {row["id"] for row in standing}


# -- the command line ------------------------------------------------------------------------------


@dataclass
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file: one sale of arms, and one of which only the goods came to be known later."""
    folder = tmp_path_factory.mktemp("assess")
    with open_graph(folder / "made.kgl") as graph:
        world = World(folder, graph).law(
            step(), measures=({"id": "made-regime:grain", "name": "G", "steps": [GRAINS]},)
        )
        world.told(*deal(), *deal("sg:deal-2", goods=None), on="2020-06-01")
        world.told(said("sg:deal-2", "goods", ARMS), on="2020-08-01")
    return folder / "made.kgl"


GRAINS = step(goods=[GRAIN])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, stored: Path) -> Run:
    """`main()` in this process, on the stored graph."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["sanctionsgraph", "--graph", str(stored), "assess", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return call


def test_a_table_for_a_person(run: Run) -> None:
    done = run(DEAL)
    assert (done.code, done.err) == (0, "")
    told = " ".join(done.out.split())
    assert "OUTCOME met: each element is shown by evidence of the right kind" in told
    assert "goods met shown by evidence of the right kind (document): Arms; one origin" in told
    assert "grain" not in done.out


def test_json_is_what_the_library_answers(run: Run, stored: Path) -> None:
    done = run(DEAL, "--measure", BAN, "--as-of", "2020-07-01", "--format", "json")
    with open_graph(stored) as graph:
        assert json.loads(done.out) == assess(graph, DEAL, measure=BAN, as_of="2020-07-01").to_dict()


def test_csv_has_a_row_for_each_element(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(DEAL, "-m", BAN, "-f", "csv").out)))
    assert [row["element"] for row in rows] == [*ELEMENT_ORDER, "exemption"]
    assert {row["outcome"] for row in rows} == {"met"}
    assert {row["status"] for row in rows if row["element"] == "object"} == {"met"}


def test_what_an_event_does_not_touch_is_shown_with_all_only(run: Run) -> None:
    touched = json.loads(run(DEAL, "--format", "json").out)["assessments"]
    whole = json.loads(run(DEAL, "--all", "--format", "json").out)["assessments"]
    assert [made["measure"] for made in touched] == [BAN]
    assert [made["measure"] for made in whole] == [BAN, "made-regime:grain"]
    named = json.loads(run(DEAL, "-m", "made-regime:grain", "--format", "json").out)["assessments"]
    assert [(made["measure"], made["touches"]) for made in named] == [("made-regime:grain", False)]


def test_without_an_event_a_line_for_each_pair(run: Run) -> None:
    lines = run("--all").out.splitlines()
    assert lines[0].split()[:3] == ["event", "measure", "outcome"]
    assert len(lines) == 1 + 2 * 2
    assert len(run().out.splitlines()) == 1 + 2


def test_between_in_each_format(run: Run) -> None:
    asked = ("sg:deal-2", "--measure", BAN, "--between", "2020-07-01", "2020-09-01")
    moved = json.loads(run(*asked, "--format", "json").out)["moved"]
    assert [(m["element"], m["before"]["status"], m["after"]["status"]) for m in moved] == [
        ("object", "unknown", "met")
    ]
    (row,) = csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out))
    assert (row["element"], row["before"], row["after"], row["through"]) == (
        *("object", "unknown", "met"),
        moved[0]["through"][0],
    )
    assert "goods of Deal-2" in " ".join(run(*asked).out.split())


@pytest.mark.parametrize(
    "arguments",
    [
        (DEAL, "--as-of", "2020-07-01", "--between", "2020-07-01", "2020-09-01"),
        (DEAL, "--between", "2020-07-01"),
        (DEAL, "--format", "xml"),
        (DEAL, "--measures", BAN),
        (DEAL, "sg:deal-2"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert re.search("^Error: |Usage:", done.err)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody",), "no entity of that name or id: 'nobody'"),
        ((DEAL, "-m", "none"), "no measure 'none'. There are: made-regime:ban, made-regime:grain."),
        ((DEAL, "--as-of", "2020-02-30"), "2020-02-30"),
        ((DEAL, "--as-of", "yesterday"), "not a date: 'yesterday'"),
        ((DEAL, "--between", "2020-09-01", "2020-07-01"), "give the earlier day first"),
        (("sg:nowhere",), "nothing is claimed of an event with Nowhere"),
    ],
)
def test_a_wrong_question_ends_with_1_and_one_line(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert done.err.startswith("error: ")
    assert says in done.err


def test_a_denial_of_one_condition_leaves_the_other(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(), shown(ASKED), shown(GRANTED)).told(
        shown(GRANTED, stance="denies"), on="2020-07-01"
    )
    (relief,) = world.one().exemption.exemptions
    assert [condition.status for condition in relief.conditions] == ["met", "contested"]


def test_a_condition_cites_only_its_own_claims(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(), shown(ASKED))
    (relief,) = world.one().exemption.exemptions
    assert [len(condition.claims) for condition in relief.conditions] == [1, 0]


def test_a_doubt_of_one_condition_leaves_the_other(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(), shown(ASKED), shown(GRANTED, stance="doubts"))
    (relief,) = world.one().exemption.exemptions
    assert [condition.status for condition in relief.conditions] == ["met", "unknown"]


def test_an_exemption_of_some_of_the_days_does_not_exempt(world: World) -> None:
    world.law(step(), exemptions=(exemption(since="2020-02-01"),)).told(
        *deal(date="2020"), shown(ASKED), shown(GRANTED)
    )
    assert world.one().outcome != "exempt"


def test_goods_that_the_step_leaves_out_are_not_met(world: World) -> None:
    world.law(step(**{"except": [RIFLES]})).told(*deal(goods=RIFLES))
    assert world.status("object") == "not met"


def test_a_sender_of_no_known_State_leaves_the_direction_unknown(world: World) -> None:
    world.law().told(*deal(**{"from": "sg:firm"}))
    assert world.status("direction") == "unknown"


def test_a_sender_is_carried_as_far_as_what_links_it_to_its_State(world: World) -> None:
    world.law().told(*deal(**{"from": "sg:firm"}), said(DEAL, "from", ATLANTIS, basis="inference"))
    world.told(said("sg:firm", "country", ATLANTIS, basis="human-source"), on="2019-01-01")
    assert world.status("direction") == "suggested"


def test_more_than_the_ceiling_is_over_it(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 100, "more than")))
    assert world.status("threshold") == "met"


def test_one_source_that_straddles_the_ceiling_disputes_nothing(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 160, "up to")))
    assert world.status("threshold") == "unknown"


def test_a_supply_without_amount_leaves_the_sum_open(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60))).told(*supply("sg:deal-2"))
    assert world.status("threshold") == "unknown"


def test_the_last_year_of_the_calendar_has_no_period() -> None:
    last = Interval("9999-01-01", "9999-12-31", Weighed(Status.MET, ""))
    assert period(Cap(1, "barrels", 12, "2020-01-01"), last) is None


def test_a_sum_cites_every_claim_that_it_adds(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60))).told(*supply("sg:deal-2", barrels("sg:deal-2", 60)))
    answer = assess(world.graph, DEAL, measure=BAN)
    assert set(elements(answer.assessments[0])["threshold"].claims) <= set(answer.claims)


def test_that_a_sight_was_is_no_act(world: World) -> None:
    world.law().told(*sight(), said("sg:sight", "exists", basis="imagery"))
    assert world.status("act", "sg:sight") == "unknown"


def test_between_tells_what_dropped_out(world: World) -> None:
    world.law(step(until="2015-01-01")).told(*deal(date={"value": "2014", "basis": "inference"}), on="2020-06-01").told(
        said(DEAL, "date", "2016"), on="2020-08-01"
    )
    answer = compare_assessments(world.graph, DEAL, since="2020-07-01", until="2020-09-01")
    assert [(change.before is None, change.after) for change in answer.outcomes] == [(False, None)]


def test_between_tells_a_move_by_a_claim_on_the_ship(world: World) -> None:
    world.law(step(duties=[{**BUYING, "nexus": ["flag"]}])).told(*deal(to=None), said(DEAL, "carrier", "sg:ship"))
    world.told(said("sg:ship", "flag", BLEFUSCU), on="2020-08-01")
    answer = compare_assessments(world.graph, DEAL, since="2020-07-01", until="2020-09-01", measure=BAN)
    (nexus,) = (move for move in answer.moved if move.element == "nexus")
    assert (nexus.before.status, nexus.after.status) == ("unknown", "met")
    assert nexus.through


def test_a_measure_without_goods_asks_for_none(world: World) -> None:
    world.law(
        step(goods=[], duties=[{"bearer": "states", "act": "close-joint-venture", "nexus": []}], direction="both")
    )
    world.told(
        said("sg:venture", "exists"), said("sg:venture", "date", "2020-03-01"), said("sg:venture", "goods", GRAIN)
    )
    assert world.status("object", "sg:venture") != "not met"


def test_nothing_is_exempt_of_which_nobody_says_what_it_was(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(
        *deal(exists=None, goods=None, date=None), shown(ASKED), shown(GRANTED)
    )
    assert world.one().outcome != "exempt"


def test_legs_count_where_the_whole_has_no_amount(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, said(DEAL, "leg", "sg:deal-2"))).told(
        *supply("sg:deal-2", barrels("sg:deal-2", 190))
    )
    assert world.status("threshold") == "met"


def test_the_claims_of_a_date_taken_from_a_sight_are_in_the_answer(embedded_case: sg.Graph) -> None:
    answer = assess(embedded_case, "sg:kp-ru-munitions-2023", measure="un-dprk:arms-export", as_of="2023-10-06")
    date = elements(answer.assessments[0])["date"]
    assert date.claims
    assert set(date.claims) <= set(answer.claims)


def test_an_answer_that_cites_nothing_has_no_heading_of_sources(world: World) -> None:
    answer = compare_assessments(world.law().told(*deal()).graph, since="2020-07-01", until="2020-07-01")
    assert "SOURCES" not in str(answer)


def test_a_date_at_the_end_of_time_is_assessed(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 1), date="9999"), on="9999-12-30")
    assert world.status("threshold") == "unknown"


def test_law_that_was_not_seen_twice_is_marked_in_every_output(embedded_case: sg.Graph) -> None:
    answer = everything(embedded_case)
    weak = [made for made in answer.assessments if made.checked != "two-sources"]
    assert weak
    assert all(CHECKED[made.checked] in made.sentence for made in weak)
    shown = next(made for made in weak if made.touches)
    told = str(assess(embedded_case, shown.event, measure=shown.measure))
    assert f"[{CHECKED[shown.checked]}]" in " ".join(told.split())
    assert CHECKED[shown.checked] in dossier.page(embedded_case, shown.event)


# -- edges -----------------------------------------------------------------------------------------


def test_a_shown_exemption_exempts_where_another_element_is_unknown(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(goods=None), shown(ASKED), shown(GRANTED))
    made = world.one()
    assert (made.exemption.status, statuses(made)["object"], made.outcome) == ("met", "unknown", "exempt")


def test_an_invoked_exemption_lifts_no_outcome(world: World) -> None:
    word = {"basis": "official-statement"}
    world.law(step(), exemptions=(exemption(),)).told(*deal(goods=word), shown(RELIEF))
    assert world.one().outcome == "contested"
    world.told(*deal("sg:deal-2", goods=None), said("sg:deal-2", "exemption", True, condition=RELIEF))
    assert world.one("sg:deal-2").outcome == "unknown"


def test_answers_to_like_transfers_between_the_same_two_are_shown_where_one_is_asked_about(world: World) -> None:
    earlier = [*deal("sg:deal-2", date="2019-03-01"), said("sg:deal-2", "exists", stance="justifies")]
    earlier += [
        said("sg:deal-2", "exists", stance="denies", basis="inference"),
        said("sg:deal-2", "exists", stance="declines"),
    ]
    world.law().told(*deal()).told(*earlier, on="2019-06-01", speaker="sg:envoy")
    assert [(answer.stance, answer.event) for answer in world.one().answers] == [
        ("justifies", "sg:deal-2"),
        ("denies", "sg:deal-2"),
    ]
    every = assess(world.graph, measure=BAN).assessments
    assert {made.event: len(made.answers) for made in every} == {"sg:deal": 0, "sg:deal-2": 3}


@pytest.mark.parametrize("changes", [{"goods": GRAIN}, {"goods": None}, {"from": BLEFUSCU}, {"to": BLEFUSCU}])
def test_answers_to_unlike_transfers_are_not_shown(world: World, changes: Item) -> None:
    other = [*deal("sg:deal-2", date="2019-03-01", **changes), said("sg:deal-2", "exists", stance="justifies")]
    world.law().told(*deal()).told(*other, on="2019-06-01")
    assert world.one().answers == ()


def test_an_event_is_not_touched_where_another_receiver_is_put_forward(world: World) -> None:
    made = world.law(step(direction="to")).told(*deal(to={"value": BLEFUSCU, "basis": "inference"})).one()
    assert (statuses(made)["direction"], made.touches) == ("unknown", False)
    assert world.told(said(DEAL, "to", ATLANTIS, basis="inference")).one().touches is True


def test_a_step_does_not_cover_the_day_on_which_it_ends(world: World) -> None:
    world.law(step(until="2015-01-01")).told(*deal(date="2014-12-31/2015-01-01"))
    assert (world.status("in-force"), world.one().step) == ("unknown", f"{BAN}@2010-01-01")
    world.told(*deal("sg:deal-2", date="2014-12-01/2014-12-31"))
    assert world.status("in-force", "sg:deal-2") == "met"


@pytest.mark.parametrize(("date", "status"), [("2009-12-31/2010-01-01", "unknown"), ("2010-01-01/2010-01-02", "met")])
def test_a_step_covers_its_first_day(world: World, date: str, status: str) -> None:
    assert world.law(step()).told(*deal(date=date)).status("in-force") == status


def test_where_every_way_leads_elsewhere_it_is_not_known_whom_a_duty_reaches(world: World) -> None:
    world.law().told(*deal(**{"from": LILLIPUT}, to=BLEFUSCU))
    assert world.status("direction") == "not met"
    found = world.element("nexus")
    assert (found.status, found.because) == ("unknown", "no source links it to anyone bound by the duty")


@pytest.mark.parametrize(
    ("date", "editions", "status"),
    [
        ("2018-02-10", ("2018-02-10",), "not met"),
        ("2018-02-10", ("2018-02-11",), "unknown"),
        ("2018-02-10", ("2018-02-09",), "unknown"),
        ("2018-02-10", ("2018-02-09", "2018-02-11"), "not met"),
        ("2018-02-09/2018-02-11", ("2018-02-09", "2018-02-11"), "not met"),
        ("2018-02-09/2018-02-11", ("2018-02-09", "2018-02-10"), "unknown"),
        ("2018-02-09/2018-02-11", ("2018-02-10", "2018-02-11"), "unknown"),
    ],
)
def test_that_a_party_was_on_no_list_needs_editions_from_before_and_after(
    world: World, date: str, editions: tuple[str, ...], status: str
) -> None:
    freeze_on_persons(world)
    for day in editions:
        edition(world, day, 1)
    party = said("sg:trip", "participant", "sg:envoy")
    world.told(said("sg:trip", "exists"), said("sg:trip", "date", date), party, on="2018-03-01")
    assert elements(world.one("sg:trip", FREEZE))["object"].status == status


def test_the_outcomes_of_the_docs_are_those_of_the_table() -> None:
    page = (Path(__file__).parents[3] / "docs" / "assess.md").read_text(encoding="utf-8")
    table = page.partition("| outcome | what it says, and no more | of |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)) == set(OUTCOMES) == set(Outcome)
    assert set(Outcome) - set(Status) == {"exempt", "permitted"}
    assert all(f"| `{outcome}` | {says}" in table for outcome, says in OUTCOMES.items())


def test_what_would_settle_it_is_told_of_what_is_touched(world: World) -> None:
    other = {"id": "made-regime:other", "name": "Other", "steps": [step(goods=[GRAIN])]}
    world.law(step(), measures=(other,)).told(*deal(exists={"basis": "inference"}))
    answer = assess(world.graph, DEAL)
    assert [(made.measure, made.touches) for made in answer.assessments] == [(BAN, True), ("made-regime:other", False)]
    assert [made.measure for made in answer.touched().assessments] == [BAN]
    assert answer.settle
    assert {closed.split()[1] for each in answer.settle for closed in each.closes} == {BAN}
    alone = assess(world.graph, DEAL, measure="made-regime:other")
    assert {closed.split()[1] for each in alone.settle for closed in each.closes} == {"made-regime:other"}


def test_one_amount_is_told_without_a_range(world: World) -> None:
    found = world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60))).element("threshold")
    assert found.because == "1 Jan 2020 to before 1 Jan 2021: 60 of at most 100 barrels"


def test_legs_of_legs_are_in_the_whole(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 90), said(DEAL, "leg", "sg:deal-2")))
    world.told(*supply("sg:deal-2", barrels("sg:deal-2", 80), said("sg:deal-2", "leg", "sg:deal-3")))
    world.told(*supply("sg:deal-3"))
    assert "90 of at most 100 barrels" in world.element("threshold").because
    assert world.status("threshold", "sg:deal-3") == "not met"


@pytest.mark.parametrize("day", ["2019-12-31", "2019-06-01", "2018-01-01"])
def test_before_the_first_period_there_is_none(day: str) -> None:
    assert period(Cap(1, "barrels", 12, "2020-01-01"), Interval(day, day, Weighed(Status.MET, ""))) is None


@pytest.mark.parametrize(
    ("date", "since", "until", "told"),
    [
        ("2020-03-01", "2020-03-01", None, ["met"]),
        ("2020-03-01", "2020-03-02", None, []),
        ("2020-03-01", "2010-01-01", "2020-03-01", []),
        ("2020-03-01", "2010-01-01", "2020-03-02", ["met"]),
        ("2020-02-29/2020-03-01", "2020-03-01", None, ["suggested"]),
        ("2020-02-29/2020-03-01", "2010-01-01", "2020-03-01", ["suggested"]),
    ],
)
def test_an_exemption_stands_from_its_first_day_to_before_its_last(
    world: World, date: str, since: str, until: str | None, told: list[str]
) -> None:
    relief = exemption(since=since) | ({"until": until} if until else {})
    world.law(step(), exemptions=(relief,)).told(*deal(date=date), shown(ASKED), shown(GRANTED))
    assert [each.status for each in world.one().exemption.exemptions] == told


def test_an_exemption_for_some_goods_is_for_these_and_narrower_ones(world: World) -> None:
    world.law(step(goods=[CARGO]), exemptions=(exemption(goods=[ARMS]),))
    world.told(*deal(goods=RIFLES), *deal("sg:deal-2", goods=GRAIN))
    exempt = world.one().exemption
    assert [each.name for each in exempt.exemptions] == ["Relief"]
    assert exempt.status == "open", "it is for such goods, and no claim speaks of its conditions"
    assert world.one("sg:deal-2").exemption.exemptions == ()


def test_of_several_exemptions_the_one_that_is_carried_furthest_counts(world: World) -> None:
    other = exemption(id="made-regime:waiver", name="Waiver", conditions=[{"id": "waived", "text": "It was waived."}])
    world.law(step(), exemptions=(exemption(), other)).told(*deal(), shown(RELIEF), shown("made-regime:waiver#waived"))
    made = world.one()
    assert [each.status for each in made.exemption.exemptions] == ["suggested", "met"]
    assert (made.exemption.status, made.outcome) == ("met", "exempt")
    assert elements(made)["exemption"].because == "Waiver: each condition is shown"


def test_an_invoked_exemption_cites_who_invokes_it_and_what_shows_its_conditions(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(), shown(RELIEF), shown(ASKED))
    made = world.one()
    assert len(elements(made)["exemption"].claims) == 2
    assert [len(condition.claims) for condition in made.exemption.exemptions[0].conditions] == [1, 0]


def test_an_undated_supply_is_in_no_period(world: World) -> None:
    world.law(CAPPED).told(*deal(date=None, **{"from": LILLIPUT}, to=ATLANTIS, goods=OIL), barrels(DEAL, 900))
    found = world.element("threshold")
    assert (found.status, found.because) == ("unknown", "its days do not lie within one accounting period")


def test_a_buyer_is_not_reached_by_who_sends(world: World) -> None:
    world.law(step(duties=[BUYING], direction="both")).told(*deal(to=None, **{"from": LILLIPUT}))
    assert world.status("nexus") == "unknown"
    assert world.told(said(DEAL, "to", BLEFUSCU)).status("nexus") == "met"


@pytest.mark.parametrize(
    ("date", "status", "says"),
    [
        ("2018-06-01", "not met", "listed by this programme, but N1 only since 30 Nov 2016 to 1 Feb 2018"),
        ("2016-11-29", "not met", "listed by this programme, but N1 only since 30 Nov 2016 to 1 Feb 2018"),
        ("2018-01-01", "met", "N1 is listed since 30 Nov 2016; shown by evidence of the right kind (document)"),
        (
            "2018-01-15",
            "unknown",
            "whether N1 was listed then is not known: removed after 2018-01-01, before 2018-02-01",
        ),
        ("2018-01-01/2018-02-02", "unknown", "N1 was listed or delisted within these days (30 Nov 2016)"),
    ],
)
def test_the_days_on_which_a_party_was_listed_are_told(world: World, date: str, status: str, says: str) -> None:
    edition(edition(edition(freeze_on_persons(world), "2018-01-01", 1, 2), "2018-02-01", 2), "2018-07-01", 2)
    found = elements(trip(world, date, 1).one("sg:trip", FREEZE))["object"]
    assert (found.status, found.because.startswith(says)) == (status, True), found.because


def test_one_listed_party_suffices(world: World) -> None:
    edition(edition(freeze_on_persons(world), "2018-01-01", 1, 2), "2018-02-01", 2)
    trip(trip(world, "2018-02-06", 1), "2018-02-06", 2)
    assert elements(world.one("sg:trip", FREEZE))["object"].because.startswith("N2 is listed")


def test_a_party_that_is_denied_to_have_taken_part_is_none(world: World) -> None:
    world.law(DESIGNATED).told(*deal(goods=None), said(DEAL, "carrier", "sg:ship", stance="denies"))
    world.load("listings", listing("sg:ship", "2019-01-01"))
    assert world.status("object") == "unknown"


def test_designated_is_not_said_of_an_undated_event(world: World) -> None:
    world.law(DESIGNATED).told(*deal(goods=None, date=None), said(DEAL, "carrier", "sg:ship"))
    world.load("listings", listing("sg:ship", "2019-01-01"))
    assert world.element("object").because == "no date is stated, so it cannot be said who was listed then"


def test_a_denied_or_doubted_wider_kind_leaves_other_goods_not_met(world: World) -> None:
    doubt = said(DEAL, "goods", CARGO, stance="doubts", basis="inference")
    world.law().told(*deal(goods=GRAIN)).told(doubt, on="2020-07-01", speaker="sg:envoy")
    assert world.status("object") == "not met"
    assert world.told(said(DEAL, "goods", CARGO, basis="inference")).status("object") == "unknown"


def test_between_tells_no_move_of_what_only_older_claims_decide(world: World) -> None:
    world.law().told(*deal(), on="2020-06-01").told(said(DEAL, "goods", ARMS), on="2020-07-01")
    answer = compare_assessments(world.graph, DEAL, since="2020-06-01", until="2020-07-01", measure=BAN)
    assert [(move.element, len(move.through), move.after.roots) for move in answer.moved] == [("object", 1, 2)]
    assert answer.outcomes == ()


def test_an_open_ceiling_does_not_keep_an_event_from_touching_a_measure(world: World) -> None:
    made = world.law({**CAPPED, "threshold": "Refined products only."}).told(*supply(DEAL)).one()
    assert (statuses(made)["threshold"], made.touches) == ("unknown", True)


@pytest.mark.parametrize(("missing", "element"), [("exists", "act"), ("goods", "object"), ("from", "direction")])
def test_what_is_not_claimed_of_a_transfer_is_said_so(world: World, missing: str, element: str) -> None:
    assert world.law().told(*deal(**{missing: None})).element(element).because == "no source claims it"


@pytest.mark.parametrize(
    ("claims", "status", "says", "cited"),
    [
        ([("from", {"value": ATLANTIS})], "met", "shown by evidence of the right kind", 1),
        ([("from", {"value": LILLIPUT})], "not met", "something else is shown", 1),
        ([("direction", {"value": "north"})], "unknown", "no source says which way", 0),
        ([("from", {"value": ATLANTIS, "stance": "denies"})], "unknown", "no source says which way", 0),
        (
            [("direction", {"value": "north"}), ("direction", {"stance": "declines"})],
            "unknown",
            "the observer could",
            1,
        ),
        ([("to", {"value": LILLIPUT}), ("from", {"stance": "doubts"})], "unknown", "only doubts are voiced", 1),
    ],
)
def test_the_direction_of_an_observation_needs_a_state(
    world: World, claims: list[tuple[str, Item]], status: str, says: str, cited: int
) -> None:
    world.law().told(*sight()[:3], *(said("sg:sight", prop, **claim) for prop, claim in claims))
    found = world.element("direction", "sg:sight")
    assert (found.status, found.because.startswith(says), len(found.claims)) == (status, True, cited), found


def test_of_an_observation_with_goods_concluded_from_it_nobody_need_say_that_it_took_place(world: World) -> None:
    world.law().told(*sight())
    (seen,) = {claim.id for claim in assess(world.graph, "sg:sight", measure=BAN).claims.values() if claim.number == 73}
    world.told(said(DEAL, "goods", ARMS, basis="inference", rests_on=[seen]))
    found = elements(world.one("sg:sight"))
    assert (found["object"].status, found["act"].because) == ("suggested", "no source claims it")


def test_undated_supplies_and_observations_are_not_summed(world: World) -> None:
    world.law(CAPPED).told(*supply(DEAL, barrels(DEAL, 60)), *supply("sg:sight", barrels("sg:sight", 900)))
    undated = deal("sg:deal-2", date=None, **{"from": LILLIPUT}, to=ATLANTIS, goods=OIL)
    world.told(*undated, barrels("sg:deal-2", 900))
    assert world.element("threshold").because.endswith(": 60 of at most 100 barrels")
    every = {made.event: elements(made)["threshold"] for made in assess(world.graph, measure=BAN).assessments}
    assert every[DEAL] == world.element("threshold")
    assert every["sg:sight"].status == "unknown"
    assert world.element("threshold", "sg:sight").because.startswith(
        "no source says that goods under the ceiling passed"
    )


def test_after_all_steps_the_last_one_is_read(world: World) -> None:
    world.law(step("2010-01-01", until="2012-01-01", goods=[GRAIN]), step("2012-01-01", until="2013-01-01"))
    made = world.told(*deal(date="2015-06-01")).one()
    assert (made.step, statuses(made)["object"]) == (f"{BAN}@2012-01-01", "met")


def test_a_dispute_cites_who_asserts_and_then_who_denies(world: World) -> None:
    world.law(step(effect_of="sg:dispute")).told(*deal())
    stances = ("denies", "doubts", "asserts")
    world.told(*(said("sg:dispute", "in-force", True, stance=s) for s in stances), on="2020-07-01")
    answer = assess(world.graph, DEAL, measure=BAN)
    cited = elements(answer.assessments[0])["in-force"].claims
    assert [answer.claims[claim].stance for claim in cited] == ["asserts", "denies"]


def test_a_denied_date_is_none_on_which_it_may_have_been(world: World) -> None:
    denial = said(DEAL, "date", "2009-05", stance="denies", basis="inspection")
    made = world.law().told(*deal()).told(denial, on="2020-07-01", speaker="sg:envoy").one()
    assert (made.on, statuses(made)["date"], statuses(made)["in-force"]) == ("2020-03-01", "contested", "met")


def test_the_last_period_that_ends_within_the_calendar() -> None:
    day = Interval("9998-06-01", "9998-06-01", Weighed(Status.MET, ""))
    assert period(Cap(1, "barrels", 12, "2020-01-01"), day) == ("9998-01-01", "9999-01-01")


def test_a_flag_in_words_is_no_link_to_another_state(world: World) -> None:
    """Which State the words mean is not known: it may be the one that the measure aims at."""
    world.law(step(duties=[{**BUYING, "nexus": ["flag"]}])).told(*deal(to=None), said(DEAL, "carrier", "sg:ship"))
    world.told(said("sg:ship", "flag", "of some State"), on="2019-01-01")
    assert world.status("nexus") == "unknown"


def test_what_was_not_assessed_before_had_no_origins(world: World) -> None:
    world.law().told(*deal(), said(DEAL, "place", "sg:pier"))
    answer = compare_assessments(world.graph, "sg:pier", since="2019-01-01", until="2020-06-01", measure=BAN)
    assert {(move.before.status, move.before.roots) for move in answer.moved} == {(None, 0)}


@pytest.mark.parametrize(
    ("checked", "least"),
    [(["two-sources"], "two-sources"), (["two-sources", "one-source"], "one-source"), (["one-source"], "one-source")],
)
def test_a_step_is_checked_as_the_least_checked_of_its_paragraphs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: list[str], least: str
) -> None:
    paragraphs = [provision(str(n), checked=how) for n, how in enumerate(checked, 1)]
    world = World(tmp_path)
    load = world.load

    def with_paragraphs(source: str, content: Item) -> None:
        load(source, content | ({"provisions": paragraphs} if source == "law" else {}))

    monkeypatch.setattr(world, "load", with_paragraphs)
    world.law(step(by=[f"made:1/{n}" for n in range(1, len(checked) + 1)])).told(*deal())
    assert world.one().checked == least


def test_the_text_shows_a_claim_once_and_names_who_repeats_it(world: World) -> None:
    world.law().told(*deal(), on="2020-06-01")
    base = next(claim for claim in assess(world.graph, DEAL, measure=BAN).claims.values() if claim.property == "goods")
    world.told(said(DEAL, "goods", ARMS, rests_on=[base.id], locator="p. 9"), on="2020-06-02", speaker="sg:envoy")
    text = str(assess(world.graph, DEAL, measure=BAN))
    goods = text[text.index(" goods") : text.index(" direction")]
    assert goods.count("asserted goods") + goods.count("goods: ") + goods.count("Scribe") <= 2
    assert "repeated by [2]" in goods
    assert "Envoy" not in goods


def test_the_text_shows_an_answer_by_its_words_or_its_value_or_what_it_is_of(world: World) -> None:
    world.law().told(*deal())
    answers = [
        said(DEAL, "goods", "grain", stance="denies"),
        said(DEAL, "goods", "salt", stance="denies", hedge="nothing of the kind"),
        said(DEAL, "date", stance="declines"),
    ]
    for n, answer in enumerate(answers, 1):
        world.told(answer, on=f"2020-07-0{n}", speaker=("sg:envoy", "sg:firm", "sg:ship")[n - 1])
    text = " ".join(str(assess(world.graph, DEAL, measure=BAN)).split())
    assert "Envoy, 1 Jul 2020: denied grain [" in text
    assert re.search(r"Firm, 2 Jul 2020: denied .nothing of the kind. \[", text)
    assert "Ship, 3 Jul 2020: declined to say date [" in text
