"""Names of a graph with those who bear them, ready to be looked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .candidates import Candidates


@dataclass(frozen=True, slots=True)
class NameBearer:
    """An entity with its names; `by` says by which rules they are compared: as a person's, a body's or a thing's."""

    id: str
    kind: str
    name: str
    by: str


@dataclass(frozen=True)
class NameIndex:
    """Names with their bearers, place by place, the index of the names, and the names that are weak aliases only."""

    names: Sequence[str]
    bearers: Sequence[NameBearer]
    candidates: Candidates
    weak: frozenset[tuple[str, str]]
    _places: Mapping[str, list[int]] | None = None

    def places_of(self, id_: str) -> list[int]:
        """Return the places of all names of an entity."""
        return self._by_id.get(id_, [])

    @cached_property
    def _by_id(self) -> Mapping[str, list[int]]:
        if self._places is not None:
            return self._places
        places: dict[str, list[int]] = {}
        for place, bearer in enumerate(self.bearers):
            places.setdefault(bearer.id, []).append(place)
        return places
