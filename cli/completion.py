"""What may follow in a statement that is being typed: labels, relationships, properties, parameters, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..graph.store import Graph

COMMANDS = (":help", ":param", ":params", ":exit")
_KEYWORDS = (
    *("MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "RETURN DISTINCT", "WITH", "UNWIND", "UNION", "CALL", "YIELD"),
    *("ORDER BY", "LIMIT", "SKIP", "AS", "AND", "OR", "NOT", "IN", "CONTAINS", "STARTS WITH", "ENDS WITH"),
    *("IS NULL", "IS NOT NULL", "EXISTS", "COUNT", "CASE", "WHEN", "THEN", "ELSE", "END", "DESC", "TRUE", "FALSE"),
    *("coalesce(", "collect(", "count(", "date(", "head(", "labels(", "max(", "min(", "nodes(", "relationships("),
    *("size(", "split(", "substring(", "toLower(", "toString(", "type("),
)
_OPENS, _CLOSES = "([{", {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Completion:
    """A word that may stand there; `length` of what is typed is replaced by it."""

    text: str
    length: int
    note: str


@dataclass
class Vocabulary:
    """The words of the model, and those that the graph has."""

    labels: dict[str, str] = field(default_factory=dict)
    relationships: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    #: The properties of each family of the model.
    of_family: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: Graph) -> Vocabulary:
        """The model's words, each with a note where the graph has it, and the graph's own."""
        from ..schema.generated import LABELS, PROPERTIES, RELATIONSHIPS

        names = {name for properties in PROPERTIES.values() for name in properties}
        return cls(
            _noted(LABELS, _labels(graph)),
            _noted(RELATIONSHIPS, _words(graph, "CALL db.relationshipTypes() YIELD relationshipType AS word")),
            _noted(names, _words(graph, "CALL db.propertyKeys() YIELD propertyKey AS word") | {"id", "name"}),
            {family: list(properties) for family, properties in PROPERTIES.items()},
        )


def _labels(graph: Graph) -> set[str]:
    """The embedded engine names first labels alone, so its nodes are asked."""
    from ..schema.node import FAMILIES

    labels = _words(graph, "CALL db.labels() YIELD label AS word")
    if labels <= {*FAMILIES, "Meta"}:
        labels |= {label for row in graph.read("MATCH (n) RETURN DISTINCT labels(n) AS l").rows for label in row["l"]}
    return labels


def _words(graph: Graph, call: str) -> set[str]:
    from ..schema.errors import GraphError

    try:
        return {row["word"] for row in graph.read(f"{call} RETURN word").rows}
    except GraphError:
        return set()  # A server may keep these procedures from a user; the model's words do.


def _noted(model: Iterable[str], here: set[str]) -> dict[str, str]:
    return {word: "in the graph" if word in here else "in the model" for word in sorted({*model, *here})}


def complete(before: str, vocabulary: Vocabulary, parameters: Iterable[str] = ()) -> list[Completion]:
    """What may follow the text before the cursor, those of the graph first."""
    return sorted(
        _candidates(before, vocabulary, parameters), key=lambda word: (word.note != "in the graph", word.text)
    )


def _candidates(before: str, vocabulary: Vocabulary, parameters: Iterable[str]) -> Iterator[Completion]:
    from ..graph.cypher_text import bare

    code = bare(before)
    if before.lstrip().startswith(":"):
        yield from _starting(before.strip(), dict.fromkeys(COMMANDS, "command"))
    elif before[-1:] != code[-1:]:
        return  # In a string or a comment.
    elif match := re.search(r"\$(\w*)$", code):
        yield from _starting(match[1], dict.fromkeys(parameters, "parameter"))
    elif match := re.search(r"(\w+)\.(\w*)$", code):
        yield from _starting(match[2], _properties(match[1], code, vocabulary))
    elif match := re.search(r"[:|&!]\s*(\w*)$", code):
        inside = _innermost(code[: match.start()])
        if inside != "{":
            yield from _starting(match[1], vocabulary.relationships if inside == "[" else vocabulary.labels)
    elif (match := re.search(r"[{,]\s*(\w*)$", code)) and _innermost(code[: match.start() + 1]) == "{":
        variable = re.search(r"\((\w*)[:\w|&]*\s*\{[^{}]*$", code)
        yield from _starting(match[1], _properties(variable[1] if variable else "", code, vocabulary))
    elif match := re.search(r"(\w+)$", code):
        names = dict.fromkeys(re.findall(r"[(\[](\w+)[:)\s{\]]|\bAS\s+(\w+)", code), "name")
        yield from _starting(match[1], {word: "name" for pair in names for word in pair if word and word != match[1]})
        yield from _starting(match[1], dict.fromkeys(_KEYWORDS, "Cypher"))


def _starting(typed: str, words: dict[str, str]) -> Iterator[Completion]:
    for word, note in words.items():
        if word.lower().startswith(typed.lower()) and word != typed:
            yield Completion(word, len(typed), note)


def _properties(variable: str, code: str, vocabulary: Vocabulary) -> dict[str, str]:
    """The properties of the family that a variable has in the statement; all, where it says none."""
    labels = re.search(rf"\({re.escape(variable)}((?::\w+)+)", code)
    family = next((label for label in vocabulary.of_family if labels and label in labels[1].split(":")), None)
    if family is None:
        return vocabulary.properties
    return {name: vocabulary.properties.get(name, "in the model") for name in vocabulary.of_family[family]}


def _innermost(code: str) -> str | None:
    """The bracket that is open at the end."""
    stack: list[str] = []
    for letter in code:
        if letter in _OPENS:
            stack.append(letter)
        elif stack and stack[-1] == _CLOSES.get(letter):
            stack.pop()
    return stack[-1] if stack else None
