"""Run the command line: in this process where that is the same, else in a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from sanctionsgraph.cli import main


def run(
    *arguments: str,
    graph: Path | None = None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    input: str | None = None,
    apart: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a command as the console script does. One that is piped into, or run `apart`, has its own process."""
    words = ["--graph", str(graph), *arguments] if graph else list(arguments)
    if apart or input is not None:
        command = [sys.executable, "-m", "sanctionsgraph.cli", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=env, input=input)
    out, errors, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        patch.setattr(sys, "argv", ["sanctionsgraph", *words])
        if cwd:
            patch.chdir(cwd)
        for name in os.environ.keys() - env.keys() if env is not None else ():
            patch.delenv(name)
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return subprocess.CompletedProcess(words, code, out.getvalue(), errors.getvalue())
