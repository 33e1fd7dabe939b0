"""The questions that a certificate can hold, and how each is asked of a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...graph.store import Graph
from ...schema.dates import day
from ...schema.errors import ValueInvalid
from ...schema.near_names import no_such
from ..results.answer import Answer
from ..screening.questions import ScreenedName
from ..screening.screen import screen
from ..timeline.listed import listed
from ..watching.desk import WatchDesk
from ..watching.watchlist import watchlist_of


@dataclass(frozen=True)
class SearchQuestion:
    """A command, what it was asked (plain values), and the day of knowledge."""

    command: str
    parameters: Mapping[str, Any]
    as_of: str

    @classmethod
    def of(cls, command: str, parameters: Mapping[str, Any], today: date) -> SearchQuestion:
        """Return a question whose parameters are plain. Raises NotFound for a command, ValueInvalid for a parameter."""
        if command not in COMMANDS:
            raise no_such("question with a certificate", command, COMMANDS)
        given = {key: value for key, value in parameters.items() if value is not None and key != "as_of"}
        if unknown := sorted(given.keys() - _PARAMETERS[command]):
            allowed = ", ".join(sorted(_PARAMETERS[command]))
            raise ValueInvalid(f"{command} takes no {unknown[0]!r} in a certificate; it takes {allowed}")
        return cls(command, {key: _plain(value) for key, value in given.items()}, day(parameters.get("as_of") or today))


def answer_to(graph: Graph, question: SearchQuestion) -> Answer:
    """Ask a graph. Raises what the question raises, and ValueInvalid for parameters that it does not take."""
    try:
        return COMMANDS[question.command](graph, question)
    except (TypeError, KeyError) as error:
        raise ValueInvalid(f"{question.command} cannot be asked so: {error}") from error


def _screen(graph: Graph, question: SearchQuestion) -> Answer:
    return screen(graph, **question.parameters, as_of=question.as_of)


def _listed(graph: Graph, question: SearchQuestion) -> Answer:
    return listed(graph, **question.parameters, as_of=question.as_of)


def _watch(graph: Graph, question: SearchQuestion) -> Answer:
    """Compare the graph with what had been shown; the file of the list is not written."""
    return WatchDesk(graph, Path()).compared(watchlist_of(question.parameters["list"]))


#: The questions by their command.
COMMANDS: Mapping[str, Callable[[Graph, SearchQuestion], Answer]] = {
    "screen": _screen,
    "listed": _listed,
    "watch": _watch,
}
_PARAMETERS = {
    "screen": {"names", "schema", "country", "birth_date", "number", "limit", "min_score"},
    "listed": {"subject", "on"},
    "watch": {"list"},
}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, ScreenedName):
        return {key: item for key, item in asdict(value).items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
