"""Cypher as text: what in it is code, and where one statement ends."""

from __future__ import annotations

import re

#: Strings, names in backticks and comments; one that is left open runs to the end.
_QUOTED = re.compile(
    r"'(?:\\.|[^'\\])*(?:'|\Z)|\"(?:\\.|[^\"\\])*(?:\"|\Z)|`[^`]*(?:`|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL
)


def bare(text: str) -> str:
    """The text with strings, names in backticks and comments blanked; of the same length, with the same lines."""
    return _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def split(text: str) -> tuple[list[str], str]:
    """The statements that a semicolon ends, without it, and what follows the last one."""
    statements, start = [], 0
    for end in (found.start() for found in re.finditer(";", bare(text))):
        statements.append(text[start:end].strip())
        start = end + 1
    return [statement for statement in statements if bare(statement).strip()], text[start:]
