"""The families of nodes and the values of their properties; whoever only reads a graph needs no more of the model."""

from __future__ import annotations

from typing import TypeAlias

#: The first label of every node; ids are unique in it.
FAMILIES = ("Entity", "Statement", "Source", "Law")

Value: TypeAlias = str | int | float | bool | list[str] | list[int] | list[float]
