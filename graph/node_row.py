"""A node as it is written, with its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..schema.family import Value

if TYPE_CHECKING:
    from ..schema.node import Node

Link = tuple[str, str, str]
#: Types of links, each with the family that it leads to.
Ends = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class NodeRow:
    """A node as it is written: its labels, family first, its properties with `id`, its links out."""

    labels: tuple[str, ...]
    properties: dict[str, Value]
    links: list[Link] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Unique in the family."""
        return self.properties["id"]  # type: ignore[return-value]

    @property
    def family(self) -> str:
        """The first label."""
        return self.labels[0]

    def text(self, name: str) -> str:
        """Return a property as text; empty where the node lacks it."""
        return str(self.properties.get(name, ""))

    def texts(self, name: str) -> list[str]:
        """Return a property as a list of texts; empty where the node lacks it."""
        value = self.properties.get(name, [])
        return list(map(str, value)) if isinstance(value, list) else [str(value)]

    @classmethod
    def of(cls, node: Node) -> NodeRow:
        """Return the row of a model object."""
        return cls(node.all_labels(), node.properties(), list(node.relationships()) if node.linked else [])
