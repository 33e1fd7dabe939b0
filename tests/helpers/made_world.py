"""A made-up regime and made-up events, loaded into a graph file by file, for tests of assessments."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.queries.assessment.answer import Assessment, Element
from sanctionsgraph.queries.assessment.assess import assess

Item = dict[str, Any]
ATLANTIS, LILLIPUT, BLEFUSCU = "iso:XA", "iso:XB", "iso:XC"
ARMS, RIFLES, GRAIN, CARGO, OIL = (f"goods:made-{name}" for name in ("arms", "rifles", "grain", "cargo", "oil"))
WITHIN = {CARGO: [], ARMS: [CARGO], RIFLES: [ARMS], GRAIN: [CARGO], OIL: [CARGO]}
BAN = "made-regime:ban"
DEAL = "sg:deal"
THINGS = {
    **{ATLANTIS: "Country", LILLIPUT: "Country", BLEFUSCU: "Country"},
    **{"sg:scribe": "Person", "sg:envoy": "Person", "sg:firm": "Company", "sg:ship": "Vessel", "sg:pier": "Port"},
    **{
        DEAL: "Transfer",
        "sg:deal-2": "Transfer",
        "sg:deal-3": "Transfer",
        "sg:deal-4": "Transfer",
        "sg:sight": "Observation",
        "sg:sight-2": "Observation",
        "sg:call": "PortCall",
    },
    **{"sg:dispute": "Announcement", "sg:trip": "Trip", "sg:crew": "Employment", "sg:venture": "Venture"},
    **{"sg:launch": "Launch", "sg:army": "PublicBody", "sg:rebels": "Organization", "sg:delta": "Place"},
}
OWN_DUTY = {"bearer": "target", "act": "cease-export", "nexus": []}
BUYING = {"bearer": "states", "act": "prohibit-procurement", "nexus": []}
LETTER = {"publisher": "Made Council", "title": "Made annex", "url": "https://example.org/", "published": "2000-01-01"}


def provision(paragraph: str, **changes: object) -> Item:
    return {
        **{"id": f"made:1/{paragraph}", "resolution": "made:1", "paragraph": paragraph, "force": "decides"},
        **{"summary": "It is so.", "since": "2010-01-01", "checked": "one-source", "number_seen": True},
        **{"sources": ["https://example.org/"], "accessed": "2024-01-01", **changes},
    }


def step(since: str = "2010-01-01", **changes: object) -> Item:
    made = {"since": since, "by": ["made:1/1"], "direction": "from", "goods": [ARMS], "summary": "S.", **changes}
    return {"duties": [OWN_DUTY], **{key: value for key, value in made.items() if value is not None}}


def exemption(**changes: object) -> Item:
    return {
        **{"id": "made-regime:relief", "name": "Relief", "since": "2010-01-01", "by": ["made:1/1"]},
        "conditions": [{"id": "asked", "text": "It was asked for."}, {"id": "granted", "text": "It was granted."}],
        **changes,
    }


def said(about: str, prop: str, value: object = None, **more: object) -> Item:
    """A claim, by document unless it says otherwise; ids are entities, all else is a value."""
    end: Item = {} if value is None else {"value": value}
    if isinstance(value, str) and value in THINGS | WITHIN:
        end = {"entity": value}
    return {
        **{"about": about, "property": prop, "stance": "asserts", "basis": "document", "speaker": "sg:scribe"},
        **{"locator": "p. 1", **end, **more},
    }


def deal(about: str = DEAL, **changes: object) -> list[Item]:
    """A sale of arms that meets every element of the ban. None leaves a claim out; a mapping adds to its claim."""
    parts: Item = {"exists": None, "date": "2020-03-01", "from": ATLANTIS, "to": LILLIPUT, "goods": ARMS}
    told = []
    for prop, value in parts.items():
        change = changes.get(prop, {})
        if change is None:
            continue
        change = change if isinstance(change, dict) else {"value": change}
        told.append(said(about, prop, **{"value": value, **change}))
    return told


@dataclass
class World:
    """A graph in memory with a made-up law, into which reports are loaded one by one."""

    folder: Path
    graph: sg.Graph = field(default_factory=lambda: open_graph(":memory:"))
    files: int = 0

    def load(self, source: str, content: Item) -> None:
        self.files += 1
        path = self.folder / f"{source}-{self.files}.yaml"
        path.write_text(json.dumps(content), encoding="utf-8")
        account = load_file(self.graph, source, path)
        assert account.rejected == 0, account.rejections

    def law(
        self,
        *steps: Item,
        exemptions: tuple[Item, ...] = (),
        measures: tuple[Item, ...] = (),
        ban: Item | None = None,
        programme: Item | None = None,
        **sections: object,
    ) -> World:
        """The made-up regime, with one ban of these steps (and further measures, and sections of the file)."""
        made = {"id": BAN, "name": "Made ban", "steps": list(steps or [step()]), "exemptions": list(exemptions)}
        self.load(
            "law",
            {
                "things": [{"id": id_, "kind": kind, "name": id_[3:].title()} for id_, kind in THINGS.items()]
                + [{"id": "sg:nowhere", "kind": "Place", "name": "Nowhere"}],
                "goods": [
                    {"id": kind, "name": kind[11:].title(), "within": wider, "source": LETTER}
                    for kind, wider in WITHIN.items()
                ],
                "programme": {"id": "made-regime", "name": "Made regime", "since": "2010-01-01"}
                | ({"target": ATLANTIS} if programme is None else programme),
                "resolutions": [
                    {
                        **{"id": "made:1", "name": "Resolution 1", "symbol": "M/1", "adopted": "2010-01-01"},
                        **{"url": "https://example.org/", "accessed": "2024-01-01"},
                    }
                ],
                "provisions": [
                    provision("1"),
                    provision("2"),
                    provision("3", force="calls-upon"),
                    provision("4", force="authorises"),
                ],
                "measures": [made | (ban or {}), *measures],
                **sections,
            },
        )
        return self

    def told(self, *claims: Item, on: str = "2020-06-01", speaker: str = "sg:scribe") -> World:
        """A report of these claims; the nth claim of the report of a day is `report:DAY-N#n`."""
        id_ = f"report:made-{on}-{self.files}"
        numbered = [{"id": str(n), **claim, "speaker": speaker} for n, claim in enumerate(claims, 1)]
        report = {"id": id_, "title": f"Report of {on}", "publisher": "pub:made", "published": on, "seen": "primary"}
        self.load(
            "reports",
            {
                "publishers": [{"id": "pub:made", "name": "Made Press"}],
                "reports": [report | {"url": "https://example.org/", "claims": numbered}],
            },
        )
        return self

    def one(self, event: str = DEAL, measure: str = BAN, as_of: str | None = None) -> Assessment:
        """The one assessment of an event by a measure."""
        (made,) = assess(self.graph, event, measure=measure, as_of=as_of).assessments
        return made

    def status(self, element: str, event: str = DEAL, as_of: str | None = None) -> str:
        return str(self.element(element, event, as_of).status)

    def element(self, element: str, event: str = DEAL, as_of: str | None = None) -> Element:
        return elements(self.one(event, as_of=as_of))[element]


def elements(made: Assessment) -> dict[str, Element]:
    return {str(element.element): element for element in made.elements}


def statuses(made: Assessment) -> dict[str, str]:
    return {name: str(element.status) for name, element in elements(made).items()}
