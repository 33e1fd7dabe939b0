"""A drawing of a result, of chains or of a projection, for a notebook or as a file: one page that opens offline.

    sg.draw(g.project(as_of="2023-10-06"))

The page is set into a frame whole, with its script; its content security policy forbids it to fetch anything.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from markupsafe import Markup

from ..schema.errors import SanctionsGraphError
from .page import environment, policy, static

if TYPE_CHECKING:
    import networkx

#: So many things are drawn unless more are asked for: of more, a person sees nothing.
MOST = 80


@runtime_checkable
class Drawable(Protocol):
    """What turns into a networkx graph: a Result, Chains, a Projection."""

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The graph."""
        ...


@dataclass(frozen=True)
class Picture:
    """A drawing: `html` is a whole page. A notebook shows it in a frame, `height` pixels high."""

    html: str
    height: int
    title: str

    def write(self, path: str | Path) -> Path:
        """Write the page to a file, and give its path back; it opens offline."""
        Path(path).write_text(self.html, encoding="utf-8")
        return Path(path)

    def _repr_html_(self) -> str:
        # Without `allow-same-origin` the frame can reach neither the notebook nor its cookies.
        return (
            f'<iframe sandbox="allow-scripts" title="{escape(self.title)}" '
            f'style="width: 100%; height: {self.height}px; border: 0" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"


def draw(what: Drawable | networkx.Graph[str], most: int = MOST, height: int = 620) -> Picture:
    """Draw a result, chains, a projection or a networkx graph: things as nodes, statements as lines.

    Of more than `most` things those with the most lines are drawn, and the drawing says so. `height` is in pixels.
    Every line stands in a table under the drawing too. Raises SanctionsGraphError for no graph, or an empty one.
    """
    graph = what.to_networkx() if isinstance(what, Drawable) else what
    if not hasattr(graph, "edges") or not hasattr(graph, "nodes"):
        raise SanctionsGraphError(
            f"cannot draw {type(what).__name__}: give a result, chains, a projection or a networkx graph."
        )
    if not len(graph):
        raise SanctionsGraphError("nothing to draw: it names no thing. Ask for a wider span or a later day.")
    shown = _shown(graph, most)
    lines = _lines(graph, set(shown))
    title = f"{len(shown)} things and {len(lines)} lines between them"
    if len(shown) < len(graph):
        title = f"The {len(shown)} things with the most lines, of {len(graph)}, and {len(lines)} lines between them"
    return Picture(_page(graph, shown, lines, title), height, title)


@dataclass
class _Line:
    """All that is said of two things in one direction."""

    start: str
    end: str
    how: str
    statements: list[str]


def _shown(graph: networkx.Graph[str], most: int) -> list[str]:
    """The things that are drawn, in a lasting order."""
    kept = sorted(graph.nodes, key=lambda node: (-graph.degree[node], str(node)))[:most]
    return sorted(kept, key=str)


def _lines(graph: networkx.Graph[str], shown: set[str]) -> list[_Line]:
    said: dict[tuple[str, str], Counter[str]] = {}
    cited: dict[tuple[str, str], set[str]] = {}
    for start, end, held in graph.edges(data=True):
        if start in shown and end in shown:
            how = next((str(held[key]) for key in ("relation", "how", "label") if held.get(key)), "")
            said.setdefault((start, end), Counter())[how] += 1
            cited.setdefault((start, end), set()).update(_statements(held))
    return [
        _Line(start, end, ", ".join(sorted(filter(None, hows))), sorted(cited[start, end]))
        for (start, end), hows in sorted(said.items(), key=lambda item: (str(item[0][0]), str(item[0][1])))
    ]


def _statements(held: dict[str, Any]) -> Iterable[str]:
    given = held.get("statements") or held.get("statement") or []
    return map(str, given if isinstance(given, list | tuple) else [given])


def _page(graph: networkx.Graph[str], shown: list[str], lines: list[_Line], title: str) -> str:
    number = {node: f"n{n}" for n, node in enumerate(shown)}
    named = {node: str(graph.nodes[node].get("name") or node) for node in shown}
    round_ = 60 * max(len(shown), 4) / (2 * pi)
    told = {
        "nodes": [
            {
                "id": number[node],
                "key": str(node),
                "name": named[node],
                "kind": str(graph.nodes[node].get("kind") or ""),
                # Where the arrangement starts from; the same start gives the same drawing.
                "x": round(round_ * cos(2 * pi * n / len(shown))),
                "y": round(round_ * sin(2 * pi * n / len(shown))),
            }
            for n, node in enumerate(shown)
        ],
        "edges": [
            {
                "id": f"e{n}",
                "source": number[line.start],
                "target": number[line.end],
                "how": line.how,
                "statements": line.statements,
            }
            for n, line in enumerate(lines)
        ],
    }
    style, scripts = static("picture.css"), [static("cytoscape.min.js"), static("picture.js")]
    return (
        environment()
        .get_template("picture.html")
        .render(
            policy=policy(style, scripts),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
            # `<` is written as an escape of JSON: no text can end the script that holds it.
            told=Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704 - escaped
            title=title,
            rows=[(named[line.start], line.how, named[line.end], line.statements) for line in lines],
        )
    )
