"""Entities and events. They hold an id, a name and search names; everything else is a statement with a source."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from .errors import ValueInvalid
from .ids import check_id
from .names import clean, name_keys
from .node import Node
from .vocabulary import KINDS


class Entity(Node):
    """A person, body, place, vessel, kind of goods or event.

    `kind` becomes the last label. `names` are all names that any statement gives it, for search alone;
    who gave which name is in the statements. `nameKeys` are their folded forms.
    """

    labels: ClassVar[tuple[str, ...]] = ("Entity",)

    kind: str = Field(exclude=True)
    names: list[str] = []
    nameKeys: list[str] = []

    @field_validator("id")
    @classmethod
    def _id(cls, value: str) -> str:
        return check_id(value)

    @field_validator("kind")
    @classmethod
    def _kind(cls, value: str) -> str:
        if value not in KINDS:
            raise ValueInvalid(f"not a kind of entity: {value!r} (one of {', '.join(KINDS)})")
        return value

    def all_labels(self) -> tuple[str, ...]:
        """Return Entity, then the wider kinds, then the kind itself."""
        return ("Entity", *KINDS[self.kind], self.kind)

    @classmethod
    def named(cls, id: str, kind: str, name: str, names: list[str] | None = None) -> Entity:
        """Return an entity with its search names; `name` is one of them. Raises ValueInvalid for a blank name."""
        shown = clean(name)
        if shown is None:
            raise ValueInvalid(f"{id} has no name that can be shown")
        name = shown
        search_names = sorted({name, *filter(None, map(clean, names or []))})
        return cls(id=id, kind=kind, name=name, names=search_names, nameKeys=name_keys(search_names))
