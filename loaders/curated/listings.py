"""Single listings from our own YAML, each with its source: for lists that are not loaded whole."""

from __future__ import annotations

from pathlib import Path

from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.sources import Report
from ...schema.statements import Listing
from ..common.listing_parts import imo, numbered
from .forms import ListingForm
from .yaml_file import Nodes, YamlFile, known_from


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a file of listings. `edition` is not used: each listing is known from its source's date."""
    file = YamlFile(path, "listings", ("listings", "reports"))
    nodes: Nodes = []
    for item in file.items("listings"):
        listing = file.record(item, ListingForm, lambda form: _listing(form, file.cited(form)))
        if listing is not None:
            nodes.append((item, listing))
    with graph.writing() as tx:
        file.store_basics(tx)
        file.store_counted(tx, nodes)
        file.close(tx)
    return file.account


def _listing(form: ListingForm, report: Report) -> Listing:
    key = f"{form.list}/{form.about}/{report.id}"
    return Listing(
        id=f"listing:{key}",
        name=form.name,
        dataset="listings",
        key=key,
        since=known_from(report),
        source=report.id,
        locator=form.locator,
        list=form.list,
        reference=form.reference or form.about,
        listType=form.list_type,
        entryType=form.entry,
        listedOn=form.listed_on,
        comments=form.note,
        about=form.about,
        under=form.under,
        onlyMeasures=form.measures,
        delistedOn=form.until,
        scope=form.scope,
        parts_=numbered(form.about, [imo(form.imo)] if form.imo else ()),
    )
