"""The chain behind Tumangang, as known on a day, on both engines."""

from __future__ import annotations

from dataclasses import fields

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.evidence.claims import CitedClaim
from sanctionsgraph.queries.evidence.rules import Status, weigh
from sanctionsgraph.queries.trace.answer import Trace
from sanctionsgraph.queries.trace.comparison import compare_traces
from sanctionsgraph.queries.trace.trace import trace
from sanctionsgraph.schema.vocabulary import Basis, Property, Stance

WHITE_HOUSE = "report:white-house-2023-10-13"


def reports(answer: Trace) -> set[str]:
    return {source.id for source in answer.sources}


@pytest.mark.parametrize("day", ["2023-10-06", "2023-10-14"])
def test_both_engines_tell_the_same(case: sg.Graph, embedded_case: sg.Graph, day: str) -> None:
    here, there = trace(case, "Tumangang", as_of=day), trace(embedded_case, "Tumangang", as_of=day)
    assert here == there
    assert str(here) == str(there)


def test_the_chain_is_whole(embedded_case: sg.Graph) -> None:
    answer = trace(embedded_case, "Tumangang", as_of="2023-10-06")
    seen = answer.seen[0]
    assert (seen.date, seen.places) == ("2023-10-05", ("Tumangang Station",))
    assert [(c.number, c.unit, c.basis) for c in seen.counts] == [(73.0, "freight cars", "imagery-covered")]
    assert any(claim.property == "baseline" and claim.number == 20 for claim in seen.said)
    assert [end.station for end in answer.leads_to] == ["sg:khasan-station"]
    summit = answer.before[0]
    assert (summit.event, summit.days_before) == ("sg:kim-putin-2023-09-13", 22)
    assert {"Kim Jong Un", "Vladimir Putin"} <= set(summit.participants)
    assert "military matters" in {topic.topic for topic in summit.topics}
    alleged = answer.may_be[0]
    assert alleged.event == "sg:kp-ru-munitions-2023"
    measures = {m.measure: m for m in answer.forbidden_by if m.event == alleged.event}
    assert measures["un-dprk:arms-export"].provisions == ("1718 para. 8(b)", "1874 para. 9")
    assert {u.element for u in answer.unknown if u.event == seen.event} == {"direction", "goods"}
    assert answer.would_settle


def test_no_outlet_that_carries_csis_is_a_root(embedded_case: sg.Graph) -> None:
    for day in ("2023-10-06", "2023-10-14", "2024-12-31"):
        events = {event.event: event for event in trace(embedded_case, "Tumangang", as_of=day).seen}
        seen = events["sg:tumangang-2023-10-05"]
        assert seen.roots == ("report:csis-2023-10-06",)
        assert seen.carried_by


def test_nothing_is_more_than_suggested_on_6_october(embedded_case: sg.Graph) -> None:
    """Imagery under tarps, an unnamed official, an inference and States' words do not meet an element."""
    alleged = trace(embedded_case, "Tumangang", as_of="2023-10-06").may_be[0]
    assert {e.element: e.status for e in alleged.elements} == {
        "exists": "suggested",
        "goods": "suggested",
        "from": "suggested",
        "to": "suggested",
        "date": "unknown",
        "quantity": "unknown",
    }
    assert any(d.property == "goods" and d.stance == "doubts" for d in alleged.doubts)


def test_pyongyang_justifies_and_does_not_deny(embedded_case: sg.Graph) -> None:
    answer = trace(embedded_case, "Tumangang", as_of="2023-10-06")
    stances = {a.stance for a in answer.may_be[0].answers if "North Korea" in a.speaker}
    assert stances == {"justifies"}
    earlier = next(e for e in answer.may_be if e.event == "sg:kp-ru-munitions-2022")
    denial = next(a for a in earlier.answers if a.stance == "denies" and a.since == "2022-09-22")
    assert denial.answered_since < denial.since


def test_what_came_later_is_not_known_before(embedded_case: sg.Graph) -> None:
    assert WHITE_HOUSE not in reports(trace(embedded_case, "Tumangang", as_of="2023-10-06"))
    assert WHITE_HOUSE in reports(trace(embedded_case, "Tumangang", as_of="2023-10-14"))


@pytest.mark.parametrize("day", ["2023-09-13", "2023-10-06", "2023-10-14", "2024-03-01"])
def test_no_claim_is_from_the_future(embedded_case: sg.Graph, day: str) -> None:
    answer = trace(embedded_case, "Tumangang", as_of=day)
    assert answer.claims()
    assert all(claim.since <= day for claim in answer.claims())


