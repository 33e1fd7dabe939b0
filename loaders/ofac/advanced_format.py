"""OFAC's lists in the advanced form (SDN_ADVANCED.XML, CONS_ADVANCED.XML): root `Sanctions`, everything by reference.

What an entry says stands in five places: its names and features in `DistinctParty`, addresses in `Locations`, papers in
`IDRegDocuments`, programmes in `SanctionsEntries`, and the words for all of them in `ReferenceValueSets`. The parties
come before the entries, so the file is read twice. An entry becomes the record that SDN.XML gives, under the same key;
names in other scripts than Latin, which only this form has, are aliases.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ...graph.load_report import LoadReport
from ...schema.dates import HalfDate
from ...schema.errors import ValueInvalid
from ...schema.names import clean
from ...schema.statements import Alias, BirthPlace, Nationality, Part
from ..common.load import UnreadKeys, reason
from ..common.open_file import opened_text
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
    numbered_identification,
)

_ISSUED, _REFERENCES, _LOCATION, _PAPER = "DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument"
_PARTY, _RELATION, _ENTRY = "DistinctParty", "ProfileRelationship", "SanctionsEntry"
FORM = XmlForm(
    "Sanctions",
    (_ISSUED, _REFERENCES, _LOCATION, _PAPER, _PARTY, _RELATION, _ENTRY),
    "Give SDN_ADVANCED.XML or CONS_ADVANCED.XML.",
    "OFAC",
)
_ROOT = re.compile(r"(?:[^<]|<\?|<!)*<(?:\w+:)?Sanctions\b")
#: Parts of a person's name after the last name, in the order in which SDN.XML has them.
_FIRST = ("First Name", "Middle Name", "Patronymic", "Matronymic", "Maiden Name", "Nickname")
_SHIP = {
    "vessel call sign": "callSign",
    "vessel type": "type",
    "vessel tonnage": "tonnage",
    "vessel gross tonnage": "grossRegisteredTonnage",
    "vessel gross registered tonnage": "grossRegisteredTonnage",
    "vessel flag": "flag",
    "vessel owner": "owner",
}


@dataclass(frozen=True)
class _Paper:
    type: str
    number: str | None
    country: str | None
    issued: str | None
    expires: str | None


@dataclass
class _Tables:
    """What the parties refer to, by id."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Party subtype to its party type.
    types: dict[str, str] = field(default_factory=dict)
    locations: dict[str, dict[str, str]] = field(default_factory=dict)
    #: By identity.
    papers: dict[str, list[_Paper]] = field(default_factory=lambda: defaultdict(list))
    #: By profile.
    programs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: By profile: primary names; and to which profile it is related, with the words for it.
    names: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def word(self, kind: str, id_: str | None) -> str:
        """Return the word for an id. Raises ValueInvalid where the file has none."""
        word = self.words.get((kind, id_ or ""))
        if word is None:
            raise ValueInvalid(f"no {kind} of the id {(id_ or '')[:20]!r} in the file")
        return word


def is_advanced(path: Path) -> bool:
    """Whether a file is of this form, by its root."""
    if not path.is_file():
        return False
    with opened_text(path) as file:
        return _ROOT.match(file.read(4000).decode("utf-8", "replace")) is not None


