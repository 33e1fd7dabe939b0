"""Which entities of the graph bear the names that a file gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...graph.protocols import RowReader, typed


@dataclass(frozen=True)
class KeyBearer:
    """An entity that bears a name, by the key of that name."""

    key: str
    id: str
    name: str
    labels: list[str]


def bearers_by_key(reader: RowReader, keys: Iterable[str]) -> dict[str, list[KeyBearer]]:
    """Return who bears names of these keys (`name_key`), by key, in the order of their ids."""
    bearers: dict[str, list[KeyBearer]] = defaultdict(list)
    keys = set(keys) - {""}
    if not keys:
        return bearers
    rows = reader.run(_BEARERS, {"keys": sorted(keys)}) if len(keys) <= FEW else reader.run(_ALL, {})
    of_keys = [bearer for bearer in typed(KeyBearer, rows) if bearer.key in keys]
    for bearer in sorted(of_keys, key=lambda bearer: bearer.id):
        bearers[bearer.key].append(bearer)
    return bearers


#: Up to so many keys the graph is gone through for each; for more, once for all.
FEW = 20
_ALL = "MATCH (e:Entity) UNWIND e.nameKeys AS key RETURN key, e.id AS id, e.name AS name, labels(e) AS labels"
_BEARERS = (
    "UNWIND $keys AS key MATCH (e:Entity) WHERE key IN e.nameKeys "
    "RETURN key, e.id AS id, e.name AS name, labels(e) AS labels"
)
