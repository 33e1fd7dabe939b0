"""Counts at a place: the shipped case on both engines, small series, and the arithmetic by brute force."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta

import pytest
import sanctionsgraph as sg
from hypothesis import given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.writing import write_links, write_nodes
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.queries.traffic import counts
from sanctionsgraph.queries.traffic import traffic as module
from sanctionsgraph.queries.traffic.counts import ITSELF, NOTE, PART, WHOLE, Count, TrafficSeries
from sanctionsgraph.queries.traffic.traffic import traffic
from sanctionsgraph.schema.dates import HalfDate
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import NotFound
from sanctionsgraph.schema.node import Node
from sanctionsgraph.schema.sources import Publisher, Report
from sanctionsgraph.schema.statements import Claim

TUMANGANG = "sg:tumangang-station"
CSIS = "report:csis-2023-10-06"


# -- the shipped case ------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2023-10-06", "2023-10-31", None])
@pytest.mark.parametrize("place", [TUMANGANG, "sg:khasan-station", "sg:rajin-port", "sg:tumangang-rail-yard"])
def test_both_engines_tell_the_same(case: sg.Graph, embedded_case: sg.Graph, place: str, day: str | None) -> None:
    here = traffic(case, place, as_of=day).to_dict()
    assert here == traffic(embedded_case, place, as_of=day).to_dict()
    assert json.loads(json.dumps(here)) == here
    assert here["note"] == NOTE


def test_the_count_of_5_october_stands_once_with_what_was_usual(embedded_case: sg.Graph) -> None:
    told = traffic(embedded_case, "Tumangang", as_of="2023-10-31")
    group = next(g for g in told.groups if (g.speaker_id, g.unit) == ("sg:csis", "freight cars"))
    (count,) = group.counts
    assert (count.claim, count.number, count.qualifier, count.basis) == (
        f"{CSIS}#count",
        73,
        "about",
        "imagery-covered",
    )
    assert (count.date, count.earliest, count.latest) == ("2023-10-05", "2023-10-05", "2023-10-05")
    assert len(count.repeated_by) >= 5
    (usual,) = group.baselines
    assert (usual.claim, usual.number, usual.qualifier) == (f"{CSIS}#baseline", 20, "at most")
    assert (usual.ratio, usual.bound, usual.of_latest) == (3.65, "at least", True)
    assert "at most" in (usual.hedge or "")
    assert (group.rank, group.size) == ((1, 1), 1)


def test_what_csis_counted_is_not_compared_with_what_others_or_it_counted_otherwise(embedded_case: sg.Graph) -> None:
    told = traffic(embedded_case, TUMANGANG)
    why = {
        (told.groups[a].counts[0].claim, told.groups[b].counts[0].claim): difference.why
        for difference in told.differences
        for a, b in [difference.groups]
    }
    count, earlier, ore = (
        f"{CSIS}#count",
        "report:white-house-2023-01-20#railcars",
        "report:csis-2024-08-08#tumangang-ore",
    )
    others = {frozenset(pair): [r.partition(":")[0] for r in reasons] for pair, reasons in why.items()}
    assert others[frozenset((count, earlier))] == ["counter", "basis", "places"]
    assert others[frozenset((count, ore))] == ["unit", "basis"]
    assert len(told.differences) == len(told.groups) * (len(told.groups) - 1) // 2
    assert all(difference.why for difference in told.differences)


@pytest.mark.parametrize("day", ["2023-10-05", "2023-10-06", "2024-08-07", "2024-08-08"])
def test_nothing_is_from_the_future(embedded_case: sg.Graph, day: str) -> None:
    told = traffic(embedded_case, TUMANGANG, as_of=day)
    assert all(count.since <= day for count in told.counts)
    dates = {count.date for count in told.counts}
    assert ("2023-10-05" in dates) is (day >= "2023-10-06")
    assert ("2024-06-17" in dates) is (day >= "2024-08-08")


def test_each_root_count_of_the_catalogue_is_in_the_series(embedded_case: sg.Graph) -> None:
    for place in (TUMANGANG, "sg:khasan-station", "sg:rajin-port"):
        rows = query(embedded_case, "traffic", place=place).rows
        told = traffic(embedded_case, place)
        here = {(row["event"], row["unit"], row["number"]) for row in rows}
        counts = {(c.observation, c.unit, c.number): c for c in told.counts}
        assert here <= counts.keys()
        assert all(place not in counts[key].places for key in counts.keys() - here)


def test_counts_of_its_yard_and_of_its_crossing_stand_with_those_of_the_station(embedded_case: sg.Graph) -> None:
    answer = traffic(embedded_case, "Tumangang")
    assert [(place.id, place.relation) for place in answer.places] == [
        (TUMANGANG, ITSELF),
        ("sg:tumangang-rail-yard", PART),
        ("sg:tumangang-khasan-crossing", WHOLE),
    ]
    by_number = {count.number: count.places for count in answer.counts}
    assert by_number[8] == by_number[4] == ("sg:tumangang-rail-yard",)
    assert by_number[225] == ("sg:tumangang-khasan-crossing",)
    assert all(len({count.places for count in group.counts}) == 1 for group in answer.groups)
    assert "at Freight yard up the line from Tumangang Station (part of it)" in str(answer)
    assert "sg:khasan-station" not in {place.id for place in answer.places}, "another part of what it is part of"


def test_a_series_as_a_table(embedded_case: sg.Graph) -> None:
    frame = traffic(embedded_case, TUMANGANG).to_pandas()
    assert {"group", "date", "number", "unit", "basis", "speaker", "report"} <= set(frame.columns)
    assert 73 in set(frame["number"])
    assert list(traffic(embedded_case, "sg:dunay").to_pandas().columns) == list(frame.columns)


def test_a_place_that_is_not_there_is_not_found(embedded_case: sg.Graph) -> None:
    with pytest.raises(NotFound):
        traffic(embedded_case, "Atlantis")


@pytest.mark.parametrize("name", ["_OBSERVED", "_CLAIMS", "_REPEATS"])
def test_the_optimizer_of_the_embedded_engine_changes_no_row(embedded_case: sg.Graph, name: str) -> None:
    cypher = getattr(module, name)
    family = "Statement" if name == "_REPEATS" else "Entity"
    asked = {
        "id": TUMANGANG,
        "ids": [row["id"] for row in embedded_case.read(f"MATCH (n:{family}) RETURN n.id AS id").rows],
        "as_of": "2024-01-01",
        "forward": ["asserts", "suggests"],
        "properties": ["quantity", "baseline", "date", "place"],
    }
    plain = embedded_case._engine._graph.cypher(cypher, params=asked, disable_optimizer=True)
    table = embedded_case.read(cypher, **asked)
    assert table.rows
    assert sorted(repr([row[c] for c in table.columns]) for row in plain) == sorted(
        repr([row[c] for c in table.columns]) for row in table.rows
    )


# -- small series ----------------------------------------------------------------------------------


class Small:
    """A few observations at `x:place`, each with a date and counts, put together from models."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def said(self, about: str, prop: str, value: object = None, report: str = "r1", **more: object) -> str:
        """A claim; its id is given back, to be rested on."""
        id_ = f"report:{report}#{len(self.claims)}"
        when = HalfDate.parse(str(value)) if prop == "date" else None
        number = float(value) if isinstance(value, int | float) else None
        given = {"stance": "asserts", "basis": "imagery", "since": "2020-01-01", "speaker": "x:counter", **more}
        self.claims.append(
            Claim(
                id=id_,
                name=id_,
                property=prop,
                value=None if value is None else str(value),
                number=number,
                earliest=when.earliest if when else None,
                latest=when.latest if when else None,
                locator="p",
                about=f"x:{about}",
                report=f"report:{report}",
                **given,  # type: ignore[arg-type]
            )
        )
        return id_

    def seen(self, event: str, day: str | None, number: object, report: str = "r1", **more: object) -> str:
        """An observation at the place with a date and one count of cars; the id of the count."""
        self.said(event, "place", entity="x:place", report=report)
        if day:
            self.said(event, "date", day, report=report)
        return self.said(event, "quantity", number, report, **{"unit": "cars", **more})

    def into(self, graph: sg.Graph) -> sg.Graph:
        reports = sorted({claim.report for claim in self.claims})
        places = sorted({"x:place", "x:elsewhere"} | {c.entity for c in self.claims if c.entity})
        events = sorted({claim.about for claim in self.claims} - set(places) - self.of_places())
        nodes: list[Node] = [
            Publisher(id="pub:p", name="Publisher"),
            *(Report(id=r, name=r, published="2020-01-01", publisher="pub:p") for r in reports),
            *(Entity.named(place, "Place", place) for place in sorted({*places, *self.of_places()})),
            *(Entity.named(f"x:{name}", "Organization", name) for name in ("counter", "other")),
            *(Entity.named(event, "Observation", event) for event in events),
            *self.claims,
        ]
        with graph.writing() as tx:
            rows = [NodeRow.of(node) for node in nodes]
            write_nodes(tx, rows)
            write_links(tx, rows)
        return graph

    def of_places(self) -> set[str]:
        return {claim.about for claim in self.claims if claim.property == "part-of"}

    def series(self, as_of: str | None = None) -> TrafficSeries:
        with self.into(open_graph(":memory:")) as graph:
            return traffic(graph, "x:place", as_of=as_of)


