"""What an editor offers: answers complete to their fields, `ask` to its questions. The type checker is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.queries.trace.answer import Trace

from helpers.language_server import LanguageServer, language_server

START = "import sanctionsgraph as sg\n\ng = sg.demo()\n"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("snippets")
    (folder / "types").mkdir()
    (folder / "types" / "sanctionsgraph").symlink_to(Path(sg.__file__).parent)
    (folder / "pyrefly.toml").write_text('search-path = ["types"]\n', encoding="utf-8")
    with language_server(folder) as server:
        yield server


def test_a_trace_completes_to_its_fields(editor: LanguageServer) -> None:
    offered = editor.completions(f'{START}g.trace("x").')
    assert {field.name for field in fields(Trace)} <= offered
    assert {"to_dict", "to_pandas", "to_text"} <= offered


def test_a_field_of_a_trace_completes_too(editor: LanguageServer) -> None:
    assert {"id", "name"} <= editor.completions(f'{START}g.trace("x").what.')


@pytest.mark.parametrize(
    ("code", "some"),
    [
        ("g.assess().assessments[0].", {"event", "measure", "elements"}),
        ('g.listed("x", on="2024-01-01").', {"things", "sources"}),
        ('g.exposure("x").', {"rules"}),
        ('g.history("x").', {"records", "claims"}),
        ('g.traffic("x").', {"counts"}),
        ('g.screen("x").', {"hits"}),
        ('g.trace("x", between=("2024-01-01", "2024-02-01")).', {"arrived", "moved"}),
        ('g.cypher("RETURN 1 AS n").', {"rows", "to_pandas", "to_networkx"}),
    ],
)
def test_each_answer_completes(editor: LanguageServer, code: str, some: set[str]) -> None:
    assert some <= editor.completions(START + code)


def test_ask_completes_to_the_questions(editor: LanguageServer) -> None:
    assert {name.replace("-", "_") for name in catalogue()} <= editor.completions(f"{START}g.ask.")
