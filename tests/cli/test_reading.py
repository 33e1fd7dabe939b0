"""`sanctionsgraph read`: suggestions beside the file, as text, rows and JSON; nothing is written to the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.cli import app
from typer.testing import CliRunner

from helpers.shipped import demo_file

STORY = (
    "Voice of America said on Tuesday that North Korea likely sent coal to China in the autumn of 2023.\n"
    "It said that around 30 wagons were seen at Tumangang Station on February 2 on satellite images.\n"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_file(tmp_path_factory.mktemp("reading") / "case.kgl")


def test_a_report_is_read_and_its_suggestions_written(path: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    (tmp_path / "copy.txt").write_text(STORY, encoding="utf-8")
    options = ["--published", "2024-02-06", "--publisher", "Port Gazette"]
    with sg.open(path) as g:
        before = g.digest()
        answer = g.read(story, published="2024-02-06", publisher="Port Gazette")
    done = CliRunner().invoke(app, ["--graph", str(path), "read", str(story), *options, "--format", "json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == answer.to_dict()
    assert (tmp_path / "story.suggested.yaml").is_file()
    done = CliRunner().invoke(app, ["--graph", str(path), "read", str(story), str(tmp_path / "copy.txt"), *options])
    assert f"{tmp_path / 'copy.txt'}: the same text as {story}" in done.stderr
    assert "sg:voa suggests (likely)" in done.stdout
    with sg.open(path) as g:
        assert g.digest() == before


def test_a_file_that_holds_no_report_is_one_line(path: Path, tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text("Home\nMenu\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["--graph", str(path), "read", str(tmp_path / "menu.txt")])
    assert done.exit_code == 1
    assert "no line of it reads as a report's text" in str(done.exception)
    assert not list(tmp_path.glob("*.suggested.yaml"))
