"""Made-up events for the measures of a regime, from a short form: a report, listings, and what each should come to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "queries" / "assessment" / "regimes"
PUBLISHER = {"id": "pub:made-office", "name": "Made Office"}
#: Keys of an event that are no claims.
_NO_CLAIM = frozenset({"is", "kind", "fails", "because", "shown", "denied"})
_THINGS = frozenset(
    {"from", "to", "goods", "participant", "carrier", "place", "route", "origin", "transit", "omission"}
)
Item = Mapping[str, Any]


@dataclass(frozen=True)
class RegimeEvent:
    """An event that was made up for a paragraph, with the outcome that the paragraph asks for.

    `fails` is why the rules are known to say otherwise.
    """

    id: str
    paragraph: str
    measure: str
    expected: str
    because: str
    fails: str | None
    content: Item


@dataclass(frozen=True)
class MadeRegime:
    """The made-up bodies, listings and events of one regime."""

    programme: str
    things: tuple[Item, ...]
    listings: tuple[Item, ...]
    events: tuple[RegimeEvent, ...]

    def write(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Write the files to load, and yield each with its source."""
        for source, content in (("reports", self._report()), ("listings", self._lists())):
            path = folder / f"{self.programme}-{source}.yaml"
            path.write_text(json.dumps(content), encoding="utf-8")
            yield source, path

    def _report(self) -> Item:
        claims = [claim for thing in self.things for claim in _of_thing(thing)]
        claims += [claim for event in self.events for claim in _of_event(event)]
        things = [{key: thing[key] for key in ("id", "kind", "name")} for thing in self.things]
        things += [
            {"id": e.id, "kind": e.content["kind"], "name": f"Made for {e.paragraph}: {e.id}"} for e in self.events
        ]
        things += [{"id": id_, "kind": "Country", "name": id_[4:]} for id_ in sorted(self._states())]
        things.append({"id": "sg:made-office", "kind": "Organization", "name": "Made Office"})
        report = _source(f"report:made-{self.programme}") | {"claims": claims}
        return {"publishers": [PUBLISHER], "things": things, "reports": [report]}

    def _lists(self) -> Item:
        source = _source(f"report:made-list-{self.programme}")
        common = {
            "list": "MADE",
            "list_type": "MADE",
            "entry": "entry",
            "under": self.programme,
            "source": source["id"],
        }
        names = {thing["id"]: thing["name"] for thing in self.things}
        return {
            "publishers": [PUBLISHER],
            "reports": [source],
            "listings": [
                {**common, **_renamed(each), "name": names[each["about"]], "locator": "p. 1"} for each in self.listings
            ],
        }

    def _states(self) -> set[str]:
        named = {value for event in self.events for prop in _THINGS for value in _many(event.content.get(prop))}
        named |= {thing[key] for thing in self.things for key in ("country", "flag") if key in thing}
        return {id_ for id_ in named if id_.startswith("iso:")}


def regimes() -> list[MadeRegime]:
    """Every regime that events were made up for."""
    return [_regime(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _regime(path: Path) -> MadeRegime:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    events = [
        RegimeEvent(
            f"sg:made-{path.stem}-{n}-{m}",
            case["paragraph"],
            case["measure"],
            each["is"],
            each["because"],
            each.get("fails"),
            {**each, "date": str(each["date"])},
        )
        for n, case in enumerate(content["cases"], 1)
        for m, each in enumerate(case["events"], 1)
    ]
    return MadeRegime(path.stem, tuple(content["things"]), tuple(content.get("listings") or ()), tuple(events))


def _source(id_: str) -> dict[str, Any]:
    return {
        "id": id_,
        "title": id_,
        "publisher": PUBLISHER["id"],
        "published": "2026-11-20",
        "url": "https://example.org/",
        "seen": "primary",
    }


def _renamed(listing: Item) -> dict[str, Any]:
    names = {"listed": "listed_on"}
    return {names.get(key, key): value if isinstance(value, list) else str(value) for key, value in listing.items()}


def _claim(id_: str, about: str, prop: str, **more: Any) -> dict[str, Any]:
    said = {"stance": "asserts", "basis": "document", "speaker": "sg:made-office", "locator": "p. 1"}
    return {"id": id_, "about": about, "property": prop, **said, **more}


def _of_thing(thing: Item) -> Iterator[Item]:
    short = thing["id"].partition(":")[2]
    if "country" in thing:
        yield _claim(f"{short}-country", thing["id"], "country", entity=thing["country"])
    if "flag" in thing:
        yield _claim(f"{short}-flag", thing["id"], "flag", entity=thing["flag"])
    if "party" in thing:
        yield _claim(f"{short}-party", thing["id"], "party-kind", value=thing["party"])


def _of_event(event: RegimeEvent) -> Iterator[Item]:
    short = event.id.partition(":")[2]
    yield _claim(f"{short}-exists", event.id, "exists", value=True)
    for prop, given in event.content.items():
        if prop not in _NO_CLAIM:
            for n, value in enumerate(_many(given)):
                key = "entity" if prop in _THINGS else "value"
                yield _claim(f"{short}-{prop}-{n}", event.id, prop, **{key: value})
    for stance, key in (("asserts", "shown"), ("denies", "denied")):
        for n, condition in enumerate(event.content.get(key) or []):
            more = {"stance": stance, "condition": condition, "value": condition}
            yield _claim(f"{short}-{key}-{n}", event.id, "exemption", **more)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
