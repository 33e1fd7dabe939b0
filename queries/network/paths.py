"""The best chains of statements between two entities, with the statement that carries each hop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from ...graph.day_asked import day_asked
from ...graph.projection import Projection
from ...graph.protocols import T
from ...graph.store import EntityRef, Graph
from ...graph.writing import batches
from ...schema.dates import DayLike, known_by, known_end
from ...schema.errors import SanctionsGraphError
from ...schema.vocabulary import LINKING, kind_of, statement_kind
from .chain import Chain, Chains, CitedReport, Hop, HopEvidence, Neighbourhood, chain_of
from .link_words import claim_link_words, record_link_words
from .links import (
    BASES,
    ENTITIES,
    LINKS,
    PASSING,
    RESTED_ON,
    RESTS,
    STATEMENTS,
    BaseRow,
    EntityRow,
    Link,
    LinkRow,
    Pair,
    PassingRow,
    RestingRow,
    StatementRow,
    pair_of,
)
from .ranking import RECORD, TooMany, as_shown, cheapest, hop_cost, passing_cost

#: Hops in a chain at most. Beyond, everything is linked to everything.
LONGEST = 8
#: Kinds that a chain does not pass through, unless it is asked to.
NOT_PASSED = ("Country",)
#: So many entities are looked at on both sides before the search gives up.
MOST_THINGS = 50_000


def paths(
    graph: Graph | Projection,
    start: str,
    end: str,
    *,
    as_of: DayLike | None = None,
    on: DayLike | None = None,
    limit: int = 5,
    max_hops: int = 5,
    exclude_kinds: Sequence[str] = NOT_PASSED,
) -> Chains:
    """Return the best chains of statements between two things (ids or names), at most `limit`, the best first.

    A hop is a statement that names both things, or a claim about the one that rests on a claim about the other.
    A statement about a thing links that thing with each other one that it names; one that is about none (a term
    of office, a rail link) links all that it names. The speaker of a claim is no link, and what is denied, doubted or
    declined is none.

    `as_of` leaves out what was not yet, or no longer, stated then. `on` leaves out what is stated to have begun after
    that day or ended before it; half-known dates count at their widest, and what bears no date stays.

    A hop costs more the weaker its strongest statement; a thing on the way costs the logarithm of the number of
    statements that lead on from it. Things of `exclude_kinds` are not passed through: by a State everything is linked
    with everything, and so is each place of a code list. No chain goes through a third thing of a statement that links
    its two neighbours already.

    A projection has its own days. Raises NotFound or Ambiguous for a name; SanctionsGraphError where both ends are one
    thing, limit or max_hops is out of range, or too much lies between.
    """
    if limit < 1 or not 1 <= max_hops <= LONGEST:
        problem = f"limit is at least 1 and max_hops from 1 to {LONGEST}, not {limit} and {max_hops}"
        raise SanctionsGraphError(f"{problem}.")
    if isinstance(graph, Projection):
        if as_of or on:
            raise SanctionsGraphError("as_of and on go with a graph; the projection is of its own day.")
        as_of, on, graph = graph.as_of, graph.on, graph.graph
    first, last = graph.entity(start), graph.entity(end)
    if first == last:
        raise SanctionsGraphError(f"{start!r} and {end!r} are one entity, {first.id}: give two.")
    between = _Between(graph, known_by(as_of), day_asked(graph, on) if on else None, (first.id, last.id), exclude_kinds)
    between.load(first.id, last.id, max_hops)
    try:
        ways = cheapest(
            between.costs,
            between.passing(first.id, last.id, max_hops),
            first.id,
            last.id,
            limit=limit,
            max_hops=max_hops,
            detour=between.detour,
        )
    except TooMany as error:
        raise _too_much(max_hops) from error
    return Chains(first, last, between.as_of, between.on, max_hops, tuple(between.chains(ways)))


def neighbours(
    graph: Graph, subject: str, *, as_of: DayLike | None = None, on: DayLike | None = None, limit: int = 100
) -> Neighbourhood:
    """Return what statements link directly with a thing (id or name), the firmest first, at most `limit` things.

    What links two things, and the meaning of `as_of` and `on`, are those of `paths`. Raises NotFound or Ambiguous for
    the name, SanctionsGraphError for a limit below 1.
    """
    if limit < 1:
        raise SanctionsGraphError(f"limit is at least 1, not {limit}.")
    thing = graph.entity(subject)
    between = _Between(graph, known_by(as_of), day_asked(graph, on) if on else None)
    near = between.nearest(thing.id)
    hops = between.hops({(thing.id, there) for there in near[:limit]})
    ordered = tuple(hops[thing.id, there] for there in near[:limit])
    return Neighbourhood(thing, between.as_of, between.on, len(near), ordered)


class _Between:
    """What lies between two entities, as known on a day; read ring by ring, never one entity at a time."""

    def __init__(
        self, graph: Graph, as_of: str, on: str | None, ends: Sequence[str] = (), excluded: Sequence[str] = ()
    ) -> None:
        self._graph = graph
        #: Kinds that are not passed through, and the things that are met all the same.
        self._passable = {"excluded": list(excluded), "ends": list(ends)}
        self.as_of = as_of
        self.on = on
        self._links: dict[Pair, dict[tuple[str, str], Link]] = defaultdict(dict)
        self._side_by_side: dict[Pair, set[str]] = defaultdict(set)
        self._expanded: set[str] = set()
        self.costs: dict[str, dict[str, int]] = {}

    # -- reading -----------------------------------------------------------------------------------

    def load(self, start: str, end: str, max_hops: int) -> None:
        """Read as many rings as a chain may have hops, each round the end whose next ring is smaller.

        Each hop of a chain that is short enough then starts in a ring that was read, on one side or the other.
        """
        rings = [{start}, {end}]
        reached = [{start}, {end}]
        for _ in range(max_hops):
            side = 0 if len(rings[0]) <= len(rings[1]) else 1
            # Nothing is left round this end: all that hangs together with it has been read.
            if not rings[side]:
                break
            self._expand(rings[side] - self._expanded, max_hops)
            rings[side] = {there for here in rings[side] for there in self.costs.get(here, ())} - reached[side]
            reached[side] |= rings[side]

    def _expand(self, ids: set[str], max_hops: int) -> None:
        self._expanded |= ids
        if len(self._expanded) > MOST_THINGS:
            raise _too_much(max_hops)
        rows: list[LinkRow | RestingRow] = [*self._read(LinkRow, LINKS, ids, **self._passable)]
        rows += [row for cypher in (RESTS, RESTED_ON) for row in self._read(RestingRow, cypher, ids)]
        for low, high in {self._add(row) for row in rows if self.on is None or row.may_hold(self.on)}:
            cost = hop_cost(max(link.strength for link in self._links[low, high].values()))
            self.costs.setdefault(low, {})[high] = cost
            self.costs.setdefault(high, {})[low] = cost

    def _add(self, row: LinkRow | RestingRow) -> Pair:
        pair, link = row.link()
        key = (link.statement, link.base)
        # A statement can name one entity in two roles; which of them is shown must not hang on the order of rows.
        self._links[pair][key] = min(link, self._links[pair].get(key, link))
        if link.side_by_side:
            self._side_by_side[pair].add(link.statement)
        return pair

    def nearest(self, thing: str) -> list[str]:
        """Return the ids of what is linked directly with a thing, the firmest link first."""
        self._expand({thing}, 1)
        costs = self.costs.get(thing, {})
        return sorted(costs, key=lambda there: (costs[there], there))

    def passing(self, start: str, end: str, max_hops: int) -> dict[str, int]:
        """Return the cost of passing through each entity that may lie on a chain."""
        near, far = self._hops_from(start, max_hops), self._hops_from(end, max_hops)
        on_the_way = {thing for thing, hops in near.items() if hops + far.get(thing, max_hops) <= max_hops}
        counts: dict[str, int] = dict.fromkeys(near.keys() | far.keys(), 1)
        counts |= {row.id: row.n for row in self._read(PassingRow, PASSING, on_the_way - {start, end})}
        return {thing: passing_cost(n) for thing, n in counts.items()}

    def _hops_from(self, thing: str, max_hops: int) -> dict[str, int]:
        hops_to, ring = {thing: 0}, [thing]
        for hops in range(1, max_hops + 1):
            ring = sorted({there for here in ring for there in self.costs.get(here, ())} - hops_to.keys())
            hops_to |= dict.fromkeys(ring, hops)
        return hops_to

    def detour(self, a: str, through: str, b: str) -> bool:
        """Whether one statement names all three side by side: then it links the outer two already."""
        first, second = self._side_by_side.get(pair_of(a, through)), self._side_by_side.get(pair_of(through, b))
        return bool(first and second and first & second)

    def _read(self, model: type[T], cypher: str, ids: Iterable[str], **more: list[str]) -> Iterator[T]:
        for batch in batches(sorted(ids)):
            yield from self._graph.read_as(model, cypher, ids=batch, as_of=self.as_of, forward=_FORWARD, **more)

    # -- the answer --------------------------------------------------------------------------------

    def chains(self, ways: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[Chain]:
        """Yield the chains with names and citations, which are read for these alone."""
        hops = self.hops({step for _, way in ways for step in pairwise(way)})
        for cost, way in ways:
            yield chain_of([hops[step] for step in pairwise(way)], as_shown(cost))

    def hops(self, steps: Set[Pair]) -> dict[Pair, Hop]:
        """Return the hop of each step with the names of its ends and its citations."""
        entities = {
            row.id: EntityRef(row.id, kind_of(row.labels), row.name)
            for row in self._read(EntityRow, ENTITIES, {end for step in steps for end in step})
        }
        links = [link for a, b in steps for link in self._links[pair_of(a, b)].values()]
        ids = {link.statement for link in links} | {link.base for link in links if link.base}
        statements: dict[str, StatementRow] = {}
        rows = self._read(StatementRow, STATEMENTS, ids)
        for row in sorted(rows, key=lambda row: (row.statement, row.report or "")):
            statements.setdefault(row.statement, row)
        bases: dict[str, list[str]] = defaultdict(list)
        for base in self._read(BaseRow, BASES, ids):
            bases[base.statement].append(base.base)
        hops = {}
        for a, b in steps:
            evidence = [
                self._evidence(link, a < b, statements, tuple(sorted(bases[link.statement])))
                for link in self._links[pair_of(a, b)].values()
            ]
            # Among equals the one that repeats no other, then the earlier one.
            evidence.sort(key=lambda e: (-e.strength, bool(e.rests_on), e.since, e.statement, e.base or ""))
            strongest, *alternatives = evidence
            hops[a, b] = Hop(**vars(strongest), from_=entities[a], to=entities[b], alternatives=tuple(alternatives))
        return hops

    def _evidence(
        self, link: Link, forward: bool, statements: Mapping[str, StatementRow], rests_on: tuple[str, ...]
    ) -> HopEvidence:
        row = statements[link.statement]
        both = [row, statements[link.base]] if link.base else [row]
        leaves, arrives = (link.low, link.high) if forward else (link.high, link.low)
        kind = statement_kind(row.labels)
        if link.base:
            link_text = "rests on" if leaves == "ABOUT" else "is rested on"
        elif row.property and row.stance:
            link_text = claim_link_words(row.property, row.stance)
        else:
            link_text = record_link_words(kind, leaves, arrives)
        return HopEvidence(
            how=link_text,
            statement=link.statement,
            base=link.base or None,
            kind=kind,
            name=row.name,
            leaves=leaves,
            arrives=arrives,
            property=row.property,
            stance=row.stance,
            basis=row.basis or RECORD,
            hedge=row.hedge,
            quote=row.quote,
            speaker=row.speaker,
            rests_on=rests_on,
            strength=link.strength,
            since=max(statement.since for statement in both),
            until=min(known_end(statement.until, self.as_of) for statement in both),
            start=row.start,
            end=row.end,
            earliest=row.earliest,
            latest=row.latest,
            citation=_citation(row),
        )


def _citation(row: StatementRow) -> CitedReport | None:
    if row.report is None:
        return None
    return CitedReport(row.report, row.title or "", row.publisher, row.url, row.published, row.locator)


def _too_much(max_hops: int) -> SanctionsGraphError:
    return SanctionsGraphError(f"too much lies between the two within {max_hops} hops: lower max_hops.")


_FORWARD = [str(stance) for stance in LINKING]
