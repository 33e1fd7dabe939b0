"""Which allegation heads a trace, an assessment and a case file; on a made report over the shipped law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier import answer as answer_box
from sanctionsgraph.dossier.case import gather
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.queries.assessment.answer import shown
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.trace.answer import EARLIER, LATER, NAMED, RESTS
from sanctionsgraph.queries.trace.trace import trace

from helpers.shipped import demo

Item = dict[str, Any]
QUAY, COAL, GRAIN, NOISE = "sg:made-quay", "sg:made-coal", "sg:made-grain", "sg:made-scrap"
EARLY, LATE = "sg:made-heap-2019", "sg:made-heap-2020"
KP, CN = "iso:KP", "iso:CN"


def claim(id_: str, about: str, prop: str, **more: Any) -> Item:
    return {
        **{"id": id_, "about": about, "property": prop, "stance": "asserts", "basis": "imagery"},
        **{"speaker": "sg:made-watcher", "locator": "p. 1"},
        **more,
    }


def seen(n: int, event: str, day: str, tons: int) -> list[Item]:
    return [
        claim(f"{n}1", event, "place", entity=QUAY),
        claim(f"{n}2", event, "date", value=day),
        claim(f"{n}3", event, "quantity", value=tons, unit="heaps"),
    ]


def alleged(n: int, event: str, goods: str, base: str | None, **more: Any) -> list[Item]:
    rests: Item = {"rests_on": [base]} if base else {}
    return [
        claim(f"{n}1", event, "exists", value=True, stance="suggests", **{"basis": "inference", **rests, **more}),
        claim(f"{n}2", event, "goods", entity=goods, basis="inference"),
        claim(f"{n}3", event, "from", entity=KP, basis="inference"),
        claim(f"{n}4", event, "to", entity=CN, basis="inference"),
    ]


REPORTS: list[tuple[str, list[Item]]] = [
    ("2019-05-01", [*seen(1, EARLY, "2019-04-20", 9), *alleged(2, COAL, "goods:coal", "report:made-2019-05-01#13")]),
    # A neutral count of later, of which somebody says in the same breath that food may have passed.
    ("2020-05-01", [*seen(1, LATE, "2020-04-20", 4), *alleged(2, GRAIN, "goods:food", "report:made-2020-05-01#13")]),
    ("2020-06-01", [*seen(1, LATE, "2020-04-20", 4), *alleged(2, NOISE, "goods:iron-ore", None)]),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> sg.Graph:
    made, folder = demo(), tmp_path_factory.mktemp("ranking")
    kinds = {QUAY: "Port", COAL: "Transfer", GRAIN: "Transfer", NOISE: "Transfer"}
    kinds |= {EARLY: "Observation", LATE: "Observation", "sg:made-watcher": "Organization"}
    things = [{"id": id_, "kind": kind, "name": id_[3:].replace("-", " ").capitalize()} for id_, kind in kinds.items()]
    for day, claims in REPORTS:
        source: Item = {"id": f"report:made-{day}", "title": f"Of {day}", "publisher": "pub:made", "published": day}
        source |= {"seen": "primary", "url": "https://example.org/", "claims": claims}
        content = {"things": things, "publishers": [{"id": "pub:made", "name": "Made Watch"}], "reports": [source]}
        path = Path(folder) / f"{day}.yaml"
        path.write_text(json.dumps(content), encoding="utf-8")
        account = load_file(made, "reports", path)
        assert account.rejected == 0, account.rejections
    return made


def test_the_weightiest_allegation_heads_the_trace_and_not_the_latest_count(graph: sg.Graph) -> None:
    made = trace(graph, QUAY)
    assert [(each.event, each.link) for each in made.may_be] == [(COAL, RESTS), (GRAIN, LATER), (NOISE, NAMED)]
    assert (made.focus, [event.event for event in made.seen]) == (EARLY, [LATE, EARLY])
    assert [transfer.event for transfer in made.close] == [COAL]
    text = str(made)
    assert (
        text.index("SEEN       20 Apr 2019") < text.index("LATER      20 Apr 2020") < text.index("ALLEGED    Made coal")
    )
    assert text.index("ALLEGED    Made coal") < text.index("FORBIDDEN") < text.index("LATER ALLEGATIONS\n")


def test_before_the_weightier_is_known_the_only_one_heads(graph: sg.Graph) -> None:
    assert trace(graph, QUAY, as_of="2019-06-01").focus == EARLY
    both = trace(graph, QUAY, as_of="2020-05-15")
    assert [(each.event, each.link) for each in both.may_be] == [(COAL, RESTS), (GRAIN, LATER)]


def test_an_earlier_allegation_is_earlier_than_the_one_that_heads(embedded_case: sg.Graph) -> None:
    made = trace(embedded_case, "Tumangang", as_of="2023-10-06")
    assert {each.event: each.link for each in made.may_be}["sg:kp-ru-munitions-2022"] == EARLIER


def test_the_law_of_an_undated_allegation_is_that_of_the_day_on_which_it_was_seen(graph: sg.Graph) -> None:
    days = {measure.event: measure.on for measure in trace(graph, QUAY).forbidden_by}
    assert (days[COAL], days[NOISE]) == ("2019-04-20", "2020-04-20")


def test_the_undated_case_keeps_its_weightiest_finding(embedded_case: sg.Graph) -> None:
    for subject in ("sg:rajin-port", "Tumangang"):
        made = trace(embedded_case, subject)
        lead = made.may_be[0]
        assert lead in made.close
        assert any(measure.event == lead.event and measure.threshold is None for measure in made.forbidden_by)


def test_trace_assessment_and_case_file_rank_alike(graph: sg.Graph) -> None:
    ranked = [each.event for each in trace(graph, QUAY).may_be]
    every = list(dict.fromkeys(each.event for each in assess(graph).assessments))
    assert [event for event in every if event in ranked] == sorted(ranked, key=every.index)
    assert every.index(COAL) < every.index(GRAIN)
    case = gather(graph, QUAY)
    assert answer_box.first_events(case)[:2] == [COAL, EARLY]
    assert case.assess.assessments[0].event == COAL


def test_a_launch_has_a_trace_with_claims_measures_and_what_is_open(embedded_case: sg.Graph) -> None:
    rows = embedded_case.read("MATCH (e:Entity:Launch)<-[:ABOUT]-(c:Claim) RETURN DISTINCT e.id AS id ORDER BY id").rows
    launches = [row["id"] for row in rows]
    assert len(launches) > 3
    touched = 0
    for launch in launches:
        made = trace(embedded_case, launch)
        assert made.of_event
        assert made.claims()
        assessed = shown(assess(embedded_case, launch).assessments)
        assert {each.measure for each in made.of_event.measures} == {each.measure for each in assessed}
        touched += bool(assessed)
        text = str(made)
        assert "CLAIMED" in text
        assert "No claim links" not in text
        assert not any(word in text.partition("SOURCES")[0] for word in ("waybill", "seizure", "cargo"))
    assert touched


@pytest.mark.parametrize("label", ["Trip", "Vote", "Announcement", "Employment", "PortCall"])
def test_each_event_of_another_kind_shows_what_is_claimed_of_it(embedded_case: sg.Graph, label: str) -> None:
    cypher = f"MATCH (e:Entity:{label})<-[:ABOUT]-(c:Claim) RETURN DISTINCT e.id AS id ORDER BY id"
    ids = [row["id"] for row in embedded_case.read(cypher).rows]
    for id_ in ids:
        made = trace(embedded_case, id_)
        assert made.of_event
        assert {claim.event for claim in made.of_event.claims} == {id_}
        assert "MEASURES" in str(made)


def test_a_place_a_person_and_a_transfer_are_no_such_event(embedded_case: sg.Graph) -> None:
    for subject in ("Tumangang", "Kim Jong Un", "sg:kp-ru-munitions-2023"):
        assert trace(embedded_case, subject).of_event is None