def test_between_tells_what_arrived_and_what_it_moved(case: sg.Graph) -> None:
    answer = compare_traces(case, "Tumangang", "2023-10-06", "2023-10-14")
    arrived = {claim.report for claim in answer.arrived}
    assert WHITE_HOUSE in arrived
    moved = {m.element: m for m in answer.moved if m.event == "sg:kp-ru-munitions-2023"}
    assert moved["quantity"].before.status == "unknown"
    assert moved["quantity"].after.status == "suggested"
    assert all(through.startswith(WHITE_HOUSE) for through in moved["quantity"].through)
    assert "White House" in str(answer)


def test_between_is_empty_where_nothing_came(embedded_case: sg.Graph) -> None:
    answer = compare_traces(embedded_case, "Tumangang", "2023-10-06", "2023-10-07")
    assert (answer.arrived, answer.events, answer.moved) == ((), (), ())


def test_the_text_says_nothing_that_the_answer_does_not(embedded_case: sg.Graph) -> None:
    """Every quotation in the text is a hedge of a claim, and every number in brackets a source of the answer."""
    import re

    answer = trace(embedded_case, "Tumangang", as_of="2023-10-06")
    text = " ".join(answer.to_text(100_000).split())
    hedges = {(c.hedge or "").replace('"', "") for c in answer.claims()} | {
        (a.hedge or "").replace('"', "") for e in answer.may_be for a in e.answers
    }
    assert set(re.findall(r"“(.*?)”", text)) <= hedges
    assert {int(n) for n in re.findall(r"\[(\d+)\]", text)} <= {source.n for source in answer.sources}
    assert "proven" not in text


def test_a_summit_leads_to_what_was_seen_after(case: sg.Graph) -> None:
    after = trace(case, "sg:kim-putin-2023-09-13", as_of="2023-10-06").after
    assert [(row.event, row.days_after) for row in after] == [("sg:tumangang-2023-10-05", 22)]


def said(stance: str, basis: str, origin: str = "r1", prop: Property = Property.GOODS) -> CitedClaim:
    return CitedClaim(
        id=f"{origin}#{stance}",
        property=prop,
        stance=Stance(stance),
        basis=Basis(basis),
        origins=frozenset({origin}),
    )


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([], Status.UNKNOWN),
        ([said("doubts", "imagery")], Status.UNKNOWN),
        ([said("asserts", "official-statement")], Status.SUGGESTED),
        ([said("asserts", "anonymous-official"), said("asserts", "official-statement", "r2")], Status.SUGGESTED),
        ([said("asserts", "imagery-covered")], Status.SUGGESTED),
        ([said("suggests", "inspection")], Status.SUGGESTED),
        ([said("asserts", "inspection")], Status.MET),
        ([said("asserts", "inspection"), said("doubts", "inspection")], Status.SUGGESTED),
        ([said("asserts", "inspection"), said("doubts", "inspection", "r2")], Status.MET),
        ([said("asserts", "inspection"), said("denies", "official-statement", "r2")], Status.MET),
        ([said("asserts", "inspection"), said("denies", "document", "r2")], Status.CONTESTED),
        ([said("asserts", "inspection"), said("justifies", "official-statement", "r2")], Status.MET),
        ([said("asserts", "inspection"), said("declines", "official-statement", "r2")], Status.MET),
    ],
)
def test_rules_of_evidence(claims: list[CitedClaim], status: Status) -> None:
    assert weigh(claims, Property.GOODS).status is status


def test_imagery_meets_place_but_not_cargo_under_tarps() -> None:
    assert weigh([said("asserts", "imagery-covered", prop=Property.PLACE)], Property.PLACE).status is Status.MET
    assert weigh([said("asserts", "imagery-covered", prop=Property.GOODS)], Property.GOODS).status is Status.SUGGESTED


def test_the_json_schema_names_the_keys_of_the_json(embedded_case: sg.Graph) -> None:
    schema, answer = Trace.json_schema(), trace(embedded_case, "sg:kp-ru-munitions-2023", as_of="2024-06-01").to_dict()
    assert list(schema["properties"]) == list(answer) == schema["required"]
    leg = answer["may_be"][0]["legs"][0]
    assert list(schema["$defs"]["TransferLeg"]["properties"]) == list(leg)
    assert {"from", "to"} <= leg.keys()


def test_an_answer_is_one_line_in_a_session(embedded_case: sg.Graph) -> None:
    shown = repr(trace(embedded_case, "Tumangang", as_of="2023-10-06"))
    assert shown == "<Trace: Tumangang Station, as known on 6 Oct 2023>"


def test_an_editor_completes_the_fields_of_a_trace() -> None:
    jedi = pytest.importorskip("jedi")
    call = 'g.trace("x").'
    source = f"import sanctionsgraph as sg\n\ng = sg.demo()\n{call}"
    completed = {completion.name for completion in jedi.Script(source).complete(4, len(call))}
    assert {field.name for field in fields(Trace)} <= completed
