"""How a model class describes a node of the graph: its labels, properties and relationships.

A field is a property unless it is marked with `Rel`; then it holds the id (or ids) of the nodes that
the relationship points to, or, for parts, the nodes themselves. The graph writer, the constraints, the
ontology and the data dictionary are all read off these classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticUndefined

from .family import FAMILIES as FAMILIES
from .family import Value as Value


@dataclass(frozen=True)
class Rel:
    """Marks a field as a relationship: its type and the family of the node at its end."""

    type: str
    family: str
    why: str = ""


class Node(BaseModel):
    """A node: an `id`, unique in its family, and a `name` for people.

    `name` is never missing, because the embedded engine would make one up.
    """

    # Validators are built when a class is first used: a command needs few of the classes.
    model_config = ConfigDict(extra="forbid", use_enum_values=True, defer_build=True)
    labels: ClassVar[tuple[str, ...]] = ()

    id: str
    name: str

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Let each node make its empty lists: pydantic copies one that is a default deeply, which takes ten times as
        long, for each field of each node.
        """
        for info in cls.model_fields.values():
            if info.default == []:
                info.default, info.default_factory = PydanticUndefined, list

    @property
    def family(self) -> str:
        """The first label, on which identity and indexes rest."""
        return self.labels[0]

    @property
    def linked(self) -> bool:
        """Whether nodes of this class have links."""
        return bool(fields(type(self)).relationships)

    def all_labels(self) -> tuple[str, ...]:
        """Return the labels of this node, its family first."""
        return self.labels

    def properties(self) -> dict[str, Value]:
        """Return the stored properties; empty values are left out."""
        values = self.__dict__
        return {
            name: value
            for name in fields(type(self)).properties
            # Nearly every value is a text, and to compare it with a list takes twice the time.
            if (value := values[name]) or (value is not None and value != [])
        }

    def relationships(self) -> Iterator[tuple[str, str, str]]:
        """Yield (type, family, id) of each node that this one links to, parts included."""
        values = self.__dict__
        for field, rel in fields(type(self)).relationships.items():
            value = values[field]
            if isinstance(value, str):
                yield rel.type, rel.family, value
            elif value:
                for item in value if isinstance(value, list) else [value]:
                    yield rel.type, rel.family, item if isinstance(item, str) else item.id

    def parts(self) -> Iterator[Node]:
        """Yield the parts of this node, such as the aliases of a listing."""
        values = self.__dict__
        for field in fields(type(self)).relationships:
            value = values[field]
            if value and not isinstance(value, str):
                yield from (
                    item for item in (value if isinstance(value, list) else [value]) if not isinstance(item, str)
                )


@dataclass(frozen=True)
class Fields:
    """The fields of a model class, sorted by what they become."""

    properties: tuple[str, ...]
    relationships: dict[str, Rel]


@cache
def fields(model: type[Node]) -> Fields:
    """Return which fields of a class are properties and which are relationships."""
    relationships: dict[str, Rel] = {}
    for field, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, Rel):
                relationships[field] = mark
    properties = tuple(f for f, info in model.model_fields.items() if f not in relationships and not info.exclude)
    return Fields(properties, relationships)


def concrete(base: type[Node]) -> list[type[Node]]:
    """Return every model class below `base` that has labels of its own, sorted by label."""
    models: dict[str, type[Node]] = {}
    stack: list[Any] = [base]
    while stack:
        model = stack.pop()
        stack.extend(model.__subclasses__())
        if "labels" in vars(model) and model.labels and not vars(model).get("abstract", False):
            models[":".join(model.labels)] = model
    return [models[k] for k in sorted(models)]
