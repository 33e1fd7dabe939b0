"""The questions of a catalogue as methods of one object; the shipped ones are generated in `shipped_questions`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.store import Graph
from ..results.result import Result
from ..results.tables import html_table
from .registry import catalogue, describe, query


class QuestionMethods:
    """Questions as methods: `ask.traffic(place="Tumangang", as_of="2023-10-06")`.

    A hyphen in a name is written `_`, and so is the end of a name that Python reserves (`from_`). Every parameter is
    given by its name. `dir()` lists the questions, `help()` of one its parameters and columns.
    """

    def __init__(self, graph: Graph, queries: str | Path | None = None) -> None:
        self._graph, self._queries = graph, queries

    def _ask(self, name: str, **parameters: Any) -> Result:
        named = {key.removesuffix("_"): value for key, value in parameters.items()}
        return query(self._graph, name, queries=self._queries, **named)

    if not TYPE_CHECKING:
        # Questions of the user's own folder; a type checker knows the shipped ones alone, and so finds misspelt names.
        def __getattr__(self, name: str) -> Callable[..., Result]:
            names = {} if name.startswith("_") else {key.replace("-", "_"): key for key in catalogue(self._queries)}
            if name not in names:
                raise AttributeError(f"no question {name!r}. There are: {', '.join(names)}.")

            def ask(**parameters: Any) -> Result:
                return self._ask(names[name], **parameters)

            ask.__name__, ask.__doc__ = name, describe(catalogue(self._queries)[names[name]])
            return ask

    def __dir__(self) -> list[str]:
        return [name.replace("-", "_") for name in catalogue(self._queries)]

    def _repr_html_(self) -> str:
        """Return a table of the questions, for a notebook."""
        return html_table(
            ["method", "question", "parameters"],
            [
                {"method": name.replace("-", "_"), "question": q.question, "parameters": [p.name for p in q.parameters]}
                for name, q in catalogue(self._queries).items()
            ],
        )
