"""The entities of a graph that bear names, and their index: read once, kept until the graph changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from logging import getLogger
from typing import ClassVar
from weakref import WeakKeyDictionary

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import stood_in_cypher
from ...schema.errors import ValueInvalid
from ...schema.near_names import near_or_all
from ...schema.vocabulary import KINDS, kind_of
from .candidates import Candidates
from .kept_names import kept_names
from .name_index import NameBearer, NameIndex
from .names import kind_of_schema
from .variants import is_placeholder, kind_of_variants, name_variants

#: So many indexes of one graph are kept, by schema and day.
KEPT = 8
#: What is screened where no schema is given: those who can be party to something, and what can be listed.
PARTIES = frozenset({"Person", "Organization", "LegalEntity", "Vessel", "Asset"})
_BODIES = frozenset({"Organization", "LegalEntity"})
#: Properties of FollowTheMoney that hold names.
_NAME_PROPERTIES = ("name", "alias", "weakAlias", "previousName", "abbreviation")

_log = getLogger(__name__)


@dataclass(frozen=True)
class _EntityNames:
    id: str
    labels: list[str]
    name: str
    names: list[str] | None


@dataclass(frozen=True)
class _RecordNames:
    id: str
    name: str
    values: list[str] | None


@dataclass(frozen=True)
class _AliasRow:
    id: str
    name: str


@dataclass(frozen=True)
class _MentionedRow:
    id: str


def labels_of(schema: str | None) -> frozenset[str]:
    """Return the labels of the entities that a schema asks for. Lists seldom tell a company from another body.

    Raises ValueInvalid for an unknown schema.
    """
    if schema is None:
        return PARTIES
    if schema not in KINDS:
        raise ValueInvalid(f"not a kind of entity that bears names: {schema!r} ({near_or_all(schema, sorted(KINDS))})")
    if schema == "Person":
        return frozenset({"Person", "LegalEntity"})
    if schema == "LegalEntity":
        return _BODIES | {"Person"}
    return _BODIES if kind_of_schema(schema) == "body" else frozenset({schema})


class Bearers:
    """Indexes over one graph, by the schema asked for and the day of knowledge; rebuilt when the graph changes."""

    _by_graph: ClassVar[WeakKeyDictionary[Graph, Bearers]] = WeakKeyDictionary()

    def __init__(self, graph: Graph, state: str | None) -> None:
        self.state = state
        self._graph = graph
        self._rows: dict[str | None, list[_EntityNames]] = {}
        self._indexes: dict[tuple[str | None, frozenset[str]], NameIndex] = {}

    @classmethod
    def of(cls, graph: Graph) -> Bearers:
        """Return the indexes of a graph in its present state."""
        state = graph.state()
        bearers = cls._by_graph.get(graph)
        if bearers is None or bearers.state != state:
            bearers = cls._by_graph[graph] = cls(graph, state)
        return bearers

    def index(self, schema: str | None = None, as_of: str | None = None, kept: bool = False) -> NameIndex:
        """Return the index of the names that entities of a schema had by a day.

        With `kept` one is kept beside the graph's file, and taken from there: right for a few names, slower for many.
        """
        labels = labels_of(schema)
        if (as_of, labels) not in self._indexes:
            if len(self._indexes) >= KEPT:
                self._indexes.clear()
                self._rows.clear()
            if kept and as_of is None and self._graph.file:
                fresh = kept_names(self._graph, schema, lambda: self._index(labels, schema, None))
            else:
                fresh = self._index(labels, schema, as_of)
            self._indexes[as_of, labels] = fresh
        return self._indexes[as_of, labels]

    def _index(self, labels: frozenset[str], schema: str | None, as_of: str | None) -> NameIndex:
        names: list[str] = []
        bearers: list[NameBearer] = []
        for row in self._entities(as_of):
            if labels.isdisjoint(row.labels):
                continue
            kind = kind_of(row.labels)
            by = kind_of_schema(schema if schema and kind == "LegalEntity" else kind)
            bearer = NameBearer(row.id, kind, row.name, by)
            names_borne = [name for name in row.names or [row.name] if name == row.name or not is_placeholder(name)]
            variants = (v for name in names_borne for v in name_variants(name, kind_of_variants(kind), loose=True))
            for name in dict.fromkeys(variants):
                names.append(name)
                bearers.append(bearer)
        _log.info("index of %d names", len(names))
        return NameIndex(names, bearers, Candidates.of(names), self._weak())

    def _weak(self) -> frozenset[tuple[str, str]]:
        """Return the names that publishers give as weak aliases alone, each with the id of its bearer."""
        rows = [row for query in (_WEAK, _WEAK_VALUES) for row in self._graph.read_as(_AliasRow, query)]
        weak = {(row.id, name) for row in rows for name in name_variants(row.name, "", loose=True)}
        for batch in batches(sorted({id_ for id_, _ in weak})):
            for query in (_STRONG, _RECORDED):
                weak -= {(row.id, row.name) for row in self._graph.read_as(_AliasRow, query, ids=batch)}
        return frozenset(weak)

    def _entities(self, as_of: str | None) -> list[_EntityNames]:
        if as_of not in self._rows:
            rows = self._graph.read_as(_EntityNames, NAMES)
            self._rows[as_of] = _known_by(self._graph, rows, as_of) if as_of else rows
        return self._rows[as_of]


def _known_by(graph: Graph, rows: Iterable[_EntityNames], as_of: str) -> list[_EntityNames]:
    """Return the entities of which a statement stood on a day, under the names that records gave them then."""
    mentioned = {row.id for row in graph.read_as(_MentionedRow, _MENTIONED, as_of=as_of)}
    names: dict[str, set[str]] = defaultdict(set)
    for record in graph.read_as(_RecordNames, _RECORD_NAMES, as_of=as_of):
        names[record.id].add(record.name)
        for item in record.values or []:
            prop, _, value = item.partition("=")
            if prop in _NAME_PROPERTIES:
                names[record.id].add(value)
    for alias in graph.read_as(_AliasRow, _ALIASES, as_of=as_of):
        names[alias.id].add(alias.name)
    return [
        _EntityNames(row.id, row.labels, row.name, sorted(names[row.id] & set(row.names or ())) or [row.name])
        for row in rows
        if row.id in mentioned
    ]


NAMES = "MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.names AS names ORDER BY id"
_STOOD = f"WHERE {stood_in_cypher('s')}"
#: Under which names curators file an entity says nothing of what was known of it.
_NAMED_BY = f"{_STOOD} OR 'Identity' IN labels(s)"
_MENTIONED = f"MATCH (s:Statement)-->(e:Entity) {_STOOD} RETURN DISTINCT e.id AS id ORDER BY id"
_RECORD_NAMES = (
    f"MATCH (s:Statement:Record)-[:ABOUT]->(e:Entity) {_NAMED_BY} "
    "RETURN e.id AS id, s.name AS name, s.values AS values ORDER BY id, name"
)
_ALIASES = (
    f"MATCH (s:Statement:Record)-[:ABOUT]->(e:Entity) {_NAMED_BY} MATCH (s)-[:PART]->(a:Alias) "
    "RETURN DISTINCT e.id AS id, a.name AS name ORDER BY id, name"
)
_IS_WEAK = "(toLower(a.quality) CONTAINS 'low' OR toLower(a.quality) CONTAINS 'weak')"
_WEAK = (
    f"MATCH (e:Entity)<-[:ABOUT]-(s:Statement:Record)-[:PART]->(a:Alias) WHERE {_IS_WEAK} "
    "RETURN DISTINCT e.id AS id, a.name AS name ORDER BY id, name"
)
_WEAK_VALUES = (
    "MATCH (e:Entity)<-[:ABOUT]-(s:Statement:Record) WHERE s.values IS NOT NULL UNWIND s.values AS value "
    "WITH e, value WHERE value STARTS WITH 'weakAlias=' "
    "RETURN DISTINCT e.id AS id, substring(value, 10) AS name ORDER BY id, name"
)
_STRONG = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(s:Statement:Record)-[:PART]->(a:Alias) "
    f"WHERE a.quality IS NULL OR NOT {_IS_WEAK} RETURN DISTINCT id, a.name AS name ORDER BY id, name"
)
_RECORDED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(s:Statement:Record) WHERE s.name IS NOT NULL "
    "RETURN DISTINCT id, s.name AS name ORDER BY id, name"
)
