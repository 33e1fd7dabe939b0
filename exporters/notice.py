"""A NOTICE: whose data a graph holds, and under which licence, for whoever is handed a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.dates import LATEST, stood_in_cypher


@dataclass(frozen=True)
class NoticeRow:
    """A data set with statements in the graph: its publisher, licence and whom a copy must name, by its editions."""

    dataset: str
    licence: str | None
    attribution: str | None
    url: str | None
    publisher: str | None


def notice_rows(graph: Graph, as_of: str | None = None) -> list[NoticeRow]:
    """Return the data sets whose statements stand on a day, by name."""
    return graph.read_as(NoticeRow, _ROWS, as_of=as_of or LATEST)


def write(graph: Graph, out: Path, form: str, as_of: str | None, progress: Progress | None) -> dict[str, int]:
    """Write the NOTICE, and return how many data sets are in it."""
    rows = notice_rows(graph, as_of)
    out.write_text("\n".join(_lines(rows)) + "\n", encoding="utf-8")
    return {"data sets": len(rows)}


def _lines(rows: list[NoticeRow]) -> Iterator[str]:
    yield "NOTICE"
    yield ""
    yield "This graph holds data of others. Their terms go with a copy of it, and with what is made from it."
    for row in rows:
        yield ""
        yield f"{row.dataset}: {row.attribution or row.publisher or 'publisher not stated'}"
        yield f"  licence: {row.licence or 'not stated'}"
        if row.url:
            yield f"  {row.url}"
    yield ""
    yield "Reports and their claims are cited by publisher, title and address; their texts are not in the graph."


_ROWS = (
    f"MATCH (r:Statement:Record)-[:IN]->(e:Source:Edition) WHERE {stood_in_cypher('r')} "
    "OPTIONAL MATCH (e)-[:PUBLISHED_BY]->(p:Source) "
    "RETURN e.dataset AS dataset, max(e.licence) AS licence, max(e.attribution) AS attribution, "
    "max(e.licenceUrl) AS url, max(p.name) AS publisher ORDER BY dataset"
)
