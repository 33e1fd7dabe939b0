"""Engines, loaders and exporters of other packages, by entry points.

A package adds one by an entry point in the group `sanctionsgraph.engines`, `sanctionsgraph.loaders` or
`sanctionsgraph.exporters`; docs/extending.md says what each refers to. Names that this program has itself stay its own.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Literal

from ..schema.errors import SanctionsGraphError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind = Literal["engines", "loaders", "exporters"]
_log = logging.getLogger(__name__)


def extensions(kind: Kind) -> dict[str, EntryPoint]:
    """Return the entry points of a kind by name; nothing of them is imported."""
    # It takes as long to import as the rest of the graph, and a graph file needs no engine of another package.
    from importlib.metadata import entry_points

    return {point.name: point for point in sorted(entry_points(group=f"sanctionsgraph.{kind}"))}


def load_extension(point: EntryPoint) -> Any:
    """Return the object of an entry point. Raises SanctionsGraphError if it cannot be imported."""
    package = point.dist.name if point.dist else point.value
    _log.debug("%s %r comes from %s", point.group, point.name, package)
    try:
        return point.load()
    except Exception as error:
        # Whatever a foreign module raises while it is imported.
        problem = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise SanctionsGraphError(
            f"{point.name!r} of the package {package} cannot be loaded ({problem}). Update the package, or remove it."
        ) from error
