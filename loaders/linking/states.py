"""The States that an entry of a list names: its nationalities, the countries of its addresses, the flag of a ship."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ...schema.countries import is_code, state_id
from ...schema.entities import Entity
from ...schema.statements import Address, Listing, Nationality, Value, parts_of
from ..common.state_entity import state_entity

#: Properties whose values name a State: where a body is registered or a ship is flagged today.
_COUNTRIES = frozenset(("country", "jurisdiction", "Nationality of Registration"))
_FLAGS = frozenset(("flag",))
#: What a publisher adds to the name of a State.
_REMARK = re.compile(r"\s*[.;,]*\s*\Z")


def link_states(listing: Listing) -> None:
    """Lead a listing to the States that its parts name; a text that names none stays text."""
    values = parts_of(listing.parts_, Value)
    listing.nationality = _states(part.name for part in parts_of(listing.parts_, Nationality))
    listing.country = _states(_countries(parts_of(listing.parts_, Address), values))
    listing.flag = _states(part.value for part in values if part.property in _FLAGS)


def states_of(listings: Iterable[Listing]) -> list[Entity]:
    """Return the States that listings lead to."""
    ids = {end for listing in listings for end in (*listing.nationality, *listing.country, *listing.flag)}
    return [state_entity(end) for end in sorted(ids)]


def _countries(addresses: Iterable[Address], values: Iterable[Value]) -> Iterator[str]:
    for address in addresses:
        yield address.country or _last(address.name)
    for value in values:
        if value.property in _COUNTRIES:
            yield value.value


def _last(address: str) -> str:
    """Return the end of an address in one text; a code of two letters may be one of a part of a State."""
    _, _, last = address.rpartition(",")
    last = _REMARK.sub("", last).strip()
    return last if not is_code(last.upper()) else ""


def _states(texts: Iterable[str]) -> list[str]:
    return sorted({state for text in texts if text and (state := _state(text))})


@lru_cache(maxsize=1 << 12)
def _state(text: str) -> str | None:
    return state_id(_REMARK.sub("", text))
