"""The EU's consolidated financial sanctions file (FSF), version 1.1, as XML or CSV.

Published at https://webgate.ec.europa.eu/fsd/fsf by the Commission: every person and body whose assets are frozen by an
act of the EU, with the acts. It is a list of its own beside the acts (eu.py): it says nothing of sectoral measures.
In the XML an entry is a `sanctionEntity` whose content stands in attributes; in the CSV it is as many rows as it has
names, addresses, births, papers and citizenships. Both become the same records. The EU reference number is the
lasting key. The file does not state what each act freezes, so its entries state no measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ..graph.editions.record_version import edition_id
from ..graph.load_report import LoadReport
from ..graph.progress import Progress
from ..graph.store import Graph
from ..schema.entities import Entity
from ..schema.errors import InputError, ValueInvalid
from ..schema.ids import slug
from ..schema.law import Programme
from ..schema.names import clean
from ..schema.sources import Edition, Publisher
from ..schema.statements import (
    Address,
    Alias,
    Birth,
    BirthPlace,
    Designation,
    Identification,
    Listing,
    Nationality,
    Part,
    Value,
    parts_of,
)
from .common.csv_rows import Cells
from .common.listing_parts import birth, document, half_date, header_of, named, numbered, table_rows
from .common.load import Found, Rows, UnreadKeys, edition_date, store_rows
from .common.open_file import opened_text
from .common.xml_stream import XmlForm, local_name, xml_elements
from .linking.link_records import linked

DATASET = "eu-fsf"
LIST = "EU"
FORM = XmlForm(
    "export", ("sanctionEntity",), "Give the XML of the EU's consolidated financial sanctions file.", "the EU"
)
NEEDED = ("fileGenerationDate", "Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_SubjectType")
_PUBLISHER = Publisher(id="pub:eu-commission", name="European Commission", url="https://webgate.ec.europa.eu/fsd/fsf")
_KINDS = {"person": "Person", "p": "Person", "enterprise": "Organization", "e": "Organization"}
_BEGINS = re.compile(r"\s*(?:fileGenerationDate;|<\?xml|<(?:\w+:)?export\b)")
#: Groups of columns, and what their attributes are called in the XML where the CSV has another word.
_GROUPS = {
    "NameAlias": "namealias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
_WORDS = {
    "birthdate": {"day": "dayofmonth", "month": "monthofyear"},
    "identification": {"typecode": "identificationtypecode", "typedescription": "identificationtypedescription"},
}

#: Attributes of one name, address … by their names in small letters.
Attributes = dict[str, str]


@dataclass
class _Entry:
    """What the file says of one person or body."""

    position: str
    logical_id: str
    reference: str
    kind: str
    listed_on: str | None
    un_reference: str | None
    remarks: list[str] = field(default_factory=list)
    programmes: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    items: dict[str, list[Attributes]] = field(default_factory=dict)

    def add(self, group: str, attributes: Attributes) -> None:
        """Add a name, an address …, unless it says nothing or is there already; ids of the file do not count."""
        content = {key: text for key, text in attributes.items() if text and not key.endswith("logicalid")}
        if content and content not in self.items.setdefault(group, []):
            self.items[group].append(content)


def is_financial_sanctions_file(path: Path) -> bool:
    """Whether a file is this one, by how it begins."""
    if not path.is_file():
        return False
    with opened_text(path) as file:
        return _BEGINS.match(file.read(200).decode("utf-8", "replace").removeprefix("\ufeff")) is not None


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load one edition. `edition` (ISO day) overrides the day on which the file was generated."""
    account = LoadReport("eu", str(path))
    return store_rows(graph, parse(path, account, edition, progress), account)


def parse(path: Path, account: LoadReport, edition: str | None = None, progress: Progress | None = None) -> Rows:
    """Read the file. Broken entries go to the account's rejections.

    Raises InputError for a file that is neither form of the list.
    """
    with opened_text(path) as file:
        is_xml = file.read(200).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    unread = UnreadKeys()
    generated, entries = _from_xml(path) if is_xml else _from_csv(path, account, unread)
    records: list[Found] = []
    programmes: dict[str, Programme] = {}
    for entry in entries:
        account.read += 1
        try:
            listing = _listing(entry)
        except ValueInvalid as error:
            account.reject(entry.position, str(error), entry.reference or entry.logical_id)
            unread.add(entry.reference)
            continue
        names = [alias.name for alias in parts_of(listing.parts_, Alias)]
        records.append((entry.position, listing, [Entity.named(listing.about, _kind(entry), listing.name, names)]))
        if under := listing.under:
            programmes.setdefault(under, Programme(id=under, name=f"EU sanctions programme {listing.listType}"))
        if progress and account.read % 200 == 0:
            progress(account.read)
    if not records:
        why = f"; of the first: {account.rejections[0].reason}" if account.rejections else ""
        raise InputError(str(path), f"no entry that could be read in it{why}", "Fetch it again.")
    dates = (listing.listedOn or "" for _, listing, _ in records if isinstance(listing, Listing))
    date = edition_date(path, edition, generated[0] if generated else None, dates, account, may_guess=False)
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"EU consolidated financial sanctions file, {date}",
        dataset=DATASET,
        date=date,
        url=_PUBLISHER.url,
        publisher=_PUBLISHER.id,
    )
    return linked(account, records, Rows(state, stubs=[_PUBLISHER, *programmes.values()], unread=unread))


