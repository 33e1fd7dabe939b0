"""Measures of the package's code: typed answers, one class for one name, names that say what they are, short functions.

The tree is read by its syntax, the package alone, without generated code.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sanctionsgraph as sg

ROOT = Path(sg.__file__).parent
ROOMS = ("schema", "graph", "loaders", "exporters", "queries", "dossier", "api", "cli", "serve", "reading")
#: Words that say nothing of what they name.
FILLERS = frozenset(
    (
        *("found", "said", "told", "known", "made", "given", "held", "stated", "seen", "one", "what", "how", "where"),
        *("beside", "standing", "wanted", "own", "rest", "others", "joined"),
    )
)
MAPPINGS = re.compile(r"[Dd]ict\[str, Any\]|\bRow\b|\bJson\b")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources() -> dict[Path, str]:
    """The text of each module of the package."""
    paths = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    return {path: path.read_text(encoding="utf-8") for path in paths if "generated" not in path.parts}


@cache
def trees() -> dict[Path, list[ast.AST]]:
    """The nodes of each module."""
    return {path: list(ast.walk(ast.parse(text))) for path, text in sources().items()}


def nodes() -> Iterator[ast.AST]:
    for inside in trees().values():
        yield from inside


def subscript_by_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)
    )


def bound() -> Iterator[str]:
    """Every name that the code binds: functions, classes, arguments and variables."""
    for node in nodes():
        if isinstance(node, Function):
            yield node.name
            yield from (argument.arg for argument in (*node.args.args, *node.args.kwonlyargs))
        elif isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_no_name_is_of_two_classes() -> None:
    names = Counter(node.name for node in nodes() if isinstance(node, ast.ClassDef))
    assert {name: n for name, n in names.items() if n > 1} == {}


def test_few_names_say_nothing() -> None:
    names = Counter(bound())
    fillers = {name: names[name] for name in sorted(FILLERS) if names[name]}
    assert sum(fillers.values()) <= 0.005 * names.total(), fillers


def test_few_values_are_taken_by_a_written_key() -> None:
    """At most 15 subscripts by a text in a thousand lines."""
    lines = sum(text.count("\n") for text in sources().values())
    taken = Counter({path.name: sum(map(subscript_by_text, inside)) for path, inside in trees().items()})
    assert taken.total() <= 0.015 * lines, taken.most_common(10)


def test_few_functions_return_mappings_without_types() -> None:
    """At most one of a hundred."""
    functions = [node for node in nodes() if isinstance(node, Function)]
    untyped = [f.name for f in functions if f.returns and MAPPINGS.search(ast.unparse(f.returns))]
    assert len(untyped) <= 0.01 * len(functions), sorted(untyped)


def test_every_function_says_what_it_returns() -> None:
    assert [node.name for node in nodes() if isinstance(node, Function) and node.returns is None] == []


def test_functions_are_short() -> None:
    """At most 60 lines without the docstring, half of them seven or fewer."""
    lengths = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": length(node)
        for path, inside in trees().items()
        for node in inside
        if isinstance(node, Function)
    }
    assert {name: n for name, n in lengths.items() if n > 60} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 7


def length(function: Function) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    docstring = function.body[0]
    return lines - (docstring.end_lineno or 0) + docstring.lineno - 1 if ast.get_docstring(function) else lines
