"""The UN Security Council Consolidated List, XML.

Published at https://scsanctions.un.org/resources/xml/en/consolidated.xml; the editions differ in white
space, empty elements, date shapes, and in whether their elements are in a namespace: known by their local names. The
reference number is the lasting key: DATAIDs change.

Normalised before two versions are compared, and so not stored: runs of white space, empty elements, the
order of repeated elements, and the INTERPOL link: at the end of comments (its address changed for hundreds
of entries in which nothing else did), and, since 2026, in elements of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

from ...graph.editions.record_version import edition_id
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import slug
from ...schema.law import Programme
from ...schema.names import clean
from ...schema.node import Node
from ...schema.sources import Edition, Publisher
from ...schema.statements import (
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
from ..common.listing_parts import birth, listed_day
from ..common.load import Found, Rows, UnreadKeys, allow_shrink, edition_date, reason, store_rows
from ..common.xml_stream import XmlForm, local_name, xml_elements
from ..linking.link_records import linked
from .not_available import available

DATASET = "un"
KINDS = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}
#: A list of so many entities and no individual is refused: the list has always had both.
ENTITIES_ALONE = 10
FORM = XmlForm("CONSOLIDATED_LIST", tuple(KINDS), "Give the XML of the UN Consolidated List.", "the UN")
_PUBLISHER = Publisher(
    id="pub:un-sc", name="United Nations Security Council", url="https://main.un.org/securitycouncil/"
)
_LINK = re.compile(
    r"\s*INTERPOL-UN Security Council Special Notice web link:?\s*(?:https?:/?/?\S*|www\S*)?(?:\s*click here\b\.?)?",
    re.IGNORECASE,
)

#: What stands behind a day: a time, a zone.
_ZONE = re.compile(r"(?:T.*|Z|[+-]\d\d:\d\d)$")
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}\Z")
_ADDRESS = {
    "STREET": "street",
    "CITY": "city",
    "STATE_PROVINCE": "state",
    "ZIP_CODE": "postalCode",
    "COUNTRY": "country",
    "NOTE": "note",
}
_ALIAS = {
    "ALIAS_NAME": "name",
    "QUALITY": "quality",
    "DATE_OF_BIRTH": "birthDate",
    "CITY_OF_BIRTH": "birthCity",
    "COUNTRY_OF_BIRTH": "birthCountry",
    "NOTE": "note",
}
_DOCUMENT = {
    "TYPE_OF_DOCUMENT": "documentType",
    "TYPE_OF_DOCUMENT2": "documentType2",
    "NUMBER": "number",
    "ISSUING_COUNTRY": "issuingCountry",
    "DATE_OF_ISSUE": "issueDate",
    "CITY_OF_ISSUE": "issueCity",
    "COUNTRY_OF_ISSUE": "issueCountry",
    "DATE_OF_EXPIRY": "expires",
    "NOTE": "note",
}
_BIRTH = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE")
_VALUES = {"DESIGNATION": Designation, "NATIONALITY": Nationality}
#: Elements that are not stored: sort keys, LIST_TYPE, which is `UN List` in every record, and the INTERPOL link.
_SILENT = {"SORT_KEY", "SORT_KEY_LAST_MOD", "LIST_TYPE", "HAS_INTERPOL_LINK", "INTERPOL_LINK"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_FIELDS = {
    "DATAID": "dataId",
    "VERSIONNUM": "versionNum",
    "UN_LIST_TYPE": "listType",
    "REFERENCE_NUMBER": "reference",
    "LISTED_ON": "listedOn",
    "SUBMITTED_ON": "submittedOn",
    "GENDER": "gender",
    "NAME_ORIGINAL_SCRIPT": "originalScript",
    "COMMENTS1": "comments",
}


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load one edition of the list. `edition` (ISO day) overrides the date in the file's header."""
    account = LoadReport("un-list", str(path))
    return store_rows(graph, parse(path, account, edition, progress), account)


