"""A claim in words: its property, what its speaker did, and the caption under which graphs show it."""

from __future__ import annotations

from .countries import PREFIX, is_code, state_name
from .vocabulary import Stance

PROPERTIES = {
    "exists": "that it took place",
    "baseline": "usual level",
    "quantity": "quantity",
    "legality": "on the law",
    "leg": "part of the way",
    "facility": "what is there",
    "omission": "what was left undone",
    "from": "where it came from",
    "to": "where it went",
    "in-force": "whether the law was in force",
}
_LABELS = {"exists": "Took place", "from": "From", "to": "To", "leg": "Part of the way", "legality": "On the law"}
#: What a speaker did, and the same of something that the sentence has named.
DID = {
    Stance.ASSERTS: "asserted",
    Stance.SUGGESTS: "suggested",
    Stance.DOUBTS: "doubted",
    Stance.DENIES: "denied",
    Stance.JUSTIFIES: "justified",
    Stance.DECLINES: "declined to say",
    Stance.ANTICIPATES: "anticipated",
    Stance.SUPPOSES: "supposed",
    Stance.ASKS: "asked about",
}


def property_words(key: str) -> str:
    """Return a property in words."""
    return PROPERTIES.get(key, key.replace("_", " ").replace("-", " "))


def property_label(key: str) -> str:
    """Return a property as the head of a line: `Took place`, `From`."""
    return _LABELS.get(key) or capital(property_words(key))


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def claim_caption(property_: str, stance: str, value: str | None, entity: str | None, unit: str | None) -> str:
    """Return the name of a claim: `Quantity: 73 freight cars (asserted)`, `Took place (denied)`.

    `entity` is the id of a value that is an entity. Its words come from the id, because a name may change.
    """
    plain = None if property_ == "exists" and value == "true" else value
    shown = " ".join(filter(None, (plain or (id_words(entity) if entity else None), unit)))
    return f"{property_label(property_)}{f': {shown}' if shown else ''} ({DID[Stance(stance)]})"


def id_words(id_: str) -> str:
    """Return an id in words: `sg:rajin-port` is `rajin port`, `iso:KP` the State; a number or code stays an id."""
    namespace, _, key = id_.partition(":")
    if f"{namespace}:" == PREFIX and is_code(key):
        return state_name(key)
    return key.replace("-", " ") if namespace in ("sg", "goods", "agency") else id_
