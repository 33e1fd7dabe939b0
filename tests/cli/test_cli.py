"""The command line as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from sanctionsgraph.cli.noting import WorkStatus
from sanctionsgraph.schema.case_notes import CaseStatus

from helpers.commands import run
from helpers.engines import ROOT

COMMANDS = [
    *("init", "load", "info", "dump", "query", "cypher", "trace", "assess", "paths", "traffic", "dossier"),
    *("changes", "history", "listed", "diff", "push", "pull", "export"),
    *("project", "brokers", "communities", "exposure", "screen", "resolve"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "case.kgl"
    done = run("init", "--format", "json", graph=path)
    assert done.returncode == 0, done.stderr
    accounts = json.loads(done.stdout)
    assert all(a["read"] == a["written"] + a["unchanged"] + a["rejected"] for a in accounts)
    assert not any(a["rejected"] for a in accounts)
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "Example:  sanctionsgraph" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_format(command: str) -> None:
    assert "--format" in run(command, "--help").stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, sanctionsgraph.cli as c\n"
        "try: c.app(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = ('kglite', 'neo4j', 'pydantic', 'lxml', 'networkx', 'pandas', 'rich', 'importlib.metadata')\n"
        "rooms = ('graph', 'queries', 'loaders', 'exporters', 'reading', 'dossier', 'api', 'serve')\n"
        "print([m for m in (*heavy, *(f'sanctionsgraph.{room}' for room in rooms)) if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("module", sorted((ROOT / "cli").glob("*.py")), ids=lambda path: path.stem)
def test_annotations_of_commands_are_not_postponed(module: Path) -> None:
    """With postponed annotations, typer evaluates each of them from its text at every start: a fifth of its time."""
    text = module.read_text(encoding="utf-8")
    if "typer.Option(" in text or "typer.Argument(" in text:
        assert "from __future__ import annotations" not in text


def test_the_status_of_a_case_has_the_values_of_the_model() -> None:
    """The command line repeats them: it imports no model before a command runs."""
    assert {status.value for status in WorkStatus} == {status.value for status in CaseStatus}


def test_init_twice_changes_nothing(made: Path) -> None:
    before = run("dump", "--digest", graph=made).stdout
    again = json.loads(run("init", "--format", "json", graph=made).stdout)
    assert all(a["unchanged"] == a["read"] for a in again)
    assert run("dump", "--digest", graph=made).stdout == before


def test_query_in_every_format(made: Path) -> None:
    ask = ("query", "traffic", "-p", "place=Tumangang", "--as-of", "2023-10-06")
    as_json = json.loads(run(*ask, "--format", "json", graph=made).stdout)
    as_csv = list(csv.DictReader(io.StringIO(run(*ask, "--format", "csv", graph=made).stdout)))
    assert [row["event"] for row in as_json] == [row["event"] for row in as_csv]
    assert as_json[-1]["number"] == 73
    assert "73" in run(*ask, graph=made).stdout


def test_query_list_names_ten_or_more(made: Path) -> None:
    assert len(json.loads(run("query", "--list", "--format", "json", graph=made).stdout)) >= 10


def test_query_example_and_cypher(made: Path) -> None:
    assert json.loads(run("query", "claims", "--example", "--format", "json", graph=made).stdout)
    assert "MATCH" in run("query", "claims", "--cypher", graph=made).stdout


def test_trace_and_between_as_json(made: Path) -> None:
    answer = json.loads(run("trace", "Tumangang", "--as-of", "2023-10-06", "--format", "json", graph=made).stdout)
    assert {"what", "as_of", "seen", "leads_to", "before", "may_be", "forbidden_by", "sources"} <= set(answer)
    moved = json.loads(
        run("trace", "Tumangang", "--between", "2023-10-06", "2023-10-14", "--format", "json", graph=made).stdout
    )
    assert {"arrived", "events", "moved"} <= set(moved)


def test_info_names_loads_and_counts(made: Path) -> None:
    info = json.loads(run("info", "--format", "json", graph=made).stdout)
    assert info["nodes"]["Claim"] > 100
    assert {load["source"] for load in info["loads"]} >= {"reports", "law", "events", "stations"}


def test_export_says_what_it_wrote_and_load_reads_it_back(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.nq"
    said = json.loads(run("export", "--for", "nquads", "-o", str(out), "--format", "json", graph=made).stdout)
    assert set(said) == {"form", "out", "as_of", "nodes", "graphs"}
    again = tmp_path / "again.kgl"
    account = json.loads(run("load", "rdf", str(out), "--format", "json", graph=again).stdout)
    assert account["written"] == account["read"] == said["nodes"]
    digests = {
        json.loads(run("dump", "--digest", "--format", "json", graph=graph).stdout)[0]["digest"]
        for graph in (made, again)
    }
    assert len(digests) == 1


def test_export_without_form_or_file_says_what_is_missing(made: Path) -> None:
    forms = {row["form"] for row in json.loads(run("export", "--list", "--format", "json").stdout)}
    assert forms >= {"turtle", "trig", "nquads", "jsonld", "ftm", "ftm-statements", "graphml"}
    done = run("export", "--for", "trig", graph=made)
    assert done.returncode == 2
    assert "--list" in done.stderr
    done = run("export", "--for", "excel", "-o", "x", graph=made)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_graph_comes_from_the_environment(made: Path, tmp_path: Path) -> None:
    import os

    env = {**os.environ, "SANCTIONSGRAPH_URI": str(made)}
    assert run("info", cwd=tmp_path, env=env).returncode == 0
    missing = run("info", cwd=tmp_path, env={k: v for k, v in os.environ.items() if k != "SANCTIONSGRAPH_URI"})
    assert missing.returncode == 1
    assert "sanctionsgraph init" in missing.stderr


def test_a_closed_pipe_is_no_error(made: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m sanctionsgraph.cli --graph {made} dump | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_csv_has_the_line_ends_of_the_pipe_that_it_goes_to_and_in_a_file_those_of_spreadsheets(
    made: Path, tmp_path: Path
) -> None:
    asked = [sys.executable, "-m", "sanctionsgraph", "-g", str(made), "query", "denials", "-f", "csv"]
    piped = subprocess.run(asked, capture_output=True, check=True).stdout
    assert piped.count(b"\n") > 1
    assert b"\r" not in piped
    out = tmp_path / "denials.csv"
    subprocess.run([*asked[:-2], "-o", str(out)], capture_output=True, check=True)
    assert out.read_bytes().count(b"\r\n") == piped.count(b"\n")


def test_a_number_that_is_asked_for_as_a_name_is_said_to_be_one(made: Path) -> None:
    done = run("screen", "9990001", graph=made)
    assert "'9990001' looks like a number: `screen --number '9990001'` shows what bears it" in done.stderr
    done = run("screen", "?!", "Angara", graph=made)
    assert "'?!' has no letter or digit: nothing was compared" in done.stderr.splitlines()
    assert "nothing was compared" not in run("screen", "김", "7", graph=made).stderr
    assert "looks like a number" not in run("screen", "Angara", graph=made).stderr