def parse(path: Path, account: LoadReport, edition: str | None = None, progress: Progress | None = None) -> Rows:
    """Read the file as a stream of elements. Broken records go to the account's rejections.

    Raises InputError for a file that is no such list, is cut off, or declares a document type (which is
    where entity expansion and external files would come in).
    """
    unread: Counter[str] = Counter()
    programmes: dict[str, Programme] = {}
    records: list[Found] = []
    unread_keys = UnreadKeys()
    kinds = Counter[str]()
    root: etree._Element | None = None
    for element in xml_elements(path, FORM):
        root = element.getroottree().getroot()
        account.read += 1
        kinds[local_name(element)] += 1
        place = f"{path}:{element.sourceline}"
        try:
            listing = _listing(_without_namespace(element), unread)
            entity = _entity(listing, KINDS[element.tag])
        except (ValueInvalid, ValueError) as error:
            reference = clean(element.findtext("REFERENCE_NUMBER"))
            account.reject(place, reason(error), reference or _names(element))
            unread_keys.add(reference)
        else:
            records.append((place, listing, [entity]))
            programmes.setdefault(
                listing.under or "",
                Programme(id=listing.under or "", name=f"UN sanctions list: {listing.listType}"),
            )
        if progress and account.read % 200 == 0:
            progress(account.read)
    if kinds["ENTITY"] >= ENTITIES_ALONE and not kinds["INDIVIDUAL"] and not allow_shrink.get():
        raise InputError(
            str(path),
            f"{kinds['ENTITY']} ENTITY and no INDIVIDUAL in it: it may be a part of the list",
            "Fetch it again; or, if the list has no individual, load it with --allow-shrink.",
        )
    if root is None:
        raise InputError(str(path), "no INDIVIDUAL or ENTITY in it", "Give the XML of the UN Consolidated List.")
    date = edition_date(path, edition, root.get("dateGenerated"), (), account)
    if unread:
        account.notes.append("elements not read: " + ", ".join(f"{tag} ({n})" for tag, n in sorted(unread.items())))
    state = Edition(
        id=edition_id(DATASET, date),
        name=f"UN Consolidated List, edition of {date}",
        dataset=DATASET,
        date=date,
        url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
        publisher=_PUBLISHER.id,
    )
    stubs: list[Node] = [_PUBLISHER, *programmes.values()]
    return linked(account, records, Rows(state, stubs=stubs, unread=unread_keys))


def _without_namespace(element: etree._Element) -> etree._Element:
    """The element, with local names down to its leaves; comments were left out by the parser."""
    if element.tag.startswith("{"):
        for inner in element.iter():
            inner.tag = etree.QName(inner).localname
    return element


def _listing(element: etree._Element, unread: Counter[str]) -> Listing:
    values: dict[str, str | None] = {}
    honorifics: list[str] = []
    submitted: list[str] = []
    amended: list[str] = []
    parts: list[Part] = []
    for child in element:
        tag = child.tag
        if tag in _FIELDS:
            values[_FIELDS[tag]] = available(child.text)
        elif tag in _NAMES or tag in _SILENT:
            continue
        elif tag == "LAST_DAY_UPDATED":
            amended += [_day(v) for v in _texts(child)]
        elif tag == "LAST_REVIEWED_ON":
            days = [_day(v) for v in _texts(child)]
            parts += [Value(id="", name=day, property="lastReviewedOn", value=day) for day in days]
        elif tag == "TITLE":
            honorifics += _texts(child)
        elif tag == "SUBMITTED_BY":
            submitted += _texts(child)
        elif tag in _VALUES:
            parts += [_VALUES[tag](id="", name=v) for v in _texts(child)]
        else:
            part = _part(child, tag, unread)
            if part is not None:
                parts.append(part)
    reference = values.get("reference")
    name = _names(element)
    if not reference:
        raise ValueInvalid("no REFERENCE_NUMBER, so nothing to know it by in the next edition")
    if not name:
        raise ValueInvalid("no name")
    list_type = values.get("listType")
    if not list_type:
        raise ValueInvalid("no UN_LIST_TYPE")
    if values.get("listedOn"):
        values["listedOn"] = _day(values["listedOn"] or "")
    comments = values.pop("comments", None)
    fields_: dict[str, Any] = {k: v for k, v in values.items() if v}
    return Listing(
        **fields_,
        id="",
        name=name,
        dataset=DATASET,
        key=reference,
        list="UN",
        entryType=element.tag.lower(),
        amendedOn=sorted(set(amended)),
        honorifics=honorifics,
        submittedBy=submitted,
        comments=clean(_LINK.sub("", comments)) if comments else None,
        about=f"un:{reference}",
        under=f"un-{slug(list_type)}",
        parts_=_numbered(f"un:{reference}", parts),
    )


