"""The blocks of README and docs: what each is, and how it is run."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import sanctionsgraph as sg
from markdown_it import MarkdownIt
from sanctionsgraph import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Addresses that stand for the reader's own server.
SERVER = re.compile(r"\b(?:neo4j|bolt)://localhost(?::7687)?\b")
NOT_RUN = re.compile(r"\*?Not run by the tests: (.*?)\*?$", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of code on a page. `mark` is the comment before it, `reason` why it is not run."""

    page: Path
    line: int
    language: str
    text: str
    mark: str
    reason: str

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def kind(self) -> str:
        """What is done with it."""
        verb = self.mark.partition(":")[0]
        if self.page.parent.name == "catalogue":
            return "generated"  # Made from the catalogue and its rows: `make check`; run by test_catalogue.py.
        if self.language == "sparql":
            return "example"  # Run by tests/exporters/test_rdf.py.
        if self.reason:
            return "not run"
        if verb in ("output of", "checked", "file", "example", "drawing", "prompt"):
            return verb
        if SERVER.search(self.text) and self.language in ("", "bash", "python"):
            return "server"
        if self.language in ("python", "cypher", "console"):
            return self.language
        if self.language in ("", "bash") and all(words(line) for line in lines(self.text)):
            return "commands"
        return "unknown"


def blocks(page: Path) -> list[Block]:
    """The blocks of a page in their order."""
    found, mark, reason = [], "", ""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block"):
            language = token.info.split(" ")[0]
            found.append(Block(page, (token.map or [0])[0] + 1, language, token.content, mark, reason))
            mark = reason = ""
        elif token.type == "html_block":
            mark = (re.findall(r"<!-- (.*?) -->", token.content) or [""])[-1]
        elif token.type == "inline":
            told = NOT_RUN.match(token.content)
            mark, reason = "", " ".join(told[1].split()) if told else ""
    return found


def lines(text: str) -> list[str]:
    """The lines of a block that say something."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def words(line: str) -> list[str]:
    """A command line in words, where it is one of ours or of a tool that the docs name; else nothing."""
    try:
        given = shlex.split(line, comments=True)
    except ValueError:
        return []
    if given and given[0] == "echo" and "|" in given:
        given = [*given[3:], "<<", given[1]]
    if given and given[0] == "./sanctionsgraph":
        given[0] = "sanctionsgraph"
    if given[:2] == [".", ".venv/bin/activate"]:
        given = ["activate"]
    return given if given and given[0] in ("sanctionsgraph", "make", "pip", "activate") else []


@dataclass
class Shell:
    """A folder in which commands are typed, and the names that Python has there."""

    folder: Path
    uri: str | None = None
    #: A graph file with the shipped case: `init` and `sg.demo()` have been done, and need no second load on each page.
    made: Path | None = None
    names: dict[str, Any] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def type(self, line: str) -> str:
        """Run one of our commands as a user types it, `> file` included; what it prints. Fails where it fails."""
        given = words(SERVER.sub(self.uri, line) if self.uri else line)
        if self.made and given == ["sanctionsgraph", "init"]:
            return ""
        if given[0] != "sanctionsgraph":
            self.left.append(line)
            return ""
        target, typed = None, ""
        if ">" in given:
            given, target = given[: given.index(">")], given[-1]
        if "<" in given:
            given, typed = given[: given.index("<")], (self.folder / given[-1]).read_text(encoding="utf-8")
        if "<<" in given:
            given, typed = given[: given.index("<<")], given[-1]
        return self.call(given, typed, target)

    def call(self, given: list[str], typed: str = "", target: str | None = None) -> str:
        """Run words with what is typed into them; what they print goes to a file where there is a target."""
        out, errors = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            patch.chdir(self.folder)
            patch.setenv("COLUMNS", "100")
            patch.delenv("SANCTIONSGRAPH_URI", raising=False)
            patch.setattr(sys, "argv", given)
            patch.setattr(sys, "stdin", io.StringIO(typed))
            with pytest.raises(SystemExit) as ended:
                cli.main()
        assert not ended.value.code, f"{shlex.join(given)}\n{errors.getvalue()}"
        if target:
            (self.folder / target).write_text(out.getvalue(), encoding="utf-8")
        return out.getvalue()

    def run(self, block: Block) -> None:
        """Do what the kind of the block asks for."""
        match block.kind:
            case "commands":
                for line in lines(block.text):
                    self.type(line)
            case "python":
                self.python(block)
            case "cypher":
                assert self.call(["sanctionsgraph", "cypher"], block.text.rstrip().removesuffix(";") + ";")
            case "prompt":
                self.answer(block)
            case "file":
                path = self.folder / block.mark.partition(": ")[2]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            case "output of":
                self.compare(block)
            case "checked":
                self.check(block)
            case _:
                raise AssertionError(f"{block.where}: nobody knows how to run this. Mark it, or say why it is not run")

    def python(self, block: Block) -> None:
        """A page is one session: later blocks see what earlier ones defined."""
        code = compile(block.text, block.where, "exec")
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
            patch.chdir(self.folder)
            if self.made:
                patch.setattr(sg, "demo", self.demo)
            exec(code, self.names)

    def answer(self, block: Block) -> None:
        """A session at the prompt: what is typed gives what is shown, but for greetings and times."""
        shown = block.text.splitlines()
        typed = [line.partition("> ")[2] for line in shown if re.match(r"(cypher| *\.\.\.)> ", line)]
        last = max(number for number, line in enumerate(shown) if "> " in line)
        wanted = [line for line in shown[last + 1 :] if not line.endswith(" ms")]
        self.hold(block, wanted, self.call(["sanctionsgraph", "cypher"], "\n".join(typed)))

    def demo(self) -> sg.Workspace:
        """The shipped case, as `sg.demo` gives it."""
        path = Path(mkdtemp(dir=self.folder)) / "demo.kgl"
        shutil.copy(self.made or "", path)
        return sg.open(path)

    def check(self, block: Block) -> None:
        """Each command prints the comments below it, in this order; `[...]` at the end of one leaves the end out."""
        output = ""
        for line in filter(None, block.text.splitlines()):
            if not line.startswith("# "):
                output = self.type(line)
                continue
            start, leaves_out, _ = line[2:].partition("[...]")
            shown = [printed for printed in output.splitlines() if printed.startswith(start)]
            wanted = shown[:1] if leaves_out else [start]
            self.hold(block, wanted, output)
            output = output[output.index(wanted[0]) + len(wanted[0]) :]

    def compare(self, block: Block) -> None:
        """The lines of the block stand in the output in this order; `[...]` leaves lines out."""
        wanted = [line for line in block.text.splitlines() if line != "[...]"]
        self.hold(block, wanted, self.type(block.mark.partition(": ")[2]))

    @staticmethod
    def hold(block: Block, wanted: list[str], output: str) -> None:
        """Fail where a line is not in the output, or not in this order."""
        printed = iter(output.splitlines())
        assert wanted
        for line in wanted:
            assert line in printed, f"{block.where}: not printed, or not in this order: {line!r}"
