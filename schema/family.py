"""The families of nodes and the values of their properties: all of the model that reading a graph needs."""

from __future__ import annotations

from typing import TypeAlias

#: The first label of every node; ids are unique in it.
FAMILIES = ("Entity", "Statement", "Source", "Law")

Value: TypeAlias = str | int | float | bool | list[str] | list[int] | list[float]
