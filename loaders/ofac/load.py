"""OFAC's lists, SDN and the consolidated non-SDN list: legacy flat files, XML, or the advanced XML.

Published at https://ofac.treasury.gov (the files: https://sanctionslist.ofac.treas.gov). The number of an entry is the
lasting key. Both forms of an edition become the same records under the same keys: what only one of them says (the flat
files' whole remarks, the XML's city, state and postal code apart) is all that tells them apart. The two lists are
data sets of their own, because an edition of one says nothing of the other; an entry may be on both.

Normalised before two versions are compared, and so not stored: the order of programmes and of parts, commas in
tonnages, numbers of aliases, addresses and papers, and `alt.` before the second number of a kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.errors import InputError, ValueInvalid
from ..common.companions import read_with
from ..common.load import Found, Rows, UnreadKeys, edition_date, reason, store_rows
from ..common.open_file import suffix_of
from ..linking.link_records import linked
from .advanced_format import OfacAdvancedReader, is_advanced
from .entry import CONSOLIDATED, PUBLISHER, SDN, Which, days, edition, entity, listing
from .flat_format import companions_of, entries, files
from .xml_format import OfacXmlReader


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load one edition: the main flat file, with the others beside it, or an XML.

    `edition` (ISO day) overrides the date in the XML; the flat files bear none.
    """
    account = LoadReport("ofac", str(path))
    return store_rows(graph, parse(path, account, edition, progress), account)


def companions(paths: Sequence[Path]) -> dict[Path, Path]:
    """Return which of some files are aliases, addresses or remarks of another of them, and of which."""
    read: dict[Path, Path] = {}
    for path in paths:
        if suffix_of(path) == ".csv":
            read |= read_with(path, companions_of(path), paths)
    return read


def parse(path: Path, account: LoadReport, day: str | None = None, progress: Progress | None = None) -> Rows:
    """Read the files. Broken entries go to the account's rejections.

    Raises InputError for a file that is neither form, or that does not say by its name which list it is.
    """
    which = _which(path)
    unread = UnreadKeys()
    records: list[Found] = []
    mentioned: set[str] = set()
    reader: OfacXmlReader | OfacAdvancedReader | None = None
    if suffix_of(path) == ".xml":
        reader = OfacAdvancedReader(path, account) if is_advanced(path) else OfacXmlReader(path, account)
    source = reader.entries(unread) if reader else entries(files(path), account, unread)
    for place, entry in source:
        try:
            record = listing(entry, which)
            records.append((place, record, [entity(record)]))
        except (ValueInvalid, ValueError) as error:
            account.reject(place, reason(error), entry.name)
            unread.add(entry.uid)
            continue
        mentioned.update(days(record))
        if progress and account.read % 200 == 0:
            progress(account.read)
    if not records and not account.rejections:
        raise InputError(str(path), "no entry in it", "Fetch it again.")
    date = edition_date(path, day, reader.published if reader else None, sorted(mentioned), account, may_guess=False)
    return linked(account, records, Rows(edition(which, date), stubs=[PUBLISHER], unread=unread))


def _which(path: Path) -> Which:
    """The list that a file is of. Its content does not say it, so its name has to."""
    name = path.name.lower()
    if "cons" in name:
        return CONSOLIDATED
    if "sdn" in name:
        return SDN
    raise InputError(
        str(path),
        "the file does not say which of OFAC's lists it is",
        "Begin its name with sdn (sdn.csv, sdn.xml) or cons (cons_prim.csv, consolidated.xml), as OFAC's names do.",
    )
