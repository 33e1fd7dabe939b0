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

    @classmethod
    def of(cls, node: Node) -> NodeRow:
        """Return the row of a model object."""
        return cls(node.all_labels(), node.properties(), list(node.relationships()) if node.linked else [])
