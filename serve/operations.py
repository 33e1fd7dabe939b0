"""What can be asked over HTTP and MCP: one function for each question, with its parameters and its answer type.

Each takes the graph first. Names, kinds and texts of parameters come from the signatures, so both faces and their
descriptions are made from this module alone. None of them writes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from ..api import Workspace
from ..queries.assessment.answer import AssessmentSet
from ..queries.network.chain import Chains, Neighbourhood
from ..queries.network.measures import Brokers, Communities
from ..queries.notes.answer import CaseNotes
from ..queries.ownership.exposure import Exposure
from ..queries.results.answer import Answer
from ..queries.results.result import Result
from ..queries.screening.screen import Screening
from ..queries.timeline.history import History
from ..queries.timeline.list_changes import ListChanges
from ..queries.timeline.listed import ListingAnswer
from ..queries.trace.answer import Trace
from ..queries.traffic.counts import TrafficSeries
from ..schema.dates import day
from ..schema.errors import SanctionsGraphError

#: Rows of a question of the catalogue, or of a statement of one's own, that are shown.
MOST_ROWS = 1_000
#: Names of arguments of the methods below, which no question has as a parameter.
_NO_PARAMETERS = frozenset(("self", "graph", "name", "queries", "as_of"))
_DAY = {"pattern": r"^\d{4}-\d{2}-\d{2}$", "max_length": 10}

Subject = Annotated[str, Field(description="Id, name or number of an entity.", min_length=1, max_length=300)]
Day = Annotated[str, Field(description="A day, YYYY-MM-DD.", **_DAY)]
AsOf = Annotated[str | None, Field(description="What was known on this day, YYYY-MM-DD. Default: now.", **_DAY)]
On = Annotated[str | None, Field(description="Only what was so on this day, YYYY-MM-DD.", **_DAY)]
Limit = Annotated[int, Field(description="How many, at most.", ge=1, le=200)]
Text: TypeAlias = Annotated[str | None, Field(max_length=300)]


def trace(g: Workspace, subject: Subject, as_of: AsOf = None) -> Trace:
    """Show the chain behind a thing: what was seen, what it may be, which measure, on whose word."""
    return g.trace(subject, as_of=as_of)


def assess(
    g: Workspace,
    subject: Subject,
    measure: Annotated[str | None, Field(description="Id of one measure.", max_length=300)] = None,
    bearer: Annotated[str | None, Field(description="A State, for its duties alone.", max_length=300)] = None,
    as_of: AsOf = None,
) -> AssessmentSet:
    """Assess which measure an event may break, element by element; what is not shown stays unknown."""
    return g.assess(subject, measure=measure, bearer=bearer, as_of=as_of)


def listed(g: Workspace, subject: Subject, on: Day, as_of: AsOf = None) -> ListingAnswer:
    """Say whether a person, body or ship was listed on a day: yes, no or unknown for each list, with the ground."""
    return g.listed(subject, on=on, as_of=as_of)


def screen(
    g: Workspace,
    name: Subject,
    schema: Annotated[str | None, Field(description="Kind, such as Person or Vessel.", max_length=60)] = None,
    country: Annotated[str | None, Field(description="A State, by name or ISO code.", max_length=60)] = None,
    birth_date: On = None,
    number: Annotated[str | None, Field(description="A number of a paper or ship.", max_length=60)] = None,
    as_of: AsOf = None,
    limit: Limit = 10,
) -> Screening:
    """Screen a name in any script: who may be meant, how well each fits, and why. A hit is no finding."""
    return g.screen(
        name, schema=schema, country=country, birth_date=birth_date, number=number, as_of=as_of, limit=limit
    )


def exposure(g: Workspace, subject: Subject, as_of: AsOf = None, on: On = None) -> Exposure:
    """Say whether a freeze reaches a thing through who owns or controls it."""
    return g.exposure(subject, as_of=as_of, on=on)


def paths(
    g: Workspace,
    start: Subject,
    end: Subject,
    as_of: AsOf = None,
    on: On = None,
    limit: Annotated[int, Field(description="How many chains, at most.", ge=1, le=20)] = 3,
    max_hops: Annotated[int, Field(description="Steps in a chain, at most.", ge=1, le=6)] = 5,
) -> Chains:
    """Find the best chains of statements between two things, each step with its citation."""
    return g.paths(start, end, as_of=as_of, on=on, limit=limit, max_hops=max_hops)


def neighbours(g: Workspace, subject: Subject, as_of: AsOf = None, on: On = None, limit: Limit = 50) -> Neighbourhood:
    """Show what statements link directly with a thing, the firmest first, each with its citation."""
    return g.neighbours(subject, as_of=as_of, on=on, limit=limit)


def traffic(g: Workspace, subject: Subject, as_of: AsOf = None) -> TrafficSeries:
    """Show counts at a place over time: what is comparable, the gaps, and the rank of the latest."""
    return g.traffic(subject, as_of=as_of)


def history(g: Workspace, subject: Subject, as_of: AsOf = None) -> History:
    """Show one thing through time: each version of each record with what it changed, and the claims about it."""
    return g.history(subject, as_of=as_of)


def changes(
    g: Workspace,
    since: Day,
    until: Day,
    list_name: Annotated[str | None, Field(description="One list or data set.", max_length=100)] = None,
    as_of: AsOf = None,
) -> ListChanges:
    """Show what changed in lists between the editions of two days."""
    return g.changes(since, until, list_name=list_name, as_of=as_of)


def notes(
    g: Workspace,
    subject: Annotated[
        str | None, Field(description="Id or name of an entity; all cases without it.", max_length=300)
    ] = None,
    as_of: AsOf = None,
) -> CaseNotes:
    """Show the notes of those who work on a case, or on all, and how far each is. They are no evidence."""
    return g.notes(subject, as_of=as_of)


def brokers(
    g: Workspace, first: Subject, second: Subject, as_of: AsOf = None, on: On = None, limit: Limit = 20
) -> Brokers:
    """Find what connects the networks of two things."""
    return g.brokers(first, second, as_of=as_of, on=on, limit=limit)


def communities(g: Workspace, as_of: AsOf = None, on: On = None) -> Communities:
    """Find groups of things with many connections among themselves."""
    return g.communities(as_of=as_of, on=on)


def query(
    g: Workspace,
    name: Annotated[str, Field(description="A question of the catalogue; `questions` lists them.", max_length=100)],
    parameters: Annotated[
        Mapping[str, str] | None, Field(description="Its parameters by name; names of entities are looked up.")
    ] = None,
    as_of: AsOf = None,
) -> Result:
    """Ask a question of the catalogue."""
    if taken := sorted(_NO_PARAMETERS.intersection(parameters or {})):
        raise SanctionsGraphError(f"{name} has no parameter {taken[0]!r}; `questions` lists those of each question.")
    return g.query(name, as_of=as_of, **(parameters or {}))


def questions(g: Workspace) -> Result:
    """List the questions of the catalogue with their parameters."""
    return g.questions().to_result()


def cypher(
    g: Workspace,
    statement: Annotated[str, Field(description="Cypher that only reads.", min_length=1, max_length=10_000)],
) -> Result:
    """Run Cypher that only reads the graph; files, addresses and procedures that change things are refused."""
    return g.cypher(statement)


def first_rows(result: Result) -> Result:
    """Return a result with the rows that are shown; the faces say where some were left out."""
    return Result(
        result.name,
        result.columns,
        result.rows[:MOST_ROWS],
        result.cypher,
        result.parameters,
        result.column_texts,
        result.notes,
    )


Asking = Callable[..., Answer | Result]
#: What both faces offer, by name.
OPERATIONS: dict[str, Asking] = {
    function.__name__: function
    for function in (
        *(trace, assess, listed, screen, exposure, paths, neighbours, traffic, history, changes),
        *(notes, brokers, communities, query, questions, cypher),
    )
}


@dataclass(frozen=True)
class Bound:
    """An operation on one graph: a function of its other parameters."""

    name: str
    summary: str
    parameters: tuple[inspect.Parameter, ...]
    answer_type: type
    call: Callable[..., Answer | Result]


def bound(name: str, call: Callable[[Callable[[Workspace], Answer | Result]], Answer | Result]) -> Bound:
    """Return an operation whose graph `call` supplies: it gets a function of the graph and runs it."""
    function = OPERATIONS[name]
    signature = inspect.signature(function, eval_str=True)
    _, *parameters = signature.parameters.values()

    def ask(**arguments: Any) -> Answer | Result:
        # An impossible day, such as 30 February, is refused before the graph is asked.
        for key in ("as_of", "on", "since", "until"):
            if arguments.get(key):
                day(arguments[key])
        return call(lambda g: function(g, **arguments))

    return Bound(name, inspect.getdoc(function) or "", tuple(parameters), signature.return_annotation, ask)
