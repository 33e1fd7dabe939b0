"""A question: a `.cypher` file with its name, parameters and columns in the header, and the rules for such files.

A file runs as it stands in Neo4j Browser and cypher-shell: its `:param` lines give the example.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.cypher_text import bare, split
from ...schema.dates import day
from ...schema.errors import InputError, ValueInvalid
from ...schema.vocabulary import KINDS as ENTITY_KINDS

#: Kinds of parameters. One that names a kind of entity, such as Country, takes the bearers of a name that are of it.
KINDS = (
    "entity",
    "source",
    "list",
    "programme",
    "measure",
    "provision",
    "claim",
    "date",
    "integer",
    "string",
    *ENTITY_KINDS,
)
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PARAM = re.compile(r":param (\w+) => (.*?);?\s*")
#: Words that write, or reach out of the graph; no property, label or parameter.
_WRITES = re.compile(
    r"(?<![\w.:$])(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD|ALTER|GRANT|DENY|REVOKE)(?![\w:])", re.I
)
#: Arguments of the functions that ask.
_RESERVED = {"graph", "name", "queries"}
_HEADER = (
    "Header lines are `// name: …`, `// question: …`, `// param: name | kind | meaning | example` "
    f"(kinds: {', '.join(KINDS[:10])}, or a kind of entity such as Country; a default may follow) "
    "and `// column: name | meaning`"
)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question; `kind` is one of `KINDS`, all of which but date, integer and string name things.

    `default` is taken where none is given; a parameter without one must be given. `as_of` needs none: without it,
    all that is in the graph counts.
    """

    name: str
    kind: str
    meaning: str
    example: str | int
    default: str | int | None = None

    @property
    def names_entity(self) -> bool:
        """Whether it takes an entity, of any kind or of the one that it names."""
        return self.kind == "entity" or self.kind in ENTITY_KINDS

    def line(self) -> str:
        """Return the line that sets the example in Neo4j Browser and cypher-shell."""
        if isinstance(self.example, int):
            return f":param {self.name} => {self.example};"
        quoted = self.example.replace("\\", "\\\\").replace("'", "\\'")
        return f":param {self.name} => '{quoted}';"


@dataclass(frozen=True)
class Question:
    """A question of the catalogue: `text` is its file as it stands, `cypher` the statement in it."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    cypher: str
    text: str = field(default="", repr=False)
    path: Path | None = None

    def example(self) -> dict[str, str | int]:
        """Return the parameters of the example that is written in the file."""
        return {parameter.name: parameter.example for parameter in self.parameters}


def parse(path: Path) -> Question:
    """Read a question from its file. Raises InputError, with the line, where the header breaks a rule."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read as text ({error})", "Save it as UTF-8.") from error
    head: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("// "):
            _read_header(f"{path}:{number}", line, head, parameters, columns)
    if head.get("name") != path.stem or "question" not in head:
        raise InputError(str(path), f"the header needs `name: {path.stem}` and `question: …`", f"{_HEADER}.")
    # Blanked and not left out, so that an engine's message names the line of the file.
    code = "\n".join("" if line.startswith(":param") else line for line in lines).rstrip()
    cypher = code.removesuffix(";").rstrip()
    return Question(head["name"], head["question"], tuple(parameters), columns, cypher, text, path)


def _read_header(
    place: str, line: str, head: dict[str, str], parameters: list[Parameter], columns: dict[str, str]
) -> None:
    key, _, value = line[3:].partition(": ")
    fields = [part.strip() for part in value.split("|")]
    if key == "param" and len(fields) in (4, 5) and fields[1] in KINDS:
        name, kind, meaning, *values = fields
        parameters.append(Parameter(name, kind, meaning, *(_value(place, kind, value) for value in values)))
    elif key == "column" and len(fields) == 2:
        columns[fields[0]] = fields[1]
    elif key in ("name", "question"):
        head[key] = value
    else:
        raise InputError(place, f"not a header line of a question: {line}", f"{_HEADER}; elsewhere write `//` alone.")


def _value(place: str, kind: str, text: str) -> str | int:
    try:
        if kind == "date":
            return day(text)
        return int(text) if kind == "integer" else text
    except (ValueError, ValueInvalid) as error:
        raise InputError(place, f"{text!r} is not of the kind {kind}", "Correct one of them.") from error


def check(question: Question) -> None:
    """Check the rules of a question. Raises InputError with file, line and remedy for the first that it breaks."""
    for line, problem, remedy in _faults(question):
        raise InputError(f"{question.path}:{line}" if line else str(question.path), problem, remedy)


def _faults(question: Question) -> Iterator[tuple[int, str, str]]:
    code = bare(question.cypher)
    if not _NAME.fullmatch(question.name):
        yield 0, f"{question.name!r} is not a name for a question", "Use small letters, digits and hyphens."
    for word in _WRITES.finditer(code):
        remedy = "Ask with MATCH and RETURN; put a name that reads so into backticks."
        yield _line(code, word), f"{word[1].upper()} writes, and a question only reads", remedy
    for word in re.finditer(r"shortestPath|allShortestPaths", code):
        remedy = "Match hop by hop, as within-hops.cypher does."
        yield _line(code, word), "a shortest path with conditions differs between engines", remedy
    statements, tail = split(question.cypher)
    if len([*statements, *([tail] if bare(tail).strip() else [])]) != 1:
        yield 0, "a file holds one statement", "Put each into a file of its own."
    if not re.search(r"\bORDER\s+BY\b", re.split(r"\bRETURN\b", code, flags=re.I)[-1], re.I):
        remedy = "End it with ORDER BY over what tells rows apart, so that every engine gives the same order."
        yield 0, "the rows have no order", remedy
    if not question.columns:
        yield 0, "no column is described", f"{_HEADER}."
    yield from _parameter_faults(question, code)


def _parameter_faults(question: Question, code: str) -> Iterator[tuple[int, str, str]]:
    described = Counter(parameter.name for parameter in question.parameters)
    for name in _RESERVED & described.keys():
        yield 0, f"a parameter must not be called {name}", "Give it another name."
    for name in (name for name, n in described.items() if n > 1):
        yield 0, f"the parameter {name} is described twice", "Remove one of the lines."
    for use in re.finditer(r"\$(\w+)", code):
        if use[1] not in described:
            remedy = f"Add `// param: {use[1]} | kind | meaning | example`."
            yield _line(code, use), f"the parameter {use[1]} is not described", remedy
    used = set(re.findall(r"\$(\w+)", code))
    lines = question.text.splitlines()
    pasted = {m[1]: n for n, line in enumerate(lines, 1) if (m := _PARAM.fullmatch(line))}
    for parameter in question.parameters:
        if parameter.name not in used:
            yield 0, f"the parameter {parameter.name} is described and not used", "Remove its line."
        if parameter.line() not in (line.rstrip() for line in lines):
            problem = f"Neo4j Browser and cypher-shell lack the example of {parameter.name}"
            yield pasted.get(parameter.name, 0), problem, f"Write `{parameter.line()}` before the statement."
    for name in pasted.keys() - described.keys():
        yield pasted[name], f":param sets {name}, which is not described", "Describe it, or remove the line."


def _line(code: str, match: re.Match[str]) -> int:
    return code.count("\n", 0, match.start()) + 1
