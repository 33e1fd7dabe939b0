"""The catalogue: one question a `.cypher` file, ours and those of a folder of the user's.

Every file runs unchanged in Neo4j Browser, cypher-shell and on the embedded engine, and gives the same
rows in the same order on both.
"""

from __future__ import annotations

import difflib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ...graph.store import Graph
from ...schema.dates import LATEST, DayLike, day
from ...schema.errors import InputError, NotFound, SanctionsGraphError
from ..results.result import Result
from .question import Parameter as Parameter
from .question import Question as Question
from .question import check
from .question import parse as parse

FOLDER = Path(__file__).resolve().parent / "cypher"


class Catalogue(dict[str, Question]):
    """Questions by name."""

    def to_result(self) -> Result:
        """Return a row for each question: its name, what it asks, its parameters."""
        rows = [
            {"name": q.name, "question": q.question, "parameters": ", ".join(p.name for p in q.parameters)}
            for q in self.values()
        ]
        return Result("catalogue", ["name", "question", "parameters"], rows, "")

    def __str__(self) -> str:
        return str(self.to_result())

    def _repr_html_(self) -> str:
        """Return a table of the questions, for a notebook."""
        return self.to_result()._repr_html_()


def catalogue(queries: str | Path | None = None) -> Catalogue:
    """All questions by name, sorted; with `queries`, also those of the files in that folder.

    Raises InputError, with file, line and remedy, where one of them breaks a rule or takes a name of ours.
    """
    return Catalogue(shipped() if queries is None else sorted((shipped() | own(Path(queries))).items()))


@cache
def shipped() -> dict[str, Question]:
    """The questions that come with the program."""
    return {q.name: q for q in (parse(path) for path in sorted(FOLDER.glob("*.cypher")))}


def own(folder: Path) -> dict[str, Question]:
    """The questions of a user's folder, each checked. Raises InputError."""
    if not folder.is_dir():
        remedy = "Make it, or correct --queries or SANCTIONSGRAPH_QUERIES."
        raise InputError(str(folder), "there is no such folder of questions", remedy)
    found = {}
    for path in sorted(folder.glob("*.cypher")):
        question = parse(path)
        if question.name in shipped():
            raise InputError(str(path), "a question of that name is in the catalogue", "Give the file another name.")
        check(question)
        found[question.name] = question
    return found


def describe(question: Question) -> str:
    """A question, what it takes and what it gives, for people."""
    given = " ".join(f"-p {name}={value}" for name, value in question.example().items())
    lines = [question.name, f"  {question.question}", "", "Parameters"]
    lines += [f"  {p.name:<12} {p.kind:<8} {p.meaning}, for example {p.example}" for p in question.parameters]
    lines += ["", "Columns", *(f"  {name:<12} {meaning}" for name, meaning in question.columns.items())]
    return "\n".join([*lines, "", f"Example:  sanctionsgraph query {question.name} {given}".rstrip()])


def query(
    graph: Graph, name: str, *, as_of: DayLike | None = None, queries: str | Path | None = None, **parameters: Any
) -> Result:
    """Ask a question of the catalogue, or of a folder `queries` of one's own.

    Entities may be given by id or name. `as_of` (ISO day) is what was known then; without it, all that is
    in the graph. Raises NotFound for an unknown question or thing, InputError for a file that breaks a rule,
    SanctionsGraphError for a parameter that is missing, unknown or of another kind.
    """
    question = named(name, queries)
    known = {parameter.name for parameter in question.parameters}
    if as_of is not None:
        if "as_of" not in known:
            raise SanctionsGraphError(f"{name} takes no as_of; its parameters are {', '.join(sorted(known))}.")
        parameters["as_of"] = as_of
    unknown = sorted(set(parameters) - known)
    if unknown:
        raise SanctionsGraphError(f"{name} has no parameter {', '.join(unknown)}; it has {', '.join(sorted(known))}.")
    values: dict[str, Any] = {}
    for parameter in question.parameters:
        if parameter.name not in parameters:
            if parameter.name == "as_of":
                values["as_of"] = LATEST
                continue
            hint = f"for example -p {parameter.name}={parameter.example}"
            raise SanctionsGraphError(f"{name} needs {parameter.name} ({parameter.meaning}); {hint}")
        values[parameter.name] = _value(graph, parameter, parameters[parameter.name])
    table = graph.read(question.cypher, **values)
    if list(table.columns) != list(question.columns):
        returned, told = ", ".join(table.columns), ", ".join(question.columns)
        raise InputError(str(question.path), f"returns {returned}, and describes {told}", "Make them the same.")
    return Result(name, list(question.columns), table.rows, question.cypher, values, question.columns)


def named(name: str, queries: str | Path | None = None) -> Question:
    """The question of that name. Raises NotFound with those that there are, the likeliest first."""
    known = catalogue(queries)
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    raise NotFound(f"no question {name!r}.{meant} There are: {', '.join(known)}.")


def _value(graph: Graph, parameter: Parameter, given: Any) -> Any:
    if parameter.kind == "integer":
        try:
            return int(given)
        except (TypeError, ValueError) as error:
            raise SanctionsGraphError(f"{parameter.name} is a whole number, not {given!r}") from error
    if parameter.kind == "date":
        return day(given if isinstance(given, date) else str(given))
    if parameter.kind == "entity":
        return graph.entity(str(given)).id
    return str(given)
