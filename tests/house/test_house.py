"""Rules of the house: public names, imports in one direction, things without facts, fresh generated files."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.schema import generate
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.node import FAMILIES, Node, concrete, fields

ROOT = Path(sg.__file__).parent
TESTS = ROOT / "tests"
ABOVE = {
    "schema": {"graph", "loaders", "queries", "dossier", "cli"},
    "graph": {"loaders", "queries", "dossier", "cli"},
    "loaders": {"queries", "dossier", "cli"},
    "queries": {"loaders", "dossier", "cli"},
    "dossier": {"loaders", "cli"},
}


def test_public_names_are_sorted_there_and_documented() -> None:
    assert list(sg.__all__) == sorted(sg.__all__)
    for name in sg.__all__:
        assert getattr(sg, name).__doc__, name


def test_an_unknown_public_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        sg.nothing_of_that_name  # noqa: B018


@pytest.mark.parametrize("package", sorted(ABOVE))
def test_imports_go_one_way(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level >= 2:
                assert (node.module or "").partition(".")[0] not in ABOVE[package], path
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                assert not any(name.startswith("sanctionsgraph") for name in names), f"{path} imports absolutely"


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
        for package in (*ABOVE, "cli", ".")
        for p in (ROOT.glob("*.py") if package == "." else (ROOT / package).rglob("*.py"))
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_the_tests_lie_as_what_they_test() -> None:
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")} - {Path("house")}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder).is_dir()] == []
    assert not list(TESTS.glob("test_*.py"))


def test_no_test_module_imports_another() -> None:
    imported = re.compile(r"^\s*(?:from|import) (?:tests\.|conftest|test_)", re.MULTILINE)
    assert [str(path) for path in TESTS.rglob("*.py") if imported.search(path.read_text(encoding="utf-8"))] == []
