"""Environments of their own, one for the peer and one for us, so that neither sees the other's packages."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PEER = "followthemoney>=4,<5"
#: Its requirement PyICU is built where it is installed: a compiler and the headers of ICU are needed.
MATCHER = "nomenklatura>=4.17,<5"
#: What `pip install .` never looks at; a change there is no reason to build again.
_BESIDE = {"benchmarks", "build", "dist", "docs", "notebooks", "tests", "tools", "__pycache__"}


class SetupError(RuntimeError):
    """An environment could not be made."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment by its folder."""

    root: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.root / "bin" / "python"

    def script(self, name: str) -> Path:
        """A command that it installed."""
        return self.root / "bin" / name

    def version(self, distribution: str) -> str:
        """What is installed of a distribution."""
        code = f"from importlib.metadata import version; print(version({distribution!r}))"
        return subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def peer(cache: Path) -> Environment:
    """FollowTheMoney as pip gives it."""
    return _environment(cache / "peer-ftm", PEER, [PEER])


def matcher(cache: Path) -> Environment:
    """nomenklatura as pip gives it."""
    return _environment(cache / "peer-nomenklatura", MATCHER, [MATCHER])


def ours(cache: Path, project: Path) -> Environment:
    """This project as a user has it: a built wheel, not the working tree. Built again when a source changed."""
    with TemporaryDirectory(prefix="source-") as folder:
        # A copy, because a build leaves `build/` behind, and would pick up there what has since been removed.
        source = Path(folder) / "project"
        shutil.copytree(project, source, ignore=_beside(project))
        wanted = ["-c", str(source / "constraints.txt"), str(source)]
        return _environment(cache / "ours", _digest(source), wanted)


def clean() -> dict[str, str]:
    """Our surroundings without what would make one of the two start differently."""
    dropped = ("PYTHON", "SANCTIONSGRAPH_", "VIRTUAL_ENV")
    return {key: value for key, value in os.environ.items() if not key.startswith(dropped)}


def _environment(root: Path, state: str, wanted: list[str]) -> Environment:
    """The environment, made anew unless its stamp says that it is this state on this Python.

    One process at a time: tests in several processes may want the same.
    """
    with Path(f"{root}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _made(root, state, wanted)


def _made(root: Path, state: str, wanted: list[str]) -> Environment:
    found, stamp = Environment(root), root / "stamp"
    state = f"{state}\n{sys.version}\n"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return found
    print(f"setting up {root.name}", file=sys.stderr, flush=True)
    shutil.rmtree(root, ignore_errors=True)
    _call([sys.executable, "-m", "venv", str(root)])
    # --compile: byte code is there before anything is timed, whatever pip's settings say.
    _call([str(found.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--compile", *wanted])
    stamp.write_text(state, encoding="utf-8")
    return found


def _call(command: list[str]) -> None:
    done = subprocess.run(command, env=clean(), capture_output=True, text=True)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise SetupError(f"{' '.join(command)} failed:\n{tail}")


def _beside(project: Path) -> Callable[[str, list[str]], set[str]]:
    def ignored(folder: str, names: list[str]) -> set[str]:
        if Path(folder) != project:
            return {"__pycache__"} & set(names)
        return {n for n in names if n in _BESIDE or n.startswith(".") or n.endswith((".egg-info", ".kgl"))}

    return ignored


def _digest(source: Path) -> str:
    state = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        if path.is_file():
            state.update(f"{path.relative_to(source)}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()
