"""The loader that docs/extending.md shows: in a package of its own, by an entry point, on good and bad files."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import sanctionsgraph as sg

from helpers.engines import ROOT

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package as pip would put it into site-packages."""
    shown = re.search(r"<!-- file: berths.py -->\n```python\n(.*?)```", PAGE, re.DOTALL)
    assert shown
    site = tmp_path / "site"
    (site / "berths-1.0.dist-info").mkdir(parents=True)
    (site / "berths-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: berths\nVersion: 1.0\n")
    points = "[sanctionsgraph.loaders]\nberths = berths\n"
    (site / "berths-1.0.dist-info" / "entry_points.txt").write_text(points)
    (site / "berths.py").write_text(shown[1], encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "berths", raising=False)


@pytest.mark.usefixtures("installed")
def test_it_loads_editions_and_rejects_what_is_broken(graph: sg.Graph, tmp_path: Path) -> None:
    g = sg.Workspace(graph)
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("id,port,country\n1,Made Harbour,KP\n2,Second Harbour,RU\n", encoding="utf-8")
    second.write_text("id,port,country\n1,Made Harbour,KP\n3,,KP\n", encoding="utf-8")
    report = g.load("berths", first, edition="2024-01-01")
    assert (report.read, report.written, report.rejected) == (2, 2, 0)
    assert g.load("berths", first, edition="2024-01-01").unchanged == 2
    later = g.load("berths", second, edition="2025-01-01", allow_shrink=True)
    assert [one.place for one in later.rejections] == [f"{second}:3"]
    assert later.ended == 1
    history = g.history("Second Harbour").to_dict()
    assert history["records"][0]["versions"][0]["since"] == "2024-01-01"
    with pytest.raises(sg.InputError, match="--edition"):
        g.load("berths", first)
