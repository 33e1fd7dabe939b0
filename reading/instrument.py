"""Instruments of law that a text cites: resolutions, acts of the European Union, executive orders and statutes.

    for phrase in instruments_of("designated under E.O. 13810 and Regulation (EU) 2017/1509"):
        print(phrase.name)

A number is read behind the word for its kind, in any of the forms of writing; of several behind one word each is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class InstrumentKind(StrEnum):
    """What kind of instrument a text cites."""

    RESOLUTION = "Resolution"
    ORDER = "Executive Order"
    DECISION = "Decision"
    REGULATION = "Regulation"
    DIRECTIVE = "Directive"
    POSITION = "Common Position"
    ACTION = "Joint Action"
    STATUTE = "statute"


@dataclass(frozen=True, slots=True)
class InstrumentPhrase:
    """Words that cite an instrument, from `start` to `end`; `number` is None where the text does not give one.

    An act of the European Union has the number with its year, as `2017/1509`. `name` calls the instrument in one form,
    however the text writes it; a statute by its own name.
    """

    start: int
    end: int
    words: str
    kind: InstrumentKind
    number: str | None
    name: str


_YEAR = r"(?:\s?\((?:19|20)\d{2}\)|\s(?:of|in)\s(?:19|20)\d{2}\b(?!/))?"
_NO = r"(?:\s?(?:[Nn]os?\.?|[Nn]umbers?))?"
_SHORT = r"(?:\s?[(\[][\"\u201c\u2018']?[A-Z][\w.\u2019]*[\"\u201d\u2019']?[)\]])?"
_AND = r"(?:\s?[,;/]\s?|,?\s(?:and|or|&)\s)"


def _several(number: str, further: str = "") -> str:
    """The pattern for one number or several behind one word for their kind; `further` for those behind the first."""
    return rf"(?P<numbers>{number}(?:{_AND}(?:{further or number}))*)"


_ENDS = r"(?!\d|,\d|/\d{1,2}\b)"
_RESOLUTION = rf"\d{{3,4}}{_ENDS}{_YEAR}"
#: A number of three digits behind a comma may count something else: `Resolution 2231, 500 ships`.
_FURTHER = rf"\d{{4}}{_ENDS}{_YEAR}|\d{{3}}\s?\((?:19|20)\d{{2}}\)|\d{{3}}(?=\s?[,;/.)]|,?\sand\s\d)"
_RESOLUTIONS = re.compile(
    r"(?:\bS/RES/|(?:\bUNSCRs?|\bU\.?N\.? ?SCRs?|\bSCRs?|\b[Rr]esolutions?|\bRESOLUTIONS?|\bRes\.)"
    rf"{_SHORT}{_NO},?\s?)(?<![\d,.])" + _several(_RESOLUTION, _FURTHER)
)
_ASSEMBLY = re.compile(r"\b[Rr]esolutions?\s(?P<numbers>\d{1,2}/\d{1,3})\b")
_ORDERS = re.compile(
    rf"\b(?:[Ee]xecutive [Oo]rders?|EXECUTIVE ORDERS?|E\.\s?O\.(?:s\b)?|EOs?\b){_SHORT}{_NO}\s?"
    + _several(r"\d{2},?\d{3}(?!\d|,\d)")
)
_ACT = rf"(?:(?:19|20)\d{{2}}/\d{{1,4}}|\d{{1,4}}/(?:19|20)\d{{2}})(?:/[A-Z]{{2,5}})?(?!\d){_YEAR}"
_ACTS = re.compile(
    r"\b(?P<kind>[Dd]ecisions?|DECISIONS?|Dec\b\.?|[Rr]egulations?|REGULATIONS?|Regs?\b\.?|[Dd]irectives?|"
    r"[Cc]ommon [Pp]ositions?|[Jj]oint [Aa]ctions?)"
    rf"(?:\s?\((?:CFSP|EU|EC|EEC|EU, Euratom)\))?{_NO}\s?" + _several(_ACT)
)
_STATUTES = re.compile(
    r"\b(?P<name>(?:[A-Z][\w\u2019'-]+,? (?:(?:and|of|for|to|on|the|in|Through|against) ){0,2}){1,9}Act)\b"
    r"(?:,? (?:of )?(?P<year>(?:19|20)\d{2}))?"
    r"|\b(?P<law>Public Law|P\.L\.|Pub\. ?L\.)(?: No\.)? ?(?P<numbers>\d{2,3}[-\u2013]\d{1,4})"
    r"|(?P<rules>[^.;\n]{0,90}?\(Sanctions\) (?:\((?:EU Exit|Overseas Territories)\) )?(?:Regulations|Order) \d{4})"
)
_COUNCIL = r"(?:United Nations|UN|U\.N\.)? ?(?:Security Council|UNSC)"
_WHOLE = re.compile(
    rf"(?:{_COUNCIL}|UN|U\.N\.|United Nations)(?:\s\((?:UNSC|UN)\))?['\u2019]?s?\s(?:\w+\s)?[Rr]esolutions?\b"
    r"(?!\s?(?:\([A-Z]+\))?,?\s?(?:[Nn]o\.? ?|[Nn]umber )?\d)"
    rf"|\b[Rr]esolutions? (?:of|by|adopted by|passed by) the {_COUNCIL}"
)
#: One number of several; that of an act has its year.
_NUMBER = re.compile(r"\d+/\d+|\d{2},\d{3}|\d{3,}")
_RESOLUTION_NUMBER = re.compile(r"\d{3,4}")
#: A year that stands behind the number of a resolution: `1718 (2006)`, `1718 of 2006`.
_AFTER = re.compile(r"\s?\((?:19|20)\d{2}\)|\s(?:of|in)\s(?:19|20)\d{2}\b")
_KINDS = {
    "dec": InstrumentKind.DECISION,
    "reg": InstrumentKind.REGULATION,
    "dir": InstrumentKind.DIRECTIVE,
    "com": InstrumentKind.POSITION,
    "joi": InstrumentKind.ACTION,
}
_OPENERS = re.compile(r"\A(?:(?:The|This|That|Under|In|Its|Their|And|When|With|By|An?|the)\s)+")


def instruments_of(text: str) -> tuple[InstrumentPhrase, ...]:
    """Return the instruments that a text cites, in order; one phrase for each number."""
    phrases = [
        *_numbered(text, _RESOLUTIONS, InstrumentKind.RESOLUTION),
        *_numbered(text, _ASSEMBLY, InstrumentKind.RESOLUTION),
        *_numbered(text, _ORDERS, InstrumentKind.ORDER),
        *_numbered(text, _ACTS, None),
        *_statutes(text),
        *_whole(text),
    ]
    return tuple(sorted(phrases, key=lambda phrase: phrase.start))


def _numbered(text: str, pattern: re.Pattern[str], kind: InstrumentKind | None) -> Iterator[InstrumentPhrase]:
    """Yield a phrase for each number behind one word for its kind."""
    for match in pattern.finditer(text):
        cited = kind or _KINDS[match["kind"][:3].lower()]
        one = _RESOLUTION_NUMBER if pattern is _RESOLUTIONS else _NUMBER
        for number in one.findall(_AFTER.sub("", match["numbers"])):
            number = number.replace(",", "")
            yield InstrumentPhrase(match.start(), match.end(), match.group(), cited, number, f"{cited.value} {number}")


def _statutes(text: str) -> Iterator[InstrumentPhrase]:
    for match in _STATUTES.finditer(text):
        if match["law"]:
            name = f"Public Law {match['numbers']}"
        elif match["rules"]:
            words = match["rules"].strip()
            name = _OPENERS.sub("", words[_first_name(words) :])
        else:
            name = _OPENERS.sub("", match["name"])
            if " " not in name:
                continue
        yield InstrumentPhrase(
            match.start(), match.end(), match.group(), InstrumentKind.STATUTE, match["numbers"], name
        )


def _first_name(words: str) -> int:
    """Where a title begins: at its first word in capitals."""
    match = re.search(r"\b(?:The )?[A-Z]", words)
    return match.start() if match else 0


def _whole(text: str) -> Iterator[InstrumentPhrase]:
    """Yield words for resolutions of the Security Council without their numbers."""
    for match in _WHOLE.finditer(text):
        kind = InstrumentKind.RESOLUTION
        yield InstrumentPhrase(match.start(), match.end(), match.group(), kind, None, "UN resolutions")