def test_a_part_counts_only_where_it_is_put_forward_and_from_the_day_on_which_it_is(graph: sg.Graph) -> None:
    small = Small()
    for n, place in enumerate(("quay", "shed", "annex", "region"), 1):
        small.said(f"e{n}", "place", entity=f"x:{place}")
        small.said(f"e{n}", "date", "2021-01-01")
        small.said(f"e{n}", "quantity", n, unit="cars")
    small.said("quay", "part-of", entity="x:place")
    small.said("shed", "part-of", entity="x:quay", since="2021-06-01")
    small.said("annex", "part-of", entity="x:place", stance="denies")
    small.said("place", "part-of", entity="x:region", stance="suggests")
    small.into(graph)
    assert sorted(c.number or 0 for c in traffic(graph, "x:place").counts) == [1, 2, 4]
    assert sorted(c.number or 0 for c in traffic(graph, "x:place", as_of="2021-05-31").counts) == [1, 4]
    assert [(p.id, p.relation) for p in traffic(graph, "x:quay").places][1:] == [
        ("x:shed", PART),
        ("x:place", WHOLE),
        ("x:region", WHOLE),
    ]


def numbers(told: TrafficSeries) -> list[list[float | None]]:
    return [[count.number for count in group.counts] for group in told.groups]


