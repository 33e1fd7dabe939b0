"""Cypher as text: what in it is code, where a statement ends, and what reaches beyond the graph."""

from __future__ import annotations

import re
from functools import lru_cache

#: Strings, names in backticks and comments; one that is left open runs to the end.
_QUOTED = re.compile(
    r"'(?:\\.|[^'\\])*(?:'|\Z)|\"(?:\\.|[^\"\\])*(?:\"|\Z)|`[^`]*(?:`|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL
)


def bare(text: str) -> str:
    """Return the text with strings, names in backticks and comments blanked, of the same length and lines."""
    return _QUOTED.sub(lambda quoted: re.sub(r"[^\n]", " ", quoted[0]), text)


def split(text: str) -> tuple[list[str], str]:
    """Return the statements that a semicolon ends, without it, and what follows the last one."""
    statements, start = [], 0
    for end in (semicolon.start() for semicolon in re.finditer(";", bare(text))):
        statements.append(text[start:end].strip())
        start = end + 1
    return [statement for statement in statements if bare(statement).strip()], text[start:]


#: What a statement that only reads can still do outside of the graph: read files, end transactions, show the server.
_OUTSIDE = re.compile(
    r"\bLOAD\s+CSV\b|\bTERMINATE\s+TRANSACTIONS?\b|\bSHOW\s+(?:ALL\s+)?(?:SETTINGS?|USERS?|CURRENT|TRANSACTIONS?|"
    r"DATABASES?|DEFAULT|HOME|SERVERS?|ROLES?|PRIVILEGES?)\b|(?:\A|[;{]|\bALL|\bUNION)\s*USE\s+[\w$]+",
    re.IGNORECASE,
)
#: Procedures that read the graph and its schema. No other is called: nobody knows what plugins of a server reach.
PROCEDURES = (
    *("db.labels", "db.relationshiptypes", "db.propertykeys", "db.indexes", "db.constraints", "db.awaitindexes"),
    *("db.schema.visualization", "db.schema.nodetypeproperties", "db.schema.reltypeproperties"),
    *("db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships", "dbms.components"),
)
#: A procedure by its name; a subquery (`CALL {`, `CALL (n) {`) has none.
_CALL = re.compile(r"\bCALL\s+([A-Za-z_]\w*(?:\s*\.\s*\w+)*)", re.IGNORECASE)
#: Namespaces of functions that come with the language. Those of plugins may reach anything.
_NAMESPACES = ("date", "datetime", "duration", "localdatetime", "localtime", "time", "point", "vector")
_FUNCTION = re.compile(r"(?<![\w.])([A-Za-z_]\w*)((?:\s*\.\s*[A-Za-z_]\w*)+)\s*\(")
#: A character by its number, which Neo4j reads anywhere in a statement, not in strings alone.
_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")


# Our own questions come again and again, and the look takes as long as a short answer.
@lru_cache(maxsize=512)
def reaches_outside(cypher: str) -> str | None:
    """Return the words by which a statement reaches beyond the graph, or None. Names in backticks count as names."""
    return _outside(_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), cypher)) or _outside(cypher)


def _outside(cypher: str) -> str | None:
    code = _QUOTED.sub(lambda quoted: quoted[0].strip("`") if quoted[0][0] == "`" else " ", cypher)
    if match := _OUTSIDE.search(code):
        return " ".join(match[0].split())
    for call in _CALL.finditer(code):
        if "".join(call[1].split()).lower() not in PROCEDURES:
            return f"the procedure {call[1]}"
    for function in _FUNCTION.finditer(code):
        name = "".join(function[0].split()).rstrip("(")
        if function[1].lower() not in _NAMESPACES and name.lower() not in PROCEDURES:
            return f"the function {name}"
    return None
