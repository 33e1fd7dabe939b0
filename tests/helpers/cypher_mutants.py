"""Statements of Cypher with one condition less, or one boundary moved.

`mutants` gives, for a statement, each condition of a WHERE or WHEN dropped, each alternative of an OR dropped, each
label, relationship type and property of a pattern dropped, each bound of a comparison moved by its boundary, each
element of a list dropped, each DISTINCT dropped, each bound of a path of variable length moved by one, each of the two
values of a coalesce and of a CASE put in the other's place, min and max, the beginning and the end of an interval, and
two days that are asked for taken for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What ends a WHERE at the same depth.
_END = re.compile(r"\b(?:MATCH|OPTIONAL\s+MATCH|WITH|RETURN|UNWIND|CALL|UNION|ORDER\s+BY|THEN)\b|[|]")
_WORD = re.compile(r"[A-Za-z_]\w*")
_OTHER = {"min": "max", "max": "min", "earliest": "latest", "latest": "earliest", "since": "until", "until": "since"}
#: A day that is asked for.
_DAY = re.compile(r"\$(?:as_of|on|since|until)\b")
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True)
class Mutant:
    """A statement with one change; `change` says in words which, with the line."""

    change: str
    cypher: str
    #: Whether a label or the type of a link was taken out of a pattern.
    drops_pattern: bool


def blanked(cypher: str) -> str:
    """The statement with comments and the insides of texts replaced by blanks, position for position."""
    return re.sub(r"//[^\n]*|'(?:[^'\\]|\\.)*'", lambda m: _blank(m[0]), cypher)


def _blank(text: str) -> str:
    return "'" + "_" * (len(text) - 2) + "'" if text.startswith("'") else " " * len(text)


def mutants(cypher: str) -> Iterator[Mutant]:
    """Yield every mutant of a statement, each once."""
    code = blanked(cypher)
    seen: set[str] = {cypher}
    for start, end, replacement in _changes(code, cypher):
        text = cypher[:start] + replacement + cypher[end:]
        if text not in seen:
            seen.add(text)
            line = cypher.count("\n", 0, start) + 1
            shown = " ".join(cypher[start:end].split())
            around = " ".join(cypher[max(0, start - 24) : end + 16].split())
            change = f"line {line}: {shown} -> {replacement.strip() or 'nothing'} (… {around} …)"
            yield Mutant(change, text, not replacement and shown.startswith(":"))


Change = tuple[int, int, str]


def _changes(code: str, cypher: str) -> Iterator[Change]:
    for match in re.finditer(r"\b(?:WHERE|WHEN)\b", code):
        yield from _conditions(code, match.end(), _end(code, match.end()))
    yield from _patterns(code)
    for match in re.finditer(r"(?<![-<>=])(<=|>=|<(?![->=])|>(?!=))(?!-)", code):
        if code[match.start() - 1] not in "-" and not code[match.end() :].startswith("-"):
            flipped = match[1][0] if match[1].endswith("=") else match[1] + "="
            yield match.start(), match.end(), flipped
    for match in re.finditer(r"\[('[_']*'(?:\s*,\s*'[_']*')+)\]", code):
        for part in re.finditer(r"'_*'(\s*,\s*)?", match[1]):
            start, end = match.start(1) + part.start(), match.start(1) + part.end()
            if part[1] is None:  # the last one: its comma stands before it
                start = match.start(1) + match[1].rindex(",")
            yield start, end, ""
    for match in re.finditer(r"\bDISTINCT\s+", code):
        yield match.start(), match.end(), ""
    yield from _swaps(code, cypher)
    for match in re.finditer(r"\*(\d+)\.\.(\d+)", code):
        yield match.start(1), match.end(1), str(int(match[1]) + 1)
        yield match.start(2), match.end(2), str(int(match[2]) - 1)


def _swaps(code: str, cypher: str) -> Iterator[Change]:
    """What is easily taken for another: a value for what stands in where it is missing, an end for a beginning."""
    for match in re.finditer(r"\bcoalesce\(", code):
        first, second, *_ = _arguments(code, match.end())
        end = _end(code, match.end()) + 1
        yield match.start(), end, cypher[slice(*first)]
        yield match.start(), end, cypher[slice(*second)]
    for match in re.finditer(r"\bTHEN\b(.*?)\bELSE\b(.*?)\bEND\b", code, re.DOTALL):
        if "WHEN" not in match[0]:
            then, otherwise = cypher[slice(*match.span(1))], cypher[slice(*match.span(2))]
            yield match.start(1), match.end(2), f"{otherwise} ELSE {then}"
    for match in re.finditer(r"\b(?:min|max)(?=\()|(?<=\.)(?:earliest|latest|since|until)\b", code):
        yield match.start(), match.end(), _OTHER[match[0]]
    days = set(_DAY.findall(code))
    for match in _DAY.finditer(code):
        for other in days - {match[0]}:
            yield match.start(), match.end(), other


def _arguments(code: str, start: int) -> list[tuple[int, int]]:
    """Where each argument of a call begins and ends."""
    arguments, first, depth = [], start, 0
    end = _end(code, start)
    for at in range(start, end):
        depth += (code[at] in _OPEN) - (code[at] in _CLOSE)
        if depth == 0 and code[at] == ",":
            arguments.append((first, at))
            first = at + 1
    return [*arguments, (first, end)]


def _end(code: str, start: int) -> int:
    """Where the condition that begins at `start` ends."""
    depth, at = 0, start
    while at < len(code):
        letter = code[at]
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth -= 1
            if depth < 0:
                return at
        elif depth == 0 and (at == 0 or not code[at - 1].isalnum()) and _END.match(code, at):
            return at
        at += 1
    return len(code)


def _conditions(code: str, start: int, end: int) -> Iterator[Change]:
    """Each part of a condition taken out: true in a conjunction, false in a disjunction."""
    for word, neutral in (("OR", "false"), ("AND", "true")):
        parts = _split(code, start, end, word)
        if len(parts) > 1:
            for first, last in parts:
                yield first, last, f" {neutral} "
                yield from _inside(code, first, last)
            return
    yield start, end, " true "
    yield from _inside(code, start, end)


def _inside(code: str, start: int, end: int) -> Iterator[Change]:
    """The parts of a condition in brackets, or of one of the two kinds in the other."""
    while start < end and code[start].isspace():
        start += 1
    while end > start and code[end - 1].isspace():
        end -= 1
    if code.startswith("NOT ", start):
        start += 4
    if start < end and code[start] == "(" and _end(code, start + 1) == end - 1 and not code.startswith("(:", start):
        inner = code[start + 1 : end - 1]
        if re.search(r"\b(?:AND|OR)\b", inner):
            yield from _conditions(code, start + 1, end - 1)
    elif len(_split(code, start, end, "AND")) > 1 or len(_split(code, start, end, "OR")) > 1:
        yield from _conditions(code, start, end)


def _split(code: str, start: int, end: int, word: str) -> list[tuple[int, int]]:
    parts, depth, first, at = [], 0, start, start
    while at < end:
        if code[at] in _OPEN:
            depth += 1
        elif code[at] in _CLOSE:
            depth -= 1
        elif depth == 0 and (match := _WORD.match(code, at)):
            if match[0] == word:
                parts.append((first, at))
                first = match.end()
            at = match.end()
            continue
        at += 1
    return [*parts, (first, end)]


def _patterns(code: str) -> Iterator[Change]:
    """Labels, types and properties of patterns."""
    for node in re.finditer(
        r"\((\w*)((?::\w+)+)?\s*(\{[^{}]*\})?\)(?=\s*(?:<?-|$|\n|\)|\}|,|WHERE|MATCH))|\(\w*((?::\w+)+)\)", code
    ):
        if node[2]:
            for label in re.finditer(r":\w+", node[2]):
                yield node.start(2) + label.start(), node.start(2) + label.end(), ""
        if node[3]:
            yield node.start(3), node.end(3), ""
    for link in re.finditer(r"-\[\w*((?::\w+(?:\|\w+)*))?(?:\*[\d.]+)?\]-", code):
        if link[1]:
            yield link.start(1), link.end(1), ""
            if "|" in link[1]:
                for part in re.finditer(r"\w+", link[1]):
                    rest = [p for p in re.findall(r"\w+", link[1]) if p != part[0]]
                    yield link.start(1), link.end(1), ":" + "|".join(rest)
