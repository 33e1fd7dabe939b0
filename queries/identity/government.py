"""Offices of government: whether who led a State is somebody whom a list gives a title of high office there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...schema.countries import PREFIX, state_id
from .cited import CitedValue
from .facts import EntityFacts, StatedOffice
from .feature import Feature, feature

#: How a list begins the title of somebody in the government of a State.
_HIGH = re.compile(
    r"(?:(?:former|current|the|first|deputy|vice|acting|ex) )*(?:president|prime minister|minister|supreme leader"
    r"|head of state|head of government|chancellor|king|queen|emir|sultan|chief of staff)\b"
)
#: What follows a title that is of a body within a State, and of no government.
_OF = re.compile(r"\bof (?:the )?(.+)\Z")


def government(a: EntityFacts, b: EntityFacts) -> Iterator[Feature]:
    """One led a State, and the other's entry in a list has a title of high office in the same State."""
    for leader, listed in ((a, b), (b, a)):
        for office in leader.offices:
            title = next((title for title in listed.titles if _in_office(title, office, listed)), None)
            if title and _two_words(leader):
                sides = ((office.cited,), (title,))
                says = f"{office.post}, and {title.text}"
                yield feature("government", says, *(sides if leader is a else sides[::-1]))
                return


def _in_office(title: CitedValue, office: StatedOffice, listed: EntityFacts) -> bool:
    if not _HIGH.match(title.value):
        return False
    named = _OF.search(title.value)
    state = state_id(named[1]) if named else None
    states = {state} if state else {*(n.value for n in listed.nationalities), *listed.born_in}
    return office.state.startswith(PREFIX) and office.state in states


def _two_words(facts: EntityFacts) -> bool:
    return any(" " in name.value for name in facts.names)
