"""The States that an entry of a list names: its nationalities, the countries of its addresses, the flag of a ship."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ...schema.countries import is_code, state_id
from ...schema.entities import Entity
from ...schema.statements import Address, Listing, Nationality, Part, Value
from ..common.state_entity import state_entity

#: Properties whose values name a State: where a body is registered or a ship is flagged today.
_COUNTRIES = frozenset(("country", "jurisdiction", "Nationality of Registration"))
_FLAGS = frozenset(("flag",))
#: What a publisher adds to the name of a State.
_REMARK = re.compile(r"\s*[.;,]*\s*\Z")


def link_states(listing: Listing) -> None:
    """Lead a listing to the States that its parts name; a text that names none stays text."""
    listing.nationality = _states(part.name for part in listing.parts_ if isinstance(part, Nationality))
    listing.country = _states(_countries(listing.parts_))
    listing.flag = _states(part.value for part in listing.parts_ if isinstance(part, Value) and part.property in _FLAGS)


def states_of(listings: Iterable[Listing]) -> list[Entity]:
    """Return the States that listings lead to."""
    ids = {end for listing in listings for end in (*listing.nationality, *listing.country, *listing.flag)}
    return [state_entity(end) for end in sorted(ids)]


def _countries(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Address):
            yield part.country or _last(part.name)
        elif isinstance(part, Value) and part.property in _COUNTRIES:
            yield part.value


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
