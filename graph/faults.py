"""What is wrong in a stored graph: nodes, properties and links that the model does not have so, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..schema.dates import FOREVER, day
from ..schema.direct import not_laid
from ..schema.errors import ValueInvalid
from ..schema.family import FAMILIES
from ..schema.generated import LABELS, PROPERTIES, RELATIONSHIPS
from .protocols import StoredNode, nodes_in

if TYPE_CHECKING:
    from .store import Graph

_LABELS = frozenset(LABELS)
#: Statements of these kinds stand in a source themselves; parts stand in the statement that they belong to.
_SOURCED = ("Claim", "Record")


@dataclass(frozen=True)
class GraphFault:
    """A place in a graph, and what is wrong there."""

    place: str
    problem: str


def faults(graph: Graph) -> Iterator[GraphFault]:
    """Yield what is wrong in a graph, in an order that depends on its content alone."""
    for family in FAMILIES:
        seen: dict[str, int] = {}
        wrong: list[GraphFault] = []
        for node in nodes_in(graph.run(f"MATCH (n:{family}) RETURN n")):
            id_ = node.properties.get("id")
            if not isinstance(id_, str) or not id_:
                wrong.append(GraphFault(family, f"a node has no id, but {id_!r}"))
                continue
            seen[id_] = seen.get(id_, 0) + 1
            wrong += [GraphFault(f"{family} {id_}", problem) for problem in _problems(family, node)]
        wrong += [
            GraphFault(f"{family} {id_}", f"{number} nodes bear this id") for id_, number in seen.items() if number > 1
        ]
        yield from sorted(wrong, key=lambda fault: (fault.place, fault.problem))
    yield from _links(graph)


def _problems(family: str, node: StoredNode) -> Iterator[str]:
    properties = node.properties
    if others := set(node.labels) & set(FAMILIES) - {family}:
        yield f"is of several families: {family}, {', '.join(sorted(others))}"
    if unknown := set(node.labels) - _LABELS - set(FAMILIES):
        yield f"has a label that the model lacks: {', '.join(sorted(unknown))}"
    if not isinstance(properties.get("name"), str):
        yield "has no name"
    for name, value in sorted(properties.items()):
        if name not in PROPERTIES[family]:
            yield f"has a property that the model lacks: {name}"
        elif not _fits(PROPERTIES[family][name], value):
            yield f"{name} is {type(value).__name__}, not {type(PROPERTIES[family][name]).__name__}"
    since, until = properties.get("since"), properties.get("until")
    for name, stated in (("since", since), ("until", until)):
        if family == "Statement" and isinstance(stated, str) and not _is_day(stated):
            yield f"{name} is no day: {stated!r}"
    if isinstance(since, str) and isinstance(until, str) and since > until:
        yield f"ends before it begins: {since}, {until}"


def _fits(example: object, value: object) -> bool:
    """Whether a value is a list, a yes or no, or one value, as the example is.

    A text and a number are not told apart: `number` is the text of a paper and the count of a claim.
    """
    if isinstance(example, list):
        return isinstance(value, list) and all(_fits(example[0], item) for item in value)
    if isinstance(example, bool) or isinstance(value, bool):
        return isinstance(example, bool) and isinstance(value, bool)
    return isinstance(value, str | int | float)


def _is_day(text: str) -> bool:
    try:
        return bool(day(text))
    except ValueInvalid:
        return text == FOREVER


def _links(graph: Graph) -> Iterator[GraphFault]:
    for family in FAMILIES:
        rows = graph.run(
            f"MATCH (a:{family})-[r]->(b){not_laid(family)} RETURN DISTINCT type(r) AS type, labels(b) AS labels"
        )
        for type_ in sorted({row["type"] for row in rows if row["type"] not in RELATIONSHIPS}):
            yield GraphFault(family, f"a relationship that the model lacks leads out: {type_}")
        for type_ in sorted({row["type"] for row in rows if not set(row["labels"]) & set(FAMILIES)}):
            yield GraphFault(family, f"{type_} leads to a node that is not of the model")
    for kind in _SOURCED:
        rows = graph.run(
            f"MATCH (s:Statement:{kind}) WHERE NOT (s)-[:IN]->(:Source) RETURN s.id AS id ORDER BY id",
        )
        for row in rows:
            yield GraphFault(f"Statement {row['id']}", "stands in no source")
