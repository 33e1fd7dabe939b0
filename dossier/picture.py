"""A drawing of a result, of chains or of a projection, for a notebook or as a file: one page that opens offline.

    sg.draw(g.project(as_of="2023-10-06"))

The page is set into a frame whole, with its script; its content security policy forbids it to fetch anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from markupsafe import Markup

from ..graph.output import HTML_PAGE, output
from ..queries.assessment.answer import AssessmentSet
from ..queries.results.answer import plain
from ..queries.results.html_policy import policy
from ..queries.trace.answer import Trace
from ..schema.errors import SanctionsGraphError
from .answer_network import assessment_network, trace_network
from .drawing import numbered
from .page import environment, static

if TYPE_CHECKING:
    import networkx

#: So many things are drawn unless more are asked for: in more, a person sees nothing.
MOST = 80


@runtime_checkable
class Drawable(Protocol):
    """What turns into a networkx graph: a Result, Chains, a Projection."""

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return the graph."""
        ...


@dataclass(frozen=True)
class Picture:
    """A drawing: `html` is a whole page. A notebook shows it in a frame, `height` pixels high."""

    html: str
    height: int
    title: str

    def write(self, path: str | Path) -> Path:
        """Write the page to a file, which opens offline. Return its path."""
        with output(path, HTML_PAGE) as target:
            target.write_text(self.html, encoding="utf-8")
        return Path(path)

    def _repr_html_(self) -> str:
        # Without `allow-same-origin` the frame can reach neither the notebook nor its cookies.
        return (
            f'<iframe sandbox="allow-scripts" title="{escape(self.title)}" '
            f'style="width: 100%; height: {self.height}px; border: 0" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"


def draw(
    drawable: Drawable | Trace | AssessmentSet | networkx.Graph[str], *, limit: int = MOST, height: int = 620
) -> Picture:
    """Draw a trace, an assessment, a result, chains, a projection or a networkx graph: things and lines between them.

    Of more than `limit` things those with the most lines are drawn, and the drawing says so. `height` is in pixels.
    Every line stands in a table under the drawing too. Raises SanctionsGraphError for no graph, or an empty one.
    """
    graph = _network(drawable)
    if not hasattr(graph, "edges") or not hasattr(graph, "nodes"):
        raise SanctionsGraphError(
            f"cannot draw {type(drawable).__name__}: give a trace, an assessment, a result, chains, a projection or a "
            "networkx graph."
        )
    if not len(graph):
        raise SanctionsGraphError("nothing to draw: it names no entity. Ask for a wider span or a later day.")
    nodes = _nodes(graph, limit)
    lines = _lines(graph, {node.key: node for node in nodes})
    title = f"{len(nodes)} entities and {len(lines)} lines between them"
    if len(nodes) < len(graph):
        title = f"The {len(nodes)} entities with the most lines, of {len(graph)}, and {len(lines)} lines between them"
    return Picture(_page(nodes, lines, title), height, title)


def _network(drawable: Any) -> Any:
    if isinstance(drawable, Trace):
        return trace_network(drawable)
    if isinstance(drawable, AssessmentSet):
        return assessment_network(drawable)
    return drawable.to_networkx() if isinstance(drawable, Drawable) else drawable


@dataclass(frozen=True)
class PictureNode:
    """A thing as the script of the picture draws it; `x` and `y` are where the arrangement starts from."""

    id: str
    key: str
    name: str
    kind: str
    x: int
    y: int


@dataclass(frozen=True)
class PictureLine:
    """All statements that lead from one thing to another in one direction."""

    id: str
    source: str
    target: str
    how: str
    statements: list[str]


def _nodes(graph: networkx.Graph[str], limit: int) -> list[PictureNode]:
    """Return the things that are drawn, in a lasting order, on a circle: the same start gives the same drawing."""
    most_lines = sorted(graph.nodes, key=lambda node: (-graph.degree[node], str(node)))[:limit]
    keys = sorted(most_lines, key=str)
    radius = 60 * max(len(keys), 4) / (2 * pi)
    return [
        PictureNode(
            id=id_,
            key=str(key),
            name=str(graph.nodes[key].get("name") or key),
            kind=str(graph.nodes[key].get("kind") or ""),
            x=round(radius * cos(2 * pi * n / len(keys))),
            y=round(radius * sin(2 * pi * n / len(keys))),
        )
        for n, (key, id_) in enumerate(numbered(keys).items())
    ]


def _lines(graph: networkx.Graph[str], nodes: Mapping[str, PictureNode]) -> list[PictureLine]:
    relations: dict[tuple[str, str], set[str]] = {}
    cited: dict[tuple[str, str], set[str]] = {}
    for start, end, properties in graph.edges(data=True):
        ends = (str(start), str(end))
        if ends[0] in nodes and ends[1] in nodes:
            relation = next((str(properties[key]) for key in ("relation", "how", "label") if properties.get(key)), "")
            relations.setdefault(ends, set()).add(relation)
            cited.setdefault(ends, set()).update(_statements(properties))
    return [
        PictureLine(
            f"e{n}",
            source=nodes[ends[0]].id,
            target=nodes[ends[1]].id,
            how=", ".join(sorted(filter(None, relations[ends]))),
            statements=sorted(cited[ends]),
        )
        for n, ends in enumerate(sorted(relations))
    ]


def _statements(properties: Mapping[str, Any]) -> Iterable[str]:
    statements = properties.get("statements") or properties.get("statement") or []
    return map(str, statements if isinstance(statements, list | tuple) else [statements])


def _page(nodes: Sequence[PictureNode], lines: Sequence[PictureLine], title: str) -> str:
    elements = plain({"nodes": nodes, "edges": lines})
    names = {node.id: node.name for node in nodes}
    style, scripts = static("picture.css"), [static("cytoscape.min.js"), static("picture.js")]
    return (
        environment()
        .get_template("picture.html")
        .render(
            policy=policy(style, scripts),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
            # `<` is written as an escape of JSON: no text can end the script that holds it.
            elements=Markup(json.dumps(elements, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704 - escaped
            title=title,
            rows=[(names[line.source], line.how, names[line.target], line.statements) for line in lines],
        )
    )
