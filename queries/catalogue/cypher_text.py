"""Cypher as text: what in it is code, and where one statement ends."""

from __future__ import annotations

import re

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
