"""What the archive says of itself: the metadata of an RO-Crate 1.2."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from ...graph.store import EntityRef
from ...queries.results.citations import CitedSource
from ...schema.dates import LATEST
from ...schema.generated import SCHEMA_VERSION

METADATA = "ro-crate-metadata.json"
#: Raised where case.json gains keys or loses them. Of an earlier form what it states must come out the same.
CASE_FORM = 1
#: The form of the archive.
FORM = "https://w3id.org/ro/crate/1.2"
_TYPES = {
    "case.html": "text/html",
    "case.json": "application/json",
    "graph.jsonl": "application/jsonl",
    "sources.csl.json": "application/vnd.citationstyles.csl+json",
    "sources.bib": "application/x-bibtex",
}
_TEXTS = {
    "case.html": "The case file: one page that opens offline",
    "case.json": "The trace, the assessments, counts and places, with every claim and source",
    "graph.jsonl": "The part of the graph from which the case is worked out, one node or link a line",
    "sources.csl.json": "The sources as CSL-JSON",
    "sources.bib": "The sources as BibTeX",
}


def metadata(what: EntityRef, as_of: str, files: Mapping[str, bytes], sources: Iterable[CitedSource]) -> bytes:
    """Return the metadata file for the files of a case."""
    known = None if as_of == LATEST else as_of
    shown = f"as known on {known}" if known else "all that is known"
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{what.name}: a case of sanctionsgraph",
        "description": f"What sources state of {what.name}, {shown}.",
        "about": {"@id": f"urn:sanctionsgraph:entity:{what.id}"},
        "hasPart": [{"@id": name} for name in files],
        "citation": [{"@id": _iri(source)} for source in sources],
        "sanctionsgraph:subject": what.id,
        "sanctionsgraph:asOf": known,
        "sanctionsgraph:schemaVersion": SCHEMA_VERSION,
        "sanctionsgraph:caseForm": CASE_FORM,
        "creator": {"@id": "#program"},
    }
    graph = [
        {"@id": METADATA, "@type": "CreativeWork", "conformsTo": {"@id": FORM}, "about": {"@id": "./"}},
        root,
        {
            "@id": "#program",
            "@type": "SoftwareApplication",
            "name": "sanctionsgraph",
            "version": version("sanctionsgraph"),
        },
        *(_file(name, content) for name, content in files.items()),
        *(_source(source) for source in sources),
    ]
    context = ["https://w3id.org/ro/crate/1.2/context", {"sanctionsgraph": "urn:sanctionsgraph:"}]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1).encode()


def _file(name: str, content: bytes) -> Mapping[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": _TEXTS[name],
        "encodingFormat": _TYPES[name],
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _source(source: CitedSource) -> Mapping[str, Any]:
    stated = {"publisher": source.publisher, "datePublished": source.published, "url": source.url}
    return {"@id": _iri(source), "@type": "CreativeWork", "name": source.title} | {k: v for k, v in stated.items() if v}


def _iri(source: CitedSource) -> str:
    return f"urn:sanctionsgraph:source:{source.id}"
