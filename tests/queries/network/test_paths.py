"""Chains between two things: the shipped case on both engines, small graphs, and an exhaustive search beside."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import networkx as nx
import pytest
import sanctionsgraph as sg
from hypothesis import given, settings
from hypothesis import strategies as st
from sanctionsgraph.graph import writing
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.writing import flat, write_links, write_nodes
from sanctionsgraph.queries.network import links, ranking
from sanctionsgraph.queries.network import paths as search
from sanctionsgraph.queries.network.chain import Chain, HopEvidence
from sanctionsgraph.queries.network.paths import paths
from sanctionsgraph.queries.network.ranking import cheapest, hop_cost, passing_cost, strength
from sanctionsgraph.schema.dates import FOREVER, LATEST
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.errors import NotFound, SanctionsGraphError
from sanctionsgraph.schema.further_records import RailLink
from sanctionsgraph.schema.node import Node
from sanctionsgraph.schema.sources import Publisher, Report
from sanctionsgraph.schema.statements import Claim, Location, Occupancy, Occurrence, Record
from sanctionsgraph.schema.vocabulary import Basis, Property, Stance

TUMANGANG, ARMS, KIM = "sg:tumangang-station", "sg:kp-ru-munitions-2023", "wd:Q56226"
ASKED = [
    (KIM, "wd:Q7747", {}),
    (KIM, "iso:RU", {"as_of": "2023-10-06"}),
    (TUMANGANG, ARMS, {"as_of": "2023-10-06"}),
    (TUMANGANG, ARMS, {}),
    (KIM, "sg:tumangang-2023-10-05", {"as_of": "2023-10-06"}),
    (TUMANGANG, "wd:Q7747", {"as_of": "2023-10-06", "on": "2023-10-05"}),
]


def ids(chain: Chain) -> list[str]:
    return [thing.id for thing in chain.things]


# -- the shipped case ------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end", "when"), ASKED)
def test_both_engines_tell_the_same(
    case: sg.Graph, embedded_case: sg.Graph, start: str, end: str, when: dict[str, str]
) -> None:
    here = paths(case, start, end, **when).to_dict()
    assert here["chains"]
    assert here == paths(embedded_case, start, end, **when).to_dict()
    assert json.loads(json.dumps(here)) == here


def test_the_best_chain_to_the_station_is_the_trip_and_the_rail_link(case: sg.Graph) -> None:
    """Not that he leads the State in which it lies: a State is passed through only where that is asked for."""
    found = paths(case, KIM, TUMANGANG, limit=3)
    assert ids(found[0]) == [KIM, "sg:kim-russia-2023-09", "sg:khasan-station", TUMANGANG]
    assert not any(thing.kind == "Country" for chain in found for thing in chain.things)
    assert ids(paths(case, KIM, TUMANGANG, exclude_kinds=())[0]) == [KIM, "iso:KP", TUMANGANG]
    assert ids(paths(case, KIM, "iso:KP")[0])[-1] == "iso:KP"


def test_what_was_seen_leads_to_what_was_claimed_of_it(embedded_case: sg.Graph) -> None:
    """Place, then claim on claim: each hop with the report where it stands, and the second is the weak one."""
    best = paths(embedded_case, "Tumangang Station", ARMS, as_of="2023-10-06")[0]
    assert ids(best) == [TUMANGANG, "sg:tumangang-2023-10-05", ARMS]
    placed, rests = best.hops
    assert (placed.statement, placed.how) == ("report:csis-2023-10-06#place", "place (asserted)")
    assert placed.citation
    assert placed.citation.publisher == "CSIS Beyond Parallel"
    assert (placed.citation.report, placed.citation.published) == (
        "report:csis-2023-10-06",
        "2023-10-06",
    )
    assert placed.citation.url
    assert placed.citation.locator
    assert rests.how == "is rested on"
    assert rests.base
    assert rests.arrives == "ABOUT"
    assert best.weakest_hop is rests
    assert "(weakest)" in str(best)


def test_who_carries_a_report_is_an_alternative_to_it(embedded_case: sg.Graph) -> None:
    placed = paths(embedded_case, TUMANGANG, "sg:tumangang-2023-10-05", max_hops=1)[0].hops[0]
    assert placed.statement == "report:csis-2023-10-06#place"
    assert {c.statement for c in placed.alternatives} >= {"report:reuters-2023-10-06#place"}
    carrier = next(c for c in placed.alternatives if c.statement == "report:reuters-2023-10-06#place")
    assert placed.statement in carrier.rests_on


def test_a_term_of_office_links_a_leader_and_a_state(embedded_case: sg.Graph) -> None:
    hop = paths(embedded_case, KIM, "iso:KP", on="2023-10-05")[0].hops[0]
    assert (hop.kind, hop.leaves, hop.arrives) == ("Occupancy", "HOLDER", "COUNTRY")
    assert (hop.basis, hop.strength) == ("record", 6)


def test_who_no_longer_held_a_post_is_no_way_to_the_state(embedded_case: sg.Graph) -> None:
    def in_office(on: str | None) -> list[str]:
        found = paths(embedded_case, "sg:sergei-shoigu", "sg:ru-defence-minister", on=on, max_hops=1)
        return [c.statement for chain in found for hop in chain.hops for c in hop.evidence]

    assert in_office("2023-10-05")
    ended = "occupancy:sg:sergei-shoigu/sg:ru-defence-minister/report:24kg-2024-05-13"
    assert ended in in_office("2024-05-31")
    assert ended not in in_office("2024-06-01")
    assert not in_office("2011-12-31")


@pytest.mark.parametrize("day", ["2022-12-01", "2023-09-13", "2023-10-06", "2023-10-14", "2024-12-31"])
@pytest.mark.parametrize(("start", "end"), [(KIM, TUMANGANG), (TUMANGANG, ARMS), ("iso:RU", "goods:ammunition")])
def test_nothing_on_a_chain_is_from_the_future(embedded_case: sg.Graph, day: str, start: str, end: str) -> None:
    for chain in paths(embedded_case, start, end, as_of=day, on=day):
        assert len(set(ids(chain))) == len(chain.things)
        for hop in chain.hops:
            for carrier in hop.evidence:
                assert carrier.since <= day < carrier.until
                assert (carrier.earliest or day) <= day <= (carrier.latest or day)
                assert carrier.stance in (None, "asserts", "suggests", "justifies")
                assert "SAID_BY" not in (carrier.leaves, carrier.arrives)


@pytest.mark.parametrize("name", ["LINKS", "RESTS", "RESTED_ON", "PASSING", "STATEMENTS", "BASES"])
def test_the_optimizer_of_the_embedded_engine_changes_no_row(embedded_case: sg.Graph, name: str) -> None:
    cypher = getattr(links, name)
    family = "Statement" if name in ("STATEMENTS", "BASES") else "Entity"
    every = [row["id"] for row in embedded_case.read(f"MATCH (n:{family}) RETURN n.id AS id").rows]
    asked = {"ids": every, "as_of": "2024-01-01", "forward": search._FORWARD}
    if name == "LINKS":
        asked |= {"excluded": ["Country"], "ends": ["iso:KP"]}
    plain = embedded_case._engine._graph.cypher(cypher, params=asked, disable_optimizer=True)
    table = embedded_case.read(cypher, **asked)
    assert table.rows
    assert sorted(repr([row[c] for c in table.columns]) for row in plain) == sorted(
        repr([row[c] for c in table.columns]) for row in table.rows
    )


def test_chains_as_one_graph(embedded_case: sg.Graph) -> None:
    drawn = paths(embedded_case, TUMANGANG, ARMS, as_of="2023-10-06").to_networkx()
    assert drawn.has_edge(TUMANGANG, "sg:tumangang-2023-10-05", key="report:csis-2023-10-06#place")
    assert drawn.nodes[TUMANGANG]["kind"] == "RailStation"
    assert nx.has_path(drawn, TUMANGANG, ARMS)


# -- small graphs ----------------------------------------------------------------------------------

REPORT = "report:r"


@dataclass
class Small:
    """A small graph, put together from models: things by one letter, statements between them."""

    things: str
    statements: list[Record | Claim] = field(default_factory=list)

    def link(self, *ends: str, **more: object) -> Small:
        """A rail link: about none of its ends."""
        return self._record(RailLink, ends=[f"x:{end}" for end in ends], **more)

    def lies(self, about: str, country: str, **more: object) -> Small:
        """A location: about its first end."""
        return self._record(Location, about=f"x:{about}", country=f"x:{country}", **more)

    def meets(self, event: str, *people: str, **more: object) -> Small:
        """An occurrence: about an event, with those who took part."""
        return self._record(Occurrence, about=f"x:{event}", participants=[f"x:{who}" for who in people], **more)

    def holds(self, holder: str, post: str, country: str, **more: object) -> Small:
        return self._record(Occupancy, holder=f"x:{holder}", post=f"x:{post}", country=f"x:{country}", **more)

    def _record(self, model: type[Record], **more: object) -> Small:
        n = f"s{len(self.statements)}"
        given = {"since": "2020-01-01", "source": REPORT, **more}
        self.statements.append(model(id=n, name=n, dataset="d", key=n, **given))  # type: ignore[arg-type]
        return self

    def claims(self, about: str, value: str | None, **more: object) -> Small:
        n = f"s{len(self.statements)}"
        given = {"stance": "asserts", "basis": "document", "since": "2020-01-01", "speaker": "x:said", **more}
        if value:
            given["entity"] = f"x:{value}"
        self.statements.append(
            Claim(id=n, name=n, property="place", locator="p", about=f"x:{about}", report=REPORT, **given)  # type: ignore[arg-type]
        )
        return self

    def into(self, graph: sg.Graph) -> sg.Graph:
        nodes: list[Node] = [
            Publisher(id="pub:p", name="Publisher"),
            Report(id=REPORT, name="Report", published="2020-01-01", url="https://example.org/", publisher="pub:p"),
            *(Entity.named(f"x:{thing}", "Person", thing) for thing in [*self.things, "said"]),
            *self.statements,
        ]
        rows = [NodeRow.of(node) if isinstance(node, Claim) else row for node in nodes for row in flat([node])]
        with graph.writing() as tx:
            write_nodes(tx, rows)
            write_links(tx, rows)
        return graph


def ways(graph: sg.Graph, start: str, end: str, **more: object) -> list[str]:
    """Chains as words of one letter a thing."""
    found = paths(graph, f"x:{start}", f"x:{end}", **more)  # type: ignore[arg-type]
    return ["".join(thing.name for thing in chain.things) for chain in found]


def test_same_things_by_other_statements_are_one_chain(graph: sg.Graph) -> None:
    small = Small("ab").claims("a", "b", basis="inference").claims("b", "a", basis="imagery").link("a", "b")
    (chain,) = paths(small.into(graph), "x:a", "x:b")
    (hop,) = chain.hops
    assert [c.statement for c in hop.evidence] == ["s2", "s1", "s0"]
    assert [c.strength for c in hop.evidence] == [6, 4, 1]
    assert [(c.leaves, c.arrives) for c in hop.alternatives] == [("VALUE", "ABOUT"), ("ABOUT", "VALUE")]
    assert chain.cost == 1


@pytest.mark.parametrize("roles", list(itertools.permutations(["PARTICIPANT", "PLACE", "HOLDER"])))
def test_of_two_roles_the_same_is_shown_whatever_the_order_of_rows(roles: tuple[str, ...]) -> None:
    between = search._Between(open_graph(":memory:"), LATEST, None)
    for role in roles:
        between._add(links.LinkRow("x:a", "x:b", "s", "ABOUT", role, 1, None, None, None, None, None, None))
    (link,) = between._links["x:a", "x:b"].values()
    assert (link.low, link.high) == ("ABOUT", "HOLDER")


def test_what_a_claim_rests_on_is_what_stood_then(graph: sg.Graph) -> None:
    small = Small("ab").claims("a", None, until="2021-01-01").claims("a", "b", rests_on=["s0"]).into(graph)
    for as_of, rests_on in (("2020-12-31", ("s0",)), ("2021-01-01", ())):
        (chain,) = paths(small, "x:a", "x:b", as_of=as_of)
        assert chain.hops[0].rests_on == rests_on


def test_of_equal_statements_what_repeats_no_other_comes_first_then_the_earlier(graph: sg.Graph) -> None:
    small = Small("ab").claims("a", "b", since="2021-01-01").claims("a", "b", since="2020-06-01")
    small.claims("a", "b", since="2020-01-01", rests_on=["s0"]).claims("a", "b", basis="trade-data")
    (chain,) = paths(small.into(graph), "x:a", "x:b")
    assert [c.statement for c in chain.hops[0].evidence] == ["s1", "s0", "s2", "s3"]


@pytest.mark.parametrize("stance", ["denies", "doubts", "declines"])
def test_what_is_not_put_forward_links_nothing(graph: sg.Graph, stance: str) -> None:
    small = Small("abc").claims("a", "b", stance=stance).claims("b", None, stance=stance)
    small.claims("c", None, rests_on=["s1"]).claims("c", None, stance=stance, rests_on=["s4"]).claims("b", None)
    small.into(graph)
    assert not ways(graph, "a", "b")
    assert not ways(graph, "b", "c")


def test_who_speaks_is_no_link(graph: sg.Graph) -> None:
    Small("ab").claims("a", None, speaker="x:said").claims("b", None, speaker="x:said").into(graph)
    assert not paths(graph, "x:a", "x:b")
    assert not paths(graph, "x:a", "x:said")


def test_a_claim_that_rests_on_one_about_another_thing_links_the_two(graph: sg.Graph) -> None:
    small = Small("ab").claims("a", None, basis="imagery", until="2023-01-01")
    small.claims("b", None, basis="inference", stance="suggests", rests_on=["s0"], since="2021-01-01").into(graph)
    hop = paths(graph, "x:b", "x:a", as_of="2022-01-01")[0].hops[0]
    assert (hop.statement, hop.base, hop.how) == ("s1", "s0", "rests on")
    assert (hop.leaves, hop.arrives) == ("ABOUT", "RESTS_ON/ABOUT")
    assert (hop.since, hop.until, hop.strength) == ("2021-01-01", FOREVER, 1)
    back = paths(graph, "x:a", "x:b", as_of="2022-01-01")[0].hops[0]
    assert (back.how, back.leaves) == ("is rested on", "RESTS_ON/ABOUT")
    assert not ways(graph, "a", "b", as_of="2020-12-31")
    assert ways(graph, "a", "b", as_of="2021-01-01")
    assert not ways(graph, "a", "b", as_of="2023-01-01")


def test_a_statement_about_a_thing_links_the_others_through_it(graph: sg.Graph) -> None:
    """Those who took part in a meeting are linked through the meeting, and not past it."""
    Small("mpqr").meets("m", "p", "q", "r").into(graph)
    assert ways(graph, "p", "q") == ["pmq"]
    assert not ways(graph, "p", "q", max_hops=1)


def test_what_rests_on_something_weak_is_no_stronger(graph: sg.Graph) -> None:
    small = Small("ab").claims("a", None, basis="inference").claims("b", None, basis="document", rests_on=["s0"])
    (chain,) = paths(small.into(graph), "x:b", "x:a")
    assert (chain.hops[0].strength, chain.cost) == (1, 2)


def test_no_chain_goes_round_within_one_statement(graph: sg.Graph) -> None:
    small = Small("abcd").link("a", "b", "c").link("b", "d").link("d", "c").into(graph)
    assert ways(small, "a", "c") == ["ac", "abdc"]
    again = Small("hps").holds("h", "p", "s").into(open_graph(":memory:"))
    assert ways(again, "h", "s") == ["hs"]


def test_what_much_passes_through_is_held_down(graph: sg.Graph) -> None:
    small = Small("abhxy" + "klmnopqrstuv")
    small.lies("a", "h").lies("b", "h").link("a", "x").link("x", "y").link("y", "b")
    for place in "klmnopqrstuv":
        small.lies(place, "h")
    small.into(graph)
    assert ways(graph, "a", "b") == ["axyb", "ahb"]
    # It may be an end, and it is passed through where nothing else is.
    assert ways(graph, "a", "h") == ["ah", "axybh"]
    assert ways(graph, "k", "l") == ["khl"]
    assert ways(graph, "a", "b", max_hops=2) == ["ahb"]


def test_half_known_dates_count_at_their_widest(graph: sg.Graph) -> None:
    small = Small("hps").holds("h", "p", "s", startDate="2021", endDate="2022-03")
    small.holds("h", "p", "s", startDate="2022-03", earliest="2022-03-01", since="2022-04-01").into(graph)
    assert not ways(graph, "h", "s", on="2020-12-31")
    for on in ("2021-01-01", "2022-03-31", "2025-01-01"):
        assert ways(graph, "h", "s", on=on) == ["hs"]
    assert ways(graph, "h", "s", on="2022-03-31", as_of="2020-06-01") == ["hs"]
    assert not ways(graph, "h", "s", on="2022-04-01", as_of="2020-06-01")


def test_the_weakest_hop_is_named(graph: sg.Graph) -> None:
    Small("abcd").link("a", "b").claims("b", "c", basis="anonymous-official").link("c", "d").into(graph)
    (chain,) = paths(graph, "x:a", "x:d")
    assert chain.weakest == 1
    assert chain.weakest_hop.basis == "anonymous-official"


def test_equal_chains_come_in_the_order_of_ids(graph: sg.Graph) -> None:
    small = Small("abcdez")
    for middle in "edcb":
        small.link("a", middle).link(middle, "z")
    assert ways(small.into(graph), "a", "z", limit=3) == ["abz", "acz", "adz"]


def test_a_statement_without_a_report_is_still_a_hop(graph: sg.Graph) -> None:
    (chain,) = paths(Small("ab").link("a", "b", source="report:gone").into(graph), "x:a", "x:b")
    assert chain.hops[0].citation is None
    assert "s0" in str(chain)


@pytest.mark.parametrize(
    ("start", "end", "more", "says"),
    [
        ("x:a", "x:a", {}, "one entity"),
        ("x:a", "x:b", {"limit": 0}, "limit is at least 1"),
        ("x:a", "x:b", {"max_hops": 9}, "from 1 to 8"),
        ("x:a", "x:b", {"as_of": "2023-02-30"}, "calendar"),
        ("x:a", "x:b", {"on": "2023"}, "whole day"),
        ("x:a", "nobody of that name", {}, "no entity of that name"),
    ],
)
def test_what_is_wrong_is_said(start: str, end: str, more: dict, says: str) -> None:
    graph = Small("ab").link("a", "b").into(open_graph(":memory:"))
    with pytest.raises(SanctionsGraphError, match=says):
        paths(graph, start, end, **more)
    with pytest.raises(NotFound):
        paths(graph, "nobody of that name", "x:a")


def test_too_much_is_refused_and_not_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Small("abc").link("a", "b").link("b", "c").into(open_graph(":memory:"))
    for module, limit in ((search, "MOST_THINGS"), (ranking, "MOST_BEGINNINGS")):
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, 1)
            with pytest.raises(SanctionsGraphError, match="lower max_hops"):
                paths(graph, "x:a", "x:c")
    assert ways(graph, "a", "c") == ["abc"]


def test_the_size_of_a_read_changes_nothing(embedded_case: sg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = paths(embedded_case, TUMANGANG, ARMS)
    monkeypatch.setattr(writing, "BATCH", 3)
    assert paths(embedded_case, TUMANGANG, ARMS) == whole


def test_every_basis_has_its_strength() -> None:
    assert {str(basis) for basis in Basis} <= set(ranking.STRENGTH)
    assert strength("inference", "justifies") == strength("a basis yet to come", None) == 1
    # Two hops are never less than one, or a detour within a statement would be the better way.
    assert [hop_cost(n) for n in (6, 1)] == [1000, 2000]
    assert passing_cost(0) == passing_cost(1) == 0


# -- beside an exhaustive search -------------------------------------------------------------------

LETTERS = "abcdefg"
DAYS = ["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"]
intervals = st.sampled_from([*itertools.combinations(DAYS, 2), *((day, FOREVER) for day in DAYS)])
letters = st.sampled_from(LETTERS)
dated = st.sampled_from([{}, {"earliest": "2021-06-01"}, {"latest": "2021-06-01"}])


@st.composite
def smalls(draw: st.DrawFn) -> Small:
    small = Small(LETTERS)
    for _ in range(draw(st.integers(3, 14))):
        since, until = draw(intervals)
        when = {"since": since, "until": until}
        match draw(st.integers(0, 6)):
            case 0:
                small.link(*draw(st.lists(letters, min_size=2, max_size=3, unique=True)), **when)
            case 1:
                small.holds(*draw(st.lists(letters, min_size=3, max_size=3)), **when, **draw(dated))
            case 2:
                small.lies(draw(letters), draw(letters), **when)
            case 3:
                people = draw(st.lists(letters, min_size=1, max_size=3, unique=True))
                small.meets(draw(letters), *people, **when, **draw(dated))
            case _:
                before = [s.id for s in small.statements if isinstance(s, Claim)]
                small.claims(
                    draw(letters),
                    draw(st.none() | letters),
                    stance=str(draw(st.sampled_from(Stance))),
                    basis=str(draw(st.sampled_from(Basis))),
                    rests_on=draw(st.lists(st.sampled_from(before), min_size=1, max_size=2, unique=True))
                    if before
                    else [],
                    **when,
                    **draw(dated),
                )
    return small


def named(statement: Record | Claim) -> list[tuple[str, str]]:
    return [
        (type_, end) for type_, family, end in statement.relationships() if family == "Entity" and type_ != "SAID_BY"
    ]


def counted(statement: Record | Claim, on: str | None) -> bool:
    if isinstance(statement, Claim) and statement.stance not in ("asserts", "suggests", "justifies"):
        return False
    begun, ended = getattr(statement, "earliest", None), getattr(statement, "latest", None)
    return on is None or ((begun or on) <= on <= (ended or on))


def exhaustive(
    small: Small, start: str, end: str, as_of: str, on: str | None, k: int, max_hops: int
) -> list[tuple[float, list[str], list[set[str]]]]:
    """Every simple path of networkx, priced and sorted: the rules once more, without any search."""
    stood = [s for s in small.statements if s.since <= as_of < s.until]
    by_id = {s.id: s for s in stood}
    hops: dict[frozenset[str], dict[str, int]] = defaultdict(dict)
    beside: dict[frozenset[str], set[str]] = defaultdict(set)
    passes: dict[str, set[str]] = defaultdict(set)
    for s in stood:
        for (x, a), (y, b) in itertools.permutations(named(s), 2):
            if a == b:
                continue
            passes[a].add(s.id)
            about = any(type_ == "ABOUT" for type_, _ in named(s))
            if counted(s, on) and (not about or "ABOUT" in (x, y)):
                hops[frozenset((a, b))][s.id] = strength(getattr(s, "basis", "record"), getattr(s, "stance", None))
                if not about:
                    beside[frozenset((a, b))].add(s.id)
        for base in filter(None, map(by_id.get, getattr(s, "rests_on", []))):
            if counted(s, on) and counted(base, on) and s.about != base.about:
                power = min(strength(c.basis, c.stance) for c in (s, base))
                hops[frozenset((s.about, base.about))][f"{s.id}>{base.id}"] = power
    drawn = nx.Graph([tuple(pair) for pair in hops])
    if start not in drawn or end not in drawn:
        return []
    found = []
    for way in nx.all_simple_paths(drawn, start, end, cutoff=max_hops):
        steps = [frozenset(step) for step in itertools.pairwise(way)]
        if any(beside[one] & beside[other] for one, other in itertools.pairwise(steps)):
            continue
        cost = sum(hop_cost(max(hops[step].values())) for step in steps)
        cost += sum(passing_cost(len(passes[thing])) for thing in way[1:-1])
        found.append((cost, way, [set(hops[step]) for step in steps]))
    return [(cost / 1000, way, by) for cost, way, by in sorted(found, key=lambda f: (f[0], f[1]))[:k]]


def carried(chain: Chain) -> list[set[str]]:
    def key(c: HopEvidence) -> str:
        return f"{c.statement}>{c.base}" if c.base else c.statement

    return [{key(c) for c in hop.evidence} for hop in chain.hops]


@settings(max_examples=200, deadline=None)
@given(
    small=smalls(),
    as_of=st.sampled_from([*DAYS, LATEST]),
    on=st.sampled_from([None, "2021-05-31", "2021-06-01", "2021-06-02"]),
    k=st.integers(1, 6),
    max_hops=st.integers(1, 6),
)
def test_chains_are_those_of_an_exhaustive_search(
    small: Small, as_of: str, on: str | None, k: int, max_hops: int
) -> None:
    with small.into(open_graph(":memory:")) as graph:
        for end in ("x:b", "x:c"):
            found = paths(graph, "x:a", end, as_of=as_of, on=on, limit=k, max_hops=max_hops)
            told = [(chain.cost, ids(chain), carried(chain)) for chain in found]
            assert told == exhaustive(small, "x:a", end, as_of, on, k, max_hops)
            for chain in found:
                assert chain.weakest_hop.strength == min(hop.strength for hop in chain.hops)
                for hop in chain.hops:
                    assert all(hop.strength >= c.strength for c in hop.alternatives)
            back = paths(graph, end, "x:a", as_of=as_of, on=on, limit=k, max_hops=max_hops)
            assert [chain.cost for chain in back] == [chain.cost for chain in found]


@settings(max_examples=300, deadline=None)
@given(
    prices=st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(0, 4),
        min_size=1,
        max_size=20,
    ),
    passing=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    barred=st.sets(st.tuples(*[st.integers(0, 7)] * 3), max_size=30),
    k=st.integers(1, 8),
    max_hops=st.integers(1, 7),
)
def test_the_search_finds_the_cheapest_whatever_is_barred(
    prices: dict[tuple[int, int], int],
    passing: list[int],
    barred: set[tuple[int, int, int]],
    k: int,
    max_hops: int,
) -> None:
    hops: dict[str, dict[str, int]] = {str(n): {} for n in range(8)}
    for (a, b), price in prices.items():
        hops[str(a)][str(b)] = hops[str(b)][str(a)] = price
    through = {str(n): price for n, price in enumerate(passing)}

    def detour(*way: str) -> bool:
        return tuple(map(int, way)) in barred

    def price_of(way: Iterable[str]) -> int:
        way = list(way)
        return sum(hops[a][b] for a, b in itertools.pairwise(way)) + sum(through[thing] for thing in way[1:-1])

    drawn = nx.Graph([(str(a), str(b)) for a, b in prices])
    drawn.add_nodes_from("07")
    every = [
        (price_of(way), tuple(way))
        for way in nx.all_simple_paths(drawn, "0", "7", cutoff=max_hops)
        if not any(detour(*three) for three in zip(way, way[1:], way[2:], strict=False))
    ]
    assert cheapest(hops, through, "0", "7", limit=k, max_hops=max_hops, detour=detour) == sorted(every)[:k]


def test_properties_of_the_model_are_told_as_they_are(embedded_case: sg.Graph) -> None:
    """A claim's hop names its property, a record's its kind: both from the model."""
    kinds = {
        c.kind for start, end, when in ASKED for chain in paths(embedded_case, start, end, **when) for c in told(chain)
    }
    assert "Claim" in kinds
    assert "Record" not in kinds
    properties = {
        c.property
        for start, end, when in ASKED
        for chain in paths(embedded_case, start, end, **when)
        for c in told(chain)
    }
    assert properties - {None} <= {str(prop) for prop in Property}


def told(chain: Chain) -> Iterable[HopEvidence]:
    return (c for hop in chain.hops for c in hop.evidence)