def _part(child: etree._Element, tag: str, unread: Counter[str]) -> Part | None:
    kind = tag.removeprefix("INDIVIDUAL_").removeprefix("ENTITY_")
    # Most elements are empty in every entry.
    texts = {c.tag: text for c in child if c.text and (text := available(c.text))}
    if not texts:
        unread.update([tag] if available(child.text) else ())
        return None
    if kind == "ALIAS":
        values = _named(texts, _ALIAS, tag, unread)
        if "name" not in values and values.keys() - {"quality"}:
            unread[f"{tag} without a name"] += 1
        return Alias(id="", **values) if "name" in values else None
    if kind == "ADDRESS" or kind == "PLACE_OF_BIRTH":
        values = _named(texts, _ADDRESS, tag, unread)
        model = Address if kind == "ADDRESS" else BirthPlace
        order = ("street", "city", "state", "postalCode", "country")
        full = ", ".join(values[f] for f in order if f in values) or values.get("note")
        return model(id="", name=full, **values) if full else None
    if kind == "DOCUMENT":
        values = _named(texts, _DOCUMENT, tag, unread)
        if expires := values.pop("expires", None):
            values["note"] = "; ".join(filter(None, (values.get("note"), f"expires {expires}")))
        shown = [values[f] for f in ("documentType", "number", "issuingCountry") if f in values]
        return Identification(id="", name=" ".join(shown) or values.get("note", kind), **values)
    if kind == "DATE_OF_BIRTH":
        unread.update(f"{tag}/{t}" for t in texts if t not in _BIRTH)
        return _birth(texts)
    unread[tag] += 1
    return None


def _birth(texts: dict[str, str]) -> Birth | None:
    """Return a date of birth in the list's words, with the days that it may mean where they can be read."""
    precision, note = texts.get("TYPE_OF_DATE"), texts.get("NOTE")
    text = texts.get("DATE") or texts.get("YEAR")
    if text:
        text = re.sub(r"(?:-00)+$", "", _ZONE.sub("", text))
    elif "FROM_YEAR" in texts:
        text = f"{texts['FROM_YEAR']}/{texts.get('TO_YEAR', texts['FROM_YEAR'])}"
    elif "TO_YEAR" in texts:
        return Birth(id="", name=f"up to {texts['TO_YEAR']}", precision=precision, note=note)
    elif not note:
        return None
    years = texts.get("FROM_YEAR", ""), texts.get("TO_YEAR", "9999")
    if text and "/" in text and years[1] < years[0]:
        words = "the list gives the later year first"
        return Birth(id="", name=text, precision=precision, note="; ".join(filter(None, (note, words))))
    read = birth(text or note or "")
    figures = text and read.earliest and (_ISO.match(text) or "FROM_YEAR" in texts)
    if text and not read.earliest:
        note = "; ".join(filter(None, (note, "not a date that can be read")))
    # What the list gives in figures stays as it is.
    birth_date = text if figures else read.birthDate
    return read.model_copy(update={"birthDate": birth_date, "precision": read.precision or precision, "note": note})


def _entity(listing: Listing, kind: str) -> Entity:
    names = [alias.name for alias in parts_of(listing.parts_, Alias)]
    if listing.originalScript:
        names.append(listing.originalScript)
    return Entity.named(listing.about, kind, listing.name, names)


def _numbered(owner: str, parts: list[Part]) -> list[Part]:
    """Ids by content, so that versions share what did not change; a repeated part gets a number."""
    counts: Counter[str] = Counter()
    for part in parts:
        content = repr([item for item in part.__dict__.items() if item[1] is not None])
        mark = hashlib.blake2b(content.encode(), digest_size=6).hexdigest()
        id_ = f"{owner}#{part.labels[-1].lower()}-{mark}"
        counts[id_] += 1
        part.give_id(id_ if counts[id_] == 1 else f"{id_}-{counts[id_]}")
    return parts


def _named(texts: dict[str, str], names: dict[str, str], tag: str, unread: Counter[str]) -> dict[str, str]:
    records = {}
    for inner, value in texts.items():
        if inner in names:
            records[names[inner]] = value
        else:
            unread[f"{tag}/{inner}"] += 1
    return records


def _names(element: etree._Element) -> str:
    texts: dict[str, str] = {}
    for child in element.iterchildren(*_NAMES):
        texts.setdefault(child.tag, child.text or "")
    # In small letters alone: Na is a family name.
    return " ".join(filter(None, (clean(texts[tag]) for tag in _NAMES if texts.get(tag, "na").strip() != "na")))


def _texts(element: etree._Element) -> list[str]:
    """The VALUE children of an element, or its own text."""
    own_text = available(element.text)
    values = [text for child in element if (text := available(child.text))]
    return ([own_text] if own_text else []) + values


def _day(text: str) -> str:
    """A day; some editions write a time or a zone after it. Raises ValueInvalid where it is none."""
    text = _ZONE.sub("", text)
    return HalfDate.parse(text).text if _ISO.match(text) else listed_day(text, "day")