class OfacAdvancedReader:
    """One file, read twice. `published` is the day of issue, once it was read."""

    def __init__(self, path: Path, account: LoadReport) -> None:
        self._path, self._account = path, account
        self._tables = _Tables()
        self.published: str | None = None

    def entries(self, unread: UnreadKeys) -> Iterator[tuple[str, OfacEntry]]:
        """Yield the entries, each with its place. Broken ones go to the account's rejections, their keys to `unread`.

        Raises InputError for a file that is no such list, is cut off, or declares a document type.
        """
        for element in xml_elements(self._path, FORM):
            self._note(element)
        for element in xml_elements(self._path, FORM):
            if local_name(element) != _PARTY:
                continue
            self._account.read += 1
            place = f"{self._path}:{element.sourceline}"
            profile = element.find("{*}Profile")
            number = element.get("FixedRef") if profile is None else profile.get("ID")
            try:
                yield place, self._entry(element, profile, uid(number))
            except (ValueInvalid, ValueError) as error:
                names = (clean(value.text) for value in element.iterfind(".//{*}NamePartValue"))
                self._account.reject(place, reason(error), " ".join(filter(None, names)) or number or "")
                unread.add(number if number and number.isdecimal() else None)

    def _note(self, element: etree._Element) -> None:
        """Keep what a party may refer to."""
        tables = self._tables
        match local_name(element):
            case "DateOfIssue":
                day = _iso(element)
                self.published = day if day and len(day) == len("2000-01-01") else None
            case "ReferenceValueSets":
                for value in (value for values in element for value in values):
                    kind, id_ = local_name(value), value.get("ID") or ""
                    tables.words[kind, id_] = clean(value.text) or value.get("ISO2") or value.get("Description") or ""
                    if kind == "PartySubType":
                        tables.types[id_] = value.get("PartyTypeID") or ""
            case "Location":
                tables.locations[element.get("ID") or ""] = dict(self._location(element))
            case "IDRegDocument":
                tables.papers[element.get("IdentityID") or ""].append(self._paper(element))
            case "DistinctParty":
                # One whose names cannot be read is rejected when it is read as an entry.
                with suppress(ValueInvalid):
                    tables.names.update(self._named(element))
            case "ProfileRelationship":
                other = element.get("To-ProfileID") or ""
                tables.relations[element.get("From-ProfileID") or ""].append((other, self._relation(element)))
            case "SanctionsEntry":
                for measure in element.iterchildren("{*}SanctionsMeasure"):
                    program = clean(measure.findtext("{*}Comment"))
                    if (
                        program
                        and tables.words.get(("SanctionsType", measure.get("SanctionsTypeID") or "")) == "Program"
                    ):
                        tables.programs[element.get("ProfileID") or ""].add(program)

    def _named(self, party: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield the number of a party with its primary name."""
        for profile in party.iterchildren("{*}Profile"):
            for identity in profile.iterchildren("{*}Identity"):
                for primary, alias in self._names(identity):
                    if primary:
                        yield profile.get("ID") or "", alias.name
                        return

    def _relation(self, element: etree._Element) -> str:
        words = self._tables.words.get(("RelationType", element.get("RelationTypeID") or ""), "")
        former = (element.get("Former") or "").lower() == "true"
        return f"former {words}".strip() if former else words

    def _location(self, element: etree._Element) -> Iterator[tuple[str, str]]:
        for part in element.iterchildren("{*}LocationPart"):
            text = clean(part.findtext("{*}LocationPartValue/{*}Value"))
            kind = self._tables.words.get(("LocPartType", part.get("LocPartTypeID") or ""))
            if text and kind:
                yield kind.upper(), text
        country = element.find("{*}LocationCountry")
        if country is not None:
            yield "COUNTRY", self._tables.words.get(("Country", country.get("CountryID") or ""), "")

    def _paper(self, element: etree._Element) -> _Paper:
        words, dates = self._tables.words, {}
        for date in element.iterchildren("{*}DocumentDate"):
            kind = words.get(("IDRegDocDateType", date.get("IDRegDocDateTypeID") or ""), "")
            period = date.find("{*}DatePeriod")
            dates[kind] = None if period is None else _worded(period)
        country = element.get("IssuedBy-CountryID") or ""
        type_ = words.get(("IDRegDocType", element.get("IDRegDocTypeID") or ""), "document")
        number = clean(element.findtext("{*}IDRegistrationNo"))
        return _Paper(
            type_, number, words.get(("Country", country)), dates.get("Issue Date"), dates.get("Expiration Date")
        )

    def _entry(self, party: etree._Element, profile: etree._Element | None, number: str) -> OfacEntry:
        if profile is None:
            raise ValueInvalid("no profile")
        subtype = profile.get("PartySubTypeID")
        word = self._tables.word("PartySubType", subtype)
        if word == "Unknown":
            word = self._tables.word("PartyType", self._tables.types.get(subtype or ""))
        kind = kind_of(word)
        parsed = ParsedRemarks()
        name = ""
        for identity in profile.iterchildren("{*}Identity"):
            for primary, alias in self._names(identity):
                if primary and not name:
                    name = alias.name
                else:
                    parsed.parts.append(alias)
            for paper in self._tables.papers.get(identity.get("ID") or "", ()):
                parts = (paper.number, paper.country, paper.issued, paper.expires)
                parsed.parts.append(identification(kind, paper.type, *parts))
        titles = list(self._features(profile, parsed, kind))
        for other, words in self._tables.relations.get(number, ()):
            if other_name := self._tables.names.get(other):
                parsed.parts.append(linked(other_name).model_copy(update={"note": words or None}))
        return OfacEntry(
            uid=number,
            name=name,
            kind=kind,
            programs=sorted(self._tables.programs.get(number, ())),
            title="; ".join(titles) or None,
            gender=parsed.gender,
            comments=clean(party.findtext("{*}Comment")),
            parts=parsed.parts,
        )

    def _names(self, identity: etree._Element) -> Iterator[tuple[bool, Alias]]:
        """Yield the names of an identity, each with whether it is the primary one."""
        types = {
            group.get("ID") or "": self._tables.word("NamePartType", group.get("NamePartTypeID"))
            for group in identity.iterfind(".//{*}NamePartGroup")
        }
        for alias in identity.iterchildren("{*}Alias"):
            quality = self._tables.word("AliasType", alias.get("AliasTypeID")).lower()
            if (alias.get("LowQuality") or "").lower() == "true":
                quality = f"weak {quality}"
            primary = (alias.get("Primary") or "").lower() == "true"
            for index, documented in enumerate(alias.iterchildren("{*}DocumentedName")):
                name, latin = self._name(documented, types)
                if not name:
                    raise ValueInvalid("a name without parts")
                first = primary and index == 0
                yield first, Alias(id="", name=name, quality=quality if latin else "original script")

    def _name(self, documented: etree._Element, types: dict[str, str]) -> tuple[str, bool]:
        """Return a name as SDN.XML writes it, `LAST, First Middle`, and whether it is in Latin letters."""
        parts: dict[str, str] = {}
        latin = True
        for value in documented.iterfind(".//{*}NamePartValue"):
            text = clean(value.text)
            script = self._tables.words.get(("Script", value.get("ScriptID") or ""), "Latin")
            latin = latin and script == "Latin"
            if text:
                kind = types.get(value.get("NamePartGroupID") or "", "")
                parts[kind] = f"{parts[kind]} {text}" if kind in parts else text
        last = parts.pop("Last Name", None)
        first = [parts.pop(kind) for kind in _FIRST if kind in parts]
        return ", ".join(filter(None, (last, " ".join([*first, *parts.values()])))), latin

    def _features(self, profile: etree._Element, parsed: ParsedRemarks, kind: str) -> Iterator[str]:
        """Add what the features of a profile say to its parts; yield its titles."""
        before: set[str] = set()
        for feature in profile.iterchildren("{*}Feature"):
            name = self._tables.word("FeatureType", feature.get("FeatureTypeID")).strip()
            for version in feature.iterchildren("{*}FeatureVersion"):
                note = ALTERNATIVE if name in before else None
                before.add(name)
                text = self._text(version)
                location = version.find("{*}VersionLocation")
                place = self._tables.locations.get("" if location is None else location.get("LocationID") or "", {})
                if name == "Title" and text:
                    yield text
                elif name == "Location":
                    parsed.parts += filter(None, [_address(place)])
                elif part := self._part(name, text or _line(place), note, parsed, kind):
                    parsed.parts += part

    def _text(self, version: etree._Element) -> str | None:
        detail, period = version.find("{*}VersionDetail"), version.find("{*}DatePeriod")
        if period is not None:
            return _worded(period)
        if detail is None:
            return None
        reference = detail.get("DetailReferenceID")
        return self._tables.word("DetailReference", reference) if reference else clean(detail.text)

    def _part(self, name: str, text: str | None, note: str | None, parsed: ParsedRemarks, kind: str) -> list[Part]:
        if not text:
            return []
        if field_ := _SHIP.get(name.casefold()):
            return ship(**{field_: text})
        match name:
            case "Birthdate":
                return [birth(text, note)]
            case "Place of Birth":
                return [BirthPlace(id="", name=text, note=note)]
            case "Nationality Country":
                return [Nationality(id="", name=text, note=note)]
            case "Citizenship Country":
                return [Nationality(id="", name=text, note=citizen(note is not None))]
        if not is_feature(name):
            # Numbers that SDN.XML gives among the papers.
            return [numbered_identification(kind, name, text)]
        return [part for part in [feature_part(parsed, name, text, kind)] if part is not None]


def _address(place: dict[str, str]) -> Part | None:
    street = ", ".join(place[key] for key in ("ADDRESS1", "ADDRESS2", "ADDRESS3") if key in place) or None
    city, state, code = place.get("CITY"), place.get("STATE/PROVINCE"), place.get("POSTAL CODE")
    town = " ".join(filter(None, (", ".join(filter(None, (city, state))), code))) or None
    region = place.get("REGION") or place.get("UNKNOWN")
    return address(street, town, place.get("COUNTRY") or None, region, city=city, state=state, postalCode=code)


def _line(place: dict[str, str]) -> str | None:
    return ", ".join(text for text in place.values() if text) or None


# -- dates -----------------------------------------------------------------------------------------


def _iso(element: etree._Element | None) -> str | None:
    """Return the half-known date of Year, Month and Day."""
    if element is None:
        return None
    figures = [clean(element.findtext(f"{{*}}{part}")) or "0" for part in ("Year", "Month", "Day")]
    if not all(figure.isascii() and figure.isdecimal() and len(figure) < 5 for figure in figures):
        raise ValueInvalid(f"a date of {', '.join(figures)}")
    year, month, day = map(int, figures)
    text = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    return HalfDate.parse(text).text if year else None


def _worded(period: etree._Element) -> str | None:
    """Return a period as SDN.XML writes dates: `13 May 1965`, `May 1965`, `1965`, `circa 1965`, `1965 to 1967`."""
    start, end = period.find("{*}Start"), period.find("{*}End")
    ends = [_iso(side.find(f"{{*}}{part}")) for side in (start, end) if side is not None for part in ("From", "To")]
    days = [HalfDate.parse(day) for day in ends if day]
    if not days:
        return None
    first, last = min(day.earliest for day in days), max(day.latest for day in days)
    rough = start is not None and (start.get("Approximate") or "").lower() == "true"
    text = _span(first, last)
    return f"circa {text}" if rough else text


def _span(first: str, last: str) -> str:
    if first == last:
        return f"{first[8:]} {calendar.month_abbr[int(first[5:7])]} {first[:4]}"
    if (first[5:], last[5:]) == ("01-01", "12-31"):
        return first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"
    whole = calendar.monthrange(int(last[:4]), int(last[5:7]))[1]
    if first[:7] == last[:7] and (first[8:], int(last[8:])) == ("01", whole):
        return f"{calendar.month_abbr[int(first[5:7])]} {first[:4]}"
    return f"{_span(first, first)} to {_span(last, last)}"
