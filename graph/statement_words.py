"""Labels and relationships that a statement names and neither the model nor the graph has: why it finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from ..schema.argument import text_argument
from ..schema.errors import GraphError, NotFound
from ..schema.generated import LABELS, RELATIONSHIPS
from .cypher_text import bare
from .protocols import RowReader, Table
from .read_limits import OWN, ReadLimits

_NODE = re.compile(r"\(\s*\w*\s*:\s*([^(){}\[\]]+?)\s*[){]")
#: A word of what stands behind the first colon: a label, where no operator such as OR or a variable stands there.
_WORD = re.compile(r"(?:\A|[:|&!])\s*([A-Za-z_]\w*)")
_RELATIONSHIP = re.compile(r"\[\s*\w*\s*:\s*([^(){}\[\]*]+?)\s*[\]{*]")


class _StatementReader(RowReader, Protocol):
    def read_within(self, limits: ReadLimits, cypher: str, parameters: Mapping[str, Any]) -> Table: ...


def read_own(graph: _StatementReader, cypher: str, parameters: Mapping[str, Any], limits: ReadLimits = OWN) -> Table:
    """Return what a user's statement finds, within limits.

    Raises NotFound where that is nothing and it names an unknown word, QueryError beyond the limits.
    """
    statement = text_argument(cypher, "a statement", "MATCH (e:Entity) RETURN e.id")
    table = graph.read_within(limits, statement, parameters)
    if not table.rows:
        refuse_unknown_words(graph, cypher)
    return table


def refuse_unknown_words(reader: RowReader, cypher: str) -> None:
    """Raise NotFound for the first unknown label or relationship of a statement, with near names."""
    # Not for a statement that finds something.
    from ..schema.direct import DIRECT_TYPES
    from ..schema.near_names import near_names

    code = bare(cypher)
    for kind, pattern, model, call in (
        ("label", _NODE, {*LABELS, "Meta"}, "CALL db.labels() YIELD label AS word RETURN word"),
        (
            "relationship",
            _RELATIONSHIP,
            {*RELATIONSHIPS, *DIRECT_TYPES},
            "CALL db.relationshipTypes() YIELD relationshipType AS word RETURN word",
        ),
    ):
        unknown = [word for word in _words(pattern, code) if word not in model]
        if unknown and (word := next((word for word in unknown if word not in _of_graph(reader, call)), "")):
            near = near_names(word, model)
            hint = f" Did you mean {' or '.join(near)}?" if near else " docs/data-dictionary.md has those of the model."
            raise NotFound(f"no {kind} {word!r} in the model or in the graph.{hint}")


def _words(pattern: re.Pattern[str], code: str) -> Iterator[str]:
    for match in pattern.finditer(code):
        yield from _WORD.findall(match[1])


def _of_graph(reader: RowReader, call: str) -> set[str]:
    try:
        return {str(row["word"]) for row in reader.run(call)}
    except GraphError:
        return set()  # A server may keep these procedures from a user.
