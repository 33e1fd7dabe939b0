"""What README and docs show is what happens: every block is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import typer
from sanctionsgraph import cli
from sanctionsgraph.schema.node import Node, concrete, fields

from helpers.engines import empty_neo4j
from helpers.pages import PAGES, ROOT, SERVER, Block, Shell, blocks, lines, words
from helpers.samples import SAMPLES
from helpers.shipped import demo_file

ALL = {page: blocks(page) for page in PAGES}
#: Commands whose examples are not run here: they download, or run until somebody ends them. What runs them instead.
ELSEWHERE = {
    "fetch": "tests/cli/test_fetching.py",
    "serve": "tests/serve/test_http.py",
    "mcp": "tests/serve/test_mcp.py",
}
#: Kinds of blocks that a page's own test runs; the others have tests of their own, here or where it says.
RUN = ("commands", "checked", "python", "cypher", "file", "output of", "prompt")


def of(kind: str) -> list[Block]:
    return [block for found in ALL.values() for block in found if block.kind == kind]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with the shipped case, made once and copied for each page."""
    return demo_file(tmp_path_factory.mktemp("docs") / "sanctions.kgl")


@pytest.mark.parametrize(
    "page", [p for p in PAGES if any(b.kind in RUN for b in ALL[p])], ids=lambda p: str(p.relative_to(ROOT))
)
def test_blocks_run(page: Path, made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path)
    SAMPLES.get(page.relative_to(ROOT).as_posix(), lambda folder: None)(tmp_path)
    shell = Shell(tmp_path, made=made)
    for block in ALL[page]:
        if block.kind in RUN:
            shell.run(block)


@pytest.mark.skipif(sys.platform == "win32", reason="typed into a POSIX shell")
def test_the_first_screen_typed_into_a_shell(made: Path, tmp_path: Path) -> None:
    """In a folder that is as `make demo` leaves it: README's commands as they stand, and what the demo says to type."""
    prefix, program = Path(sys.prefix), ROOT / "sanctionsgraph"
    if not (prefix / "bin" / "activate").exists():
        pytest.skip("the tests do not run in a virtual environment")
    shutil.copy(made, tmp_path)
    (tmp_path / ".venv").symlink_to(prefix)
    shutil.copy(program, tmp_path)
    screen = [b for b in ALL[ROOT / "README.md"] if b.kind in ("commands", "checked")][:2]
    typed = [line for block in screen for line in lines(block.text) if line != "make demo"]
    assert typed[0] == ". .venv/bin/activate"
    assert len(typed) == 6
    demo = re.findall(r'echo "  (\./sanctionsgraph .*?)(?:  |")', (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert len(demo) >= 3
    script = "\n".join(["set -e", *typed, "deactivate", *demo])
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SANCTIONSGRAPH_", "VIRTUAL_ENV"))}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**env, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "case.html").exists()
    assert "FORBIDDEN" in done.stdout


def test_the_examples_of_each_command_run(made: Path, tmp_path: Path) -> None:
    """Those that `--help` and docs/cli.md give, in the order of the commands and in one folder."""
    shutil.copy(made, tmp_path)
    SAMPLES["docs/cli.md"](tmp_path)
    shell = Shell(tmp_path, made=made)
    found = re.findall(r"^Example:  (.*)$", (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) > 15
    on_a_server = " ".join(SERVER.sub("", line) for block in of("server") for line in lines(block.text))
    for line in (part for example in found for part in example.split(" && ")):
        if (command := words(line)[1]) in ELSEWHERE:
            assert (ROOT / ELSEWHERE[command]).exists()
            continue
        if SERVER.search(line):
            assert SERVER.sub("", line) in on_a_server, f"{line}: show it on a page, where it is run on a server"
        else:
            shell.type(line)
    assert not shell.left


@pytest.mark.neo4j
def test_blocks_for_a_server_run(neo4j_uri: str, made: Path, tmp_path: Path) -> None:
    """Against one server: what pushes a graph to it comes first, while it is empty; then the case is there."""
    empty_neo4j(neo4j_uri).close()
    shutil.copy(made, tmp_path)
    shell = Shell(tmp_path, neo4j_uri)
    password = os.environ.get("NEO4J_PASSWORD", "")
    assert of("server")
    typed = {tuple(words(line)): line for b in of("server") if b.language != "python" for line in lines(b.text)}
    for line in sorted(typed.values(), key=lambda line: " push " not in line):
        shell.type(line)
    for block in (b for b in of("server") if b.language == "python"):
        text = SERVER.sub(neo4j_uri, block.text).replace('"password"', repr(password))
        shell.python(Block(block.page, block.line, "python", text, "", ""))


def test_every_block_is_of_a_known_kind() -> None:
    unknown = [block.where for found in ALL.values() for block in found if block.kind == "unknown"]
    assert not unknown, "mark these, or say before them `Not run by the tests: why`"


def test_few_blocks_are_not_run_and_each_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    counts = Counter(block.kind for found in ALL.values() for block in found)
    left = [(block.where, block.reason) for block in of("not run")]
    tools = [(b.where, line) for b in of("commands") for line in lines(b.text) if words(line)[0] != "sanctionsgraph"]
    with capsys.disabled():
        print(f"\nblocks of README and docs: {dict(counts)}")
        for where, reason in left:
            print(f"  not run, {where}: {reason}")
        for where, line in tools:
            print(f"  not run, {where}: {line} (that there is such a target or extra is checked)")
    assert all(reason for _, reason in left)
    assert len(left) <= 10


def test_targets_and_extras_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for block in of("commands"):
        for tool, *rest in (words(line) for line in lines(block.text)):
            if tool == "make":
                assert rest[0] in targets, block.where
            if tool == "pip":
                assert rest[:2] == ["install", "-e"], f"{block.where}: this is in no package index yet"
                named = re.fullmatch(r"\.(?:\[(.*)\])?", rest[-1])
                assert named, block.where
                assert set((named[1] or "docs").split(",")) <= set(extras), block.where


def test_synopses_name_commands_and_options_that_exist() -> None:
    app = typer.main.get_command(cli.app)
    known = {name: {o for p in command.params for o in p.opts} for name, command in app.commands.items()}  # type: ignore[attr-defined]
    assert of("console")
    for block in of("console"):
        for line in lines(block.text):
            given = line.removeprefix("$ ").split()
            assert given[0] == "sanctionsgraph", block.where
            command = next((word for word in given[1:] if not word.startswith("[")), "COMMAND")
            options = set(re.findall(r"--[a-z-]+", line))
            assert command == "COMMAND" or options <= known[command], block.where


def test_the_settings_of_a_client_start_a_command_that_exists() -> None:
    (block,) = (b for b in of("example") if b.mark == "example: mcp")
    (server,) = json.loads(block.text)["mcpServers"].values()
    app = typer.main.get_command(cli.app)
    assert server["command"] == "sanctionsgraph"
    graph, _, command = server["args"]
    assert graph in {option for parameter in app.params for option in parameter.opts}
    assert command in app.commands  # type: ignore[attr-defined]


def test_drawings_name_relationships_that_exist() -> None:
    known = {rel.type for model in concrete(Node) for rel in fields(model).relationships.values()}
    for block in of("drawing"):
        named = set(re.findall(r"\b[A-Z]{2,}(?:_[A-Z]+)*\b", block.text))
        assert named
        assert named <= known, f"{block.where}: {named - known}"


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_registry_hosts_and_no_machine_paths() -> None:
    hosts = "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "repo1" + r"\.maven"))
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for name in listed.splitlines():
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        assert not re.search(hosts, text), name
