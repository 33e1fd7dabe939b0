"""Writes a case as one file that can be checked anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...exporters.registry import export
from ...exporters.snapshot import snapshot
from ...graph.output import ZIP_BEGINNING_WITH, output
from ...graph.store import Graph
from ...schema.dates import DayLike
from ...schema.errors import SanctionsGraphError
from ..case import Case, gather
from ..page import render
from .archive import packed
from .citations import bibtex, csl_json
from .crate import METADATA, metadata
from .subset import alone, graph_of, lines_of, subset

_PORTABLE = ZIP_BEGINNING_WITH + re.escape(METADATA.encode())


def write(graph: Graph, subject: str, path: str | Path, *, as_of: DayLike | None = None) -> Path:
    """Write the case of a thing (id or name) to `path` as a portable case, and return the path.

    The part of the graph that goes along is tried: the case is worked out from it again before it is written, and
    where that gives another case, the whole graph goes along. Raises NotFound or Ambiguous for the name.
    """
    if Path(path).suffix.lower() != ".zip":
        raise SanctionsGraphError(f"{path}: a portable case is a ZIP. Give a name that ends in .zip.")
    case = gather(graph, subject, as_of=as_of)
    files = members(case, _graph_lines(graph, case, as_of))
    with output(path, _PORTABLE) as target:
        target.write_bytes(packed(files))
    return Path(path)


def write_part(
    graph: Graph, subject: str, form: str, path: str | Path, *, as_of: DayLike | None = None
) -> dict[str, int]:
    """Write the case of a thing alone in one of the forms of a graph, without the law; return how much was written.

    Raises NotFound or Ambiguous for the name, NotFound for the form.
    """
    case = gather(graph, subject, as_of=as_of)
    whole = snapshot(graph)
    subjects = {text for text in _texts(case.data()) if text in whole.entities}
    with graph_of(case.name, lines_of(alone(whole, subjects, case.claims))) as part:
        return export(part, form, path, as_of=as_of)


def members(case: Case, lines: bytes) -> dict[str, bytes]:
    """Return the files of a portable case by name: the metadata first."""
    files = {
        "case.html": render(case).encode(),
        "case.json": as_json(case.data()),
        "graph.jsonl": lines,
        "sources.csl.json": as_json(csl_json(case.sources)),
        "sources.bib": bibtex(case.sources).encode(),
    }
    return {METADATA: metadata(case.trace.what, case.trace.as_of, files, case.sources), **files}


def as_json(value: Any) -> bytes:
    """Return a value as JSON that is always written alike."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _graph_lines(graph: Graph, case: Case, as_of: DayLike | None) -> bytes:
    whole = snapshot(graph)
    subjects = {text for text in _texts(case.data()) if text in whole.entities}
    lines = lines_of(subset(whole, subjects))
    with graph_of("graph.jsonl", lines) as part:
        if gather(part, case.trace.what.id, as_of=as_of).data() == case.data():
            return lines
    return lines_of(whole.nodes)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in plain values that may be an id, keys included."""
    if isinstance(value, str):
        if re.match(r"\S+:\S+\Z", value):
            yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
