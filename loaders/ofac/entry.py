"""An entry of OFAC's lists, whichever file it was read from, as a listing and the thing that is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ...graph.editions.record_version import edition_id
from ...schema.dates import HalfDate
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.sources import Edition, Publisher
from ...schema.statements import Address, Alias, Birth, Designation, Identification, Listing, Part, Value, parts_of
from ..common.listing_parts import half_date, numbered

LIST = "US"
PUBLISHER = Publisher(id="pub:ofac", name="Office of Foreign Assets Control", url="https://ofac.treasury.gov/")
#: The kind of an entry in OFAC's word, and our kind of thing.
KINDS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
#: Words of the flat files for kinds of aliases; the XML has the long ones.
ALIASES = {"aka": "a.k.a.", "fka": "f.k.a.", "nka": "n.k.a."}


class Which(NamedTuple):
    """One of OFAC's lists: the data set, the list's own name, its title, and the page that it is published on."""

    dataset: str
    name: str
    title: str
    url: str


SDN = Which(
    "ofac-sdn",
    "SDN",
    "Specially Designated Nationals and Blocked Persons List",
    "https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas",
)
CONSOLIDATED = Which(
    "ofac-consolidated",
    "consolidated (non-SDN)",
    "Consolidated (non-SDN) Sanctions List",
    "https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
)


@dataclass
class OfacEntry:
    """What a file says of one entry. `kind` is in OFAC's words, `programs` as in the file, in any order."""

    uid: str
    name: str
    kind: str
    programs: list[str]
    title: str | None = None
    gender: str | None = None
    comments: str | None = None
    parts: list[Part] = field(default_factory=list)


def uid(text: str | None) -> str:
    """The lasting number of an entry. Raises ValueInvalid where it is none."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise ValueInvalid(f"{(text or '')[:60]!r} is not the number of an entry")
    return str(int(text))


def kind_of(text: str | None) -> str:
    """The kind of an entry: individual, vessel, aircraft, or (blank in the flat files) entity."""
    kind = (text or "entity").lower()
    if kind not in KINDS:
        raise ValueInvalid(f"type {kind[:60]!r} is none of {', '.join(KINDS)}")
    return kind


def listing(entry: OfacEntry, which: Which) -> Listing:
    """The entry as a record. Raises ValueInvalid for one without a name or a programme."""
    if not entry.name:
        raise ValueInvalid("no name")
    if not entry.programs:
        raise ValueInvalid("no programme")
    about = f"ofac:{entry.uid}"
    titles = [Designation(id="", name=name) for name in (entry.title or "").split("; ") if name.strip()]
    return Listing(
        id="",
        name=entry.name,
        dataset=which.dataset,
        key=entry.uid,
        list=LIST,
        reference=entry.uid,
        listType=which.name,
        entryType=entry.kind,
        gender=entry.gender,
        comments=entry.comments,
        # The flat files and the XML order them differently.
        programs=sorted(set(entry.programs)),
        about=about,
        parts_=numbered(about, [*titles, *entry.parts]),
    )


def entity(record: Listing) -> Entity:
    """The thing that is listed. A person `LAST, First` is found as `First LAST` too."""
    names = [alias.name for alias in parts_of(record.parts_, Alias)]
    if record.entryType == "individual":
        names += [
            f"{first} {last}" for name in [record.name, *names] for last, sign, first in [name.partition(", ")] if sign
        ]
    return Entity.named(record.about, KINDS[record.entryType], record.name, names)


def edition(which: Which, date: str) -> Edition:
    """The edition of a list."""
    return Edition(
        id=edition_id(which.dataset, date),
        name=f"OFAC {which.title}, edition of {date}",
        dataset=which.dataset,
        date=date,
        url=which.url,
        publisher=PUBLISHER.id,
    )


# -- parts that both files have --------------------------------------------------------------------


def address(
    street: str | None, place: str | None, country: str | None, note: str | None = None, **apart: str | None
) -> Address | None:
    """An address; `place` is city, state and postal code in one, `apart` what the XML gives of them apart."""
    if not any((street, place, country, note)):
        return None
    full = ", ".join(part for part in (street, place, country) if part) or note or ""
    fields = {"city": place, **apart}
    return Address(id="", name=full, street=street, country=country, note=note, **fields)


def ship(**attributes: str | None) -> list[Part]:
    """What the lists say of a ship, under FollowTheMoney's names; a number is without the commas of thousands."""
    results: list[Part] = []
    for name, value in attributes.items():
        if value:
            shown = value.replace(",", "") if name in ("tonnage", "grossRegisteredTonnage") else value
            results.append(Value(id="", name=shown, property=name, value=shown))
    return results


def days(record: Listing) -> list[str]:
    """The days in an entry that cannot lie after its edition: births, issues of papers, dates of listing."""
    results = [birth.latest for birth in parts_of(record.parts_, Birth) if birth.earliest == birth.latest]
    results += [paper.issueDate for paper in parts_of(record.parts_, Identification)]
    results += [
        _day(value.value) for value in parts_of(record.parts_, Value) if value.property.startswith("Listing Date")
    ]
    return [day for text in results if text and (day := _day(text)) and len(day) == len("2000-01-01")]


def _day(text: str) -> str | None:
    try:
        results = half_date(text)
        return HalfDate.parse(results).text if results else None
    except ValueInvalid:
        return None
