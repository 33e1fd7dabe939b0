"""Instruments of law that a text cites: resolutions of the Security Council, by number or as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNCIL = r"(?:United Nations|UN|U\.N\.)? ?(?:Security Council|UNSC)"
_NUMBERED = re.compile(
    r"(?:S/RES/|(?:UNSCR|UNSC [Rr]esolution|[Rr]esolutions?)(?: [Nn]o\.?)?\s)(?P<numbers>\d{3,4}(?:\s?\(\d{4}\))?"
    r"(?:(?:, | and |, and )\d{3,4}(?:\s?\(\d{4}\))?)*)"
)
_WHOLE = re.compile(
    rf"(?:{_COUNCIL}|UN|U\.N\.|United Nations)(?:\s\((?:UNSC|UN)\))?['\u2019]?s?\s(?:\w+\s)?[Rr]esolutions?\b(?!\s\d)"
)


@dataclass(frozen=True, slots=True)
class InstrumentPhrase:
    """Words that cite resolutions; `number` is None where the text does not give one."""

    start: int
    end: int
    words: str
    number: int | None


def instruments_of(text: str) -> tuple[InstrumentPhrase, ...]:
    """Return the resolutions that a text cites, in order; one phrase for each number."""
    phrases = []
    for match in _NUMBERED.finditer(text):
        for number in re.finditer(r"(?<![\d(])\d{3,4}(?!\))", match["numbers"]):
            phrases.append(InstrumentPhrase(match.start(), match.end(), match.group(), int(number.group())))
    for match in _WHOLE.finditer(text):
        phrases.append(InstrumentPhrase(match.start(), match.end(), match.group(), None))
    return tuple(sorted(phrases, key=lambda phrase: phrase.start))
