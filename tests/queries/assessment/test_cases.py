"""The gold cases: real events, with what was published of them as expectation, against what the rules make of them.

Expectations are written down before the rules run and are not tuned. Where the rules say otherwise, the case
says so under `disagrees`, with the reason; a disagreement that is not listed fails, and so does a listed one
that is none.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.loaders.curated.shipped import DATA
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.assessment.comparison import compare_assessments
from sanctionsgraph.schema.outcomes import Outcome, Status, stronger

from helpers.shipped import demo


@cache
def content(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


FILES = sorted((DATA / "cases").glob("*.yaml"))
CASES: list[dict[str, Any]] = [
    {**case, "file": path.name} for path in FILES for case in content(path).get("cases") or []
]
#: Every report of the shipped data.
REPORTS = {report["id"] for path in DATA.rglob("*.yaml") for report in content(path).get("reports") or []}


def found(graph: sg.Graph, case: dict[str, Any]) -> dict[str, Any]:
    """What the rules say of a case: each element's status, the outcome, and the strongest for each State bound."""
    answer = assess(graph, case["event"], measure=case["measure"], as_of=str(case["as_of"]))
    (assessment,) = (each for each in answer.assessments if each.event == case["event"])
    statuses = {str(element.element): str(element.status) for element in assessment.elements}
    of_states: dict[str, list[Outcome]] = defaultdict(list)
    for bearer in assessment.bearers:
        of_states[bearer.state or ""].append(bearer.outcome)
    return statuses | {"outcome": str(assessment.outcome)} | {key: str(stronger(*of)) for key, of in of_states.items()}


def test_there_are_enough_cases_and_events() -> None:
    assert len({case["event"] for case in CASES}) >= 25
    assert len({case["id"] for case in CASES}) == len(CASES)
    outcomes = {case["expected"].get("outcome") for case in CASES}
    assert {"met", "suggested", "unknown", "not met"} <= outcomes


@pytest.mark.parametrize("case_", CASES, ids=lambda case: case["id"])
def test_a_case_says_whence_it_expects_what(case_: dict[str, Any]) -> None:
    statuses = {*map(str, Status), "exempt"}
    assert set(case_["expected"].values()) <= statuses
    for key in ("question", "grounds", "written", "sources"):
        assert case_[key], key
    assert set(case_.get("disagrees") or {}) <= set(case_["expected"])


def test_agreement(case: sg.Graph, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints the table of agreement. Every disagreement is listed in its file, with a reason, and none else."""
    rows, wrong = [], []
    agreed = asked = 0
    for one in CASES:
        says = found(case, one)
        listed = one.get("disagrees") or {}
        differs = {name: says.get(name) for name, wanted in one["expected"].items() if says.get(name) != wanted}
        asked += len(one["expected"])
        agreed += len(one["expected"]) - len(differs)
        told = "; ".join(f"{name}: expected {one['expected'][name]}, is {says.get(name)}" for name in differs)
        expects = one["expected"].get("outcome", "")
        rows.append(f"{one['id']:<44} {one['measure']:<28} {expects:<9} {says['outcome']:<9} {told}")
        if set(differs) != set(listed):
            wrong.append(f"{one['file']}: {one['id']}: {told or 'agrees'}; listed: {', '.join(listed) or 'none'}")
    with capsys.disabled():
        print(f"\n{'case':<44} {'measure':<28} {'expected':<9} {'is':<9} disagreements")
        print("\n".join(rows))
        print(f"{agreed} of {asked} elements agree, in {len(CASES)} cases on {len({c['event'] for c in CASES})} events")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case_", CASES, ids=lambda case: case["id"])
def test_the_sources_of_an_expectation_are_in_the_graph(case_: dict[str, Any]) -> None:
    assert {source for source in case_["sources"] if source.startswith("report:")} <= REPORTS


def test_the_page_of_cases_has_every_question() -> None:
    page = (DATA.parent / "docs" / "cases.md").read_text(encoding="utf-8")
    assert [case["id"] for case in CASES if case["question"] not in page] == []
    assert f"{len(CASES)} cases on {len({case['event'] for case in CASES})} events" in page


def test_an_event_whose_condition_is_open_is_shown_with_it() -> None:
    with demo() as graph:
        answer = assess(graph, "sg:ru-kp-technology-2023").touched()
        assert {each.measure for each in answer.assessments} >= {"un-dprk:technical-cooperation"}
        assert all(each.open_condition and not each.touches for each in answer.assessments)
        measures = {each.measure for each in answer.assessments}
        closed = {key.split(" ")[1] for step in answer.settle for key in step.closes}
        assert closed <= measures, "what would settle it is of what is shown"
        # Where a measure is touched, those that hang on an open condition are left out.
        arms = assess(graph, "sg:kp-ru-munitions-2023").touched()
        assert not any(each.open_condition for each in arms.assessments)


def test_a_party_on_a_list_without_law_is_not_passed_over() -> None:
    with demo() as graph:
        answer = assess(graph, "sg:kp-ru-munitions-2023-sea-dunay")
        assert ("sg:angara", "US") in {(each.id, each.list_name) for each in answer.listed_only}
        assert "Angara is on a list of US; no law of US is loaded" in " ".join(str(answer).split())
        assert assess(graph, "sg:kp-ru-soldiers-2024").listed_only == ()


def test_what_moved_is_told_of_measures_that_the_event_touches() -> None:
    with demo() as graph:
        days = {"since": "2023-06-01", "until": "2025-08-20"}
        moved = compare_assessments(graph, "sg:ru-kp-technology-2023", **days)
        assert {move.measure for move in moved.moved} <= {
            each.measure
            for each in assess(graph, "sg:ru-kp-technology-2023", as_of=days["until"]).touched().assessments
        }
        assert moved.moved