# -- the two forms ---------------------------------------------------------------------------------


def _from_xml(path: Path) -> tuple[list[str], Iterator[_Entry]]:
    """Return the day of the file, which is there once an entry was read, and its entries."""
    generated: list[str] = []

    def entries() -> Iterator[_Entry]:
        for element in xml_elements(path, FORM):
            root = element.getroottree().getroot()
            generated[:] = [day for day in [half_date(root.get("generationDate", "")[:10])] if day]
            yield _entry_of(f"{path}:{element.sourceline}", element)

    return generated, entries()


def _entry_of(position: str, element: etree._Element) -> _Entry:
    subject = element.find("{*}subjectType")
    code = "" if subject is None else subject.get("code") or subject.get("classificationCode") or ""
    entry = _Entry(
        position,
        element.get("logicalId", ""),
        clean(element.get("euReferenceNumber")) or "",
        code,
        clean(element.get("designationDate")),
        clean(element.get("unitedNationId")),
    )
    entry.remarks += filter(None, [clean(element.get("designationDetails"))])
    for child in element:
        tag = local_name(child).lower()
        if tag == "remark":
            entry.remarks += filter(None, [clean(child.text)])
        elif tag == "regulation":
            entry.programmes.update(filter(None, [clean(child.get("programme"))]))
            entry.acts.update(filter(None, [clean(child.get("numberTitle"))]))
        elif tag in _GROUPS.values():
            attributes = {str(key).lower(): clean(str(text)) or "" for key, text in child.attrib.items()}
            entry.add(tag, attributes)
            entry.remarks += filter(None, (clean(remark.text) for remark in child.iterchildren("{*}remark")))
    return entry


def _from_csv(path: Path, account: LoadReport, unread: UnreadKeys) -> tuple[list[str], Iterator[_Entry]]:
    rows = table_rows(path)
    header = header_of(path, next(rows), NEEDED)
    cells = Cells(latin=False)
    generated: list[str] = []
    entries: dict[str, _Entry] = {}
    for row in rows:
        position = f"{path}:{row.line}"
        try:
            texts = named(header, row, cells.clean)
            logical_id = texts.get("Entity_LogicalId", "")
            if not logical_id:
                raise ValueInvalid("no Entity_LogicalId")
        except ValueInvalid as error:
            account.read += 1
            account.reject(position, str(error), row.text)
            unread.add(None)
            continue
        generated[:] = [day for day in [half_date(texts.get("fileGenerationDate", ""))] if day]
        entry = entries.setdefault(logical_id, _entry_of_row(position, logical_id, texts))
        entry.programmes.update(filter(None, [texts.get("Entity_Regulation_Programme")]))
        entry.acts.update(filter(None, [texts.get("Entity_Regulation_NumberTitle")]))
        for prefix, group in _GROUPS.items():
            words = _WORDS.get(group, {})
            suffixes = {
                column.removeprefix(f"{prefix}_").lower(): text
                for column, text in texts.items()
                if column.startswith(f"{prefix}_") and not column.startswith(f"{prefix}_Regulation_")
            }
            entry.add(group, {words.get(suffix, suffix): text for suffix, text in suffixes.items()})
    account.notes += cells.notes()
    return generated, iter(entries.values())


def _entry_of_row(position: str, logical_id: str, texts: dict[str, str]) -> _Entry:
    codes = (texts.get("Entity_SubjectType"), texts.get("Entity_SubjectType_ClassificationCode"))
    kind = next((code for code in codes if code and code.casefold() in _KINDS), codes[0] or "")
    remarks = [texts.get("Entity_DesignationDetails"), texts.get("Entity_Remark")]
    return _Entry(
        position,
        logical_id,
        texts.get("Entity_EU_ReferenceNumber", ""),
        kind,
        texts.get("Entity_DesignationDate"),
        texts.get("Entity_UnitedNationId"),
        [remark for remark in remarks if remark],
    )


# -- the record ------------------------------------------------------------------------------------


def _kind(entry: _Entry) -> str:
    return _KINDS[entry.kind.casefold()]


