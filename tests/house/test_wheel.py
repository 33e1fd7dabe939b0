"""The wheel as a user gets it, in an environment of its own: how large, how soon there, whether it finds the chain."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: What takes long to import, and is imported when it is first needed.
LATER = ("kglite", "lxml", "neo4j", "networkx", "pandas", "pydantic", "rdflib", "rich", "typer", "yaml")
#: Megabytes of the base install with its requirements, without what every environment has.
LARGEST = 175
NOT_OURS = ("pip", "setuptools", "_distutils_hack", "distutils-precedence.pth")
SIX_LINES = """
import sanctionsgraph as sg

g = sg.demo()
chain = g.trace("Tumangang", as_of="2023-10-06")
print(chain)
print(g.paths("Kim Jong Un", "Tumangang Station", as_of="2023-10-06")[0])
"""


def environments() -> Any:
    spec = importlib.util.spec_from_file_location("environments", ROOT / "benchmarks" / "environments.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Its dataclass looks for its module by name.
    __import__("sys").modules["environments"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The built wheel in an empty environment. Without a package index the test is skipped; in CI it fails."""
    made = environments()
    try:
        return made.ours(tmp_path_factory.mktemp("wheel"), ROOT)
    except made.SetupError as error:
        absent = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        absent(f"the wheel could not be installed: {str(error)[-300:]}")


def run(python: Path, code: str, folder: Path) -> str:
    """What a program prints that sees nothing of this checkout."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "SANCTIONSGRAPH_"))}
    done = subprocess.run([python, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.index
def test_the_wheel_is_small_starts_at_once_and_reaches_the_chain(installed: Any, tmp_path: Path) -> None:
    packages = next((installed.root / "lib").glob("python3*/site-packages"))
    size = sum(
        file.stat().st_size
        for file in packages.rglob("*")
        if file.is_file() and not file.relative_to(packages).parts[0].partition("-")[0].startswith(NOT_OURS)
    )
    print(f"\nbase install {size / 1e6:.0f} MB")
    assert size < LARGEST * 1e6
    # Public names are imported on first use: those that the six lines use are part of the import here.
    names = "import sys; import sanctionsgraph as sg; sg.demo, sg.Workspace"
    loaded = set(run(installed.python, f"{names}; print(*sys.modules)", tmp_path).split())
    assert not loaded & set(LATER)
    assert len({module for module in loaded if module.startswith("sanctionsgraph.")}) <= 46
    told = run(installed.python, SIX_LINES, tmp_path)
    assert told.startswith("Tumangang Station, as known on 6 Oct 2023")
    assert "about 73 freight cars" in told
    assert "DPRK arms export ban" in told
    assert "Kim Jong Un" in told
    where = run(installed.python, "import sanctionsgraph; print(sanctionsgraph.__file__)", tmp_path)
    assert where.startswith(str(packages))
