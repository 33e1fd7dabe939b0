"""What a network shows that no single statement says: what stands between two networks, which things belong together.

Both are measures of a drawing of what was stated, not of the world: what was never reported joins nothing. They point
to where to read; each row names the statements to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from ...graph.projection import STATEMENTS, STATEMENTS_OF_ALL_BUT_PLACES, Projection, project
from ...graph.store import Graph
from ...schema.dates import DayLike
from ...schema.errors import NotFound, SanctionsGraphError
from ...schema.vocabulary import LINKING
from ..results.answer import Answer
from ..results.result import Result

if TYPE_CHECKING:
    import networkx

    NetworkLike: TypeAlias = "Graph | Projection | Result | networkx.Graph[str]"

#: Kinds that are not passed through: a State or a kind of goods joins everything, and explains nothing.
EXCLUDED_KINDS = ("Country", "Goods")
#: Steps (things of the smaller network by relations) up to which brokers are looked for.
MOST_STEPS = 200_000_000


@dataclass(frozen=True)
class Broker:
    """A thing between two networks.

    `share` is the part of all shortest ways between the things of the one network alone and those of the other alone
    that run through it, where there is a way at all. `networks` says to which of the two it belongs itself. `way` is
    one of the ways, as ids, and `statements` has a statement for each of its hops; both are empty where none is.
    """

    id: str
    name: str
    kind: str
    networks: tuple[str, ...]
    share: float
    way: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """A thing of a community: `inside` and `outside` count its neighbours in its own and in other communities."""

    community: int
    size: int
    id: str
    name: str
    kind: str
    inside: int
    outside: int


@dataclass(frozen=True, repr=False)
class _Measured(Answer):
    """An answer worked out from a network; `cypher` and `parameters` are the query that read it, if one did."""

    cypher: str = field(repr=False)
    parameters: Mapping[str, Any] = field(repr=False)

    def to_result(self) -> Result:
        """Return the rows as a Result, with the query that read the network."""
        result = super().to_result()
        return Result(result.name, result.columns, result.rows, self.cypher, self.parameters)


@dataclass(frozen=True)
class Brokers(_Measured):
    """The things that stand between two networks, the greatest share first."""

    name_of_result: ClassVar[str] = "brokers"
    columns: ClassVar[Sequence[str]] = tuple(column.name for column in fields(Broker))

    brokers: tuple[Broker, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each broker."""
        return [vars(broker) for broker in self.brokers]


