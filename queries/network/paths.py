"""What is linked to what, with the statement that carries each hop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...graph.projection import Projection, held_on
from ...graph.protocols import Row
from ...graph.store import Graph
from ...schema.dates import LATEST, day
from ...schema.errors import SanctionsGraphError
from ...schema.vocabulary import LINKING, kind_of, statement_kind
from ..results.answer import as_html
from ..results.result import Result
from .ranking import (
    RECORD,
    Chain,
    ChainEntity,
    CitedReport,
    Hop,
    HopEvidence,
    TooMany,
    as_shown,
    cheapest,
    hop_cost,
    passing_cost,
    strength,
)

if TYPE_CHECKING:
    import networkx

#: Hops in a chain at most. Beyond, everything is linked to everything.
LONGEST = 8
#: So many things are looked at on both sides before the search gives up.
MOST_THINGS = 50_000
#: Columns of chains as rows.
HOPS = ("chain", "from", "how", "to", "statement", "strength", "since", "report", "publisher", "url")
#: Ids a read.
_BATCH = 2000
_FORWARD = [str(stance) for stance in LINKING]


def chains(
    graph: Graph | Projection,
    start: str,
    end: str,
    as_of: str | None = None,
    on: str | None = None,
    k: int = 5,
    max_hops: int = 5,
) -> Chains:
    """The k best chains of statements between two things (ids or names), the best first.

    A hop is a statement that names both things, or a claim about the one that rests on a claim about the other.
    A statement about a thing links that thing with each other one that it names; one that is about none (a term
    of office, a rail link) links all that it names. Who says it is no link, and what is denied, doubted or
    declined is none.

    `as_of` (ISO day) leaves out what was not yet, or no longer, said then. `on` (ISO day) leaves out what is
    stated to have begun after that day or ended before it; half-known dates count at their widest, and what
    bears no date stays.

    A hop costs more the weaker its strongest statement; a thing on the way costs the logarithm of the number of
    statements that lead on from it, so that a State is passed through only where nothing better exists. No chain
    goes through a third thing of a statement that links its two neighbours already.

    Over a projection its own days count.

    Raises NotFound or Ambiguous for a name; SanctionsGraphError where both ends are one thing, k or max_hops is
    out of range, or too much lies between.
    """
    if k < 1 or not 1 <= max_hops <= LONGEST:
        raise SanctionsGraphError(f"k is at least 1 and max_hops from 1 to {LONGEST}, not {k} and {max_hops}.")
    if isinstance(graph, Projection):
        if as_of or on:
            raise SanctionsGraphError("as_of and on go with a graph; the projection is of its own day.")
        as_of, on, graph = graph.as_of, graph.on, graph.graph
    first, last = graph.entity(start).id, graph.entity(end).id
    if first == last:
        raise SanctionsGraphError(f"{start!r} and {end!r} are one thing, {first}: give two.")
    between = _Between(graph, day(as_of) if as_of else LATEST, day(on) if on else None)
    between.load(first, last, max_hops)
    try:
        found = cheapest(
            between.costs, between.passing(first, last, max_hops), first, last, k, max_hops, between.detour
        )
    except TooMany as error:
        raise _too_much(max_hops) from error
    return Chains(between.told(found))


class Chains(list[Chain]):
    """Chains in a list, the best first, which show themselves and turn into a graph."""

    def __str__(self) -> str:
        return "\n\n".join(map(str, self)) or "no chain was known"

    def _repr_html_(self) -> str:
        """The chains as text, in a notebook."""
        return as_html(str(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The chains as text, where a notebook has no HTML."""
        printer.text(str(self))

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Things by id, with name and kind; an edge for each statement, keyed by its id."""
        return to_networkx(self)

    def to_result(self) -> Result:
        """A row for each hop of each chain, numbered from 1, with its citation."""
        rows = [
            {column: told.get(column) for column in HOPS}
            for n, chain in enumerate(self, 1)
            for hop in chain.to_dict()["hops"]
            for told in [
                {**hop, **(hop["citation"] or {}), "chain": n, "from": hop["from"]["id"], "to": hop["to"]["id"]}
            ]
        ]
        return Result("chains", list(HOPS), rows, _LINKS)


def to_networkx(found: Iterable[Chain]) -> networkx.MultiDiGraph[str]:
    """Chains as one graph: things by id, with name and kind; an edge for each statement, keyed by its id."""
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    for chain in found:
        for thing in chain.things:
            graph.add_node(thing.id, name=thing.name, kind=thing.kind)
        for hop in chain.hops:
            for carrier in (hop.carrier, *hop.alternatives):
                told = carrier.to_dict()
                graph.add_edge(hop.start.id, hop.end.id, key=carrier.statement, **told)
    return graph


@dataclass(frozen=True, order=True)
class _Link:
    """A statement between two things, of which the one with the lower id comes first.

    `beside` where the statement is about none of what it names.
    """

    statement: str
    base: str
    low: str
    high: str
    strength: int
    beside: bool


Pair = tuple[str, str]


class _Between:
    """What lies between two things, as known on a day; read side by side, never one thing at a time."""

    def __init__(self, graph: Graph, as_of: str, on: str | None) -> None:
        self._graph = graph
        self._as_of = as_of
        self._on = on
        self._links: dict[Pair, dict[tuple[str, str], _Link]] = defaultdict(dict)
        self._beside: dict[Pair, set[str]] = defaultdict(set)
        self._read_of: set[str] = set()
        self.costs: dict[str, dict[str, int]] = {}

    # -- reading -----------------------------------------------------------------------------------

    def load(self, start: str, end: str, max_hops: int) -> None:
        """Read as many rings as a chain may have hops, each round the end whose next ring is smaller.

        Each hop of a chain that is short enough then starts in a ring that was read, on one side or the other.
        """
        rings = [{start}, {end}]
        seen = [{start}, {end}]
        for _ in range(max_hops):
            side = 0 if len(rings[0]) <= len(rings[1]) else 1
            # Nothing is left round this end: all that hangs together with it has been read.
            if not rings[side]:
                break
            self._expand(rings[side] - self._read_of, max_hops)
            rings[side] = {there for here in rings[side] for there in self.costs.get(here, ())} - seen[side]
            seen[side] |= rings[side]

    def _expand(self, ids: set[str], max_hops: int) -> None:
        self._read_of |= ids
        if len(self._read_of) > MOST_THINGS:
            raise _too_much(max_hops)
        pairs: set[Pair] = set()
        for row in self._read(_LINKS, ids):
            if self._held(row, ""):
                pairs.add(self._add(row, row["x"], row["y"], row["about"] == 0))
        for cypher in (_RESTS, _RESTED_ON):
            for row in self._read(cypher, ids):
                if self._held(row, "") and self._held(row, "base_"):
                    pairs.add(self._add(row, row["x"], row["y"], False))
        for low, high in pairs:
            cost = hop_cost(max(link.strength for link in self._links[low, high].values()))
            self.costs.setdefault(low, {})[high] = cost
            self.costs.setdefault(high, {})[low] = cost

    def _add(self, row: Row, x: str, y: str, beside: bool) -> Pair:
        a, b, base = row["a"], row["b"], row.get("base") or ""
        power = strength(row["basis"] or RECORD, row["stance"])
        if base:
            power = min(power, strength(row["base_basis"] or RECORD, row["base_stance"]))
        pair, ends = ((a, b), (x, y)) if a < b else ((b, a), (y, x))
        link = _Link(row["statement"], base, *ends, power, beside)
        key = (row["statement"], base)
        # A statement can name one thing in two roles; which of them is told must not hang on the order of rows.
        self._links[pair][key] = min(link, self._links[pair].get(key, link))
        if beside:
            self._beside[pair].add(row["statement"])
        return pair

    def _held(self, row: Row, prefix: str) -> bool:
        """Whether what is said may have been so on the day; what bears no date may."""
        dates = {name: row[f"{prefix}{name}"] for name in ("earliest", "latest", "start", "end")}
        return self._on is None or held_on(self._on, **dates)

    def passing(self, start: str, end: str, max_hops: int) -> dict[str, int]:
        """What it costs to pass through each thing that may lie on a chain."""
        near, far = self._hops_from(start, max_hops), self._hops_from(end, max_hops)
        on_the_way = {thing for thing, hops in near.items() if hops + far.get(thing, max_hops) <= max_hops}
        counts: dict[str, int] = dict.fromkeys(near.keys() | far.keys(), 1)
        counts |= {row["id"]: row["n"] for row in self._read(_PASSING, on_the_way - {start, end})}
        return {thing: passing_cost(n) for thing, n in counts.items()}

    def _hops_from(self, thing: str, max_hops: int) -> dict[str, int]:
        found, ring = {thing: 0}, [thing]
        for hops in range(1, max_hops + 1):
            ring = sorted({there for here in ring for there in self.costs.get(here, ())} - found.keys())
            found |= dict.fromkeys(ring, hops)
        return found

    def detour(self, a: str, through: str, b: str) -> bool:
        """Whether one statement names all three side by side: then it links the outer two already."""
        first, second = self._beside.get(_pair(a, through)), self._beside.get(_pair(through, b))
        return bool(first and second and first & second)

    def _read(self, cypher: str, ids: Iterable[str]) -> list[Row]:
        wanted = sorted(ids)
        rows: list[Row] = []
        for at in range(0, len(wanted), _BATCH):
            rows += self._graph.read(cypher, ids=wanted[at : at + _BATCH], as_of=self._as_of, forward=_FORWARD).rows
        return rows

    # -- telling -----------------------------------------------------------------------------------

    def told(self, found: Sequence[tuple[int, tuple[str, ...]]]) -> list[Chain]:
        """The chains with names and citations, which are read for these alone."""
        pairs = {_pair(a, b) for _, way in found for a, b in pairwise(way)}
        things = {
            row["id"]: ChainEntity(row["id"], row["name"], kind_of(row["labels"]))
            for row in self._read(_THINGS, {thing for pair in pairs for thing in pair})
        }
        links = [link for pair in pairs for link in self._links[pair].values()]
        ids = {link.statement for link in links} | {link.base for link in links if link.base}
        said: dict[str, Row] = {}
        for row in sorted(self._read(_SAID, ids), key=lambda row: (row["statement"], row["report"] or "")):
            said.setdefault(row["statement"], row)
        bases: dict[str, list[str]] = defaultdict(list)
        for row in self._read(_BASES, ids):
            bases[row["statement"]].append(row["base"])
        hops = {}
        for a, b in {(a, b) for _, way in found for a, b in pairwise(way)}:
            carriers = [
                _carrier(link, a < b, said, tuple(sorted(bases[link.statement])))
                for link in self._links[_pair(a, b)].values()
            ]
            # Among equals the one that repeats nobody, then the earlier one.
            carriers.sort(key=lambda c: (-c.strength, bool(c.rests_on), c.since, c.statement, c.base or ""))
            hops[a, b] = Hop(things[a], things[b], carriers[0], tuple(carriers[1:]))
        return [Chain(tuple(hops[step] for step in pairwise(way)), as_shown(cost)) for cost, way in found]


def _carrier(link: _Link, forward: bool, said: dict[str, Row], rests_on: tuple[str, ...]) -> HopEvidence:
    row = said[link.statement]
    others = [said[link.base]] if link.base else []
    source: dict[str, Any] = {key: row[key] for key in ("report", "title", "publisher", "url", "published", "locator")}
    leaves, arrives = (link.low, link.high) if forward else (link.high, link.low)
    kind = statement_kind(row["labels"])
    if link.base:
        how = "rests on" if leaves == "ABOUT" else "is rested on"
    elif row["property"]:
        how = f"{row['property']} ({row['stance']})"
    else:
        how = f"{kind}: {leaves}, {arrives}"
    return HopEvidence(
        how=how,
        statement=link.statement,
        base=link.base or None,
        kind=kind,
        name=row["name"],
        leaves=leaves,
        arrives=arrives,
        basis=row["basis"] or RECORD,
        rests_on=rests_on,
        strength=link.strength,
        since=max([row["since"], *(other["since"] for other in others)]),
        until=min([row["until"], *(other["until"] for other in others)]),
        citation=CitedReport(**source) if row["report"] else None,
        **{key: row[key] for key in ("property", "stance", "hedge", "speaker", "start", "end", "earliest", "latest")},
    )


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _too_much(max_hops: int) -> SanctionsGraphError:
    return SanctionsGraphError(f"too much lies between the two within {max_hops} hops: lower max_hops.")


_KNOWN = "{0}.since <= $as_of AND $as_of < {0}.until"
_STANDS = f"{_KNOWN} AND ({{0}}:Record OR {{0}}.stance IN $forward)"
_DATED = "{0}.startDate AS {1}start, {0}.endDate AS {1}end, {0}.earliest AS {1}earliest, {0}.latest AS {1}latest"
_LINKS = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[x]-(s:Statement)-[y]->(b:Entity) "
    f"WHERE b.id <> a.id AND type(x) <> 'SAID_BY' AND type(y) <> 'SAID_BY' AND {_STANDS.format('s')} "
    "WITH a, b, s, x, y, COUNT { (s)-[:ABOUT]->(:Entity) } AS about "
    "WHERE about = 0 OR type(x) = 'ABOUT' OR type(y) = 'ABOUT' "
    "RETURN a.id AS a, b.id AS b, s.id AS statement, type(x) AS x, type(y) AS y, about, s.basis AS basis, "
    f"s.stance AS stance, {_DATED.format('s', '')}"
)
_RESTING = (
    "RETURN a.id AS a, b.id AS b, c.id AS statement, d.id AS base, c.basis AS basis, c.stance AS stance, "
    f"d.basis AS base_basis, d.stance AS base_stance, {_DATED.format('c', '')}, {_DATED.format('d', 'base_')}"
)
_RESTS = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[:ABOUT]-(c:Statement:Claim)-[:RESTS_ON]->(d:Statement:Claim)"
    f"-[:ABOUT]->(b:Entity) WHERE b.id <> a.id AND {_STANDS.format('c')} AND {_STANDS.format('d')} "
    f"{_RESTING}, 'ABOUT' AS x, 'RESTS_ON/ABOUT' AS y"
)
_RESTED_ON = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[:ABOUT]-(d:Statement:Claim)<-[:RESTS_ON]-(c:Statement:Claim)"
    f"-[:ABOUT]->(b:Entity) WHERE b.id <> a.id AND {_STANDS.format('c')} AND {_STANDS.format('d')} "
    f"{_RESTING}, 'RESTS_ON/ABOUT' AS x, 'ABOUT' AS y"
)
_PASSING = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})<-[x]-(s:Statement)-[y]->(b:Entity) "
    f"WHERE b.id <> a.id AND type(x) <> 'SAID_BY' AND type(y) <> 'SAID_BY' AND {_KNOWN.format('s')} "
    "RETURN a.id AS id, count(DISTINCT s.id) AS n"
)
_THINGS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels"
_SAID = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) OPTIONAL MATCH (s)-[:SAID_BY]->(p:Entity) "
    "OPTIONAL MATCH (s)-[:IN]->(r:Source) OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(u:Source) "
    "RETURN s.id AS statement, labels(s) AS labels, s.name AS name, s.property AS property, s.stance AS stance, "
    "s.basis AS basis, s.hedge AS hedge, s.since AS since, s.until AS until, s.locator AS locator, p.name AS speaker, "
    f"r.id AS report, r.name AS title, u.name AS publisher, r.url AS url, coalesce(r.published, r.date) AS published, "
    f"{_DATED.format('s', '')}"
)
_BASES = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id})-[:RESTS_ON]->(b:Statement) "
    f"WHERE {_KNOWN.format('b')} RETURN s.id AS statement, b.id AS base"
)
