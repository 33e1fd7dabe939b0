"""Numbers of papers and registers: of which kind each is whatever a list calls it, and which of them tell two apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cited import CitedValue

#: What a list calls a number, and its kind. The first sign that stands in the folded word counts; what is not here
#: keeps the list's word.
KINDS = (
    ("imo number", "IMO number"),
    ("imo company", "IMO company number"),
    ("passport", "passport"),
    ("passeport", "passport"),
    ("pasaporte", "passport"),
    ("swift", "SWIFT/BIC"),
    ("mmsi", "MMSI"),
    ("wikidata", "Wikidata id"),
    ("legal entity identifier", "LEI"),
    ("leicode", "LEI"),
    ("ogrn", "OGRN"),
    ("state registration", "OGRN"),
    ("okpo", "OKPO"),
    ("d-u-n-s", "D-U-N-S number"),
    ("tax", "tax number"),
    ("inncode", "tax number"),
    ("fiscal code", "tax number"),
    ("v.a.t", "tax number"),
    ("vat", "tax number"),
    ("registration", "registration number"),
    ("registry", "registration number"),
    ("company number", "registration number"),
    ("company id", "registration number"),
    ("legal entity number", "registration number"),
    ("c.r. no", "registration number"),
)
#: Words that are the whole name of a kind.
WORDS = {"inn": "tax number", "lei": "LEI", "bic": "SWIFT/BIC"}
#: Numbers that one body, ship or person has of one kind at a time and keeps: two different ones contradict.
KEPT = frozenset(
    {"IMO number", "IMO company number", "Wikidata id", "LEI", "OGRN", "OKPO", "D-U-N-S number", "SWIFT/BIC"}
)
#: Numbers of which there is one for each register or tax office: two contradict where they look like one register's.
OF_ONE_REGISTER = frozenset({"tax number", "registration number"})
#: Letters and digits of an OGRN, the number of the Russian register of bodies and of sole traders.
OGRN = (13, 15)
#: Letters of a SWIFT code that say which bank; the rest is the branch.
BANK = 8
#: A note of a loader that a number cannot be one: it is kept, and joins nothing.
_FALSE = ("check digit", "not an IMO number")
#: OFAC's "Legal Entity Number" is an LEI in some entries, and a number of a national register in others.
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"(?:[^\W\d]{4,}|no|nr)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number of a paper or register: its kind, and letters and digits alone. `false`: it cannot be such a number."""

    kind: str
    value: str
    false: bool
    cited: CitedValue

    @property
    def shape(self) -> str:
        """Return the number with each digit as 0 and each letter as A: numbers of one register look alike."""
        return re.sub("[A-Z]", "A", re.sub("[0-9]", "0", self.value))


def number_of(document: str | None, number: str, note: str | None, cite: CitedValue) -> Number:
    """Return a stated number with its kind. `cite` is where it is stated; its value is replaced by the number."""
    value = _bare(number)
    kind = _kind(document or "number", value)
    if kind == "SWIFT/BIC":
        value = value[:BANK]
    return Number(kind, value, any(sign in (note or "") for sign in _FALSE), cite.valued(value))


def _bare(number: str) -> str:
    """Return letters and digits alone. Some lists write words before a number: `Libyan passport no 96/184442`."""
    words = _SIGNS.sub(" ", number).split()
    return "".join(word for word in words if not _WORD.match(word)).upper() or "".join(words).upper()


def _kind(document: str, value: str) -> str:
    folded = document.casefold()
    kind = WORDS.get(folded) or next((kind for sign, kind in KINDS if sign in folded), document)
    if kind == "registration number" and value.isdigit() and len(value) in OGRN:
        return "OGRN"
    return "LEI" if "legal entity" in folded and _LEI.fullmatch(value) else kind


def contradicting(ours: list[Number], theirs: list[Number]) -> tuple[list[Number], list[Number]]:
    """Return the numbers of one kind on each side that cannot be of one thing; two empty lists where there are none.

    Of the numbers of registers and tax offices only those of one shape are compared, since one body stands in several
    registers.
    """
    common = {number.value for number in ours} & {number.value for number in theirs}
    shapes = {number.shape for number in ours} & {number.shape for number in theirs}
    if common or not ours or not theirs:
        return [], []
    if ours[0].kind in OF_ONE_REGISTER:
        return [n for n in ours if n.shape in shapes], [n for n in theirs if n.shape in shapes]
    return ours, theirs
