"""The remarks of OFAC's lists: dates and places of birth, nationalities, numbers and features in one text.

The grammar is what OFAC's legacy files follow (data specification of 25 September 2023, and the identity types of the
XML of the same list): pieces parted by `; `, with a full stop at the end, each

    DOB | POB | nationality | citizen     and what it is
    Gender                                and what it is
    a.k.a. | f.k.a. | n.k.a.              and a weak alias in single quotes
    Linked To:                            and the name of another entry
    a type of document                    number, (country), issued DAY, expires DAY
    a feature (Website, Aircraft Model …) and what it is
    anything else                         free text, which stays in the listing's comments alone

`alt. ` before a piece says that it is the second or a later one of its kind. The XML gives documents and features with
their type apart; both forms come out as the same parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...schema.births import read_birth
from ...schema.dates import HalfDate
from ...schema.errors import ValueInvalid
from ...schema.names import clean
from ...schema.statements import Alias, Birth, BirthPlace, Identification, Nationality, Part, Value
from ..common.listing_parts import half_date, has_short_year, imo
from .document_types import DOCUMENTS, FEATURES, PROPERTIES

#: Characters of a remark in the main file at most; the rest is in the file of comments.
LIMIT = 1000
ALTERNATIVE = "alternative"
_LINKED = "Linked To"

_PIECE = re.compile(r";\s+")
_ALT = re.compile(r"alt\.\s+", re.IGNORECASE)
#: In single quotes; in double ones, of which the CSV reader may have taken the first, where OFAC's own file has them.
_WEAK = re.compile(r"([afn]\.k\.a\.) ['\"\u2018\u201c]?(.+)['\"\u2019\u201d]\Z")
_LINK = re.compile(r"\(?Linked To:\s*(.+)\Z")
_FEATURE = re.compile(rf"({FEATURES})(?::| -)?\s+(.+)\Z")
_FEATURE_TYPE = re.compile(rf"(?:{FEATURES})\Z")
#: A type of document that is listed, or anything that calls itself a number, before something with a digit in it.
_DOCUMENT = re.compile(
    "("
    + "|".join(re.escape(name) for name in sorted(DOCUMENTS, key=len, reverse=True))
    + r"|[A-Z][^;:]{0,60}?(?:(?:ID )?(?:No\.|Number|Card)|ID|#))(?::|\s#)?\s+(.+)\Z"
)
_DATE = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_NUMBER = re.compile(
    r"(?P<number>.+?)(?:\s*\((?P<country>[A-Z][^()]*)\))?"
    rf"(?: issued (?P<issued>{_DATE}))?(?: expires (?P<expires>{_DATE}))?\Z"
)
#: A full stop that belongs to a name: `S.A. DE C.V.`, `CO., LTD.`
_OWN_STOP = re.compile(r"(?:(?:^|[\s.(])(?:[A-Za-z]\.)+|\b(?:LTD|LTDA|CO|CORP|INC)\.)\Z", re.IGNORECASE)
_CIRCA = re.compile(r"circa\s+", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)(?:\s+to\s+|(?<=\d{4})-(?=\d{4}))(.+)\Z")
_IMO = re.compile(r"(?:IMO\s*)?([0-9]{7})\Z|IMO\s*(.+)\Z", re.IGNORECASE)


@dataclass
class ParsedRemarks:
    """What remarks say: parts, a gender, and how many pieces are free text."""

    parts: list[Part] = field(default_factory=list)
    gender: str | None = None
    free: int = 0


def read(text: str, kind: str, cut: bool = False) -> ParsedRemarks:
    """The remarks of an entry of a kind (individual, entity, vessel, aircraft) as parts.

    `cut` says that the text breaks off; its last piece may be half a number, so it is not read.
    """
    parsed = ParsedRemarks()
    pieces_ = pieces(text)
    if cut and pieces_:
        parsed.free += 1
        pieces_.pop()
    for piece in pieces_:
        number = _ALT.match(piece)
        alternative, body = bool(number), piece[number.end() :] if number else piece
        part = _feature_or_document(body, parsed, kind) if (part := _worded(body, alternative)) is None else part
        if part is not None:
            parsed.parts.append(part)
    return parsed


def pieces(text: str) -> list[str]:
    """The pieces of remarks, without the full stop that ends them."""
    pieces_ = [piece for part in _PIECE.split(text) if (piece := part.strip())]
    if pieces_ and pieces_[-1].endswith(".") and not _OWN_STOP.search(pieces_[-1][-20:]):
        pieces_[-1] = pieces_[-1][:-1].rstrip()
    return [piece for piece in pieces_ if piece]


def _worded(body: str, alternative: bool) -> Part | None:
    """A piece that a word of its own begins; None for another."""
    note = ALTERNATIVE if alternative else None
    if weak := _WEAK.match(body):
        return Alias(id="", name=weak[2], quality=f"weak {weak[1]}")
    if link := _LINK.match(body):
        return linked(link[1])
    word, _, remainder = body.partition(" ")
    if not remainder:
        return None
    match word:
        case "DOB":
            return birth(remainder, note)
        case "POB":
            return BirthPlace(id="", name=remainder, note=note)
        case "nationality":
            return Nationality(id="", name=remainder, note=note)
        case "citizen":
            return Nationality(id="", name=remainder, note=citizen(alternative))
    return None


def _feature_or_document(body: str, parsed: ParsedRemarks, kind: str) -> Part | None:
    if feature := _FEATURE.match(body):
        return feature_part(parsed, feature[1], feature[2], kind)
    if (document := _DOCUMENT.match(body)) and _numeral(document[2]):
        return numbered_identification(kind, document[1], document[2])
    parsed.free += 1
    return None


def _numeral(text: str) -> bool:
    """Whether a text can be a number: it has a digit, or is in capitals, such as a SWIFT code or a ticker."""
    return any(c.isdigit() for c in text) or text.isupper()


# -- parts, for remarks and XML --------------------------------------------------------------------


def is_feature(type_: str) -> bool:
    """Whether a type of OFAC's is a feature (a text), not a document (a number)."""
    return _FEATURE_TYPE.match(bare(type_)) is not None


