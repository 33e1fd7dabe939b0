"""What a network shows that no single statement says: who stands between two networks, which things belong together.

Both are measures of a drawing of what was said, not of the world: what nobody reported joins nothing. They point to
where to read; each row names the statements to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...graph.projection import STATEMENTS, Projection, project
from ...graph.store import Graph
from ...schema.errors import NotFound, SanctionsGraphError
from ...schema.vocabulary import LINKING
from ..results.result import Result

if TYPE_CHECKING:
    import networkx

#: Kinds that are not passed through: a State or a kind of goods joins everything, and explains nothing.
WITHOUT = ("Country", "Goods")
#: Steps (things of the smaller network by relations) up to which brokers are looked for.
MOST_STEPS = 200_000_000


def brokers(
    where: Graph | Projection | Result | networkx.Graph[str],
    first: str | Sequence[str],
    second: str | Sequence[str],
    as_of: str | None = None,
    on: str | None = None,
    k: int = 20,
    without: Sequence[str] = WITHOUT,
) -> Result:
    """The things that stand between two networks: the k through which most of the shortest ways between them run.

    `where` is a graph (projected as known on `as_of`, as it was so on `on`), or a projection, result or networkx graph
    that is there already. `first` and `second` are the things (ids or names) whose networks are meant, such as two
    States: what is joined to the one directly, and what to the other; or lists of ids, the networks themselves.
    Things of the kinds in `without` are not passed through, unless a list names them.

    `share` is the part of all shortest ways between the things of the one network alone and those of the other alone
    that run through it, where there is a way at all (betweenness of the two sets, Freeman 1977 as networkx has it).
    `networks` says to which of the two it belongs itself; a thing in both joins them without a further step, and
    stands in the list even where no way needs it. `way` is one of the ways, as ids, and `statements` has a statement
    for each of its hops.

    Raises NotFound or Ambiguous for a name, SanctionsGraphError where a network is empty or both are one.
    """
    import networkx as nx

    whole, question = _network(where, as_of, on)
    ends = [_members(where, whole, given) for given in (first, second)]
    a, b = (set(members) for members in ends)
    named = {node for given in (first, second) if not isinstance(given, str) for node in given}
    net = _without(whole, set(without), named)
    a, b = a & net.nodes, b & net.nodes
    for given, members in ((first, a), (second, b)):
        if not members:
            told = given if isinstance(given, str) else "that list"
            raise SanctionsGraphError(f"nothing is joined to {told} there: give a later day, or a list of ids.")
    if a == b:
        raise SanctionsGraphError("the two networks are the same: give two.")
    alone, other = sorted(a - b), sorted(b - a)
    sources, targets = (alone, other) if len(alone) <= len(other) else (other, alone)
    if len(sources) * net.number_of_edges() > MOST_STEPS:
        raise SanctionsGraphError(
            f"{len(sources)} things by {net.number_of_edges()} relations are too many: give lists."
        )
    # On a directed graph, because networkx halves what it finds on an undirected one, as if both sets were one.
    passed = nx.betweenness_centrality_subset(net.to_directed(), sources, targets)
    joined = sum(
        len(part.intersection(sources)) * len(part.intersection(targets)) for part in nx.connected_components(net)
    )
    ranked = sorted((n for n in net if passed[n] > 0 or n in a & b), key=lambda n: (-passed[n], str(n)))
    rows = [
        {
            "id": node,
            "name": net.nodes[node]["name"],
            "kind": net.nodes[node]["kind"],
            "networks": [label for label, members in (("first", a), ("second", b)) if node in members],
            "share": round(passed[node] / joined, 4) if joined else 0.0,
            **_way(net, node, alone, other),
        }
        for node in ranked[:k]
    ]
    columns = ["id", "name", "kind", "networks", "share", "way", "statements"]
    return Result("brokers", columns, rows, *question)


def communities(
    where: Graph | Projection | Result | networkx.Graph[str],
    as_of: str | None = None,
    on: str | None = None,
    resolution: float = 1.0,
    seed: int = 0,
    without: Sequence[str] = WITHOUT,
) -> Result:
    """Things that are joined more among themselves than with others (Louvain, as networkx has it; seeded).

    `where`, `as_of`, `on` and `without` as for `brokers`; a higher `resolution` gives smaller communities. A row for
    each thing of a community of two or more, the largest first: `community` counts them from 1, `inside` and
    `outside` are the things of its own and of other communities that it is joined to.

    The same graph and seed give the same communities, on every engine. Another seed may part them otherwise: what
    holds for several seeds is worth a look.
    """
    import networkx as nx

    whole, question = _network(where, as_of, on)
    net = _without(whole, set(without), set())
    found = nx.community.louvain_communities(net, weight=None, resolution=resolution, seed=seed)
    parts = sorted((sorted(part) for part in found if len(part) > 1), key=lambda part: (-len(part), part))
    rows: list[dict[str, Any]] = []
    for number, part in enumerate(parts, 1):
        members = set(part)
        told = []
        for node in part:
            near = set(net[node])
            inside = len(near & members)
            said = {"community": number, "size": len(part), "id": node, "inside": inside, "outside": len(near) - inside}
            told.append({**said, "name": net.nodes[node]["name"], "kind": net.nodes[node]["kind"]})
        rows += sorted(told, key=lambda row: (-row["inside"], row["id"]))
    return Result("communities", ["community", "size", "id", "name", "kind", "inside", "outside"], rows, *question)


def _network(where: Any, as_of: str | None, on: str | None) -> tuple[networkx.Graph[str], tuple[str, dict[str, Any]]]:
    """Things joined by undirected edges with `statements`, in a lasting order; and the query with its parameters."""
    import networkx as nx

    question: tuple[str, dict[str, Any]] = ("", {})
    if isinstance(where, Graph):
        where = project(where, as_of=as_of, on=on)
    elif as_of or on:
        raise SanctionsGraphError(f"as_of and on go with a graph; this {type(where).__name__} is of its own day.")
    if isinstance(where, Projection):
        question = STATEMENTS, {"as_of": where.as_of, "forward": [str(stance) for stance in LINKING]}
    elif isinstance(where, Result):
        question = where.cypher, dict(where.parameters)
    given = where if isinstance(where, nx.Graph) else where.to_networkx()
    net: networkx.Graph[str] = nx.Graph()
    for node, held in sorted(given.nodes(data=True), key=lambda item: str(item[0])):
        net.add_node(node, name=held.get("name") or node, kind=held.get("kind") or "")
    said: dict[tuple[str, str], set[str]] = {}
    for start, end, held in given.edges(data=True):
        if start != end:
            said.setdefault((min(start, end), max(start, end)), set()).update(_cited(held))
    for (start, end), statements in sorted(said.items()):
        net.add_edge(start, end, statements=sorted(statements))
    return net, question


def _cited(held: dict[str, Any]) -> Iterable[str]:
    given = held.get("statements") or held.get("statement") or []
    return map(str, given if isinstance(given, list | tuple) else [given])


def _members(where: Any, net: networkx.Graph[str], given: str | Sequence[str]) -> list[str]:
    """The network of a thing, or the list of its members itself. Raises NotFound for what the graph lacks."""
    if not isinstance(given, str):
        if unknown := sorted(set(given) - set(net.nodes)):
            raise NotFound(f"not in the network: {', '.join(unknown[:5])}. Its things are its nodes, by id.")
        return list(given)
    graph = where.graph if isinstance(where, Projection) else where
    id_ = graph.entity(given).id if isinstance(graph, Graph) else given
    if id_ not in net:
        raise NotFound(f"{given} is joined to nothing there. Give the id of a thing that is, or a later day.")
    return list(net[id_])


def _without(net: networkx.Graph[str], kinds: set[str], named: set[str]) -> networkx.Graph[str]:
    """The network without things of some kinds, unless they are named."""
    import networkx as nx

    kept: networkx.Graph[str] = nx.Graph()
    kept.add_nodes_from((n, held) for n, held in net.nodes(data=True) if n in named or held["kind"] not in kinds)
    kept.add_edges_from((a, b, held) for a, b, held in net.edges(data=True) if a in kept and b in kept)
    return kept


def _way(net: networkx.Graph[str], node: str, first: list[str], second: list[str]) -> dict[str, list[str]]:
    """A shortest way between others of the two networks through a thing, and a statement a hop; empty where none is."""
    import networkx as nx

    ways = nx.single_source_shortest_path(net, node)
    near = sorted((end for end in first if end in ways and end != node), key=lambda end: (len(ways[end]), end))
    far = sorted((end for end in second if end in ways and end != node), key=lambda end: (len(ways[end]), end))
    for start in near:
        hops = nx.single_source_shortest_path_length(net, start)
        for end in far:
            if hops[end] == len(ways[start]) + len(ways[end]) - 2:
                way = [*reversed(ways[start]), *ways[end][1:]]
                return {"way": way, "statements": [(net[a][b]["statements"] or [""])[0] for a, b in pairwise(way)]}
    return {"way": [], "statements": []}
