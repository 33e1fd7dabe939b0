"""A link that a list states from one of its entries to another, by name, and what FollowTheMoney calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...schema.statements import Listing, Ownership, Relation, Value, parts_of
from ..common.listing_parts import enumerated


@dataclass(frozen=True)
class LinkKind:
    """What a link becomes: FollowTheMoney's schema, its class, and whether the entry that states it is the subject."""

    schema: str
    forward: bool = True
    model: type[Relation] = Relation


LINKED = LinkKind("UnknownLink")
RUN_BY = LinkKind("UnknownLink", forward=False)
OWNS = LinkKind("Ownership", model=Ownership)
OWNED_BY = LinkKind("Ownership", forward=False, model=Ownership)
KIN = LinkKind("Family")
ACTS_FOR = LinkKind("Representation")
MEMBER = LinkKind("Membership")

#: Values of an entry that name another one, by the property under which loaders keep them.
_PROPERTIES: Mapping[str, LinkKind] = {
    "Linked To": LINKED,
    "owner": OWNED_BY,
    "Vessel Owner": OWNED_BY,
    "Aircraft Operator": RUN_BY,
    "operator": RUN_BY,
    "manager": RUN_BY,
    "Subsidiaries": OWNS,
    "Parent company": OWNED_BY,
    "Current owner/operator (s)": RUN_BY,
    "Previous owner/operator (s)": RUN_BY,
}


@dataclass(frozen=True)
class StatedLink:
    """That the thing `about` is linked to the entry called `name`; `words` and `role` are the list's."""

    about: str
    role: str
    name: str
    words: str
    kind: LinkKind


def links_of(listing: Listing) -> Iterator[StatedLink]:
    """Yield the links that the parts of an entry state, each with the name of the other as the list writes it."""
    for part in parts_of(listing.parts_, Value):
        if kind := _PROPERTIES.get(part.property):
            for name in _names(part.value):
                yield StatedLink(listing.about, part.note or part.property, name, f"{part.property}: {name}", kind)


def _names(text: str) -> Iterator[str]:
    for value in enumerated(text):
        yield from (name for piece in value.split(";") if (name := piece.strip()))
