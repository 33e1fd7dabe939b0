"""Every form in which a graph can be handed on, and the one way to write it: whole, or not at all."""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, cast

from ..graph.gc_pause import gc_paused
from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.dates import DayLike, day
from ..schema.errors import NotFound, SanctionsGraphError


@dataclass(frozen=True)
class ExportFormat:
    """A form: the module that writes it, what it is, a file name; `folder` where it is several files."""

    module: str
    summary: str
    example: str
    folder: bool = False


#: The forms by name, in the order in which they are listed.
FORMS = {
    "turtle": ExportFormat("rdf", "RDF, easy to read", "graph.ttl"),
    "trig": ExportFormat("rdf", "RDF with a named graph for each source, easy to read", "graph.trig"),
    "nquads": ExportFormat("rdf", "RDF with a named graph for each source, one statement a line", "graph.nq"),
    "jsonld": ExportFormat("rdf", "RDF as JSON-LD", "graph.jsonld"),
    "ftm": ExportFormat("ftm.writer", "FollowTheMoney entities, JSON lines", "entities.ftm.json"),
    "ftm-statements": ExportFormat(
        "ftm.writer", "FollowTheMoney statements with dataset, first and last seen, CSV", "statements.csv"
    ),
    "graphml": ExportFormat("graphml", "GraphML, for Gephi, yEd, Cytoscape", "graph.graphml"),
    "neo4j-admin": ExportFormat("neo4j_admin", "files for `neo4j-admin database import`", "import", folder=True),
}


class _ExporterModule(Protocol):
    def write(
        self, graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None
    ) -> dict[str, int]: ...


class _Folder(Protocol):
    def write(self, graph: Graph, folder: Path) -> dict[str, int]: ...


@gc_paused()
def export(
    graph: Graph, form: str, out: str | Path, *, as_of: DayLike | None = None, progress: Progress | None = None
) -> dict[str, int]:
    """Write a graph in a form, and say how much was written. What stood at `out` is replaced at the end, or stays.

    With `as_of` what was known on that day. Raises NotFound for an unknown form, SanctionsGraphError where the
    file cannot be written or the form knows no day.
    """
    known = FORMS.get(form)
    if known is None:
        raise NotFound(f"no form {form!r}. There are: {', '.join(FORMS)}.")
    if as_of and known.folder:
        raise SanctionsGraphError(f"{form} is the whole graph, and knows no day. Leave out --as-of.")
    known_on = day(as_of) if as_of else None
    out = Path(out)
    if out.is_dir() and (not known.folder or any(out.iterdir())):
        raise SanctionsGraphError(f"{out}: there is a folder of that name. Give another.")
    module = importlib.import_module(f".{known.module}", __package__)
    try:
        # In the same folder, so that the finished files can be moved into place.
        with TemporaryDirectory(prefix=f".{out.name}-", dir=out.absolute().parent) as folder:
            target = Path(folder) / out.name
            if known.folder:
                target.mkdir()
                counted = cast(_Folder, module).write(graph, target)
            else:
                counted = cast(_ExporterModule, module).write(graph, target, form, known_on, progress)
            # Files beside the one that was asked for come first: it is never there without them.
            for path in sorted(Path(folder).iterdir(), key=lambda path: path == target):
                os.replace(path, out.absolute().parent / path.name)
    except OSError as error:
        raise SanctionsGraphError(
            f"{out}: cannot be written ({error.strerror or error}). Give another path."
        ) from error
    return counted
