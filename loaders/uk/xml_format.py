"""The UK Sanctions List as XML: each `Designation` says what the rows of one Unique ID say in the CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ...graph.load_report import LoadReport
from ...schema.errors import ValueInvalid
from ...schema.names import clean
from ..common.listing_parts import half_date
from ..common.load import UnreadKeys
from ..common.xml_stream import XmlForm, local_name, xml_elements
from .columns import SANCTIONS_LIST
from .entry import UkEntry, checked_key

_DATED, _ENTRY = "DateGenerated", "Designation"
FORM = XmlForm("Designations", (_DATED, _ENTRY), "Give the XML of the UK Sanctions List.", "the FCDO")
#: Elements that hold a group of columns, with the name of the group.
_GROUPS = {
    "Name": "name",
    "NonLatinName": "script",
    "Address": "address",
    "Passport": "passport",
    "NationalIdentifier": "national identifier",
    "Location": "birth place",
}
#: Elements whose column has another name than theirs.
_COLUMNS = {
    "IndividualEntityShip": "designation type",
    "DOB": "d.o.b",
    "Nationality": "nationality(/ies)",
    "BusinessRegistrationNumber": "business registration number (s)",
    "CurrentOwnerOperator": "current owner/operator (s)",
    "PreviousOwnerOperator": "previous owner/operator (s)",
    "Subsidiary": "subsidiaries",
    "PreviousFlag": "previous flags",
    "HullIdentificationNumber": "hull identification number (hin)",
    "NameNonLatinScript": "name non-latin script",
    "NonLatinScriptType": "non-latin script type",
    "NonLatinScriptLanguage": "non-latin script language",
}
_WORDS = re.compile(r"UK|UN|OFSI|IMO|ID|[A-Z][a-z]*|\d+|[a-z]+")


class UkXmlReader:
    """Reads one file; `published` is the day on which it was generated, once it was read."""

    def __init__(self, path: Path, account: LoadReport, unread: UnreadKeys) -> None:
        self._path, self._account, self._unread = path, account, unread
        self.published: str | None = None

    def entries(self) -> Iterator[UkEntry]:
        """Yield the entries. One without its id is rejected."""
        for element in xml_elements(self._path, FORM):
            if local_name(element) == _DATED:
                self.published = half_date(element.text or "")
                continue
            place = f"{self._path}:{element.sourceline}"
            try:
                key = checked_key(clean(element.findtext("{*}UniqueID")), "UniqueID")
            except ValueInvalid as error:
                self._account.read += 1
                names = (clean(part.text) for part in element.iterfind(".//{*}Name/*"))
                self._account.reject(place, str(error), " ".join(filter(None, names)))
                self._unread.add(None)
                continue
            entry = UkEntry(key, place)
            _fill(entry, element)
            yield entry


def _fill(entry: UkEntry, element: etree._Element) -> None:
    for child in element:
        tag = local_name(child)
        group = _GROUPS.get(tag)
        if group:
            texts = {column_of(local_name(part)): clean(part.text) or "" for part in child}
            entry.add(group, tuple(texts.get(column, "") for column in SANCTIONS_LIST.groups[group]))
        elif len(child):
            _fill(entry, child)
        elif tag != "UniqueID":
            entry.add(column_of(tag), (clean(child.text) or "",))


def column_of(tag: str) -> str:
    """Return the column of the CSV that an element stands for: `AddressLine1` is `address line 1`."""
    return (
        _COLUMNS.get(tag) or " ".join(_WORDS.findall(tag.replace("StatementofReasons", "StatementOfReasons"))).lower()
    )
