"""What a newcomer types: help, options at either end, answers in files, narrow terminals, signs that do not show."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sanctionsgraph.cli.commands import TASKS
from sanctionsgraph.cli.files import write
from sanctionsgraph.cli.output import counted, visible
from sanctionsgraph.queries.results.tables import markdown_table, record_lines

from helpers.commands import run
from helpers.shipped import demo_file

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"=HYPERLINK(1)": -5.5, "+850 2": 7, "두만강역": None}
ROWS = [{"name": name, "number": number} for name, number in NAMES.items()]
ASK = ("query", "traffic", "-p", "place=Tumangang")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_file(tmp_path_factory.mktemp("first") / "case.kgl")


def test_init_says_in_one_line_what_it_loaded(tmp_path: Path) -> None:
    done = run("init", "--law", graph=tmp_path / "case.kgl")
    assert re.search(r"case\.kgl: \d+ files, [\d,]+ records, 0 rejected\n", done.stdout), done.stdout
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("ask", [["-h"], ["help"], ["--help"]])
def test_the_help_lists_each_command_by_task(ask: list[str]) -> None:
    shown = run(*ask).stdout
    assert "Others:" not in shown, "give each command a line in TASKS"
    for task, lines in TASKS.items():
        assert f"{task}:" in shown
        for name, line in lines.items():
            assert re.search(rf"^  {name} +{re.escape(line)}$", shown, re.MULTILINE), name


def test_version_and_help_of_a_command() -> None:
    assert run("version").stdout == run("--version").stdout != ""
    assert run("help", "paths").returncode == 0
    assert run("trace", "-h").stdout == run("trace", "--help").stdout


def test_the_graph_is_named_before_or_after_the_command(made: Path) -> None:
    before = run("--graph", str(made), *ASK)
    after = run(*ASK, "--graph", str(made))
    short = run(*ASK, "-g", str(made))
    assert before.stdout == after.stdout == short.stdout != ""
    both = run("--graph", "nowhere.kgl", *ASK, "--graph", str(made))
    assert both.returncode == 0, "the nearer one wins"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands(shell: str) -> None:
    program = Path(sys.executable).with_name("sanctionsgraph")
    # The shell is the one that is named, and not the one that these tests run in.
    env = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run([program, "--show-completion", shell], capture_output=True, text=True, check=True, env=env)
    assert "_SANCTIONSGRAPH_COMPLETE" in done.stdout


def test_a_brief_trace_is_a_screenful_and_a_part_of_the_whole(made: Path) -> None:
    whole = run("trace", "Tumangang", "--as-of", "2023-10-06", graph=made).stdout.splitlines()
    brief = run("trace", "Tumangang", "--as-of", "2023-10-06", "--brief", graph=made).stdout.splitlines()
    assert 15 < len(brief) <= 35
    assert set(brief) <= set(whole)
    assert brief[0] == whole[0]
    assert any("arms export ban" in line for line in brief)


def test_an_answer_goes_to_a_file_in_the_form_of_its_suffix(made: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for suffix in ("csv", "json", "md", "txt", "xlsx"):
        done = run(*ASK, "--out", f"rows.{suffix}", "-g", str(made), cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "rows.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet.max_row == len(rows) + 1
    assert (tmp_path / "rows.json").read_text(encoding="utf-8") == run(*ASK, "-f", "json", graph=made).stdout
    assert (tmp_path / "rows.md").read_text(encoding="utf-8").count("\n") == len(rows) + 2


@pytest.mark.parametrize("suffix", ["csv", "json", "md", "txt", "xlsx"])
def test_an_answer_replaces_a_file_only_where_it_is_asked_to(suffix: str, made: Path, tmp_path: Path) -> None:
    path = tmp_path / f"notes.{suffix}"
    first = run(*ASK, "--out", path.name, "-g", str(made), cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, f"{path.name}: written\n")
    answer = path.read_bytes()
    again = run("query", "--list", "--out", path.name, "-g", str(made), cwd=tmp_path)
    assert again.returncode == 1
    refusal = f"{path.name} is there already. Add --overwrite to replace it, or give another path."
    assert again.stderr == f"error: {refusal}\n"
    assert path.read_bytes() == answer
    assert run(*ASK, "--out", path.name, "--overwrite", "-g", str(made), cwd=tmp_path).returncode == 0
    # A workbook has the moment of its making.
    assert suffix == "xlsx" or path.read_bytes() == answer
    path.write_bytes(b"RGF a graph")
    refused = run(*ASK, "--out", path.name, "--overwrite", "-g", str(made), cwd=tmp_path)
    assert "is a graph, which is not replaced" in refused.stderr
    assert path.read_bytes() == b"RGF a graph"


def test_a_file_of_another_kind_is_kept(made: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text("mine", encoding="utf-8")
    done = run(*ASK, "--out", "plan.xlsx", "--overwrite", graph=made, cwd=tmp_path)
    assert "another kind" in done.stderr
    assert (done.returncode, (tmp_path / "plan.xlsx").read_text(encoding="utf-8")) == (1, "mine")
    done = run(*ASK, "--out", "plan.pdf", graph=made, cwd=tmp_path)
    assert done.returncode == 2
    assert ".xlsx" in done.stderr


def test_a_spreadsheet_shows_formulas_and_does_not_work_them_out(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "", [(["name", "number"], ROWS)])
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["'=HYPERLINK(1)", "'+850 2", "두만강역"]
    assert "-5.5" in text
    openpyxl = pytest.importorskip("openpyxl")
    write(tmp_path / "a.xlsx", "", [(["name", "number"], ROWS)])
    cells = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=2))
    assert (cells[0][0].value, cells[0][0].data_type) == ("=HYPERLINK(1)", "s")
    assert cells[0][1].value == -5.5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x00b\x9bc", "a\\u0000b\\u009bc"),
        ("a\tb\nc 김", "a\tb\nc 김"),
    ],
)
def test_signs_that_a_terminal_obeys_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_rows_as_markdown_and_as_records() -> None:
    assert markdown_table(["a"], [{"a": "x|y\nz"}]).splitlines() == ["| a |", "| --- |", "| x\\|y z |"]
    lines = list(record_lines(["name", "note"], [["Rason", "one two three four five six"], ["Anju", ""]], 30))
    assert lines == ["[1]", "name: Rason", "note: one two three four five", "      six", "[2]", "name: Anju"]


@pytest.mark.parametrize(("number", "text"), [(0, "0 rows"), (1, "1 row"), (2051, "2,051 rows")])
def test_counts_agree_with_their_nouns(number: int, text: str) -> None:
    assert counted(number, "row") == text


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_a_narrow_terminal_breaks_no_word(made: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    shown = {}
    for columns in (80, 250):
        command = ["-m", "sanctionsgraph.cli", "-g", str(made), "query", "traffic", "-p", "place=Tumangang"]
        # The width is that of the terminal, which a dumb one does not tell.
        env = {key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"TERM": "xterm"}
        size = (50, columns)
        child = pexpect.spawn(sys.executable, command, dimensions=size, env=env, encoding="utf-8", timeout=60)
        shown[columns] = child.read()
    assert "sg:tumangang-2023-10-05" in shown[80]
    assert re.search(r"^event: +Freight cars at Tumangang Station", shown[80], re.MULTILINE), "names beside ids"
    assert "event:" not in shown[250]


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_the_command_at_the_root_says_what_to_do_before_the_demo(tmp_path: Path) -> None:
    script = tmp_path / "sanctionsgraph"
    script.write_text((ROOT / "sanctionsgraph").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(["sh", str(script), "info"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "make demo" in done.stderr
    assert os.access(ROOT / "sanctionsgraph", os.X_OK)
