"""Words for people of what the model calls by a key; docs/glossary.md explains them. One word for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...schema.claim_words import DID as DID
from ...schema.claim_words import capital as capital
from ...schema.claim_words import property_label as property_label
from ...schema.claim_words import property_words as property_words
from ...schema.vocabulary import Property, Stance
from .claims import CitedClaim

BASES = {
    "imagery-covered": "imagery, cargo covered",
    "court-finding": "finding of a court",
    "customs-finding": "finding of customs",
    "expert-body": "finding of an expert body",
    "official-statement": "official statement",
    "anonymous-official": "unnamed official",
    "human-source": "human source",
    "trade-data": "trade data",
}
#: Elements of a transfer or an assessment.
ELEMENTS = {
    "exists": "took place",
    "object": "goods",
    "nexus": "link to the duty",
    "in-force": "law in force",
    "threshold": "condition",
    "party": "who took part",
    "conditions": "condition not kept",
    "application": "reading of the law",
}
CHECKED = {
    "two-sources": "",
    "one-source": "text seen in one public source only",
    "unchecked": "text not checked",
}
_INDEPENDENCE = {
    "independence shown": "shown to be independent",
    "independence not shown": "not shown to be independent",
    "independence excluded": "not independent of each other",
}
_RESOLUTION = re.compile(r"(\d{3,4}) (.+)")


def element_words(key: str) -> str:
    """Return an element of a transfer or of an assessment in words."""
    return ELEMENTS.get(key, key.replace("_", " ").replace("-", " "))


def basis_words(key: str) -> str:
    """Return a kind of evidence in words."""
    return BASES.get(key, key.replace("-", " "))


def listed(items: Sequence[str]) -> str:
    """Join items as `a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def no_source(properties: Sequence[str], name: str) -> str:
    """Return that no source states some properties of an event, in a sentence."""
    plain = [property_words(key) for key in properties if key != Property.EXISTS]
    says = ["says that it took place"] if Property.EXISTS in properties else []
    return f"no source {' or '.join([*says, *([f'gives {either(plain)}'] if plain else [])])}: {name}"


def either(items: Sequence[str]) -> str:
    """Join items as `a, b or c`."""
    return " or ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 claim`, `2 claims`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def origins_words(number: int, independence: str) -> str:
    """Return a number of origins, and whether they are independent of each other: `one origin`."""
    if number == 1 or not independence:
        return "one origin" if number == 1 else f"{number} origins"
    return f"{number} origins, {_INDEPENDENCE.get(independence, independence)}"


def independence_words(key: str) -> str:
    """Return whether origins are independent of each other, in words."""
    return _INDEPENDENCE.get(key, key.replace("root", "origin"))


def paragraphs(provisions: Iterable[str], full: bool = False) -> str:
    """Return provisions as they are cited: `1718 (para. 8(b)) and 1874 (para. 9)`.

    With `full` resolutions of the UN Security Council are named as such.
    """
    by_act: dict[str, list[str]] = {}
    for provision in provisions:
        text = provision.replace(" (number not seen)", ", number not verified")
        match = _RESOLUTION.fullmatch(text)
        by_act.setdefault(match[1] if match else text, []).extend([match[2]] if match else [])
    shown = [f"{act} ({', '.join(places)})" if places else act for act, places in by_act.items()]
    resolutions = [act for act, places in by_act.items() if places]
    lead = ""
    if full and resolutions:
        lead = f"UN Security Council resolution{'s' if len(resolutions) > 1 else ''} "
    return lead + listed(shown)


def statement_words(claim: CitedClaim) -> str:
    """Return what a claim puts forward: `that it took place`, `goods: Coal`."""
    if claim.property == Property.EXISTS:
        return "whether it took place" if claim.stance is Stance.DECLINES else "that it took place"
    value = claim.measured if claim.number is not None else claim.entity_name or claim.value
    return f"{property_words(claim.property)}{f': {value}' if value else ''}"
