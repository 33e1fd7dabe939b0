"""The rules of evidence, line by line: how far a basis reaches, how claims combine, what is independent of what.

The tables are written out here a second time, on purpose: whoever changes a rule has to say so twice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
import sanctionsgraph as sg
import yaml
from sanctionsgraph.queries.evidence.claims import CitedClaim
from sanctionsgraph.queries.evidence.ranking import CaseWeight, LawClass, law_class
from sanctionsgraph.queries.evidence.roots import Root, independence
from sanctionsgraph.queries.evidence.rules import (
    CASES,
    REACH,
    RISING,
    RULES,
    TABLE,
    TRANSFER_ELEMENTS,
    Status,
    Weighed,
    markdown,
    strongest,
    weakest,
    weigh,
)
from sanctionsgraph.queries.evidence.settling import SETTLING, EventType, no_cargo, settled_by, types_of
from sanctionsgraph.queries.evidence.words import no_source, paragraphs
from sanctionsgraph.schema.vocabulary import ActShown, Basis, Property, Stance

EVERY = frozenset(Property)
SEEN = {
    *(Property.PLACE, Property.DATE, Property.QUANTITY, Property.BASELINE, Property.CHANGE),
    *(Property.ROUTE, Property.FACILITY, Property.CARGO),
}
#: What each basis can meet, as design 4 has it.
REACHES = {
    Basis.INSPECTION: EVERY,
    Basis.CUSTOMS_FINDING: EVERY,
    Basis.COURT_FINDING: EVERY,
    Basis.DOCUMENT: EVERY,
    Basis.EXPERT_BODY: EVERY,
    Basis.ADMISSION: EVERY,
    Basis.IMAGERY: SEEN | {Property.GOODS, Property.EXISTS},
    Basis.IMAGERY_COVERED: SEEN,
    Basis.TRACKING: {
        *(Property.PLACE, Property.DATE, Property.ROUTE, Property.FROM, Property.TO),
        Property.CARRIER,
    },
    Basis.EYEWITNESS: SEEN | {Property.GOODS, Property.EXISTS},
    Basis.TRADE_DATA: frozenset(),
    Basis.OFFICIAL_STATEMENT: frozenset(),
    Basis.ANONYMOUS_OFFICIAL: frozenset(),
    Basis.HUMAN_SOURCE: frozenset(),
    Basis.INFERENCE: frozenset(),
    Basis.NOT_STATED: frozenset(),
}
ONLY_SUGGEST = [basis for basis, meets in REACHES.items() if not meets]
GOODS = Property.GOODS


def said(
    stance: str = "asserts",
    basis: str = "inspection",
    origins: str = "r1",
    prop: Property = GOODS,
    entity: str | None = None,
    n: int = 1,
) -> CitedClaim:
    """A claim; its roots are the letters-and-digits words of `origins`."""
    return CitedClaim(
        id=f"{origins}#{stance}{n}",
        property=prop,
        stance=Stance(stance),
        basis=Basis(basis),
        origins=frozenset(origins.split()),
        entity=entity,
    )


def arms(claim: CitedClaim) -> bool:
    """What is asked for, where the question is whether the goods fit."""
    return claim.entity == "goods:arms"


# -- how far a basis reaches -----------------------------------------------------------------------


def test_every_basis_has_one_line_with_its_reason_and_source() -> None:
    assert [line.basis for line in TABLE] == list(dict.fromkeys(line.basis for line in TABLE))
    assert {line.basis for line in TABLE} == set(Basis) == set(REACHES)
    assert all(line.because.strip() and line.source.strip() for line in TABLE)


@pytest.mark.parametrize("basis", Basis)
def test_a_basis_meets_what_it_reaches_and_suggests_the_rest(basis: Basis) -> None:
    assert REACH[basis] == REACHES[basis]
    for prop in Property:
        found = weigh([said(basis=basis, prop=prop)], prop)
        assert found.status is (Status.MET if prop in REACHES[basis] else Status.SUGGESTED), prop
        assert found.claims == ("r1#asserts1",)
        assert basis in found.because


@pytest.mark.parametrize("basis", Basis)
def test_what_is_only_suggested_is_suggested_on_any_basis(basis: Basis) -> None:
    for prop in Property:
        assert weigh([said("suggests", basis, prop=prop)], prop).status is Status.SUGGESTED, prop


@pytest.mark.parametrize("basis", ["imagery", "imagery-covered"])
def test_no_image_tells_who_sent_or_to_whom(basis: str) -> None:
    for prop in (Property.FROM, Property.TO, Property.DIRECTION):
        assert weigh([said(basis=basis, prop=prop)], prop).status is Status.SUGGESTED


def test_tarps_hide_the_goods_and_the_act_but_not_the_count() -> None:
    for prop in (GOODS, Property.EXISTS):
        assert weigh([said(basis="imagery", prop=prop)], prop).status is Status.MET
        assert weigh([said(basis="imagery-covered", prop=prop)], prop).status is Status.SUGGESTED
    assert weigh([said(basis="imagery-covered", prop=Property.QUANTITY)], Property.QUANTITY).status is Status.MET


# -- how claims combine ----------------------------------------------------------------------------


def test_every_rule_has_a_condition_a_result_and_a_source() -> None:
    assert len({rule.when for rule in (*CASES, *RULES)}) == len(CASES) + len(RULES) == 18
    assert all(rule.when.strip() and rule.then.strip() and rule.source.strip() for rule in RULES)
    assert all(case.when.strip() and case.because.strip() and case.source.strip() for case in CASES)


def test_nobody_puts_it_forward() -> None:
    assert weigh([], GOODS) == Weighed(Status.UNKNOWN, "no source claims it")


def test_a_claim_on_another_property_says_nothing() -> None:
    assert weigh([said(prop=Property.PLACE)], GOODS).status is Status.UNKNOWN


@pytest.mark.parametrize("basis", Basis)
def test_only_doubts_leave_it_unknown(basis: Basis) -> None:
    found = weigh([said("doubts", basis)], GOODS)
    assert (found.status, found.claims) == (Status.UNKNOWN, ("r1#doubts1",))
    assert "only doubts" in found.because


def test_any_number_of_weak_claims_is_still_a_suggestion() -> None:
    many = [said(basis=basis, origins=f"r{n}", n=n) for n in range(9) for basis in ONLY_SUGGEST]
    assert weigh(many, GOODS).status is Status.SUGGESTED


def test_one_claim_that_reaches_carries_it_alone() -> None:
    weak = [said(basis=basis, origins=basis) for basis in ONLY_SUGGEST]
    found = weigh([*weak, said(origins="r9")], GOODS)
    assert (found.status, found.claims) == (Status.MET, ("r9#asserts1",))


def test_who_repeats_adds_no_weight() -> None:
    carried = [said(basis="official-statement", origins="r1", n=n) for n in range(5)]
    assert weigh(carried, GOODS).status is weigh(carried[:1], GOODS).status is Status.SUGGESTED


def test_a_doubt_of_the_same_root_keeps_it_at_suggested() -> None:
    found = weigh([said(), said("doubts", "inference")], GOODS)
    assert (found.status, found.claims) == (Status.SUGGESTED, ("r1#asserts1", "r1#doubts1"))
    assert "doubts it too" in found.because


def test_a_doubt_of_another_root_changes_nothing() -> None:
    assert weigh([said(), said("doubts", "inspection", "r2")], GOODS).status is Status.MET


def test_a_doubt_of_the_same_root_leaves_another_root_to_carry_it() -> None:
    found = weigh([said(origins="r1"), said("doubts", origins="r1"), said(origins="r2")], GOODS)
    assert (found.status, found.claims) == (Status.MET, ("r2#asserts1",))


def test_a_doubt_counts_where_only_one_of_several_roots_is_shared() -> None:
    assert weigh([said(origins="r1 r2"), said("doubts", origins="r2 r3")], GOODS).status is Status.SUGGESTED


def test_a_doubt_about_another_property_of_the_same_root_changes_nothing() -> None:
    assert weigh([said(), said("doubts", prop=Property.DATE)], GOODS).status is Status.MET


@pytest.mark.parametrize("basis", Basis)
def test_a_denial_contests_only_as_far_as_its_basis_reaches(basis: Basis) -> None:
    found = weigh([said(), said("denies", basis, "r2")], GOODS)
    if GOODS in REACHES[basis]:
        assert (found.status, found.claims) == (Status.CONTESTED, ("r1#asserts1", "r2#denies1"))
        assert basis in found.because
    else:
        assert (found.status, found.claims) == (Status.MET, ("r1#asserts1",))


def test_a_denial_that_reaches_contests_what_is_only_suggested_too() -> None:
    assert weigh([said("suggests", "inference"), said("denies", "document", "r2")], GOODS).status is Status.CONTESTED


def test_a_denial_of_what_nobody_claims_leaves_it_unknown() -> None:
    assert weigh([said("denies", "document")], GOODS).status is Status.UNKNOWN


@pytest.mark.parametrize("stance", ["justifies", "declines"])
@pytest.mark.parametrize("basis", Basis)
def test_to_justify_or_decline_is_not_to_deny(stance: str, basis: Basis) -> None:
    assert weigh([said(), said(stance, basis, "r2")], GOODS).status is Status.MET
    assert weigh([said("suggests", "inference"), said(stance, basis, "r1")], GOODS).status is Status.SUGGESTED
    assert weigh([said(stance, basis)], GOODS).status is Status.UNKNOWN


@pytest.mark.parametrize("stance", ["anticipates", "supposes", "asks"])
@pytest.mark.parametrize("basis", Basis)
def test_a_fear_a_condition_and_a_question_support_nothing(stance: str, basis: Basis) -> None:
    assert weigh([said(stance, basis)], GOODS).status is Status.UNKNOWN
    assert weigh([said(stance, basis, entity="goods:arms")], GOODS, arms).status is Status.UNKNOWN
    assert weigh([said(), said(stance, basis, "r2")], GOODS).status is Status.MET


def test_the_order_in_which_claims_are_read_decides_nothing() -> None:
    claims = [said(), said("doubts"), said("denies", "official-statement", "r2"), said("suggests", "inference", "r3")]
    assert {weigh(order, GOODS).status for order in permutations(claims)} == {Status.SUGGESTED}


def test_every_stance_is_ruled_on() -> None:
    """A stance that were added to the vocabulary without a rule would count as nothing at all."""
    ruled = {"asserts", "suggests", "doubts", "denies", "justifies", "declines", "anticipates", "supposes", "asks"}
    assert {str(stance) for stance in Stance} == ruled


# -- what fits what is asked for -------------------------------------------------------------------


def test_what_fits_is_weighed_as_ever() -> None:
    assert weigh([said(entity="goods:arms")], GOODS, arms).status is Status.MET
    assert weigh([said(basis="inference", entity="goods:arms")], GOODS, arms).status is Status.SUGGESTED


def test_what_is_established_elsewhere_is_not_met() -> None:
    found = weigh([said(entity="goods:coal")], GOODS, arms)
    assert (found.status, found.claims, found.elsewhere) == (Status.NOT_MET, ("r1#asserts1",), False)


@pytest.mark.parametrize("basis", ONLY_SUGGEST)
def test_what_is_only_suggested_elsewhere_is_unknown_and_says_so(basis: Basis) -> None:
    found = weigh([said(basis=basis, entity="goods:coal")], GOODS, arms)
    assert (found.status, found.claims, found.elsewhere) == (Status.UNKNOWN, ("r1#asserts1",), True)
    assert basis in found.because


def test_elsewhere_with_a_doubt_of_its_own_root_is_not_established() -> None:
    found = weigh([said(entity="goods:coal"), said("doubts")], GOODS, arms)
    assert (found.status, found.elsewhere) == (Status.UNKNOWN, True)


def test_what_is_named_in_words_only_may_be_anything() -> None:
    found = weigh([said()], GOODS, arms)
    assert (found.status, found.because, found.elsewhere) == (Status.UNKNOWN, "named in words only", False)
    assert weigh([said(), said(entity="goods:coal", origins="r2")], GOODS, arms).status is Status.UNKNOWN


def test_one_claim_that_fits_is_enough_beside_what_is_established_elsewhere() -> None:
    found = weigh([said(entity="goods:coal"), said("suggests", "inference", "r2", entity="goods:arms")], GOODS, arms)
    assert (found.status, found.claims) == (Status.SUGGESTED, ("r2#suggests1",))


def test_a_denial_of_something_else_speaks_against_nothing() -> None:
    claims = [said(entity="goods:arms"), said("denies", "document", "r2", entity="goods:coal")]
    assert weigh(claims, GOODS, arms).status is Status.MET


def test_a_doubt_of_something_else_by_the_same_root_changes_nothing() -> None:
    arms_and_coal = [said(entity="goods:arms"), said("doubts", entity="goods:coal")]
    assert weigh(arms_and_coal, GOODS, arms).status is Status.MET
    assert weigh([*arms_and_coal, said("doubts", entity="goods:arms", n=2)], GOODS, arms).status is Status.SUGGESTED
    assert weigh(arms_and_coal[1:], GOODS, arms) == Weighed(Status.UNKNOWN, "no source claims it")


def test_a_denial_of_the_same_or_of_it_all_contests() -> None:
    for denied in ("goods:arms", None):
        claims = [said(entity="goods:arms"), said("denies", "document", "r2", entity=denied)]
        assert weigh(claims, GOODS, arms).status is Status.CONTESTED


def test_only_asserted_and_suggested_things_are_elsewhere() -> None:
    """That coal is denied, doubted or declined does not put coal forward."""
    for stance in ("denies", "doubts", "declines", "justifies"):
        assert weigh([said(stance, entity="goods:coal")], GOODS, arms).elsewhere is False


# -- several elements together ---------------------------------------------------------------------


def test_the_order_of_statuses() -> None:
    assert [*map(str, RISING)] == [
        *("not met", "unknown", "open", "contested (law)", "contested", "suggested", "met"),
    ]
    assert set(RISING) == set(Status)


@pytest.mark.parametrize(("low", "high"), [(a, b) for n, a in enumerate(RISING) for b in RISING[n + 1 :]])
def test_weakest_and_strongest_of_each_pair(low: Status, high: Status) -> None:
    one, other = Weighed(low, "low"), Weighed(high, "high")
    assert weakest(one, other) is weakest(other, one) is one
    assert strongest(one, other) is strongest(other, one) is other


def test_of_equals_the_first_is_told() -> None:
    first, second = Weighed(Status.MET, "first"), Weighed(Status.MET, "second")
    assert weakest(first, second) is strongest(first, second) is first


# -- independence ----------------------------------------------------------------------------------


def root(report: str, speaker: str = "", *evidence: str) -> Root:
    return Root(report, frozenset({speaker or f"of {report}"}), frozenset(evidence))


def test_one_root_has_nothing_to_be_independent_of() -> None:
    assert independence([]) == ("no root", "")
    assert independence([root("a", "", "scene:1")]) == ("one root", "")


def test_two_roots_that_each_name_their_own_evidence_are_independent() -> None:
    how, why = independence([root("b", "", "sample:2"), root("a", "", "scene:1")])
    assert (how, why) == ("independence shown", "a and b each name their own: scene:1 and sample:2")


def test_two_roots_on_the_same_evidence_are_not() -> None:
    how, why = independence([root("a", "", "scene:1", "x:1"), root("b", "", "scene:1", "x:2")])
    assert (how, why) == ("independence excluded", "a and b stand on the same: scene:1")


def test_two_roots_with_one_speaker_are_not_even_with_other_evidence() -> None:
    how, why = independence([root("a", "office", "scene:1"), root("b", "office", "scene:2")])
    assert (how, why) == ("independence excluded", "a and b have one speaker: office")


@pytest.mark.parametrize(("one", "other"), [((), ()), (("scene:1",), ()), ((), ("scene:1",))])
def test_a_root_that_does_not_name_its_evidence_shows_no_independence(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    how, why = independence([root("a", "", *one), root("b", "", *other)])
    assert how == "independence not shown"
    assert why == f"{'b' if one else 'a'} does not name what it stands on"


def test_one_pair_that_is_independent_suffices() -> None:
    same, silent = root("b", "", "scene:1"), root("c")
    assert independence([root("a", "", "scene:1"), same, silent, root("d", "", "sample:4")])[0] == "independence shown"


def test_a_silent_root_beside_an_excluded_pair_leaves_it_open() -> None:
    roots = [root("a", "", "scene:1"), root("b", "", "scene:1"), root("c")]
    for order in permutations(roots):
        assert independence(order)[0] == "independence not shown"


def test_the_order_of_roots_decides_nothing() -> None:
    roots = [root("a", "x", "scene:1"), root("b", "x", "scene:2"), root("c", "y", "scene:1"), root("d")]
    assert len({independence(order) for order in permutations(roots)}) == 1


# -- what would settle it --------------------------------------------------------------------------


def covers(kinds: Collection[str], goods: str) -> bool:
    """Made classification: `made:lectures` lie within technical assistance, `made:guards` within soldiers."""
    wider = {"made:lectures": "goods:technical-assistance", "made:guards": "goods:military-personnel"}
    return goods in kinds or wider.get(goods) in kinds


def of_goods(*goods: str, mode: str | None = None) -> list[CitedClaim]:
    claims = [said(entity=each) for each in goods]
    return [*claims, replace(said(prop=Property.MODE), value=mode)] if mode else claims


@pytest.mark.parametrize(
    ("kind", "claims", "types"),
    [
        ("Launch", [], {EventType.LAUNCH}),
        ("Employment", [], {EventType.PEOPLE}),
        ("Vote", [], {EventType.MEETING}),
        ("Observation", [], {EventType.SEEN}),
        ("Observation", of_goods(mode="by ship"), {EventType.SEEN, EventType.SHIP}),
        ("Transfer", [], {EventType.GOODS}),
        ("Transfer", of_goods("goods:coal"), {EventType.GOODS}),
        ("Transfer", of_goods("goods:coal", mode="by train"), {EventType.RAIL}),
        ("Transfer", of_goods("goods:coal", mode="sea and air"), {EventType.SHIP, EventType.AIR}),
        ("Transfer", of_goods("made:guards", mode="air"), {EventType.PEOPLE}),
        ("Transfer", of_goods("made:lectures"), {EventType.HELP}),
        ("Transfer", of_goods("made:lectures", "goods:iron"), {EventType.HELP, EventType.GOODS}),
        ("Transfer", of_goods("goods:trade-finance", "goods:bulk-cash"), {EventType.MONEY}),
        ("Transfer", of_goods("goods:coal", mode="a fair way"), {EventType.GOODS}),
    ],
)
def test_the_type_of_an_event_follows_from_its_goods_and_its_way(
    kind: str, claims: list[CitedClaim], types: set[EventType]
) -> None:
    assert types_of(kind, claims, covers) == types


def test_only_what_is_put_forward_makes_a_type() -> None:
    denied = said(stance="denies", entity="made:lectures")
    assert types_of("Transfer", [denied], covers) == {EventType.GOODS}


def test_goods_in_words_alone_are_of_no_kind() -> None:
    in_words = replace(said(), value="help of some sort")
    assert types_of("Transfer", [*of_goods("made:lectures"), in_words], covers) == {EventType.HELP}
    assert types_of("Transfer", [in_words], covers) == {EventType.GOODS}


@pytest.mark.parametrize("type_", sorted(set(EventType) - {EventType.RAIL, EventType.SEEN}))
def test_waybills_of_a_railway_settle_nothing_off_the_railway(type_: EventType) -> None:
    steps = settled_by(frozenset({type_}), *Property)
    assert not [step for step in steps if "rail" in step or "wagon lists" in step]


def test_no_cargo_is_looked_for_where_none_was_moved() -> None:
    for type_ in (EventType.LAUNCH, EventType.PEOPLE, EventType.HELP, EventType.MONEY, EventType.MEETING):
        steps = settled_by(frozenset({type_}), *Property)
        assert steps
        assert not [step for step in steps if "cargo" in step or "goods" in step or "wagons" in step]


@pytest.mark.parametrize(
    "type_", [EventType.RAIL, EventType.SHIP, EventType.AIR, EventType.GOODS, EventType.PEOPLE, EventType.MONEY]
)
def test_whatever_a_trace_leaves_open_can_be_settled(type_: EventType) -> None:
    for element in TRANSFER_ELEMENTS:
        assert settled_by(frozenset({type_}), element), element


def test_whatever_an_assessment_leaves_open_can_be_settled() -> None:
    from sanctionsgraph.queries.assessment.elements import PROPERTIES

    closed = frozenset().union(*(line.closes for line in SETTLING))
    assert {Property(shown) for shown in ActShown} <= closed
    unsettled = {name for name, props in PROPERTIES.items() if not closed.intersection(props)}
    # A place is met by any image; how a paragraph is read is settled by whoever applies it.
    assert unsettled <= {"place", "application"}


def test_settled_by_keeps_the_order_of_the_table() -> None:
    rail = frozenset({EventType.RAIL})
    lines = [line for line in SETTLING if EventType.RAIL in line.types]
    assert list(settled_by(rail, GOODS)) == [line.what for line in lines if GOODS in line.closes]
    assert settled_by(rail, GOODS)[0].startswith("an inspection")
    assert [step for step in settled_by(rail, Property.OMISSION) if "did nothing" in step]
    assert settled_by(rail) == ()


def test_each_line_of_the_table_closes_something_and_says_why() -> None:
    assert all(line.closes and line.types and line.because for line in SETTLING)
    assert len({line.what for line in SETTLING}) == len(SETTLING)


# -- the ranking -----------------------------------------------------------------------------------


def exists(stance: str, basis: str, origin: str) -> CitedClaim:
    return said(stance, basis, origin, Property.EXISTS)


def test_law_then_firmness_then_origins_then_claims_rank() -> None:
    shown, hinted = exists("asserts", "inspection", "r1"), exists("suggests", "inference", "r2")
    weights = [
        CaseWeight.of("e:forbidden-and-shown", LawClass.FORBIDDEN, [shown]),
        CaseWeight.of("e:forbidden-two-origins", LawClass.FORBIDDEN, [hinted, exists("suggests", "inference", "r3")]),
        CaseWeight.of("e:forbidden-two-claims", LawClass.FORBIDDEN, [hinted, exists("suggests", "inference", "r2")]),
        CaseWeight.of("e:forbidden-a", LawClass.FORBIDDEN, [hinted]),
        CaseWeight.of("e:forbidden-b", LawClass.FORBIDDEN, [hinted]),
        CaseWeight.of("e:conditional", LawClass.CONDITIONAL, [shown, hinted]),
        CaseWeight.of("e:duty", LawClass.DUTY, [shown, hinted]),
        CaseWeight.of("e:none", LawClass.NONE, [shown, hinted]),
    ]
    for order in (weights, weights[::-1]):
        assert sorted(order) == weights


def test_a_ban_under_a_condition_is_lighter_than_a_ban_and_heavier_than_a_duty() -> None:
    assert law_class(["inspect", "cease-export"], None) is LawClass.FORBIDDEN
    assert law_class(["cease-export"], "only if") is LawClass.CONDITIONAL
    assert law_class(["inspect", "freeze"], "only if") is LawClass.DUTY
    assert law_class([], None) is LawClass.DUTY


# -- the words -------------------------------------------------------------------------------------


def test_resolutions_are_named_in_full_once() -> None:
    law = ("2375 para. 4", "2397 para. 5 (number not seen)", "2397 para. 6")
    full = "UN Security Council resolutions 2375 (para. 4) and 2397 (para. 5, number not verified, para. 6)"
    assert paragraphs(law, full=True) == full
    assert paragraphs(law[:1], full=True) == "UN Security Council resolution 2375 (para. 4)"
    assert paragraphs(law[:1]) == "2375 (para. 4)"
    assert paragraphs(["Annex B, point 3"], full=True) == "Annex B, point 3"


def test_what_no_source_gives_is_a_sentence() -> None:
    assert no_source(["exists"], "X") == "no source says that it took place: X"
    assert no_source(["goods", "date"], "X") == "no source gives goods or date: X"
    assert no_source(["exists", "to"], "X") == "no source says that it took place or gives where it went: X"


# -- the page --------------------------------------------------------------------------------------


def test_the_page_of_the_docs_is_what_the_code_says() -> None:
    page = Path(sg.__file__).parent / "docs" / "evidence.md"
    assert page.read_text(encoding="utf-8") == markdown()


def test_the_page_has_a_line_for_each_basis_rule_and_step() -> None:
    tables = [part.splitlines()[2:] for part in markdown().split("\n## ")[1:]]
    rows = [[line.count("|") - 1 for line in table[2:] if line] for table in tables]
    assert rows == [[4] * len(TABLE), [3] * len(CASES), [3] * len(RULES), [4] * len(SETTLING)]


def test_what_is_no_cargo_is_a_kind_of_goods_that_is_shipped() -> None:
    """A slip in data/no_cargo.yaml would send a lecture by rail."""
    text = (Path(sg.__file__).parent / "data" / "law" / "goods.yaml").read_text(encoding="utf-8")
    shipped = {entry["id"] for entry in yaml.safe_load(text)["goods"]}
    assert set().union(*no_cargo().values()) <= shipped


def whole_or_unknown(claim: CitedClaim) -> bool | None:
    """Arms fit, coal does not, and of cargo as a whole it cannot be told."""
    return {"goods:arms": True, "goods:coal": False}.get(claim.entity or "")


def test_what_may_be_meant_is_told_apart_from_what_is_named_in_words() -> None:
    words, thing = said(n=1), said(entity="goods:cargo", n=2)
    assert weigh([words], GOODS, whole_or_unknown).because == "named in words only"
    assert weigh([thing], GOODS, whole_or_unknown).because == "it cannot be told whether this is meant"
    both = weigh([words, thing], GOODS, whole_or_unknown)
    assert (both.because, both.claims) == ("it cannot be told whether this is meant", (words.id, thing.id))


def test_elsewhere_is_said_of_nothing_else_than_another_thing() -> None:
    other = said("suggests", "inference", entity="goods:coal")
    assert weigh([other], GOODS, whole_or_unknown).elsewhere
    assert not any(
        weigh(claims, GOODS, whole_or_unknown).elsewhere
        for claims in ([], [said()], [said(entity="goods:arms")], [said("doubts", entity="goods:arms")])
    )
    assert not Weighed(Status.MET, "").elsewhere
