"""Words of the page: dates, values, stances, and the labels of what the model calls by a key."""

from __future__ import annotations

from typing import Any

from ..schema.dates import FOREVER, LATEST, long_form

#: Each status has a shape and a word; colour only repeats them.
STATUSES = ("met", "suggested", "contested", "unknown", "not met", "exempt")

#: Elements that are told but have no part in the outcome.
BESIDE = ("place", "date", "quantity", "exemption")

_PROPERTY = {
    "exists": "that it took place",
    "baseline": "usual level",
    "quantity": "count",
    "legality": "on the law",
    "leg": "a leg of it",
    "facility": "what is there",
}
_ELEMENT = {
    "exists": "Took place",
    "nexus": "Whom it binds",
    "act": "Act",
    "object": "Goods",
    "direction": "Direction",
    "in-force": "In force",
    "threshold": "Threshold",
}
_BASIS = {
    "imagery": "imagery",
    "imagery-covered": "imagery, cargo covered",
    "expert-body": "finding of an expert body",
    "official-statement": "official statement",
    "anonymous-official": "unnamed official",
    "human-source": "human source",
    "trade-data": "trade data",
}
_SEEN = {"copy": "read in a copy", "secondary": "read through others"}
_KIND = {
    "RailStation": "Rail station",
    "BorderCrossing": "Border crossing",
    "PublicBody": "Public body",
}


def when(text: str | None) -> str:
    """A date as people write it; `now` for the open end of time."""
    if not text:
        return "date not stated"
    return "now" if text in (LATEST, FOREVER) else long_form(text)


def prop(key: str) -> str:
    """A property in words."""
    return _PROPERTY.get(key, key.replace("_", " ").replace("-", " "))


def element(key: str) -> str:
    """An element of an assessment in words."""
    return _ELEMENT.get(key, key.replace("_", " ").replace("-", " ").capitalize())


def basis(key: str) -> str:
    """A basis in words."""
    return _BASIS.get(key, key.replace("-", " "))


def seen(key: str | None) -> str:
    """How a report was read, where not on its own page."""
    return _SEEN.get(key or "", "")


def kind(key: str) -> str:
    """A label of the model in words."""
    return _KIND.get(key, key)


def value(claim: dict[str, Any]) -> str:
    """What a claim puts forward, in words; empty where it only says that the thing is so."""
    if claim.get("number") is not None:
        return _measured(claim)
    if claim.get("entity_name"):
        return str(claim["entity_name"])
    said = claim.get("value")
    if said in (None, "", "True", "true"):
        return ""
    return when(said) if claim.get("property") == "date" and claim.get("earliest") else str(said)


def _measured(claim: dict[str, Any]) -> str:
    number = claim["number"]
    shown = f"{number:,.0f}" if float(number).is_integer() else claim["value"]
    return " ".join(filter(None, (claim["qualifier"], shown, claim["unit"])))


def quoted(hedge: str | None) -> str:
    """The source's own words, without quotation marks of their own."""
    return (hedge or "").replace('"', "")


def listed(items: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
