"""A live picture of what is linked with a thing: choose in it, get ids in Python; a slider over the days of knowledge.

    near = sg.explore(g, "Tumangang")
    near                    # in a notebook: the picture
    near.selected           # ids of the things that are chosen in it

It needs the extra `notebook`, and nothing from the network. Without a notebook it does the same from Python: set
`as_of`, call `expand`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.store import EntityRef, Graph
from ..queries.network.chain import Hop
from ..queries.network.paths import neighbours
from ..schema.dates import DayLike, day
from ..schema.extras import missing_package
from .page import static

if TYPE_CHECKING:
    from ..queries.results.result import HoldsGraph

#: Things that one choice adds at most.
MOST_NEAR = 40


@dataclass(frozen=True)
class _KnownDay:
    day: str


def explore(graph: Graph | HoldsGraph, subject: str, *, as_of: DayLike | None = None) -> Any:
    """Return a widget with what is linked with a thing (id or name), as known on a day.

    `selected` holds the ids of the things that are chosen in it, `statements` those of the lines; `as_of` is the day of
    its slider ("" for all that is known) and can be set; `expand(id)` adds what is linked with another thing. Raises
    NotFound or Ambiguous for the name, SanctionsGraphError without the extra `notebook`.
    """
    store: Graph = graph if isinstance(graph, Graph) else graph.graph
    entity = store.entity(subject)
    return _widget_type()(store, entity, known_days(store, entity.id), day(as_of) if as_of else "")


def known_days(graph: Graph, id_: str) -> list[str]:
    """Return the days on which something became known of a thing (id), in order."""
    return [row.day for row in graph.read_as(_KnownDay, _DAYS, id=id_)]


def elements(graph: Graph, opened: Iterable[str], as_of: str) -> dict[str, list[dict[str, Any]]]:
    """Return the things and lines around some things, as known on a day ("" for now), as the picture draws them."""
    nodes: dict[str, dict[str, Any]] = {}
    lines: dict[str, dict[str, Any]] = {}
    for id_ in opened:
        answer = neighbours(graph, id_, as_of=as_of or None, limit=MOST_NEAR)
        nodes |= {thing.id: _node(thing) for thing in (answer.what, *(hop.to for hop in answer.hops))}
        lines |= {line["id"]: line for hop in answer.hops for line in [_line(hop)]}
    return {"nodes": [nodes[key] for key in sorted(nodes)], "edges": [lines[key] for key in sorted(lines)]}


def _node(thing: EntityRef) -> dict[str, Any]:
    return {"id": thing.id, "name": thing.name, "kind": thing.kind}


def _line(hop: Hop) -> dict[str, Any]:
    ends = sorted((hop.from_.id, hop.to.id))
    statements = list(dict.fromkeys(evidence.statement for evidence in hop.evidence))
    return {
        "id": "|".join(ends),
        "source": hop.from_.id,
        "target": hop.to.id,
        "how": hop.how,
        "statements": statements,
    }


def _script() -> str:
    """Return the module of the widget: the drawing's library in a room of its own, then ours."""
    return (
        "const cytoscape = (() => { const module = { exports: {} }, exports = module.exports, define = undefined;\n"
        f"{static('cytoscape.min.js')}\nreturn module.exports; }})();\n{static('explore.js')}"
    )


def _widget_type() -> Any:
    """Return the class of the widget; it derives from a class of the extra."""
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        raise missing_package("anywidget", "notebook") from error

    class Exploration(anywidget.AnyWidget):
        """A live picture of what is linked with a thing."""

        _esm = _script()
        _css = static("explore.css")
        elements = traitlets.Dict().tag(sync=True)
        opened = traitlets.List(traitlets.Unicode()).tag(sync=True)
        selected = traitlets.List(traitlets.Unicode()).tag(sync=True)
        statements = traitlets.List(traitlets.Unicode()).tag(sync=True)
        days = traitlets.List(traitlets.Unicode()).tag(sync=True)
        as_of = traitlets.Unicode().tag(sync=True)
        title = traitlets.Unicode().tag(sync=True)
        problem = traitlets.Unicode().tag(sync=True)

        def __init__(self, graph: Graph, subject: EntityRef, days: list[str], as_of: str) -> None:
            self._graph = graph
            title = f"What is linked with {subject.name}"
            around = elements(graph, [subject.id], as_of)
            super().__init__(elements=around, opened=[subject.id], days=days, as_of=as_of, title=title)
            self.observe(self._again, ["opened", "as_of"])

        def expand(self, id_: str) -> None:
            """Add what is linked with a thing (id)."""
            if id_ not in self.opened:
                self.opened = [*self.opened, self._graph.entity(id_).id]

        def _again(self, change: Any) -> None:
            try:
                if self.as_of:
                    day(self.as_of)
                self.elements = elements(self._graph, self.opened, self.as_of)
                self.problem = ""
            except Exception as error:
                # The browser sent it: it is shown there, and a kernel that goes on is worth more than a traceback.
                self.problem = str(error)

        def __repr__(self) -> str:
            return f"<{self.title}: {len(self.elements['nodes'])} things>"

    return Exploration


_DAYS = (
    "MATCH (e:Entity {id: $id})<--(s:Statement) WHERE NOT s:CaseNote AND s.since IS NOT NULL "
    "RETURN DISTINCT s.since AS day ORDER BY day"
)
