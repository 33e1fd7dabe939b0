"""What the embedded engine is known to answer otherwise than Neo4j: one table, for statements of a user's own.

What can be told from the statement and gives other rows is refused there; what depends on the values is noted. The
questions of the catalogue, and the program's own statements, keep to what both engines share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern

from ..schema.errors import QueryError
from .cypher_text import bare

_FLAGS = re.IGNORECASE | re.DOTALL
#: A call of date(...) with at most two levels of brackets in it.
_DATE = r"(?<![\w.])date\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_COMPARED = r"(?:<>|<=|>=|=~|=|<|>)"


@dataclass(frozen=True)
class EngineDifference:
    """One difference: what is written, an example, and its value in the file and on Neo4j; None is null.

    `pattern` recognises it in a statement, whose texts are blanked, and is None where nothing does. `remedy` says what
    both answer alike. `refused`: the embedded engine refuses it; else it is noted.
    """

    written: str
    example: str
    embedded: object
    server: object
    remedy: str
    pattern: Pattern[str] | None = None
    refused: bool = False


DIFFERENCES = (
    EngineDifference(
        "`duration.between(a, b)`",
        "RETURN duration.between(date('2023-08-01'), date('2023-10-06')).days AS v",
        66,
        5,
        "write `duration.inDays(a, b).days`",
        re.compile(r"\bduration\s*\.\s*between\s*\(", _FLAGS),
        refused=True,
    ),
    EngineDifference(
        "`date(...)` compared with what is no `date(...)`",
        "RETURN '2023-10-05' < date('2023-10-06') AS v",
        True,
        None,
        "compare days as texts, `s.since <= '2023-10-06'`, or `date(...)` with `date(...)`",
        re.compile(rf"{_DATE}\s*{_COMPARED}(?![<>=~])(?!\s*date\s*\()|[^)\s<>=]\s*{_COMPARED}\s*{_DATE}", _FLAGS),
        refused=True,
    ),
    EngineDifference(
        "`head(labels(n))`, `labels(n)[0]`",
        "",
        "the family",
        "any of them",
        "labels have no order: write `n:Person`",
        re.compile(r"\b(?:head|last)\s*\(\s*labels\s*\(|\blabels\s*\(\s*\w+\s*\)\s*\[", _FLAGS),
        refused=True,
    ),
    EngineDifference(
        "`n.title`, `n.type`",
        "MATCH (n:Source {id: 'x:source'}) RETURN n.title AS v",
        "its name",
        None,
        "the model has neither: ask for n.name or labels(n)",
        re.compile(r"(?<![\w.])[A-Za-z_]\w*\s*\.\s*(?:title|type)\b(?!\s*[\w(.])", _FLAGS),
    ),
    EngineDifference(
        "`keys(n)`, `properties(n)`",
        "MATCH (n:Source {id: 'x:source'}) RETURN size(keys(n)) AS v",
        4,
        2,
        "they name `title` and `type` too: leave these out",
        re.compile(r"(?<![\w.])(?:keys|properties)\s*\(", _FLAGS),
    ),
    EngineDifference(
        "`round(x)` of a half below zero",
        "RETURN round(-2.5) AS v",
        -3.0,
        -2.0,
        "write `floor(x + 0.5)`",
        re.compile(r"(?<![\w.])round\s*\(", _FLAGS),
    ),
    EngineDifference(
        "`sqrt(x)`, `log(x)`, `asin(x)`, `acos(x)` where they are not defined",
        "RETURN toString(sqrt(-1)) AS v",
        None,
        "NaN",
        "leave such values out before",
        re.compile(r"(?<![\w.])(?:sqrt|log|log10|asin|acos)\s*\(", _FLAGS),
    ),
    EngineDifference(
        "`stDev(x)` of no values",
        "UNWIND [] AS x RETURN stDev(x) AS v",
        None,
        0.0,
        "ask how many there are too",
        re.compile(r"(?<![\w.])stDevP?\s*\(", _FLAGS),
    ),
    EngineDifference(
        "`null + ['x']`", "RETURN null + ['x'] AS v", [None, "x"], None, "write `coalesce(x, []) + ['x']`"
    ),
    EngineDifference("`1 / 0.0`", "RETURN toString(1 / 0.0) AS v", None, "Infinity", "leave zeros out before"),
    EngineDifference(
        "`toString(x)` of a large or small number", "RETURN toString(1e10) AS v", "10000000000.0", "1.0E10", "return x"
    ),
    EngineDifference(
        "`toInteger(x)` beyond 64 bits", "RETURN toInteger(1e20) AS v", None, 9223372036854775807, "keep the float"
    ),
    EngineDifference(
        "`trim(x)` of other blanks than space", "RETURN size(trim('\u00a0x')) AS v", 1, 2, "replace those signs first"
    ),
)


def refuse_different(cypher: str) -> tuple[str, ...]:
    """Return notes on what a statement may answer otherwise on Neo4j. Raises QueryError where it does."""
    code, notes = bare(cypher), []
    for difference in DIFFERENCES:
        if difference.pattern is None or not difference.pattern.search(code):
            continue
        if difference.refused:
            raise QueryError(
                f"the embedded engine answers {difference.written} otherwise than Neo4j: {difference.remedy} "
                "(docs/cypher.md has all differences)."
            )
        notes.append(f"{difference.written}: answered otherwise on Neo4j; {difference.remedy}")
    return tuple(notes)


def differences_table() -> str:
    """Return the table as docs/cypher.md has it."""
    lines = ["| you write | in the file | on Neo4j | on both |", "|---|---|---|---|"]
    for difference in DIFFERENCES:
        embedded = "refused" if difference.refused else _shown(difference.embedded)
        lines.append(f"| {difference.written} | {embedded} | {_shown(difference.server)} | {difference.remedy} |")
    return "\n".join(lines)


def _shown(value: object) -> str:
    return f"`{'null' if value is None else str(value).lower() if isinstance(value, bool) else value}`"
