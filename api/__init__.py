"""One object to work with a graph: the commands of the command line as methods.

    import sanctionsgraph as sg

    with sg.open("case.kgl") as g:
        g.trace("Tumangang", as_of="2023-10-06")

A command and the method of its name answer the same question. What is asked about comes first, all else by keyword.
`as_of` is a day of knowledge, `on` a day in the world: each an ISO day or a `datetime.date`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .case import CaseVerbs
from .content import ContentVerbs
from .names import NameVerbs
from .network import NetworkVerbs
from .notes import NoteVerbs
from .questions import QuestionVerbs
from .reading import ReadingVerbs

if TYPE_CHECKING:
    from ..graph.store import Store


def open(where: Store | None = None, *, queries: str | Path | None = None) -> Workspace:
    """Open a graph: a file, `:memory:` (also None), a `bolt://` or `neo4j://` URI, a `neo4j.Driver`, a `py2neo.Graph`.

    The first write makes a file that is not there yet. The login to Neo4j comes from the URI or NEO4J_USER and
    NEO4J_PASSWORD. `queries` is a folder of questions of your own, for `ask` and `query`. Raises GraphUnavailable.
    """
    from ..graph.store import open_graph

    return Workspace(open_graph(where), queries=queries)


def demo(where: Store | None = None) -> Workspace:
    """Open a graph as `open` does, in memory if not told otherwise, and load the shipped case into it."""
    workspace = open(where)
    workspace.init()
    return workspace


class Workspace(CaseVerbs, NameVerbs, ContentVerbs, QuestionVerbs, NetworkVerbs, ReadingVerbs, NoteVerbs):
    """A graph and the questions to it. Opened by `open` or `demo`; closes as a context manager, or by `close`."""
