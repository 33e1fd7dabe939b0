"""Ways to a model: a command that reads the request from its input, or an address that speaks the OpenAI chat form.

Neither is used unless it is named, and whoever calls says first what goes where.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from typing import Any

from ..schema.errors import SanctionsGraphError
from .request import ReadingRequest, RequestChunk, answer_schema, prompt_of

#: Where the key for an address stands; it is never written anywhere.
KEY_VARIABLE = "SANCTIONSGRAPH_MODEL_KEY"
#: Seconds to wait for one answer.
PATIENCE = 600
#: Returns the answer to one chunk.
Asker = Callable[[ReadingRequest, RequestChunk], str]


def asker(target: str, model: str | None = None) -> Asker:
    """Return what asks a command or an address. Raises SanctionsGraphError for an address that is not to be trusted."""
    if target.startswith(("http://", "https://")):
        return _address(target, model)
    words = shlex.split(target)
    if not words:
        raise SanctionsGraphError("name a command or an address to ask.")
    return lambda request, chunk: _command(words, request, chunk)


def _command(words: list[str], request: ReadingRequest, chunk: RequestChunk) -> str:
    """Run a command with the prompt and the schema as its input, and return what it prints."""
    try:
        # The command is what the user named on the command line, without a shell.
        done = subprocess.run(  # noqa: S603
            words, input=_both(request, chunk), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SanctionsGraphError(f"{words[0]}: did not answer ({error}).") from error
    if done.returncode:
        message = " ".join(done.stderr.split())[:200]
        raise SanctionsGraphError(f"{words[0]}: ended with code {done.returncode} ({message or 'no message'}).")
    return done.stdout


def _both(request: ReadingRequest, chunk: RequestChunk) -> str:
    return f"{prompt_of(request, chunk)}\n\nSchema: {json.dumps(answer_schema(chunk), ensure_ascii=False)}\n"


def _address(url: str, model: str | None) -> Asker:
    import urllib3

    host = urllib3.util.parse_url(url).host or ""
    if url.startswith("http://") and host not in ("localhost", "127.0.0.1", "[::1]"):
        raise SanctionsGraphError(f"{host}: a report is not sent unencrypted to another machine. Use https://.")
    pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=10, read=PATIENCE), retries=False)

    def ask(request: ReadingRequest, chunk: RequestChunk) -> str:
        body = {
            "model": model or "default",
            "messages": [{"role": "user", "content": prompt_of(request, chunk)}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": answer_schema(chunk)},
            },
        }
        key = os.environ.get(KEY_VARIABLE)
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        try:
            answer = pool.request("POST", url, body=json.dumps(body).encode(), headers=headers)
        except urllib3.exceptions.HTTPError as error:
            raise SanctionsGraphError(f"{host}: did not answer ({type(error).__name__}).") from error
        if answer.status != 200:
            raise SanctionsGraphError(f"{host}: answered {answer.status}.")
        return _content(host, answer.data)

    return ask


def _content(host: str, data: bytes) -> str:
    try:
        answer: Mapping[str, Any] = json.loads(data)
        return str(answer["choices"][0]["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise SanctionsGraphError(f"{host}: its answer is not of the OpenAI chat form.") from error
