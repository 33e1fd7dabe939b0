"""A chain of statements between two entities, hop by hop with its evidence: the parts of an answer of `paths`."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar

from ...graph.networkx_graphml import with_plain_values
from ...graph.store import EntityRef
from ..results.answer import Answer, plain, text_of
from ..results.passage import passage_url

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True)
class CitedReport:
    """Where a statement can be read. `published` is the date of the report or edition, as far as known."""

    report: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    locator: str | None


@dataclass(frozen=True)
class HopEvidence:
    """A statement that links the two ends of a hop.

    `how` says in a few words how it links them; `leaves` and `arrives` are the relationships from the statement to
    the two ends. Where the hop is that a claim about one end rests on a claim about the other, `base` is the other
    claim, and the end that it is about has RESTS_ON/ABOUT. `strength` is from 6 (a record, a document) to 1 (an
    inference). `since` and `until` say when the statement stood (with `base`: when both did), as known then; `start`,
    `end`, `earliest`, `latest` when what it says was so, as far as stated. `rests_on` are the claims that it repeats
    or builds on.
    """

    how: str
    statement: str
    base: str | None
    kind: str
    name: str
    leaves: str
    arrives: str
    property: str | None
    stance: str | None
    basis: str
    hedge: str | None
    quote: str | None
    speaker: str | None
    rests_on: tuple[str, ...]
    strength: int
    since: str
    until: str
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None
    citation: CitedReport | None
    json_properties: ClassVar[Sequence[str]] = ("passage",)

    @builtins.property
    def passage(self) -> str | None:
        """The web address of the words that it is read from, or of its page."""
        return passage_url(self.citation.url, self.quote) if self.citation else None


@dataclass(frozen=True)
class Hop(HopEvidence):
    """From one entity to the next by its strongest statement; `alternatives` are the others that link the two."""

    from_: EntityRef = field(metadata={"key": "from"})
    to: EntityRef
    alternatives: tuple[HopEvidence, ...] = ()

    @property
    def evidence(self) -> Iterator[HopEvidence]:
        """Every statement that links the two, the strongest first."""
        yield self
        yield from self.alternatives


@dataclass(frozen=True)
class Chain:
    """Hops from one entity to another. `cost` orders chains of one search and means nothing else.

    `weakest` is the place in `hops`, from 0, of the hop on which the chain stands least firmly; of equals the first.
    """

    things: tuple[EntityRef, ...]
    cost: float
    weakest: int
    hops: tuple[Hop, ...]

    @property
    def weakest_hop(self) -> Hop:
        """The hop on which the chain stands least firmly."""
        return self.hops[self.weakest]

    def __str__(self) -> str:
        lines = [self.things[0].name]
        for hop in self.hops:
            mark = " (weakest)" if hop is self.weakest_hop and len(self.hops) > 1 else ""
            lines.append(f"  {hop.how}: {hop.to.name} [{_cited(hop)}]{mark}")
        return "\n".join(lines)


def chain_of(hops: Sequence[Hop], cost: float) -> Chain:
    """Return a chain of at least one hop."""
    weakest = min(range(len(hops)), key=lambda n: hops[n].strength)
    return Chain((hops[0].from_, *(hop.to for hop in hops)), cost, weakest, tuple(hops))


@dataclass(frozen=True, repr=False)
class Chains(Answer):
    """The best chains between two entities, the best first, of at most `max_hops` hops; an iterable of chains."""

    name_of_result: ClassVar[str] = "paths"
    columns: ClassVar[Sequence[str]] = (
        *("chain", "from", "how", "to", "statement", "strength", "since", "report", "publisher", "url"),
    )

    start: EntityRef
    end: EntityRef
    as_of: str
    on: str | None
    max_hops: int
    chains: tuple[Chain, ...]

    def __iter__(self) -> Iterator[Chain]:
        return iter(self.chains)

    def __len__(self) -> int:
        return len(self.chains)

    def __getitem__(self, index: int) -> Chain:
        return self.chains[index]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each hop of each chain, numbered from 1, with its citation."""
        return [
            {
                **vars(hop),
                **(vars(hop.citation) if hop.citation else {}),
                "chain": n,
                "from": hop.from_.id,
                "to": hop.to.id,
            }
            for n, chain in enumerate(self, 1)
            for hop in chain.hops
        ]

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return entities by id, with name and kind; an edge for each statement, keyed by its id."""
        things = [thing for chain in self for thing in chain.things]
        return _as_networkx(things, [hop for chain in self for hop in chain.hops])


@dataclass(frozen=True, repr=False)
class Neighbourhood(Answer):
    """What statements link directly with a thing, the firmest first. `total` counts those beyond the limit too."""

    name_of_result: ClassVar[str] = "neighbours"
    columns: ClassVar[Sequence[str]] = (
        *("to", "name", "kind", "how", "statement", "stance", "strength", "since", "report", "publisher", "url"),
    )

    what: EntityRef
    as_of: str
    on: str | None
    total: int
    hops: tuple[Hop, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each statement that links the thing with another, with its citation."""
        return [
            {
                **vars(evidence),
                **(vars(evidence.citation) if evidence.citation else {}),
                **{"to": hop.to.id, "name": hop.to.name, "kind": hop.to.kind},
            }
            for hop in self.hops
            for evidence in hop.evidence
        ]

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return entities by id, with name and kind; an edge for each statement, keyed by its id."""
        return _as_networkx([self.what], self.hops)


def _as_networkx(things: Iterable[EntityRef], hops: Iterable[Hop]) -> networkx.MultiDiGraph[str]:
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing in things:
        graph.add_node(thing.id, name=thing.name, kind=thing.kind)
    for hop in hops:
        graph.add_node(hop.to.id, name=hop.to.name, kind=hop.to.kind)
        for evidence in hop.evidence:
            graph.add_edge(hop.from_.id, hop.to.id, key=evidence.statement, **_attributes(evidence))
    return with_plain_values(graph)


def _attributes(evidence: HopEvidence) -> dict[str, Any]:
    return {attribute.name: plain(getattr(evidence, attribute.name)) for attribute in fields(HopEvidence)}


def _cited(hop: HopEvidence) -> str:
    cited = hop.citation
    return f"{cited.publisher or cited.title}, {cited.published or 'undated'}" if cited else hop.statement


@text_of.register
def _(answer: Chains, width: int) -> str:
    return "\n\n".join(map(str, answer)) or f"no chain of at most {answer.max_hops} hops was known"


@text_of.register
def _(answer: Neighbourhood, width: int) -> str:
    what = answer.what
    shown = f", the firmest {len(answer.hops):,}" if len(answer.hops) < answer.total else ""
    lines = [f"{what.name} ({what.kind}, {what.id}): linked directly with {answer.total:,}{shown}"]
    return "\n".join([*lines, *(f"  {hop.to.name} ({hop.to.id}): {hop.how} [{_cited(hop)}]" for hop in answer.hops)])
