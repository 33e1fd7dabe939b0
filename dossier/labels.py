"""Words of the page: dates, values, stances, and the labels of what the model calls by a key."""

from __future__ import annotations

from collections.abc import Sequence

from ..queries.evidence.claims import CitedClaim, ClaimAnswer, measured
from ..queries.evidence.words import (
    CHECKED,
    DID,
    basis_words,
    capital,
    element_words,
    listed,
    paragraphs,
    property_words,
)
from ..queries.traffic.counts import Baseline, Count
from ..schema.dates import FOREVER, LATEST, long_form
from ..schema.vocabulary import Property, Stance

#: Each status has a shape and a word; colour only repeats them.
STATUSES = (
    *("met", "suggested", "contested", "contested (law)", "open", "unknown", "not met"),
    *("exempt", "permitted"),
)

#: Elements that are shown apart from those that decide.
APART = ("place", "date", "quantity", "exemption")

_SEEN = {"copy": "read in a copy", "secondary": "known through other reports only"}
_KIND = {
    "RailStation": "Rail station",
    "BorderCrossing": "Border crossing",
    "PublicBody": "Public body",
    "PortCall": "Port call",
    "Vessel": "Ship",
    "Transfer": "Alleged transfer",
    "Occupancy": "Post",
    "Occurrence": "Event",
    "Listing": "List entry",
}


def when(text: str | None) -> str:
    """Return a date as people write it; `now` for the open end of time."""
    if not text:
        return "date not stated"
    return "now" if text in (LATEST, FOREVER) else long_form(text)


#: Words with which the name of an office begins that takes an article in a sentence.
_OFFICES = ("Government of ", "Ministry of ", "Embassy of ", "Panel of ", "Office of ", "Department of ", "UN ")


def with_article(name: str) -> str:
    """Return a name as it stands within a sentence: `the Government of Russia`, `CSIS`."""
    return f"the {name}" if name.startswith(_OFFICES) else name


def prop(key: str) -> str:
    """Return a property in words."""
    return property_words(key)


def element(key: str) -> str:
    """Return an element of an assessment in words."""
    return capital(element_words(key))


def basis(key: str) -> str:
    """Return a kind of evidence in words."""
    return basis_words(key)


def did(stance: Stance) -> str:
    """Return what a speaker did with a claim."""
    return DID[stance]


def law(provisions: Sequence[str]) -> str:
    """Return provisions, the resolutions named in full."""
    return paragraphs(provisions, full=True)


def reading(key: str | None) -> str:
    """Return how a report was read, where not on its own page."""
    return _SEEN.get(key or "", "")


def checked(key: str) -> str:
    """Return in how many public texts a law was seen, where not in two."""
    return CHECKED.get(key, key)


def kind(key: str) -> str:
    """Return a label of the model in words."""
    return _KIND.get(key, key)


def value(claim: CitedClaim | ClaimAnswer) -> str:
    """Return what a claim puts forward, in words; empty where it only says that the thing is so."""
    if isinstance(claim, CitedClaim):
        if claim.number is not None:
            return claim.measured
        if claim.entity_name:
            return claim.entity_name
        if claim.property == Property.DATE and claim.earliest and claim.value:
            return when(claim.value)
    return "" if claim.value in (None, "", "True", "true") else str(claim.value)


def count(counted: Count | Baseline) -> str:
    """Return a count with its qualifier and unit."""
    return measured(counted.number, counted.value, counted.qualifier, counted.unit)


def quoted(hedge: str | None) -> str:
    """Return the source's own words, without quotation marks of their own."""
    return (hedge or "").replace('"', "")


#: Said by the owner of the words of evidence.
__all__ = ["capital", "listed"]