def test_what_is_comparable_is_one_group_in_order_of_time(graph: sg.Graph) -> None:
    small = Small()
    small.seen("c", "2021-03-05", 30)
    small.seen("a", "2021-01-01", 10)
    small.seen("b", "2021-02", 50)
    small.seen("d", "2021-01-02", 7, unit="tank cars")
    small.seen("e", "2021-01-03", 8, basis="imagery-covered")
    small.seen("f", "2021-01-04", 9, speaker="x:other")
    told = traffic(small.into(graph), "x:place")
    assert numbers(told) == [[10, 50, 30], [8], [9], [7]]
    group = told.groups[0]
    # February is not filled in: it stays 1 to 28 February.
    assert [(c.date, c.earliest, c.latest) for c in group.counts][1] == ("2021-02", "2021-02-01", "2021-02-28")
    assert [(gap.at_least, gap.at_most) for gap in group.gaps] == [(31, 58), (5, 32)]
    assert (group.counts[-1].claim, group.latest_sure) == (group.latest, True)
    assert (group.rank, group.size) == ((2, 2), 3)
    assert [count.number for count in told.counts] == [10, 7, 8, 9, 50, 30]


def test_which_is_the_latest_can_be_open() -> None:
    small = Small()
    small.seen("a", "2021", 10)
    small.seen("b", "2021-06-01", 20)
    (group,) = small.series().groups
    assert (group.counts[-1].number, group.latest_sure) == (20, False)
    assert (group.gaps[0].at_least, group.gaps[0].at_most) == (0, 213)


