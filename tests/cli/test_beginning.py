"""`sanctionsgraph new`, and `load --check`: a file of one's own, begun and tried before it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.cli import app
from typer.testing import CliRunner

from helpers.shipped import demo


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def test_a_report_is_begun_tried_and_loaded(tmp_path: Path) -> None:
    graph, file = tmp_path / "case.kgl", tmp_path / "report.yaml"
    with sg.open(graph) as g:
        g.init(law=True)
        before = g.digest()
    assert run("new", "schema", tmp_path / "reports.schema.json")[0] == 0
    assert "imagery-covered" in json.dumps(json.loads((tmp_path / "reports.schema.json").read_text(encoding="utf-8")))
    assert run("new", "report", file, "--publisher", "Example Institute", "--published", "2024-02-03")[0] == 0
    text = file.read_text(encoding="utf-8")
    assert "$schema=reports.schema.json" in text
    code, output = run("new", "report", file)
    assert (code, file.read_text(encoding="utf-8")) == (1, text)
    assert "is there already" in output
    code, output = run("--graph", graph, "load", "reports", file, "--check")
    assert code == 3
    assert "`title` is missing" in output
    assert "checked only: nothing was written" in output
    with sg.open(graph) as g:
        assert g.digest() == before
    assert not list(tmp_path.glob("*.rejected.jsonl"))
    assert run("--graph", tmp_path / "none.kgl", "load", "reports", file, "--check")[0] == 1
    assert not (tmp_path / "none.kgl").exists()


def test_a_table_becomes_a_file_and_a_file_a_workbook(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    shipped = Path(sg.__file__).parent / "data/reports/2024-later-counts.yaml"
    for name, source in (("a.xlsx", shipped), ("b.yaml", tmp_path / "a.xlsx"), ("c.csv", tmp_path / "b.yaml")):
        assert run("new", "report", tmp_path / name, "--from", source)[0] == 0
    with sg.Workspace(demo()) as g:
        for name in ("a.xlsx", "b.yaml", "c.csv"):
            account = g.load("reports", tmp_path / name, check=True)
            assert (account.written, account.rejected, account.ended) == (0, 0, 0)
