"""Which file of the trade a file is, by how it begins: so that a refusal can say what was given and how to load it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...schema.errors import InputError
from .open_file import opened_text, suffix_of

#: Bytes of a file that are looked at.
_START = 4000
#: Files that no loader reads, by their first bytes: what they are, and what to do.
_CONTAINERS: tuple[tuple[bytes, str, str], ...] = (
    (b"version https://git-lfs", "a Git LFS pointer, not the file itself", "Fetch it with `git lfs pull`, or again."),
    (b"/annex/objects/", "a git-annex pointer, not the file itself", "Fetch it with `git annex get`, or again."),
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook", "Unpack it, or save the sheet as CSV."),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "Save the sheet as CSV."),
    (b"%PDF", "a PDF", "Give the XML or CSV that the publisher has beside it."),
    (b"SQLite format 3", "an SQLite database", "Export the table as CSV."),
    (b"PAR1", "a Parquet file", "Export the table as CSV."),
    (b"BZh", "a bzip2 archive", "Unpack it."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it."),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
#: Sources that read web pages.
_READS_HTML = frozenset({"un-vessels"})
#: Sources that read Excel workbooks, and how these end.
_READS_EXCEL = frozenset({"event-table", "reports"})
EXCEL = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class KnownFile:
    """A file of the trade: how it begins, what it is, and the source that reads it, if one does."""

    begins: str
    name: str
    source: str | None = None
    #: Sources of which some files begin so.
    others: tuple[str, ...] = ()
    #: The shipped mapping of an event table.
    mapping: str | None = None

    def remedy(self) -> str:
        """Return how to load it."""
        if self.source is None:
            return "No loader reads it; docs/sources.md says which files are read."
        mapping = f" with `--mapping {self.mapping}`" if self.mapping else ""
        return f"Load it as `{self.source}`{mapping}."


def _root(name: str) -> str:
    return rf"(?:[^<]|<\?|<!)*<(?:\w+:)?{name}\b"


KNOWN_FILES = (
    KnownFile(r"[^\n]*\bevent_id_cnty\b", "ACLED's event table", "event-table", mapping="acled"),
    KnownFile(r"GLOBALEVENTID\b", "GDELT's event table", "event-table", mapping="gdelt"),
    KnownFile(r"id,relid,year,active_year", "the georeferenced events of UCDP", "event-table"),
    KnownFile(r"[^\n]*\breporterCode\b[^\n]*\bflowCode\b", "UN Comtrade's table"),
    KnownFile(r"\"?LEI\"?,\"?Entity\.LegalName", "GLEIF's table of LEI records"),
    KnownFile(r"fileGenerationDate;Entity_", "the EU's consolidated financial sanctions file (FSF), CSV", "eu"),
    KnownFile(r"(?:amended)?[cC]elex[,;\t]", "EU regulations as OpenSanctions transcribes them", "eu"),
    KnownFile(r"canonical_id,entity_id,prop,", "a FollowTheMoney file of statements", "ftm"),
    KnownFile(r"\"?id\"?,\"?schema\"?,\"?name\"?,\"?aliases\"?", "OpenSanctions' simple table of targets", "ftm"),
    KnownFile(r"\s*\{\s*\"(?:entities|edges)\"\s*:", "a collection of FollowTheMoney entities and edges", "ftm"),
    KnownFile(r"\{[^\n]*\"schema\":[^\n]*\"properties\":", "FollowTheMoney entities", "ftm"),
    KnownFile(r"\s*\{\s*\"head\"\s*:\s*\{", "an answer of a SPARQL endpoint, JSON: ask it for CSV"),
    KnownFile(r"id;name;slug;uic", "Trainline's stations", "stations"),
    KnownFile(r"countryid,country,position", "leaders by Wikidata", "leaders"),
    KnownFile(
        r"\"?ent_num\"?,\"?SDN_Name|\"?\d{1,6}\"?,\"[^\"]+\",(?:-0- |\"\w+\"),", "OFAC's legacy flat file", "ofac"
    ),
    KnownFile(r"(?:[^\n]*\n){0,3}[^\n]*\bUnique ID,[^\n]*\bRegime Name", "the UK Sanctions List, CSV", "uk"),
    KnownFile(r"Last Updated,[^\n]*\n[^\n]*\bGroup ID\b", "the Consolidated List of OFSI, CSV", "uk"),
    KnownFile(_root("CONSOLIDATED_LIST"), "the UN Consolidated List, XML", "un-list"),
    KnownFile(_root("sdnList"), "OFAC's list, XML", "ofac"),
    KnownFile(_root("Sanctions"), "OFAC's list in the advanced form, XML", "ofac"),
    KnownFile(_root("sanctionsData"), "OFAC's list in the enhanced form, XML"),
    KnownFile(
        _root("export") + "[^>]*fsd/export",
        "the EU's consolidated financial sanctions file, XML",
        "eu",
    ),
    KnownFile(_root("Designations"), "the UK Sanctions List, XML", "uk"),
    KnownFile(_root("ArrayOfFinancialSanctionsTarget"), "the Consolidated List of OFSI, XML"),
    KnownFile(r"(?:[^<]|<\?|<!)*<(?:\w+:)?swiss-sanctions-list\b", "Switzerland's list (SECO), XML"),
    KnownFile(_root("graphml"), "GraphML"),
    KnownFile(r"@prefix\b|@base\b", "RDF in Turtle or TriG", "rdf"),
    KnownFile(r"(?:[^\n]*\n)*?(?:reports|publishers):", "reports of our own form, YAML", "reports"),
    KnownFile(r"(?:[^\n]*\n)*?(?:programme|measures|goods):", "law of our own form, YAML", "law"),
    KnownFile(r"\s*[\[{]\s*[\"\[{\]}]", "JSON", others=("ftm", "stations", "events", "rdf", "ofac", "event-table")),
)


def refuse_containers(path: Path, source: str) -> None:
    """Raise InputError for a file that holds no data of any source: an archive, a pointer, a web page."""
    if not path.is_file():
        return
    start = _start(path)
    for mark, name, remedy in _CONTAINERS:
        if start.startswith(mark) and not (source in _READS_EXCEL and suffix_of(path) in EXCEL):
            raise InputError(f"{path}:1", f"this is {name}", remedy)
    if source not in _READS_HTML and _HTML.match(_decoded(start)):
        raise InputError(f"{path}:1", "this is a web page (HTML), not the file itself", "Fetch the file again.")


def recognised(path: Path) -> KnownFile | None:
    """Return what a file is by its beginning; None where that tells nothing."""
    try:
        text = _decoded(_start(path)) if path.is_file() else ""
    except InputError:
        return None
    return next((known_file for known_file in KNOWN_FILES if re.match(known_file.begins, text)), None)


def explained(error: InputError, path: Path, source: str) -> InputError:
    """Return the refusal of a file, with what the file is where that is known and is not of the source."""
    known_file = recognised(path)
    if known_file is None or source in (known_file.source, *known_file.others):
        return error
    return InputError(error.place, f"this is {known_file.name} ({error.problem})", known_file.remedy())


def _start(path: Path) -> bytes:
    with opened_text(path) as file:
        return file.read(_START)


def _decoded(start: bytes) -> str:
    return start.decode("utf-8", "replace").removeprefix("\ufeff")