def test_a_one_sided_number_has_no_sure_rank() -> None:
    small = Small()
    small.seen("a", "2021-01-01", 10, qualifier="at least")
    small.seen("b", "2021-01-02", 30, qualifier="up to")
    small.seen("c", "2021-01-03", 20)
    (group,) = small.series().groups
    assert (group.rank, group.size) == ((1, 3), 3)


def test_who_repeats_a_count_counts_nothing() -> None:
    small = Small()
    count = small.seen("a", "2021-01-01", 10)
    through = small.said("a", "cargo", "crates", "r2", rests_on=[count])
    small.said("a", "quantity", 12, "r2", unit="cars", speaker="x:other", rests_on=[through])
    other = small.seen("b", "2021-01-05", 11, rests_on=[count])
    told = small.series()
    # A count that rests on one of another observation is a count of its own.
    assert numbers(told) == [[10, 11]]
    assert told.groups[0].counts[0].repeated_by == ("report:r2#4",)
    assert told.groups[0].counts[1].claim == other


def test_a_repeated_count_stands_by_itself_until_its_base_is_known() -> None:
    small = Small()
    count = small.seen("a", "2021-01-01", 10, since="2021-02-28")
    small.said("a", "quantity", 10, "r2", unit="cars", since="2021-02-03", rests_on=[count])
    assert [c.report for c in small.series("2021-02-27").counts] == ["report:r2"]
    assert [c.report for c in small.series("2021-02-28").counts] == ["report:r1"]


def test_what_stands_apart_says_why() -> None:
    small = Small()
    count = small.seen("a", "2021-01-01", 10)
    small.said("a", "quantity", 10, "r2", unit="cars", stance="doubts", speaker="x:other", rests_on=[count])
    small.seen("b", None, 11)
    small.seen("c", "2021-01-02", "dozens")
    small.seen("d", "2021-01-03", 12, unit=None)
    small.said("a", "baseline", 3, unit="tank cars")
    small.said("a", "baseline", 4, unit="cars", stance="denies")
    told = small.series()
    assert numbers(told) == [[10]]
    assert not told.groups[0].counts[0].repeated_by
    assert [(claim.property, claim.why) for claim in told.apart] == [
        ("quantity", "not put forward: the speaker doubts it"),
        ("quantity", "no date is stated"),
        ("quantity", "no number is stated"),
        ("quantity", "what was counted is not stated"),
        ("baseline", "no count of that unit by that speaker"),
        ("baseline", "not put forward: the speaker denies it"),
    ]
    assert told.to_dict()["apart"][0]["speaker"] == "other"


def test_a_count_at_two_places_is_not_compared_with_one_at_this_place() -> None:
    small = Small()
    small.seen("a", "2021-01-01", 10)
    small.seen("b", "2021-01-02", 20)
    small.said("b", "place", entity="x:elsewhere")
    # What another report says of the place does not change what this one counted.
    small.seen("c", "2021-01-03", 30)
    small.said("c", "place", report="r2", entity="x:elsewhere")
    told = small.series()
    assert sorted(numbers(told)) == [[10, 30], [20]]
    assert told.differences[0].why[0].startswith("places: ")


def test_dates_of_the_counter_come_first_and_contradictions_widen() -> None:
    small = Small()
    small.seen("a", "2021-01-05", 1)
    small.said("a", "date", "2021-01-09", "r2", speaker="x:other")
    small.seen("b", None, 2)
    small.said("b", "date", "2021-02", "r2", speaker="x:other")
    small.said("b", "date", "2021-02-07/2021-03-01", "r3", speaker="x:other")
    small.seen("c", None, 3)
    small.said("c", "date", "2021-05", "r2", speaker="x:other")
    small.said("c", "date", "2021-07-01", "r3", speaker="x:other")
    small.said("c", "date", "2020", "r4", speaker="x:other", stance="denies")
    (group,) = small.series().groups
    assert [(c.date, c.earliest, c.latest) for c in group.counts] == [
        ("2021-01-05", "2021-01-05", "2021-01-05"),
        ("2021-02-07/2021-02-28", "2021-02-07", "2021-02-28"),
        ("2021-05-01/2021-07-01", "2021-05-01", "2021-07-01"),
    ]


