"""OFAC's lists in XML: root `sdnList`, as https://ofac.treasury.gov publishes SDN.XML and CONSOLIDATED.XML.

The namespace has changed over the years (`tempuri.org/sdnList.xsd`, then the Sanctions List Service's), so elements
are known by their local names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ...graph.load_report import LoadReport
from ...schema.dates import HalfDate
from ...schema.errors import InputError, ValueInvalid
from ...schema.names import clean
from ...schema.statements import Alias, BirthPlace, Nationality, Part
from ..common.load import UnreadKeys, reason
from ..common.xml_stream import XmlForm, local_name, xml_elements
from .entry import OfacEntry, address, kind_of, ship, uid
from .remarks import (
    ALTERNATIVE,
    ParsedRemarks,
    birth,
    citizen,
    feature_part,
    identification,
    is_feature,
    linked,
    linked_to,
    numbered_identification,
)

_HEAD = "publshInformation"
_ENTRY = "sdnEntry"
FORM = XmlForm(
    "sdnList",
    (_HEAD, _ENTRY),
    "Give SDN.XML or CONSOLIDATED.XML.",
    "OFAC",
    (("sanctionsData", "the enhanced form, which is not read"),),
)
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")
_VESSEL = {
    "callSign": "callSign",
    "vesselType": "type",
    "tonnage": "tonnage",
    "grossRegisteredTonnage": "grossRegisteredTonnage",
    "vesselFlag": "flag",
    "vesselOwner": "owner",
}
#: Elements of an entry that are read by name; the items of each list, with what each may hold.
_PLAIN = {"uid", "firstName", "lastName", "title", "sdnType", "remarks"}
_ITEMS = {
    "programList": {"program"},
    "akaList": {"uid", "type", "category", "lastName", "firstName"},
    "addressList": {
        *("uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country", "region"),
    },
    "idList": {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"},
    "nationalityList": {"uid", "country", "mainEntry"},
    "citizenshipList": {"uid", "country", "mainEntry"},
    "dateOfBirthList": {"uid", "dateOfBirth", "mainEntry"},
    "placeOfBirthList": {"uid", "placeOfBirth", "mainEntry"},
    "vesselInfo": set(_VESSEL),
}


class OfacXmlReader:
    """One file, read as a stream. `published` (ISO day) and `count` are what its head says, once it was read."""

    def __init__(self, path: Path, account: LoadReport) -> None:
        self.path = path
        self.published: str | None = None
        self.count: int | None = None
        self._account = account
        self._unknown: Counter[str] = Counter()

    def entries(self, unread: UnreadKeys) -> Iterator[tuple[str, OfacEntry]]:
        """The entries, each with its place. Broken ones go to the account's rejections, their numbers to `unread`.

        Raises InputError for a file that is no such list, is cut off, or declares a document type.
        """
        read = 0
        for element in xml_elements(self.path, FORM):
            if local_name(element) == _HEAD:
                self._head(element)
                continue
            read += 1
            self._account.read += 1
            place = f"{self.path}:{element.sourceline}"
            try:
                entry = self._entry(element)
            except (ValueInvalid, ValueError) as error:
                number = clean(_text(element, "uid"))
                name = " ".join(filter(None, (_text(element, "lastName"), _text(element, "firstName"))))
                self._account.reject(place, reason(error), name or number or "")
                unread.add(str(int(number)) if number and number.isascii() and number.isdecimal() else None)
            else:
                yield place, entry
        if self.count is not None and self.count != read:
            self._account.notes.append(f"the head of the file counts {self.count} entries, {read} are in it")
        if self._unknown:
            names = ", ".join(f"{name} ({n})" for name, n in sorted(self._unknown.items()))
            self._account.notes.append(f"elements not read: {names}")

    def _head(self, element: etree._Element) -> None:
        published, count = _text(element, "Publish_Date"), _text(element, "Record_Count")
        if published:
            match = _AMERICAN.match(published)
            try:
                day = HalfDate.parse(f"{match[3]}-{match[1]:0>2}-{match[2]:0>2}" if match else published)
            except ValueInvalid as error:
                raise InputError(
                    f"{self.path}:{element.sourceline}",
                    f"Publish_Date {published[:60]!r} is not a day ({error})",
                    "Fetch it again.",
                ) from error
            self.published = day.earliest if day.exact else None
        if count and count.isascii() and count.isdecimal() and len(count) < 10:
            self.count = int(count)

    def _entry(self, element: etree._Element) -> OfacEntry:
        self._note_unknown(element)
        kind = kind_of(_text(element, "sdnType"))
        remarks = _text(element, "remarks")
        parsed = ParsedRemarks()
        parsed.parts += [_alias(item) for item in _items(element, "akaList")]
        parsed.parts += [part for item in _items(element, "addressList") if (part := _address(item)) is not None]
        parsed.parts += _person(element)
        for item in _items(element, "idList"):
            if (part := _identity(item, parsed, kind)) is not None:
                parsed.parts.append(part)
        for info in element.iterchildren("{*}vesselInfo"):
            parsed.parts += ship(**{name: _text(info, tag) for tag, name in _VESSEL.items()})
        parsed.parts += [linked(name) for name in linked_to(remarks or "")]
        return OfacEntry(
            uid=uid(_text(element, "uid")),
            name=_name(element),
            kind=kind,
            programs=[text for item in _items(element, "programList") if (text := clean(item.text))],
            title=_text(element, "title"),
            gender=parsed.gender,
            comments=remarks,
            parts=parsed.parts,
        )

    def _note_unknown(self, element: etree._Element) -> None:
        for child in element:
            tag = local_name(child)
            if tag in _PLAIN or tag == "programList":
                continue
            if tag not in _ITEMS:
                self._unknown[tag] += 1
                continue
            for item in [child] if tag == "vesselInfo" else child:
                self._unknown.update(
                    f"{tag}/{local_name(e)}" for e in item if local_name(e) not in _ITEMS[tag] and clean(e.text)
                )


def _person(element: etree._Element) -> Iterator[Part]:
    for item in _items(element, "dateOfBirthList"):
        if text := _text(item, "dateOfBirth"):
            yield birth(text, ALTERNATIVE if _other(item) else None)
    for item in _items(element, "placeOfBirthList"):
        if text := _text(item, "placeOfBirth"):
            yield BirthPlace(id="", name=text, note=ALTERNATIVE if _other(item) else None)
    for item in _items(element, "nationalityList"):
        if text := _text(item, "country"):
            yield Nationality(id="", name=text, note=ALTERNATIVE if _other(item) else None)
    for item in _items(element, "citizenshipList"):
        if text := _text(item, "country"):
            yield Nationality(id="", name=text, note=citizen(_other(item)))


def _identity(item: etree._Element, parsed: ParsedRemarks, kind: str) -> Part | None:
    type_, number = _text(item, "idType"), _text(item, "idNumber")
    if type_ is None and number is None:
        return None
    if type_ is None:
        raise ValueInvalid(f"an id without a type: {(number or '')[:60]!r}")
    if number is not None and is_feature(type_):
        return feature_part(parsed, type_, number, kind)
    apart = (_text(item, "idCountry"), _text(item, "issueDate"), _text(item, "expirationDate"))
    if number and not any(apart):
        # Some numbers have their country in brackets within them.
        return numbered_identification(kind, type_, number)
    return identification(kind, type_, number, *apart)


def _alias(item: etree._Element) -> Alias:
    name = _name(item)
    if not name:
        raise ValueInvalid("an alias without a name")
    quality = _text(item, "type") or "a.k.a."
    weak = (_text(item, "category") or "").lower() == "weak"
    return Alias(id="", name=name, quality=f"weak {quality}" if weak else quality)


def _address(item: etree._Element) -> Part | None:
    """An address; city, state and postal code are also put together as the flat files write them."""
    street = ", ".join(text for n in (1, 2, 3) if (text := _text(item, f"address{n}"))) or None
    city, state, code = (_text(item, tag) for tag in ("city", "stateOrProvince", "postalCode"))
    town = ", ".join(filter(None, (city, state)))
    place = " ".join(filter(None, (town, code))) or None
    return address(
        street, place, _text(item, "country"), _text(item, "region"), city=city, state=state, postalCode=code
    )


def _name(element: etree._Element) -> str:
    """`LAST, First`, as the flat files write it."""
    return ", ".join(filter(None, (_text(element, "lastName"), _text(element, "firstName"))))


def _other(item: etree._Element) -> bool:
    """Whether it is one beside the main one."""
    return (_text(item, "mainEntry") or "true").lower() in ("false", "0")


def _items(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for part in element.iterchildren(f"{{*}}{tag}"):
        yield from part.iterchildren("{*}*")


def _text(element: etree._Element, tag: str) -> str | None:
    return clean(element.findtext(f"{{*}}{tag}"))
