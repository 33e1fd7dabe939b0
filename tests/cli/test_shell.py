"""The prompt of `sanctionsgraph cypher`: in a pipe, at a real terminal, and what it completes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
import sanctionsgraph as sg
from prompt_toolkit.document import Document
from sanctionsgraph.cli import shell
from sanctionsgraph.cli.completion import Vocabulary, complete
from sanctionsgraph.graph.cypher_text import bare, split
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.queries.catalogue.registry import FOLDER, catalogue, query

from helpers.commands import run
from helpers.hostile import TEXTS, fill

GUIDE = (Path(sg.__file__).parent / "docs" / "cypher.md").read_text(encoding="utf-8")
CYPHER = re.findall(r"^```cypher\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, embedded_case: sg.Graph) -> Path:
    path = tmp_path_factory.mktemp("shell") / "case.kgl"
    with open_graph(path) as graph:
        copy_graph(embedded_case, graph)
    return path


@pytest.fixture(scope="module")
def known(embedded_case: sg.Graph) -> Vocabulary:
    return Vocabulary.of(embedded_case)


def words(before: str, known: Vocabulary, *parameters: str) -> list[str]:
    return [found.text for found in complete(before, known, parameters)]


# What is a statement


@pytest.mark.parametrize(
    ("text", "statements", "rest"),
    [
        ("RETURN 1; RETURN 2;", ["RETURN 1", "RETURN 2"], ""),
        ("RETURN ';' AS a;", ["RETURN ';' AS a"], ""),
        ('RETURN "a\\";" AS a; R', ['RETURN "a\\";" AS a'], " R"),
        ("RETURN 1 // not; yet\n", [], "RETURN 1 // not; yet\n"),
        ("RETURN `a;b`;", ["RETURN `a;b`"], ""),
        ("/* a; */ RETURN 1;", ["/* a; */ RETURN 1"], ""),
        ("RETURN 'open; ", [], "RETURN 'open; "),
        (";;", [], ""),
    ],
)
def test_a_semicolon_ends_a_statement_where_it_is_code(text: str, statements: list[str], rest: str) -> None:
    assert split(text) == (statements, rest)
    assert len(bare(text)) == len(text)


def test_commands_and_statements_are_told_apart() -> None:
    text = "// a note\n:param a => 1;\nMATCH (n\n:Entity)\nRETURN n;\n:params\nRETURN"
    assert shell.pieces(text) == (
        [":param a => 1;", "// a note\nMATCH (n\n:Entity)\nRETURN n"[10:], ":params"],
        "RETURN",
    )
    assert shell.unfinished("MATCH (n)\n")
    assert not shell.unfinished("// nothing but a note")


# Through a pipe, and by function, on both engines


def said(graph: sg.Graph, text: str, capsys: pytest.CaptureFixture[str]) -> list[list[dict[str, object]]]:
    """The answers to what is piped, one JSON list a statement."""
    shell.piped(graph, text, shell.Format.json, {})
    decoder, printed, found = json.JSONDecoder(), capsys.readouterr().out.lstrip(), []
    while printed:
        answer, end = decoder.raw_decode(printed)
        found.append(answer)
        printed = printed[end:].lstrip()
    return found


def test_parameters_keep_their_type_and_reach_statements(case: sg.Graph, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        ":param n => 40 + 2\n:param f => 0.5;\n:param yes => true\n:param list => ['a;b', \"it's\"]\n"
        ":param place => 'sg:tumangang-station'\n:param cypher => 'any name'\n"
        "RETURN $n AS n, $f AS f, $yes AS yes, $list AS list, $cypher AS c;\n"
        "MATCH (e:Entity {id: $place}) RETURN e.name AS name"
    )
    assert said(case, text, capsys) == [
        [{"n": 42, "f": 0.5, "yes": True, "list": ["a;b", "it's"], "c": "any name"}],
        [{"name": "Tumangang Station"}],
    ]


def test_a_catalogue_file_is_read_as_it_stands(
    case: sg.Graph, embedded_case: sg.Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("traffic", "measures", "one-source"):
        text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
        assert said(case, text, capsys) == [query(embedded_case, name, **catalogue()[name].example()).rows]


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_any_text_can_be_a_parameter(embedded_case: sg.Graph, capsys: pytest.CaptureFixture[str], text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    if set(text) & set("\x1c\x1d\x1e\u2028"):
        quoted = "".join(f"\\u{ord(letter):04x}" for letter in text if ord(letter) < 0xFFFF)
        text = "".join(letter for letter in text if ord(letter) < 0xFFFF)
    assert said(embedded_case, f":param x => '{quoted}'\nRETURN $x AS x;", capsys) == [[{"x": text}]]


@pytest.mark.parametrize(
    ("piped", "says"),
    [
        ("CREATE (:Entity {id: 'x:1'});", "read-only"),
        ("MATCH (n) DETACH DELETE n", "read-only"),
        ("RETURN 1 AS;", "refuses the statement"),
        (":param x", ":param name => value"),
        (":param x => (", "refuses the statement"),
        (":dance", "no command :dance. There are: :help"),
    ],
)
def test_an_error_ends_a_pipe(case: sg.Graph, capsys: pytest.CaptureFixture[str], piped: str, says: str) -> None:
    count = "MATCH (n) RETURN count(n) AS n"
    before = case.read(count).rows
    with pytest.raises(sg.SanctionsGraphError, match=says):
        shell.piped(case, f"RETURN 1 AS one;\n{piped}\nRETURN 2 AS two;", shell.Format.json, {})
    assert said(case, count, capsys) == [[{"one": 1}], before]


def test_echo_into_the_command(file: Path) -> None:
    done = run("cypher", "--format", "csv", graph=file, input="MATCH (e:RailStation) RETURN count(e) AS n;")
    assert int(next(csv.DictReader(io.StringIO(done.stdout)))["n"]) > 2
    assert run("cypher", graph=file, input="").returncode == 0
    wrong = run("cypher", "-p", "id=sg:tumangang-station", graph=file, input="MATCH (n {id: $id}) SET n.name = 'x';")
    assert (wrong.returncode, wrong.stderr) == (
        1,
        "error: Cypher is read-only here, and this statement would change the graph. Use `load` to add data\n",
    )


def test_nodes_and_paths_are_shown_as_cypher_writes_them() -> None:
    node = {"labels": ["Claim", "Statement"], "properties": {"border": True, "id": "x:1", "names": ["a", "it's"]}}
    assert shell.shown([node, 1]) == ["(:Statement:Claim {border: true, id: 'x:1', names: ['a', \"it's\"]})", 1]
    link = {"type": "OVER", "properties": {}}
    assert shell.shown(link) == "[:OVER]"
    assert shell.shown({"nodes": [node, node], "relationships": [link]}) == "(x:1)-[:OVER]-(x:1)"
    assert shell.shown({"a": None, "b": {"c": 1.5}}) == "{a: null, b: {c: 1.5}}"
    assert shell.shown("text") == "text"


@pytest.mark.parametrize("block", CYPHER)
def test_each_block_of_the_guide_gives_rows(case: sg.Graph, capsys: pytest.CaptureFixture[str], block: str) -> None:
    answers = said(case, block, capsys)
    assert answers
    assert all(answers)


# Completion


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("MATCH (s:RailS", "RailStation"),
        ("MATCH (s:Entity:Bord", "BorderCrossing"),
        ("MATCH (a)<-[r:ENDS", "ENDS_AT"),
        ("MATCH (a)<-[:ABOUT|ENDS", "ENDS_AT"),
        ("MATCH (n) WHERE n:Obs", "Observation"),
        ("MATCH (e:Entity) WHERE e.nameK", "nameKeys"),
        ("MATCH (l:Statement:RailLink {bor", "border"),
        ("MATCH (c:Statement {id: 'x', hed", "hedge"),
        ("MATCH (station:Entity) RETURN sta", "station"),
        ("mat", "MATCH"),
        (":par", ":param"),
    ],
)
def test_what_may_follow_is_offered(known: Vocabulary, before: str, first: str) -> None:
    assert first in words(before, known)[:2]


def test_completion_knows_where_it_stands(known: Vocabulary) -> None:
    assert words("MATCH (e:Entity) WHERE e.", known) == ["id", "name", "nameKeys", "names"]
    assert "hedge" in words("MATCH (x) WHERE x.", known)
    assert words("RETURN $pl", known, "place", "day") == ["place"]
    assert words("RETURN 'MAT", known) == words("RETURN 1 // MAT", known) == []
    assert not set(words("MATCH (a)-[:", known)) & set(known.labels)


def test_what_the_graph_has_comes_first_and_its_own_words_too(known: Vocabulary) -> None:
    with open_graph(":memory:") as graph:
        fill(graph, ["x", "y"])
        here = Vocabulary.of(graph)
    assert words("MATCH (v:Ve", here)[:1] == ["Vessel"]
    assert words("MATCH ()-[:", here)[:3] == ["ABOUT", "ENDS_AT", "PART"]
    assert known.labels["RailStation"] == "in the graph"
    assert here.labels["RailStation"] == "in the model"


def test_prompt_toolkit_gets_completions(known: Vocabulary) -> None:
    found = list(shell.completer(known, {"place": 1}).get_completions(Document("MATCH (s:RailSt"), None))
    assert [(one.text, one.start_position) for one in found] == [("RailStation", -6)]


# At a terminal


@pytest.fixture
def terminal(file: Path, tmp_path: Path) -> Iterator[pexpect.spawn]:
    env = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = ["-m", "sanctionsgraph.cli", "--graph", str(file), "cypher"]
    child = pexpect.spawn(sys.executable, command, env=env, encoding="utf-8", timeout=30, dimensions=(40, 120))  # type: ignore[arg-type]
    try:
        child.expect("cypher>")
        yield child
    finally:
        child.close(force=True)


def test_a_session_at_a_terminal(terminal: pexpect.spawn, tmp_path: Path) -> None:
    terminal.send("MATCH (e:Entity {id: $place})\r")
    terminal.expect(r"\.\.\.>")
    terminal.send("RETURN e.name AS name;\r")
    terminal.expect("error: .*place")
    terminal.send(":param place => 'sg:tumangang-station'\r")
    terminal.send(":params\r")
    terminal.expect("sg:tumangang-station")
    terminal.send("MATCH (e:Entity {id: $place}) RETURN e.name AS name;\r")
    terminal.expect("Tumangang Station.*1 row, ")
    terminal.send("CREATE (n:Entity);\r")
    terminal.expect("read-only")
    terminal.send("dropped with Ctrl-C\x03")
    terminal.send("MATCH (s:RailSt\t")
    terminal.expect("ation")
    terminal.send(") RETURN count(s) AS stations;\r")
    terminal.expect("stations.*1 row, ")
    terminal.send(":help\r")
    terminal.expect(":param NAME => VALUE")
    terminal.send(":exit\r")
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == 0
    history = tmp_path / "sanctionsgraph" / "cypher_history"
    assert "MATCH (s:RailStation) RETURN count(s) AS stations;" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0


def test_history_comes_back(terminal: pexpect.spawn, tmp_path: Path) -> None:
    terminal.send("RETURN 40 + 2 AS answer;\r")
    terminal.expect("42.*1 row, ")
    terminal.send("\x1b[A")
    terminal.send("\r")
    terminal.expect("42.*1 row, ")
    terminal.send("\x04")
    terminal.expect(pexpect.EOF)


def test_without_prompt_toolkit_it_is_plain_and_says_so(file: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['prompt_toolkit'] = None\n"
        f"sys.argv = ['sanctionsgraph', '--graph', {str(file)!r}, 'cypher']\n"
        "from sanctionsgraph.cli import main; main()"
    )
    child = pexpect.spawn(sys.executable, ["-c", code], encoding="utf-8", timeout=30)
    try:
        child.expect(r"pip install -e '\.\[shell\]'")
        child.expect("cypher> ")
        child.sendline("RETURN 40")
        child.expect(r"\.\.\.> ")
        child.sendline("+ 2 AS answer;")
        child.expect("42.*1 row, ")
        child.sendeof()
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)