def test_the_catalogue_counts_what_the_series_counts(graph: sg.Graph) -> None:
    """Denied places, dates and counts, repetitions through other claims, and bases that no longer stood."""
    small = Small()
    count = small.seen("a", "2021-01-01", 10)
    through = small.said("a", "cargo", "crates", "r2", rests_on=[count])
    small.said("a", "quantity", 12, "r2", unit="cars", rests_on=[through])
    gone = small.seen("b", "2021-02-01", 20, until="2022-01-01")
    small.said("b", "quantity", 20, "r2", unit="cars", rests_on=[gone])
    small.said("c", "place", entity="x:place", stance="denies")
    small.said("c", "date", "2021-03-01")
    small.said("c", "quantity", 30, unit="cars")
    denied = small.seen("d", "2021-04-01", 40, stance="denies")
    small.said("d", "quantity", 41, unit="cars", rests_on=[denied])
    small.said("d", "date", "2019", stance="doubts")
    small.seen("e", "2021-05-01", 50, rests_on=[count])
    small.into(graph)
    for day, numbers in (("2021-12-31", [10, 20, 41, 50]), ("2022-01-01", [10, 20, 41, 50])):
        rows = query(graph, "traffic", place="x:place", as_of=day).rows
        assert [row["number"] for row in rows] == numbers
        assert [row["date"] for row in rows] == ["2021-01-01", "2021-02-01", "2021-04-01", "2021-05-01"]
        counts = traffic(graph, "x:place", as_of=day).counts
        assert [(c.observation, c.number, c.report) for c in counts] == [
            (row["event"], row["number"], row["report"]) for row in rows
        ]


def test_a_date_of_the_same_report_comes_before_one_of_its_speaker_and_that_before_others() -> None:
    small = Small()
    small.seen("a", "2021-01-05", 1)
    small.said("a", "date", "2021-01-20", "r2")
    small.seen("b", None, 2)
    small.said("b", "date", "2021-02-03", "r2")
    small.said("b", "date", "2021-02-09", "r3", speaker="x:other")
    (group,) = small.series().groups
    assert [count.date for count in group.counts] == ["2021-01-05", "2021-02-03"]


def test_the_latest_is_not_sure_where_another_may_be_of_the_same_day() -> None:
    small = Small()
    small.seen("a", "2021-05", 10)
    small.seen("b", "2021-05-31", 20)
    small.seen("c", "2021-06-01", 30, unit="tank cars")
    small.seen("d", "2021-05-31", 40, unit="tank cars")
    cars, tanks = small.series().groups
    assert (cars.counts[-1].number, cars.latest_sure) == (20, False)
    assert (tanks.counts[-1].number, tanks.latest_sure) == (30, True)


def test_what_is_usual_belongs_to_counts_of_its_speaker_and_of_its_event_or_place() -> None:
    small = Small()
    small.seen("a", "2021-01-01", 10)
    small.seen("b", "2021-02-01", 20, basis="imagery-covered")
    of_a = small.said("a", "baseline", 5, unit="cars")
    of_b = small.said("b", "baseline", 4, unit="cars")
    by_other = small.said("a", "baseline", 3, unit="cars", speaker="x:other")
    told = small.series()
    assert {group.basis: [b.claim for b in group.baselines] for group in told.groups} == {
        "imagery": [of_a],
        "imagery-covered": [of_b],
    }
    assert [(claim.claim, claim.why) for claim in told.apart] == [(by_other, "no count of that unit by that speaker")]


