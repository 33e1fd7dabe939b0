"""Every form in which a graph can be handed on, and the one way to write it: whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from ..graph.extensions import extensions, load_extension
from ..graph.gc_pause import gc_paused
from ..graph.output import GRAPHML, NOTICE, output
from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.dates import DayLike, day
from ..schema.errors import GraphError, SanctionsGraphError
from ..schema.near_names import no_such
from .notice import notice_rows
from .notice import write as write_notice

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class _ExporterModule(Protocol):
    def write(
        self, graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None
    ) -> dict[str, int]: ...


class _Folder(Protocol):
    def write(self, graph: Graph, folder: Path) -> dict[str, int]: ...


@dataclass(frozen=True)
class ExportFormat:
    """A form: the module that writes it, a summary, an example of a file name; `folder` if it is several files.

    `begins` is a pattern of the first bytes of such a file; `point`: of another package's exporter.
    """

    module: str
    summary: str
    example: str
    begins: bytes = b"$^"
    folder: bool = False
    point: EntryPoint | None = None

    def write(self, graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
        """Write a graph to a file or into an empty folder, and return counts of what was written."""
        module: Any = load_extension(self.point) if self.point else import_module(f".{self.module}", __package__)
        if self.folder:
            out.mkdir()
            return cast(_Folder, module).write(graph, out)
        return cast(_ExporterModule, module).write(graph, out, form, as_of, progress)


#: The forms by name, in the order in which they are listed.
FORMS = {
    "turtle": ExportFormat("rdf", "RDF, easy to read", "graph.ttl", rb"@prefix "),
    "trig": ExportFormat("rdf", "RDF with a named graph for each source, easy to read", "graph.trig", rb"@prefix "),
    "nquads": ExportFormat(
        "rdf", "RDF with a named graph for each source, one statement a line", "graph.nq", rb"<urn:sanctionsgraph:"
    ),
    "jsonld": ExportFormat("rdf", "RDF as JSON-LD", "graph.jsonld", rb'\{"@context"'),
    "ftm": ExportFormat("ftm.writer", "FollowTheMoney entities, JSON lines", "entities.ftm.json", rb'\{"id": "'),
    "ftm-statements": ExportFormat(
        "ftm.writer",
        "FollowTheMoney statements with dataset, first and last seen, CSV",
        "statements.csv",
        rb'"?canonical_id"?,',
    ),
    "notice": ExportFormat("notice", "whose data the graph holds, under which licences", "NOTICE.txt", NOTICE),
    "graphml": ExportFormat("graphml", "GraphML, for Gephi, yEd, Cytoscape", "graph.graphml", GRAPHML),
    "neo4j-admin": ExportFormat("neo4j_admin", "files for `neo4j-admin database import`", "import", folder=True),
}


def forms() -> dict[str, ExportFormat]:
    """Return every form by name, those of other packages last."""
    added = {}
    for name, point in extensions("exporters").items():
        if name not in FORMS:
            module = load_extension(point)
            added[name] = ExportFormat(
                point.value, str(module.SUMMARY), str(module.EXAMPLE), bytes(module.BEGINS), point=point
            )
    return FORMS | added


@gc_paused()
def export(
    graph: Graph, form: str, out: str | Path, *, as_of: DayLike | None = None, progress: Progress | None = None
) -> dict[str, int]:
    """Write a graph in a form, whole or not at all, and return counts of what was written.

    Beside it goes `OUT.NOTICE.txt`, where the graph holds data of others: whose, and under which licence.

    An earlier export in the form is replaced at the end; anything else at `out` is kept. With `as_of` what was known
    on that day. Raises NotFound for an unknown form, SanctionsGraphError where the file cannot be written or the form
    has no day, GraphError where the graph was written to meanwhile.
    """
    format_ = FORMS.get(form) or forms().get(form)
    if format_ is None:
        raise no_such("form", form, forms())
    if as_of and format_.folder:
        raise SanctionsGraphError(f"{form} is the whole graph, and knows no day. Leave out --as-of.")
    known_on, state = day(as_of) if as_of else None, graph.state()
    with output(out, format_.begins, folder=format_.folder) as target:
        counts = format_.write(graph, target, form, known_on, progress)
        if form != "notice" and notice_rows(graph, known_on):
            place = target / "NOTICE.txt" if format_.folder else target.with_name(f"{target.name}.NOTICE.txt")
            write_notice(graph, place, form, known_on, progress)
        if graph.state() != state:
            raise GraphError(f"{graph.uri} was written to meanwhile. Run the same command again.")
        return counts
