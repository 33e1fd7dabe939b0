"""The pages of the regimes are what the law files say, and say what was not checked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sanctionsgraph as sg

ROOT = Path(sg.__file__).parent
PAGES = sorted((ROOT / "docs" / "regimes").glob("*.md"))


def test_the_pages_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools" / "regime_pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_there_is_a_page_for_each_regime() -> None:
    regimes = {path.stem for path in (ROOT / "data" / "law").glob("un-*.yaml")}
    assert {path.stem for path in PAGES} == regimes | {"index"}
    index = (ROOT / "docs" / "regimes" / "index.md").read_text(encoding="utf-8")
    assert all(f"({regime}.md)" in index for regime in regimes)


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "index"], ids=lambda page: page.stem)
def test_a_page_has_measures_paragraphs_and_what_is_open(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for heading in ("## Measures by day", "## Paragraphs", "## What is not checked"):
        assert heading in text
    assert text.count("| from | until | paragraphs |") == text.count("`. Known to stand until") + text.count(
        "`. Without an end."
    ) + text.count("`. Ended on")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "|---" not in line]
    assert all(line.endswith(" |") for line in rows)