def bare(type_: str) -> str:
    """A type without the sign that OFAC prints after it: `Secondary sanctions risk:` is `Secondary sanctions risk`."""
    return re.sub(r"(?:\s+-|:)\Z", "", type_.strip())


def feature_part(parsed: ParsedRemarks, type_: str, value: str, kind: str) -> Part | None:
    """A feature as a part; the first gender of an entry is its listing's own."""
    type_ = bare(type_)
    if type_ == "Gender" and parsed.gender is None:
        parsed.gender = value
        return None
    name = PROPERTIES.get(type_, type_)
    return Value(id="", name=value, property=name, value=value)


def linked(name: str) -> Value:
    """The name of another entry that this one is linked to."""
    return Value(id="", name=name, property=_LINKED, value=name)


def linked_to(text: str) -> list[str]:
    """The names in `(Linked To: A; Linked To: B)`, as the XML writes it behind its remarks."""
    return [match[1].removesuffix(")") for piece in _PIECE.split(text) if (match := _LINK.match(piece.strip()))]


def citizen(alternative: bool) -> str:
    """The note of a nationality that is a citizenship."""
    return f"citizen, {ALTERNATIVE}" if alternative else "citizen"


def birth(text: str, note: str | None = None) -> Birth:
    """A date of birth: `13 May 1965`, `1963`, `circa 1953`, `1972 to 1974`; its days, where it names any."""
    words = _CIRCA.sub("", text)
    ends = _RANGE.match(words)
    try:
        parts = ends.groups() if ends else (words,)
        days = [None if has_short_year(part) else half_date(part) for part in parts]
        read = HalfDate.parse("/".join(day for day in days if day)) if all(days) else None
    except ValueInvalid:
        # Words of a list are kept even where they are no day.
        read = None
    birth_in_words = None if read else read_birth(text)
    if birth_in_words:
        read = HalfDate(birth_in_words.earliest, birth_in_words.latest, birth_in_words.iso)
    precision = "circa" if words != text else "between" if ends else None
    return Birth(
        id="",
        name=text,
        birthDate=read.text if read else None,
        precision=precision,
        earliest=read.earliest if read else None,
        latest=read.latest if read else None,
        note=note,
    )


def identification(
    kind: str,
    type_: str,
    number: str | None,
    country: str | None = None,
    issued: str | None = None,
    expires: str | None = None,
) -> Identification:
    """A document. IMO numbers are checked: those of ships, and on other entries those of companies."""
    type_ = bare(type_)
    notes = [f"expires {_day(expires)}"] if expires else []
    name = " ".join(filter(None, (type_, number, country)))
    if number and (stated_imo := _IMO.match(number)) and ("IMO" in number.upper() or type_ == VESSEL_NUMBER):
        part = imo(number) if kind == "vessel" else _company(stated_imo[1] or stated_imo[2])
        part.documentType2 = type_
        notes = [*([part.note] if part.note else []), *notes]
    else:
        part = Identification(id="", name=name, documentType=type_, number=number)
    part.issuingCountry = country
    part.issueDate = _day(issued)
    part.note = "; ".join(notes) or None
    return part


def numbered_identification(kind: str, type_: str, text: str) -> Identification:
    """A document whose number, (country), issue and expiry are in one text."""
    match = _NUMBER.match(text)
    return identification(kind, type_, **match.groupdict()) if match else identification(kind, type_, text)


#: The type under which the lists give the IMO number of a ship.
VESSEL_NUMBER = "Vessel Registration Identification"


def _company(number: str) -> Identification:
    """The IMO number of a company. Its check digit has the weights 8, 6, 4, 2, 9, 7, modulo 11 and then 10."""
    note = None
    if not re.fullmatch("[0-9]{7}", number):
        note = "not an IMO number: seven digits are needed"
    else:
        total = sum(int(digit) * weight for digit, weight in zip(number, (8, 6, 4, 2, 9, 7), strict=False))
        if (11 - total % 11) % 10 != int(number[6]):
            note = "the check digit does not fit the number"
    return Identification(
        id="", name=f"IMO company number {number}", documentType="IMO company number", number=number, note=note
    )


def _day(text: str | None) -> str | None:
    """A day as ISO, or as the list writes it where no calendar has it."""
    if text is None:
        return None
    try:
        return half_date(text) or clean(text)
    except ValueInvalid:
        return clean(text)
