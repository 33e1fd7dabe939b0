"""What a graph holds: counts by label and relationship, editions, the log of loads, direct relationships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..schema.direct import DIRECT_TYPES, not_laid
from ..schema.family import FAMILIES
from ..schema.generated import SCHEMA_VERSION
from .direct_keeping import layer_mark
from .protocols import RowReader, typed
from .text_report import TextReport


@dataclass(frozen=True)
class DirectLayer:
    """What a graph has of the layer: whether it is on, whether it is up to date, and how many of each type it has.

    It is not up to date in a graph that an earlier version wrote, until the next load or `direct --rebuild`.
    """

    on: bool
    current: bool
    relationships: Mapping[str, int]


@dataclass(frozen=True)
class EditionEntry:
    """An edition of a list; `date` is the ISO day from which it stood."""

    dataset: str
    date: str
    name: str


@dataclass(frozen=True)
class LoadEntry:
    """A load in the log: when, from which source and file, and the counts of its report."""

    at: str
    source: str
    file: str
    read: int
    written: int
    unchanged: int
    rejected: int


@dataclass(frozen=True)
class GraphInfo(TextReport):
    """What a graph holds. `nodes` are counted by label, `relationships` by type; `schema` is the model's version.

    `direct` is the derived layer over the model, whose relationships are not among `relationships`.
    """

    graph: str
    schema: int
    nodes: dict[str, int]
    relationships: dict[str, int]
    direct: DirectLayer
    editions: tuple[EditionEntry, ...]
    loads: tuple[LoadEntry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values for JSON."""
        listed = {name: [asdict(entry) for entry in getattr(self, name)] for name in ("editions", "loads")}
        return asdict(self) | listed

    def __str__(self) -> str:
        lines = [f"{self.graph}, model {self.schema}", *_counted("nodes", self.nodes)]
        lines += _counted("relationships", self.relationships)
        lines += _counted("direct", self.direct.relationships)
        lines += [f"edition        {edition.dataset} {edition.date}" for edition in self.editions]
        return "\n".join([*lines, f"loads          {len(self.loads)}"])


def _counted(label: str, counts: Mapping[str, int]) -> list[str]:
    return [f"{label:<14} {name} {number:,}" for name, number in counts.items()]


def families(reader: RowReader) -> dict[str, int]:
    """Return how many nodes each family has; cheap on both engines."""
    counts = {family: reader.run(f"MATCH (n:{family}) RETURN count(n) AS n")[0]["n"] for family in FAMILIES}
    return {family: number for family, number in counts.items() if number}


def info(reader: RowReader, uri: str) -> GraphInfo:
    """Return what the graph of `uri` holds. Direct relationships are counted apart."""
    nodes, relationships = Counter[str](), Counter[str]()
    for family in FAMILIES:
        for count in typed(_LabelCount, reader.run(f"MATCH (n:{family}) RETURN labels(n) AS labels, count(*) AS n")):
            nodes.update(dict.fromkeys(count.labels, count.n))
        links = reader.run(f"MATCH (:{family})-[r]->(){not_laid(family)} RETURN type(r) AS type, count(*) AS n")
        relationships.update({link.type: link.n for link in typed(_TypeCount, links)})
    return GraphInfo(
        uri,
        SCHEMA_VERSION,
        dict(sorted(nodes.items())),
        dict(sorted(relationships.items())),
        direct_layer(reader),
        tuple(typed(EditionEntry, reader.run(_EDITIONS))),
        tuple(typed(LoadEntry, reader.run(_LOADS))),
    )


def direct_layer(reader: RowReader) -> DirectLayer:
    """Return what a graph has of the layer."""
    mark, counts = layer_mark(reader), typed(_TypeCount, reader.run(_DIRECT))
    there = {count.type: count.n for count in counts if count.type in DIRECT_TYPES}
    return DirectLayer(mark.on, mark.on and not mark.stale, dict(sorted(there.items())))


@dataclass(frozen=True)
class _LabelCount:
    labels: list[str]
    n: int


@dataclass(frozen=True)
class _TypeCount:
    type: str
    n: int


_DIRECT = "MATCH (:Entity)-[r]->() RETURN type(r) AS type, count(*) AS n"
_EDITIONS = (
    "MATCH (e:Source:Edition) RETURN e.dataset AS dataset, e.date AS date, e.name AS name ORDER BY dataset, date"
)
_LOADS = (
    "MATCH (l:Meta:Load) RETURN l.at AS at, l.source AS source, l.file AS file, l.read AS read, "
    "l.written AS written, l.unchanged AS unchanged, l.rejected AS rejected ORDER BY at, l.id"
)