@pytest.mark.parametrize(
    ("count", "baseline", "bound"),
    [
        (None, None, None),
        ("about", None, "about"),
        (None, "about", "about"),
        ("about", "at most", "at least"),
        ("at least", "about", "at least"),
        ("up to", None, "at most"),
        ("about", "more than", "at most"),
        ("at least", "at most", "at least"),
        ("at least", "at least", "either way"),
        ("at most", "up to", "either way"),
    ],
)
def test_how_a_ratio_is_meant(count: str | None, baseline: str | None, bound: str | None) -> None:
    small = Small()
    small.seen("a", "2021-01-01", 30, qualifier=count)
    small.said("a", "baseline", 20, unit="cars", qualifier=baseline, hedge="as a rule")
    (told,) = small.series().groups[0].baselines
    assert (told.ratio, told.bound, told.hedge) == (1.5, bound, "as a rule")


def test_what_was_usual_may_be_said_of_the_place_in_words_or_earlier() -> None:
    small = Small()
    small.seen("a", "2021-01-01", 10)
    small.seen("b", "2021-02-01", 20)
    small.said("a", "baseline", 5, unit="cars")
    base = small.said("place", "baseline", "next to nothing")
    small.said("place", "baseline", "next to nothing", "r2", rests_on=[base])
    small.said("place", "baseline", 0, unit="cars")
    (group,) = small.series().groups
    assert [(b.about, b.ratio, b.of_latest, b.value) for b in group.baselines] == [
        ("x:a", 4.0, False, "5"),
        ("x:place", None, False, "next to nothing"),
        ("x:place", None, False, "0"),
    ]


def test_a_place_where_nothing_was_counted_has_an_empty_series(graph: sg.Graph) -> None:
    small = Small()
    small.said("a", "place", entity="x:place", stance="denies")
    small.said("a", "quantity", 3, unit="cars")
    told = traffic(small.into(graph), "x:place")
    assert (told.groups, told.differences, told.apart, told.note) == ((), (), (), NOTE)


# -- the arithmetic, by brute force ----------------------------------------------------------------

FIRST = date(2024, 2, 20)


def dated(first: int, length: int, number: float = 0, qualifier: str | None = None) -> Count:
    start = FIRST + timedelta(first)
    text = dict.fromkeys(
        ("claim", "observation", "name", "stance", "basis", "speaker_id", "speaker", "report", "since"), ""
    )
    none = dict.fromkeys(("date", "unit", "value", "hedge", "locator"))
    return Count(
        **text,
        **none,
        earliest=start.isoformat(),
        latest=(start + timedelta(length)).isoformat(),
        number=number,
        qualifier=qualifier,
        places=(),
        repeated_by=(),
    )


def days(count: Count) -> list[date]:
    first, last = date.fromisoformat(count.earliest or ""), date.fromisoformat(count.latest or "")
    return [first + timedelta(n) for n in range((last - first).days + 1)]


spans = st.builds(dated, st.integers(0, 30), st.integers(0, 12))


@given(spans, spans)
def test_gaps_are_the_least_and_the_most_of_all_days(a: Count, b: Count) -> None:
    gap = counts._gap(a, b)
    every = [abs((y - x).days) for x, y in itertools.product(days(a), days(b))]
    assert (gap.at_least, gap.at_most) == (min(every), max(every))


numbered = st.builds(
    dated,
    st.just(0),
    st.just(0),
    st.integers(0, 6),
    st.sampled_from([None, "about", "at least", "more than", "at most", "up to"]),
)


@settings(deadline=None)
@given(st.lists(numbered, min_size=1, max_size=4))
def test_ranks_are_the_best_and_the_worst_of_all_numbers(told: list[Count]) -> None:
    """Each number may be any half that its qualifier allows, up to 8, where the largest stated is 6."""

    def may_be(count: Count) -> range:
        halves = 2 * int(count.number or 0)
        if count.qualifier in ("at least", "more than"):
            return range(halves + (count.qualifier == "more than"), 17)
        return range(0, halves + 1) if count.qualifier in ("at most", "up to") else range(halves, halves + 1)

    one, *others = told
    ranks = {
        1 + sum(other > mine for other in theirs)
        for mine, *theirs in itertools.product(may_be(one), *map(may_be, others))
    }
    best, worst = counts._rank(one, told)
    assert best == min(ranks)
    assert worst == max(ranks)
