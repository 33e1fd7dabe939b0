"""Single listings from our own YAML, each with its source: for lists that are not loaded whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import HalfDate
from ...schema.node import Node
from ...schema.sources import Report
from ...schema.statements import Listing
from ..common.load import close
from .yaml_file import YamlFile, known_from, only

_KEYS = ("about", "list", "reference", "list_type", "entry", "name", "listed_on", "source", "locator", "note", "under")


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a file of listings. `edition` is not used: each listing is known from its source's date."""
    file = YamlFile(path, "listings", ("listings", "reports"))
    nodes: list[tuple[dict[str, Any], Node]] = []
    for item in file.items("listings"):
        built = file.built(item, lambda said: _listing(said, file.cited(said)))
        if built is not None:
            nodes.append((item, built))
    with graph.writing() as tx:
        file.store_basics(tx)
        file.store_counted(tx, nodes)
        close(tx, file.account)
    return file.account


def _listing(said: dict[str, Any], report: Report) -> Listing:
    only(said, *_KEYS)
    about, list_ = str(said["about"]), str(said["list"])
    key = f"{list_}/{about}/{report.id}"
    return Listing(
        id=f"listing:{key}",
        name=str(said["name"]),
        dataset="listings",
        key=key,
        since=known_from(report),
        source=report.id,
        locator=str(said["locator"]),
        list=list_,
        reference=str(said.get("reference") or about),
        listType=str(said["list_type"]),
        entryType=str(said["entry"]),
        listedOn=HalfDate.parse(str(said["listed_on"])).text if said.get("listed_on") else None,
        comments=said.get("note"),
        about=about,
        under=said.get("under"),
    )
