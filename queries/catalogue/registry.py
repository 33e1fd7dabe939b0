"""The catalogue: one question a `.cypher` file, ours and those of a folder of the user's.

Every file runs unchanged in Neo4j Browser, cypher-shell and on the embedded engine, and gives the same
rows in the same order on both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ...graph.day_asked import day_asked
from ...graph.store import Graph
from ...schema.dates import LATEST, DayLike, day
from ...schema.errors import InputError, NotFound, SanctionsGraphError
from ...schema.near_names import no_such
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
    """Return all questions by name, sorted; with `queries`, also those of the files in that folder.

    Raises InputError, with file, line and remedy, where one of them breaks a rule or takes a name of ours.
    """
    return Catalogue(shipped() if queries is None else sorted((shipped() | of_folder(Path(queries))).items()))


@cache
def shipped() -> dict[str, Question]:
    """Return the questions that come with the program."""
    return {q.name: q for q in (parse(path) for path in sorted(FOLDER.glob("*.cypher")))}


def of_folder(folder: Path) -> dict[str, Question]:
    """Return the questions of a user's folder, each checked. Raises InputError."""
    if not folder.is_dir():
        remedy = "Make it, or correct --queries or SANCTIONSGRAPH_QUERIES."
        raise InputError(str(folder), "there is no such folder of questions", remedy)
    questions = {}
    for path in sorted(folder.glob("*.cypher")):
        question = parse(path)
        if question.name in shipped():
            raise InputError(str(path), "a question of that name is in the catalogue", "Give the file another name.")
        check(question)
        questions[question.name] = question
    return questions


def describe(question: Question) -> str:
    """Return as text what a question asks, takes and gives."""
    example = " ".join(f"-p {name}={value}" for name, value in question.example().items())
    lines = [question.name, f"  {question.question}", "", "Parameters"]
    for p in question.parameters:
        default = "" if p.default is None else f"; {p.default} if not given"
        lines.append(f"  {p.name:<12} {p.kind:<8} {p.meaning}, for example {p.example}{default}")
    lines += ["", "Columns", *(f"  {name:<12} {meaning}" for name, meaning in question.columns.items())]
    return "\n".join([*lines, "", f"Example:  sanctionsgraph query {question.name} {example}".rstrip()])


def query(
    graph: Graph, name: str, *, as_of: DayLike | None = None, queries: str | Path | None = None, **parameters: object
) -> Result:
    """Ask a question of the catalogue, or of a folder `queries` of one's own.

    Entities may be given by id or name. `as_of` is the day of knowledge; without it, all that is in the graph
    counts. Raises NotFound for an unknown question or thing, InputError for a file that breaks a rule,
    SanctionsGraphError for a parameter that is missing, unknown or of another kind.
    """
    question = named(name, queries)
    if as_of is not None:
        parameters["as_of"] = as_of
    values = _values(graph, question, parameters)
    table = graph.read(question.cypher, **values)
    if list(table.columns) != list(question.columns):
        returned, described = ", ".join(table.columns), ", ".join(question.columns)
        raise InputError(str(question.path), f"returns {returned}, and describes {described}", "Make them the same.")
    return Result(name, list(question.columns), table.rows, question.cypher, values, question.columns)


def named(name: str, queries: str | Path | None = None) -> Question:
    """Return the question of that name. Raises NotFound with those that there are, the likeliest first."""
    questions = catalogue(queries)
    if name in questions:
        return questions[name]
    raise no_such("question", name, questions)


def _values(graph: Graph, question: Question, parameters: Mapping[str, object]) -> dict[str, str | int]:
    """Return the value of each parameter of a question, converted to its kind."""
    names = sorted(parameter.name for parameter in question.parameters)
    if "as_of" in parameters and "as_of" not in names:
        raise SanctionsGraphError(f"{question.name} takes no as_of; its parameters are {', '.join(names)}.")
    if unknown := sorted(parameters.keys() - set(names)):
        raise SanctionsGraphError(f"{question.name} has no parameter {', '.join(unknown)}; it has {', '.join(names)}.")
    values: dict[str, str | int] = {}
    for parameter in question.parameters:
        default = LATEST if parameter.name == "as_of" else parameter.default
        if parameter.name in parameters:
            values[parameter.name] = _value(graph, parameter, parameters[parameter.name])
        elif default is not None:
            values[parameter.name] = _value(graph, parameter, default)
        else:
            hint = f"for example -p {parameter.name}={parameter.example}"
            raise SanctionsGraphError(f"{question.name} needs {parameter.name} ({parameter.meaning}); {hint}")
    return values


def _value(graph: Graph, parameter: Parameter, value: object) -> str | int:
    if parameter.kind == "integer":
        return _whole(parameter.name, value)
    if parameter.kind == "date":
        iso = value if isinstance(value, date) else str(value)
        # The day of which it asks what held; days of knowledge and the ends of a search may be any.
        return day_asked(graph, iso) if parameter.name == "on" else day(iso)
    if parameter.names_entity:
        return graph.entity(str(value), None if parameter.kind == "entity" else parameter.kind).id
    if parameter.kind == "claim":
        return _claim(graph, str(value))
    if parameter.kind in NAMED:
        return _named(graph, parameter.kind, str(value))
    return str(value)


def _claim(graph: Graph, id_: str) -> str:
    """Return the id of a claim. Raises NotFound for another: no row of it would be taken for an answer."""
    if not graph.read("MATCH (c:Statement:Claim {id: $id}) RETURN c.id AS id", id=id_).rows:
        raise NotFound(f"no claim of the id {id_!r}. `sanctionsgraph query claims` lists those of an event.")
    return id_


def _whole(name: str, value: object) -> int:
    """Return a whole number that both engines count with, from 0 to MOST. Raises SanctionsGraphError for another."""
    try:
        number = int(str(value))
    except ValueError as error:
        raise SanctionsGraphError(f"{name} is a whole number, not {value!r}") from error
    if not 0 <= number <= MOST:
        raise SanctionsGraphError(f"{name} is from 0 to {MOST:,}, not {value!r}")
    return number


@dataclass(frozen=True)
class _IdName:
    id: str
    name: str


def _named(graph: Graph, kind: str, word: str) -> str:
    """Return the id of a list, source, programme … by its id, with or without its prefix, or name, in any case.

    Raises NotFound with near names.
    """
    rows = graph.read_as(_IdName, NAMED[kind])
    for row in rows:
        if word == row.id or word.casefold() in (row.id.casefold(), row.name.casefold()):
            return row.id
    # 1718/8(a)(i) is what people write for unscr:1718/8(a)(i).
    ids = [row.id for row in rows if row.id.partition(":")[2].casefold() == word.casefold()]
    if len(ids) == 1:
        return ids[0]
    raise no_such(kind, word, [row.id for row in rows], {row.name: row.id for row in rows})


def _law(label: str) -> str:
    return f"MATCH (n:Law:{label}) RETURN n.id AS id, n.name AS name ORDER BY id"


#: The largest number that a question takes: as days, it leads from any day of these centuries to one of four digits.
MOST = 1_000_000
#: Kinds of parameters that name something of the graph other than an entity, with the statement that lists these.
NAMED = {
    "list": "MATCH (r:Statement:Listing) RETURN DISTINCT r.list AS id, r.list AS name ORDER BY id",
    "source": "MATCH (n:Source) RETURN n.id AS id, n.name AS name ORDER BY id",
    "programme": _law("Programme"),
    "measure": _law("Measure"),
    "provision": _law("Provision"),
}