@dataclass(frozen=True)
class Communities(_Measured):
    """Communities of two or more things, the largest first; each thing with its place in the one that it is in."""

    name_of_result: ClassVar[str] = "communities"
    columns: ClassVar[Sequence[str]] = tuple(column.name for column in fields(Member))

    members: tuple[Member, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each thing, by community, the best joined first."""
        return [vars(member) for member in self.members]


def brokers(
    graph: NetworkLike,
    first: str | Sequence[str],
    second: str | Sequence[str],
    *,
    as_of: DayLike | None = None,
    on: DayLike | None = None,
    limit: int = 20,
    exclude_kinds: Sequence[str] = EXCLUDED_KINDS,
    bare_places: bool = False,
) -> Brokers:
    """Return at most `limit` things between two networks, through which most of the shortest ways between them run.

    `graph` is a graph (projected as known on `as_of`, as it was so on `on`), or a projection, result or networkx graph
    that is there already. `first` and `second` are the things (ids or names) whose networks are meant, such as two
    States: what is joined to the one directly, and what to the other; or lists of ids, the networks themselves.
    Things of `exclude_kinds` are not passed through, unless a list names them; places of which nothing is stated but
    where they lie are left out without `bare_places`.

    The measure is betweenness of the two sets (Freeman 1977, as networkx has it). A thing in both networks joins them
    without a further step, and is in the answer even where no way needs it.

    Raises NotFound or Ambiguous for a name, SanctionsGraphError where a network is empty or both are one.
    """
    import networkx as nx

    first, second = _known(graph, first), _known(graph, second)
    network = _network(graph, as_of, on, bare_places)
    listed = {node for end in (first, second) if not isinstance(end, str) for node in end}
    net = _without_kinds(network.net, exclude_kinds, listed)
    a, b = (_members(network.net, end) & net.nodes for end in (first, second))
    for end, members in ((first, a), (second, b)):
        if not members:
            name = end if isinstance(end, str) else "that list"
            raise SanctionsGraphError(f"nothing is joined to {name} there: give a later day, or a list of ids.")
    if a == b:
        raise SanctionsGraphError("the two networks are the same: give two.")
    net = _joined(net, a, b)
    a_alone, b_alone = (sorted(net.nodes & ends) for ends in (a - b, b - a))
    sources, targets = sorted((a_alone, b_alone), key=len)
    if len(sources) * net.number_of_edges() > MOST_STEPS:
        raise SanctionsGraphError(
            f"{len(sources)} things by {net.number_of_edges()} relations are too many: give lists."
        )
    # On a directed graph, because networkx halves what it finds on an undirected one, as if both sets were one.
    passed = nx.betweenness_centrality_subset(net.to_directed(), sources, targets)
    pairs = sum(
        len(part.intersection(sources)) * len(part.intersection(targets)) for part in nx.connected_components(net)
    )
    ranked = sorted((n for n in net if passed[n] > 0 or n in a & b), key=lambda n: (-passed[n], str(n)))
    return Brokers(
        network.cypher,
        network.parameters,
        tuple(
            Broker(
                *_named(net, node),
                networks=tuple(label for label, members in (("first", a), ("second", b)) if node in members),
                share=round(passed[node] / pairs, 4) if pairs else 0.0,
                way=way,
                statements=tuple(_statement(net, here, there) for here, there in pairwise(way)),
            )
            for node in ranked[:limit]
            for way in [_way(net, node, a_alone, b_alone)]
        ),
    )


def communities(
    graph: NetworkLike,
    *,
    as_of: DayLike | None = None,
    on: DayLike | None = None,
    resolution: float = 1.0,
    seed: int = 0,
    exclude_kinds: Sequence[str] = EXCLUDED_KINDS,
    bare_places: bool = False,
) -> Communities:
    """Return things that are joined more among themselves than with others (Louvain, as networkx has it; seeded).

    `graph`, `as_of`, `on`, `exclude_kinds` and `bare_places` as for `brokers`; a higher `resolution` gives smaller
    communities, which are counted from 1. The same graph and seed give the same communities, on every engine. Another
    seed may part them otherwise: what holds for several seeds is worth a look.
    """
    import networkx as nx

    network = _network(graph, as_of, on, bare_places)
    net = _without_kinds(network.net, exclude_kinds, set())
    net.remove_nodes_from([node for node, degree in net.degree if not degree])
    parts = nx.community.louvain_communities(net, weight=None, resolution=resolution, seed=seed)
    largest_first = sorted((sorted(part) for part in parts if len(part) > 1), key=lambda part: (-len(part), part))
    members: list[Member] = []
    for number, part in enumerate(largest_first, 1):
        inside = {node: len(set(net[node]).intersection(part)) for node in part}
        members += [
            Member(number, len(part), *_named(net, node), inside[node], len(net[node]) - inside[node])
            for node in sorted(part, key=lambda node: (-inside[node], node))
        ]
    return Communities(network.cypher, network.parameters, tuple(members))


@dataclass(frozen=True)
class _Network:
    """Things joined by undirected edges with `statements`, in a lasting order; and the query that read them."""

    net: networkx.Graph[str]
    cypher: str
    parameters: Mapping[str, Any]


def _network(graph: NetworkLike, as_of: DayLike | None, on: DayLike | None, bare_places: bool) -> _Network:
    import networkx as nx

    cypher, parameters = "", dict[str, Any]()
    if isinstance(graph, Graph):
        cypher = STATEMENTS if bare_places else STATEMENTS_OF_ALL_BUT_PLACES
        graph = project(graph, as_of=as_of, on=on, bare_places=bare_places)
    elif as_of or on:
        raise SanctionsGraphError(f"as_of and on go with a graph; this {type(graph).__name__} is of its own day.")
    if isinstance(graph, Projection):
        cypher, parameters = (
            cypher or STATEMENTS,
            {"as_of": graph.as_of, "forward": [str(stance) for stance in LINKING]},
        )
    elif isinstance(graph, Result):
        cypher, parameters = graph.cypher, dict(graph.parameters)
    drawing: Any = graph if isinstance(graph, nx.Graph) else graph.to_networkx()
    net: networkx.Graph[str] = nx.Graph()
    for node, attributes in sorted(drawing.nodes(data=True), key=lambda item: str(item[0])):
        net.add_node(node, name=attributes.get("name") or node, kind=attributes.get("kind") or "")
    statements_of: dict[tuple[str, str], set[str]] = {}
    for start, end, attributes in drawing.edges(data=True):
        if start != end:
            pair = (min(start, end), max(start, end))
            statements_of.setdefault(pair, set()).update(_cited(attributes))
    for (start, end), statements in sorted(statements_of.items()):
        net.add_edge(start, end, statements=sorted(statements))
    return _Network(net, cypher, parameters)


def _cited(attributes: Mapping[str, Any]) -> Iterable[str]:
    statements = attributes.get("statements") or attributes.get("statement") or []
    return map(str, statements if isinstance(statements, list | tuple) else [statements])


def _known(graph: NetworkLike, end: str | Sequence[str]) -> str | Sequence[str]:
    """Return the id of a name, before the network is read; a list as it is. Raises NotFound or Ambiguous."""
    store = graph.graph if isinstance(graph, Projection) else graph
    return store.entity(end).id if isinstance(end, str) and isinstance(store, Graph) else end


def _members(net: networkx.Graph[str], end: str | Sequence[str]) -> set[str]:
    """Return the network of a thing by id, or the things of a list. Raises NotFound for what the network lacks."""
    if not isinstance(end, str):
        if unknown := sorted(set(end) - set(net.nodes)):
            raise NotFound(f"not in the network: {', '.join(unknown[:5])}. Its entities are its nodes, by id.")
        return set(end)
    if end not in net:
        raise NotFound(f"{end} is joined to nothing there. Give the id of an entity that is, or a later day.")
    return set(net[end])


def _without_kinds(net: networkx.Graph[str], kinds: Sequence[str], listed: set[str]) -> networkx.Graph[str]:
    """Return the network without things of some kinds, unless they are listed; its order is that of the network."""
    import networkx as nx

    kept: networkx.Graph[str] = nx.Graph()
    kept.add_nodes_from((n, net.nodes[n]) for n in net if n in listed or net.nodes[n]["kind"] not in kinds)
    kept.add_edges_from((a, b, data) for a, b, data in net.edges(data=True) if a in kept and b in kept)
    return kept


def _joined(net: networkx.Graph[str], first: set[str], second: set[str]) -> networkx.Graph[str]:
    """Return the parts of a network in which both have something, and what is of both: no way runs through the rest."""
    import networkx as nx

    parts = [part for part in nx.connected_components(net) if part & first and part & second]
    kept = set().union(*parts) if parts else set[str]()
    return net.subgraph([node for node in net if node in kept]).copy()


def _named(net: networkx.Graph[str], node: str) -> tuple[str, str, str]:
    """Return id, name and kind."""
    data = net.nodes[node]
    return node, data["name"], data["kind"]


def _way(net: networkx.Graph[str], node: str, first: list[str], second: list[str]) -> tuple[str, ...]:
    """Return a shortest way between others of the two networks through a thing; empty where there is none."""
    import networkx as nx

    ways = nx.single_source_shortest_path(net, node)
    near, far = (
        sorted((end for end in ends if end in ways and end != node), key=lambda end: (len(ways[end]), end))
        for ends in (first, second)
    )
    for start in near:
        hops = nx.single_source_shortest_path_length(net, start)
        for end in far:
            if hops[end] == len(ways[start]) + len(ways[end]) - 2:
                return (*reversed(ways[start]), *ways[end][1:])
    return ()


def _statement(net: networkx.Graph[str], a: str, b: str) -> str:
    statements: Sequence[str] = net.edges[a, b]["statements"]
    return statements[0] if statements else ""
