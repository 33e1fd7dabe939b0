"""The rules of evidence: what a claim can do for an element, by what it stands on.

An element is one property of an event: that it took place, from where, to where, of what. Each comes out

    met         a claim asserts it on a basis that can reach it
    suggested   it is claimed, but on a basis that can only suggest it, or its own source doubts it
    contested   evidence that can reach it speaks against it
    unknown     nobody puts it forward

Design: imagery meets place, date, count and route, never cargo under tarps. Inspection, seizure,
documents and findings of an expert body can meet any element. An interested State's word, an unnamed
official, a human source and an inference only suggest. A denial without evidence, from a party, does not
lower a status; it is shown beside what it answers. To justify or to decline comment is not to deny.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..schema.vocabulary import Basis, Property, Stance

_ANY = frozenset(Property)
_SEEN = frozenset(
    {
        Property.PLACE,
        Property.DATE,
        Property.QUANTITY,
        Property.BASELINE,
        Property.CHANGE,
        Property.ROUTE,
        Property.FACILITY,
        Property.CARGO,
    }
)

#: Basis to the properties that it can meet; whatever else it is brought for, it can only suggest.
REACH: Mapping[Basis, frozenset[Property]] = {
    Basis.IMAGERY: _SEEN,
    Basis.IMAGERY_COVERED: _SEEN,
    Basis.INSPECTION: _ANY,
    Basis.DOCUMENT: _ANY,
    Basis.EXPERT_BODY: _ANY,
    Basis.TRADE_DATA: frozenset(),
    Basis.OFFICIAL_STATEMENT: frozenset(),
    Basis.ANONYMOUS_OFFICIAL: frozenset(),
    Basis.HUMAN_SOURCE: frozenset(),
    Basis.INFERENCE: frozenset(),
}

#: The elements of a transfer that a measure asks for, in the order in which they are told.
TRANSFER_ELEMENTS = (
    Property.EXISTS,
    Property.GOODS,
    Property.FROM,
    Property.TO,
    Property.DATE,
    Property.QUANTITY,
)

#: What an analyst would look for, by the element that it would close.
SETTLES: Mapping[Property, tuple[str, ...]] = {
    Property.EXISTS: (
        "an inspection or seizure of the goods on their way or on arrival",
        "waybills, manifests or customs papers of the consignment",
        "a finding of an expert body on items recovered and traced",
    ),
    Property.GOODS: (
        "imagery of the uncovered cargo while it is loaded or unloaded",
        "an inspection or seizure of the cargo",
        "rail waybills or cargo manifests",
    ),
    Property.FROM: ("the same wagons or ships seen at the place of loading", "waybills that name the sender"),
    Property.TO: (
        "the same wagons or ships seen at the place of unloading",
        "waybills that name the receiver",
    ),
    Property.DIRECTION: ("a series of images close in time that shows loaded wagons on each side of the border",),
    Property.DATE: ("a dated series of images of the same wagons or ships", "dated waybills or port papers"),
    Property.QUANTITY: ("waybills or manifests with counts or weights",),
}


class Status(StrEnum):
    """How far an element is carried."""

    MET = "met"
    SUGGESTED = "suggested"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Said:
    """What of a claim matters for its weight. `origins` are the reports at its roots."""

    id: str
    property: str
    stance: str
    basis: str
    origins: frozenset[str]


def weigh(claims: Iterable[Said], prop: Property) -> tuple[Status, str]:
    """The status of an element by all claims on it, and in a line why."""
    mine = [claim for claim in claims if claim.property == prop]
    forward = [claim for claim in mine if claim.stance in (Stance.ASSERTS, Stance.SUGGESTS)]
    against = [claim for claim in mine if claim.stance == Stance.DENIES and _reaches(claim, prop)]
    doubts = [claim for claim in mine if claim.stance == Stance.DOUBTS]
    if not forward:
        return Status.UNKNOWN, "nobody puts it forward"
    if against:
        return Status.CONTESTED, f"denied on a basis that can reach it ({_bases(against)})"
    reaching = [claim for claim in forward if claim.stance == Stance.ASSERTS and _reaches(claim, prop)]
    if not reaching:
        return Status.SUGGESTED, f"claimed, on a basis that can only suggest it ({_bases(forward)})"
    undoubted = [claim for claim in reaching if not any(doubt.origins & claim.origins for doubt in doubts)]
    if not undoubted:
        return Status.SUGGESTED, "the source that asserts it doubts it too"
    return Status.MET, f"asserted on a basis that can reach it ({_bases(undoubted)})"


def independence(origins: int) -> str:
    """What can be said of several roots: nothing here shows that they are independent."""
    return "one root" if origins == 1 else "no root" if not origins else "independence not shown"


def _reaches(claim: Said, prop: Property) -> bool:
    return prop in REACH[Basis(claim.basis)]


def _bases(claims: list[Said]) -> str:
    return ", ".join(sorted({claim.basis for claim in claims}))
