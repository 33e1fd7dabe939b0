"""What README and docs show is what happens: every block is run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of ours as a user types it, in a folder of its own."""
    words = shlex.split(command, comments=True)
    assert words[0] == "sanctionsgraph", command
    env = {**os.environ, "COLUMNS": "100"}
    env.pop("SANCTIONSGRAPH_URI", None)
    return subprocess.run(
        [sys.executable, "-m", "sanctionsgraph.cli", *words[1:]],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    assert run("sanctionsgraph init", path).returncode == 0
    return path


@pytest.mark.parametrize("path", [p for p in DOCS if blocks(p, "bash")], ids=lambda p: p.name)
def test_commands_run(path: Path, folder: Path) -> None:
    for block in blocks(path, "bash"):
        for line in block.splitlines():
            if line.strip() and not line.startswith("#"):
                done = run(line, folder)
                assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.mark.parametrize("path", [p for p in DOCS if blocks(p, "python")], ids=lambda p: p.name)
def test_python_runs(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for block in blocks(path, "python"):
        exec(compile(block, str(path), "exec"), {})


@pytest.mark.parametrize(
    ("command", "shown"), re.findall(r"<!-- output of: (.*?) -->\n```text\n(.*?)\n```", README, re.S)
)
def test_output_is_what_is_printed(command: str, shown: str, folder: Path) -> None:
    """The lines of the block stand in the output in this order; `[...]` leaves lines out."""
    printed = iter(run(command, folder).stdout.splitlines())
    wanted = [line for line in shown.splitlines() if line != "[...]"]
    assert len(wanted) > 15
    for line in wanted:
        assert line in printed, f"not printed, or not in this order: {line!r}"


def test_links_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_no_registry_hosts_and_no_machine_paths() -> None:
    hosts = "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "repo1" + r"\.maven"))
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for name in listed.splitlines():
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        assert not re.search(hosts, text), name
