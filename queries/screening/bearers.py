"""The things of a graph that bear names, and their index: read once, kept until the graph changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from ...graph.store import Graph
from ...schema.errors import ValueInvalid
from ...schema.vocabulary import KINDS, kind_of
from .candidates import Candidates
from .names import kind_of_schema

#: So many indexes of one graph are kept, by schema and day.
KEPT = 8
#: What is screened where no schema is given: those who can be party to something, and what can be listed.
PARTIES = frozenset({"Person", "Organization", "LegalEntity", "Vessel", "Asset"})
_BODIES = frozenset({"Organization", "LegalEntity"})
#: Properties of FollowTheMoney that hold names.
_NAMED = ("name", "alias", "weakAlias", "previousName", "abbreviation")


@dataclass(frozen=True)
class NameBearer:
    """A thing with its names; `by` says by which rules they are compared: as a person's, a body's or a thing's."""

    id: str
    kind: str
    name: str
    by: str


@dataclass(frozen=True)
class Index:
    """Names with their bearers, place by place, and the index of the names."""

    names: list[str]
    bearers: list[NameBearer]
    candidates: Candidates
    _places: dict[str, list[int]] = field(default_factory=dict)

    def places_of(self, id_: str) -> list[int]:
        """The places of all names of a thing."""
        if not self._places:
            for place, bearer in enumerate(self.bearers):
                self._places.setdefault(bearer.id, []).append(place)
        return self._places.get(id_, [])


def wanted(schema: str | None) -> frozenset[str]:
    """Labels of the things that a schema asks for. Lists seldom tell a company from another body or a party.

    Raises ValueInvalid for an unknown schema.
    """
    if schema is None:
        return PARTIES
    if schema not in KINDS:
        raise ValueInvalid(f"not a kind of thing that bears names: {schema!r} (one of {', '.join(sorted(KINDS))})")
    if schema == "Person":
        return frozenset({"Person", "LegalEntity"})
    if schema == "LegalEntity":
        return _BODIES | {"Person"}
    return _BODIES if kind_of_schema(schema) == "body" else frozenset({schema})


class Bearers:
    """Indexes over one graph, by the schema asked for and the day of knowledge; made anew when the graph changes."""

    _of: ClassVar[WeakKeyDictionary[Graph, Bearers]] = WeakKeyDictionary()

    def __init__(self, graph: Graph, state: str | None) -> None:
        self.state = state
        self._graph = graph
        self._rows: dict[str | None, list[dict[str, Any]]] = {}
        self._indexes: dict[tuple[str | None, frozenset[str]], Index] = {}

    @classmethod
    def of(cls, graph: Graph) -> Bearers:
        """The indexes of a graph in its present state."""
        state = graph.state()
        found = cls._of.get(graph)
        if found is None or found.state != state:
            found = cls._of[graph] = cls(graph, state)
        return found

    def index(self, schema: str | None = None, as_of: str | None = None) -> Index:
        """The index of the names that things of a schema had by a day."""
        labels = wanted(schema)
        if (as_of, labels) not in self._indexes:
            if len(self._indexes) >= KEPT:
                self._indexes.clear()
                self._rows.clear()
            self._indexes[as_of, labels] = self._made(labels, schema, as_of)
        return self._indexes[as_of, labels]

    def _made(self, labels: frozenset[str], schema: str | None, as_of: str | None) -> Index:
        names: list[str] = []
        bearers: list[NameBearer] = []
        for row in self._known(as_of):
            if labels.isdisjoint(row["labels"]):
                continue
            kind = kind_of(row["labels"])
            by = kind_of_schema(schema if schema and kind == "LegalEntity" else kind)
            bearer = NameBearer(row["id"], kind, row["name"], by)
            for name in row["names"] or [row["name"]]:
                names.append(name)
                bearers.append(bearer)
        return Index(names, bearers, Candidates(names))

    def _known(self, as_of: str | None) -> list[dict[str, Any]]:
        if as_of not in self._rows:
            rows = self._graph.read(NAMES).rows
            self._rows[as_of] = _as_known(self._graph, rows, as_of) if as_of else rows
        return self._rows[as_of]


def _as_known(graph: Graph, rows: list[dict[str, Any]], as_of: str) -> list[dict[str, Any]]:
    """The things of which a statement stood on a day, under the names that records gave them then."""
    mentioned = {row["id"] for row in graph.read(_MENTIONED, as_of=as_of).rows}
    given: dict[str, set[str]] = defaultdict(set)
    for row in graph.read(_GIVEN, as_of=as_of).rows:
        given[row["id"]].add(row["name"])
        for said in row["given"] or []:
            prop, _, value = said.partition("=")
            if prop in _NAMED:
                given[row["id"]].add(value)
    for row in graph.read(_ALIASES, as_of=as_of).rows:
        given[row["id"]].add(row["name"])
    return [
        {**row, "names": sorted(given[row["id"]] & set(row["names"] or ())) or [row["name"]]}
        for row in rows
        if row["id"] in mentioned
    ]


NAMES = "MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.names AS names ORDER BY id"
_STOOD = "WHERE s.since <= $as_of AND s.until > $as_of"
#: Under which names curators file a thing says nothing of what was known of it.
_NAMED_BY = f"{_STOOD} OR 'Identity' IN labels(s)"
_MENTIONED = f"MATCH (s:Statement)-->(e:Entity) {_STOOD} RETURN DISTINCT e.id AS id ORDER BY id"
_GIVEN = (
    f"MATCH (s:Statement:Record)-[:ABOUT]->(e:Entity) {_NAMED_BY} "
    "RETURN e.id AS id, s.name AS name, s.values AS given ORDER BY id, name"
)
_ALIASES = (
    f"MATCH (s:Statement:Record)-[:ABOUT]->(e:Entity) {_NAMED_BY} MATCH (s)-[:PART]->(a:Alias) "
    "RETURN DISTINCT e.id AS id, a.name AS name ORDER BY id, name"
)
