"""Small files of FollowTheMoney entities and deltas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Entity = dict[str, Any]


def entity(id: str, schema: str = "Person", **properties: Any) -> Entity:
    listed = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    return {"id": id, "schema": schema, "properties": listed, "datasets": ["made"], "last_seen": "2024-01-01T00:00:00"}


def write(path: Path, entities: Iterable[Entity | str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [e if isinstance(e, str) else json.dumps(e, ensure_ascii=False) for e in entities]
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def op(code: str, entity: Entity) -> Entity:
    return {"op": code, "entity": entity}
