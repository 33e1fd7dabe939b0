"""What an editor shows of a line of code, asked of the type checker's language server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class LanguageServer:
    """Pyrefly as an editor speaks with it: messages of JSON with their length before them."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process, self._folder, self._asked = process, folder, 0
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self._send({"method": "initialized", "params": {}})

    def completions(self, code: str) -> set[str]:
        """The names that are offered at the end of a piece of code."""
        self._asked += 1
        uri = (self._folder / f"snippet{self._asked}.py").as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1, "text": code}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        *lines, last = code.split("\n")
        position = {"line": len(lines), "character": len(last)}
        answer = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return {item["label"] for item in (answer if isinstance(answer, list) else answer["items"])}

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """The result of a request; questions of the server are answered with nothing."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if "method" in message and "id" in message:
                asked = message["params"].get("items", []) if message["params"] else []
                self._send({"id": message["id"], "result": [None for _ in asked]})
            elif message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            assert line or self._process.poll() is None, "the language server has ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


@contextmanager
def language_server(folder: Path) -> Iterator[LanguageServer]:
    """The server of the type checker, for snippets in a folder."""
    command = [str(Path(sys.executable).parent / "pyrefly"), "lsp"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=folder) as process:
        try:
            yield LanguageServer(process, folder)
        finally:
            process.kill()
