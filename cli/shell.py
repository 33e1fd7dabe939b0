"""The prompt of `sanctionsgraph cypher`: statements up to a semicolon, commands that begin with a colon."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.cypher_text import bare, split
from ..graph.read_limits import OWN, ReadLimits
from ..graph.statement_words import read_own
from ..schema.errors import SanctionsGraphError
from ..schema.extras import install_hint
from ..schema.node import FAMILIES
from .completion import COMMANDS, Vocabulary, complete
from .output import Format, counted, echo, err, print_rows

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from ..graph.store import Graph

_PROMPT, _MORE = "cypher> ", "   ...> "
_PARAM = re.compile(r":param\s+(\w+)\s*=>\s*(.+)", re.DOTALL)
_HELP = """\
A statement ends with a semicolon and may take several lines. It only reads.
  :param NAME => VALUE   set a parameter, such as  :param place => 'sg:tumangang-station'
  :params                show the parameters
  :help                  this
  :exit                  leave (or Ctrl-D); Ctrl-C drops what was typed"""


class Shell:
    """Runs what is typed or piped on one graph. Parameters last until the end."""

    def __init__(
        self,
        graph: Graph,
        form: Format,
        parameters: dict[str, Any],
        limits: ReadLimits = OWN,
        chatty: bool = False,
    ) -> None:
        self.parameters = parameters
        self.done = False
        self._graph, self._form, self._limits, self._chatty = graph, form, limits, chatty

    def run(self, piece: str) -> None:
        """Run a statement or a command. Raises SanctionsGraphError where it is refused."""
        if piece.startswith(":"):
            self._command(piece.rstrip("; \t"))
            return
        began = time.monotonic()
        table = read_own(self._graph, piece, self.parameters, self._limits)
        took = 1000 * (time.monotonic() - began)
        rows = table.rows
        if self._form is not Format.json:
            rows = [{column: shown(value) for column, value in row.items()} for row in rows]
        print_rows(table.columns, rows, self._form)
        for note in table.notes:
            err(f"note: {note}")
        if self._chatty:
            echo(f"{counted(len(rows), 'row')}, {took:.0f} ms")

    def _command(self, command: str) -> None:
        word = command.split(maxsplit=1)[0]
        if match := _PARAM.fullmatch(command):
            # The value is Cypher too: a number, a text, a list, or what a function makes of them.
            row = read_own(self._graph, f"RETURN {match[2]} AS value", self.parameters, self._limits).rows[0]
            self.parameters[match[1]] = row["value"]
        elif word == ":params":
            rows = [{"name": name, "value": self.parameters[name]} for name in sorted(self.parameters)]
            print_rows(["name", "value"], rows, self._form)
        elif word == ":help":
            echo(_HELP)
        elif word in (":exit", ":quit"):
            self.done = True
        elif word == ":param":
            raise SanctionsGraphError(f"{command}: write it as  :param name => value")
        else:
            raise SanctionsGraphError(f"no command {word}. There are: {', '.join(COMMANDS)}.")


def pieces(text: str) -> tuple[list[str], str]:
    """The commands and statements of a text, and what of it is not complete yet."""
    complete_pieces: list[str] = []
    pending = ""
    for line in text.splitlines(keepends=True):
        if not bare(pending).strip() and line.lstrip().startswith(":"):
            complete_pieces.append(line.strip())
            pending = ""
        else:
            statements, pending = split(pending + line)
            complete_pieces += statements
    return complete_pieces, pending


def shown(value: Any) -> Any:
    """A node, relationship, path or map as Cypher writes it; other values as they are."""
    if isinstance(value, list):
        return [shown(item) for item in value]
    return _literal(value) if isinstance(value, dict) else value


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if not isinstance(value, dict):
        return "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    if value.keys() == {"labels", "properties"}:
        labels = sorted(value["labels"], key=lambda label: (label not in FAMILIES, label))
        return f"(:{':'.join(labels)} {_literal(value['properties'])})"
    if value.keys() == {"type", "properties"}:
        return f"[:{value['type']}]"
    if value.keys() == {"nodes", "relationships"}:
        ids = [f"({node['properties'].get('id', '')})" for node in value["nodes"]]
        links = [f"-{_literal(link)}-" for link in value["relationships"]]
        return "".join(a + b for a, b in zip(ids, [*links, ""], strict=False))
    return "{" + ", ".join(f"{key}: {_literal(item)}" for key, item in value.items()) + "}"


def piped(graph: Graph, text: str, form: Format, parameters: dict[str, Any], limits: ReadLimits = OWN) -> None:
    """Run what came through a pipe; the first error ends it. The last statement needs no semicolon."""
    shell = Shell(graph, form, parameters, limits)
    statements, unfinished_text = pieces(text)
    for piece in [*statements, *([unfinished_text.strip()] if bare(unfinished_text).strip() else [])]:
        shell.run(piece)
        if shell.done:
            return


def interact(
    graph: Graph,
    form: Format,
    parameters: dict[str, Any],
    limits: ReadLimits = OWN,
    session: PromptSession[str] | None = None,
) -> None:
    """Ask at a terminal until the user leaves. An error is shown, and the prompt goes on."""
    shell = Shell(graph, form, parameters, limits, chatty=True)
    echo(f"{graph.uri}: read-only Cypher. :help says more.")
    for text in _typed(session or _session(graph, shell)):
        for piece in pieces(text)[0]:
            try:
                shell.run(piece)
            except SanctionsGraphError as error:
                err(f"error: {error}")
            except KeyboardInterrupt:
                err("interrupted")
        if shell.done:
            return


def _typed(session: PromptSession[str] | None) -> Iterator[str]:
    """What is typed, each time up to a complete statement."""
    ask: Callable[[], str] = session.prompt if session else _plain_prompt
    while True:
        try:
            yield ask()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _plain_prompt() -> str:
    text = input(_PROMPT) + "\n"
    while unfinished(text):
        text += input(_MORE) + "\n"
    return text


def unfinished(text: str) -> bool:
    """Whether a statement in the text still waits for its semicolon."""
    return bool(bare(pieces(text)[1]).strip())


def _session(graph: Graph, shell: Shell) -> PromptSession[str] | None:
    """A prompt with history and completion; None without prompt_toolkit."""
    try:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.application import get_app
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.history import FileHistory, InMemoryHistory
        from prompt_toolkit.lexers import PygmentsLexer
        from pygments.lexers.graph import CypherLexer
    except ImportError:
        err(f"without history and completion; for these: {install_hint('prompt_toolkit', 'shell')}")
        return None
    path = history_file()
    return PromptSession(
        _PROMPT,
        prompt_continuation=_MORE,
        multiline=Condition(lambda: unfinished(get_app().current_buffer.text)),
        history=FileHistory(str(path)) if path else InMemoryHistory(),
        completer=completer(Vocabulary.of(graph), shell.parameters),
        complete_while_typing=False,
        lexer=PygmentsLexer(CypherLexer),
    )


def completer(vocabulary: Vocabulary, parameters: dict[str, Any]) -> Any:
    """Completions in the form that prompt_toolkit asks for."""
    from prompt_toolkit.completion import Completer, Completion

    class Words(Completer):
        def get_completions(self, document: Any, complete_event: Any) -> Iterator[Completion]:
            for completion in complete(document.text_before_cursor, vocabulary, sorted(parameters)):
                yield Completion(completion.text, -completion.length, display_meta=completion.note)

    return Words()


def history_file() -> Path | None:
    """Where the history is kept, readable by its user alone; None where nothing can be written."""
    home = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    path = Path(home) / "sanctionsgraph" / "cypher_history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return None
    return path


def start(graph: Graph, form: Format, parameters: dict[str, Any], limits: ReadLimits = OWN) -> None:
    """The prompt at a terminal; what comes through a pipe otherwise."""
    if sys.stdin.isatty():
        interact(graph, form, parameters, limits)
    else:
        piped(graph, sys.stdin.read(), form, parameters, limits)
