"""A State as an entity: every loader that refers to one writes it by its ISO code, under the same name."""

from __future__ import annotations

from ...schema.countries import PREFIX, short_name, state_name
from ...schema.entities import Entity


def state_entity(id_: str) -> Entity:
    """Return the State of an id such as `iso:IR`."""
    code = id_.removeprefix(PREFIX)
    return Entity.named(f"{PREFIX}{code}", "Country", short_name(code), [code, state_name(code)])
