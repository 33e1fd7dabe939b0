"""One rule, one owner: what is written in Python and in Cypher is the same rule, on small random graphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.queries.assessment.goods import GoodsKinds
from sanctionsgraph.queries.catalogue.registry import catalogue, query
from sanctionsgraph.schema.dates import FOREVER, LATEST, stood, stood_in_cypher
from sanctionsgraph.schema.vocabulary import LINKING, Stance

from helpers.engines import ENGINES, empty_on
from helpers.small_graph import small_graph
from helpers.snapshots import filled

DAYS = ("2023-12-31", "2024-01-01", "2024-01-02", "2024-02-01", LATEST)
ENDS = (*DAYS, FOREVER)


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest) -> Iterator[Graph]:
    with empty_on(request) as opened:
        yield opened


def test_stood_on_a_day_is_half_open_in_python_and_on_both_engines(empty: Graph) -> None:
    """Every interval and day there is among a few, so that each boundary is met from both sides."""
    spans = {f"c{n}": span for n, span in enumerate((a, b) for a in ENDS for b in ENDS)}
    text = "".join(f"{key} :Claim since={since} until={until}\n" for key, (since, until) in spans.items())
    filled(empty, small_graph(text))
    for day in DAYS:
        rows = empty.read(
            f"MATCH (c:Statement:Claim) WHERE {stood_in_cypher('c')} RETURN c.id AS id ORDER BY id", as_of=day
        ).rows
        assert {row["id"] for row in rows} == {key for key, span in spans.items() if stood(*span, day)}, day
        assert {key for key, (since, until) in spans.items() if since <= day < until} == {row["id"] for row in rows}


def test_stood_of_several_statements_and_another_parameter(empty: Graph) -> None:
    """Each of the statements must have stood."""
    filled(empty, small_graph("a :Claim\nb :Claim until=2024-02-01 RESTS_ON>a\nc :Claim since=2024-03-01 RESTS_ON>b"))
    statement = f"MATCH (x)-[:RESTS_ON]->(y) WHERE {stood_in_cypher('x', 'y', day='on')} RETURN x.id AS x, y.id AS y"
    assert empty.read(statement, on="2024-01-15").rows == [{"x": "b", "y": "a"}]
    assert empty.read(statement, on="2024-02-01").rows == []
    assert empty.read(statement, on="2024-03-01").rows == []


CLASSIFICATION = st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(DAYS), st.sampled_from(ENDS))


def kinds_of_goods(classifications: list[tuple[int, int, str, str]]) -> list[NodeRow]:
    """Seven kinds of goods, an event of each, and one measure on each."""
    lines = ["r :Report", "k :Country", "p :Programme TARGET>k", "m :Measure OF>p", "v :Provision OF>p numberSeen=true"]
    for n in range(7):
        lines += [
            f"g{n} :Goods",
            f"e{n} :Transfer",
            f"c{n} :Claim property=goods since=2020-01-01 ABOUT>e{n} VALUE>g{n}",
        ]
        lines += [f"s{n} :Scope since=2010-01-01 until=2030-01-01 direction=from OF>m BY>v GOODS>g{n}"]
    for n, (member, within, since, until) in enumerate(classifications):
        lines += [f"l{n} :Classification since={since} until={until} MEMBER>g{member} WITHIN>g{within} IN>r"]
    return small_graph("\n".join(lines))


@given(st.lists(CLASSIFICATION, max_size=9), st.sampled_from(DAYS))
@settings(max_examples=40, deadline=None)
def test_goods_lie_within_goods_alike(classifications: list[tuple[int, int, str, str]], day: str) -> None:
    """Up, as `measures` follows them, and down, as `events-of-goods` does; circles and ended classifications too."""
    with filled(open_graph(":memory:"), kinds_of_goods(classifications)) as graph:
        assert_goods_agree(graph, day)


def test_goods_lie_within_goods_alike_on_both_engines(empty: Graph) -> None:
    """Five levels, a branch, a circle, one that ended and one that came later."""
    chain = [(n, n + 1, "2024-01-01", FOREVER) for n in range(5)]
    more = [(6, 2, "2024-01-01", "2024-02-01"), (3, 0, "2024-01-02", FOREVER), (2, 6, "2024-02-01", FOREVER)]
    filled(empty, kinds_of_goods([*chain, *more]))
    for day in DAYS:
        assert_goods_agree(empty, day)


def assert_goods_agree(graph: Graph, day: str) -> None:
    kinds = GoodsKinds(graph, day)
    for goods in (f"g{n}" for n in range(7)):
        wider = {
            kind for kind in (f"g{n}" for n in range(7)) if (found := kinds.chain(goods, kind)) and len(found) <= 6
        }
        asked = {"from": "k", "to": "k", "goods": goods, "on": "2024-06-01"}
        assert {row["covers"] for row in query(graph, "measures", as_of=day, **asked).rows} == wider
        narrower = {kind for kind in kinds.within([goods]) if len(kinds.chain(kind, goods) or ()) <= 6}
        events = query(graph, "events-of-goods", as_of=day, goods=goods).rows
        assert {row["goods"] for row in events} == narrower if day >= "2020-01-01" else not events


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_stances_that_put_forward_are_those_of_the_vocabulary(name: str) -> None:
    """A list of stances in a question is what affirms, what links, what speaks against, or both sides together."""
    affirming, against = {s for s in Stance if s.affirms}, {Stance.DENIES, Stance.DOUBTS}
    sets = [affirming, set(LINKING), against, affirming | against]
    for stances in re.findall(r"\.stance IN \[([^\]]*)\]", catalogue()[name].cypher):
        assert {Stance(text) for text in re.findall(r"'([^']*)'", stances)} in sets, stances


def test_what_affirms_is_to_assert_or_to_suggest() -> None:
    assert [s.value for s in Stance if s.affirms] == ["asserts", "suggests"]
    assert all(first != second for first, second in pairwise(sorted(LINKING)))


def test_listed_shows_the_entries_that_stood(empty: Graph) -> None:
    spans = [(a, b) for a in DAYS for b in ENDS]
    lines = ["e :Vessel", "r :Report"]
    lines += [f"l{n} :Listing list=UN reference=l{n} since={a} until={b} ABOUT>e" for n, (a, b) in enumerate(spans)]
    filled(empty, small_graph("\n".join(lines)))
    for day in DAYS:
        rows = query(empty, "listed", as_of=day, list="UN").rows
        assert [row["reference"] for row in rows] == sorted(f"l{n}" for n, s in enumerate(spans) if stood(*s, day))
