"""The catalogue: one question a `.cypher` file, with its name, parameters and columns in the header.

Every file runs unchanged in Neo4j Browser, cypher-shell and on the embedded engine, and gives the same
rows in the same order on both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..graph.store import Graph
from ..schema.dates import LATEST, day
from ..schema.errors import NotFound, SanctionsGraphError
from .result import Result

FOLDER = Path(__file__).resolve().parent / "cypher"
KINDS = ("entity", "source", "date", "integer", "string")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question; `kind` is entity, source, date, integer or string."""

    name: str
    kind: str
    meaning: str
    example: str | int


@dataclass(frozen=True)
class Question:
    """A question of the catalogue."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    cypher: str

    def example(self) -> dict[str, Any]:
        """The parameters of the example that is written in the file."""
        return {parameter.name: parameter.example for parameter in self.parameters}


@cache
def catalogue() -> dict[str, Question]:
    """All questions by name, sorted."""
    return {q.name: q for q in (parse(path) for path in sorted(FOLDER.glob("*.cypher")))}


def parse(path: Path) -> Question:
    """Read a question from its file. Raises SanctionsGraphError where the header breaks a rule."""
    text = path.read_text(encoding="utf-8")
    head: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("// ") or line.startswith("// :param"):
            continue
        key, _, value = line[3:].partition(": ")
        fields = [part.strip() for part in value.split("|")]
        if key == "param" and len(fields) == 4 and fields[1] in KINDS:
            example: str | int = int(fields[3]) if fields[1] == "integer" else fields[3]
            parameters.append(Parameter(fields[0], fields[1], fields[2], example))
        elif key == "column" and len(fields) == 2:
            columns[fields[0]] = fields[1]
        elif key in ("name", "question"):
            head[key] = value
        else:
            raise SanctionsGraphError(f"{path}:{number}: not a header line of a question: {line}")
    if head.get("name") != path.stem or "question" not in head:
        raise SanctionsGraphError(f"{path}: the header needs `name: {path.stem}` and `question: …`")
    return Question(head["name"], head["question"], tuple(parameters), columns, text)


def query(graph: Graph, name: str, as_of: str | None = None, **parameters: Any) -> Result:
    """Ask a question of the catalogue.

    Entities may be given by id or name. `as_of` (ISO day) is what was known then; without it, all that is
    in the graph. Raises NotFound for an unknown question or thing, SanctionsGraphError for a parameter
    that is missing, unknown or of another kind.
    """
    question = catalogue().get(name)
    if question is None:
        raise NotFound(f"no question {name!r}. There are: {', '.join(catalogue())}.")
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
    return Result(name, list(question.columns), table.rows, question.cypher, values)


def _value(graph: Graph, parameter: Parameter, given: Any) -> Any:
    if parameter.kind == "integer":
        try:
            return int(given)
        except (TypeError, ValueError) as error:
            raise SanctionsGraphError(f"{parameter.name} is a whole number, not {given!r}") from error
    if parameter.kind == "date":
        return day(str(given))
    if parameter.kind == "entity":
        return graph.one(str(given))["id"]
    return str(given)
