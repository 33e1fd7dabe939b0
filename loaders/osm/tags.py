"""What tags of OpenStreetMap mean here: kinds of place, names, codes, gauges, and whether a thing is in use.

The tags are those of https://wiki.openstreetmap.org/wiki/Key:railway and of the keys that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...schema.names import clean

Tags = Mapping[str, str]

#: `railway=…` of places where trains stop or stand, and what each is called here.
_RAIL_PLACES = {
    "station": ("RailStation", "station"),
    "halt": ("RailStation", "halt"),
    "yard": ("Facility", "yard"),
    "service_station": ("Facility", "yard"),
    "border": ("BorderCrossing", "border"),
}
#: Other tags of places.
_PLACES = {
    ("amenity", "ferry_terminal"): ("Port", "ferry terminal"),
    ("landuse", "port"): ("Port", "port"),
    ("industrial", "port"): ("Port", "port"),
    ("harbour", "yes"): ("Port", "harbour"),
    ("seamark:type", "harbour"): ("Port", "harbour"),
    ("barrier", "border_control"): ("BorderCrossing", "border control"),
}
#: `railway=…` of tracks that trains run on; trams, undergrounds and funiculars are none.
_TRACKS = frozenset({"rail", "narrow_gauge", "preserved"})
#: Prefixes and values by which a thing is out of use, the firmest first.
_OUT_OF_USE = ("razed", "demolished", "abandoned", "dismantled", "disused", "construction", "proposed")
#: What is no longer, or not yet, there: neither a place nor a track.
_NOT_THERE = frozenset({"razed", "demolished", "dismantled", "proposed"})
#: Stations of other means of transport.
_OTHER_STATIONS = frozenset({"subway", "light_rail", "tram", "monorail", "funicular", "miniature"})
#: Tags with names, and what each name is called as an alias.
_NAMES = {
    "name": None,
    "int_name": "international",
    "official_name": "official",
    "alt_name": "alternative",
    "old_name": "old",
    "short_name": "short",
    "loc_name": "local",
    "reg_name": "regional",
    "uic_name": "UIC",
}
_LANGUAGE = re.compile(r"(?:name|official_name|alt_name|old_name):([a-z]{2,3}(?:[-_][A-Za-z0-9-]{2,8})?)\Z")
#: Tags with codes, and the system of each.
_CODES = {
    "uic_ref": "UIC",
    "railway:ref": "railway ref",
    "ref": "ref",
    "iata": "IATA",
    "esr:user": "ESR",
    "esr": "ESR",
    "express": "Express-3",
    "unlocode": "UN/LOCODE",
    "un/locode": "UN/LOCODE",
    "locode": "UN/LOCODE",
    "ref:unlocode": "UN/LOCODE",
    "ref:UNLOCODE": "UN/LOCODE",
    "ref:un_locode": "UN/LOCODE",
    "ref:locode": "UN/LOCODE",
    "harbour:LOCODE": "UN/LOCODE",
    "seamark:harbour:locode": "UN/LOCODE",
    "wikidata": "Wikidata",
}
_PREFIXES = {"railway:ref:": "railway ref ", "ref:": "ref "}
_GAUGE = re.compile(r"[0-9]{3,4}\Z")


def place_tags() -> list[tuple[str, str]]:
    """Return the tags, beside those of railways, of which one makes a thing a place."""
    prefixes = ["", *(f"{prefix}:" for prefix in _OUT_OF_USE if prefix not in _NOT_THERE)]
    return [(f"{prefix}{key}", value) for key, value in _PLACES for prefix in prefixes]


def place_of(tags: Tags) -> tuple[str, str, str | None] | None:
    """Return the kind of a place, what it is in a word, and how it is out of use; None where tags tell of no place."""
    state, railway = in_use(tags)
    if state in _NOT_THERE:
        return None
    if railway in _RAIL_PLACES and tags.get("station") not in _OTHER_STATIONS and tags.get("subway") != "yes":
        kind, word = _RAIL_PLACES[railway]
        return kind, word, state
    for (key, value), (kind, word) in _PLACES.items():
        if tags.get(key) == value:
            return kind, word, state
        for prefix in _OUT_OF_USE:
            if tags.get(f"{prefix}:{key}") == value and prefix not in _NOT_THERE:
                return kind, word, prefix
    return None


def track_state(tags: Tags) -> tuple[bool, str | None]:
    """Return whether a way is a track, and how it is out of use."""
    state, railway = in_use(tags)
    return railway in _TRACKS and state not in _NOT_THERE, state


def in_use(tags: Tags) -> tuple[str | None, str]:
    """Return how a railway thing is out of use (None: it is not), and the value of `railway` that it has or had."""
    value = tags.get("railway", "")
    if value in _OUT_OF_USE:
        return value, tags.get(value) or tags.get(f"{value}:railway") or tags.get("railway:historic") or "rail"
    for prefix in _OUT_OF_USE:
        if was := tags.get(f"{prefix}:railway"):
            return prefix, was
        if value and tags.get(prefix) == "yes":
            return prefix, value
    return None, value


def names_of(tags: Tags) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each name of a thing with its language and quality, the name in use first."""
    for key, quality in _NAMES.items():
        for text in _several(tags.get(key)):
            yield text, None, quality
    for key, value in sorted(tags.items()):
        if match := _LANGUAGE.match(key):
            quality = _NAMES.get(key.partition(":")[0])
            for text in _several(value):
                yield text, match[1].replace("_", "-"), quality


def codes_of(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield each code of a thing with its system."""
    for key, value in sorted(tags.items()):
        system = _CODES.get(key) or next(
            (name + key.removeprefix(prefix) for prefix, name in _PREFIXES.items() if key.startswith(prefix)), None
        )
        if system:
            for code in _several(value):
                yield system, code.replace(" ", "") if system == "UN/LOCODE" else code


def gauges_of(tags: Tags) -> tuple[int, ...]:
    """Return the gauges of a track in millimetres, sorted; none where no whole number is stated."""
    return tuple(sorted({int(text) for text in _several(tags.get("gauge")) if _GAUGE.match(text)}))


def electrified(tags: Tags) -> str | None:
    """Return how a track is electrified, `contact_line 25000 V 50 Hz`, `no`; None where nothing is stated."""
    means = clean(tags.get("electrified"))
    if means is None or means == "no":
        return means
    voltage, frequency = clean(tags.get("voltage")), clean(tags.get("frequency"))
    words = (means, f"{voltage} V" if voltage else None, f"{frequency} Hz" if frequency else None)
    return " ".join(word for word in words if word)


def _several(value: str | None) -> list[str]:
    return [text for part in (value or "").split(";") if (text := clean(part))]