def _listing(entry: _Entry) -> Listing:
    if not re.fullmatch(r"[A-Za-z0-9._/-]{1,60}", entry.reference):
        raise ValueInvalid(f"EU reference number {entry.reference[:60]!r} is none, so nothing to know the entry by")
    if entry.kind.casefold() not in _KINDS:
        raise ValueInvalid(f"subject type {entry.kind[:40]!r} is none of person, enterprise")
    names = sorted(entry.items.get("namealias", []), key=lambda name: name.get("strong", "true") == "false")
    called = [(name, whole) for name in names if (whole := _whole(name))]
    if not called:
        raise ValueInvalid("no name")
    programmes = sorted(entry.programmes)
    listed_on = half_date(entry.listed_on) if entry.listed_on else None
    about = f"eu:{entry.reference}"
    titles = dict.fromkeys(title for name, _ in called if (title := name.get("title")))
    parts: list[Part] = [
        *(_alias(name, whole) for name, whole in called if whole != called[0][1] or name.get("strong") == "false"),
        *(Designation(id="", name=post) for name, _ in called if (post := name.get("function"))),
        *(part for item in entry.items.get("birthdate", []) for part in _birth(item, listed_on)),
        *(
            Nationality(id="", name=country)
            for item in entry.items.get("citizenship", [])
            if (country := _country(item))
        ),
        *(part for item in entry.items.get("address", []) if (part := _address(item))),
        *(paper for item in entry.items.get("identification", []) if (paper := _paper(item))),
        *([document("UN reference number", entry.un_reference)] if entry.un_reference else []),
        *(Value(id="", name=act, property="act", value=act) for act in sorted(entry.acts)),
    ]
    return Listing(
        id="",
        name=called[0][1],
        dataset=DATASET,
        key=entry.reference,
        list=LIST,
        reference=entry.reference,
        listType=programmes[0] if programmes else "financial sanctions",
        entryType="person" if _kind(entry) == "Person" else "enterprise",
        listedOn=listed_on,
        gender=next((gender for name, _ in called if (gender := name.get("gender"))), None),
        honorifics=list(titles),
        comments=" ".join(dict.fromkeys(entry.remarks)) or None,
        programs=programmes,
        about=about,
        under=f"eu-{slug(programmes[0])}" if programmes else None,
        parts_=numbered(about, parts),
    )


def _whole(name: Attributes) -> str:
    parts = (name.get(part, "") for part in ("firstname", "middlename", "lastname"))
    return name.get("wholename") or " ".join(filter(None, parts))


def _alias(name: Attributes, whole: str) -> Alias:
    weak = name.get("strong", "true").casefold() == "false"
    return Alias(id="", name=whole, quality="weak" if weak else None, lang=name.get("namelanguage", "").lower() or None)


def _birth(item: Attributes, listed_on: str | None) -> Iterator[Part]:
    figures = [item.get(part, "") for part in ("year", "monthofyear", "dayofmonth")]
    text = item.get("birthdate") or "-".join(figure.zfill(2) for figure in figures if figure.strip("0"))
    first, last = item.get("yearrangefrom"), item.get("yearrangeto")
    if not text and (first or last):
        text = "/".join(filter(None, (first, last)))
    if text:
        stated_birth: Birth = birth(text, listed_on)
        precision = "circa" if item.get("circa", "").casefold() == "true" else stated_birth.precision
        yield stated_birth.model_copy(update={"precision": precision})
    place = [item.get(part) for part in ("place", "city", "region", "zipcode")]
    country = _country(item)
    full = ", ".join(text for text in (*place, country) if text)
    if full:
        yield BirthPlace(id="", name=full, city=item.get("city"), postalCode=item.get("zipcode"), country=country)


def _country(item: Attributes) -> str | None:
    name = item.get("countrydescription")
    return None if name is None or name.casefold() == "unknown" or item.get("countryiso2code") == "00" else name


def _address(item: Attributes) -> Address | None:
    country = _country(item)
    texts = [item.get(part) for part in ("street", "pobox", "zipcode", "city", "place", "region")]
    full = ", ".join(text for text in (*texts, country) if text)
    if not full:
        return None
    return Address(
        id="",
        name=full,
        street=item.get("street"),
        city=item.get("city"),
        state=item.get("region"),
        postalCode=item.get("zipcode"),
        country=country,
    )


def _paper(item: Attributes) -> Identification | None:
    number = item.get("number") or item.get("latinnumber")
    kind = item.get("identificationtypedescription") or item.get("identificationtypecode") or "identification"
    if not number:
        return None
    marks = ("diplomatic", "knownexpired", "knownfalse", "reportedlost", "revokedbyissuer")
    notes = [mark for mark in marks if item.get(mark, "").casefold() == "true"]
    notes += [f"expires {item['validto']}"] if item.get("validto") else []
    return Identification(
        id="",
        name=f"{kind} {number}",
        documentType=kind,
        number=number,
        issueDate=item.get("issueddate") or item.get("validfrom"),
        issuingCountry=_country(item),
        note="; ".join(notes) or None,
    )
