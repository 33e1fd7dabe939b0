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
    if asked := sorted(set(keys) - {""}):
        for bearer in typed(KeyBearer, reader.run(_BEARERS, {"keys": asked})):
            bearers[bearer.key].append(bearer)
    return bearers


_BEARERS = (
    "UNWIND $keys AS key MATCH (e:Entity) WHERE key IN e.nameKeys "
    "RETURN key, e.id AS id, e.name AS name, labels(e) AS labels ORDER BY key, id"
)
