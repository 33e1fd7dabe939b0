"""Rules of the house: public names, imports in one direction, things without facts, fresh generated files."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.schema import generate
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.node import FAMILIES, Node, concrete, fields

from helpers.long_tests import LONG

ROOT = Path(sg.__file__).parent
TESTS = ROOT / "tests"
#: What each room may import beside itself.
FLOORS: dict[str, set[str]] = {
    "schema": set(),
    "graph": {"schema"},
    "loaders": {"graph", "schema"},
    "exporters": {"graph", "schema"},
    "queries": {"graph", "schema"},
    "reading": {"queries", "graph", "schema"},
    "dossier": {"reading", "queries", "exporters", "graph", "schema"},
    "api": {"reading", "dossier", "queries", "exporters", "loaders", "graph", "schema"},
    "serve": {"api", "reading", "dossier", "queries", "exporters", "loaders", "graph", "schema"},
    "cli": {"serve", "api", "reading", "dossier", "queries", "exporters", "loaders", "graph", "schema"},
}
#: A module by the parts of its name; the package itself is ().
Name = tuple[str, ...]
Imports = dict[Name, set[Name]]


def _modules() -> dict[Name, Path]:
    paths = [path for room in FLOORS for path in (ROOT / room).rglob("*.py")] + [*ROOT.glob("*.py")]
    return {_name(path): path for path in paths}


def _name(path: Path) -> Name:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


MODULES = _modules()


@cache
def imports() -> Imports:
    """Which module imports which, at the top or inside a function, for types alone too."""
    found: Imports = {}
    for name, path in MODULES.items():
        package = name if path.name == "__init__.py" else name[:-1]
        ends = found.setdefault(name, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = package[: len(package) - node.level + 1] + tuple((node.module or "").split("."))
                base = tuple(part for part in base if part)
                ends |= {end if (end := (*base, alias.name)) in MODULES else base for alias in node.names} - {name}
    return found


def circles(graph: Imports) -> list[list[Name]]:
    """Groups of names each of which leads to the others."""
    reach = {name: _reachable(graph, name) for name in graph}
    groups = {tuple(sorted(end for end in ends if name in reach.get(end, ()))) for name, ends in reach.items()}
    return sorted([*group] for group in groups if group)


def _reachable(graph: Imports, start: Name) -> set[Name]:
    seen, open_ = set[Name](), [*graph.get(start, ())]
    while open_:
        if (name := open_.pop()) not in seen:
            seen.add(name)
            open_ += graph.get(name, ())
    return seen


def test_public_names_are_sorted_there_and_documented() -> None:
    assert list(sg.__all__) == sorted(sg.__all__)
    for name in sg.__all__:
        assert getattr(sg, name).__doc__, name


def test_an_unknown_public_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        sg.nothing_of_that_name  # noqa: B018


def test_imports_are_relative() -> None:
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                assert node.__dict__.get("level") or not any(n.startswith("sanctionsgraph") for n in names), path


@pytest.mark.parametrize("room", sorted(FLOORS))
def test_imports_lead_down(room: str) -> None:
    reached = {end[0] for start, ends in imports().items() if start[:1] == (room,) for end in ends if end}
    assert reached - {room} <= FLOORS[room]


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circles(imports()) == []


@pytest.mark.parametrize("folder", sorted({name[:n] for name in MODULES for n in range(len(name))}), ids=".".join)
def test_no_folders_import_each_other_in_a_circle(folder: Name) -> None:
    """The files and folders of one folder: what one of them needs of another, the other does not need of it."""
    depth = len(folder)
    inside: Imports = {}
    for start, ends in imports().items():
        if start[:depth] == folder and len(start) > depth:
            near = {end[: depth + 1] for end in ends if end[:depth] == folder and len(end) > depth}
            inside.setdefault(start[: depth + 1], set()).update(near - {start[: depth + 1]})
    assert circles(inside) == []


def test_no_folder_and_the_files_of_another_import_each_other_in_a_circle() -> None:
    """Each folder with its own files alone, beside the folders in it."""
    folder_of = {name: name if path.name == "__init__.py" else name[:-1] for name, path in MODULES.items()}
    inside: Imports = {}
    for start, ends in imports().items():
        near = {folder_of[end] for end in ends} - {folder_of[start]}
        inside.setdefault(folder_of[start], set()).update(near)
    assert circles(inside) == []


def test_a_circle_is_noticed() -> None:
    a, b, c = ("a",), ("b",), ("c",)
    assert circles({a: {b}, b: {c}, c: {b}}) == [[b, c]]
    assert circles({a: {b, c}, b: {c}}) == []


def test_a_thing_holds_no_facts() -> None:
    assert set(fields(Entity).properties) == {"id", "name", "names", "nameKeys"}
    assert not fields(Entity).relationships


def test_every_node_class_is_documented_and_of_one_family() -> None:
    for model in concrete(Node):
        assert model.__doc__, model
        assert model.labels[0] in FAMILIES
        assert not {"title", "type"} & set(fields(model).properties), "the embedded engine claims these names"


def test_generated_files_are_fresh() -> None:
    stale = [p.name for p, text in generate.outputs().items() if p.read_text(encoding="utf-8") != text]
    assert stale == []


def test_no_module_is_too_long() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for package in (*FLOORS, ".")
        for p in (ROOT.glob("*.py") if package == "." else (ROOT / package).rglob("*.py"))
        if "generated" not in p.parts
        and "Generated from" not in (text := p.read_text(encoding="utf-8"))[:120]
        and (n := len(text.splitlines())) > 400
    }
    assert long == {}


def test_the_tests_lie_as_what_they_test() -> None:
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    folders -= {Path("house"), Path("hard")}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder).is_dir()] == []
    assert not list(TESTS.glob("test_*.py"))


def test_no_test_module_imports_another() -> None:
    imported = re.compile(r"^\s*(?:from|import) (?:tests\.|conftest|test_)", re.MULTILINE)
    assert [str(path) for path in TESTS.rglob("*.py") if imported.search(path.read_text(encoding="utf-8"))] == []


def test_no_test_asks_for_a_time() -> None:
    """A busy machine is slower. Counts and limits of a processor's time say the same; benchmarks measure ratios."""
    clocks = re.compile(r"\b(?:perf_counter|process_time|monotonic|time\.time)\(")
    reading = {path.name for path in TESTS.rglob("test_*.py") if clocks.search(path.read_text(encoding="utf-8"))}
    assert reading <= {"test_embedded.py", "test_house.py"}, "test_embedded.py aims its interrupts by the clock"


def test_each_long_test_that_is_named_is_there() -> None:
    for name, _ in LONG:
        path, _, test = name.partition("::")
        assert f"def {test}" in (ROOT / path).read_text(encoding="utf-8"), name
